"""Read a term of the law from its table: how much of what, from which event, and what happens on a day off."""

import re

from isonomia.deadlines.terms import Direction, EventDay, Owner, Roll, SecondReading, Term, Unit
from isonomia.errors import InputError
from isonomia.rulebook.citation import Certainty
from isonomia.rulebook.lines import Table

_EVENT = re.compile(r"[a-z]+(_[a-z]+)*")


def term_in(table: Table) -> Term:
    """Read one term. How sure the term is stays in its table, for the rule that holds it.

    `roll_certainty` stands only where an end is moved: the rule that moves it may be less sure than the term.
    """
    event = table.take_text("event")
    if not _EVENT.fullmatch(event):
        raise table.fault("event", f'wanted the name of an event in small letters, as decision_adopted, not "{event}"')
    roll = Roll(table.take_choice("roll", tuple(Roll)))
    moves = roll in (Roll.NEXT, Roll.PREVIOUS)
    sure = table.peek_choice("certainty", tuple(Certainty))
    count, unit = table.take_int("count"), Unit(table.take_choice("of", tuple(Unit)))
    try:
        return Term(
            count=count,
            unit=unit,
            direction=Direction(table.take_choice("direction", tuple(Direction))),
            event=event,
            event_day=EventDay(table.take_choice("event_day", tuple(EventDay))),
            roll=roll,
            roll_certainty=table.take_choice("roll_certainty", tuple(Certainty)) if moves else sure,
            second_reading=SecondReading(table.take_choice("second_reading", tuple(SecondReading))),
            owner=Owner(table.take_choice("owner", tuple(Owner))),
            certainty=sure,
        )
    except InputError as error:
        raise table.fault("count", str(error)) from None
