"""A deadline in the course of a matter: running, suspended, extended, met, missed or void, with its history.

Whether it is overdue is never stored: it is asked, with the day of the asking.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from isonomia.deadlines.calendar import Calendar
from isonomia.deadlines.reckoning import Deadline, reckon
from isonomia.deadlines.terms import Owner, Term
from isonomia.errors import Finding, InputError


class State(StrEnum):
    """How a deadline stands."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    EXTENDED = "extended"
    MET = "met"
    MISSED = "missed"
    VOID = "void"


OPEN = (State.RUNNING, State.EXTENDED, State.SUSPENDED)


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history: on which day, to which state, from which day due to which, and why."""

    on: date
    state: State
    before: date | None
    after: date
    cause: str


@dataclass(frozen=True, slots=True)
class Course:
    """A deadline as it stands in a matter; `due` is the day that binds."""

    deadline: Deadline
    due: date
    state: State
    history: tuple[Change, ...]

    def overdue(self, today: date) -> bool:
        """Whether the day has passed while the clock runs; never stored."""
        return self.state in (State.RUNNING, State.EXTENDED) and today > self.due

    def warnings(self) -> tuple[Finding, ...]:
        """What a reader has to know, a term kept longer than the rules now give among it."""
        found = self.deadline.warnings()
        shorter = self.deadline.due
        if self.state is State.RUNNING and self.due > shorter:
            kept = Finding.of("deadline_not_shortened", self.deadline.term.event, due=self.due, shorter=shorter)
            return (*found, kept)
        return found


def begin(deadline: Deadline, *, on: date, cause: str) -> Course:
    """Start a deadline."""
    return Course(deadline, deadline.due, State.RUNNING, (Change(on, State.RUNNING, None, deadline.due, cause),))


def recompute(
    course: Course, *, on: date, cause: str, calendar: Calendar | None = None, term: Term | None = None
) -> Course:
    """Work an open deadline out again under another calendar or term; nothing changes where both are the same.

    A citizen's own term is never shortened: the later day stays due, and `warnings` says so. A day that was set by an
    extension stays too.
    """
    old = course.deadline
    if course.state not in OPEN or ((calendar or old.calendar) == old.calendar and (term or old.term) == old.term):
        return course
    deadline = reckon(term or old.term, old.trigger, calendar or old.calendar)
    due = deadline.due
    if course.state is State.EXTENDED or Owner.CITIZEN in (old.term.owner, deadline.term.owner):
        due = max(course.due, due)
    return _moved(replace(course, deadline=deadline), course.state, on=on, due=due, cause=cause)


def begin_again(course: Course, deadline: Deadline, *, on: date, cause: str) -> Course:
    """Let an open deadline run from another event than before; a day that was set by an extension is not taken back."""
    _want(course, *OPEN)
    due = max(course.due, deadline.due) if course.state is State.EXTENDED else deadline.due
    return _moved(replace(course, deadline=deadline), course.state, on=on, due=due, cause=cause)


def reckoned_again(course: Course, *, on: date, before: date, due: date, cause: str) -> Course:
    """Enter that an open deadline was worked out again: on which day, from which day due to which."""
    _want(course, *OPEN)
    return _moved(replace(course, due=before), course.state, on=on, due=due, cause=cause)


def suspended_on(course: Course) -> date:
    """Since which day the clock stands still."""
    _want(course, State.SUSPENDED)
    stops = (one.on for before, one in pairwise(course.history) if before.state is not State.SUSPENDED is one.state)
    return list(stops)[-1]


def suspend(course: Course, *, on: date, cause: str) -> Course:
    """Stop the clock."""
    _want(course, State.RUNNING, State.EXTENDED)
    return _moved(course, State.SUSPENDED, on=on, due=course.due, cause=cause)


def resume(course: Course, *, on: date, due: date, cause: str) -> Course:
    """Let the clock run on, to a day not earlier than before; how the rest is counted is for the rule that resumes."""
    _want(course, State.SUSPENDED)
    if due < course.due:
        raise InputError(f"a term that was suspended ends no earlier than before: {due}, was {course.due}")
    return _moved(course, State.EXTENDED if due > course.due else State.RUNNING, on=on, due=due, cause=cause)


def extend(course: Course, *, on: date, due: date, cause: str) -> Course:
    """Move the end to a later day."""
    _want(course, State.RUNNING, State.EXTENDED)
    if due <= course.due:
        raise InputError(f"an extension ends later than before: {due}, was {course.due}")
    return _moved(course, State.EXTENDED, on=on, due=due, cause=cause)


def close(course: Course, *, on: date, cause: str) -> Course:
    """Enter that what was due was done on this day: in time, or too late."""
    _want(course, *OPEN)
    in_time = course.state is State.SUSPENDED or on <= course.due
    return _moved(course, State.MET if in_time else State.MISSED, on=on, due=course.due, cause=cause)


def miss(course: Course, *, on: date, cause: str) -> Course:
    """Enter that the day passed and nothing was done."""
    if not course.overdue(on):
        raise InputError(f"not missed on {on}: {course.state}, due on {course.due}")
    return _moved(course, State.MISSED, on=on, due=course.due, cause=cause)


def void(course: Course, *, on: date, cause: str) -> Course:
    """Enter that nothing is due any more."""
    _want(course, *OPEN)
    return _moved(course, State.VOID, on=on, due=course.due, cause=cause)


def _want(course: Course, *states: State) -> None:
    if course.state not in states:
        raise InputError(f"the deadline is {course.state}: wanted {' or '.join(states)}")


def _moved(course: Course, state: State, *, on: date, due: date, cause: str) -> Course:
    if not cause.strip():
        raise InputError("a change of a deadline needs its cause")
    line = Change(on, state, course.due, due, cause)
    return replace(course, due=due, state=state, history=(*course.history, line))
