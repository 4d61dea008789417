"""Terms that a step sets running: the law of the day, the rule, and the deadline in its course.

Where the sources are silent on a term there is no deadline but what is missing, told; no day is made up.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from isonomia.deadlines import course
from isonomia.deadlines.course import Course, State
from isonomia.deadlines.reckoning import Deadline, reckon
from isonomia.deadlines.terms import Owner
from isonomia.rulebook.law import Law, Rulebook, Unknown

Running: TypeAlias = Course | Unknown
"""A deadline in its course, or what the sources lack."""


class Laws:
    """The law on each day, read from the rulebook once a day, and the terms that it sets running."""

    def __init__(self, rulebook: Callable[[], Rulebook]) -> None:
        self._rulebook = rulebook
        self._laws: dict[date, Law] = {}
        self._replaced: dict[str, Laws] = {}

    def on(self, day: date) -> Law:
        """The law in force on a day."""
        if day not in self._laws:
            self._laws[day] = self._rulebook().on(day)
        return self._laws[day]

    def begin(self, rule: str, trigger: date, *, of: date | None = None, cause: str) -> Running:
        """Set a term running from an event of this day, by the law of that day or of another (`of`).

        A citizen's own term is never shortened: of all rulebooks adopted while it could run, that of the latest day.
        """
        found = self.deadline(rule, trigger, of=of)
        if isinstance(found, Unknown):
            return found
        began = course.begin(found, on=trigger, cause=cause)
        if found.term.owner is not Owner.CITIZEN:
            return began
        told = [one.deadline(rule, trigger, of=of) for one in self._earlier(trigger)]
        return replace(began, due=max(began.due, *(one.due for one in told if isinstance(one, Deadline)), date.min))

    def _earlier(self, trigger: date) -> "Iterator[Laws]":
        """The law of the rulebooks that were replaced on this day or later."""
        one = self._rulebook()
        while one.before is not None and one.adopted_at[:10] >= str(trigger):
            one = one.before
            yield self._replaced.setdefault(one.adopted_at, Laws(lambda one=one: one))  # type: ignore[misc]

    def deadline(self, rule: str, trigger: date, *, of: date | None = None) -> Deadline | Unknown:
        """When a term ends that an event of this day sets running, with every day that is skipped."""
        law = self.on(of or trigger)
        term, calendar = law.term(rule), law.calendar()
        if isinstance(term, Unknown):
            return term
        return calendar if isinstance(calendar, Unknown) else reckon(term, trigger, calendar)


def done(running: Running | None, on: date, cause: str) -> Running | None:
    """Enter that what was due was done; a term that is not known or ended before stays as it is."""
    return course.close(running, on=on, cause=cause) if isinstance(running, Course) and _open(running) else running


def dropped(running: Running | None, on: date, cause: str) -> Running | None:
    """Enter that nothing is due any more."""
    return course.void(running, on=on, cause=cause) if isinstance(running, Course) and _open(running) else running


def due_on(running: Running | None) -> date | None:
    """The day that binds, of a term that is open; None where nothing is due, or no day is known."""
    return running.due if isinstance(running, Course) and _open(running) else None


def kept(running: Running | None) -> bool | None:
    """Whether a term was kept; None while it runs, and where no day is known."""
    if not isinstance(running, Course) or running.state not in (State.MET, State.MISSED):
        return None
    return running.state is State.MET


def yes_or_no(told: bool | None) -> str:
    """What a line of a list says of a question; nothing where no answer is known."""
    return "" if told is None else "yes" if told else "no"


def passed(running: Running | None, on: date) -> bool | None:
    """Whether a term ended before a day without what was due; None where no day is known."""
    if not isinstance(running, Course):
        return None
    return running.overdue(on) or running.state is State.MISSED


def _open(running: Course) -> bool:
    return running.state in course.OPEN
