"""Who stands in one election: districts, lists with their people, candidates, and those who no longer stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from isonomia.elections import acts
from isonomia.elections.rules import Body
from isonomia.errors import Finding, InputError, refused
from isonomia.exact import Bar
from isonomia.procedure.checking import check_refusal
from isonomia.procedure.terms import Laws
from isonomia.record.act import Act
from isonomia.record.sources import read_day
from isonomia.rulebook.law import Rule

LISTS = "lists"
AGAINST_ALL = "against-all"
SELF = "self"
IN_DISTRICT = "district-"
REMEDIES = "elections.refusal_remedies"
Line: TypeAlias = acts.ListRegistered | acts.CandidateRegistered


@dataclass(slots=True)
class Standing:
    """The lines of every ballot of one election, and what became of them."""

    matter: str
    body: Body
    districts: dict[str, acts.District] = field(default_factory=dict)
    lists: dict[str, acts.ListRegistered] = field(default_factory=dict)
    candidates: dict[str, dict[str, acts.CandidateRegistered]] = field(default_factory=dict)
    ended: dict[tuple[str, str], Act] = field(default_factory=dict)
    refusals: list[Act] = field(default_factory=list)

    def draw(self, body: acts.DistrictsDrawn) -> None:
        """Take in districts, each once and in a territory that the law knows."""
        names = [one.district for one in body.districts]
        for at, one in enumerate(body.districts):
            if one.district in self.districts or one.district in names[:at]:
                raise InputError(f'the district "{one.district}" was drawn before')
            if one.territory is not None:
                self.body.law.territory(one.territory)
        self.districts |= {one.district: one for one in body.districts}

    def register_list(self, body: acts.ListRegistered) -> None:
        """Take in a list: its name and its place in the order are its own, and so are its people."""
        if body.list in (AGAINST_ALL, SELF):
            raise InputError(f'"{body.list}" is no name of a list')
        if body.list in self.lists:
            raise InputError(f'the list "{body.list}" was registered before')
        ids = [one.candidate for one in body.candidates]
        if len(set(ids)) < len(ids):
            raise InputError(f'somebody stands twice on the list "{body.list}"')
        for name, other in self.lists.items():
            if body.order is not None and other.order == body.order:
                raise InputError(f'the list "{name}" was registered at place {body.order} already')
            if both := {one.candidate for one in other.candidates} & set(ids):
                raise InputError(f'{min(both)} stands on the list "{name}" already')
        self.lists[body.list] = body

    def register_candidate(self, body: acts.CandidateRegistered) -> None:
        """Take in a candidate: of one district, put forward by a registered list or, by law, by themselves."""
        if body.district not in self.districts:
            raise InputError(f'no district "{body.district}" was drawn')
        if any(body.candidate in there for there in self.candidates.values()):
            raise InputError(f"{body.candidate} was registered before: one district for each candidate")
        if body.put_forward_by == SELF:
            self._by_themselves(body)
        elif body.put_forward_by not in self.lists:
            raise InputError(f'no list "{body.put_forward_by}" was registered: wanted one, or "{SELF}"')
        self.candidates.setdefault(body.district, {})[body.candidate] = body

    def _by_themselves(self, body: acts.CandidateRegistered) -> None:
        """Refuse who puts themselves forward where the law forbids that, or with fewer signatures than it asks.

        Where the sources are silent nobody is refused.

        Law:
            elections.self_nomination                  whether a person may put themselves forward in a district
            elections.self_nomination_rural_head       the same for heads of villages and rural districts
            elections.candidate_signatures             the share of its voters who sign for such a person
            elections.candidate_signatures_rural_head  the same for heads of villages and rural districts
            elections.candidate_deposit                what a candidate pays as a deposit; no source at hand says
        """
        law, matter = self.body.law, self.matter
        rule = law.find(self.body.key("self_nomination"))
        if isinstance(rule, Rule) and rule.value == "no":
            finding = Finding.of("no_self_nomination", matter)
            raise refused("nobody could put themselves forward on that day", finding, rule.citation)
        asked = law.find(self.body.key("candidate_signatures"))
        if not isinstance(asked, Rule) or not isinstance(asked.value, Bar):
            return
        if body.signatures is None or body.voters is None:
            raise InputError(f"{body.candidate}: wanted the signatures and the voters of the district, both as numbers")
        if not asked.value.cleared_by(body.signatures, body.voters):
            finding = Finding.of(
                "too_few_signatures", matter, given=body.signatures, wanted=asked.value.required(body.voters)
            )
            raise refused(f"{body.signatures} signatures of {body.voters} voters", finding, asked.citation)

    def refuse(self, act: Act, body: acts.RegistrationRefused, laws: Laws) -> None:
        """Take in a refusal or cancellation: never without basis in force, facts and remedies.

        Law:
            elections.refusal_remedies     what can be done against a refusal
            elections.refusal_signatures   ground: fewer signatures than the law asks for
            elections.refusal_age          ground: younger than the law asks
            elections.refusal_list_quota   ground: a list without its quota
            elections.complaint_to_court   the remedy of a complaint to a court
        """
        cancelled = isinstance(body, acts.RegistrationCancelled)
        if cancelled:
            self.check_stands(body.contest, body.option)
        check_refusal(act, body.basis, body.remedies, read_day(body.on), laws, given_by=REMEDIES)
        self.refusals.append(act)
        if cancelled:
            self.ended[body.contest, body.option] = act

    def end(self, act: Act, body: acts.RegistrationEnded) -> None:
        """Take in that somebody withdrew or died."""
        self.check_stands(body.contest, body.option)
        self.ended[body.contest, body.option] = act

    def lines(self, contest: str) -> Mapping[str, Line]:
        """Everything that was registered for one contest, also what no longer stands."""
        if contest == LISTS:
            return self.lists
        district = contest.removeprefix(IN_DISTRICT)
        if district not in self.districts:
            raise InputError(f'no district "{district}" was drawn')
        return self.candidates.get(district, {})

    def check_stands(self, contest: str, option: str) -> None:
        """Refuse a line that is not on this ballot, or no longer."""
        if option not in self.on_ballot(contest):
            raise InputError(f'"{option}" does not stand in {contest}')

    def on_ballot(self, contest: str) -> tuple[str, ...]:
        """The lines of a ballot, without those that no longer stand."""
        return tuple(one for one in self.lines(contest) if (contest, one) not in self.ended)

    def contests(self) -> tuple[str, ...]:
        """All that is voted on: the lists, where there are any, and every district."""
        return (*((LISTS,) if self.lists else ()), *(f"{IN_DISTRICT}{one}" for one in self.districts))

    def list_named(self, name: str) -> acts.ListRegistered:
        """The list of a name; InputError where none was registered."""
        if name not in self.lists:
            raise InputError(f'no list "{name}" was registered')
        return self.lists[name]
