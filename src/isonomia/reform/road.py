"""The road of one reform through the institutions: every act of a record replayed, each by its institution."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from msgspec import Struct

from isonomia.alignment import acts as alignment_acts
from isonomia.alignment.state import Alignment, Effect
from isonomia.assembly import acts as assembly_acts
from isonomia.assembly.notice import Assembly
from isonomia.compensation import acts as compensation_acts
from isonomia.compensation.claim import Claim
from isonomia.court import acts as court_acts
from isonomia.court import norm_acts
from isonomia.court.state import Court
from isonomia.drafting import acts as drafting_acts
from isonomia.drafting.state import Drafting
from isonomia.elections import acts as elections_acts
from isonomia.elections.election import Election
from isonomia.errors import Finding, InputError, IsonomiaError, RecordError, RulebookError, refused
from isonomia.ombudsman import acts as ombudsman_acts
from isonomia.ombudsman.complaint import Complaint
from isonomia.parties import acts as parties_acts
from isonomia.parties.party import Party
from isonomia.people import acts as people_acts
from isonomia.people.state import People
from isonomia.procedure.matters import Filings, Matters
from isonomia.proposals import acts as proposals_acts
from isonomia.proposals.state import Proposals
from isonomia.recall import acts as recall_acts
from isonomia.recall.petition import Petition
from isonomia.record import acts as record_acts
from isonomia.record.act import Act
from isonomia.record.sources import read_day
from isonomia.referendum import acts as referendum_acts
from isonomia.referendum.state import Referendum
from isonomia.reform import acts, counts, moving, ruling, sitting, standing
from isonomia.reform.statistics import StatisticPublished, check_statistic
from isonomia.rulebook.citation import LegalDate
from isonomia.rulebook.law import Rulebook
from isonomia.rulebook.loading import read
from isonomia.surveys import acts as surveys_acts
from isonomia.surveys.survey import Survey

BODIES: Mapping[tuple[str, int], type[Struct]] = {
    **record_acts.ACTS,
    **referendum_acts.ACTS,
    **acts.ACTS,
    **people_acts.ACTS,
    **drafting_acts.ACTS,
    **alignment_acts.ACTS,
    **proposals_acts.ACTS,
    **court_acts.ACTS,
    **norm_acts.ACTS,
    **assembly_acts.ACTS,
    **ombudsman_acts.ACTS,
    **compensation_acts.ACTS,
    **elections_acts.ACTS,
    **parties_acts.ACTS,
    **recall_acts.ACTS,
    **surveys_acts.ACTS,
}
MADE_FROM = ("publications", "own_acts", "invention")


@dataclass
class Reform:
    """All that the acts of one record come to. Made by `after`.

    `blobs` are the files that its acts cite, as far as they are at hand: what they hold is then checked too.
    """

    rulebooks: Mapping[str, Rulebook]
    blobs: Mapping[str, bytes] = field(default_factory=dict)
    opened: Act | None = None
    steps: list[Act] = field(default_factory=list)
    claims: list[Act] = field(default_factory=list)
    counts: list[tuple[Act, acts.CountPublished]] = field(default_factory=list)
    beginnings: list[tuple[Act, acts.BeginningPublished]] = field(default_factory=list)
    statistics: list[tuple[Act, StatisticPublished]] = field(default_factory=list)
    referendums: dict[str, Referendum] = field(default_factory=dict)
    people: People = field(default_factory=People)
    drafting: Drafting = field(init=False)
    alignment: Alignment = field(default_factory=Alignment)
    proposals: Proposals = field(init=False)
    court: Court = field(init=False)
    assembly: Filings[Assembly] = field(init=False)
    ombudsman: Filings[Complaint] = field(init=False)
    compensation: Filings[Claim] = field(init=False)
    elections: Matters[Election] = field(init=False)
    parties: Matters[Party] = field(init=False)
    recall: Matters[Petition] = field(init=False)
    surveys: Matters[Survey] = field(init=False)
    refused: list[Finding] = field(default_factory=list)
    without_role: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.drafting = Drafting(self.rulebook)
        self.proposals = Proposals(self.rulebook)
        self.court = Court(self.rulebook)
        self.assembly = Filings(Assembly.begun, self.rulebook)
        self.ombudsman = Filings(Complaint.begun, self.rulebook)
        self.compensation = Filings(Claim.begun, self.rulebook)
        self.elections = Matters(Election.begun, self.rulebook)
        self.parties = Matters(Party.begun, self.rulebook)
        self.recall = Matters(Petition.begun, self.rulebook)
        self.surveys = Matters(Survey.begun, self.rulebook)

    @classmethod
    def after(
        cls, entered: Iterable[Act], rulebooks: Mapping[str, Rulebook], blobs: Mapping[str, bytes] | None = None
    ) -> "Reform":
        """Replay all acts in their order; an act that the law refuses is a finding, and is left out."""
        reform = cls(rulebooks, blobs or {})
        for act in entered:
            reform.take(act)
        return reform

    def take(self, act: Act) -> None:
        """Take in one more act of a record as it stands: one that the law refuses is a finding, and is left out."""
        if self.people.lacks_role(act):
            # It still counts: whether an office was rightly filled is not for its acts to say.
            person = str(act.actor.capacity)
            self.without_role.append(Finding.of("actor_without_role", act.id, role=act.actor.role, person=person))
        try:
            self.admit(act)
        except IsonomiaError as error:
            self.refused.append(Finding.of("act_refused", act.id, reason=error))

    def admit(self, act: Act) -> None:
        """Take in one more act, each by the institution that its name begins with."""
        match act.act.partition(".")[0]:
            case "referendum":
                self._admit_referendum(act)
            case "reform":
                self._admit_own(act)
            case "people":
                self.people.admit(act)
            case "drafting":
                self._admit_drafting(act)
            case "alignment":
                ruling.check_need(act, self.court)
                self.alignment.admit(act, self.rulebook())
            case "proposals":
                sitting.check(act, self.drafting, self.people, self.proposals)
                self.proposals.admit(act)
            case "court" | "norm":
                moving.check(act, self._moves())
                ruling.check_judges(act, self.people)
                self.court.admit(act)
            case "assembly" | "ombudsman" | "compensation" as institution:
                moving.check(act, self._moves())
                self._rights[institution].admit(act)
            case "elections" | "parties" | "recall" | "surveys" as institution:
                standing.check_candidates(act, self.people)
                self._check_vote(act)
                self._of_voters[institution].admit(act)
            case "record" | "rulebook" | "papers":
                pass
            case institution:
                raise InputError(f'no institution "{institution}"')

    def stand(self, act: Act) -> None:
        """Take in an act that stands in the record already, without asking what other matters say to it.

        So an act can be judged after those few matters that it speaks of (`reach.judged_after`).
        """
        match act.act.partition(".")[0]:
            case "proposals":
                self.proposals.take(act)
            case "court" | "norm":
                self.court.take(act)
            case "drafting":
                self.drafting.admit(act)
            case "assembly" | "ombudsman" | "compensation" as institution:
                self._rights[institution].admit(act)
            case "elections" | "parties" | "recall" as institution:
                self._of_voters[institution].admit(act)
            case _:
                self.admit(act)

    def _moves(self) -> moving.Moves:
        """Where matters of each kind were sent on to."""
        return {"assembly": self.assembly.moved, "complaint": self.ombudsman.moved, "claim": self.compensation.moved}

    @property
    def _of_voters(self) -> Mapping[str, Matters[Election] | Matters[Party] | Matters[Petition] | Matters[Survey]]:
        return {
            "elections": self.elections,
            "parties": self.parties,
            "recall": self.recall,
            "surveys": self.surveys,
        }

    @property
    def _rights(self) -> Mapping[str, Filings[Assembly] | Filings[Complaint] | Filings[Claim]]:
        return {"assembly": self.assembly, "ombudsman": self.ombudsman, "compensation": self.compensation}

    def _admit_referendum(self, act: Act) -> None:
        state = self.referendums.get(act.matter)
        if state is None:
            state = Referendum(self.rulebook())
        state.admit(act)
        self.referendums[act.matter] = state

    def _check_vote(self, act: Act) -> None:
        """Refuse to announce a survey on a vote of this record that gives the vote another day."""
        if not isinstance(act.body, surveys_acts.SurveyAnnounced):
            return
        referendum, election = self.referendums.get(act.body.about), self.elections.matters.get(act.body.about)
        vote = referendum or election
        if vote is not None and vote.called.polling_day != act.body.polling_day:
            finding = Finding.of("vote_on_another_day", act.matter, vote=act.body.about, day=vote.called.polling_day)
            raise refused(f"{act.body.about} is on {vote.called.polling_day}, not {act.body.polling_day}", finding)

    def _admit_drafting(self, act: Act) -> None:
        """Take in an act of drafting, after what other institutions have to say to it."""
        match act.body:
            case drafting_acts.DraftAdopted(referendum=str(matter), decision=decision):
                state = self.referendums.get(matter)
                decided = state.of(referendum_acts.DecisionPublished) if state else iter(())
                if not any(one.id == decision and body.outcome == "adopted" for one, body in decided):
                    raise refused(
                        f"{decision} is no act by which {matter} was adopted",
                        Finding.of("no_such_decision", act.matter, referendum=matter),
                    )
            case drafting_acts.MemberAppointed(capacity=capacity) if (
                f"capacity/{capacity}" not in self.people.capacities
            ):
                raise refused(
                    f"{capacity} is no public capacity of this record",
                    Finding.of("no_capacity", act.matter, capacity=capacity),
                )
            case drafting_acts.EditionPublished() as body:
                self.drafting.check_references(act, body, self.blobs)
            case _:
                pass
        self.drafting.admit(act)

    def _admit_own(self, act: Act) -> None:
        match act.body:
            case acts.Opened(made_from=made_from):
                if self.opened is not None or made_from not in MADE_FROM:
                    raise InputError(f"a reform is opened once, made from one of {', '.join(MADE_FROM)}")
                self.opened = act
            case acts.StepTaken(taken_on=day):
                read_day(day)
                self.steps.append(act)
            case acts.ClaimPublished(claim=claim) as body:
                acts.check_claim(body)
                if any(one.body.claim == claim for one in self.claims if isinstance(one.body, acts.ClaimPublished)):
                    raise InputError(f"claim {claim} was entered before")
                self.claims.append(act)
            case acts.CountPublished() as body:
                acts.check_count(body)
                self.counts.append((act, body))
            case acts.BeginningPublished(began=began) as body:
                LegalDate.of(began)
                self.beginnings.append((act, body))
            case StatisticPublished() as body:
                check_statistic(body)
                self.statistics.append((act, body))
            case _:
                raise InputError(f"{act.act} is no act of a reform")

    def opening(self) -> acts.Opened | None:
        """What the opening act of the reform says; None where the record holds no reform."""
        return self.opened.body if self.opened and isinstance(self.opened.body, acts.Opened) else None

    def rulebook(self) -> Rulebook:
        """The rulebook of the reform's country, as adopted in the record."""
        opening = self.opening()
        if opening and opening.country in self.rulebooks:
            return self.rulebooks[opening.country]
        if len(self.rulebooks) != 1:
            raise RecordError(f"wanted the rulebook of one country, have {len(self.rulebooks)}")
        return next(iter(self.rulebooks.values()))

    def findings(self) -> list[Finding]:
        """Everything that the checks find in this record's acts."""
        return [
            *self.refused,
            *self.without_role,
            *(one for state in self.referendums.values() for one in state.findings()),
            *self.drafting.findings(self.blobs),
            *self.alignment.findings(),
            *self.proposals.findings(self.blobs),
            *self.court.findings(),
            *ruling.findings(self.court, self.alignment),
            *(one for matters in self._rights.values() for one in matters.findings()),
            *(one for matters in self._of_voters.values() for one in matters.findings()),
            *counts.findings(self.counts),
        ]

    def event(self, name: str, stated_on: str | None) -> tuple[date, Act | None] | None:
        """The day of an event and the act that tells it; None where the record does not hold it.

        An event is named as `claim` (the day on which the claim was made) or as `matter#event`: of a vote, of a law
        (`law/media#signed`), or the `first_signed` of the laws that follow from some amendments.
        """
        if name == "claim":
            return (date.fromisoformat(stated_on), None) if stated_on else None
        matter, _, what = name.partition("#")
        state = self.referendums.get(matter)
        told = _events(state, what) if state else self._events_of_laws(matter, what)
        return min(told, key=lambda one: one[0], default=None)

    def _events_of_laws(self, matter: str, what: str) -> Iterator[tuple[date, Act]]:
        """The days on which a law, or each that follows from some amendments, reached a stage, where they are known."""
        laws = self.alignment.following(matter) if what.startswith("first_") else self.alignment.laws
        for id, law in laws.items():
            reached = law.stages.get(what.removeprefix("first_"))
            if reached and matter in (id, law.body.follows) and reached[1].first == reached[1].last:
                yield reached[1].first, reached[0]

    def uncarried(self, on: date) -> Iterator[Effect]:
        """The amended articles that no law in the record is to carry by a day."""
        carried = {(one.work, one.eid.partition("__")[0]) for one in self.alignment.effects(on)}
        for amendments in self.drafting.amendments.values():
            for article in amendments.changed():
                work, eid = amendments.lists[0].work, f"art_{article}"
                if (work, eid) not in carried:
                    carried.add((work, eid))
                    yield Effect(work, eid, (), None)

    def published(self) -> Iterator[tuple[Act, acts.ClaimPublished]]:
        """The claims, in their order."""
        return ((act, act.body) for act in self.claims if isinstance(act.body, acts.ClaimPublished))


def _events(state: Referendum, what: str) -> Iterator[tuple[date, Act]]:
    """Every act that tells an event of this name, with the day."""
    for act in state.acts:
        match act.body:
            case referendum_acts.Called(polling_day=day) if what == "polling_day":
                yield date.fromisoformat(day), act
            case referendum_acts.TextPublished(published_on=day) if what == "text_published":
                yield date.fromisoformat(day), act
            case referendum_acts.ResultPublished(stage=stage, published_on=str(day)) if what == f"{stage}_result":
                yield date.fromisoformat(day), act


def adopted(entered: Iterable[Act], blobs: Mapping[str, bytes]) -> dict[str, Rulebook]:
    """The rulebooks that a record adopts, read from its own blobs, never from what is installed; each knows the last.

    Raises:
        RecordError: a blob is missing.
        RulebookError: a file of the rulebook cannot be read as law.
    """
    found: dict[str, Rulebook] = {}
    for act in entered:
        if isinstance(act.body, record_acts.RulebookAdopted):
            missing = [one.path for one in act.body.files if one.sha256 not in blobs]
            if missing:
                raise RecordError(f"act {act.id} adopts files that the record does not hold: {', '.join(missing)}")
            files = {one.path: _text(one.path, blobs[one.sha256]) for one in act.body.files}
            country = act.body.country
            found[country] = replace(read(country, files), adopted_at=act.at, before=found.get(country))
    return found


def _text(path: str, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RulebookError(f"{path}: not UTF-8 at byte {error.start}") from None
