"""Where one referendum stands: its acts replayed, and what they come to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Self, TypeVar

from isonomia.errors import OWN_RULE, Finding, InputError, RulebookError, UnlawfulActError, one_of
from isonomia.exact import read_decimal
from isonomia.record.act import Act
from isonomia.record.sources import read_day
from isonomia.referendum import acts
from isonomia.referendum.merging import Publication, Stage, merge, merge_territories, publisher_of
from isonomia.referendum.rules import QUESTIONS, Count, Decision, TerritoryCount, Votes, contradicted, decide
from isonomia.referendum.turnout import Report, turnout_findings
from isonomia.rulebook.law import Law, Rulebook

STAGES = ("preliminary", "final")
GOVERNS = "polling_day"
Body = TypeVar("Body")


class Referendum:
    """One referendum as its acts tell it. Made by `after`; only `admit` changes it."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.acts: list[Act] = []
        # The last version of each stage by each publisher.
        self._versions: dict[tuple[str, str], int] = {}
        # What was computed from the acts so far; emptied by each further act.
        self._stages: dict[str, Stage] = {}
        self._in_territories: dict[str, Mapping[str, Stage]] = {}
        self._votes: dict[str, Votes] = {}
        self._decisions: dict[str, Decision] = {}
        self._laws: dict[date, Law] = {}

    @classmethod
    def after(cls, entered: Iterable[Act], rulebook: Rulebook) -> Self:
        """Replay the acts of one referendum in their order."""
        state = cls(rulebook)
        for act in entered:
            state.admit(act)
        return state

    def admit(self, act: Act) -> None:
        """Take in one more act; UnlawfulActError or InputError if it cannot stand here.

        What others published is admitted as printed, even where it cannot be true: that gives findings.
        """
        body = act.body
        if isinstance(body, acts.Called) is bool(self.acts):
            raise UnlawfulActError("a referendum begins with its call, and is called once", OWN_RULE)
        match body:
            case acts.TurnoutReported():
                self._admit_turnout(body)
            case acts.ResultPublished():
                self._admit_result(body)
            case acts.Called():
                self._admit_call(body)
            case acts.MajorityStated():
                read_day(body.stated_on)
                self._known(body.territories)
                if body.majority not in ("yes", "no"):
                    raise InputError(f'majority is "yes" or "no", not "{body.majority}"')
            case acts.DecisionPublished():
                read_day(body.published_on)
                if body.outcome not in ("adopted", "rejected", "invalid"):
                    raise InputError(f'an outcome is adopted, rejected or invalid, not "{body.outcome}"')
            case acts.TextPublished():
                read_day(body.published_on)
            case acts.QuestionPut() | acts.RegisterStated():
                pass
            case _:
                raise InputError(f"{act.act} is no act of a referendum")
        self.acts.append(act)
        for known in (self._stages, self._in_territories, self._votes, self._decisions):
            known.clear()

    def _admit_call(self, body: acts.Called) -> None:
        one_of(body.question, QUESTIONS, "kind of question")
        read_day(body.polling_day)
        read_day(body.act_date)

    def _admit_result(self, body: acts.ResultPublished) -> None:
        one_of(body.stage, STAGES, "stage of results")
        if body.published_on is not None and read_day(body.published_on) < self.polling_day:
            raise UnlawfulActError(f"a result of {body.published_on}, before polling day", OWN_RULE)
        self._known(one.territory for one in body.territories)
        for one in body.territories:
            acts.count_of(one.counts)
            acts.shares_of(one.shares)
        acts.count_of(body.counts)
        acts.shares_of(body.shares)
        publisher = publisher_of(body)
        former = self._versions.get((body.stage, publisher), 0)
        if body.version != former + 1:
            raise InputError(f"version {body.version} of the {body.stage} result by {publisher}: wanted {former + 1}")
        if former and not body.reason:
            raise InputError(f"version {body.version} of a result needs its reason")
        self._versions[body.stage, publisher] = body.version

    def _admit_turnout(self, body: acts.TurnoutReported) -> None:
        _hour(body.hour)
        if body.territories:
            self._known(one.territory for one in body.territories)
        if body.percent:
            read_decimal(body.percent)
        for one in body.territories:
            read_decimal(one.percent)

    def _known(self, territories: Iterable[str]) -> None:
        seen = set()
        for id in territories:
            self.law.territory(id)
            if id in seen:
                raise InputError(f"territory {id} stands twice in one act")
            seen.add(id)

    def of(self, kind: type[Body]) -> Iterator[tuple[Act, Body]]:
        """The acts of one kind, with their bodies, in order."""
        return ((act, act.body) for act in self.acts if isinstance(act.body, kind))

    @property
    def called(self) -> acts.Called:
        """The call of the referendum."""
        return next(body for _, body in self.of(acts.Called))

    @property
    def polling_day(self) -> date:
        """The day of the vote."""
        return date.fromisoformat(self.called.polling_day)

    @property
    def law(self) -> Law:
        """The rules that govern this referendum: those of the day that the rulebook names."""
        governs = self.rulebook.governs.get("referendum")
        if governs != GOVERNS:
            raise RulebookError(f'the rulebook names "{governs}" as the day that governs a referendum, not "{GOVERNS}"')
        day = self.polling_day
        if day not in self._laws:
            self._laws[day] = self.rulebook.on(day)
        return self._laws[day]

    def stages(self) -> tuple[str, ...]:
        """The stages of which a result was published, the latest last."""
        published = {body.stage for _, body in self.of(acts.ResultPublished)}
        return tuple(stage for stage in STAGES if stage in published)

    def publications(self, stage: str) -> list[Publication]:
        """Every result that was published of one stage, in order."""
        return [Publication(act, body) for act, body in self.of(acts.ResultPublished) if body.stage == stage]

    def stage(self, stage: str) -> Stage:
        """What the publications of one stage come to together."""
        if stage not in self._stages:
            self._stages[stage] = merge(stage, self.publications(stage), self.law)
        return self._stages[stage]

    def votes(self, stage: str) -> Votes:
        """What is known of the vote at one stage, with what was stated of majorities in territories."""
        if stage not in self._votes:
            self._votes[stage] = Votes(self.stage(stage).count, tuple(self._territories(stage)))
        return self._votes[stage]

    def in_territories(self, stage: str) -> Mapping[str, Stage]:
        """What was printed of each territory by the time of one stage, later stages above earlier ones."""
        if stage not in self._in_territories:
            known = STAGES[: STAGES.index(stage) + 1] if stage in STAGES else ()
            self._in_territories[stage] = merge_territories([self.publications(one) for one in known], self.law)
        return self._in_territories[stage]

    def _territories(self, stage: str) -> Iterator[TerritoryCount]:
        """Each territory of which anything was published: its count and shares, and the majority stated of it.

        What was stated is left out where several say different things, or where the numbers say otherwise: then it
        is a finding.
        """
        printed, stated = self.in_territories(stage), self._stated()
        for id in sorted({*stated, *printed}):
            count, shares = (printed[id].count, printed[id].shares) if id in printed else (Count(), ())
            said = {body.majority for body in stated.get(id, ())}
            one = TerritoryCount(id, count, said.pop() if len(said) == 1 else None, shares)
            yield replace(one, majority=None) if contradicted(one, self.law) else one

    def _stated(self) -> dict[str, list[acts.MajorityStated]]:
        """What was stated of the majority in each territory, in order."""
        found: dict[str, list[acts.MajorityStated]] = {}
        for _, body in self.of(acts.MajorityStated):
            for id in body.territories:
                found.setdefault(id, []).append(body)
        return found

    def decision(self, stage: str) -> Decision:
        """What the law makes of the vote at one stage."""
        if stage not in self._decisions:
            self._decisions[stage] = decide(self.votes(stage), self.law, self.called.question)
        return self._decisions[stage]

    def reports(self) -> list[Report]:
        """Every report of turnout on polling day, in order."""
        return [Report(act, body) for act, body in self.of(acts.TurnoutReported)]

    def findings(self) -> list[Finding]:
        """Everything that the checks find in what was published about this referendum."""
        found: list[Finding] = []
        unknown: list[Finding] = []
        for check in (self._of_stages, self._of_last_territories, self._late, self._decided_otherwise):
            try:
                found += check()
            except RulebookError as error:
                # One rule that the sources do not give must not hide what the other checks find.
                unknown.append(Finding.of("law_unknown", self.acts[0].matter, reason=error))
        return [*found, *unknown[:1], *turnout_findings(self.reports())]

    def _of_stages(self) -> Iterator[Finding]:
        for stage in self.stages():
            yield from self.stage(stage).findings
        for stage in self.stages():
            self.decision(stage)

    def _of_last_territories(self) -> Iterator[Finding]:
        for stage in self.stages()[-1:]:
            yield from self._of_territories(stage)

    def _of_territories(self, stage: str) -> Iterator[Finding]:
        """What the checks find in the numbers of territories, and in what was stated of their majorities."""
        printed = self.in_territories(stage)
        for merged in printed.values():
            yield from merged.findings
        for id, bodies in self._stated().items():
            one = printed.get(id)
            given = TerritoryCount(id, one.count if one else Count(), bodies[0].majority, one.shares if one else ())
            if len({body.majority for body in bodies}) > 1 or contradicted(given, self.law):
                values = "; ".join(dict.fromkeys(f"{body.majority} ({body.stated_by})" for body in bodies))
                yield Finding.of("sources_conflict", id, measure="majority", values=values, settled="")

    def _decided_otherwise(self) -> Iterator[Finding]:
        """Find that a published decision is not the one that the published counts and the law give."""
        for act, body in self.of(acts.DecisionPublished):
            computed = self.decision(self.stages()[-1]).outcome if self.stages() else "undecided"
            if computed != body.outcome:
                yield Finding.of("decision_differs", act.id, published=body.outcome, computed=computed)

    def _late(self) -> Iterator[Finding]:
        """Find that no final result was published within the days that the law gives, counted from polling day.

        Law:
            referendum.results_days   within how many days the results are published
        """
        final = (body for _, body in self.of(acts.ResultPublished) if body.stage == "final")
        days = [read_day(body.published_on) for body in final if body.published_on]
        if days:
            limit, first = self.law.number("referendum.results_days"), (min(days) - self.polling_day).days
            if first > limit:
                yield Finding.of("published_late", "final", days=first, limit=limit)

    def summary(self) -> Mapping[str, str]:
        """What lists show of this referendum."""
        stages = self.stages()
        try:
            outcome = self.decision(stages[-1]).outcome if stages else ""
        except RulebookError:
            # A published result is entered whether or not the law that would decide on it is known.
            outcome = "undecided"
        return {"polling_day": self.called.polling_day, "stage": stages[-1] if stages else "", "outcome": outcome}


@lru_cache(maxsize=1440)
def _hour(text: str) -> None:
    hour, colon, minute = text.partition(":")
    digits = text.isascii() and len(text) == 5 and colon and hour.isdigit() and minute.isdigit()
    if not (digits and int(hour) < 24 and int(minute) < 60):
        raise InputError(f'not an hour: "{text}" (wanted the form 22:00)')
