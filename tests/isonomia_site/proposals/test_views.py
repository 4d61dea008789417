"""What became of a proposal, the list and its search: under the signed head, the same on both databases."""

import re
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from typer.testing import CliRunner

from isonomia.errors import InputError
from isonomia.proposals import acts, openings
from isonomia.record.act import Act, Blob
from isonomia.record.commitment import opens
from isonomia.record.sources import Wording
from isonomia.wording import say
from isonomia_cli.proposals import app
from isonomia_site.entering import services as entering
from isonomia_site.entering.judging import judged
from isonomia_site.permissions import as_author, at_console
from isonomia_site.proposals import listing, searching, services
from isonomia_site.proposals.models import Linked, Listed, PublicText
from isonomia_site.record import reader
from isonomia_site.record.models import Blob as KeptBlob
from tests.isonomia_site.halls import Hall

TODAY = date(2025, 1, 20)
WORK = "mysal/act/2001-03-01/constitution"
GROUP, MEMBER = "group/mysal-2025", "c-4m8x2t"
TEXTS = (
    "Let nobody be president longer than one term of seven years.",
    "One term for the president, and no second one.",
    "Конституцияға дербес деректерді қорғау туралы бап керек.",
    "Нужна статья о защите персональных данных, статья отдельная.",
    "The capital should have two names.",
)


def said(text: str) -> tuple[Wording, ...]:
    return (Wording(language="en", text=text, status="own_words"),)


def received(text: str, language: str = "en", eid: str = "art_27__para_1") -> str:
    about = (acts.Provision(work=WORK, eid=eid),)
    handed = services.HandedIn(
        text=text, language=language, received_on=TODAY, registered_on=TODAY, about=about, channel="letter"
    )
    return services.receive(as_author(TODAY), handed).number


def enter(matter: str, body: Any) -> Act:
    by = at_console("compiler", TODAY)
    return entering.enter_act(by, matter, body, len(reader.acts_of(matter)), judge=judged)


def kept(text: str) -> Blob:
    data = text.encode()
    digest = sha256(data).hexdigest()
    KeptBlob.objects.get_or_create(sha256=digest, defaults={"body": data})
    return Blob(sha256=digest, size=len(data), media="text/plain")


def answered(number: str) -> None:
    """Let a proposal go its whole way, to an article that is in force."""
    proposal, demand = f"proposal/{number}", "demand/D-2025-1"
    enter(proposal, acts.FoundAdmissible(found_on="2025-01-21"))
    enter(proposal, acts.ProposalAssigned(group=GROUP, assigned_on="2025-01-21", method="hand"))
    about = (acts.Provision(work=WORK, eid="art_27__para_1"),)
    stated = acts.DemandStated(titles=said("One term"), change="change", about=about, stated_on="2025-01-21")
    enter(demand, stated)
    enter(proposal, acts.DemandLinked(demand=demand, linked_on="2025-01-21", method="hand"))
    vote = acts.VoteTaken(members=21, present=20, in_favour=15, against=4, abstained=1)
    decided = acts.DemandDecided(
        outcome="accepted_in_substance",
        ground="other_solution_chosen",
        reasons=said("Seven years were found too long."),
        group=GROUP,
        vote=vote,
        decided_on="2025-02-03",
        signatory=MEMBER,
    )
    decision = enter(demand, decided)
    enter(
        demand,
        acts.DemandTraced(
            kind="in_substance",
            draft="draft/mysal-2025",
            amendment="mysal/term",
            provision=acts.Provision(work=WORK, eid="art_27__para_1"),
            traced_on="2025-09-10",
        ),
    )
    answer = acts.AnswerText(language="en", text=kept("Your proposal went into the draft in other words."))
    body = acts.ProposalAnswered(
        mode="own", decisions=(decision.id,), texts=(answer,), answered_on="2025-02-10", signatory=MEMBER
    )
    enter(proposal, body)


def page(address: str) -> str:
    answer = Client().get(address)
    assert isinstance(answer, HttpResponse) and answer.status_code == 200, address
    return answer.content.decode()


def test_what_became_of_a_proposal_is_told_to_the_article_in_force(mysal: Hall) -> None:
    number, other = received(TEXTS[0]), received(TEXTS[1])
    answered(number)
    enter(f"proposal/{other}", acts.FoundAdmissible(found_on="2025-01-21"))
    enter(f"proposal/{other}", acts.DemandLinked(demand="demand/D-2025-1", linked_on="2025-01-22", method="hand"))
    assert "within minutes" in page(f"/en/proposals/{number}/")
    mysal.publish()
    shown = page(f"/en/proposals/{number}/")
    assert "accepted it in substance" in shown and "Seven years were found too long." in shown
    assert "1 other asks the same" in shown and 'href="/en/proposals/?demand=D-2025-1"' in shown
    assert "Your proposal went into the draft in other words." in shown and "15 in favour, 4 against" in shown
    assert "<del>" in shown and "<ins>" in shown and "Since 10" in shown and "art. 9(1)" in shown
    assert 'href="/en/drafts/mysal-2025/amendments/mysal/term/"' in shown and "kept" in shown
    assert len(re.findall(r"Entry \d+ of the record", shown)) >= 9
    for language in ("kk", "ru"):
        assert len(page(f"/{language}/proposals/{number}/").encode()) < 50_000
    assert Client().get("/en/proposals/P-2025-000777/").status_code == 404


def test_what_opens_the_text_is_handed_out_and_opens_it(mysal: Hall) -> None:
    number = received(TEXTS[0])
    mysal.publish()
    answer = Client().get(f"/en/proposals/{number}/opening.json")
    found = answer.json()
    assert opens(found["commitment"], bytes.fromhex(found["salt"]), found["domain"], found["value"])
    act = reader.acts_of(f"proposal/{number}")[0]
    assert found["act"] == act.id and found["value"] == TEXTS[0]
    assert openings.check(openings.read(answer.content), act) == []


def test_a_hidden_text_is_destroyed_with_what_opens_it(mysal: Hall) -> None:
    number = received("The neighbour of number seven is a thief.")
    mysal.publish()
    assert len(Client().get("/en/proposals/?q=neighbour").context["lines"]) == 1
    body = acts.TextHidden(ground="rights_of_others", hidden_on="2025-01-22")
    services.hide(at_console("compiler", TODAY), number, body, 1)
    assert not PublicText.objects.filter(number=number).exists()
    assert Client().get(f"/en/proposals/{number}/opening.json").status_code == 404
    mysal.publish()
    shown = page(f"/en/proposals/{number}/")
    assert "thief" not in shown and "was hidden" in shown and "Number, day and outcome stay" in shown
    listed = page("/en/proposals/")
    assert "thief" not in listed and number in listed and "neighbour" not in page("/en/proposals/?language=en")


def test_the_list_has_what_is_published_and_its_filters_are_plain_forms(mysal: Hall) -> None:
    numbers = [received(TEXTS[0]), received(TEXTS[2], "kk", "art_12-2"), received(TEXTS[3], "ru", "art_12-2")]
    assert "No proposals here yet." in page("/en/proposals/")
    mysal.publish()
    shown = page("/en/proposals/")
    assert [shown.index(one) for one in reversed(numbers)] == sorted(shown.index(one) for one in numbers)
    assert numbers[1] in page("/en/proposals/?language=kk") and numbers[0] not in page("/en/proposals/?language=kk")
    both = page("/en/proposals/?article=art_12-2")
    assert numbers[1] in both and numbers[2] in both and numbers[0] not in both
    assert numbers[0] in page("/en/proposals/?outcome=undecided")
    assert "Nothing found for “elephants”" in page("/en/proposals/?q=elephants")
    for strange in ("?before=99999999999999999999", "?from=%C2%B2&q=a", "?q=%22%27%3A*%20OR%20(", "?outcome=x"):
        page(f"/en/proposals/{strange}")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("президент", []),
        ("term", [1, 0]),
        ("ОДИН срок", []),
        ("персональных данных", [3]),
        ("персон", [3]),
        ("дербес ДЕРЕКТЕРДІ", [2]),
        ("дербес деректерди", [2]),
        ("cтатья", [3]),
        ("president one", [1, 0]),
    ],
)
def test_the_same_are_found_in_the_same_order_on_both_databases(mysal: Hall, query: str, found: list[int]) -> None:
    numbers = [received(one) for one in TEXTS]
    mysal.publish()
    lines = Client().get("/en/proposals/", {"q": query}).context["lines"]
    assert [numbers.index(one.listed.number) for one in lines] == found


def test_the_top_ten_of_many_are_the_same_on_both_databases(mysal: Hall) -> None:
    words = ("capital", "term", "court", "water", "language", "school", "vote", "land")
    texts = {
        2025_000_000 + at: " ".join(words[(at * step) % 8] for step in range(1, 1 + at % 5)) + f" number {at}"
        for at in range(1, 301)
    }
    searching.keep(texts)
    asked = searching.asked("court land")
    with connection.cursor() as cursor:
        having = searching.having(asked)
        cursor.execute(f"{having.sql} ORDER BY rowid DESC", having.params)
        places = [row[0] for row in cursor.fetchall()]
    expected = [at for at, text in texts.items() if {"court", "land"} <= set(text.split())]
    assert sorted(places) == expected
    top = searching.ordered(places, asked)[:10]
    first = {at: next(i for i, one in enumerate(texts[at].split()) if one in asked) for at in expected}
    assert top == sorted(expected, key=lambda at: (first[at], -at))[:10]


def test_what_reads_alike_is_shown_before_sending(mysal: Hall) -> None:
    for one in TEXTS:
        received(one)
    mysal.publish()
    found = searching.alike("Nobody should be president for longer than one term of seven years!")
    assert [one.place for one in found] == [listing.ordinal_of("P-2025-000001")]
    assert found[0].share > 0.5 and "president" in found[0].words
    assert searching.alike("Bicycles") == []


def test_a_page_of_the_list_asks_few_questions_and_the_next_goes_on(mysal: Hall) -> None:
    for at in range(28):
        received(f"Proposal about bicycles, number {at}")
    mysal.publish()
    page("/en/proposals/")
    with CaptureQueriesContext(connection) as asked:
        shown = page("/en/proposals/")
    assert len(asked) <= 9
    assert shown.count('class="quote"') == 25
    after = re.findall(r'href="\?([^"]+)">Next page', shown)[0]
    assert page(f"/en/proposals/?{after}").count('class="quote"') == 3
    found = page("/en/proposals/?q=bicycles")
    after = re.findall(r'href="\?([^"]+)">Next page', found)[0].replace("&amp;", "&")
    assert page(f"/en/proposals/?{after}").count('class="quote"') == 3
    assert listing.totals().submissions == Listed.objects.count() == 28


def test_the_invented_proposals_of_the_pack_are_shown_with_their_texts(shows_mysal: Hall) -> None:
    lists = Client().get("/en/proposals/")
    totals = lists.context["totals"]
    received = [one for one in shows_mysal.pack.acts if one.act == "proposals.received"]
    assert totals.submissions == len(received) >= 300 and totals.demands > 1 and totals.in_campaigns > 1
    assert PublicText.objects.count() == len(shows_mysal.pack.openings)
    assert sum(one.width for one in lists.context["bar"]) in range(990, 1011)
    assert "this country does not exist" in lists.content.decode()
    for stage in set(Listed.objects.values_list("stage", flat=True)):
        for number in Listed.objects.filter(stage=stage).values_list("number", flat=True)[:2]:
            for language in ("kk", "ru", "en"):
                assert len(page(f"/{language}/proposals/{number}/").encode()) < 50_000
    hidden = {one.matter for one in shows_mysal.pack.acts if one.act == "proposals.text_hidden"}
    assert hidden and all("was hidden" in page(f"/en/{one.replace('proposal', 'proposals')}/") for one in hidden)


def test_the_rule_of_a_refusal_is_said_in_words_with_where_it_is_written(shows_mysal: Hall) -> None:
    refused = next(one for one in shows_mysal.pack.acts if getattr(one.body, "outcome", "") == "refused")
    rule = "proposals.grounds_of_refusal"
    number = Linked.objects.filter(demand=refused.matter)[0].listed.number
    for language in ("kk", "ru", "en"):
        shown = page(f"/{language}/proposals/{number}/")
        assert say(f"rule.{rule}", language) in shown and rule not in shown and "art. 10(3)" in shown


def test_the_board_calls_territories_by_their_names(shows_mysal: Hall) -> None:
    for language, name in {"kk": "Солтүстік өлке", "ru": "Северный край", "en": "Northern Land"}.items():
        shown = page(f"/{language}/proposals/board/")
        assert name in shown and "MYSAL-1" not in shown


def test_what_a_page_hands_out_is_checked_by_one_command(shows_mysal: Hall, tmp_path: Path) -> None:
    file, run = tmp_path / "opening.json", CliRunner()
    given = Client().get("/en/proposals/P-2024-000001/opening.json").content
    file.write_bytes(given)
    right = run.invoke(app, ["opening", str(file), str(shows_mysal.published)])
    assert right.exit_code == 0 and "the text is the one that was received" in right.output
    file.write_bytes(given.replace(b'"value": "', b'"value": "Not '))
    wrong = run.invoke(app, ["opening", str(file), str(shows_mysal.published), "--language", "ru"])
    assert wrong.exit_code == 1 and "другой текст" in wrong.output


def test_a_text_that_does_not_open_its_commitment_is_not_kept(shows_mysal: Hall) -> None:
    first = shows_mysal.pack.openings[0]
    with pytest.raises(InputError, match="does not open"):
        services.keep_openings([first.replace(b'"text":"', b'"text":"Not ')])
    assert services.keep_openings([first]) == 1
