"""A plain term, and others that differ from it as told."""

from dataclasses import replace

from isonomia.deadlines.terms import Direction, EventDay, Owner, Roll, SecondReading, Term, Unit

PLAIN = Term(
    count=5,
    unit=Unit.WORKING_DAYS,
    direction=Direction.AFTER,
    event="decision_adopted",
    event_day=EventDay.EXCLUDED,
    roll=Roll.STAYS,
    roll_certainty="text",
    second_reading=SecondReading.NONE,
    owner=Owner.BODY,
    certainty="text",
)


def made(
    count: int,
    unit: Unit,
    direction: Direction = Direction.AFTER,
    event_day: EventDay = EventDay.EXCLUDED,
    roll: Roll = Roll.STAYS,
) -> Term:
    """A term of so many days, working days, months or years."""
    return replace(PLAIN, count=count, unit=unit, direction=direction, event_day=event_day, roll=roll)
