"""The pages of an election: seats, lists and districts as the law gives them, in every language."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from msgspec import structs

from isonomia.elections.election import Election
from isonomia.elections.rules import Body
from isonomia.packs.loading import folder, load
from isonomia.reform.road import Reform
from isonomia.rulebook.law import Unknown
from isonomia.rulebook.loading import shipped
from isonomia_site.elections.hemicycle import hemicycle
from isonomia_site.record import reader

pytestmark = pytest.mark.django_db
SLUG = "assembly-2026"


@pytest.fixture(scope="module")
def mysal() -> tuple[Reform, Reform]:
    """The invented country after its election, and before the lot was drawn."""
    pack = load(folder("mysal"))
    acts = [structs.replace(act, index=index) for index, act in enumerate(pack.acts)]
    lot = next(at for at, act in enumerate(acts) if act.act == "elections.lot_drawn")
    rulebooks = {"mysal": shipped("mysal")}
    return Reform.after(acts, rulebooks, pack.blobs), Reform.after(acts[:lot], rulebooks, pack.blobs)


@pytest.fixture
def elected(mysal: tuple[Reform, Reform], monkeypatch: pytest.MonkeyPatch) -> Reform:
    """The pages read the record after the election."""
    monkeypatch.setattr(reader, "reform", lambda: mysal[0])
    return mysal[0]


def get(client: Client, path: str, language: str = "en", status: int = 200) -> str:
    """A page as text."""
    response = client.get(f"/{language}/elections/{SLUG}/{path}")
    assert response.status_code == status
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_house_is_drawn_with_as_many_dots_as_its_table_has_seats(
    client: Client, elected: Reform, language: str
) -> None:
    page = get(client, "", language)
    assert len(re.findall(r'<circle class="of-\d"', page)) == 100 and 'class="of-0"' not in page
    seats = [int(one) for one in re.findall(r'<td class="num"><b>(\d+)</b></td>', page)]
    assert sum(seats) == 100


def test_lists_are_shown_with_bar_base_quotients_and_the_lot(client: Client, elected: Reform) -> None:
    page = get(client, "lists/")
    assert "at least 3 %" in page and "19,200 of 640,000 votes" in page
    assert "Below the bar: no seats." in page and "Broken by: lot. Given to: Lamp." in page
    assert "1, 3, 5 and so on (Sainte-Laguë)" in page and "Against all: 30,699" in page
    assert "12 of 22, needed 7 (met)" in page


def test_before_the_lot_a_seat_is_nobodys(
    client: Client, mysal: tuple[Reform, Reform], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "reform", lambda: mysal[1])
    page = get(client, "")
    assert page.count('<circle class="of-0"') == 1 and "99 of 100 seats are won" in page
    assert "have exactly the same claim to this many seats: 1" in page
    assert "Exactly equal, and not broken yet: Lamp, Union of Towns." in get(client, "lists/")


def test_every_district_shows_who_stood_and_who_was_elected(client: Client, elected: Reform) -> None:
    page = get(client, "districts/")
    assert page.count(">elected<") == 40 and page.count(">no longer stood<") == 1


@pytest.mark.parametrize(
    ("path", "only"),
    [("", f"election/{SLUG}"), ("lists/", "elections.seats_by_lists"), ("districts/", "elections.winner_of_valid")],
)
def test_a_page_shows_the_command_that_computes_it_again(client: Client, elected: Reform, path: str, only: str) -> None:
    assert f"isonomia figures RECORD --only {only}</code>" in get(client, path)


def test_the_figures_of_an_election_are_called_by_its_lists_and_districts(client: Client, elected: Reform) -> None:
    page = client.get("/ru/figures/").content.decode()
    assert "Места по спискам: Вода и земля" in page and "Места по спискам: Дуб" in page
    assert "от внесённых в списки: Округ № 12" in page
    assert "ниже порога" in page and "преодолел порог" in page


def test_seats_of_districts_that_the_record_does_not_hold_are_not_left_out(client: Client) -> None:
    page = re.sub(r"\s+", " ", client.get("/en/elections/mazhilis-2023/").content.decode())
    assert "69 of 98 seats are won" in page and page.count('<circle class="of-0"') == 29
    assert "Districts that the law has, and of which the record holds nothing" in page


def test_what_no_source_says_of_a_list_is_not_known(client: Client) -> None:
    page = re.sub(r"\s+", " ", client.get("/en/elections/mazhilis-2023/lists/").content.decode())
    assert page.count("Registered: 15 February 2023; place in the order of registration: not known.") == 1
    assert page.count("Registered: not known; place in the order of registration: not known.") == 6


def test_elections_stand_among_the_votes_and_an_unknown_one_is_not_found(client: Client, elected: Reform) -> None:
    assert f"/en/elections/{SLUG}/" in client.get("/en/referendum/").content.decode()
    assert client.get("/en/elections/nothing/").status_code == 404


@pytest.mark.parametrize("seats", [1, 2, 9, 98, 145, 630])
def test_every_seat_has_a_place_of_its_own_within_the_picture(seats: int) -> None:
    picture = hemicycle(seats)
    assert len({(one.x, one.y) for one in picture.dots}) == seats
    xs, ys = [float(one.x) for one in picture.dots], [float(one.y) for one in picture.dots]
    assert min(xs) >= picture.radius and max(xs) <= picture.width - picture.radius
    assert min(ys) - picture.radius >= 0 and max(ys) <= picture.height
    near = (
        min(
            ((a.x, a.y) != (b.x, b.y)) and (float(a.x) - float(b.x)) ** 2 + (float(a.y) - float(b.y)) ** 2
            for at, a in enumerate(picture.dots)
            for b in picture.dots[:at][-40:]
        )
        if seats > 1
        else (2 * picture.radius) ** 2
    )
    assert near >= (1.5 * picture.radius) ** 2


def test_candidates_stand_under_public_ids_with_seats_vacancies_and_the_quota_in_numbers(
    client: Client, elected: Reform
) -> None:
    page = get(client, "candidates/")
    one = elected.elections.matters[f"election/{SLUG}"]
    assert all(f'href="/en/capacities/{id}/">{id}</a>' in page for id in each_person(one))
    assert "12 of 22, needed 7 (met)" in page and page.count(">holds a seat<") == 60
    left = next(iter(one.vacated))
    assert page.index(left) < page.index("Passed on 22 June 2026 to") and one.passed[left].body.to in page
    assert "art. 23(1)" in page and "district-12" in page
    assert "stays vacant until the next election" in page and "order of the list says who takes its seats" in page
    for language, said in (("kk", "Тізімде орынсыз қалғандар: 2"), ("ru", "Осталось в списке без места: 2")):
        assert said in get(client, "candidates/", language)
    # The groups of one person are nowhere on the page.
    assert page.count("women") == page.count(": women ") > 0


def each_person(one: Election) -> list[str]:
    return [each.candidate for line in one.standing.lists.values() for each in line.candidates]


def test_where_the_law_is_silent_on_a_list_without_people_or_on_rounding_the_page_says_so(
    client: Client, elected: Reform, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing = elected.elections.matters[f"election/{SLUG}"].standing
    silent = {key: Unknown(key, "not found") for key in ("elections.exhausted", "elections.quota_rounding")}
    law = replace(standing.body.law, found={**standing.body.law.found, **silent})
    monkeypatch.setattr(standing, "body", Body(law))
    page = get(client, "candidates/")
    assert "they are not limited by how many people it has" in page
    assert "12 of 22, needed 6 or 7, by how the share is rounded (met)" in page
