"""The pages of texts and drafts: each number is the law's, each text the edition's, and nothing is shown by guess."""

import csv
import io
import re
import time
from datetime import date
from statistics import median

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from isonomia.drafting.comparison import compare
from isonomia.drafting.rules import ACCEPTED, majority_met
from isonomia.drafting.tables import comparative_table
from isonomia.wording import say
from isonomia_site.drafting.reading import library
from isonomia_site.pages.templatetags.lawtext import place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shows_mysal")]
TEXT = "texts/mysal-constitution/"
DRAFT = "drafts/mysal-2025/"
PAGES = (
    "texts/",
    TEXT,
    f"{TEXT}?on=2025-12-31",
    f"{TEXT}27/",
    f"{TEXT}27/?on=2025-09-10&compare=2001-03-01",
    f"{TEXT}33/?on=2025-10-01",
    f"{TEXT}12-1/",
    f"{TEXT}30/",
    "drafts/",
    DRAFT,
    f"{DRAFT}table/",
    f"{DRAFT}table/?in=kk+ru",
    f"{DRAFT}amendments/mysal/term/",
    f"{DRAFT}amendments/mysal/petitions/",
)
BUDGET = 12


def get(client: Client, path: str, language: str = "en", status: int = 200) -> str:
    """The main part of a page, as text."""
    response = client.get(f"/{language}/{path}")
    assert response.status_code == status
    return response.content.decode().partition("<main")[2]


def words_of(shown: str) -> str:
    """What a page says, without its tags, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", shown).split())


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there_in_each_language_without_script(client: Client, path: str, language: str) -> None:
    whole = client.get(f"/{language}/{path}")
    assert whole.status_code == 200
    text = whole.content.decode()
    assert f'<html lang="{language}"' in text
    assert "<script" not in text and "style=" not in text and "{%" not in text and "{{" not in text
    assert "<b>" in text.partition("<header")[2].partition("</header>")[0], "the mark of what is invented"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_the_database_little(client: Client, path: str) -> None:
    get(client, path)
    with CaptureQueriesContext(connection) as asked:
        get(client, path)
    assert len(asked) <= BUDGET


def test_an_article_is_shown_fast_once_it_was_read(client: Client) -> None:
    get(client, f"{TEXT}27/", "kk")
    taken = []
    for _ in range(9):
        begun = time.process_time()
        get(client, f"{TEXT}27/", "kk")
        taken.append(time.process_time() - begun)
    assert median(taken) < 0.05


@pytest.mark.parametrize(
    "path",
    [
        "texts/nothing/",
        f"{TEXT}999/",
        f"{TEXT}?on=yesterday",
        f"{TEXT}27/?on=2025-13-01",
        f"{TEXT}27/?compare=x",
        f"{TEXT}?on=1999-01-01",
        f"{TEXT}12-2/?on=2010-01-01",
        "drafts/nothing/",
        "drafts/nothing/table/",
        f"{DRAFT}amendments/nothing/",
        f"{DRAFT}correspondence/",
        f"{DRAFT}table.rtf",
        f"{DRAFT}table.exe",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    get(client, path, status=404)


def test_the_contents_hold_every_article_of_the_day(client: Client) -> None:
    for day in ("2001-03-01", "2026-03-22"):
        shown = get(client, f"{TEXT}?on={day}")
        edition = library().edition(library().drafting.texts["text/mysal-constitution"], date.fromisoformat(day), "en")
        assert edition
        linked = re.findall(rf'href="/en/{TEXT}([^/"]+)/\?on={day}">([^<]+)', shown)
        wanted = [(one.number, one.mark + (one.heading or one.text)) for one in edition.of_kind("article")]
        assert [(number, text) for number, text in linked] == wanted


def test_a_day_before_the_first_edition_shows_that_one_and_says_so(client: Client) -> None:
    assert "Its first edition is of 1 March 2001" in words_of(get(client, f"{TEXT}?on=1999-01-01", status=404))


def test_which_text_is_authentic_is_said(client: Client) -> None:
    assert "There is no official text in English: this is a translation." in get(client, f"{TEXT}27/")
    assert "The text in Kazakh is authentic." in get(client, f"{TEXT}27/?in=kk")
    assert "Статья 27" in get(client, f"{TEXT}27/?in=ru")
    assert "Article 27. Election" in get(client, f"{TEXT}27/?in=xx")


@pytest.mark.parametrize(("day", "words"), [("2001-03-01", "for six years"), ("2025-09-10", "for seven years")])
def test_an_article_reads_as_on_its_day(client: Client, day: str, words: str) -> None:
    shown = get(client, f"{TEXT}27/?on={day}")
    assert words in words_of(shown.partition("later")[0])
    assert f"/en/{TEXT}27/?on={day}&amp;in=en" in shown, "the permanent address"
    assert 'id="art_27__para_1"' in shown


def test_the_version_line_has_three_clocks_each_with_its_act(client: Client) -> None:
    said = words_of(get(client, f"{TEXT}33/"))
    held = library()
    clock = {one.operation.id: one.clock for one in held.behind("text/mysal-constitution")}["mysal-6b"]
    assert (str(clock.adopted), str(clock.in_force), str(clock.applied)) == ("2025-09-09", "2026-03-22", "2026-03-25")
    numbers = {act.id: act.index for matter in ("draft/mysal-2025",) for act in held.acts(matter)}
    applied = next(act for act, _ in held.drafting.texts["text/mysal-constitution"].applied)
    assert f"Adopted 9 September 2025 {numbers['mysal/adopted']} " in said
    event = "(event: assembly_elections ) "
    assert f"In force from 22 March 2026 {event}{numbers['mysal/force-elections']} " in said
    assert f"First applied 25 March 2026 {applied.index} " in said


def test_what_is_still_to_come_is_beside_the_text(client: Client) -> None:
    said = words_of(get(client, f"{TEXT}33/?on=2025-10-01"))
    assert "Will read from 22 March 2026" in said and "By an act of the record it fell on 22 March 2026." in said
    assert "Sixty" in said.partition("What is still to come")[2]
    assert "What is still to come" not in words_of(get(client, f"{TEXT}33/"))


def test_before_and_after_are_marked_in_words_and_signs(client: Client) -> None:
    shown = get(client, f"{TEXT}27/?on=2025-09-10&compare=2001-03-01")
    assert re.search(r'<del><span class="vh">\[deleted: </span>six<', shown)
    assert re.search(r'<ins><span class="vh">\[inserted: </span>seven<', shown)
    assert shown == get(client, f"{TEXT}27/?on=2025-09-10&compare=2001-03-01")
    assert "No word of this article differs" in get(client, f"{TEXT}1/?compare=2001-03-01")


def test_an_article_that_got_another_number_is_found_under_both(client: Client) -> None:
    old = get(client, f"{TEXT}12-1/")
    assert f'href="/en/{TEXT}11-1/"' in old and "this article has another number" in old
    assert f'/{TEXT}11-1/?on=2026-01-01"' in old, "the version line links it under the number of that day"
    absent = get(client, f"{TEXT}12-1/?on=2026-02-01", status=404)
    assert f"/en/{TEXT}11-1/?on=2026-02-01" in absent


def test_repealed_places_say_so(client: Client) -> None:
    assert "Repealed: only the place is left" in get(client, f"{TEXT}30/")
    assert "2. Repealed." in words_of(get(client, f"{TEXT}18/"))


def test_a_version_names_the_amendment_the_point_and_the_reason(client: Client) -> None:
    said = words_of(get(client, f"{TEXT}27/"))
    assert "Point 1a of the amending act" in said and "Why: One term is enough." in said


def test_the_draft_counts_what_the_law_counts(client: Client) -> None:
    shown = get(client, DRAFT)
    draft = library().drafting.drafts["draft/mysal-2025"]
    states = [one.state for one in draft.amendments.values()]
    said = words_of(shown)
    assert f"{len(states)} " in said and f"In force: {len(draft.operations())} of {len(draft.operations())}" in said
    facts = re.findall(r"<dt>([^<]+)</dt><dd><a [^>]+>([0-9]+)</a>", shown)
    wanted = {
        "amendments tabled": str(len(states)),
        "of them accepted": str(states.count(ACCEPTED)),
        "articles changed": str(table_of("ru").totals()["articles"]),
        "members of the working group": "21",
    }
    assert dict(facts) == wanted
    assert "/en/referendum/2025-09-07/" in shown
    numbers = {act.index for act in library().acts("draft/mysal-2025")}
    assert all(f"/en/record/entries/{number}/" in shown for number in numbers)


def test_votes_have_their_whole_and_the_rule_that_judges_them(client: Client) -> None:
    held = library()
    for name, amendment in held.drafting.drafts["draft/mysal-2025"].amendments.items():
        said = words_of(get(client, f"{DRAFT}amendments/{name}/"))
        for day, vote in amendment.votes:
            met = majority_met(vote, held.reform.rulebook().on(day))
            assert f"{vote.yes} of {vote.members} members {'majority met' if met else 'majority not met'}" in said
            assert "rule 4" in said
        if not amendment.votes:
            assert "No vote on it is in the record." in said


def table_of(*languages: str):  # type: ignore[no-untyped-def]
    held = library()
    draft = held.drafting.drafts["draft/mysal-2025"]
    text = held.drafting.texts["text/mysal-constitution"]
    days = date(2001, 3, 1), date(2026, 3, 22)
    pairs = [[held.edition(text, day, one) for day in days] for one in languages]
    return comparative_table([compare(*pair) for pair in pairs], held.accepted(draft))  # type: ignore[arg-type]


@pytest.mark.parametrize("languages", [("en",), ("kk", "ru")])
def test_the_table_has_the_rows_of_the_law(client: Client, languages: tuple[str, ...]) -> None:
    shown = get(client, f"{DRAFT}table/?in={'+'.join(languages)}")
    wanted = table_of(*languages)
    rows = re.findall(r'<tr id="row-(\d+)">.*?<th scope="row">([^<]+)<', shown, re.S)
    assert rows == [(str(one.number), place(one.path[-1].eid)) for one in wanted.rows]
    for count in wanted.totals().values():
        assert f"<dd>{count}</dd>" in shown
    texts = re.findall(r'<td class="law marks" lang="(\w+)"', shown)
    assert len(texts) == 2 * len(languages) * len(rows) and set(texts) == set(languages)
    assert shown.count('<th scope="col">') == 3 + 2 * len(languages)


def test_the_table_is_handed_out_as_files(client: Client) -> None:
    wanted = table_of("kk", "ru")
    answer = client.get(f"/ru/{DRAFT}table.csv?in=kk%2Bru")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == len(wanted.rows) + 1 and len(rows[0]) == 8
    assert rows[6][6] == "Одного срока достаточно.", "the reason is that of the amendment"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mysal-2025-kk-ru.csv"'
    for format, begins in (("odt", b"PK"), ("docx", b"PK")):
        once, again = (client.get(f"/en/{DRAFT}table.{format}") for _ in range(2))
        assert once.status_code == 200 and once.content.startswith(begins) and once.content == again.content


def test_what_anyone_needs_to_compute_it_again_is_linked(client: Client) -> None:
    for path in (f"{TEXT}27/", f"{DRAFT}table/", f"{DRAFT}amendments/mysal/term/"):
        shown = get(client, path)
        linked = set(re.findall(r'href="/log/(blob/sha256/[0-9a-f]{64})"', shown))
        assert linked, path
        assert all(client.get(f"/log/{one}").status_code == 200 for one in linked)
        assert {f"RECORD/{one}" for one in linked} >= set(re.findall(r"RECORD/blob/sha256/[0-9a-f]{64}", shown))


def test_an_amendment_shows_the_words_it_was_drafted_for(client: Client) -> None:
    shown = get(client, f"{DRAFT}amendments/mysal/term/")
    assert "In Article 27, point 1 some words are replaced:" in words_of(shown)
    assert "The President is elected by the citizens for six years." in words_of(shown)
    assert "Discussed on 3 March 2025: The length of the term was discussed." in words_of(shown)
    assert "One term makes power change hands." in shown


def test_the_menu_has_the_desk_where_the_record_has_its_acts(client: Client) -> None:
    menu = client.get("/en/").content.decode().partition("<main")[0]
    assert 'href="/en/drafts/"' in menu and 'href="/en/texts/"' in menu
    assert "Invented: this country does not exist" in menu


def test_only_reading_is_answered(client: Client) -> None:
    assert client.post(f"/en/{DRAFT}").status_code == 405


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_papers_of_a_text_an_article_and_a_table_are_handed_out(client: Client, language: str) -> None:
    for path, link in (
        (f"{TEXT}text.pdf?on=2025-09-10&in=kk", TEXT),
        (f"{TEXT}27/article.pdf?on=2025-09-10&in=kk", f"{TEXT}27/"),
        (f"{DRAFT}table.pdf?in=kk+ru", f"{DRAFT}table/"),
    ):
        answer = client.get(f"/{language}/{path}")
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        said = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
        assert say("paper.invented", language) in " ".join(said.split())
        assert f"{path.partition('?')[0]}?" in get(client, link, language)
    assert client.get(f"/en/{TEXT}999/article.pdf").status_code == 404
    assert client.get(f"/en/{TEXT}text.pdf?on=1999-01-01").status_code == 404
