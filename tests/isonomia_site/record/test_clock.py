"""A wrong clock is told, and keeps nobody from filing."""

import re
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.test import Client
from msgspec import structs

from isonomia_site.record import clock
from isonomia_site.record.writer import enter
from tests.isonomia_site.halls import COMPILER, Hall


def test_an_instant_is_written_as_acts_carry_it() -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", clock.instant())
    assert clock.written(datetime(2026, 3, 1, 12, 0, 5, 999_999, tzinfo=UTC)) == "2026-03-01T12:00:05Z"


def enter_at(hall: Hall, place: int, moment: datetime) -> None:
    pattern = next(act for act in hall.pack.acts if act.act == "reform.step_taken")
    with transaction.atomic():
        enter(
            structs.replace(pattern, id=f"x-{place}", matter="reform/x", place=place, at=clock.written(moment)),
            {},
            by=COMPILER,
        )


def test_a_clock_behind_the_newest_acts_is_told_until_it_has_caught_up(hall: Hall) -> None:
    assert clock.behind() is None
    enter_at(hall, 0, clock.now() - timedelta(hours=3))
    enter_at(hall, 1, clock.now() + timedelta(seconds=60))
    assert clock.behind() is None
    enter_at(hall, 2, clock.now() + timedelta(hours=2))
    gap = clock.behind()
    assert gap is not None and timedelta(minutes=119) < gap <= timedelta(hours=2)
    # Filing goes on; one act with the right time does not hide that another has a wrong one.
    enter_at(hall, 3, clock.now())
    assert clock.behind() is not None


def test_the_page_of_the_record_tells_it_too(hall: Hall) -> None:
    hall.fill()
    hall.publish()
    enter_at(hall, 0, clock.now() + timedelta(hours=2))
    assert "later time than the clock" in Client().get("/en/record/").content.decode()
