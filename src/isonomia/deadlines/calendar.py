"""The working calendar: which days of which years are worked, and why the others are not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import accumulate, pairwise

from isonomia.errors import InputError


class DayKind(StrEnum):
    """Why a day is worked or not, where the plain week does not say it."""

    HOLIDAY = "holiday"
    HOLIDAY_ON_WEEKEND = "holiday_on_weekend"
    OBSERVED = "observed_day_off"
    SUBSTITUTED = "substituted_day_off"
    WORKING_WEEKEND = "working_weekend_day"
    WEEKEND = "weekend"


ON_WEEKEND = (DayKind.HOLIDAY_ON_WEEKEND, DayKind.WORKING_WEEKEND)
_NO_NAMES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class NotedDay:
    """A day that stands out: its kind, its name in each language, and where and how surely that is known.

    A plain day of the weekend has no name. `moved` is the day in whose place it is worked, or is off.
    """

    day: date
    kind: DayKind
    names: Mapping[str, str] = field(default_factory=lambda: _NO_NAMES)
    moved: date | None = None
    source: str = ""
    certainty: str = "text"

    @property
    def working(self) -> bool:
        """Whether the day is worked."""
        return self.kind is DayKind.WORKING_WEEKEND

    def fault(self, weekend: tuple[int, ...]) -> str:
        """What does not fit between the kind and the day of the week; empty where all fits."""
        if (self.day.weekday() in weekend) == (self.kind in ON_WEEKEND):
            return ""
        return (
            f"{self.day} is {'no ' if self.kind in ON_WEEKEND else 'a '}day of the weekend, which {self.kind} forbids"
        )


@dataclass(frozen=True, slots=True)
class Calendar:
    """One version of a country's working calendar, over whole years.

    `weekend` holds the days of the week that are off (Monday is 0). `open_years` are those for which it was not found
    out whether days off were moved. Outside its years the calendar knows nothing.
    """

    id: str
    version: int
    published: date
    years: tuple[int, int]
    weekend: tuple[int, ...]
    noted: tuple[NotedDay, ...]
    open_years: tuple[int, ...] = ()
    # Days are numbered from 0 at `first`, and `before[i]` counts the days worked ahead of day i. `upto` gives for a day
    # how many days were worked and how many off up to its end; `worked` lists the days worked, each with how many were
    # off ahead of it; `off` lists those. So a deadline is found, with what it skips, in two look-ups and a slice.
    first: int = field(init=False, compare=False, repr=False)
    before: tuple[int, ...] = field(init=False, compare=False, repr=False)
    upto: Mapping[date, tuple[int, int]] = field(init=False, compare=False, repr=False)
    worked: tuple[tuple[date, int], ...] = field(init=False, compare=False, repr=False)
    off: tuple[NotedDay, ...] = field(init=False, compare=False, repr=False)
    worked_weekends: tuple[NotedDay, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        by_day = self._checked()
        first = date(self.years[0], 1, 1).toordinal()
        days = [date.fromordinal(one) for one in range(first, date(self.years[1], 12, 31).toordinal() + 1)]
        off = {day: by_day.get(day, NotedDay(day, DayKind.WEEKEND)) for day in days if self._is_off(day, by_day)}
        before = (0, *accumulate(day not in off for day in days))
        tables = {
            "first": first,
            "before": before,
            "upto": {date.fromordinal(first + at - 1): (done, at - done) for at, done in enumerate(before)},
            "worked": tuple((day, at - before[at]) for at, day in enumerate(days) if day not in off),
            "off": tuple(off.values()),
            "worked_weekends": tuple(one for one in self.noted if one.working),
        }
        for name, value in tables.items():
            object.__setattr__(self, name, value)

    def _checked(self) -> dict[date, NotedDay]:
        if self.years[0] > self.years[1]:
            raise InputError(f"a calendar of {self.id} ends ({self.years[1]}) before it begins ({self.years[0]})")
        for one in self.noted:
            fault = one.fault(self.weekend) or ("" if self.covers(one.day) else f"{one.day} lies outside {self}")
            if fault:
                raise InputError(fault)
        for earlier, later in pairwise(self.noted):
            if earlier.day >= later.day:
                raise InputError(f"{later.day} stands after {earlier.day}: wanted each day once, in order")
        return {one.day: one for one in self.noted}

    def _is_off(self, day: date, by_day: Mapping[date, NotedDay]) -> bool:
        found = by_day.get(day)
        return day.weekday() in self.weekend if found is None else not found.working

    def __str__(self) -> str:
        return f"calendar {self.id} version {self.version} ({self.years[0]}-{self.years[1]})"

    def covers(self, day: date) -> bool:
        """Whether the calendar knows this day."""
        return self.years[0] <= day.year <= self.years[1]

    def works(self, day: date) -> bool | None:
        """Whether a day is worked; None outside the years of the calendar."""
        if not self.covers(day):
            return None
        at = day.toordinal() - self.first
        return self.before[at + 1] > self.before[at]

    def plain(self, day: date) -> bool:
        """Whether a day would be worked if only the weekend were off: a guess, to be called one."""
        return day.weekday() not in self.weekend

    def in_year(self, year: int) -> tuple[NotedDay, ...]:
        """The days of a year that stand out from its plain weeks."""
        return tuple(one for one in self.noted if one.day.year == year)
