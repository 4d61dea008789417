"""The pages of the referendum: each number equals the figure, and bears its acts and its command."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from msgspec import structs

from isonomia.figures.catalogue import figures_of
from isonomia.referendum.state import Referendum
from isonomia.reform.road import Reform
from isonomia.rulebook.law import Rulebook
from isonomia_site.pages.templatetags.writing import number, percent
from isonomia_site.record import reader
from isonomia_site.referendum import presenting

pytestmark = pytest.mark.django_db
MATTER = "referendum/2022-06-05"
PAGE = f"/en/{MATTER}/"


def get(client: Client, path: str) -> str:
    """A page as text; it must be there."""
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("stage", ["preliminary", "final"])
def test_every_share_on_the_page_is_the_figure(client: Client, stage: str) -> None:
    shown = get(client, f"{PAGE}?stage={stage}")
    state = reader.reform().referendums[MATTER]
    shares = [one for one in figures_of(MATTER, state) if one.stage == stage and one.unit == "percent"]
    assert shares
    for one in shares:
        assert percent(one.value) in shown
        assert number(one.numerator) in shown and number(one.denominator) in shown
        assert f"isonomia figures RECORD --only {one.name}" in shown
        assert all(f"/en/record/entries/{act.index}/" in shown for act in one.acts)


def test_the_last_stage_is_shown_where_none_or_nonsense_is_asked(client: Client) -> None:
    pages = [get(client, f"{PAGE}{asked}") for asked in ("", "?stage=final", "?stage=<script>")]
    assert len({page.partition("<main")[2] for page in pages}) == 1
    assert not any("<script" in page for page in pages)


def test_the_misprint_is_named_with_its_only_repair(client: Client) -> None:
    shown = get(client, f"{PAGE}checks/")
    assert "20,696" in shown and "206,096" in shown
    assert "inform.kz" in shown and "kz.kursiv.media" in shown


def test_a_majority_that_one_person_stated_is_marked_so(client: Client) -> None:
    shown = get(client, PAGE)
    assert shown.count("Only reported by one person") == 12
    assert shown.count("Only a share was published, no count") == 4
    assert shown.count("Recomputed from a published share of a published number") == 1
    assert "One person, here: chair of the Central Referendum Commission." in shown
    assert "17 of 17" in shown and "12 of 17" in shown


def test_turnout_marks_conflicts_in_words_and_signs(client: Client) -> None:
    shown = get(client, f"{PAGE}turnout/")
    assert "sources differ:" in shown and "≠" in shown
    assert "cannot stand:</span> <s>77.28</s>" in shown
    assert "the sources differ and nothing settles it" in shown
    assert "Two measures, never subtracted." in shown


def test_rules_name_what_is_unknown(client: Client) -> None:
    shown = get(client, f"{PAGE}rules/")
    assert "More than half of registered voters must take part." in shown
    assert "At least two thirds of the territories must have a majority for yes." in shown
    assert "Constitutional Law of 2 November 1995 No. 2592" in shown
    assert "not found in the texts read" in shown
    assert "17 territories are counted." in shown


def test_a_vote_without_its_law_is_shown_and_not_decided(client: Client) -> None:
    shown = get(client, "/en/referendum/1995-08-30/")
    assert "nothing is decided on it" in shown
    get(client, "/en/referendum/1995-08-30/rules/")
    get(client, "/en/referendum/1995-08-30/checks/")
    assert client.get("/en/referendum/1995-08-30/turnout/").status_code == 404


@pytest.mark.parametrize("path", ["referendum/2099-01-01/", "referendum/x/", "referendum/2099-01-01/rules/"])
def test_an_unknown_vote_is_not_found(client: Client, path: str) -> None:
    assert client.get(f"/en/{path}").status_code == 404


@pytest.mark.parametrize("path", ["", "turnout/", "rules/", "checks/"])
def test_every_page_says_what_is_proved_and_what_is_not(client: Client, path: str) -> None:
    shown = get(client, f"{PAGE}{path}")
    assert "What this record proves" in shown and "What it does not prove" in shown
    assert "reconstruction from publications" in shown


@pytest.mark.parametrize("path", ["", "turnout/", "rules/", "checks/"])
def test_a_page_asks_the_database_little(client: Client, path: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        get(client, f"{PAGE}{path}")
    assert len(asked) <= 12


def test_only_reading_is_answered(client: Client) -> None:
    assert client.post(PAGE).status_code == 405


def test_a_vote_on_a_question_for_which_the_law_is_silent_is_not_read(kz: Rulebook, reform: Reform) -> None:
    entered = reform.referendums[MATTER].acts
    asked = structs.replace(entered[0], body=structs.replace(entered[0].body, question="new_constitution"))
    assert "wholly new constitution" in presenting.law_missing(Referendum.after([asked, *entered[1:]], kz))
    assert presenting.law_missing(reform.referendums[MATTER]) == ""
