"""The form of a proposal: question by question, nothing lost, sent once, and opened again by its code alone."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from isonomia.proposals.acts import InformationAsked, ProposalReceived
from isonomia.proposals.rules import TEXT_DOMAIN
from isonomia.record.commitment import opens
from isonomia_site.entering import services as entering
from isonomia_site.entering.judging import judged
from isonomia_site.filing import begun, limits
from isonomia_site.filing import services as filing
from isonomia_site.filing.models import Begun, BegunFile, Filed
from isonomia_site.papers import vault
from isonomia_site.papers.erasure import owners_erased
from isonomia_site.permissions import at_console
from isonomia_site.proposals import services
from isonomia_site.proposals.models import PublicText
from isonomia_site.record import reader
from tests.isonomia_site.halls import Hall

NEW = "/en/proposals/new/"
CHANGE = "Let there be two capitals. Call me on +7 701 123 45 67."
PDF = b"%PDF-1.7 a scan of a letter"


def text(answer: object) -> str:
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()


def article(client: Client, eid: str = "art_3") -> str:
    """What the form sends for an article."""
    return str(re.findall(rf'value="([^"]+ {eid})"', text(client.get(f"{NEW}article/")))[0])


def filled(client: Client, **changes: str) -> None:
    """Fill in the whole form."""
    client.post(NEW)
    client.post(f"{NEW}article/", {"article": article(client)})
    client.post(f"{NEW}change/", {"change": CHANGE, "language": "en", **changes})
    client.post(f"{NEW}why/", {"why": "One of them is too small."})
    client.post(f"{NEW}you/", {"author_kind": "citizen", "name": "Aigerim", "contact": "aigerim@example.org"})
    client.post(f"{NEW}file/", {"file": SimpleUploadedFile("letter.pdf", PDF)})


def sent(client: Client, **changes: str) -> tuple[str, str]:
    """Send a proposal; return the number and the code that the receipt shows."""
    filled(client, **changes)
    assert client.post(f"{NEW}check/")["Location"] == f"{NEW}sent/"
    page = text(client.get(f"{NEW}sent/"))
    number = re.findall(r">(P-[0-9]{4}-[0-9]{6})<", page)[0]
    code = re.findall(r"<code>([a-z0-9]{4}(?:-[a-z0-9]{4}){3})</code>", page)[0]
    return number, code


def test_a_proposal_goes_from_the_first_question_to_the_record(mysal: Hall) -> None:
    client = Client()
    start = text(client.get(NEW))
    assert "A reasoned answer is due by" in start and "is not known" not in start
    filled(client)
    check = text(client.get(f"{NEW}check/"))
    assert "Aigerim" in check and "letter.pdf" in check and "[phone]" in check
    number, _code = sent(Client())
    assert number.endswith("-000001")
    act = reader.acts_of(f"proposal/{number}")[0]
    body = act.body
    assert isinstance(body, ProposalReceived)
    assert (act.actor.role, act.actor.capacity, body.channel, body.language) == ("author", None, "form", "en")
    assert [one.eid for one in body.about] == ["art_3"] and body.registered_on == body.received_on
    assert {one.field for one in act.commit} == {"text", "original", "author"}


def test_the_text_opens_its_commitment_and_the_papers_lie_sealed(mysal: Hall) -> None:
    number, _code = sent(Client())
    act, row = reader.acts_of(f"proposal/{number}")[0], PublicText.objects.get(number=number)
    bound = {one.field: one for one in act.commit}
    assert "[phone]" in row.text and "701" not in row.text and row.text.endswith("One of them is too small.")
    assert opens(bound["text"].hmac, bytes(row.salt), TEXT_DOMAIN, row.text)
    owner = Filed.objects.get(matter=f"proposal/{number}").owner
    assert vault.read(owner, "name") == "Aigerim" and vault.read(owner, "file") == PDF
    assert "+7 701 123 45 67" in str(vault.read(owner, "original"))
    author = vault.opening(owner, bound["author"])
    assert author is not None and author.value == "Aigerim\naigerim@example.org"
    assert "Aigerim" not in str(act) and "123 45 67" not in str(act)


def test_number_and_code_are_shown_in_that_browser_alone_and_it_is_sent_once(mysal: Hall) -> None:
    client = Client()
    number, code = sent(client)
    assert client.post(f"{NEW}check/")["Location"] == f"{NEW}sent/"
    assert client.get(f"{NEW}change/")["Location"] == f"{NEW}sent/"
    assert PublicText.objects.count() == 1
    assert Client().get(f"{NEW}sent/")["Location"] == NEW
    page = client.get(f"{NEW}sent/")
    assert page["Cache-Control"] == "no-store, private" and "<svg viewBox=" in text(page)
    assert all(code not in str(row) for row in Filed.objects.values())
    assert client.post(f"{NEW}sent/")["Location"] == f"/en/proposals/{number}/"
    assert Begun.objects.count() == 0 and client.get(f"{NEW}sent/")["Location"] == NEW


def test_a_form_in_work_is_sealed_and_can_be_gone_on_with(mysal: Hall) -> None:
    client = Client()
    filled(client)
    row = Begun.objects.get()
    sealed = bytes(row.answers) + b"".join(bytes(one.sealed) for one in BegunFile.objects.all())
    assert BegunFile.objects.count() == 1 and all(word not in sealed for word in (b"capital", b"Aigerim", b"%PDF"))
    assert CHANGE in text(client.get(f"{NEW}change/"))
    back = text(client.get(f"{NEW}why/?from=check"))
    assert f'href="{NEW}check/"' in back
    assert client.post(f"{NEW}why/?from=check", {"why": "Other reasons"})["Location"] == f"{NEW}check/"
    assert "Go on with what you began" in text(client.get(NEW))
    client.post(f"{NEW}file/", {"remove": "1"})
    assert "letter.pdf" not in text(client.get(f"{NEW}check/"))
    assert client.post(NEW, {"anew": "1"}).status_code == 302
    assert CHANGE not in text(client.get(f"{NEW}change/"))


def test_what_is_missing_is_said_with_a_link_and_what_was_typed_is_kept(mysal: Hall) -> None:
    client = Client()
    client.post(NEW)
    assert client.get(f"{NEW}check/")["Location"] == f"{NEW}article/"
    wrong = client.post(f"{NEW}article/", {"article": "kz/act/2020-01-01/none art_9"})
    assert wrong.status_code == 400
    empty = client.post(f"{NEW}change/", {"change": " ", "language": "kk"})
    assert empty.status_code == 400 and 'href="#id_change"' in text(empty)
    long = client.post(f"{NEW}change/", {"change": "b" * 8001, "language": "kk"})
    assert long.status_code == 400 and "b" * 8001 in text(long)
    assert client.get(f"{NEW}nothing/").status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("letter.pdf", b"<html>no scan</html>", "none of PDF"),
        ("letter.pdf", b"%PDF-" + b"0" * (3 * 1024 * 1024), "larger than 3 MB"),
    ],
)
def test_a_file_is_taken_by_what_is_in_it(mysal: Hall, name: str, data: bytes, message: str) -> None:
    client = Client()
    client.post(NEW)
    answer = client.post(f"{NEW}file/", {"file": SimpleUploadedFile(name, data, "application/pdf")})
    assert answer.status_code == 400 and message in text(answer)
    assert BegunFile.objects.count() == 0


def test_one_address_sends_no_more_than_so_many_an_hour(mysal: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SENT", ("sent", 1))
    sent(Client())
    client = Client()
    filled(client)
    answer = client.post(f"{NEW}check/")
    assert answer.status_code == 429 and "Nothing is lost" in text(answer) and CHANGE[:20] in text(answer)
    assert PublicText.objects.count() == 1


def test_the_code_opens_the_proposal_to_its_author(mysal: Hall) -> None:
    number, code = sent(Client())
    mysal.publish()
    other = Client()
    own = f"/en/proposals/{number}/mine/"
    assert other.get(own)["Location"] == f"/en/proposals/mine/?number={number}"
    wrong = other.post("/en/proposals/mine/", {"number": number, "code": "bcdf-bcdf-bcdf-bcdf"})
    assert wrong.status_code == 403 and "do not belong together" in text(wrong)
    right = other.post("/en/proposals/mine/", {"number": number.lower(), "code": code.upper().replace("-", " ")})
    assert right["Location"] == own
    page = text(other.get(own))
    assert "Take the proposal back" in page and "Ask for a second look" not in page
    late = other.post(f"{own}second-look/", {"seen_place": "1", "reasons": "You missed my point"})
    assert late.status_code == 403 and "You missed my point" in text(late)
    stale = other.post(f"{own}withdraw/", {"seen_place": "0"})
    assert stale.status_code == 409
    assert other.post(f"{own}withdraw/", {"seen_place": "1"})["Location"] == f"{own}?entered=1"
    assert [one.act for one in reader.acts_of(f"proposal/{number}")][-1] == "proposals.withdrawn"
    mysal.publish()
    assert "took it back" in text(Client().get(f"/en/proposals/{number}/"))


def test_an_author_gives_what_was_asked_for(mysal: Hall) -> None:
    number, code = sent(Client())
    asked = InformationAsked(asked_on=str(timezone.now().date()))
    by = at_console("compiler", timezone.now().date())
    entering.enter_act(by, f"proposal/{number}", asked, 1, judge=judged)
    mysal.publish()
    author = Client()
    author.post("/en/proposals/mine/", {"number": number, "code": code})
    own = f"/en/proposals/{number}/mine/"
    assert "Give what was asked for" in text(author.get(own)) and "was asked for more" in text(author.get(own))
    answer = author.post(f"{own}information/", {"seen_place": "2", "information": "I mean the second school."})
    assert answer["Location"] == f"{own}?entered=2"
    assert (
        vault.read(Filed.objects.get(matter=f"proposal/{number}").owner, "information.2") == "I mean the second school."
    )
    assert "second school" not in str(reader.acts_of(f"proposal/{number}"))


def test_who_is_erased_comes_back_by_no_code(mysal: Hall) -> None:
    number, code = sent(Client())
    assert services.opens(number, code)
    owners_erased.send(None, owners=[Filed.objects.get(matter=f"proposal/{number}").owner])
    assert not services.opens(number, code)


def test_guesses_at_codes_have_an_end(mysal: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    number, code = sent(Client())
    monkeypatch.setattr(limits, "TRIED", ("tried", 2))
    client = Client()
    for _ in range(2):
        client.post("/en/proposals/mine/", {"number": number, "code": "b"})
    assert client.post("/en/proposals/mine/", {"number": number, "code": code}).status_code == 429


def test_numbers_are_given_once_and_go_on_after_those_of_others(mysal: Hall) -> None:
    with transaction.atomic():
        assert filing.next_numbers("proposal/P-2031-", 3) == 1
        assert filing.next_numbers("proposal/P-2031-") == 4


def test_a_form_whose_time_is_over_is_gone(mysal: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(begun, "LASTS", -begun.LASTS)
    client = Client()
    client.post(NEW)
    assert client.get(f"{NEW}article/")["Location"] == NEW
    monkeypatch.undo()
    Client().post(NEW)
    assert Begun.objects.count() == 1
