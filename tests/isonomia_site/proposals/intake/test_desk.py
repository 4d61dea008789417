"""The clerk's desk: what is typed in, and files that are looked at, seen, and entered."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from isonomia_site.intake import uploads
from isonomia_site.intake.models import Upload
from isonomia_site.jobs import services as jobs
from isonomia_site.kinds import KINDS
from isonomia_site.papers import vault
from isonomia_site.proposals.services import opens
from isonomia_site.record.models import Entry
from isonomia_site.record.reader import acts_of
from tests.isonomia_site.people.officers import Officer, officer

HOME = "/en/desk/intake/"
TYPED = {
    "once": "a" * 32,
    "text": "Keep article 26.",
    "language": "en",
    "channel": "meeting",
    "received_on": "2026-01-15",
    "author_kind": "citizen",
    "name": "Aliya",
    "contact": "",
}
TABLE = "key,text,received_on\n1,Keep article 26.,2026-01-15\n2,,2026-01-15\n3,Change article 30.,2026-01-16\n"


@pytest.fixture
def clerk(papers: Path, settings: Settings) -> Officer:
    settings.ISONOMIA_SECOND_FACTOR = False
    return officer("clerk", "proposal")


def proposals() -> int:
    return Entry.objects.filter(matter__startswith="proposal/").count()


def work() -> None:
    """Do the jobs that wait, as a worker does."""
    while (job := jobs.take({uploads.KIND: KINDS[uploads.KIND].lease})) is not None:
        KINDS[job.kind].work(job.payload)
        jobs.finish(job)


def hand_in(clerk: Officer, data: str | bytes, **more: str) -> HttpResponse:
    content = data.encode() if isinstance(data, str) else data
    fields = {
        "form": "register",
        "source": "import/ministry",
        "channel": "letter",
        "received_on": "",
        "columns": "",
        **more,
    }
    return clerk.client.post(f"{HOME}file/", {**fields, "file": SimpleUploadedFile("r.csv", content)})  # type: ignore[return-value]


def text_of(answer: HttpResponse) -> str:
    return " ".join(re.sub("<[^>]+>", " ", answer.content.decode()).split())


def test_what_is_typed_in_is_one_act_and_the_code_is_shown_once(clerk: Officer) -> None:
    before = proposals()
    assert clerk.client.get(f"{HOME}type/").status_code == 200
    answer = clerk.client.post(f"{HOME}type/", TYPED)
    number = re.search(r"P-\d{4}-\d{6}", answer.content.decode())[0]  # type: ignore[index]
    code = re.search(r"<code>([^<]+)</code>", answer.content.decode())[1]  # type: ignore[index]
    assert opens(number, code)
    (act,) = acts_of(f"proposal/{number}")
    assert (act.actor.role, act.actor.capacity) == ("clerk", clerk.person)
    assert (act.body.channel, act.body.language_by, act.body.received_on) == ("meeting", "clerk", "2026-01-15")  # type: ignore[attr-defined]
    again = clerk.client.post(f"{HOME}type/", TYPED)
    assert again.status_code == 409 and number in again.content.decode() and code not in again.content.decode()
    assert proposals() == before + 1


def test_what_is_typed_wrong_is_shown_again_with_everything(clerk: Officer) -> None:
    before = proposals()
    answer = clerk.client.post(f"{HOME}type/", {**TYPED, "received_on": "yesterday"})
    assert answer.status_code == 400 and "Keep article 26." in answer.content.decode()
    late = clerk.client.post(f"{HOME}type/", {**TYPED, "received_on": "2999-01-01"})
    assert late.status_code in (400, 403) and "Keep article 26." in late.content.decode()
    assert proposals() == before
    # What was refused can be sent again when it is mended.
    assert clerk.client.post(f"{HOME}type/", TYPED).status_code == 200


def test_a_file_is_looked_at_first_and_entered_when_somebody_says_so(clerk: Officer) -> None:
    before = proposals()
    where = hand_in(clerk, TABLE).headers["Location"]
    assert "Waiting to be looked at" in text_of(clerk.client.get(where))
    assert clerk.client.post(f"{where}enter/").status_code == 409
    work()
    page = clerk.client.get(where)
    assert proposals() == before
    assert text_of(page).index("Row 3: no text") < text_of(page).index("Would be entered 2")
    table = clerk.client.get(f"{where}rejected.csv")
    assert b"2,,2026-01-15,3,no text" in table.content and table.headers["Content-Disposition"].endswith(
        'rejected.csv"'
    )
    assert clerk.client.post(f"{where}enter/").status_code == 302
    assert clerk.client.post(f"{where}enter/").status_code == 409
    work()
    assert proposals() == before + 2
    assert "Entered now 2" in text_of(clerk.client.get(where))
    row = Upload.objects.get()
    assert vault.read(row.owner, uploads.FILE) is None
    # The same file again adds nothing.
    second = hand_in(clerk, TABLE).headers["Location"]
    work()
    assert "Would be entered 0" in text_of(clerk.client.get(second))
    clerk.client.post(f"{second}remove/")
    assert clerk.client.get(second).status_code == 404 and Upload.objects.count() == 1


def test_a_job_that_is_done_twice_leaves_the_same(clerk: Officer) -> None:
    where = hand_in(clerk, TABLE).headers["Location"]
    work()
    clerk.client.post(f"{where}enter/")
    payload = {"upload": Upload.objects.get().name}
    uploads.work(payload)
    there = proposals()
    Upload.objects.update(state=uploads.ENTERING)
    vault.keep(Upload.objects.get().owner, uploads.FILE, TABLE.encode())
    uploads.work(payload)
    assert proposals() == there


def test_a_file_that_is_none_is_refused_with_its_reason(clerk: Officer) -> None:
    where = hand_in(clerk, b"PK\x03\x04 and no more").headers["Location"]
    work()
    assert "It cannot be read; nothing was entered." in text_of(clerk.client.get(where))
    assert "no XLSX file" in text_of(clerk.client.get(where))
    assert hand_in(clerk, TABLE, columns="[columns]\nkey = 'a'").status_code == 400
    assert hand_in(clerk, TABLE, source="two words").status_code == 400


def test_who_is_no_clerk_any_more_enters_nothing(clerk: Officer) -> None:
    hand_in(clerk, TABLE)
    Upload.objects.update(person="p-7f3k9q")
    before = proposals()
    work()
    Upload.objects.filter(state=uploads.CHECKED).update(state=uploads.ENTERING)
    uploads.work({"upload": Upload.objects.get().name})
    assert proposals() == before and Upload.objects.get().state == uploads.REFUSED


def test_others_do_not_come_to_the_desk(papers: Path, settings: Settings, client: Client) -> None:
    settings.ISONOMIA_SECOND_FACTOR = False
    assert client.get(HOME).status_code == 302
    assert officer("member").client.get(HOME).status_code == 403
    secretary = officer("secretariat")
    assert secretary.client.get(HOME).status_code == 200
    for language in ("kk", "ru"):
        assert secretary.client.get(f"/{language}/desk/intake/file/").status_code == 200
