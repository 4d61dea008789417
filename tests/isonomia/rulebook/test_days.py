"""The law of a day is found once for all days between two changes: on each it is what every span by itself says."""

from datetime import date, timedelta

import pytest

from isonomia.rulebook.checking import countries, shipped_laws
from isonomia.rulebook.law import _on
from isonomia.rulebook.loading import shipped


@pytest.mark.parametrize("country", countries(shipped_laws()))
def test_on_every_day_around_a_change_the_law_is_what_its_spans_say(country: str) -> None:
    rulebook = shipped(country)
    ends = {
        day
        for spans in rulebook.rules.values()
        for one in spans
        for date_ in (one.since, one.until)
        if date_
        for day in (date_.first, date_.last)
    }
    days = {one + timedelta(days=n) for one in ends for n in (-1, 0, 1)} | {date(1800, 1, 1), date(2200, 1, 1)}
    for day in sorted(days):
        assert dict(rulebook.on(day).found) == {key: _on(key, spans, day) for key, spans in rulebook.rules.items()}
        assert rulebook.on(day).day == day
