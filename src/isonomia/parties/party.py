"""Where one party stands on its road: founding, roll, registration, branches, and the end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from msgspec import Struct

from isonomia.errors import Finding, InputError, one_of, refused
from isonomia.parties import acts, deciding, rules
from isonomia.parties.minima import Group, Members
from isonomia.procedure.checking import check_basis, check_commitments, check_day, is_numbered
from isonomia.procedure.stepping import check_step, line_from
from isonomia.procedure.terms import Laws, Running, done, dropped, due_on, kept
from isonomia.record.act import Act
from isonomia.record.sources import read_day

NOTIFIED, CONFIRMED, CONGRESS, FILED, CHECKED = "notified", "confirmed", "congress", "filed", "checked"
REGISTERED, REFUSED, CONTESTED, SUSPENDED = "registered", "refused", "contested", "suspended"
ENDED, ANNULLED, DISSOLVED = "ended", "annulled", "dissolved"
STAGES = (
    NOTIFIED,
    CONFIRMED,
    CONGRESS,
    FILED,
    CHECKED,
    REGISTERED,
    REFUSED,
    CONTESTED,
    SUSPENDED,
    ENDED,
    ANNULLED,
    DISSOLVED,
)

STEPS: Mapping[type[Struct], str] = {
    acts.FoundingConfirmed: "confirm",
    acts.CongressHeld: "hold_congress",
    acts.RollFiled: "file_roll",
    acts.RollChecked: "check_roll",
    acts.PartyRegistered: "register",
    acts.RegistrationRefused: "refuse",
    acts.RefusalContested: "contest",
    acts.ContestDecided: "decide_contest",
    acts.BranchesRegistered: "register_branches",
    acts.RegistrationAnnulled: "annul",
    acts.PartySuspended: "suspend",
    acts.PartyResumed: "resume",
    acts.PartyDissolved: "dissolve",
    acts.FoundingEnded: "end",
}
"""The line of `parties.steps` by which each step is taken."""

RESTS_ELSEWHERE = (acts.RegistrationRefused, acts.RefusalContested, acts.PartySuspended, acts.PartyDissolved)
"""Steps that rest on their ground, or on a remedy, and not on their line of the chart."""


@dataclass(slots=True)
class Party:
    """One party as its own acts tell it. Only `admit` changes it; a refusal leaves it as it was.

    `last` is the day of its newest act, `since` that from which it is in its stage.
    """

    first: Act
    names: acts.Names
    laws: Laws
    stage: str
    last: date
    since: date
    group: Group | None = None
    congress_term: Running | None = None
    documents_term: Running | None = None
    decision_term: Running | None = None
    branches_term: Running | None = None
    congress_on: date | None = None
    filed: Act | None = None
    check: acts.RollChecked | None = None
    refusal: acts.RegistrationRefused | None = None
    registered_on: date | None = None
    branches: set[str] = field(default_factory=set)
    published: acts.PartyPublished | None = None
    suspended_until: date | None = None
    ground: str = ""

    @classmethod
    def begun(cls, act: Act, laws: Laws) -> "Party":
        """A party that is to be founded, or one that was registered elsewhere, as published."""
        if not is_numbered(act.matter, "party"):
            raise InputError(f'"{act.matter}" is no matter of this kind, as party/2026-000012')
        match act.body:
            case acts.FoundingNotified() as body:
                check_commitments(act, ("group",))
                by_territory = deciding.counted(body.group)
                group = Group(sum(by_territory.values()), frozenset(by_territory), body.committee)
                return cls(act, body.names, laws, NOTIFIED, read_day(body.on), read_day(body.on), group)
            case acts.PartyPublished() as body:
                return cls._as_published(act, body, laws)
            case _:
                raise refused("a party begins with the notice", Finding.of("matter_begins_once", act.matter))

    @classmethod
    def _as_published(cls, act: Act, body: acts.PartyPublished, laws: Laws) -> "Party":
        check_commitments(act, ())
        congress = read_day(body.congress_on)
        registered = check_day(body.registered_on, congress, act)
        there = cls(act, body.names, laws, REGISTERED, registered, registered, published=body, congress_on=congress)
        # What is published tells no day on which the papers came in: that they came in by now is all that is known.
        there.documents_term = done(laws.begin("parties.documents", congress, cause=act.act), registered, act.act)
        there.registered_on = registered
        there.branches_term = laws.begin("parties.branches", registered, cause=act.act)
        return there

    @property
    def matter(self) -> str:
        """The matter of this party."""
        return self.first.matter

    @property
    def filed_on(self) -> date:
        """The day of the notice; of a party that was registered elsewhere, that of its registration."""
        told = self.published.registered_on if self.published else self.first.body.on  # type: ignore[attr-defined]
        return read_day(told)

    @property
    def members(self) -> Members | None:
        """What the newest check counted."""
        if self.check is None:
            return None
        return Members(self.check.members, deciding.counted(self.check.by_territory))

    def admit(self, act: Act) -> None:
        """Take in one more act about this party; UnlawfulActError or InputError if it cannot stand here.

        Law:
            parties.steps   which step may be taken from which stages
        """
        step = STEPS.get(type(act.body))
        if step is None:
            if isinstance(act.body, (acts.FoundingNotified, acts.PartyPublished)):
                raise refused("a party begins once", Finding.of("matter_begins_once", act.matter))
            raise InputError(f"{act.act} is no act about a party")
        day = check_day(str(act.body.on), self.last, act)  # type: ignore[attr-defined]
        line = line_from(self.stage, act, rules.CHART, step, self.laws.on(day))
        if not isinstance(act.body, RESTS_ELSEWHERE):
            check_step(act, line, rules.CHART, act.body.basis, day, self.laws)  # type: ignore[attr-defined]
        before = self.stage
        self._take(act, day)
        self.last, self.since = day, self.since if self.stage == before else day

    def _take(self, act: Act, day: date) -> None:
        match act.body:
            case acts.FoundingConfirmed():
                check_commitments(act, ())
                self.congress_term = self.laws.begin("parties.congress", day, cause=act.act)
                self.stage = CONFIRMED
            case acts.FoundingEnded() as body:
                one_of(body.reason, rules.FOUNDING_ENDS, "reason")
                check_commitments(act, ())
                self.congress_term = dropped(self.congress_term, day, act.act)
                self.decision_term = dropped(self.decision_term, day, act.act)
                self.stage, self.ground = ENDED, body.reason
            case acts.CongressHeld():
                check_commitments(act, ())
                self.congress_term = done(self.congress_term, day, act.act)
                self.documents_term = self.laws.begin("parties.documents", day, cause=act.act)
                self.congress_on, self.stage = day, CONGRESS
            case acts.RollFiled() as body:
                self._take_roll(act, body, day)
            case acts.RollChecked() as body:
                deciding.check_counts(act, body, self.filed, self.laws.on(day))
                self.check, self.stage = body, CHECKED
            case _:
                self._take_decision(act, day)

    def _take_roll(self, act: Act, body: acts.RollFiled, day: date) -> None:
        """A roll comes in; after a refusal not before the law lets it come in again."""
        check_commitments(act, ("roll",))
        if self.refusal is not None and self.stage == REFUSED:
            deciding.check_again(act, read_day(self.refusal.on), day, self.laws)
        if self.refusal is None:
            self.documents_term = done(self.documents_term, day, act.act)
        self.decision_term = self.laws.begin("parties.decision", day, cause=act.act)
        self.filed, self.check, self.refusal, self.ground, self.stage = act, None, None, "", FILED

    def _take_decision(self, act: Act, day: date) -> None:
        match act.body:
            case acts.PartyRegistered():
                check_commitments(act, ())
                deciding.check_registrable(act, self.group, self.members, self.laws.on(day))
                deciding.check_in_time(act, congress=self.congress_term, documents=self.documents_term)
                self.decision_term = done(self.decision_term, day, act.act)
                self.branches_term = self.laws.begin("parties.branches", day, cause=act.act)
                self.registered_on, self.stage = day, REGISTERED
            case acts.RegistrationRefused() as body:
                deciding.check_refusing(act, body, self.check, self.laws.on(day), self.laws)
                self.decision_term = done(self.decision_term, day, act.act)
                self.refusal, self.stage, self.ground = body, REFUSED, body.ground
            case acts.RefusalContested() as body:
                one_of(body.remedy.kind, rules.GIVEN_REMEDIES, "remedy")
                check_commitments(act, (), ("content",))
                check_basis(act, body.remedy.basis, day, self.laws)
                self.stage = CONTESTED
            case acts.ContestDecided() as body:
                self._decide_contest(act, body, day)
            case _:
                self._take_later(act, day)

    def _decide_contest(self, act: Act, body: acts.ContestDecided, day: date) -> None:
        """A refusal that was lifted puts the papers back before the registering body, which decides anew."""
        one_of(body.outcome, rules.OUTCOMES, "outcome")
        if body.outcome == rules.STANDS:
            deciding.check_remedies(act, body.basis, body.remedies, day, self.laws)
            self.stage = REFUSED
            return
        check_commitments(act, (), ("facts",))
        self.decision_term = self.laws.begin("parties.decision", day, cause=act.act)
        self.refusal, self.ground = None, ""
        self.stage = CHECKED if self.check else FILED

    def _take_later(self, act: Act, day: date) -> None:
        match act.body:
            case acts.BranchesRegistered(territories=territories):
                check_commitments(act, ())
                self.branches |= deciding.known_territories(territories, self.laws.on(day))
                if deciding.has_all_branches(self.branches, self.laws.on(day)):
                    self.branches_term = done(self.branches_term, day, act.act)
            case acts.RegistrationAnnulled() as body:
                deciding.check_remedies(act, body.basis, body.remedies, day, self.laws)
                deciding.check_branches_missed(act, self.branches_term, day)
                self.branches_term = done(self.branches_term, day, act.act)
                self.stage = ANNULLED
            case acts.PartySuspended() as body:
                self.suspended_until = deciding.check_suspension(act, body, day, self.laws)
                self.stage, self.ground = SUSPENDED, body.ground
            case acts.PartyResumed():
                check_commitments(act, ())
                self.stage, self.ground, self.suspended_until = REGISTERED, "", None
            case acts.PartyDissolved() as body:
                deciding.check_dissolved(act, body, day, self.laws)
                self.branches_term = dropped(self.branches_term, day, act.act)
                self.stage, self.ground = DISSOLVED, body.ground

    def findings(self) -> Iterator[Finding]:
        """What a reader has to know: a registration whose roll is not known here, members who may never be members."""
        if self.published is not None:
            yield Finding.of("roll_not_published", self.matter)
        law = self.laws.on(self.last)
        for one in self.check.faults if self.check and self.stage == REGISTERED else ():
            if one.kind in rules.barring(law) and one.number:
                yield Finding.of("registered_with_faults", self.matter, fault=f"roll_{one.kind}", number=one.number)

    def summary(self) -> dict[str, str]:
        """What lists show of this party, by its own acts alone: the day due, never whether that has passed."""
        due = [due_on(one) for one in (self.congress_term, self.documents_term, self.decision_term, self.branches_term)]
        told = kept(self.decision_term)
        return {
            "stage": self.stage,
            "name": self.names[0].text,
            **{f"name_{one.language}": one.text for one in self.names},
            "filed_on": str(self.filed_on),
            "since": str(self.since),
            "congress_on": str(self.congress_on or ""),
            "registered_on": str(self.registered_on or ""),
            "due_on": str(min((day for day in due if day), default="")),
            "kept": "" if told is None else "yes" if told else "no",
            "members": str(self.check.members) if self.check else "",
            "ground": self.ground,
            "branches": str(len(self.branches)),
            "published": "yes" if self.published else "",
            "suspended_until": str(self.suspended_until or ""),
        }
