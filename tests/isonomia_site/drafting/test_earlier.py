"""The same pages while something is open: an event, a draft that is worked on, a draft that became a new text."""

from io import BytesIO

import pytest
from django.test import Client
from django.utils.translation import override
from msgspec import structs
from pypdf import PdfReader

from isonomia.drafting import editions
from isonomia.packs.loading import folder, load
from isonomia.reform.road import Reform
from isonomia.rulebook.loading import shipped
from isonomia_site.drafting.reading import library
from isonomia_site.pages.templatetags.lawtext import event_name
from isonomia_site.record import reader
from tests.isonomia_site.drafting.test_views import get, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shows_earlier")]
TEXT = "texts/mysal-constitution/"


def test_an_open_event_is_said_to_be_open(client: Client) -> None:
    said = words_of(get(client, f"{TEXT}33/"))
    assert "Will read, once this event has happened: elections of the Assembly" in said
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


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_an_event_is_named_in_words(client: Client, language: str) -> None:
    for path in (f"{TEXT}33/", "drafts/mysal-2025/", "drafts/mysal-2025/amendments/mysal/assembly/"):
        assert "assembly_elections" not in words_of(get(client, path, language))
    with override("en"):
        assert event_name("first_sitting") == "the event that the record calls “first_sitting”"


def test_an_article_that_is_adopted_and_still_to_come_has_a_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = load(folder("mysal"))
    until = next(at for at, act in enumerate(pack.acts) if act.id == "mysal/adopted") + 1
    acts = [structs.replace(act, index=index) for index, act in enumerate(pack.acts[:until])]
    reform = Reform.after(acts, {"mysal": shipped("mysal")}, pack.blobs)
    monkeypatch.setattr(reader, "reform", lambda: reform)
    contents = get(client, TEXT)
    assert "Articles still to come" in contents and f'href="/en/{TEXT}12-2/"' in contents
    said = words_of(get(client, f"{TEXT}12-2/"))
    assert "Not yet in force" in said and "It will be in force from 10 September 2025." in said
    assert "1. Everyone may see and correct the data about themselves." in said
    assert "Point 2 of the amending act" in said and "Personal data need protection." in said
    for language in ("kk", "ru"):
        get(client, f"{TEXT}12-2/", language)
    get(client, f"{TEXT}999/", status=404)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_these_pages_are_there_in_each_language(client: Client, language: str) -> None:
    for path in ("drafts/", "drafts/mysal-open/", "drafts/mysal-new/", "drafts/mysal-new/correspondence/"):
        get(client, path, language)


def test_what_is_not_under_the_head_is_not_shown(client: Client) -> None:
    assert all(act.index is not None for matter in library().drafting.drafts for act in library().acts(matter))


def test_an_edition_with_broken_references_is_shown_as_unresolved(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = load(folder("mysal"))
    name = next(one for one, data in pack.blobs.items() if b'"day":"2026-03-22"' in data and b'"language":"en"' in data)
    edition = editions.read(pack.blobs[name])
    left = (editions.Left(uid=edition.by_eid["art_27__para_1"].uid, words="Article 99"),)
    blobs = {**pack.blobs, name: editions.write(structs.replace(edition, unresolved=left))}
    acts = [structs.replace(act, index=index) for index, act in enumerate(pack.acts)]
    reform = Reform.after(acts, {"mysal": shipped("mysal")}, blobs)
    monkeypatch.setattr(reader, "reform", lambda: reform)
    said = words_of(get(client, TEXT))
    assert "Published as unresolved" in said and "Article 27, point 1: Article 99" in said
