"""An answer of the law to one case: its values, the rules behind them, the days counted, and what is not known."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from isonomia.deadlines.reckoning import Deadline, reckon
from isonomia.deadlines.terms import Term
from isonomia.errors import Finding
from isonomia.exact import Bar
from isonomia.rulebook.law import Entries, Entry, Law, Rule, Unknown

Value: TypeAlias = bool | int | str | list[str] | None
UNKNOWN = "unknown"
ASSESSMENT = "judge_assessment"


@dataclass(frozen=True, slots=True)
class Ground:
    """One rule that an answer rests on: its key, the article, the acts that carry it, and how sure it is."""

    rule: str
    article: str
    citation: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the law says to one case; what it leaves open is `unknown` among the values, and a finding says why."""

    values: dict[str, Value]
    grounds: tuple[Ground, ...]
    deadlines: tuple[Deadline, ...]
    findings: tuple[Finding, ...]


@dataclass
class Working:
    """An answer while it is worked out under the law of one day: every rule that is looked up is noted."""

    law: Law
    body: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    grounds: dict[str, Ground] = field(default_factory=dict)
    deadlines: list[Deadline] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def answer(self) -> Answer:
        """Close the answer."""
        findings = tuple(dict.fromkeys(self.findings))
        return Answer(self.values, tuple(self.grounds.values()), tuple(self.deadlines), findings)

    def find(self, code: str, where: str, **params: object) -> None:
        """Note what stands in the way of an answer."""
        self.findings.append(Finding.of(code, where, **params))

    def needs(self, *names: str) -> None:
        """Note facts that were not told and without which there is no answer."""
        for name in names:
            self.find("fact_missing", name)

    def rule(self, key: str, article: str = "") -> Rule | None:
        """The rule in force, noted as a ground; None, with a finding, where the sources are silent."""
        found = self.law.find(key)
        if isinstance(found, Unknown):
            self.find("rule_unknown", key, missing=found.missing)
            return None
        if article or key not in self.grounds:
            place = article or found.citations[0].article
            self.grounds[key] = Ground(key, place, found.citation, str(found.certainty))
        return found

    def word(self, key: str) -> str:
        """The word that the law gives, or `unknown`."""
        found = self.rule(key)
        return found.value if found and isinstance(found.value, str) else UNKNOWN

    def words(self, key: str) -> tuple[str, ...]:
        """The words that the law gives; none where the sources are silent."""
        found = self.rule(key)
        if found is None:
            return ()
        if isinstance(found.value, Entries):
            return found.value.words
        return found.value if isinstance(found.value, tuple) else ()

    def number(self, key: str) -> int | None:
        """The number that the law gives."""
        found = self.rule(key)
        return found.value if found and isinstance(found.value, int) else None

    def bar(self, key: str) -> Bar | None:
        """The bar that the law sets."""
        found = self.rule(key)
        return found.value if found and isinstance(found.value, Bar) else None

    def lines(self, key: str) -> Entries:
        """The lines that the law gives, also where it lists words alone; none where the sources are silent."""
        found = self.rule(key)
        if found is None:
            return Entries(())
        if isinstance(found.value, tuple):
            return Entries(tuple(Entry(one, found.citations[0].article, ()) for one in found.value))
        return found.value if isinstance(found.value, Entries) else Entries(())

    def has(self, key: str) -> bool:
        """Whether the law of the day knows a rule, looked up without noting it."""
        return isinstance(self.law.find(key), Rule)

    def reckon(self, key: str, trigger: date) -> Deadline | None:
        """Work out when a term ends, and note it; None, with a finding, where the sources give no term or calendar."""
        found, calendar = self.rule(key), self.law.calendar()
        if isinstance(calendar, Unknown):
            self.find("rule_unknown", calendar.key, missing=calendar.missing)
            return None
        if found is None or not isinstance(found.value, Term):
            return None
        deadline = reckon(found.value, trigger, calendar)
        self.deadlines.append(deadline)
        self.findings += deadline.warnings()
        return deadline

    def due(self, key: str, trigger: date, name: str = "due") -> Deadline | None:
        """Work out when a term ends and put the day among the values, `unknown` where there is no answer."""
        deadline = self.reckon(key, trigger)
        self.values[name] = str(deadline.due) if deadline else UNKNOWN
        if deadline and not deadline.term.by_work and name == "due":
            self.values["nominal_end"] = str(deadline.nominal)
        if deadline and name == "due":
            self.values["unit"] = "calendar_days" if deadline.term.unit == "days" else str(deadline.term.unit)
        return deadline

    def one_of(self, name: str, given: str | None, known: Collection[str]) -> bool:
        """Whether a word that was given is one that the law knows; a finding says what it knows."""
        if given is None:
            self.needs(name)
        elif given not in known:
            self.find("fact_not_listed", name, given=given, wanted=", ".join(known))
        return given in known
