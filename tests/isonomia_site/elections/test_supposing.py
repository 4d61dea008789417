"""What if: a visitor supposes another law, and sees both houses side by side, what is open, and what was typed."""

import re

import pytest
from django.test import Client

from isonomia.reform.road import Reform
from isonomia_site.elections import supposing
from isonomia_site.record import reader
from tests.isonomia_site.elections.test_pages import elected, get, mysal

__all__ = ["elected", "mysal"]
pytestmark = pytest.mark.django_db
PAGE = "what-if/"


def houses(page: str) -> list[int]:
    """How many seats each picture has."""
    return [picture.count("<circle") for picture in re.findall(r"<svg class=\"chart house\".*?</svg>", page)]


def columns(page: str) -> tuple[list[int], list[int]]:
    """The seats of every list under both laws."""
    cells = re.findall(r'<td class="num"><b>(\d+)</b></td><td class="num"><b>(\d+)</b></td>', page)
    return [int(one) for one, _ in cells], [int(two) for _, two in cells]


def test_without_a_question_the_form_is_there_and_nothing_is_computed(
    client: Client, elected: Reform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supposing, "outcome", lambda *_: pytest.fail("nobody asked"))
    page = get(client, PAGE)
    assert 'name="threshold"' in page and "This is no forecast and no result." in page and houses(page) == []
    assert f'href="/en/elections/assembly-2026/{PAGE}"' in get(client, "lists/")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_same_law_gives_the_official_seats_twice(client: Client, elected: Reform, language: str) -> None:
    page = get(client, f"{PAGE}?threshold=3&method=divisor/sainte-lague&seats=60", language)
    before, after = columns(page)
    assert before == after and houses(page) == [60, 60]
    official = elected.elections.matters["election/assembly-2026"].tally.seats()
    assert sorted(before) == sorted(official.values())


def test_another_law_shows_both_houses_the_differences_and_what_the_votes_came_to(
    client: Client, elected: Reform
) -> None:
    page = get(client, f"{PAGE}?threshold=15&method=divisor/dhondt&seats=100")
    before, after = columns(page)
    assert houses(page) == [60, 100] and (sum(before), sum(after)) == (60, 100)
    assert after.count(0) > before.count(0)
    difference = next(b - a for a, b in zip(before, after, strict=True) if b > a)
    assert f'<td class="num">+{difference}</td>' in page
    assert "at least 15" in page and "1, 2, 3 and so on (D’Hondt)" in page


def test_what_a_law_leaves_open_is_told_with_its_reason(client: Client, elected: Reform) -> None:
    page = get(client, f"{PAGE}?threshold=90")
    assert houses(page) == [60] and "This law leaves the seats open:" in page and "no list clears the bar" in page


def test_draws_are_the_same_whenever_the_page_is_opened(client: Client, elected: Reform) -> None:
    first, again = (get(client, f"{PAGE}?threshold=5&spread=2") for _ in range(2))
    table = first[first.index('id="draws"') :]
    assert table == again[again.index('id="draws"') :]
    assert "The votes were drawn 1,000 times" in table and table.count("100.0") > 2


def test_a_comma_parts_decimals_where_the_language_writes_it_so(client: Client, elected: Reform) -> None:
    assert houses(get(client, f"{PAGE}?threshold=7,5", "ru")) == [60, 60]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("threshold=101", "101"),
        ("threshold=-1", "-1"),
        ("threshold=seven", "seven"),
        ("threshold=NaN", "NaN"),
        ("seats=0", "0"),
        ("seats=1000000000", "1000000000"),
        ("spread=99", "99"),
        ("method=lots", ""),
    ],
)
def test_what_is_absurd_is_refused_keeps_what_was_typed_and_costs_nothing(
    client: Client, elected: Reform, monkeypatch: pytest.MonkeyPatch, typed: str, kept: str
) -> None:
    monkeypatch.setattr(supposing, "outcome", lambda *_: pytest.fail("nothing may be computed"))
    page = get(client, f"{PAGE}?{typed}", status=400)
    assert 'class="err"' in page and f'value="{kept}"' in page and 'aria-invalid="true"' in page


def test_before_votes_are_published_there_is_nothing_to_suppose(
    client: Client, elected: Reform, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = elected.elections.matters["election/assembly-2026"]
    monkeypatch.setattr(one.tally, "votes", {})
    monkeypatch.setattr(reader, "reform", lambda: elected)
    assert "No votes for lists are published yet." in get(client, f"{PAGE}?threshold=5")
