"""After an erasure nothing of a matter says who filed it: no dump, log, record, index, restore; figures recompute."""

import logging
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client
from msgspec import structs

from isonomia.figures.published import replayed, unlike_published
from isonomia.record.reading import check
from isonomia.reform.road import BODIES
from isonomia_site.filing.codes import matter_of
from isonomia_site.filing.models import Attachment, Filed
from isonomia_site.filing.papers import file_of, owner_of, sheet_of
from isonomia_site.filing.scanning import work
from isonomia_site.papers import vault
from isonomia_site.papers.dumps import dump, restore
from isonomia_site.papers.erasure import erase
from isonomia_site.papers.keystore import keystore
from isonomia_site.papers.ledger import ledger_path
from isonomia_site.papers.models import Key
from isonomia_site.record.reader import acts_of
from isonomia_site.rights.standing import standing
from tests.isonomia_site.halls import Hall
from tests.isonomia_site.papers.persons import CLERK, NOW, PAPERS, Person, traces
from tests.isonomia_site.rights.test_filing import COURT, filed
from tests.isonomia_site.rights.test_filing import text as shown

ALIYA = {
    "applicant_kind": "citizen",
    "name": str(PAPERS["name"]),
    "number": str(PAPERS["iin"]),
    "contact": f"{PAPERS['phone']} {PAPERS['email']}",
}
FILE = b"%PDF-1.7 " + bytes(PAPERS["scan"])  # type: ignore[arg-type]


def person_of(matter: str) -> Person:
    """Everything of whoever filed a matter that must be nowhere after the erasure."""
    owner = str(owner_of(matter))
    made = acts_of(matter)[0].commit
    opened = [vault.opening(owner, one) for one in made]
    key_id = Key.objects.get(owner=owner).key_id
    data_key = keystore().find(key_id)
    assert data_key is not None and all(opened)
    wrapped = (keystore().folder / f"{key_id}.key").read_bytes()
    return Person(owner, (f"{matter}/1",), made, data_key, wrapped, tuple(one.salt for one in opened if one))


def figures_of(hall: Hall) -> bytes:
    record, findings = check(hall.published, BODIES, strict=True)
    assert findings == [] and record is not None and record.figures_json
    assert unlike_published(record, replayed(record)) == []
    return record.figures_json


def test_after_an_erasure_nothing_says_who_filed(
    office: Hall, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="django")
    browser, other = Client(), Client()
    # What the statements of the filing itself hold is sealed before; from here on every one is looked at.
    monkeypatch.setattr(logging.getLogger("django"), "propagate", True)
    monkeypatch.setattr(connections["default"], "force_debug_cursor", True)
    matter = COURT | {"facts": str(PAPERS["statement"])}
    browser.post("/en/rights/file/court/")
    browser.post("/en/rights/file/court/matter/", matter)
    browser.post("/en/rights/file/court/you/", ALIYA)
    browser.post("/en/rights/file/court/files/", {"file": SimpleUploadedFile("Өтегенова.pdf", FILE)})
    browser.post("/en/rights/file/court/check/")
    there, owner = Filed.objects.values_list("matter", "owner").get()
    kind, number, code = filed(other)
    work({})
    office.publish()
    aliya, before, figures = person_of(there), tmp_path / "before", figures_of(office)
    dump(before, NOW)
    # The search is alive: with the key there, it finds her.
    assert "Өтегенова" in str(sheet_of(f"{there}/1", "applicant")) and file_of(f"{there}/1", 0) == FILE
    assert list(traces(aliya, [tmp_path / "keys"])) != []

    erase(owner, ground="request-of-the-person", by=CLERK, at=NOW)
    assert not Filed.objects.filter(matter=there).exists() and not Attachment.objects.filter(owner=owner).exists()
    office.publish()
    assert figures_of(office) is not None and structs.asdict(acts_of("papers")[0].body)["acts"] == 1
    after = tmp_path / "after"
    dump(after, NOW)
    log = "\n".join(record.getMessage() for record in caplog.records).encode()
    assert b"filing_filed" in log
    name = str(connection.settings_dict["NAME"])
    files = [Path(f"{name}{end}") for end in ("", "-wal", "-shm")] if connection.vendor == "sqlite" else []
    left = [
        before,
        after,
        office.published,
        tmp_path / "keys",
        ledger_path(),
        log,
        *(one for one in files if one.exists()),
    ]
    assert list(traces(aliya, left)) == []

    # The matter goes on without its applicant; the other one is as it was.
    found = standing(there)
    assert found is not None and found.stage == "filed" and sheet_of(f"{there}/1", "applicant") == {}
    page = browser.get(f"/en/mine/{there}/")
    assert page.status_code == 200 and "Өтегенова" not in shown(page)
    assert matter_of(number, code) == f"{kind}/{number}" and sheet_of(f"{kind}/{number}/1", "applicant")

    restore(before, replace=True)
    assert owner_of(there) is None and sheet_of(f"{there}/1", "content") == {} and file_of(f"{there}/1", 0) is None
    assert not Attachment.objects.filter(owner=owner).exists() and matter_of(number, code) == f"{kind}/{number}"
    assert figures != b""
