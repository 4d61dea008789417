"""Which days are worked: every day of the shared calendar, and what a calendar refuses."""

import csv
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from isonomia.deadlines.calendar import Calendar, DayKind, NotedDay
from isonomia.errors import InputError

FILE = "court/kz-working-calendar-2022-2027.csv"
CERTAINTY = {"high": "press", "medium": "press", "low": "assumed"}


def rows(shared_data: Path) -> list[dict[str, str]]:
    """The rows of the shared calendar."""
    with (shared_data / FILE).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_row_of_the_shared_calendar_is_in_the_rulebook_and_no_other(
    shared_data: Path, calendar: Calendar
) -> None:
    theirs = [(row["date"], row["kind"], row["is_working"] == "1") for row in rows(shared_data)]
    assert len(theirs) == 125
    assert [(str(one.day), str(one.kind), one.working) for one in calendar.noted] == theirs


def test_every_day_of_the_span_is_worked_as_the_shared_calendar_says(shared_data: Path, calendar: Calendar) -> None:
    listed = {row["date"]: row["is_working"] == "1" for row in rows(shared_data)}
    day = date(2022, 1, 1)
    while day < date(2028, 1, 1):
        assert calendar.works(day) == listed.get(str(day), day.weekday() < 5), day
        day += timedelta(days=1)
    assert calendar.works(date(2021, 12, 31)) is calendar.works(day) is None


def test_names_and_moved_days_are_those_of_the_shared_calendar(shared_data: Path, calendar: Calendar) -> None:
    by_day = {str(one.day): one for one in calendar.noted}
    for row in rows(shared_data):
        one, moved = by_day[row["date"]], re.search(r"from (\d\d)/(\d\d)/(\d{4})", row["name_en"])
        if moved:
            worked = by_day[f"{moved[3]}-{moved[1]}-{moved[2]}"]
            assert (one.moved, worked.moved) == (worked.day, one.day)
        elif not one.working:
            assert one.names["en"] == re.sub(r" \((observed|estimated)\)$", "", row["name_en"])


def test_estimated_days_are_assumed_and_no_other_is(shared_data: Path, calendar: Calendar) -> None:
    by_day = {str(one.day): one for one in calendar.noted}
    assert [by_day[row["date"]].certainty for row in rows(shared_data)] == [
        CERTAINTY[row["confidence"]] for row in rows(shared_data)
    ]
    assert {str(one.day) for one in calendar.noted if one.certainty == "assumed"} == {"2026-05-27", "2027-05-16"}


def test_every_day_that_stands_out_is_named_in_three_languages_and_has_a_source(calendar: Calendar) -> None:
    for one in calendar.noted:
        assert set(one.names) == {"en", "kk", "ru"}
        assert one.source
    assert calendar.in_year(2026)[0].names["kk"] == "Жаңа жыл"


@pytest.mark.parametrize(
    ("days", "complaint"),
    [
        ({"_2030_01_05": "holiday"}, "is a day of the weekend, which holiday forbids"),
        ({"_2030_01_07": "working_weekend_day"}, "is no day of the weekend"),
        ({"_2031_01_07": "holiday"}, "2031-01-07 lies outside calendar xx version 1"),
    ],
)
def test_a_day_that_does_not_fit_is_refused(
    small: Callable[..., Calendar], days: dict[str, str], complaint: str
) -> None:
    with pytest.raises(InputError, match=complaint):
        small(**days)


def test_days_stand_once_and_in_order() -> None:
    one = NotedDay(date(2030, 1, 1), DayKind.HOLIDAY)
    with pytest.raises(InputError, match="wanted each day once, in order"):
        Calendar("xx", 1, date(2029, 12, 1), (2030, 2030), (5, 6), (one, one))
    with pytest.raises(InputError, match=r"ends .2029. before it begins"):
        Calendar("xx", 1, date(2029, 12, 1), (2030, 2029), (5, 6), ())


def test_a_weekend_of_other_days_counts_as_it_says() -> None:
    friday_saturday = Calendar("xx", 1, date(2029, 12, 1), (2030, 2030), (4, 5), ())
    assert [friday_saturday.works(date(2030, 1, day)) for day in (3, 4, 5, 6)] == [True, False, False, True]
