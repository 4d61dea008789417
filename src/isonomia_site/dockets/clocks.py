"""Terms and days as the pages of rights show them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from isonomia.deadlines.course import Course
from isonomia.procedure.terms import Running
from isonomia.rulebook.law import Law, Unknown

Days = Iterable[tuple[date, str | Promise]]


@dataclass(frozen=True, slots=True)
class Clock:
    """A term as pages show it: the rule, the day that binds, how it stands, what is missing where it is not known."""

    rule: str
    due: date | None
    state: str
    course: Course | None
    missing: str = ""
    citation: str = ""


def clocks(owed: Iterable[tuple[str, Running | None]], law: Law, today: date) -> list[Clock]:
    """Terms, each by the key of its rule, as pages show them on a day; `law` is that under which they run."""
    return [_clock(rule, running, law, today) for rule, running in owed if running is not None]


def _clock(rule: str, running: Running, law: Law, today: date) -> Clock:
    if isinstance(running, Unknown):
        return Clock(rule, None, "unknown", None, running.missing)
    found = law.find(rule)
    state = "late" if running.overdue(today) else str(running.state)
    return Clock(rule, running.due, state, running, citation="" if isinstance(found, Unknown) else found.citation)


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on a bar: where it stands, what it is."""

    day: date
    label: str | Promise
    at: int
    last: bool


def marks(days: Days) -> Iterator[Mark]:
    """Days on a line of a thousand parts, in their order."""
    ordered = sorted(days, key=lambda one: one[0])
    first, last = ordered[0][0], ordered[-1][0]
    whole = max((last - first).days, 1)
    for at, (day, label) in enumerate(ordered):
        yield Mark(day, label, 10 + 980 * (day - first).days // whole, at == len(ordered) - 1)
