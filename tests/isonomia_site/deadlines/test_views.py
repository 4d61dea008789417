"""The pages of legal days: terms, one deadline explained, the calendar of a year, the file for one's own."""

import re
from datetime import date

import pytest
from django.test import Client

from isonomia.deadlines.reckoning import reckon
from isonomia.deadlines.terms import Term
from isonomia.rulebook.law import Rulebook
from isonomia_site.record import reader

pytestmark = pytest.mark.django_db


def get(client: Client, path: str, status: int = 200) -> str:
    """A page as text; it must answer so."""
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode().replace("\u00a0", " ")


def test_every_term_is_listed_with_its_article_or_what_is_missing(client: Client, kz: Rulebook) -> None:
    shown = get(client, "/en/deadlines/")
    assert len(re.findall(r'<tr id="[a-z_.]+">', shown)) == len(kz.terms())
    assert shown.count("the law sets no term") == 5
    for key in kz.terms():
        assert f'<tr id="{key}">' in shown


def test_a_deadline_is_explained_with_every_day_skipped_by_name(client: Client) -> None:
    shown = get(client, "/en/deadlines/?rule=court.send_decision&day=2025-03-19")
    assert "Sending of the final decision: 31 March 2025" in shown
    assert shown.count("Nowruz Holiday") == 5
    assert "5 working day(s) after the decision was adopted" in shown
    assert "version 1 of 21 November 2026" in shown
    assert "isonomia deadlines explain court.send_decision --from 2025-03-19 --law kz" in shown
    assert '<option value="court.send_decision" selected>' in shown


def test_the_page_gives_the_day_of_the_law(client: Client, kz: Rulebook) -> None:
    for key in ("assembly.notice", "court.execution_bill", "appeals.petition_central"):
        term = kz.on(date(2026, 8, 31)).term(key)
        assert isinstance(term, Term)
        due = reckon(term, date(2026, 8, 31), kz.calendars[-1]).due
        assert f"{due.day} {due:%B %Y}" in get(client, f"/en/deadlines/?rule={key}&day=2026-08-31")


@pytest.mark.parametrize(
    ("language", "words"),
    [("ru", "День Республики"), ("kk", "Республика күні"), ("en", "Republic Day")],
)
def test_it_is_explained_in_each_language(client: Client, language: str, words: str) -> None:
    shown = get(client, f"/{language}/deadlines/?rule=assembly.notice&day=2026-10-28")
    assert words in shown
    assert not re.search(r"(event|rule|word|finding|deadline)\.[a-z_]+[^a-z_.<\" -]", re.sub(r"<[^>]*>", "", shown))


def test_laws_and_articles_are_said_in_russian(client: Client) -> None:
    shown = get(client, "/ru/deadlines/?rule=court.send_decision&day=2025-03-19")
    assert "«О Конституционном Суде», ст. 65, п. 1, пп. 1" in shown


def test_the_stricter_reading_and_what_is_not_sure_are_said(client: Client) -> None:
    shown = get(client, "/en/deadlines/?rule=assembly.notice&day=2026-10-28")
    assert "By a stricter reading, with so many full days in between, the last day is 19 October 2026." in shown
    assert "Days off moved by decree in 2026 were not found" in shown


def test_a_year_that_the_calendar_lacks_makes_it_provisional(client: Client) -> None:
    shown = get(client, "/en/deadlines/?rule=ombudsman.complaint&day=2027-12-20")
    assert "Provisional" in shown and "calendar lacks the year 2028" in shown


def test_where_the_law_of_that_day_is_unknown_the_page_says_so(client: Client) -> None:
    shown = get(client, "/en/deadlines/?rule=compensation.claim&day=2026-01-15")
    assert "On 15 January 2026 this rule is unknown:" in shown


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("rule=court.nothing&day=2025-03-19", "There is no such term"),
        ("rule=referendum.quorum&day=2025-03-19", "There is no such term"),
        ("rule=court.send_decision&day=19.03.2025", "Write it as"),
        ("rule=court.send_decision&day=", "Write it as"),
        ("rule=court.send_decision&day=20250319", "Write it as"),
        ("rule=court.send_decision&day=9999-12-31", "Write it as"),
        ("rule=<script>&day=<script>", "There is no such term"),
    ],
)
def test_a_wrong_question_is_answered_with_words(client: Client, query: str, words: str) -> None:
    shown = get(client, f"/en/deadlines/?{query}", 400)
    assert words in shown and "<script" not in shown


def test_the_calendar_of_a_year_lists_every_day_that_stands_out(client: Client, kz: Rulebook) -> None:
    calendar = kz.calendars[-1]
    for year in range(2022, 2028):
        shown = get(client, f"/en/deadlines/calendar/{year}/")
        worked = sum(day.year == year for day, _ in calendar.worked)
        assert f"{worked} working days" in shown
        assert shown.count('data-label="Kind"') == len(calendar.in_year(year))
        assert ("No decree that moves days off" in shown) == (year in calendar.open_years)
    assert "assumed" in get(client, "/en/deadlines/calendar/2026/")
    assert "суббота" in get(client, "/ru/deadlines/calendar/2024/").lower()


@pytest.mark.parametrize("path", ["calendar/2021/", "calendar/2028/", "court.nothing/2025-03-19/deadline.ics"])
def test_what_there_is_not_is_not_found(client: Client, path: str) -> None:
    get(client, f"/en/deadlines/{path}", 404)
    get(client, "/en/deadlines/court.admission/2025-03-19/deadline.ics", 404)
    get(client, "/en/deadlines/court.send_decision/2025-02-30/deadline.ics", 404)


def unfolded(data: bytes) -> dict[str, str]:
    """The lines of a calendar file by name, as a reader of it puts them together again."""
    text = data.decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    lines = text.replace("\r\n ", "").split("\r\n")
    return {line.partition(":")[0]: line.partition(":")[2] for line in lines if line}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_deadline_goes_into_anybodys_calendar(client: Client, language: str) -> None:
    response = client.get(f"/{language}/deadlines/court.send_decision/2025-03-19/deadline.ics")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "court.send_decision-2025-03-19.ics" in response.headers["Content-Disposition"]
    found = unfolded(response.content)
    assert (found["DTSTART;VALUE=DATE"], found["DTEND;VALUE=DATE"]) == ("20250331", "20250401")
    assert found["STATUS"] == "CONFIRMED"
    assert found["UID"] == "court.send_decision-2025-03-19-v1@isonomia"
    assert "art. 65(1)(1)" in found["DESCRIPTION"] and "\\n" in found["DESCRIPTION"] and "\\," in found["DESCRIPTION"]
    again = client.get(f"/{language}/deadlines/court.send_decision/2025-03-19/deadline.ics")
    assert again.content == response.content


def test_a_provisional_day_is_tentative_in_anybodys_calendar(client: Client) -> None:
    found = unfolded(client.get("/en/deadlines/ombudsman.complaint/2027-12-20/deadline.ics").content)
    assert found["STATUS"] == "TENTATIVE"


def test_the_pages_read_the_rulebook_of_the_record(client: Client) -> None:
    book = reader.reform().rulebook()
    assert book.calendars and "court.send_decision" in book.terms()


def test_the_rules_of_a_vote_are_those_of_the_referendum_alone(client: Client) -> None:
    shown = get(client, "/en/referendum/2022-06-05/rules/")
    assert 'id="referendum.quorum"' in shown and "court." not in shown and "appeals." not in shown
