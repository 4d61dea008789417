"""Promises at the moment of entry, receipts under the head, and the page that checks both."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from isonomia.errors import InputError, RecordError
from isonomia.record.policy import Policy
from isonomia.record.receipt import check_receipt, make_promise, parse_promise, parse_receipt
from isonomia_site.headers import LARGEST
from isonomia_site.record import receipts
from isonomia_site.record.keys import log_key, own_policy, promise_key
from isonomia_site.record.models import Entry
from isonomia_site.reforms.services import enter_pack
from tests.isonomia_site.halls import DemoRecord, Hall

NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)
PAGE = "/en/record/receipt/"


@pytest.fixture
def promising(hall: Hall, settings: Settings) -> Hall:
    """A hall whose policy names a key of promises; its acts are entered and not yet published."""
    settings.ISONOMIA_PUBLISHED = hall.published
    settings.STATE = hall.published.parent
    promiser = promise_key(settings.STATE / receipts.KEY_FILE, hall.pack.manifest.origin)
    enter_pack(hall.pack, own_policy(hall.signer, promiser))
    return hall


def some_entry() -> int:
    return Entry.objects.order_by("pk")[5].pk


def test_the_key_of_promises_is_a_file_of_its_own(tmp_path: Path) -> None:
    log = log_key(tmp_path / "log.key", "log.example")
    promiser = promise_key(tmp_path / "promise.key", "log.example")
    assert promise_key(tmp_path / "promise.key", "log.example") == promiser != log
    assert (tmp_path / "promise.key").stat().st_mode & 0o777 == 0o600
    with pytest.raises(RecordError, match="another log"):
        promise_key(tmp_path / "log.key", "log.example")
    assert Policy.parse(own_policy(log, promiser).format()).promises


def test_a_promise_is_given_at_once_and_kept_by_the_next_head(promising: Hall) -> None:
    text = receipts.promise(some_entry(), NOW)
    assert "nothing is published yet" in receipts.look(text, NOW).findings[0].get("reason")
    said = parse_promise(text)
    assert (said.origin, said.until) == (promising.pack.manifest.origin, "2026-11-22T12:10:00Z")
    promising.publish()
    kept = receipts.look(text, NOW + timedelta(days=365))
    assert (kept.kind, kept.findings, kept.index) == ("promise", (), 5)
    assert receipts.look(text.replace("\n", "\r\n"), NOW) == kept
    other = make_promise(replace(said, leaf=bytes(32)), promise_key(settings.STATE / "promise.key", said.origin))
    assert [one.code for one in receipts.look(other, NOW).findings] == ["promise_other_entry"]
    never = make_promise(replace(said, act="never"), promise_key(settings.STATE / "promise.key", said.origin))
    assert receipts.look(never, NOW).findings == ()
    assert [one.code for one in receipts.look(never, NOW + timedelta(hours=1)).findings] == ["promise_overdue"]
    with pytest.raises(InputError, match="no entry 99999"):
        receipts.promise(99999, NOW)


@pytest.mark.django_db
def test_every_entry_has_a_receipt_that_verifies_without_the_site(demo_record: DemoRecord) -> None:
    policy = Policy.parse((demo_record.published / "policy").read_bytes())
    for index in (0, 7, demo_record.size - 1):
        receipt = parse_receipt(receipts.receipt(index))
        assert receipt.index == index and check_receipt(receipt, policy) == []
    for index in (-1, demo_record.size):
        with pytest.raises(InputError):
            receipts.receipt(index)


@pytest.mark.django_db
def test_a_receipt_is_downloaded_from_the_page_of_its_entry(demo_record: DemoRecord, client: Client) -> None:
    assert b'href="/en/record/entries/7/receipt"' in client.get("/en/record/entries/7/").content
    answer = client.get("/en/record/entries/7/receipt")
    assert answer["Content-Disposition"] == 'attachment; filename="entry-7.tlog-proof"'
    assert parse_receipt(answer.content.decode()).index == 7
    assert client.get(f"/en/record/entries/{demo_record.size}/receipt").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_page_checks_what_is_pasted_or_uploaded(demo_record: DemoRecord, client: Client, language: str) -> None:
    page = f"/{language}/record/receipt/"
    text = receipts.receipt(7)
    empty = client.get(page)
    assert empty.status_code == 200 and not empty.cookies and b"<script" not in empty.content
    pasted = client.post(page, {"text": text}).content.decode()
    uploaded = client.post(page, {"file": SimpleUploadedFile("r", text.encode())}).content.decode()
    for found in (pasted, uploaded):
        assert 'role="status"' in found and f'href="/{language}/record/entries/7/"' in found
        assert "finding." not in found
    assert ("Verified" in pasted) is (language == "en")


@pytest.mark.django_db
def test_what_does_not_verify_says_why_and_keeps_what_was_typed(demo_record: DemoRecord, client: Client) -> None:
    text = receipts.receipt(7)
    wrong = client.post(PAGE, {"text": text.replace("index 7", "index 8")}).content.decode()
    assert "This receipt does not verify" in wrong and "does not lead to the signed root as number 8" in wrong
    assert "index 8\n" in wrong.partition("<textarea")[2]
    beyond = client.post(PAGE, {"text": text.replace("index 7", "index 99999")}).content.decode()
    assert "This record has no entry 99,999" in beyond
    typed = "<b>my own words</b>"
    broken = client.post(PAGE, {"text": typed}).content.decode()
    assert "This cannot be read" in broken and typed not in broken and "&lt;b&gt;my own words" in broken
    nothing = client.post(PAGE, {"text": "  "}).content.decode()
    assert "Nothing was pasted" in nothing and 'role="status"' not in nothing
    assert client.post(PAGE, {"file": SimpleUploadedFile("r", b"\xff\x00" * 9)}).status_code == 200
    assert client.post(PAGE, {"file": SimpleUploadedFile("r", b"x" * 2_000_000)}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("page", [PAGE, "/en/account/sign-in/"])
def test_what_is_larger_than_any_form_is_refused_unread(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def spool(*_: object) -> None:
        raise AssertionError("it was spooled to the disk")

    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", spool)
    file = SimpleUploadedFile("receipt", bytes(LARGEST))
    answer = Client(enforce_csrf_checks=True).post(page, {"file": file}, headers={"Cookie": f"csrftoken={'a' * 32}"})
    assert answer.status_code == 413 and answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
