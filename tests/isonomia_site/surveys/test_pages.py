"""The pages of surveys: what sources printed, the houses against the result on one base, what is not disclosed."""

import html
import re

import pytest
from django.test import Client
from msgspec import structs

from isonomia.packs.loading import folder, load
from isonomia.reform.road import Reform
from isonomia.rulebook.loading import shipped
from isonomia_site.record import reader
from tests.isonomia.surveys.story import survey

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def reform() -> Reform:
    pack = load(folder("kazakhstan-2022"))
    acts = [structs.replace(act, index=index) for index, act in enumerate(pack.acts)]
    return Reform.after(acts, {"kz": shipped("kz")}, pack.blobs)


@pytest.fixture(autouse=True)
def read(reform: Reform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "reform", lambda: reform)


def get(client: Client, path: str = "", language: str = "en", status: int = 200) -> str:
    """A page as text."""
    response = client.get(f"/{language}/surveys/{path}")
    assert response.status_code == status
    return html.unescape(re.sub(r"\s+", " ", response.content.decode()))


def test_the_list_says_what_is_not_disclosed_and_is_found_from_the_votes(client: Client) -> None:
    page = get(client)
    assert page.count('<th scope="row">') == 4 and "±2" in page and "not disclosed" in page
    assert "/en/surveys/kz-2022-democracy/" in page and "of those who were asked" in page
    assert 'href="/en/surveys/"' in client.get("/en/referendum/").content.decode()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_houses_stand_against_the_result_on_one_base(client: Client, language: str) -> None:
    page = get(client, "kz-2022-democracy/", language).replace(",", ".")
    assert page.count('<circle class="f-y"') == 3 and "80.53" in page and "77.18" not in page
    errors = re.findall(r"<td class=\"num\" data-label=\"[^\"]*\">(-?[0-9.]+)</td>", page)
    assert errors == ["-1.13", "-3.83", "-5.73"]
    assert "isonomia figures RECORD --only referendum.yes_of_yes_plus_no" in page


def test_sources_that_differ_stand_side_by_side_and_a_misprint_is_no_error_of_the_house(client: Client) -> None:
    page = get(client, "kz-2022-socis-astana/")
    assert "76.7 (devdiscourse.com); 76.07 (el.kz)" in page and "-4.46" not in page
    assert "350,000" in page and "1 of the 11 items" in page and page.count("not disclosed") >= 10


def test_what_is_no_answer_of_the_ballot_gets_words_and_no_error(client: Client) -> None:
    page = get(client, "kz-2022-kaziss-may/")
    assert page.count("not comparable: quantity") == 3 and '<circle class="f-y"' not in page
    assert "3 of the 11 items" in page and "The house disclosed no question." in page


def test_a_survey_that_nobody_knows_is_not_found(client: Client) -> None:
    get(client, "nobody/", status=404)


def test_an_announced_survey_shows_its_questions_and_its_estimate(client: Client, reform: Reform) -> None:
    there = survey("announced", "fieldwork_closed", "data_published", "estimate_published")
    reform.surveys.matters["survey/announced-here"] = there
    page = get(client, "announced-here/")
    del reform.surveys.matters["survey/announced-here"]
    assert '<blockquote lang="en">How did you vote?</blockquote>' in page
    assert "95 % interval: 58.4 to 64.0" in page
