"""The same pages while something is open: an event, a draft that is worked on, a draft that became a new text."""

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from isonomia_site.drafting.reading import library
from tests.isonomia_site.drafting.test_views import get, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shows_earlier")]
TEXT = "texts/mysal-constitution/"


def test_an_open_event_is_said_to_be_open(client: Client) -> None:
    said = words_of(get(client, f"{TEXT}33/"))
    assert "Will read, once this event has happened: assembly_elections" in said
    assert "No act says that it has happened." in said
    assert "Sixty" in said.partition("What is still to come")[2]
    assert "In force: 8 of 10 operations." in get(client, "drafts/mysal-2025/")
    assert "Waits for events" in get(client, "drafts/mysal-2025/")


def test_a_draft_that_is_worked_on_shows_what_is_not_decided(client: Client) -> None:
    assert "Amendments tabled: 1; accepted: 0; not decided: 1." in words_of(get(client, "drafts/mysal-open/"))
    assert "No amendment is accepted" in get(client, "drafts/mysal-open/table/")
    assert client.get("/en/drafts/mysal-open/table.csv").status_code == 404
    shown = get(client, "drafts/mysal-open/amendments/mysal/open/")
    assert "proposal/mysal-1" in shown and "with the event" in shown
    assert "<b>" not in shown.partition("As proposed")[2].partition("</dd>")[0]
    assert "&amp; &lt;b&gt;" in shown and "<script" not in shown


def test_a_new_text_has_its_list_of_old_and_new(client: Client) -> None:
    said = words_of(get(client, "drafts/mysal-new/correspondence/"))
    assert "3 lines, 2 of them stated by a person or body" in said
    assert "Stated by: Working group , page 3" in said or "Stated by: Working group, page 3" in said
    assert "nothing: it is gone" in said
    assert "only a suggestion words in common: 6 of 8" in said
    assert "Old articles that it does not name:" in said
    assert "The amendments were replaced by a whole new text" in get(client, "drafts/mysal-new/")
    assert "Old and new articles" in get(client, "drafts/mysal-new/table/")


def test_the_list_of_old_and_new_is_handed_out_as_pdf(client: Client) -> None:
    answer = client.get("/en/drafts/mysal-new/correspondence.pdf")
    assert answer.status_code == 200 and "correspondence.pdf" in get(client, "drafts/mysal-new/correspondence/")
    said = " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages).split())
    for words in (
        "Stated by: Working group, page 3",
        "nothing: it is gone",
        "words in common: 6 of 8",
        "does not name:",
    ):
        assert words in said
    assert client.get("/en/drafts/mysal-open/correspondence.pdf").status_code == 404


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_these_pages_are_there_in_each_language(client: Client, language: str) -> None:
    for path in ("drafts/", "drafts/mysal-open/", "drafts/mysal-new/", "drafts/mysal-new/correspondence/"):
        get(client, path, language)


def test_what_is_not_under_the_head_is_not_shown(client: Client) -> None:
    assert all(act.index is not None for matter in library().drafting.drafts for act in library().acts(matter))
