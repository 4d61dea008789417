"""Terms with good defaults, and two small calendars that differ in one day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from isonomia.deadlines.calendar import Calendar, DayKind, NotedDay
from isonomia.deadlines.terms import Term
from isonomia.rulebook.law import Rulebook
from tests.isonomia.deadlines.plain import PLAIN


@pytest.fixture(scope="session")
def term() -> Callable[..., Term]:
    """Five working days after a decision, with whatever is to be different."""
    return lambda **changes: replace(PLAIN, **changes)


@pytest.fixture(scope="session")
def calendar(kz: Rulebook) -> Calendar:
    """The working calendar of Kazakhstan."""
    return kz.calendars[-1]


@pytest.fixture(scope="session")
def small() -> Callable[..., Calendar]:
    """A calendar of 2030 whose days stand out as given, by their kinds."""

    def made(version: int = 1, **days: Any) -> Calendar:
        found = [NotedDay(date.fromisoformat(day[1:].replace("_", "-")), DayKind(kind)) for day, kind in days.items()]
        noted = tuple(sorted(found, key=lambda one: one.day))
        return Calendar("xx", version, date(2029, 12, version), (2030, 2030), (5, 6), noted)

    return made
