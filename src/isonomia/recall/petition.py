"""Where one recall stands on its road: application, signatures, check, vote, outcome."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from msgspec import Struct

from isonomia.errors import Finding, InputError, one_of, refused
from isonomia.procedure.checking import check_commitments, check_day, is_numbered
from isonomia.procedure.stepping import check_step, line_from
from isonomia.procedure.terms import Laws, Running, done, dropped, due_on
from isonomia.recall import acts, deciding, rules
from isonomia.recall.sampling import Sample
from isonomia.record.act import Act
from isonomia.record.sources import read_day
from isonomia.rulebook.law import Law, Unknown

APPLIED, REGISTERED, REFUSED, FILED = "applied", "registered", "refused", "filed"
DRAWN, SAMPLED, CHECKED, CALLED = "drawn", "sampled", "checked", "called"
COUNTED, ENDED, DECIDED = "counted", "ended", "decided"
STAGES = (APPLIED, REGISTERED, REFUSED, FILED, DRAWN, SAMPLED, CHECKED, CALLED, COUNTED, ENDED, DECIDED)

STEPS: Mapping[type[Struct], str] = {
    acts.RecallRegistered: "register",
    acts.RecallRefused: "refuse",
    acts.SignaturesFiled: "file_signatures",
    acts.SampleAnnounced: "draw_sample",
    acts.SampleChecked: "check_sample",
    acts.SignaturesChecked: "check",
    acts.RecallEnded: "end",
    acts.VoteCalled: "call",
    acts.VoteCounted: "count",
    acts.RecallDecided: "decide",
}
"""The line of `recall.steps` by which each step is taken."""

RESTS_ELSEWHERE = (acts.RecallRefused, acts.RecallEnded)
"""Steps that rest on their ground, and not on their line of the chart."""


@dataclass(slots=True)
class Petition:
    """One recall as its own acts tell it. Only `admit` changes it; a refusal leaves it as it was."""

    first: Act
    body: acts.RecallApplied
    laws: Laws
    last: date
    answer_term: Running | None
    stage: str = APPLIED
    voters: int = 0
    collection_term: Running | None = None
    check_term: Running | None = None
    vote_term: Running | None = None
    filed: Act | None = None
    announced: acts.SampleAnnounced | None = None
    sample: Sample | None = None
    valid: int | None = None
    polling_day: date | None = None
    count: acts.VoteCounted | None = None
    outcome: str = ""
    ground: str = ""

    @classmethod
    def begun(cls, act: Act, laws: Laws) -> "Petition":
        """A recall as it was asked for; whether the law opens it is decided with its registration."""
        body = act.body
        if not isinstance(body, acts.RecallApplied):
            raise refused("a recall begins with the application", Finding.of("matter_begins_once", act.matter))
        if not is_numbered(act.matter, "recall"):
            raise InputError(f'"{act.matter}" is no matter of this kind, as recall/2026-000012')
        deciding.check_applied(act, body)
        asked = read_day(body.on)
        return cls(act, body, laws, asked, laws.begin("recall.answer", asked, cause=act.act))

    @property
    def matter(self) -> str:
        """The matter of this recall."""
        return self.first.matter

    @property
    def signatures(self) -> int | None:
        """How many signatures were handed in; None before that."""
        return self.filed.body.number if self.filed and isinstance(self.filed.body, acts.SignaturesFiled) else None

    def admit(self, act: Act) -> None:
        """Take in one more act about this recall; UnlawfulActError or InputError if it cannot stand here.

        Law:
            recall.steps   which step may be taken from which stages
        """
        step = STEPS.get(type(act.body))
        if step is None:
            if isinstance(act.body, acts.RecallApplied):
                raise refused("a recall is asked for once", Finding.of("matter_begins_once", act.matter))
            raise InputError(f"{act.act} is no act about a recall")
        day = check_day(str(act.body.on), self.last, act)  # type: ignore[attr-defined]
        line = line_from(self.stage, act, rules.CHART, step, self.laws.on(day))
        if not isinstance(act.body, RESTS_ELSEWHERE):
            check_step(act, line, rules.CHART, act.body.basis, day, self.laws)  # type: ignore[attr-defined]
        self._take(act, day)
        self.last = day

    def _take(self, act: Act, day: date) -> None:
        match act.body:
            case acts.RecallRegistered() as body:
                self._register(act, body, day)
            case acts.RecallRefused() as body:
                deciding.check_refusing(act, body, self.laws, day)
                self.answer_term = done(self.answer_term, day, act.act)
                self.stage, self.ground = REFUSED, body.ground
            case acts.SignaturesFiled():
                check_commitments(act, ("sheets",))
                self.collection_term = dropped(self.collection_term, day, act.act)
                self.check_term = self.laws.begin("recall.check", day, cause=act.act)
                self.filed, self.stage = act, FILED
            case acts.SampleAnnounced() as body:
                self._announce(act, body, day)
            case acts.SampleChecked() as body:
                if self.announced is None or self.filed is None:
                    raise refused("no sample was announced", Finding.of("matter_begins_once", act.matter))
                self.sample = deciding.check_sample(act, body, self.announced, self.filed, day)
                self.stage = SAMPLED
            case acts.SignaturesChecked() as body:
                deciding.check_counts(act, body, self.filed)
                self.check_term = done(self.check_term, day, act.act)
                self.valid, self.stage = body.valid, CHECKED
            case _:
                self._take_decision(act, day)

    def _register(self, act: Act, body: acts.RecallRegistered, day: date) -> None:
        check_commitments(act, ())
        if not body.voters:
            raise InputError("a district without voters")
        deciding.check_registrable(act, self.body, self.laws, day)
        self.answer_term = done(self.answer_term, day, act.act)
        self.collection_term = self.laws.begin("recall.collection", day, cause=act.act)
        self.voters, self.stage = body.voters, REGISTERED

    def _announce(self, act: Act, body: acts.SampleAnnounced, day: date) -> None:
        check_commitments(act, ())
        number = self.signatures or 0
        if not 0 < body.drawn <= number or read_day(body.source.due_on) <= day:
            raise InputError(f"{body.drawn} drawn of {number}, by a source of {body.source.due_on}, announced on {day}")
        self.announced, self.stage = body, DRAWN

    def _take_decision(self, act: Act, day: date) -> None:
        law = self.laws.on(day)
        match act.body:
            case acts.RecallEnded() as body:
                deciding.check_ending(act, body, self.laws, day)
                if body.ground == rules.TOO_FEW:
                    deciding.check_enough(act, self.enough(law), wanted=False, day=day)
                else:
                    deciding.check_not_filed(act, self.collection_term if self.filed is None else None, day)
                self.check_term = done(self.check_term, day, act.act)
                self.collection_term = dropped(self.collection_term, day, act.act)
                self.stage, self.ground = ENDED, body.ground
            case acts.VoteCalled(polling_day=text):
                check_commitments(act, ())
                polling_day = check_day(text, day, act)
                deciding.check_enough(act, self.enough(law), wanted=True, day=day)
                self.check_term = done(self.check_term, day, act.act)
                self.vote_term = done(self.laws.begin("recall.vote", day, cause=act.act), polling_day, act.act)
                self.polling_day, self.stage = polling_day, CALLED
            case acts.VoteCounted() as body:
                self._count(act, body, day)
            case acts.RecallDecided(outcome=outcome):
                check_commitments(act, ())
                one_of(outcome, rules.OUTCOMES, "outcome of a vote")
                if self.count is None or self.polling_day is None:
                    raise refused("no vote was counted", Finding.of("matter_begins_once", act.matter))
                self.outcome = deciding.decided(act, self.count, self.laws.on(self.polling_day))
                self.stage = DECIDED

    def _count(self, act: Act, body: acts.VoteCounted, day: date) -> None:
        check_commitments(act, ())
        if self.polling_day is not None and day < self.polling_day:
            finding = Finding.of("before_matter", act.matter, day=day, start=self.polling_day)
            raise refused(f"counted on {day}, before the vote of {self.polling_day}", finding)
        if body.yes + body.no + body.invalid != body.took_part or body.took_part > body.voters:
            given = f"{body.yes} + {body.no} + {body.invalid} of {body.took_part} of {body.voters}"
            raise InputError(f"the count cannot be true: {given}")
        self.count, self.stage = body, COUNTED

    def enough(self, law: Law) -> bool | Unknown | None:
        """Whether the signatures lead to a vote, as far as they were checked; every one counts before a sample does."""
        if self.valid is not None:
            return rules.enough(self.valid, self.voters, law)
        return None if self.sample is None else deciding.told_by(self.sample, self.voters, law)

    def findings(self) -> Iterator[Finding]:
        """What a reader has to know: signatures that no rule of the law decides on."""
        if self.stage in (SAMPLED, CHECKED) and self.enough(self.laws.on(self.last)) is None:
            yield Finding.of("signatures_undecided", self.matter)

    def summary(self) -> dict[str, str]:
        """What lists show of this recall, by its own acts alone: the day due, never whether that has passed."""
        due = [due_on(one) for one in (self.answer_term, self.collection_term, self.check_term, self.vote_term)]
        return {
            "stage": self.stage,
            "body": self.body.body,
            "district": self.body.district,
            "deputy": self.body.deputy,
            "filed_on": self.body.on,
            "voters": str(self.voters or ""),
            "signatures": "" if self.signatures is None else str(self.signatures),
            "valid": "" if self.valid is None else str(self.valid),
            "due_on": str(min((day for day in due if day), default="")),
            "polling_day": str(self.polling_day or ""),
            "outcome": self.outcome,
            "ground": self.ground,
        }
