"""Ends of terms for many events at once, from the prefix table of one calendar.

Every day is the one that `isonomia.deadlines.reckoning` gives for the same event alone. Days are whole numbers, as
`date.toordinal` counts them. Where the calendar lacks a year that is needed, no day is given: the law says which year.
"""

from dataclasses import dataclass
from datetime import date
from typing import Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from isonomia.deadlines.calendar import Calendar
from isonomia.deadlines.terms import Roll, Term, Unit
from isonomia.errors import InputError

Days: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]

LAST = date.max.toordinal()
BLOCK = 32768
"""How many are looked up at a time: measured to be two and a half times as fast as a million at once."""
_EPOCH = date(1970, 1, 1).toordinal()
_MONTHS = {Unit.MONTHS: 1, Unit.YEARS: 12}


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """The days due and the ends before any moving; where `known` is false the calendar lacks a year, and both are 0."""

    due: Days
    nominal: Days
    known: Mask


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A calendar as arrays: `before[i]` counts the days worked ahead of day i, `worked` are their day numbers."""

    first: int
    before: Days
    worked: Days

    @classmethod
    def of(cls, calendar: Calendar) -> Self:
        """Make the arrays of a calendar, once for all that is asked of it."""
        worked = np.array([day.toordinal() for day, _ in calendar.worked], np.int64)
        return cls(calendar.first, np.array(calendar.before, np.int64), worked)

    def ends(self, term: Term, triggers: Days, counts: Days | None = None) -> Ends:
        """When a term ends for each of many events; `counts` gives each its own length instead of the term's.

        Raises:
            InputError: a count is not positive, or an end lies beyond the years that a date can have.
        """
        lengths = np.asarray(term.count if counts is None else counts, np.int64)
        if lengths.size and int(lengths.min()) < 1:
            raise InputError("no term: a count is less than 1")
        if term.by_work:
            due, known = self._by_work(term, triggers, lengths)
            return Ends(due, due, known)
        nominal = _nominal(term, triggers, lengths)
        if nominal.size and not 1 <= int(nominal.min()) <= int(nominal.max()) <= LAST:
            raise InputError("an end lies outside the calendar of years")
        due, known = self._moved(term.roll, nominal)
        return Ends(due, np.where(known, nominal, 0), known)

    def _by_work(self, term: Term, triggers: Days, lengths: Days) -> tuple[Days, Mask]:
        """Look the n-th day worked up, on from each event or back from it; many in blocks that fit a cache."""
        if triggers.ndim != 1 or triggers.size <= BLOCK:
            return self._block(term, triggers, lengths)
        due, known = np.empty(triggers.shape, np.int64), np.empty(triggers.shape, np.bool_)
        for start in range(0, triggers.size, BLOCK):
            part = slice(start, start + BLOCK)
            counts = lengths[part] if lengths.ndim else lengths
            due[part], known[part] = self._block(term, triggers[part], counts)
        return due, known

    def _block(self, term: Term, triggers: Days, lengths: Days) -> tuple[Days, Mask]:
        at = triggers - (self.first - (term.counted_in == term.ahead))
        inside = _inside(at, len(self.before))
        nth = self.before.take(at, mode="clip")
        if term.ahead:
            nth -= lengths
        else:
            nth += lengths
            nth -= 1
        return self._nth(nth, inside)

    def _moved(self, roll: Roll, nominal: Days) -> tuple[Days, Mask]:
        """Move ends off days off, where the term says so."""
        if roll is Roll.STAYS:
            return nominal, np.ones(nominal.shape, np.bool_)
        at = nominal - self.first
        inside = _inside(at, len(self.before) - 1)
        if roll is Roll.UNKNOWN:
            known = np.ones(nominal.shape, np.bool_) if inside is None else inside
            return np.where(known, nominal, 0), known
        if roll is Roll.PREVIOUS:
            at += 1
        nth = self.before.take(at, mode="clip")
        if roll is Roll.PREVIOUS:
            nth -= 1
        return self._nth(nth, inside)

    def _nth(self, nth: Days, inside: Mask | None) -> tuple[Days, Mask]:
        there = _inside(nth, len(self.worked))
        due = self.worked.take(nth, mode="clip")
        if inside is None and there is None:
            return due, np.ones(due.shape, np.bool_)
        known = np.ones(due.shape, np.bool_) if inside is None else inside
        known = known if there is None else known & there
        return np.where(known, due, 0), known


def _inside(at: Days, size: int) -> Mask | None:
    """Which numbers are places of a table of this size; None where all are, which the largest settles.

    Read without its sign, a number below nought is larger than any place.
    """
    if not at.size or int(at.view(np.uint64).max()) < size:
        return None
    return (at >= 0) & (at < size)


def _nominal(term: Term, triggers: Days, lengths: Days) -> Days:
    """The ends of terms that are not counted in working days, before anything is moved."""
    sign = -1 if term.ahead else 1
    if term.unit is Unit.DAYS:
        ends = triggers + sign * lengths
    else:
        ends = _months_on(triggers, sign * _MONTHS[term.unit] * lengths)
    return ends - sign if term.counted_in else ends


def _months_on(days: Days, months: Days) -> Days:
    """Each day so many months on; where that month is shorter, its last day."""
    given = (days - _EPOCH).astype("datetime64[D]")
    month = given.astype("datetime64[M]")
    number = (given - month.astype("datetime64[D]")).astype(np.int64)
    start = month.astype(np.int64) + months
    first, after = _first_day(start), _first_day(start + 1)
    ends: Days = first + np.minimum(number, after - first - 1) + _EPOCH
    return ends


def _first_day(months: Days) -> Days:
    days: Days = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return days
