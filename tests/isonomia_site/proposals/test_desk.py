"""The desk of working groups: from the queue to the answer, each doing by one form and one act."""

import html
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from isonomia.errors import ConflictError, InputError
from isonomia.proposals import acts
from isonomia.proposals.board import board_of
from isonomia.reform.road import Reform
from isonomia_site.entering.services import standing
from isonomia_site.permissions import as_author
from isonomia_site.proposals import desk_following, desk_queue, desk_services, services
from isonomia_site.proposals.desk_reading import dossier
from isonomia_site.proposals.desk_services import Letter
from isonomia_site.proposals.models import PublicText, Seat, Waiting
from isonomia_site.record import reader
from isonomia_site.record.models import Blob, Matter
from tests.isonomia_site.halls import Hall, attach
from tests.isonomia_site.people.officers import officer
from tests.isonomia_site.proposals.desks import (
    DESK,
    GROUP,
    WORK,
    Desk,
    entered,
    received,
    sat_down,
    sent,
    taken_up,
    text,
    today,
)

ONE_TERM = "Let nobody be president longer than one term of seven years."
WHY = " It was found that two terms of this length are too long for any one person."


@pytest.fixture(scope="module")
def sitting(first_mysal: Hall, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[str, Desk]]:
    """A database in which a secretary and two members have signed in; it is copied for each test."""
    with django_db_blocker.unblock():
        before = connection.settings_dict["NAME"]
        database = first_mysal.databases.new(first_mysal.database)
        attach(database)
        Waiting.objects.all().delete()
        made = sat_down()
        attach(before)
        yield database, made
        first_mysal.databases.drop(database)


@pytest.fixture
def mysal(
    first_mysal: Hall, sitting: tuple[str, Desk], tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[Hall]:
    """The same hall in a database of its own."""
    published, settings.ISONOMIA_PUBLISHED = settings.ISONOMIA_PUBLISHED, tmp_path / "log"
    shutil.copytree(first_mysal.published, tmp_path / "log")
    with django_db_blocker.unblock():
        before = connection.settings_dict["NAME"]
        database = first_mysal.databases.new(sitting[0])
        attach(database)
        cache.clear()
        yield replace(first_mysal, database=database, published=tmp_path / "log")
        attach(before)
        first_mysal.databases.drop(database)
    settings.ISONOMIA_PUBLISHED = published


@pytest.fixture
def desk(mysal: Hall, sitting: tuple[str, Desk], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Who sits at the desk of this hall; acts need no second factor here: that has its own tests."""
    monkeypatch.setattr(settings, "ISONOMIA_SECOND_FACTOR", False)
    return sitting[1]


def reasons(page: str) -> dict[str, str]:
    """The beginnings of the reasons that a form brings."""
    found = re.findall(r'<textarea name="(words_\w+)"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL)
    return {name: html.unescape(value) for name, value in found}


def decided(desk: Desk, demand: str, outcome: str = "accepted_in_substance", **rest: str) -> str:
    """Let the group decide on a demand."""
    query = f"?group={GROUP}&present=15&outcome={outcome}" + "".join(f"&{name}={value}" for name, value in rest.items())
    address = f"{DESK}demands/{demand}/decision/{query}"
    begun = reasons(text(desk.member.client.get(address)))
    typed = {**begun, "words_en": begun["words_en"] + WHY, "signatory": desk.capacities[0]}
    counts = {"in_favour": "10", "against": "4", "abstained": "1", "ground": "other_solution_chosen", "rule": "rule 5"}
    return entered(desk.member.client, address, **typed, **counts)


def test_a_proposal_goes_from_the_queue_to_its_answer(mysal: Hall, desk: Desk) -> None:
    number = received(ONE_TERM)
    desk_queue.mirror([f"proposal/{number}"])
    assert number in text(desk.secretary.client.get(DESK)) and number not in text(desk.member.client.get(DESK))
    taken_up(desk, number)
    assert number in text(desk.member.client.get(DESK))
    page = text(desk.member.client.get(f"{DESK}{number}/"))
    assert ONE_TERM in page and "Mark it as read" in page and "Take it up" not in page and 'accesskey="l"' in page
    entered(desk.member.client, f"{DESK}{number}/read/")
    back = entered(
        desk.member.client, f"{DESK}{number}/state/", words_en="One term", change="change", start="1", end="19"
    )
    assert "entered=" in back
    found = dossier(number)
    assert found is not None and len(found.demands) == 1
    demand = found.demands[0].matter.partition("/")[2]
    assert f"<mark>{ONE_TERM[:19]}" in text(desk.member.client.get(f"{DESK}{number}/"))
    assert "answer" not in {one for one in _doings(desk, number)}
    decided(desk, demand)
    mysal.publish()
    entered(desk.secretary.client, f"{DESK}{number}/answer/", words_en="It was taken up.", signatory=desk.capacities[0])
    assert not Waiting.objects.filter(number=number).exists()
    final = dossier(number)
    assert final is not None and final.stage == "answered" and final.submission.answers[0][1].mode == "own"


def test_who_works_on_a_proposal_gets_the_file_that_came_with_it_and_nobody_else(desk: Desk) -> None:
    file, about = b"%PDF-1.7 drawn by hand", (acts.Provision(work=WORK, eid="art_3"),)
    handed = services.HandedIn(
        text=ONE_TERM, language="en", received_on=today(), registered_on=today(), about=about, file=file
    )
    number = services.receive(as_author(today()), handed).number
    assert f"{number}/file" in text(desk.member.client.get(f"{DESK}{number}/"))
    answer = desk.member.client.get(f"{DESK}{number}/file")
    assert answer.content == file and f'attachment; filename="{number}.pdf"' == answer.headers["Content-Disposition"]
    assert Client().get(f"{DESK}{number}/file").status_code == 302
    assert desk.member.client.get(f"{DESK}{received(ONE_TERM)}/file").status_code == 404


def _doings(desk: Desk, number: str) -> list[str]:
    return re.findall(rf"/desk/proposals/{number}/(\w+)/", text(desk.secretary.client.get(f"{DESK}{number}/")))


def test_what_the_law_refuses_is_said_and_what_somebody_else_entered_first_is_shown(desk: Desk) -> None:
    number = received(ONE_TERM)
    address = f"{DESK}{number}/admit/"
    early = sent(desk.secretary.client, address, day=str(today() - timedelta(days=9)))
    assert "This was not entered" in text(early, 403)
    page = {"seen_place": "1", "day": str(today())}
    assert desk.secretary.client.post(address, page).status_code == 302
    assert "Somebody else was first" in text(desk.secretary.client.post(address, page), 409)
    assert desk.secretary.client.get(f"{DESK}P-2026-999999/").status_code == 404
    assert desk.secretary.client.get(f"{DESK}{number}/nothing/").status_code == 404
    wrong = sent(desk.secretary.client, f"{DESK}{number}/link/", demand="number one")
    assert "This is no number of a demand" in text(wrong, 400)
    assert len(reader.acts_of(f"proposal/{number}")) == 2


def test_without_a_quorum_there_is_the_count_and_no_way_to_vote(desk: Desk) -> None:
    number = received(ONE_TERM)
    taken_up(desk, number)
    entered(desk.member.client, f"{DESK}{number}/state/", words_en="One term", change="change")
    demand = _demand(number)
    vote = f"{DESK}demands/{demand}/vote/?group={GROUP}"
    short = text(desk.member.client.get(f"{vote}&present=10"))
    assert "10 of 21 members are there" in short and "There is no quorum" in short and "/decision/" not in short
    there = text(desk.member.client.get(f"{vote}&present=11"))
    assert "There is a quorum" in there and "outcome=accepted_in_full" in there
    assert "outcome=refused" not in there and "members who must review it first: 2" in there
    forced = desk.member.client.get(f"{DESK}demands/{demand}/decision/?group={GROUP}&present=10&outcome=refused")
    assert forced.status_code == 302 and "/vote/" in forced.headers["Location"]


def _demand(number: str) -> str:
    found = dossier(number)
    assert found is not None
    return found.demands[0].matter.partition("/")[2]


def test_a_refusal_is_looked_at_by_two_and_says_its_ground_in_own_words(desk: Desk) -> None:
    number = received(ONE_TERM)
    taken_up(desk, number)
    entered(desk.member.client, f"{DESK}{number}/state/", words_en="One term", change="change")
    demand = _demand(number)
    review = {"interest": "none", "opinion": "against"}
    entered(desk.member.client, f"{DESK}demands/{demand}/review/", **review)
    address = f"{DESK}demands/{demand}/decision/?group={GROUP}&present=15&outcome=refused"
    begun = reasons(text(desk.member.client.get(address)))
    counts = {"in_favour": "10", "against": "4", "abstained": "1", "signatory": desk.capacities[0]}
    empty = text(sent(desk.member.client, address, **begun, **counts), 400)
    assert "Write it in one language at least" in empty and 'id="id_ground_error"' in empty
    half = {**begun, "words_ru": begun["words_ru"] + " Нет."}
    assert "sentence of your own" in text(sent(desk.member.client, address, **half, **counts), 400)
    whole = {**counts, **begun, "words_en": begun["words_en"] + WHY, "ground": "no_majority", "rule": "rule 5"}
    assert "This was not entered" in text(sent(desk.member.client, address, **whole), 403)
    entered(desk.second.client, f"{DESK}demands/{demand}/review/", **review)
    entered(desk.member.client, address, **whole)
    body = reader.acts_of(f"demand/{demand}")[-1].body
    assert [one.language for one in body.reasons] == ["en"]  # type: ignore[attr-defined]


def test_who_declares_an_interest_steps_aside_and_reviews_no_more(desk: Desk) -> None:
    number = received(ONE_TERM)
    taken_up(desk, number)
    entered(desk.member.client, f"{DESK}{number}/state/", words_en="One term", change="change")
    demand = _demand(number)
    entered(desk.member.client, f"{DESK}demands/{demand}/aside/")
    again = sent(desk.member.client, f"{DESK}demands/{demand}/review/", interest="none", opinion="against")
    assert "This was not entered" in text(again, 403)
    Seat.objects.filter(person=desk.second.person).delete()
    nobody = desk.second.client.get(f"{DESK}demands/{demand}/review/")
    assert "It is not known here in which public capacity you sit" in text(nobody)


def copies(desk: Desk, count: int) -> tuple[list[str], str]:
    """So many copies that are taken up, the first linked to a demand; return their numbers and the demand."""
    numbers = [received(ONE_TERM if at % 2 else ONE_TERM.upper()) for at in range(count)]
    for number in numbers:
        taken_up(desk, number)
    entered(desk.member.client, f"{DESK}{numbers[0]}/state/", words_en="One term", change="change")
    return numbers, _demand(numbers[0])


def test_copies_are_linked_and_answered_at_once_each_by_an_act(mysal: Hall, desk: Desk) -> None:
    numbers, demand = copies(desk, 5)
    mysal.publish()
    heaps = text(desk.member.client.get(f"{DESK}copies/"))
    assert f"4 with the words of {numbers[1]}" in heaps
    address = f"{DESK}{numbers[0]}/alike/"
    page = text(desk.member.client.get(address))
    assert page.count(" checked") == 4 and "the same words" in page
    seen = {f"seen_{one}": 3 for one in numbers[1:]}
    stale = {**seen, f"seen_{numbers[1]}": 2, "proposal": numbers[1:], "demand": demand}
    assert "your ticks stand" in text(desk.member.client.post(address, stale), 409)
    done = desk.member.client.post(address, {**stale, **seen})
    assert done.status_code == 302 and "linked=4" in done.headers["Location"]
    assert {one.body.method for one in map(_last, numbers[1:])} == {"exact_copy"}  # type: ignore[attr-defined]
    taken_back(desk, mysal, numbers, demand)
    decided(desk, demand)
    mysal.publish()
    answered_at_once(desk, numbers, demand)


def _last(number: str) -> object:
    return reader.acts_of(f"proposal/{number}")[-1]


def taken_back(desk: Desk, mysal: Hall, numbers: list[str], demand: str) -> None:
    """One link is taken back, by an act of its own; and one proposal makes another demand beside."""
    mysal.publish()
    typed = {"proposal": [numbers[4]], f"seen_{numbers[4]}": 4, "reason": "linked_by_mistake"}
    assert desk.member.client.post(f"{DESK}demands/{demand}/links/", typed).status_code == 302
    assert _last(numbers[4]).act == "proposals.unlinked"  # type: ignore[attr-defined]
    entered(desk.member.client, f"{DESK}{numbers[3]}/state/", words_en="Two capitals", change="add")


def answered_at_once(desk: Desk, numbers: list[str], demand: str) -> None:
    """All who make one demand and no other are answered; whoever makes others is left out and shown."""
    address = f"{DESK}demands/{demand}/answer/"
    typed = {"words_en": "It was taken up.", "words_kk": "", "words_ru": "", "signatory": desk.capacities[0]}
    preview = text(sent(desk.secretary.client, address, **typed))
    assert "Enter 3 answers" in preview and "makes other demands too" in preview
    other = text(sent(desk.secretary.client, address, **typed, list="0" * 64), 409)
    assert "The list changed while you were reading" in other
    hashed = desk_services.list_hash(numbers[:3])
    assert hashed in preview
    done = sent(desk.secretary.client, address, **typed, list=hashed)
    assert done.status_code == 302 and done.headers["Location"].endswith("?sent=3")
    body = _last(numbers[0]).body  # type: ignore[attr-defined]
    assert (body.mode, body.batch.receivers, body.batch.list.sha256) == ("batch", 3, hashed)
    assert bytes(Blob.objects.get(sha256=hashed).body).decode().split() == numbers[:3]
    assert Waiting.objects.filter(number__in=numbers[:3]).count() == 0


def test_a_second_look_is_decided_again_for_the_one_who_asked(mysal: Hall, desk: Desk) -> None:
    numbers, demand = copies(desk, 1)
    decided(desk, demand)
    entered(desk.secretary.client, f"{DESK}{numbers[0]}/answer/", words_en="So be it.", signatory=desk.capacities[0])
    services.ask_second_look(
        numbers[0], "Nobody read it.", seen_place=len(reader.acts_of(f"proposal/{numbers[0]}")), on=today()
    )
    mysal.publish()
    assert Waiting.objects.get(number=numbers[0]).stage == "second_look"
    page = text(desk.member.client.get(f"{DESK}demands/{demand}/"))
    assert f"vote/?look={numbers[0]}" in page
    decided(desk, demand, "accepted_in_full", look=numbers[0])
    assert f"vote/?look={numbers[0]}" not in text(desk.member.client.get(f"{DESK}demands/{demand}/"))
    entered(desk.secretary.client, f"{DESK}{numbers[0]}/answer/", words_en="Taken up.", signatory=desk.capacities[0])
    trace = {"kind": "word_for_word", "article": "mysal/act/2001-03-01/constitution art_27"}
    entered(desk.secretary.client, f"{DESK}demands/{demand}/trace/", **trace)
    final = dossier(numbers[0])
    assert final is not None and final.stage == "traced"


def test_suggestions_cross_languages_and_say_why(mysal: Hall, desk: Desk) -> None:
    number = received("Президентке бір мерзім ғана берілсін, жеті жылдан артық емес.", "kk")
    other = received("Let the president serve one term of seven years and no more.")
    taken_up(desk, other)
    entered(desk.member.client, f"{DESK}{other}/state/", words_en="One term for the president", change="change")
    mysal.publish()
    page = text(desk.secretary.client.get(f"{DESK}{number}/"))
    assert other in page and "Demands that may be meant" in page and f"link/?demand={_demand(other)}" in page
    assert "Suggestions" in page and "likeness" in page


def test_a_group_is_suggested_by_how_others_were_assigned_and_chosen_by_whoever_assigns(
    mysal: Hall, desk: Desk
) -> None:
    number = received("Let the president serve one term of seven years and no more.")
    entered(desk.secretary.client, f"{DESK}{number}/admit/")
    assert "Not known" in text(desk.secretary.client.get(f"{DESK}{number}/assign/"))
    about = {
        GROUP: "the president serves one term of years number {}",
        "group/b": "land and water of village number {}",
    }
    for place, (group, words) in enumerate(about.items()):
        for at in range(10):
            name = f"P-2030-{place}{at:05}"
            summary = json.dumps({"group": group})
            Matter.objects.create(matter=f"proposal/{name}", institution="proposal", acts=1, summary=summary)
            PublicText.objects.create(number=name, text=words.format(at), salt=bytes(32))
    page = text(desk.secretary.client.get(f"{DESK}{number}/assign/"))
    assert "learned from 20 proposals" in page and "P-2030-00000" in page and "decides nothing" in page
    entered(desk.secretary.client, f"{DESK}{number}/assign/", group=GROUP, suggested=GROUP)
    found = dossier(number)
    assert found is not None and isinstance(assigned := found.acts[-1].body, acts.ProposalAssigned)
    assert assigned.method == "suggestion"


def test_the_queue_reads_a_page_by_its_index_whatever_waits(desk: Desk) -> None:
    day = date(2026, 11, 23)
    rows = [
        Waiting(
            ordinal=2030_000000 + at,
            number=f"P-2030-{at:06}",
            due_on=day + timedelta(days=at % 50),
            group=GROUP,
            stage="assigned",
            language="kk" if at % 3 else "ru",
            received_on=day,
            linked=False,
            copy="",
        )
        for at in range(300)
    ]
    Waiting.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as asked:
        page = text(desk.member.client.get(DESK))
    assert len(asked) <= 16 and page.count('class="quote"') == 25
    seen, after = [], ""
    while True:
        found, after = desk_queue.page(desk_queue.Wanted(groups=(GROUP,), language="ru", after=after))
        seen += [(one.due_on, one.ordinal) for one in found]
        if not after:
            break
    assert len(seen) == 100 and seen == sorted(set(seen))
    assert "fewer than three working days" in page


def test_where_no_working_calendar_is_known_nothing_is_marked_and_the_page_says_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = received("Let the president serve one term.")
    taken_up(desk, number)
    Waiting.objects.filter(number=number).update(due_on=today() + timedelta(days=1))
    marked, unknown = "fewer than three working days", "No working calendar is known"
    assert marked in (page := text(desk.member.client.get(DESK))) and unknown not in page
    assert desk_queue.short_before(date(2031, 1, 1)) is None
    monkeypatch.setattr(desk_queue, "rulebooks", dict)
    assert unknown in (page := text(desk.member.client.get(DESK))) and marked not in page


def test_the_board_is_kept_at_each_head_and_says_what_the_law_counts(mysal: Hall, desk: Desk) -> None:
    _numbers, demand = copies(desk, 2)
    decided(desk, demand)
    mysal.publish()
    kept, shown = desk_following.kept_board(), reader.reform()
    reform = Reform.after(reader.all_acts(), shown.rulebooks, shown.blobs)
    assert kept is not None and kept.size == reader.head().size
    assert kept.board == board_of(reform.proposals, reform.blobs)
    with CaptureQueriesContext(connection) as asked:
        page = text(desk.member.client.get("/en/proposals/board/"))
    assert len(asked) <= 12 and "isonomia board RECORD" in page and "How proposals are served" in page


def test_pages_replay_no_proposal_and_show_their_figures_as_published(mysal: Hall, desk: Desk) -> None:
    copies(desk, 2)
    mysal.publish()
    reform = reader.reform()
    assert reform.opened is not None and not reform.proposals.submissions and not reform.proposals.demands
    assert '<code class="mut">proposals.submissions</code>' in text(desk.member.client.get("/en/figures/"))


def test_the_registrar_keeps_who_sits_as_whom(desk: Desk) -> None:
    registrar = officer("registrar")
    address = f"{DESK}seats/"
    taken = registrar.client.post(address, {"person": desk.secretary.person, "capacity": desk.capacities[0]})
    assert "somebody else sits" in text(taken, 400)
    assert registrar.client.post(address, {"person": desk.member.person, "capacity": ""}).status_code == 302
    assert (
        registrar.client.post(address, {"person": desk.secretary.person, "capacity": desk.capacities[0]}).status_code
        == 302
    )
    assert desk.secretary.person in text(registrar.client.get(address))
    assert "no capacity" in text(registrar.client.post(address, {"person": "p-222222", "capacity": ""}), 400)


def test_many_are_answered_together_or_none(mysal: Hall, desk: Desk) -> None:
    numbers, demand = copies(desk, 2)
    letter = Letter({"en": "So be it."}, str(today()), desk.capacities[0])
    by = standing(desk.secretary.person)
    with pytest.raises(InputError, match="was not decided"):
        desk_services.answer_many(by, f"demand/{demand}", letter, numbers)
    decided(desk, demand)
    before = Matter.objects.get(matter=f"proposal/{numbers[0]}").acts
    with pytest.raises(ConflictError):
        desk_services.answer_many(by, f"demand/{demand}", letter, [*numbers, "P-2031-000001"])
    assert Matter.objects.get(matter=f"proposal/{numbers[0]}").acts == before
