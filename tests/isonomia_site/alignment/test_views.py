"""The board of laws and the ledger of promises: each number is the law's, on any day, in every language."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from msgspec import structs

from isonomia.alignment.acts import DueTerm, NeedStated
from isonomia.packs.loading import folder, load
from isonomia.reform.road import Reform
from isonomia.rulebook.loading import shipped
from isonomia.wording import say
from isonomia_site.alignment import presenting
from isonomia_site.record import reader

pytestmark = pytest.mark.django_db
DAYS = ("2022-12-01", "2024-01-15", "2026-11-21")


def get(client: Client, path: str, status: int = 200) -> str:
    """A page as text."""
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def mysal(monkeypatch: pytest.MonkeyPatch) -> Reform:
    """The record of the invented country, for the pages to read."""
    pack = load(folder("mysal"))
    acts = [structs.replace(act, index=index) for index, act in enumerate(pack.acts)]
    reform = Reform.after(acts, {"mysal": shipped("mysal")}, pack.blobs)
    monkeypatch.setattr(reader, "reform", lambda: reform)
    return reform


@pytest.mark.parametrize("day", DAYS)
def test_the_board_shows_the_numbers_of_the_law(client: Client, day: str) -> None:
    shown, state = get(client, f"/en/laws/?on={day}"), reader.reform().alignment
    progress = state.progress(date.fromisoformat(day))
    facts = re.findall(r"<dd>(.*?)</dd>", shown.split('<dl class="facts">')[1].split("</dl>")[0])
    wanted = [f"{one} of {progress.needed}" for one in (progress.adopted, progress.in_force)]
    assert facts == [*wanted, str(progress.overdue), str(progress.not_needed)]
    links = re.findall(rf'<h3><a href="/en/laws/([a-z0-9-]+)/\?on={day}"', shown)
    assert [f"law/{one}" for one in links] == [matter for matter, _ in state.board(date.fromisoformat(day))]
    assert f"isonomia alignment status RECORD --on {day}" in shown
    assert all(f"/en/record/entries/{law.stated.index}/" in shown for law in state.laws.values())


@pytest.mark.parametrize("day", DAYS)
def test_every_provision_stands_with_its_state(client: Client, day: str) -> None:
    on, reform = date.fromisoformat(day), reader.reform()
    board = presenting.board(reform, on)
    effects = reform.alignment.effects(on)
    bare = len(list(reform.uncarried(on)))
    assert board.states == {
        "applied": sum(one.applied is True for one in effects),
        "unapplied": sum(one.applied is False for one in effects),
        "unsure": sum(one.applied is None for one in effects),
        "bare": bare,
    }
    shown = get(client, f"/en/laws/?on={day}")
    assert bare and f"<dt>no law named</dt><dd>{bare} of {len(effects) + bare}</dd>" in shown


@pytest.mark.parametrize("day", DAYS)
def test_the_ledger_shows_what_the_law_makes_of_each_promise(client: Client, day: str) -> None:
    reform = reader.reform()
    ledger = reform.alignment.ledger(date.fromisoformat(day), reform.drafting.in_force)
    shown = get(client, f"/en/promises/?on={day}")
    words = {"kept": "Kept", "open": "Open", "in_force": "no evidence", "disputed": "evidence says otherwise"}
    cards = {one.split('"')[0]: one for one in shown.split('<li class="stack-s" id="')[1:]}
    assert list(cards) == [one.matter.partition("/")[2] for one in ledger]
    for one in ledger:
        card = cards[one.matter.partition("/")[2]]
        assert words[one.status] in card.split("</p>")[0]
        assert card.count("<tr>") == len(one.parts) + bool(one.parts)
        assert all(f"/en/record/entries/{part.act.index}/" in card for part in one.parts)


def test_a_law_shows_no_stage_before_its_day(client: Client) -> None:
    before, after = (get(client, f"/en/laws/kz-mass-media/?on={day}") for day in ("2024-07-01", "2024-08-20"))
    assert "Signed: 19" in before and "In force: 20" not in before
    assert "In force: 20" in after and "Its acts and their sources" in after


def test_without_a_day_it_is_that_of_the_signed_head(client: Client) -> None:
    assert f'value="{reader.head().signed.date()}"' in get(client, "/en/laws/")


@pytest.mark.parametrize("page", ["laws/", "laws/kz-mass-media/", "promises/"])
def test_what_is_no_day_is_refused_in_words(client: Client, page: str) -> None:
    assert "That is no day." in get(client, f"/en/{page}?on=2024-02-30", status=400)


def test_a_law_that_the_record_does_not_hold_is_not_found(client: Client) -> None:
    get(client, "/en/laws/no-such-law/", status=404)


@pytest.mark.parametrize(("language", "heading"), [("kk", "Масс-медиа"), ("ru", "масс-медиа"), ("en", "mass media")])
def test_titles_are_in_the_language_of_the_reader(client: Client, language: str, heading: str) -> None:
    for page in ("laws/", "laws/kz-mass-media/", "promises/"):
        assert heading.casefold() in get(client, f"/{language}/{page}").casefold()


def test_few_questions_are_put_to_the_database(client: Client) -> None:
    reader.reform()
    for page in ("laws/", "laws/kz-mass-media/", "promises/"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            get(client, f"/en/{page}")
        assert len(asked) <= 4, page


@pytest.mark.usefixtures("mysal")
def test_an_overdue_law_stands_first_and_one_not_needed_says_why(client: Client) -> None:
    shown = get(client, "/en/laws/?on=2026-04-01")
    cards = shown.split('<li class="stack-s">')[1:]
    assert "law on elections" in cards[0] and "Overdue" in cards[0] and "Assembly of Mysal" in cards[0]
    assert "Overdue" not in cards[1] + cards[2]
    assert "Only the heading of the article changed" in cards[2]
    assert "Overdue" not in get(client, "/en/laws/?on=2025-12-31").split('id="laws"')[1].split("<li")[1]
    assert ">Kept<" in get(client, "/en/promises/?on=2026-04-01")


def test_a_record_without_laws_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "reform", lambda: Reform.after([], {}))
    assert "The record holds no laws" in get(client, "/en/laws/")
    assert "The record holds no promises" in get(client, "/en/promises/")


@pytest.mark.parametrize(
    ("since", "shown"),
    [
        ("1995-09-05", ("4 September 1997", "art. 92(2)")),
        ("2026-07-01", ("not known", "the Constitution of 2026 sets no term")),
        ("2022", ("not known", "the event is known as 2022 only, not as a day")),
    ],
)
def test_a_law_that_is_due_by_a_term_of_the_rulebook_shows_the_term_and_what_it_lacks(
    client: Client, monkeypatch: pytest.MonkeyPatch, since: str, shown: tuple[str, ...]
) -> None:
    pack = load(folder("kazakhstan-2022"))
    first = next(act for act in pack.acts if isinstance(act.body, NeedStated))
    body = structs.replace(first.body, due=DueTerm(rule="alignment.law", since=since))
    reform = Reform(rulebooks={"kz": shipped("kz")})
    reform.alignment.admit(structs.replace(first, body=body, index=0), reform.rulebook())
    monkeypatch.setattr(reader, "reform", lambda: reform)
    slug = first.matter.partition("/")[2]
    for language in ("en", "ru", "kk"):
        for path in (f"/{language}/laws/?on=2024-01-15", f"/{language}/laws/{slug}/?on=2024-01-15"):
            page = get(client, path).replace("\N{NO-BREAK SPACE}", " ")
            assert say("rule.alignment.law", language) in page
            assert language != "en" or all(words in page for words in shown)
            assert ('class="flag"' in page) is (since == "1995-09-05")
