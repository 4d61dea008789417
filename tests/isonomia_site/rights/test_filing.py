"""Filing with a body and coming back: form, receipt, my matters, cure with the first day kept, calendar, feed."""

import html
import itertools
import re
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from isonomia.assembly.acts import NoticeFiled
from isonomia.compensation.acts import ClaimFiled
from isonomia.court.acts import AppealFiled, AppealRegistered, AppealReturned, NoticeReceived
from isonomia.errors import InputError
from isonomia.ombudsman.acts import ComplaintFiled
from isonomia.procedure.acts import Basis, Remedy
from isonomia.record.act import Body
from isonomia_site.entering.judging import judged
from isonomia_site.filing import limits
from isonomia_site.filing import services as filing
from isonomia_site.filing.attachments import attached
from isonomia_site.filing.models import Filed
from isonomia_site.filing.papers import Papers, files_of, sheet_of
from isonomia_site.filing.scanning import work
from isonomia_site.permissions import at_console
from isonomia_site.record.models import Entry
from isonomia_site.record.reader import acts_of, law_on
from isonomia_site.rights import services
from isonomia_site.rights.doors import DOORS
from isonomia_site.rights.standing import standing
from isonomia_site.rights.steps import ClaimForm
from tests.isonomia_site.dockets.walking import days_on
from tests.isonomia_site.filing.conftest import MARKER
from tests.isonomia_site.halls import Hall
from tests.isonomia_site.people.officers import officer
from tests.isonomia_site.rights.test_asking import answer, text

FACTS = "The court of my town applied article 5 to me."
COURT = {"norm": "Law on X, article 5", "facts": FACTS, "language": "kk", "request": "That it be reviewed."}
YOU = {"applicant_kind": "citizen", "name": "Aigerim Serikova", "contact": "+7 701 000 00 00"}
PDF = b"%PDF-1.7 the judgment"


def filled(client: Client, door: str = "court", matter: dict[str, str] = COURT, you: dict[str, str] = YOU) -> None:
    """Fill in the form of a body."""
    client.post(f"/en/rights/file/{door}/")
    answered(client, door, {**matter, **you})
    form = f"/en/rights/file/{door}/"
    client.post(f"{form}files/", {"file": SimpleUploadedFile("judgment.pdf", PDF)})
    assert client.post(f"{form}files/")["Location"] == f"{form}check/"


def answered(client: Client, door: str, typed: dict[str, Any]) -> None:
    """Answer the pages of a form up to its files."""
    form, steps = f"/en/rights/file/{door}/", DOORS[door].steps
    for step, following in itertools.pairwise(steps):
        sent = client.post(f"{form}{step}/", typed)
        assert sent.status_code == 302, text(sent)
        assert sent["Location"] == f"{form}{following}/"


def filed(client: Client, **how: object) -> tuple[str, str, str]:
    """File; return kind, number and code."""
    filled(client, **how)  # type: ignore[arg-type]
    door = str(how.get("door", "court"))
    sent = client.post(f"/en/rights/file/{door}/check/")
    assert sent.status_code == 302, text(sent)
    page = text(client.get(sent["Location"]))
    kind, number = re.findall(r"/en/matters/([a-z]+)/([0-9]{4}-[0-9]{6})/", page)[0]
    return kind, number, re.findall(r"<code>([a-z0-9]{4}(?:-[a-z0-9]{4}){3})</code>", page)[0]


def entered(matter: str, body: Body, facts: str = "") -> None:
    """An act of the registrar."""
    by = at_console("compiler", timezone.now().date())
    papers = Papers({"facts": {"facts": facts}}) if facts else None
    filing.enter(by, matter, body, len(acts_of(matter)), judge=judged, papers=papers)


def returned(matter: str) -> None:
    """Register an appeal, return it for its form, and give the notice to the applicant."""
    today = str(timezone.now().date())
    line, remedy = basis("court.return_if", "form_or_content"), basis("court.steps", "cure")
    entered(matter, AppealRegistered(on=today, basis=basis("court.steps", "register")))
    remedies = (Remedy(kind="cure", basis=remedy),)
    body = AppealReturned(on=today, basis=line, grounds=("form_or_content",), remedies=remedies)
    entered(matter, body, "The judgment is not enclosed.")
    entered(matter, NoticeReceived(on=today))


def basis(rule: str, word: str) -> Basis:
    """The line of the law for a word."""
    law = law_on(timezone.now().date())
    assert law is not None
    line = law.entries(rule).find(word)
    assert line is not None, law.entries(rule)
    return Basis(rule=rule, article=line.article)


def test_an_appeal_goes_from_the_form_to_the_record(office: Hall) -> None:
    client = Client()
    kind, number, _code = filed(client)
    (act,) = acts_of(f"{kind}/{number}")
    assert isinstance(act.body, AppealFiled) and (kind, act.actor.role) == ("case", "author")
    assert {one.field for one in act.commit} == {"content", "applicant"}
    assert sheet_of(act.id, "content") == {name: COURT[name] for name in ("norm", "facts", "request")}
    assert sheet_of(act.id, "applicant")["name"] == "Aigerim Serikova" and files_of(act.id) == ["judgment.pdf"]
    assert all(word not in str(act) for word in ("Aigerim", FACTS, YOU["contact"]))
    page = text(client.get(f"/en/mine/{kind}/{number}/"))
    assert "Nothing waits for you" in page and "judgment.pdf" in page and "Appeal filed" in page


def test_it_is_sent_once_and_the_code_is_shown_in_that_browser_alone(office: Hall) -> None:
    client = Client()
    _kind, _number, code = filed(client)
    assert client.post("/en/rights/file/court/check/")["Location"] == "/en/rights/sent/"
    assert Filed.objects.count() == 1 and code not in str(Filed.objects.values())
    assert Client().get("/en/rights/sent/")["Location"] == "/en/rights/"
    assert client.get("/en/rights/sent/")["Cache-Control"] == "no-store, private"
    client.post("/en/rights/sent/")
    assert client.get("/en/rights/sent/")["Location"] == "/en/rights/"


def test_what_the_law_asks_for_is_said_and_nobody_is_refused(office: Hall) -> None:
    client = Client()
    filled(client, you={"applicant_kind": "citizen"})
    page = text(client.get("/en/rights/file/court/check/"))
    assert "The law asks for more" in page and "Your name" in page
    assert client.post("/en/rights/file/court/check/")["Location"] == "/en/rights/sent/"


def test_the_interview_fills_in_the_form_of_the_other_door(office: Hall) -> None:
    client = Client()
    client.post("/en/rights/")
    answer(client, what_happened="treatment", treatment_what="child")
    page = text(client.get("/en/rights/interview/result/"))
    assert "Commissioner for the Rights of the Child" in page
    begun = client.post("/en/rights/file/ombudsman/", {"behind": "ombudsman_children"})
    page = text(client.get(begun["Location"]))
    assert re.search(r'value="rights_of_child" selected', page)
    page = text(client.get(begun["Location"].replace("/matter/", "/details/")))
    assert re.search(r'value="children" selected', page)
    complaint = {"commissioner": "children", "subject": "rights_of_child", "facts": FACTS, "language": "ru"}
    kind, number, _code = filed(client, door="ombudsman", matter=complaint, you={"applicant_kind": "child"})
    body = acts_of(f"{kind}/{number}")[0].body
    assert isinstance(body, ComplaintFiled) and (body.commissioner, body.language) == ("children", "ru")


def test_a_claim_is_filed(office: Hall) -> None:
    claim = {"claim_basis": "rehabilitation", "notice_received_on": "2026-10-01", "facts": FACTS, "language": "kk"}
    claim |= {"currency": "kzt", "harm_earnings": "150000"}
    client = Client()
    kind, number, _code = filed(client, door="compensation", matter=claim, you={"applicant_kind": "person"})
    assert kind == "claim" and "Claim for compensation" in text(client.get(f"/en/matters/{kind}/{number}/"))
    body = acts_of(f"{kind}/{number}")[0].body
    assert isinstance(body, ClaimFiled) and body.currency == "KZT"
    assert [(one.kind, one.amount) for one in body.parts] == [("earnings", 15_000_000)]


@pytest.mark.django_db
def test_the_currency_is_asked_for_where_the_law_names_none_and_none_is_made_up() -> None:
    asked = ClaimForm({"facts": FACTS, "language": "kk"}, law=None, initial={})
    assert asked.errors == {"currency": ["This field is required."]}
    with pytest.raises(InputError, match="no currency"):
        services.file("compensation", {"claim_basis": "rehabilitation"}, (), services.by_form(date(2019, 1, 1)))


def test_the_first_answers_tell_what_the_law_says(office: Hall) -> None:
    client = Client()

    def told(door: str, **typed: str) -> str:
        client.post(f"/en/rights/file/{door}/")
        sent = client.post(f"/en/rights/file/{door}/matter/", typed)
        return html.unescape(text(client.get(sent["Location"]) if sent.status_code == 302 else sent))

    page = told("assembly", form="rally", held_on=days_on(30))
    assert "notification" in page and "art. 10(1)" in page and "it may be held as notified" in page
    page = told("assembly", form="procession", held_on=days_on(30))
    assert "approval" in page and "the law does not say what follows" in page
    assert "The last day has passed" in told("assembly", form="rally", held_on=days_on(2))
    assert "enter a valid date" in told("assembly", form="rally", held_on="soon").lower()
    page = told("ombudsman", subject="rights_of_child")
    table = page[page.index("<table") :]
    assert table.index("Commissioner for Children's Rights") < table.index("Commissioner for Human Rights")
    assert "sets no term" in page and re.search(r'value="children" selected', page)
    assert "no commissioner considers this" in told("ombudsman", subject="act_of_president")
    page = told("compensation", claim_basis="rehabilitation", notice_received_on=days_on(-200))
    assert "The last day has passed" in page and "civil suit" in page


def test_a_notice_of_an_assembly_is_filed_with_its_organisers_and_a_file(office: Hall) -> None:
    notice = {
        "form": "rally",
        "held_on": days_on(30),
        "starts": "12:00",
        "ends": "14:00",
        "place": "Square by the river",
        "purpose": "Clean water",
        "people": "40",
        "uses": ["sound", "vehicles"],
        "territory": "KZ-75",
        "language": "kk",
    }
    you = {**YOU, "applicant_kind": "citizens", "others": "Dana Invented, +7 702 000 00 00"}
    client = Client()
    client.post("/en/rights/file/assembly/")
    late = client.post("/en/rights/file/assembly/details/", {**notice, "ends": "11:00"})
    assert late.status_code == 400 and "ends before it begins" in text(late) and "Clean water" in text(late)
    filled(client, "assembly", notice, you)  # type: ignore[arg-type]
    page = text(client.get("/en/rights/file/assembly/check/"))
    assert "sound equipment, vehicles" in page and "a group of citizens" in page and "Dana Invented" in page
    page = text(client.get(client.post("/en/rights/file/assembly/check/")["Location"]))
    matter = Filed.objects.get().matter
    (act,) = acts_of(matter)
    assert isinstance(act.body, NoticeFiled) and (act.body.form, act.body.number) == ("rally", 40)
    assert (act.body.uses, act.body.territory, act.body.starts) == (("sound", "vehicles"), "KZ-75", "12:00")
    assert sheet_of(act.id, "content") == {"place": "Square by the river", "purpose": "Clean water"}
    assert "Dana Invented" in sheet_of(act.id, "applicant")["others"] and files_of(act.id) == ["judgment.pdf"]
    assert not any(one in str(act) for one in ("Aigerim", "Dana", "river", "Clean water"))
    page = text(client.get(f"/en/mine/{matter}/"))
    assert "What can be done now" in page and "judgment.pdf" in page


def test_too_much_from_one_address_is_not_sent_and_nothing_typed_is_lost(
    office: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    filled(client)
    monkeypatch.setattr(limits, "SENT", ("sent", 0))
    refused = client.post("/en/rights/file/court/check/")
    assert refused.status_code == 429 and "Too much came from this address" in text(refused) and FACTS in text(refused)
    assert not Filed.objects.exists()
    monkeypatch.undo()
    assert client.post("/en/rights/file/court/check/")["Location"] == "/en/rights/sent/"


def test_what_came_on_paper_is_entered_by_an_officer_in_the_same_pages(office: Hall, settings: Settings) -> None:
    settings.ISONOMIA_SECOND_FACTOR = False
    at, wrong = officer("ombudsman_officer"), officer("assembly_officer")
    desk = "/en/desk/filings/ombudsman/"
    assert wrong.client.get(desk).status_code == 403 and desk not in text(wrong.client.get("/en/desk/filings/"))
    assert desk in text(at.client.get("/en/desk/filings/"))
    to_come = at.client.post(desk, {"channel": "letter", "came_on": days_on(1)})
    assert to_come.status_code == 400 and "still to come" in text(to_come)
    assert at.client.post(desk, {"channel": "letter", "came_on": days_on(-2)}).status_code == 302
    said = {"commissioner": "children", "subject": "rights_of_child", "facts": FACTS, "language": "ru"}
    answered(at.client, "ombudsman", {**said, "applicant_kind": "child"})
    page = text(at.client.get("/en/rights/file/ombudsman/check/"))
    assert "How it came" in page and "letter" in page
    receipt = text(at.client.get(at.client.post("/en/rights/file/ombudsman/check/")["Location"]))
    matter = Filed.objects.get().matter
    (act,) = acts_of(matter)
    assert (act.actor.role, act.actor.capacity) == ("ombudsman_officer", at.person)
    assert (act.body.channel, act.body.filed_on) == ("letter", days_on(-2))
    # The code is the person's: the officer's browser opens nothing with it.
    assert "give it to the person" in receipt and at.client.get(f"/en/mine/{matter}/").status_code == 302
    code = re.findall(r"<code>([a-z0-9]{4}(?:-[a-z0-9]{4}){3})</code>", receipt)[0]
    opened = Client().post("/en/mine/", {"number": matter.partition("/")[2], "code": code})
    assert opened["Location"] == f"/en/mine/{matter}/"


def test_who_was_signed_out_meanwhile_enters_nothing_and_loses_nothing(office: Hall, settings: Settings) -> None:
    settings.ISONOMIA_SECOND_FACTOR = False
    at = officer("clerk")
    at.client.post("/en/desk/filings/court/", {"channel": "phone", "came_on": days_on(0)})
    answered(at.client, "court", {**COURT, **YOU})
    at.client.cookies.pop(settings.SESSION_COOKIE_NAME)
    refused = at.client.post("/en/rights/file/court/check/")
    assert refused.status_code == 403 and FACTS in text(refused) and not Filed.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"MZ", "Programs are not taken"),
        ("a.docx", b"PK\x03\x04", "Archives"),
        ("a.txt", b"Received: x\nMIME-Version: 1.0\n\n", "Mails are not taken"),
        ("a.pdf", b"<html>", "Pages of the web"),
    ],
)
def test_hostile_files_are_refused_with_a_reason_and_nothing_is_lost(
    office: Hall, name: str, data: bytes, said: str
) -> None:
    client = Client()
    filled(client)
    refused = client.post("/en/rights/file/court/files/", {"file": SimpleUploadedFile(name, data)})
    assert refused.status_code == 400 and said in text(refused)
    page = text(client.get("/en/rights/file/court/check/"))
    assert FACTS in page and "judgment.pdf" in page


def test_a_file_can_be_taken_out_again(office: Hall) -> None:
    client = Client()
    filled(client)
    client.post("/en/rights/file/court/files/", {"file": SimpleUploadedFile("other.pdf", b"%PDF-1.7 other")})
    client.post("/en/rights/file/court/files/", {"remove": "0"})
    client.post("/en/rights/file/court/check/")
    act = Entry.objects.get(matter__startswith="case/")
    assert files_of(act.act_id) == ["other.pdf"]


def test_number_and_code_open_my_matters_and_nothing_else_does(office: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    kind, number, code = filed(Client())
    address, client = f"/en/mine/{kind}/{number}/", Client()
    for where in (address, f"{address}cure/", f"{address}0/0/"):
        assert client.get(where)["Location"] == f"/en/mine/?number={number}"
    assert client.get(f"{address}calendar.ics").status_code == 404
    assert client.post("/en/mine/", {"number": number, "code": "bbbb-bbbb-bbbb-bbbb"}).status_code == 403
    assert client.post("/en/mine/", {"number": number, "code": code.upper()})["Location"] == address
    assert client.get(address).status_code == 200 and number in text(client.get("/en/mine/"))
    client.post("/en/mine/close/")
    assert client.get(address).status_code == 302
    monkeypatch.setattr(limits, "TRIED", ("tried", 0))
    assert client.post("/en/mine/", {"number": number, "code": code}).status_code == 429


def test_a_cure_within_the_month_keeps_the_first_day(office: Hall) -> None:
    client = Client()
    kind, number, _code = filed(client)
    matter, mine = f"{kind}/{number}", f"/en/mine/{kind}/{number}/"
    returned(matter)
    page = text(client.get(mine))
    assert "Send what was missing" in page and "Demand a decision of the Court" in page
    assert "The judgment is not enclosed." in page
    there = standing(matter)
    assert there is not None and [one.name for one in there.yours] == ["cure"]
    form = {"seen_place": "4", "text": "Here it is.", "file": SimpleUploadedFile("judgment.pdf", PDF)}
    assert client.post(f"{mine}cure/", form)["Location"] == f"{mine}?entered=4"
    after = standing(matter)
    assert after is not None and after.stage == "registered" and after.filed_on == there.filed_on
    act = acts_of(matter)[4]
    assert sheet_of(act.id, "content") == {"cure": "Here it is."} and [one.at for one in attached(act.id)] == [0]
    assert "Here it is." not in str(act)
    assert client.get(f"{mine}cure/").status_code == 404


def test_who_was_overtaken_loses_nothing(office: Hall) -> None:
    client = Client()
    kind, number, _code = filed(client)
    returned(f"{kind}/{number}")
    late = client.post(f"/en/mine/{kind}/{number}/cure/", {"seen_place": "3", "text": "Here it is."})
    assert late.status_code == 409 and "Here it is." in text(late)


def test_a_decision_is_demanded_and_a_matter_taken_back(office: Hall) -> None:
    client = Client()
    kind, number, _code = filed(client)
    returned(f"{kind}/{number}")
    mine = f"/en/mine/{kind}/{number}/"
    assert client.post(f"{mine}demand/", {"seen_place": "4"})["Location"] == f"{mine}?entered=4"
    assert client.post(f"{mine}withdraw/", {"seen_place": "5"})["Location"] == f"{mine}?entered=5"
    assert [one.act for one in acts_of(f"{kind}/{number}")][4:] == ["court.decision_demanded", "court.appeal_withdrawn"]


def test_the_days_go_into_a_calendar_and_the_acts_into_a_feed(office: Hall) -> None:
    client = Client()
    kind, number, _code = filed(client)
    matter = f"{kind}/{number}"
    returned(matter)
    answer = client.get(f"/en/mine/{kind}/{number}/calendar.ics")
    there = standing(matter)
    assert there is not None and there.yours[0].course is not None
    lines = text(answer).split("\r\n")
    assert answer["Content-Type"].startswith("text/calendar") and lines[0] == "BEGIN:VCALENDAR"
    assert f"DTSTART;VALUE=DATE:{there.yours[0].course.due:%Y%m%d}" in lines
    assert all(len(line.encode()) <= 75 for line in lines)
    # What is not under the signed head yet is in no public page.
    assert client.get(f"/en/matters/{kind}/{number}/feed.atom").status_code == 404
    assert "published within minutes" in text(Client().get(f"/en/matters/{kind}/{number}/"))
    office.publish()
    page = text(Client().get(f"/en/matters/{kind}/{number}/"))
    assert "Returned" in page and "Aigerim" not in page and FACTS not in page and "not enclosed" not in page
    feed = ElementTree.fromstring(text(Client().get(f"/en/matters/{kind}/{number}/feed.atom")))
    atom = "{http://www.w3.org/2005/Atom}"
    assert len(feed.findall(f"{atom}entry")) == 4
    assert "Aigerim" not in ElementTree.tostring(feed, encoding="unicode")


def test_an_infected_file_is_handed_in_again_and_the_day_stays(office: Hall, clamd: str, settings: Settings) -> None:
    client = Client()
    client.post("/en/rights/file/court/")
    client.post("/en/rights/file/court/matter/", COURT)
    client.post("/en/rights/file/court/you/", YOU)
    client.post("/en/rights/file/court/files/", {"file": SimpleUploadedFile("bad.pdf", b"%PDF-1.7 " + MARKER)})
    client.post("/en/rights/file/court/check/")
    matter = Filed.objects.get().matter
    mine = f"/en/mine/{matter}/"
    assert "waits to be looked at" in text(client.get(mine))
    settings.ISONOMIA_CLAMD = clamd
    work({})
    assert "In quarantine" in text(client.get(mine)) and Client().get(f"{mine}0/0/").status_code == 302
    assert client.post(f"{mine}0/0/", {"file": SimpleUploadedFile("good.pdf", PDF)})["Location"] == mine
    work({})
    assert "The scanner found nothing" in text(client.get(mine)) and len(acts_of(matter)) == 1


def test_what_the_law_refuses_is_said_and_nothing_is_lost(office: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    filled(client)
    monkeypatch.setattr(services, "FORM", "no_such_channel")
    refused = client.post("/en/rights/file/court/check/")
    assert refused.status_code == 400 and "This was not entered" in text(refused) and FACTS in text(refused)
    monkeypatch.undo()
    assert client.post("/en/rights/file/court/check/")["Location"] == "/en/rights/sent/"


def test_addresses_of_nothing_are_not_found(office: Hall) -> None:
    client = Client()
    client.post("/en/rights/")
    for where in ("/en/matters/case/2026-999999/", "/en/matters/person/p-222222/", "/en/rights/file/nobody/check/"):
        assert client.get(where).status_code == 404, where
    assert client.get("/en/rights/file/court/matter/")["Location"] == "/en/rights/"
    assert client.get("/en/rights/file/court/").status_code == 405
