"""Terms, one deadline and the calendar of a year, shaped for their pages."""

from dataclasses import dataclass
from datetime import date, timedelta

from isonomia.deadlines.calendar import Calendar, NotedDay
from isonomia.deadlines.reckoning import Deadline, reckon
from isonomia.deadlines.terms import Term
from isonomia.errors import InputError
from isonomia.reform.road import Reform
from isonomia.rulebook.law import Gap, Rule, Rulebook, Unknown
from isonomia.wording import say

MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTerm:
    """One term of the newest law: in words and with its rule, or what the sources lack."""

    key: str
    words: str = ""
    rule: Rule | None = None
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """The terms of one institution."""

    name: str
    terms: tuple[ShownTerm, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One deadline with everything that its page says about it."""

    rule: Rule
    found: Deadline
    words: str
    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """How many days of a month are worked, and how many are off."""

    first: date
    worked: int
    off: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The working calendar of a year: its months, and the days that stand out."""

    year: int
    months: tuple[Month, ...]
    noted: tuple[NotedDay, ...]
    open: bool

    @property
    def worked(self) -> int:
        """How many days of the year are worked."""
        return sum(one.worked for one in self.months)


def rulebook(reform: Reform) -> Rulebook | None:
    """The rulebook that the record adopts; None where it adopts none."""
    return reform.rulebook() if reform.rulebooks else None


def institutions(book: Rulebook, language: str) -> tuple[Institution, ...]:
    """Every term of the newest law, by institution."""
    found: dict[str, list[ShownTerm]] = {}
    for key in book.terms():
        found.setdefault(key.partition(".")[0], []).append(_shown(key, book, language))
    return tuple(Institution(name=name, terms=tuple(terms)) for name, terms in found.items())


def _shown(key: str, book: Rulebook, language: str) -> ShownTerm:
    newest = book.rules[key][-1]
    if isinstance(newest, Gap):
        return ShownTerm(key=key, missing=newest.missing)
    assert isinstance(newest.value, Term)
    return ShownTerm(key=key, words=words(newest.value, language), rule=newest)


def words(term: Term, language: str) -> str:
    """A term in words: how many of what, after or before which event."""
    amount = say(f"deadline.{term.unit}", language, count=term.count)
    side = "deadline.before" if term.ahead else "deadline.after"
    return say(side, language, term=amount, event=say(f"event.{term.event}", language))


def explained(book: Rulebook, key: str, text: str, language: str) -> Explained | Unknown:
    """Work out one deadline by the law of the day of its event; what the sources lack where that day's is not known.

    Raises:
        InputError: there is no term of this name, it is no day, or the term ends outside the calendar of years.
    """
    if key not in book.terms():
        raise InputError(f'no term "{key}"')
    trigger = _day(text)
    law = book.on(trigger)
    rule, calendar = law.find(key), law.calendar()
    if isinstance(rule, Unknown):
        return rule
    if isinstance(calendar, Unknown):
        return calendar
    assert isinstance(rule.value, Term)
    found = reckon(rule.value, trigger, calendar)
    return Explained(
        rule=rule,
        found=found,
        words=words(rule.value, language),
        event=say(f"event.{rule.value.event}", language),
    )


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or str(day) != text:
        raise InputError(f'not a day: "{text}" (wanted the form 2022-06-05)')
    return day


def year(calendar: Calendar, number: int) -> Year | None:
    """The working calendar of a year; None where it does not cover it."""
    if not calendar.years[0] <= number <= calendar.years[1]:
        return None
    months = tuple(_month(calendar, number, month) for month in MONTHS)
    return Year(year=number, months=months, noted=calendar.in_year(number), open=number in calendar.open_years)


def _month(calendar: Calendar, number: int, month: int) -> Month:
    first = date(number, month, 1)
    after = date(number + month // 12, month % 12 + 1, 1)
    days = [first + timedelta(days=at) for at in range((after - first).days)]
    worked = sum(calendar.works(day) is True for day in days)
    return Month(first=first, worked=worked, off=len(days) - worked)


def years(calendar: Calendar) -> range:
    """The years that a calendar covers."""
    return range(calendar.years[0], calendar.years[1] + 1)
