"""A million ends at once are the ends of the law, one by one: over every day of the calendar and beyond its edges."""

from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.deadlines.reckoning import reckon
from isonomia.deadlines.terms import Direction, EventDay, Roll, Term, Unit
from isonomia.errors import InputError
from isonomia.rulebook.loading import shipped
from isonomia_lab.deadlines.batch import BLOCK, Ends, Table
from tests.isonomia.deadlines.plain import made

KZ = shipped("kz").calendars[-1]
TABLE = Table.of(KZ)
# Every day that the calendar covers, and a year on either side.
SPAN = [date(2021, 1, 1) + timedelta(days=number) for number in range((date(2029, 1, 1) - date(2021, 1, 1)).days)]
LENGTHS = {
    Unit.DAYS: (1, 10, 400),
    Unit.WORKING_DAYS: (1, 3, 5, 15, 40, 250),
    Unit.MONTHS: (1, 3, 13),
    Unit.YEARS: (1,),
}
TERMS = [
    (count, unit, direction, event_day, roll)
    for unit, direction, event_day, roll in product(Unit, Direction, EventDay, Roll)
    for count in LENGTHS[unit]
    if unit is not Unit.WORKING_DAYS or roll is Roll.STAYS
]


def ordinals(days: list[date]) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    return np.array([day.toordinal() for day in days], np.int64)


def by_law(one: Term, days: list[date]) -> list[tuple[int, int]]:
    found = [reckon(one, day, KZ) for day in days]
    return [(0, 0) if each.provisional else (each.due.toordinal(), each.nominal.toordinal()) for each in found]


def pairs(ends: Ends) -> list[tuple[int, int]]:
    assert ((ends.due != 0) == ends.known).all()
    return list(zip(ends.due.tolist(), ends.nominal.tolist(), strict=True))


def test_more_than_a_block_gives_what_its_parts_give() -> None:
    days = np.resize(ordinals(SPAN), 2 * BLOCK + 7)
    term = made(count=5, unit=Unit.WORKING_DAYS)
    counts = np.resize(np.array([1, 3, 15, 40], np.int64), days.shape)
    for lengths in (None, counts):
        whole = TABLE.ends(term, days, lengths)
        for start in (0, BLOCK - 1, BLOCK, 2 * BLOCK):
            part = slice(start, start + 7)
            found = TABLE.ends(term, days[part], None if lengths is None else lengths[part])
            assert pairs(found) == pairs(Ends(whole.due[part], whole.nominal[part], whole.known[part]))


@pytest.mark.parametrize("unit", list(Unit))
def test_every_day_and_every_kind_of_term_end_as_by_law(unit: Unit) -> None:
    days = ordinals(SPAN)
    # Where it is unknown whether the event's day counts, one of the other two is taken; any events below show that.
    asked = [made(*each) for each in TERMS if each[1] is unit and each[3] is not EventDay.UNKNOWN]
    assert len(asked) >= 16
    for one in asked:
        assert pairs(TABLE.ends(one, days)) == by_law(one, SPAN), one


def test_each_event_may_have_a_length_of_its_own() -> None:
    counts = np.arange(len(SPAN), dtype=np.int64) % 60 + 1
    for unit, roll in ((Unit.WORKING_DAYS, Roll.STAYS), (Unit.MONTHS, Roll.NEXT)):
        parts = (unit, Direction.AFTER, EventDay.EXCLUDED, roll)
        ends = TABLE.ends(made(1, *parts), ordinals(SPAN), counts)
        wanted = [by_law(made(count, *parts), [day])[0] for day, count in zip(SPAN, counts.tolist(), strict=True)]
        assert pairs(ends) == wanted


@given(st.lists(st.dates(date(2022, 1, 1), date(2027, 12, 31)), max_size=40), st.sampled_from(TERMS))
def test_any_events_end_as_by_law(days: list[date], parts: tuple[int, Unit, Direction, EventDay, Roll]) -> None:
    one = made(*parts)
    assert pairs(TABLE.ends(one, ordinals(days))) == by_law(one, days)


def test_what_no_term_can_be_is_refused() -> None:
    plain = made(5, Unit.DAYS)
    with pytest.raises(InputError, match="less than 1"):
        TABLE.ends(plain, ordinals(SPAN[:1]), np.array([0], np.int64))
    for direction, edge in ((Direction.AFTER, date.max), (Direction.BEFORE, date.min)):
        for unit in (Unit.DAYS, Unit.MONTHS, Unit.YEARS):
            with pytest.raises(InputError, match="outside the calendar of years"):
                TABLE.ends(made(1, unit, direction), ordinals([edge]))
