"""When a term ends: against a count by hand over every day of the calendar, and in what is not sure."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.deadlines.calendar import DayKind
from isonomia.deadlines.reckoning import Deadline, reckon
from isonomia.deadlines.terms import Direction, EventDay, Roll, SecondReading, Term, Unit, months_on
from isonomia.errors import InputError
from isonomia.rulebook.loading import shipped
from tests.isonomia.deadlines.plain import made

DAY = timedelta(days=1)
KZ = shipped("kz").calendars[-1]
OFF = {one.day for one in KZ.noted if not one.working}
WORKED = {one.day for one in KZ.noted if one.working}


def works(day: date) -> bool:
    """Whether a day is worked, said without the tables that are tested here."""
    return day in WORKED or (day.weekday() < 5 and day not in OFF)


def by_hand(trigger: date, count: int, step: int, counted: bool) -> tuple[date, list[date]]:
    """Walk to the end of a term of working days; the day, and the days off on the way, in order."""
    day, off = trigger if counted else trigger + step * DAY, []
    while True:
        count -= works(day)
        if not count:
            return day, sorted(off)
        if not works(day):
            off.append(day)
        day += step * DAY


days = st.dates(date(2022, 6, 1), date(2027, 6, 1))
counts = st.integers(1, 60)
directions = st.sampled_from(list(Direction))
event_days = st.sampled_from([EventDay.EXCLUDED, EventDay.INCLUDED])


@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize("event_day", [EventDay.EXCLUDED, EventDay.INCLUDED])
def test_every_day_of_the_span_is_counted_as_by_hand(
    term: Callable[..., Term], direction: Direction, event_day: EventDay
) -> None:
    step, counted = 1 if direction is Direction.AFTER else -1, event_day is EventDay.INCLUDED
    for count in (1, 3, 5, 15, 40):
        one = term(count=count, direction=direction, event_day=event_day)
        for number in range((date(2027, 6, 1) - date(2022, 6, 1)).days):
            trigger = date(2022, 6, 1) + number * DAY
            found = reckon(one, trigger, KZ)
            due, off = by_hand(trigger, count, step, counted)
            assert (found.due, [each.day for each in found.skipped]) == (due, off), (trigger, count)
            assert not found.provisional


@given(days, counts, directions, event_days)
def test_a_later_event_never_gives_an_earlier_day(
    trigger: date, count: int, direction: Direction, event_day: EventDay
) -> None:
    for unit, roll in ((Unit.WORKING_DAYS, Roll.STAYS), (Unit.DAYS, Roll.NEXT), (Unit.MONTHS, Roll.PREVIOUS)):
        one = made(count if unit is not Unit.MONTHS else count % 6 + 1, unit, direction, event_day, roll)
        assert reckon(one, trigger, KZ).due <= reckon(one, trigger + DAY, KZ).due


@given(days, counts, directions, event_days)
def test_a_longer_term_ends_further_from_its_event(
    trigger: date, count: int, direction: Direction, event_day: EventDay
) -> None:
    for unit in (Unit.WORKING_DAYS, Unit.DAYS, Unit.MONTHS):
        ends = [reckon(made(count + more, unit, direction, event_day, Roll.STAYS), trigger, KZ).due for more in (0, 1)]
        assert ends[0] < ends[1] if direction is Direction.AFTER else ends[0] > ends[1]


@given(days.filter(works), counts)
def test_counting_back_undoes_counting_on(trigger: date, count: int) -> None:
    on = reckon(made(count, Unit.WORKING_DAYS), trigger, KZ)
    back = reckon(made(count, Unit.WORKING_DAYS, Direction.BEFORE), on.due, KZ)
    assert back.due == trigger


@given(days, st.integers(1, 400), st.sampled_from([Unit.DAYS, Unit.MONTHS, Unit.YEARS]))
def test_an_end_that_is_moved_falls_on_the_nearest_day_worked(trigger: date, count: int, unit: Unit) -> None:
    count = count if unit is Unit.DAYS else count % 6 + 1 if unit is Unit.MONTHS else 1
    if months_on(trigger, 12) > date(2027, 11, 1):
        return
    stays, after, ahead = (
        reckon(made(count, unit, roll=roll), trigger, KZ) for roll in (Roll.STAYS, Roll.NEXT, Roll.PREVIOUS)
    )
    assert stays.due == stays.nominal == after.nominal == ahead.nominal
    for moved, step in ((after, 1), (ahead, -1)):
        day = moved.nominal
        while day.year < 2028 and not works(day):
            day += step * DAY
        assert moved.due == day or moved.provisional
        assert len(moved.skipped) == abs((moved.due - moved.nominal).days)


def test_a_working_saturday_counts_and_is_named(term: Callable[..., Term]) -> None:
    found = reckon(term(count=2), date(2024, 5, 2), KZ)
    assert found.due == date(2024, 5, 4)
    assert [(one.day, one.kind) for one in found.worked] == [(date(2024, 5, 4), DayKind.WORKING_WEEKEND)]


def test_days_skipped_carry_their_kind_and_name(term: Callable[..., Term]) -> None:
    found = reckon(term(), date(2025, 3, 19), KZ)
    assert found.due == date(2025, 3, 31)
    assert found.first_day == date(2025, 3, 20)
    assert [(one.day.day, str(one.kind), one.names.get("ru")) for one in found.skipped] == [
        (21, "holiday", "Наурыз мейрамы"),
        (22, "holiday_on_weekend", "Наурыз мейрамы"),
        (23, "holiday_on_weekend", "Наурыз мейрамы"),
        (24, "observed_day_off", "Наурыз мейрамы"),
        (25, "observed_day_off", "Наурыз мейрамы"),
        (29, "weekend", None),
        (30, "weekend", None),
    ]


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-15", -1, "2025-12-15"),
    ],
)
def test_months_end_on_the_same_number_or_the_last_day(day: str, months: int, end: str) -> None:
    assert str(months_on(date.fromisoformat(day), months)) == end


def test_a_year_that_the_calendar_lacks_makes_the_answer_provisional(term: Callable[..., Term]) -> None:
    found = reckon(term(count=15), date(2027, 12, 20), KZ)
    assert (found.provisional, found.missing, found.certainty) == (True, (2028,), "assumed")
    assert any(one.code == "deadline_provisional" and one.get("year") == "2028" for one in found.warnings())
    early = reckon(term(direction=Direction.BEFORE), date(2022, 1, 6), KZ)
    assert early.missing == (2021,)
    assert early.due == date(2021, 12, 28)
    assert [one.day.day for one in early.skipped] == [1, 2, 3, 4]


def test_the_edges_of_the_calendar_are_covered(term: Callable[..., Term]) -> None:
    last = reckon(term(count=1), date(2027, 12, 30), KZ)
    assert (last.due, last.provisional) == (date(2027, 12, 31), False)
    assert reckon(term(count=2), date(2027, 12, 30), KZ).missing == (2028,)
    first = reckon(term(count=1), date(2021, 12, 31), KZ)
    assert (first.due, first.provisional) == (date(2022, 1, 5), False)
    assert reckon(term(count=1), date(2021, 12, 30), KZ).missing == (2021,)
    counted = term(count=1, event_day=EventDay.INCLUDED)
    assert reckon(counted, date(2027, 12, 31), KZ).missing == ()
    assert reckon(counted, date(2021, 12, 31), KZ).missing == (2021,)
    back = term(count=1, direction=Direction.BEFORE)
    assert (reckon(back, date(2028, 1, 1), KZ).due, reckon(back, date(2028, 1, 1), KZ).missing) == (last.due, ())


def test_a_term_that_never_moves_needs_no_calendar(term: Callable[..., Term]) -> None:
    found = reckon(term(unit=Unit.MONTHS, count=3), date(2031, 1, 31), KZ)
    assert (found.due, found.provisional, found.needs_calendar()) == (date(2031, 4, 30), False, False)
    moved = reckon(term(unit=Unit.MONTHS, count=3, roll=Roll.NEXT), date(2031, 1, 31), KZ)
    assert moved.missing == (2031,)


def test_where_the_law_is_silent_the_earlier_end_is_taken(term: Callable[..., Term]) -> None:
    unknown = term(event_day=EventDay.UNKNOWN)
    for direction, safe in ((Direction.AFTER, EventDay.INCLUDED), (Direction.BEFORE, EventDay.EXCLUDED)):
        one = term(event_day=EventDay.UNKNOWN, direction=direction)
        assert (
            reckon(one, date(2026, 4, 15), KZ).due
            == reckon(term(event_day=safe, direction=direction), date(2026, 4, 15), KZ).due
        )
    assert "deadline_event_day_unknown" in codes(reckon(unknown, date(2026, 4, 15), KZ))


def test_an_end_on_a_day_off_that_the_law_does_not_settle_names_a_safe_day(term: Callable[..., Term]) -> None:
    ten_days = term(unit=Unit.DAYS, count=10, roll=Roll.UNKNOWN)
    found = reckon(ten_days, date(2026, 9, 17), KZ)
    assert (found.due, found.strict) == (date(2026, 9, 27), date(2026, 9, 25))
    assert "deadline_roll_unknown" in codes(found)
    assert reckon(ten_days, date(2026, 9, 21), KZ).strict is None


def codes(found: Deadline) -> list[str]:
    return [one.code for one in found.warnings()]


def test_two_readings_show_the_stricter(term: Callable[..., Term]) -> None:
    notice = term(direction=Direction.BEFORE, second_reading=SecondReading.FULL_DAYS_BETWEEN)
    found = reckon(notice, date(2026, 10, 28), KZ)
    assert (found.due, found.strict) == (date(2026, 10, 20), date(2026, 10, 19))
    assert "deadline_strict" in codes(found)


def test_an_estimated_holiday_makes_the_answer_assumed(term: Callable[..., Term]) -> None:
    found = reckon(term(), date(2026, 5, 25), KZ)
    assert found.certainty == "assumed"
    assert [one.get("day") for one in found.warnings() if one.code == "deadline_day_assumed"] == ["2026-05-27"]
    assert reckon(term(), date(2024, 1, 15), KZ).certainty == "text"


def test_a_year_whose_moved_days_were_not_found_is_named(term: Callable[..., Term]) -> None:
    assert "deadline_transfers_unknown" in codes(reckon(term(), date(2026, 9, 1), KZ))
    assert "deadline_transfers_unknown" not in codes(reckon(term(), date(2025, 9, 1), KZ))


@pytest.mark.parametrize(("count", "unit"), [(0, Unit.DAYS), (-1, Unit.MONTHS), (5001, Unit.WORKING_DAYS)])
def test_a_term_of_no_length_or_beyond_reason_is_refused(term: Callable[..., Term], count: int, unit: Unit) -> None:
    with pytest.raises(InputError, match="no term"):
        term(count=count, unit=unit)


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("direction", list(Direction))
def test_the_ends_of_time_are_refused_in_words(term: Callable[..., Term], unit: Unit, direction: Direction) -> None:
    edge = date.max if direction is Direction.AFTER else date.min
    for roll in (Roll.STAYS, Roll.NEXT):
        with pytest.raises(InputError, match="outside the calendar of years"):
            reckon(term(count=50, unit=unit, direction=direction, roll=roll), edge, KZ)


def test_the_days_worked_are_in_order() -> None:
    assert all(earlier < later for (earlier, _), (later, _) in pairwise(KZ.worked))
