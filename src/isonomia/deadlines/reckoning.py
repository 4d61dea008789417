"""From an event, a term and a calendar to the day that is due, with every day that was skipped on the way."""

from dataclasses import replace
from datetime import date, timedelta

import msgspec

from isonomia.deadlines.calendar import Calendar, DayKind, NotedDay
from isonomia.deadlines.terms import EventDay, Roll, SecondReading, Term
from isonomia.errors import Finding, InputError

SUREST_FIRST = ("text", "press", "assumed")
_DAY = timedelta(days=1)


# A struct, not a dataclass: deadlines are made by the hundred thousand, and this one is made in C.
class Deadline(msgspec.Struct, frozen=True, gc=False):
    """The end of a term in one case: the day before any moving (`nominal`), the day that is due, and the days skipped.

    `missing` names the years that were needed and that the calendar lacks; then the answer is provisional, and in those
    years only the weekend was taken to be off.
    """

    trigger: date
    term: Term
    calendar: Calendar
    nominal: date
    due: date
    skipped: tuple[NotedDay, ...]
    missing: tuple[int, ...] = ()

    @property
    def provisional(self) -> bool:
        """Whether the calendar lacks a year that was needed."""
        return bool(self.missing)

    @property
    def first_day(self) -> date:
        """The first day that is counted: with a term that runs back, the one closest to the event."""
        if self.term.counted_in:
            return self.trigger
        return self.trigger - _DAY if self.term.ahead else self.trigger + _DAY

    @property
    def worked(self) -> tuple[NotedDay, ...]:
        """Days of the weekend that were worked, and so counted."""
        if not self.term.by_work:
            return ()
        low, high = sorted((self.first_day, self.due))
        return tuple(one for one in self.calendar.worked_weekends if low <= one.day <= high)

    @property
    def moved(self) -> bool:
        """Whether the end fell on a day off and was moved."""
        return self.due != self.nominal

    @property
    def strict(self) -> date | None:
        """The earlier day of a stricter reading, or the safe one where the law is silent; None without either."""
        if self.term.second_reading is SecondReading.FULL_DAYS_BETWEEN:
            return reckon(_one_more(self.term), self.trigger, self.calendar).due
        if self.moved and self.term.roll_certainty == "assumed":
            return min(self.nominal, self.due)
        if self.term.roll is Roll.UNKNOWN and self._ends_off():
            return _nearest(self.nominal, self.calendar, ahead=True)[0]
        return None

    @property
    def certainty(self) -> str:
        """The least sure of what the answer rests on: the term, a rule that moved its end, the days of the calendar."""
        used = [self.term.certainty, *(one.certainty for one in (*self.skipped, *self.worked))]
        used += [self.term.roll_certainty] if self.moved else []
        used += ["assumed"] if self.missing else []
        return max(used, key=SUREST_FIRST.index)

    def warnings(self) -> tuple[Finding, ...]:
        """What a reader has to know before relying on the day."""
        where, term = self.term.event, self.term
        found = [Finding.of("deadline_provisional", where, year=year) for year in self.missing]
        if term.second_reading is SecondReading.FULL_DAYS_BETWEEN:
            found.append(Finding.of("deadline_strict", where, due=self.due, strict=self.strict))
        if self.moved and term.roll_certainty == "assumed":
            found.append(Finding.of("deadline_moved_by_analogy", where, nominal=self.nominal, due=self.due))
        if term.roll is Roll.UNKNOWN and self._ends_off():
            found.append(Finding.of("deadline_roll_unknown", where, due=self.due, safe=self.strict))
        if term.event_day is EventDay.UNKNOWN:
            found.append(Finding.of("deadline_event_day_unknown", where, due=self.due))
        for one in (*self.skipped, *self.worked):
            if one.certainty == "assumed" and one.names:
                found.append(Finding.of("deadline_day_assumed", where, day=one.day))
        if self.needs_calendar():
            found += [Finding.of("deadline_transfers_unknown", where, year=year) for year in self._open_years()]
        return tuple(found)

    def needs_calendar(self) -> bool:
        """Whether the answer depends on which days are worked."""
        return self.term.by_work or self.term.roll is not Roll.STAYS

    def _open_years(self) -> list[int]:
        start = self.first_day if self.term.by_work else self.nominal
        years = range(min(start, self.due).year, max(start, self.due).year + 1)
        return [year for year in years if year in self.calendar.open_years]

    def _ends_off(self) -> bool:
        works = self.calendar.works(self.nominal)
        return not (self.calendar.plain(self.nominal) if works is None else works)


def reckon(term: Term, trigger: date, calendar: Calendar) -> Deadline:
    """Work out when a term ends that an event of this day sets running.

    Raises:
        InputError: the end lies beyond the years that a date can have.
    """
    if term.onward:
        # The most asked for, and the shortest way.
        try:
            done, off = calendar.upto[trigger]
            due, stop = calendar.worked[done + term.steps]
            return Deadline(trigger, term, calendar, due, due, calendar.off[off:stop])
        except (KeyError, IndexError):
            return _walked(term, trigger, calendar)
    return _by_work(term, trigger, calendar) if term.by_work else _by_date(term, trigger, calendar)


def _by_work(term: Term, trigger: date, calendar: Calendar) -> Deadline:
    """Look the day up among the days worked, from the event on with its own day counted, or back from it."""
    try:
        done, off = calendar.upto[trigger if term.ahead and term.counted_in else trigger - _DAY]
        nth = done - term.count if term.ahead else done + term.count - 1
        if nth >= 0:
            due, other = calendar.worked[nth]
            return Deadline(trigger, term, calendar, due, due, calendar.off[min(off, other) : max(off, other)])
    except (KeyError, IndexError, OverflowError):
        pass
    return _walked(term, trigger, calendar)


def _walked(term: Term, trigger: date, calendar: Calendar) -> Deadline:
    """Count day by day, where a year is needed that the calendar lacks."""
    step = -1 if term.ahead else 1
    at = trigger.toordinal() + (0 if term.counted_in else step)
    left, missing = term.count, set()
    skipped: list[NotedDay] = []
    while True:
        day = _day(at, trigger)
        works = calendar.works(day)
        if works is None:
            missing.add(day.year)
            works = calendar.plain(day)
        left -= works
        if not left:
            return Deadline(trigger, term, calendar, day, day, tuple(skipped[::step]), tuple(sorted(missing)))
        if not works:
            skipped.append(_off(day, calendar))
        at += step


def _by_date(term: Term, trigger: date, calendar: Calendar) -> Deadline:
    """Count days, months or years, then move the end off a day off where the law says so."""
    try:
        nominal = term.nominal(trigger)
    except (OverflowError, ValueError):
        raise InputError(f"{term.count} {term.unit} from {trigger} lie outside the calendar of years") from None
    if term.roll is Roll.STAYS:
        return Deadline(trigger, term, calendar, nominal, nominal, ())
    if term.roll is Roll.UNKNOWN:
        lacks = () if calendar.covers(nominal) else (nominal.year,)
        return Deadline(trigger, term, calendar, nominal, nominal, (), lacks)
    ahead = term.roll is Roll.PREVIOUS
    due, missing = _nearest(nominal, calendar, ahead=ahead)
    days = range(due.toordinal() + 1, nominal.toordinal() + 1) if ahead else range(nominal.toordinal(), due.toordinal())
    skipped = tuple(_off(date.fromordinal(one), calendar) for one in days)
    return Deadline(trigger, term, calendar, nominal, due, skipped, missing)


def _off(day: date, calendar: Calendar) -> NotedDay:
    """Why a day is off; outside the calendar the weekend is only assumed."""
    if not calendar.covers(day):
        return NotedDay(day, DayKind.WEEKEND, certainty="assumed")
    at = day.toordinal() - calendar.first
    return calendar.off[at - calendar.before[at]]


def _nearest(day: date, calendar: Calendar, *, ahead: bool) -> tuple[date, tuple[int, ...]]:
    """The day itself where it is worked, else the next one worked, or the last one ahead of it; and missing years."""
    at, missing = day.toordinal(), set()
    while True:
        found = _day(at, day)
        works = calendar.works(found)
        if works is None:
            missing.add(found.year)
            works = calendar.plain(found)
        if works:
            return found, tuple(sorted(missing))
        at += -1 if ahead else 1


def _day(at: int, trigger: date) -> date:
    try:
        return date.fromordinal(at)
    except (ValueError, OverflowError):
        raise InputError(f"the term that {trigger} sets running ends outside the calendar of years") from None


def _one_more(term: Term) -> Term:
    return replace(term, count=term.count + 1, second_reading=SecondReading.NONE)
