"""The interview in the hall: one question a page, nothing lost, a result that warns and refuses nobody."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from isonomia.rights import interview
from isonomia_site.filing.models import Begun
from tests.isonomia_site.halls import DemoRecord, Hall

INTERVIEW = "/en/rights/interview/"


def text(answer: object) -> str:
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()


def answer(client: Client, **told: str | list[str]) -> str:
    """Answer questions one after the other; return where the last one leads."""
    there = ""
    for name, value in told.items():
        sent = client.post(f"{INTERVIEW}{name}/", {"answer": value})
        assert sent.status_code == 302, (name, text(sent))
        there = str(client.get(sent["Location"])["Location"])
    return there


APPEAL: dict[str, str | list[str]] = {
    "what_happened": "rule",
    "rule_against": "constitution",
    "citizenship": "yes",
    "norm": "Law on X, article 5",
    "right": "Article 15",
    "applied": "yes",
    "judgment_final": "yes",
    "judgment_day": "2026-09-01",
    "signer": "self",
}


def to_the_result(client: Client) -> str:
    """Answer whatever is still asked with everything that is wanted; return the address of the result."""
    data = interview.shipped("kz")
    for _ in range(len(data.questions)):
        there = str(client.get(INTERVIEW)["Location"])
        name = there.rstrip("/").rpartition("/")[2]
        question = data.question(name)
        if question is None:
            return there
        values = [one.value for one in question.choices]
        given: str | list[str] = "2026-09-01" if question.kind == "day" else "words"
        client.post(there, {"answer": values if question.kind == "checklist" else values[:1] or given})
    raise AssertionError("the interview does not end")


def test_the_start_says_what_it_is_and_begins(office: Hall) -> None:
    client = Client()
    page = text(client.get("/en/rights/"))
    assert "Which door is mine?" in page and "Complaint to a commissioner" in page
    assert client.post("/en/rights/")["Location"] == INTERVIEW
    assert client.get(INTERVIEW)["Location"] == f"{INTERVIEW}what_happened/"
    page = text(client.get(f"{INTERVIEW}what_happened/"))
    assert "What happened?" in page and "Question 1 of at most" in page and page.count('type="radio"') == 5
    assert "Не болды?" in text(client.get("/kk/rights/interview/what_happened/"))


def test_a_judgment_leads_to_another_door_and_can_be_filed_all_the_same(office: Hall) -> None:
    client = Client()
    client.post("/en/rights/")
    assert answer(client, what_happened="judgment") == f"{INTERVIEW}result/"
    page = text(client.get(f"{INTERVIEW}result/"))
    assert "Another door" in page and "Court of appeal or cassation" in page
    assert "File with the Court all the same" in page and "/en/rights/file/court/" in page


def test_what_is_missing_is_said_with_its_cure(office: Hall) -> None:
    client = Client()
    client.post("/en/rights/")
    answer(client, **APPEAL)
    to_the_result(client)
    page = text(client.get(f"{INTERVIEW}result/"))
    assert "You can file" in page or "Something is missing" in page
    changed = client.post(f"{INTERVIEW}annexes/", {"answer": []})
    assert changed.status_code == 302
    page = text(client.get(f"{INTERVIEW}result/"))
    assert "Something is missing" in page and "What is missing" in page


def test_an_answer_that_is_none_is_said_and_kept(office: Hall) -> None:
    client = Client()
    client.post("/en/rights/")
    refused = client.post(f"{INTERVIEW}what_happened/", {"answer": "nothing of the kind"})
    assert refused.status_code == 400 and "Please look again" in text(refused)
    assert client.post(f"{INTERVIEW}what_happened/").status_code == 400
    assert client.get(f"{INTERVIEW}norm/")["Location"] == INTERVIEW
    assert client.get(f"{INTERVIEW}no_such/")["Location"] == INTERVIEW


def test_going_back_loses_nothing(office: Hall) -> None:
    client = Client()
    client.post("/en/rights/")
    answer(client, what_happened="rule", rule_against="constitution", citizenship="yes", norm="Law on X, article 5")
    page = text(client.get(f"{INTERVIEW}norm/"))
    assert "Law on X, article 5" in page and f'href="{INTERVIEW}citizenship/"' in page
    assert re.search(r'value="yes" checked', text(client.get(f"{INTERVIEW}citizenship/")))
    assert client.post("/en/rights/")["Location"] == INTERVIEW
    assert "Law on X, article 5" in text(client.get(f"{INTERVIEW}norm/"))
    client.post("/en/rights/", {"anew": "1"})
    assert client.get(f"{INTERVIEW}norm/")["Location"] == INTERVIEW


def test_what_was_told_lies_sealed_and_only_this_browser_opens_it(office: Hall) -> None:
    client = Client()
    client.post("/en/rights/")
    answer(client, what_happened="rule", rule_against="constitution", citizenship="yes", norm="Law on X, article 5")
    assert all(b"Law on X" not in bytes(row.answers) for row in Begun.objects.all())
    assert Client().get(f"{INTERVIEW}norm/")["Location"] == "/en/rights/"


def test_the_questions_are_printed_with_their_numbers(office: Hall) -> None:
    page = text(Client().get("/ru/rights/paper/"))
    for field in interview.paper(interview.shipped("kz")):
        assert f"{field.number}. {field.question.text['ru']}".replace("&", "&amp;") in page.replace("&#x27;", "'")


@pytest.mark.django_db
def test_a_reconstruction_asks_and_takes_nothing(demo_record: DemoRecord) -> None:
    client = Client()
    page = text(client.get("/en/rights/"))
    assert "Nothing is filed here" in page
    assert client.post("/en/rights/file/court/")["Location"] == "/en/rights/"
    client.post("/en/rights/")
    answer(client, what_happened="judgment")
    page = text(client.get(f"{INTERVIEW}result/"))
    assert "Nothing is filed here" in page and "/rights/file/" not in page
