"""Another calendar is adopted: the desk shows the open terms that end on another day, and enters them in one go."""

from collections.abc import Mapping
from datetime import date, timedelta
from importlib import resources

import pytest
from django.test import Client

from isonomia.errors import InputError
from isonomia.rulebook.loading import texts
from isonomia_site.court import reading
from isonomia_site.record import clock, governing
from tests.isonomia_site.court.conftest import Bench
from tests.isonomia_site.court.courts import DESK, filed, step, text, today
from tests.isonomia_site.court.test_court import admitted
from tests.isonomia_site.halls import Hall

LAST = "    { day = "


def with_day_off(day: date) -> Mapping[str, str]:
    """The rules of Mysal with one more holiday, as its calendar of the next years would have it."""
    files = texts(resources.files("isonomia.rulebook") / "laws", "mysal")
    line = f'{LAST}"{day}", kind = "holiday", name = "harvest_day", source = "holidays_law", certainty = "text" }},\n]'
    calendar = files["calendar.toml"].replace("last_year = 2026", "last_year = 2036").replace("\n]\n", f"\n{line}\n")
    assert calendar != files["calendar.toml"]
    return {**files, "calendar.toml": calendar}


def next_working(day: date, n: int) -> date:
    while n:
        day += timedelta(days=1)
        n -= day.weekday() < 5
    return day


def in_minutes(n: int) -> str:
    return clock.written(clock.now() + timedelta(minutes=n))


def test_open_terms_follow_a_new_calendar_and_are_entered_in_one_go(
    court: tuple[Hall, Bench], monkeypatch: pytest.MonkeyPatch
) -> None:
    hall, bench = court
    first, second = admitted(bench), admitted(bench)
    registrar, address = bench.registrar.client, f"{DESK}terms/"
    assert "adopted its rules once" in text(registrar.get(address))
    off, told, due = (next_working(today(), n) for n in (2, 3, 4))
    with pytest.raises(InputError, match="in force"):
        governing.adopt("mysal", texts(resources.files("isonomia.rulebook") / "laws", "mysal"))
    monkeypatch.setattr(clock, "instant", lambda: in_minutes(1))
    governing.adopt("mysal", with_day_off(off))
    monkeypatch.setattr("isonomia_site.entering.services.instant", lambda: in_minutes(2))
    page = text(registrar.get(address))
    assert f'value="{first} notice {told} {due}"' in page and f'value="{second} notice {told} {due}"' in page
    assert "Harvest Day" in page and "the calendar changed" in page
    stale = registrar.post(address, {"term": [f"{first} notice {told} 2026-01-01"]})
    assert stale.status_code == 302 and reading.dossier(first, published=False).acts[-1].act != AGAIN  # type: ignore[union-attr]
    keys = [f"{one} notice {told} {due}" for one in (first, second)]
    answer = registrar.post(address, {"term": keys})
    assert answer.status_code == 302 and "2 terms were entered" in text(registrar.get(answer["Location"]))
    assert "every open term ends on the day that was told" in text(registrar.get(address))
    assert bench.judge.client.get(address).status_code == 403
    hall.publish()
    shown = text(Client().get(f"/en/court/cases/{first}/"))
    assert "How its end changed" in shown and "the calendar changed" in shown
    days = Client().get(f"/ru/court/cases/{first}/calendar.ics")
    assert (
        days["Content-Type"].startswith("text/calendar") and f"DTSTART;VALUE=DATE:{due:%Y%m%d}" in days.content.decode()
    )


AGAIN = "court.term_reckoned_again"


def test_an_appeal_is_sent_on_by_its_form(court: tuple[Hall, Bench]) -> None:
    _hall, bench = court
    number = filed()
    step(bench.registrar.client, number, "appeal-moved", status=400)
    step(bench.registrar.client, number, "appeal-moved", to_body="ombudsman", moved_for="other_body")
    found = reading.dossier(number, published=False)
    assert found is not None and found.case.stage == "moved"
    assert "Commissioner for Human Rights" in text(bench.registrar.client.get(f"{DESK}{number}/"))
