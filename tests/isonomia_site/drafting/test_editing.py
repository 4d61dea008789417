"""The amendment editor: steps that are saved, texts that move, two editors at once, and an act at the end."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from isonomia.drafting import operations
from isonomia.drafting.acts import AmendmentTabled
from isonomia.drafting.contents import check_amendment
from isonomia.errors import ConflictError, InputError
from isonomia_site.drafting import services
from isonomia_site.drafting.composing import Standing
from isonomia_site.drafting.models import InWork
from isonomia_site.people.standing import standing
from isonomia_site.record import reader
from isonomia_site.record.keys import log_key, own_policy
from isonomia_site.record.models import Entry
from isonomia_site.reforms.services import enter_pack
from tests.isonomia_site.drafting.halls import HOME, MATTER, mysal_without_proposals, secretary
from tests.isonomia_site.halls import Databases, DemoRecord, attach, attached
from tests.isonomia_site.people.officers import Officer

WHY = {
    "act": "mysal/act/2027-02-01/amendments",
    "tabled_on": "2026-11-10",
    "basis": "Protocol 2",
    "reasons_kk": "Елорда екеу болсын.",
    "reasons_ru": "Пусть столиц будет две.",
    "reasons_en": "Let there be two capitals.",
    "proposals": "proposal/p-7f3k9q",
}
WAY = {"way": "substitute_text", "day": "2027-07-01", "event": "", "point": "1"}
NEW = {"kk": "Жаңақала", "ru": "Новоград", "en": "Newtown"}


@pytest.fixture(scope="module")
def prepared(
    built: DemoRecord,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> tuple[str, Officer]:
    """A database with an open draft, and somebody of the secretariat; it is copied, never changed."""
    pack = mysal_without_proposals()
    with django_db_blocker.unblock():
        database = databases.new(built.empty)
        with attached(database):
            enter_pack(pack, own_policy(log_key(tmp_path_factory.mktemp("desk") / "log.key", pack.manifest.origin)))
            return database, secretary()


@pytest.fixture
def desk(
    prepared: tuple[str, Officer],
    built: DemoRecord,
    databases: Databases,
    django_db_blocker: DjangoDbBlocker,
    settings: Settings,
) -> Iterator[Officer]:
    """Somebody of the secretariat at an open draft; acts need no second factor here: that has its own tests."""
    settings.ISONOMIA_SECOND_FACTOR = False
    template, one = prepared
    with django_db_blocker.unblock():
        database = databases.new(template)
        attach(database)
        client = Client()
        client.force_login(one.account)
        yield replace(one, client=client)
        attach(built.database)
        databases.drop(database)


def text(answer: object) -> str:
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page's last form, without the token of the session."""
    form = re.findall(r"<form method=\"post\".*?</form>", page, re.DOTALL)
    found = [one for one in form if 'name="seen"' in one or 'class="stack" novalidate' in one] or form
    fields = re.findall(r'<input type="hidden" name="(version|seen|seen_place)" value="([^"]*)"', found[-1])
    return dict(fields)


def state() -> Standing:
    reform = services.replayed()
    return Standing.of(reform, reform.drafting.drafts[MATTER], reader.acts_of(MATTER))


def begun(client: Client, eid: str = "art_3__part_1") -> str:
    """Begin an amendment of one unit; return its address."""
    home = client.post(f"{HOME}new/")["Location"]
    base = state().bases["en"]
    uid = base.by_eid[eid].uid
    one = base.by_uid[uid]
    around = uid if one.kind == "article" else one.parent
    assert f'value="{uid}"' in text(client.get(f"{home}unit/?in={around}"))
    answer = client.post(f"{home}unit/", {"target": uid})
    assert answer["Location"].endswith("/1/")
    return str(home)


def sent(client: Client, address: str, **typed: str) -> HttpResponse:
    """Fill in a step as the page stands now."""
    return client.post(address, {**hidden(text(client.get(address))), **typed})  # type: ignore[return-value]


def old_words() -> dict[str, str]:
    base = state().bases
    return {language: one.by_eid["art_3__part_1"].text.split()[-1].rstrip(".") for language, one in base.items()}


def typed_words(count: str = "1", **changes: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for language, old in old_words().items():
        found |= {f"old_{language}": old, f"new_{language}": NEW[language], f"count_{language}": count}
    return {**found, **changes}


def written(client: Client) -> str:
    """An amendment that is complete; return its address."""
    home = begun(client)
    assert sent(client, home, **WHY).status_code == 302
    assert sent(client, f"{home}1/", **WAY).status_code == 302
    assert sent(client, f"{home}1/words/", **typed_words(), check="1")["Location"] == f"{home}check/"
    return home


def tabled(client: Client, home: str) -> HttpResponse:
    page = text(client.get(f"{home}check/"))
    return client.post(f"{home}check/", hidden(page))  # type: ignore[return-value]


def test_an_amendment_goes_from_the_list_of_articles_to_the_record(desk: Officer) -> None:
    client = desk.client
    assert "A second draft" in text(client.get("/en/desk/drafts/"))
    home = written(client)
    page = text(client.get(f"{home}check/"))
    assert "<ins>Newtown</ins>" in page and "<ins>Новоград</ins>" in page and page.count("<del>") == 3
    russian = text(client.get(f"{home}check/".replace("/en/", "/ru/")))
    assert "<h3>Article 3. The capital › part 1</h3>" in page and "<h3>Статья 3. Столица › часть 1</h3>" in russian
    place = len(reader.acts_of(MATTER))
    answer = tabled(client, home)
    assert answer["Location"] == f"{HOME}?entered={place}"
    act = reader.acts_of(MATTER)[-1]
    body = act.body
    assert isinstance(body, AmendmentTabled) and act.actor.role == "secretariat"
    assert body.proposals == ("proposal/p-7f3k9q",) and len(body.reasons) == 3
    data = reader.blobs()[body.operations_file.sha256]
    (one,) = operations.read(data.splitlines())
    assert [each.language for each in one.words] == ["kk", "ru", "en"]
    assert check_amendment(body, data, state().bases.values()) == ()
    assert not InWork.objects.exists()
    assert "It was entered" in text(client.get(answer["Location"]))
    assert client.get(home).status_code == 404


@pytest.mark.parametrize("place", ["9" * 5000, "\u00b2", "-1", "999999999"])
def test_a_place_that_is_none_shows_the_draft_alone(desk: Officer, place: str) -> None:
    answer = desk.client.get(HOME, {"entered": place})
    assert answer.status_code == 200 and "It was entered" not in text(answer)


def test_what_is_missing_is_said_and_nothing_is_tabled(desk: Officer) -> None:
    home = begun(desk.client)
    page = text(desk.client.get(f"{home}check/"))
    assert "No reasons in:" in page and "It can be tabled once" in page
    sent(desk.client, home, **WHY)
    sent(desk.client, f"{home}1/", **WAY)
    sent(desk.client, f"{home}1/words/", **typed_words(old_kk="", new_kk=""))
    page = text(desk.client.get(f"{home}check/"))
    assert "No words in: Қазақша" in page and "<ins>Newtown</ins>" in page
    before = Entry.objects.count()
    work = home.rstrip("/").rpartition("/")[2]
    found = services.found(MATTER, work)
    assert found is not None
    with pytest.raises(InputError):
        services.table(standing(desk.person), MATTER, work, seen=found[1], seen_place=state().place)
    assert Entry.objects.count() == before and services.found(MATTER, work) == found


@pytest.mark.parametrize(("changes", "says"), [({"count": "2"}, "1"), ({"old_en": "Ortalik"}, "Ortalyk")])
def test_the_check_tells_the_faults_of_the_law_with_the_nearest_match(
    desk: Officer, changes: dict[str, str], says: str
) -> None:
    home = written(desk.client)
    sent(desk.client, f"{home}1/words/", **typed_words(**changes))
    page = text(desk.client.get(f"{home}check/"))
    assert "The law finds faults" in page and says in page and "Table this amendment" not in page
    assert f'href="{home}1/words/"' in page
    times = "0" if "old_en" in changes else "1"
    assert f"stand in its own line now: {times}" in text(desk.client.get(f"{home}1/words/"))


def test_languages_that_are_built_otherwise_are_a_fault(desk: Officer) -> None:
    home = begun(desk.client, "art_1__para_2")
    sent(desk.client, home, **WHY)
    sent(desk.client, f"{home}1/", **{**WAY, "way": "insert_after"})
    lines = {"text_kk": "3. Бір.\n4. Екі.", "text_ru": "3. Раз.", "text_en": "3. One.\n4. Two."}
    sent(desk.client, f"{home}1/words/", **lines)
    page = text(desk.client.get(f"{home}check/"))
    assert "The law finds faults" in page
    sent(desk.client, f"{home}1/words/", **{**lines, "text_ru": "3. Раз.\n4. Два."})
    assert "Table this amendment" in text(desk.client.get(f"{home}check/"))


def another(client: Client, *, accepted: bool, day: str = "2027-01-01", more: str = "-2") -> None:
    """Another amendment of the same unit is tabled, and accepted if so wanted."""
    home = begun(client)
    sent(client, home, **WHY)
    sent(client, f"{home}1/", **{**WAY, "day": day, "point": "9"})
    words = typed_words(**{f"new_{one}": f"{old}{more}" for one, old in old_words().items()})
    sent(client, f"{home}1/words/", **words)
    assert tabled(client, home).status_code == 302
    place = state().place - 1
    if accepted:
        counts = {"votes_for": "9", "against": "0", "abstained": "0", "present": "9", "members": "9"}
        voted = sent(client, f"{HOME}{place}/voted/", day="2026-11-12", basis="Protocol 3", **counts)
        assert voted.status_code == 302, text(voted)
        said = {f"words_{one}": "yes" for one in NEW}
        answer = sent(client, f"{HOME}{place}/accepted/", day="2026-11-12", basis="Protocol 3", **said)
        assert answer.status_code == 302, text(answer)


def test_an_amendment_that_breaks_a_reference_cannot_be_tabled(desk: Officer) -> None:
    another(desk.client, accepted=True, more=", Article 9")
    home = begun(desk.client, "art_9")
    sent(desk.client, home, **WHY)
    sent(desk.client, f"{home}1/", **{**WAY, "way": "remove"})
    sent(desk.client, f"{home}1/words/", check="1")
    page = unescape(text(desk.client.get(f"{home}check/")))
    assert "References that would no longer lead where they led" in page and "Table this amendment" not in page
    assert "Ortalyk, Article 9." in page and "the reference led to: Article 9: Article 9. Land and water" in page
    work, place = home.rstrip("/").rpartition("/")[2], state().place
    found = services.found(MATTER, work)
    assert found is not None
    with pytest.raises(InputError):
        services.table(standing(desk.person), MATTER, work, seen=found[1], seen_place=place)
    assert state().place == place


def test_a_text_that_moved_on_is_shown_beside_what_was_seen_and_nothing_typed_is_lost(desk: Officer) -> None:
    home = begun(desk.client)
    sent(desk.client, home, **WHY)
    sent(desk.client, f"{home}1/", **WAY)
    page = text(desk.client.get(f"{home}1/words/"))
    another(desk.client, accepted=True)
    typed = typed_words(new_en="Newtown, typed with care")
    answer = desk.client.post(f"{home}1/words/", {**hidden(page), **typed})
    shown = text(answer)
    assert answer.status_code == 409 and "The text has moved on" in shown
    assert "Newtown, typed with care" in shown and "Ortalyk." in shown and "Ortalyk-2." in shown
    assert not services.in_work(MATTER)[0][1].pieces[0].words
    again = desk.client.post(f"{home}1/words/", {**hidden(shown), **typed})
    assert again.status_code == 302
    page = text(desk.client.get(f"{home}check/"))
    assert "moved on" not in page and "Table this amendment" in page and "mysal-2027/" in page
    assert tabled(desk.client, home).status_code == 302


def test_what_was_saved_before_the_text_moved_is_not_tabled_until_it_is_confirmed(desk: Officer) -> None:
    home = written(desk.client)
    page = text(desk.client.get(f"{home}check/"))
    another(desk.client, accepted=False, day="2027-08-01")
    answer = desk.client.post(f"{home}check/", hidden(page))
    assert answer.status_code == 409
    assert "Somebody else was first" in text(answer) and "The text has moved on" in text(answer)
    assert "Table this amendment" not in text(answer)
    sent(desk.client, f"{home}1/words/", **typed_words())
    assert tabled(desk.client, home).status_code == 302


def test_two_editors_see_both_versions_and_neither_overwrites(desk: Officer) -> None:
    home = begun(desk.client)
    sent(desk.client, f"{home}1/", **WAY)
    page = text(desk.client.get(f"{home}1/words/"))
    assert sent(desk.client, f"{home}1/words/", **typed_words(new_en="Firsttown")).status_code == 302
    answer = desk.client.post(f"{home}1/words/", {**hidden(page), **typed_words(new_en="Secondtown")})
    shown = text(answer)
    assert answer.status_code == 409 and "Firsttown" in shown and "Secondtown" in shown
    assert services.in_work(MATTER)[0][1].pieces[0].words["en"]["new"] == "Firsttown"
    again = {**hidden(shown), **typed_words(new_en="Secondtown")}
    assert desk.client.post(f"{home}1/words/", again).status_code == 302
    assert services.in_work(MATTER)[0][1].pieces[0].words["en"]["new"] == "Secondtown"


def test_what_is_typed_for_an_amendment_that_is_gone_is_shown_again(desk: Officer) -> None:
    home = written(desk.client)
    page = text(desk.client.get(home))
    assert tabled(desk.client, home).status_code == 302
    answer = desk.client.post(home, {**hidden(page), **WHY, "reasons_en": "typed with care"})
    assert answer.status_code == 409 and "typed with care" in text(answer)


def test_of_two_who_table_at_once_one_is_refused_and_keeps_the_papers(desk: Officer) -> None:
    first, second = written(desk.client), written(desk.client)
    place = state().place
    works = [one.rstrip("/").rpartition("/")[2] for one in (first, second)]
    versions = [found[1] for one in works if (found := services.found(MATTER, one))]
    services.table(standing(desk.person), MATTER, works[0], seen=versions[0], seen_place=place)
    with pytest.raises(ConflictError):
        services.table(standing(desk.person), MATTER, works[1], seen=versions[1], seen_place=place)
    assert [work for work, _ in services.in_work(MATTER)] == [works[1]]
    assert state().place == place + 1


def test_a_stale_page_of_a_decision_loses_nothing_and_the_law_refuses_with_reasons(desk: Officer) -> None:
    another(desk.client, accepted=False)
    place = state().place - 1
    address = f"{HOME}{place}/accepted/"
    page = text(desk.client.get(address))
    said = {"day": "2026-11-12", "basis": "Protocol 3", **{f"words_{one}": "with care" for one in NEW}}
    refused = sent(desk.client, address, **said)
    assert refused.status_code == 403 and "This was not entered" in text(refused)
    talked = sent(desk.client, f"{HOME}{place}/discussed/", **said)
    assert talked.status_code == 302
    answer = desk.client.post(f"{HOME}{place}/rejected/", {**hidden(page), **said})
    assert answer.status_code == 409 and text(answer).count(">\nwith care</textarea>") == 3
    assert sent(desk.client, f"{HOME}{place}/withdrawn/", **said).status_code == 302
    assert state().draft.amendments[f"mysal-2027/{place + 1}"].state == "withdrawn"


def test_an_amending_law_gives_suggestions_that_a_person_takes_one_by_one(desk: Officer) -> None:
    home = desk.client.post(f"{HOME}new/")["Location"]
    old = old_words()
    law = {
        "law_ru": f"1) в статье 3 слово «{old['ru']}» заменить словом «Новоград»;\n2) сделать всё иначе.",
        "law_day": "2027-07-01",
        "law_kk": "",
        "law_en": "",
    }
    assert sent(desk.client, f"{home}law/", **law).status_code == 302
    page = text(desk.client.get(f"{home}law/"))
    assert "suggestion" in page and "Not understood" in page and "сделать всё иначе" in page
    assert not services.in_work(MATTER)[0][1].pieces
    (id,) = re.findall(r'name="take" value="([^"]+)"', page)
    assert desk.client.post(f"{home}law/", {"take": id}).status_code == 302
    (piece,) = services.in_work(MATTER)[0][1].pieces
    assert piece.words == {"ru": {"old": old["ru"], "new": "Новоград", "count": "1"}}
    assert "taken over" in text(desk.client.get(f"{home}law/"))
    assert "No words in: Қазақша" in text(desk.client.get(home))


def test_an_operation_is_removed_and_an_amendment_in_work_is_given_up(desk: Officer) -> None:
    home = begun(desk.client)
    assert desk.client.post(f"{home}1/remove/").status_code == 302
    assert services.in_work(MATTER)[0][1].pieces == ()
    assert desk.client.post(f"{home}delete/", {"version": "1"}).status_code == 409
    page = text(desk.client.get(home))
    assert desk.client.post(f"{home}delete/", hidden(page)).status_code == 302
    assert services.in_work(MATTER) == []


def made_of(client: Client, eid: str, way: str, **typed: str) -> tuple[operations.AnyOperation, str]:
    """Write an amendment of one operation, table it; return the operation and the page of its check."""
    home = begun(client, eid)
    sent(client, home, **WHY)
    sent(client, f"{home}1/", **{**WAY, "way": way})
    answer = sent(client, f"{home}1/words/", **typed, check="1")
    assert answer.status_code == 302, text(answer)
    page = text(client.get(f"{home}check/"))
    assert tabled(client, home).status_code == 302, page
    body = reader.acts_of(MATTER)[-1].body
    assert isinstance(body, AmendmentTabled)
    data = reader.blobs()[body.operations_file.sha256]
    assert check_amendment(body, data, state().bases.values()) == ()
    (one,) = operations.read(data.splitlines())
    return one, page


@pytest.mark.parametrize(
    ("way", "where", "eid", "beside"),
    [
        ("move_after", "after", "art_1__para_1", "art_1__para_2"),
        ("move_before", "before", "art_1__para_2", "art_1__para_1"),
        ("move_append", "append", "art_3__part_1", "art_2"),
    ],
)
def test_a_unit_is_moved_beside_one_that_is_chosen(desk: Officer, way: str, where: str, eid: str, beside: str) -> None:
    base = state().bases["en"]
    one, page = made_of(desk.client, eid, way, beside=base.by_eid[beside].uid)
    assert isinstance(one, operations.Move) and (one.where, one.beside) == (where, base.by_eid[beside].uid)
    assert "The law finds faults" not in page


HALVES = {"kk": "және", "ru": "и через", "en": "and through"}


def test_a_line_is_divided_by_the_first_words_of_the_second_unit(desk: Officer) -> None:
    typed = {f"second_{one}": words for one, words in HALVES.items()}
    one, page = made_of(desk.client, "art_1__para_2", "split", number="3", **typed)
    assert isinstance(one, operations.Split) and one.number == "3"
    assert "3. and through the bodies that they elect." in re.sub(r"<[^>]+>", "", page)
    assert [each.gap for each in one.words] == [" "] * 3 and {each.mark for each in one.words} == {"3. "}


def test_the_unit_after_is_joined_and_is_shown_before_that(desk: Officer) -> None:
    home = begun(desk.client, "art_2__part_1")
    sent(desk.client, f"{home}1/", **{**WAY, "way": "join"})
    base = state().bases["en"]
    page = unescape(text(desk.client.get(f"{home}1/words/")))
    assert "Joined to it:" in page and base.by_eid["art_2__part_2"].line in page
    one, page = made_of(desk.client, "art_2__part_1", "join")
    assert isinstance(one, operations.Join) and one.second == base.by_eid["art_2__part_2"].uid
    assert {each.gap for each in one.words} == {" "}


@pytest.mark.parametrize("words", ["nowhere there", "The people exercise"])
def test_words_that_cannot_begin_a_second_unit_are_told_and_kept(desk: Officer, words: str) -> None:
    home = begun(desk.client, "art_1__para_2")
    sent(desk.client, home, **WHY)
    sent(desk.client, f"{home}1/", **{**WAY, "way": "split"})
    typed = {f"second_{one}": HALVES[one] for one in HALVES} | {"second_en": words}
    assert sent(desk.client, f"{home}1/words/", **typed).status_code == 400
    assert sent(desk.client, f"{home}1/words/", number="3", **typed).status_code == 302
    page = unescape(text(desk.client.get(f"{home}check/")))
    assert "The law finds faults" in page and words in page and "Table this amendment" not in page
    assert f">\n{words}</textarea>" in text(desk.client.get(f"{home}1/words/"))


def test_a_place_that_is_none_is_refused_and_what_follows_nothing_is_a_fault(desk: Officer) -> None:
    base = state().bases["en"]
    home = begun(desk.client, "art_1__para_2")
    sent(desk.client, home, **WHY)
    sent(desk.client, f"{home}1/", **{**WAY, "way": "move_append"})
    for uid in ("", "nothing", base.by_eid["art_1__para_2"].uid):
        assert sent(desk.client, f"{home}1/words/", beside=uid).status_code == 400
    sent(desk.client, f"{home}1/", **{**WAY, "way": "join"})
    sent(desk.client, f"{home}1/words/")
    assert "The law finds faults" in text(desk.client.get(f"{home}check/"))
