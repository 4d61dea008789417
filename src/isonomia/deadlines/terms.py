"""A term of the law: so many days, working days, months or years after or before an event."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from isonomia.errors import InputError

MOST = {"days": 36600, "working_days": 5000, "months": 1200, "years": 100}


class Unit(StrEnum):
    """What a term counts."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    YEARS = "years"


class Direction(StrEnum):
    """Whether a term runs from its event on, or ends ahead of it."""

    AFTER = "after"
    BEFORE = "before"


class EventDay(StrEnum):
    """Whether the day of the event is itself counted."""

    EXCLUDED = "excluded"
    INCLUDED = "included"
    UNKNOWN = "unknown"


class Roll(StrEnum):
    """What happens when the end falls on a day off."""

    STAYS = "stays"
    NEXT = "next_working_day"
    PREVIOUS = "previous_working_day"
    UNKNOWN = "unknown"


class SecondReading(StrEnum):
    """A stricter reading of the same words: so many full days must lie between the act and the event."""

    NONE = "none"
    FULL_DAYS_BETWEEN = "full_days_between"


class Owner(StrEnum):
    """Whose term it is: of a person, or of a body of the state."""

    CITIZEN = "citizen"
    BODY = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term as the law sets it. `event` names what it is counted from; what the sources do not say is `unknown`.

    Where the law is silent on whether the day of the event counts, the earlier end is taken: nobody is late by it.
    """

    count: int
    unit: Unit
    direction: Direction
    event: str
    event_day: EventDay
    roll: Roll
    roll_certainty: str
    second_reading: SecondReading
    owner: Owner
    certainty: str
    counted_in: bool = field(init=False, compare=False, repr=False)
    by_work: bool = field(init=False, compare=False, repr=False)
    ahead: bool = field(init=False, compare=False, repr=False)
    onward: bool = field(init=False, compare=False, repr=False)
    steps: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not 1 <= self.count <= MOST[self.unit]:
            raise InputError(f"no term: {self.count} {self.unit} (wanted 1 to {MOST[self.unit]})")
        ahead = self.direction is Direction.BEFORE
        counted_in = self.event_day is EventDay.INCLUDED or (self.event_day is EventDay.UNKNOWN and not ahead)
        by_work = self.unit is Unit.WORKING_DAYS
        object.__setattr__(self, "ahead", ahead)
        object.__setattr__(self, "counted_in", counted_in)
        object.__setattr__(self, "by_work", by_work)
        object.__setattr__(self, "steps", self.count - 1)
        object.__setattr__(self, "onward", by_work and not ahead and not counted_in)

    def nominal(self, trigger: date) -> date:
        """The end of a term that is not counted in working days, before anything is moved.

        Months end on the day of the same number, or on the last day of a shorter month.
        """
        sign = -1 if self.ahead else 1
        if self.unit is Unit.DAYS:
            end = trigger + timedelta(days=sign * self.count)
        else:
            end = months_on(trigger, sign * self.count * (12 if self.unit is Unit.YEARS else 1))
        return end - timedelta(days=sign) if self.counted_in else end


def months_on(day: date, months: int) -> date:
    """The day so many months on; where the month is shorter, its last day.

    >>> months_on(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise InputError(f"{months} months from {day} lie outside the calendar of years")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
