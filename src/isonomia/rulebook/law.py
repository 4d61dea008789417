"""The rulebook (all dates) and the law (the rules in force on one day)."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeAlias

from isonomia.deadlines.calendar import Calendar
from isonomia.deadlines.terms import Term
from isonomia.errors import RulebookError
from isonomia.exact import Bar
from isonomia.rulebook.citation import Certainty, Citation, LegalDate


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list of the law: its word, the article that says it, and the words that belong to it.

    A ground with what it allows, an applicant with the matters that he may bring, a form with its regime, a route with
    its doors: code knows the line, never what is on it.
    """

    word: str
    article: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """A list of the law whose lines say more than a word each; every word stands once."""

    lines: tuple[Entry, ...]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.lines)

    def find(self, word: str) -> Entry | None:
        """The line of a word; None where the list has none."""
        return next((one for one in self.lines if one.word == word), None)

    def at(self, article: str) -> Entry | None:
        """The line that stands at an article, as "47(2)(1)"; None where the list has none."""
        return next((one for one in self.lines if one.article == article), None)

    @property
    def words(self) -> tuple[str, ...]:
        """The word of each line."""
        return tuple(one.word for one in self.lines)


Value: TypeAlias = Bar | Term | Entries | int | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as it stands over one span of days, `since` included, `until` excluded.

    `value` is a bar, a term, a whole number, a word of a closed list, a list of such words, or lines, as `unit` says.
    """

    key: str
    value: Value
    unit: str
    since: LegalDate
    until: LegalDate | None
    citations: tuple[Citation, ...]
    certainty: Certainty
    where: str

    @property
    def citation(self) -> str:
        """All places that carry the rule, in one line."""
        return "; ".join(str(one) for one in self.citations)


@dataclass(frozen=True, slots=True)
class Unknown:
    """What the sources do not give: the rule that was asked for, and what is missing."""

    key: str
    missing: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A span of days over which the sources are silent on a rule, said in so many words."""

    since: LegalDate | None
    until: LegalDate | None
    missing: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Territory:
    """One territory as it stands over one span of days: its names, kind and boundary version.

    `id` names the unit (ISO 3166-2); `boundary` counts its boundaries, so that a comparison across a change shows.
    `weight` is what the unit counts for where territories are counted (a half canton: 1/2).
    """

    id: str
    kind: str
    boundary: int
    weight: Fraction
    names: Mapping[str, str]
    short: Mapping[str, str]
    tile: tuple[int, int]
    since: LegalDate
    until: LegalDate | None
    citations: tuple[Citation, ...]
    certainty: Certainty

    def name(self, language: str) -> str:
        """The territory's name in one of the languages."""
        return self.names[language]


@dataclass(frozen=True, slots=True)
class Law:
    """The rules of one country that are in force on one day."""

    country: str
    day: date
    found: Mapping[str, Rule | Unknown]
    territories: tuple[Territory, ...] | Unknown
    calendars: tuple[Calendar, ...] = ()
    by_id: Mapping[str, Territory] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        known = () if isinstance(self.territories, Unknown) else self.territories
        object.__setattr__(self, "by_id", {one.id: one for one in known})

    def find(self, key: str) -> Rule | Unknown:
        """The rule in force, or what is missing where the sources are silent."""
        return self.found.get(key) or Unknown(key, f"no rule of this name in the rulebook of {self.country}")

    def rule(self, key: str) -> Rule:
        """The rule in force, sure enough to decide on.

        Raises:
            RulebookError: the sources are silent, or the rule is only assumed.
        """
        rule = self.find(key)
        if isinstance(rule, Unknown):
            raise RulebookError(f"{key} is unknown on {self.day} in {self.country}: {rule.missing}")
        if rule.certainty is Certainty.ASSUMED:
            raise RulebookError(f"{key} is only assumed on {self.day} ({rule.where}): nothing is decided on it")
        return rule

    def bar(self, key: str) -> Bar | None:
        """The bar that the law sets, or None where the law says in so many words that it sets none."""
        value = self.rule(key).value
        if value == NO_BAR:
            return None
        if not isinstance(value, Bar):
            raise RulebookError(f"{key} is no bar: {value!r}")
        return value

    def term(self, key: str) -> Term | Unknown:
        """The term that the law sets, or what is missing where the sources are silent."""
        found = self.find(key)
        if isinstance(found, Unknown):
            return found
        if not isinstance(found.value, Term):
            raise RulebookError(f"{key} is no term: {found.value!r}")
        return found.value

    def calendar(self) -> Calendar | Unknown:
        """The newest version of the working calendar: it stands for all its years, whatever the day of the law."""
        if not self.calendars:
            return Unknown(f"{self.country}.calendar", "the rulebook holds no working calendar")
        return self.calendars[-1]

    def words(self, key: str) -> tuple[str, ...]:
        """The list of words that the law gives under this key: of lines, the word of each."""
        value = self.rule(key).value
        if isinstance(value, Entries):
            return value.words
        if not isinstance(value, tuple):
            raise RulebookError(f"{key} is no list: {value!r}")
        return value

    def entries(self, key: str) -> Entries:
        """The lines that the law gives under this key."""
        value = self.rule(key).value
        if not isinstance(value, Entries):
            raise RulebookError(f"{key} is no list of lines: {value!r}")
        return value

    def word(self, key: str) -> str:
        """The one word of a closed list that the law gives under this key."""
        value = self.rule(key).value
        if not isinstance(value, str):
            raise RulebookError(f"{key} is no word: {value!r}")
        return value

    def number(self, key: str) -> int:
        """The whole number that the law gives under this key, in the rule's unit."""
        value = self.rule(key).value
        if not isinstance(value, int):
            raise RulebookError(f"{key} is no whole number: {value!r}")
        return value

    def register(self) -> tuple[Territory, ...]:
        """All territories of the country on the day of the law; RulebookError where the list is unknown."""
        if isinstance(self.territories, Unknown):
            raise RulebookError(f"{self.territories.key} unknown on {self.day}: {self.territories.missing}")
        return self.territories

    def territory(self, id: str) -> Territory:
        """The territory of this id on the day of the law."""
        found = self.by_id.get(id)
        if found is None:
            raise RulebookError(f"{id} is no territory of {self.country} on {self.day}")
        return found


NO_BAR = "none"


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules of one country over all dates; made by `loading`.

    `governs` names, for each institution, the day whose law governs one of its matters. `complete_from` is the day
    since which `units` lists every territory; before it the list is unknown. `calendars` are the versions of the
    working calendar, the newest last. `adopted_at` is when a record adopted it, and `before` the one that it replaced.
    """

    country: str
    rules: Mapping[str, tuple[Rule | Gap, ...]]
    governs: Mapping[str, str] = field(default_factory=dict)
    units: tuple[Territory, ...] = ()
    complete_from: LegalDate | None = None
    calendars: tuple[Calendar, ...] = ()
    adopted_at: str = field(default="", compare=False)
    before: "Rulebook | None" = field(default=None, compare=False, repr=False)
    # Between two days on which some rule changes the law is one: it is found once.
    _changes: tuple[date, ...] = field(init=False, compare=False, repr=False)
    _found: dict[int, Mapping[str, Rule | Unknown]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        changes = {day for spans in self.rules.values() for one in spans for day in _changing(one)}
        object.__setattr__(self, "_changes", tuple(sorted(changes)))
        object.__setattr__(self, "_found", {})

    def as_of(self, instant: str) -> "Rulebook":
        """The version that a record had adopted at an instant; its first, where that was adopted later."""
        one = self
        while one.before is not None and one.adopted_at > instant:
            one = one.before
        return one

    def terms(self) -> tuple[str, ...]:
        """The keys under which the law sets terms, those on which the sources are silent among them."""
        return tuple(key for key, spans in self.rules.items() if any(one.unit == "term" for one in spans))

    def on(self, day: date) -> Law:
        """The law in force on one day."""
        place = bisect_right(self._changes, day)
        if place not in self._found:
            self._found[place] = {key: _on(key, spans, day) for key, spans in self.rules.items()}
        return Law(self.country, day, self._found[place], self._territories(day), self.calendars)

    def _territories(self, day: date) -> tuple[Territory, ...] | Unknown:
        key = f"{self.country}.territories"
        if self.complete_from is None:
            return Unknown(key, "the rulebook lists no territories")
        if day < self.complete_from.last:
            return Unknown(key, f"the sources used here begin with {self.complete_from}")
        return tuple(one for one in self.units if _holds(one.since, one.until, day))


def _changing(span: Rule | Gap) -> Iterator[date]:
    """The days from which a span, or what is not known of its first day, says something else than the day before."""
    if span.since is not None:
        yield from (span.since.first, span.since.last)
        if span.since.last < date.max:
            yield span.since.last + timedelta(days=1)
    if span.until is not None:
        yield span.until.first


def _holds(since: LegalDate | None, until: LegalDate | None, day: date) -> bool:
    return (since is None or since.last <= day) and (until is None or day < until.first)


def _on(key: str, spans: tuple[Rule | Gap, ...], day: date) -> Rule | Unknown:
    """Pick the span that holds on a day; a day inside an imprecise date is nobody's, and unknown."""
    for span in spans:
        if _holds(span.since, span.until, day):
            return span if isinstance(span, Rule) else Unknown(key, span.missing)
    for span in spans:
        if span.since is not None and span.since.first <= day <= span.since.last:
            return Unknown(key, f"the sources say that this changed in {span.since}, not on which day")
    last = spans[-1].until
    if last is not None and day >= last.first:
        return Unknown(key, f"the sources used here end with {last}")
    return Unknown(key, f"the sources used here begin with {spans[0].since}")
