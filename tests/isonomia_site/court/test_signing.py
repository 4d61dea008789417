"""A ruling is published with signatures on its texts: checked first, kept with what proves them, shown on its page."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from isonomia_site.court.models import Unreleased
from isonomia_site.filing.signed import signatures_of
from isonomia_site.filing.signing import work
from isonomia_site.record.reader import acts_of
from tests.isonomia_site.court.conftest import Bench
from tests.isonomia_site.court.courts import DESK, JUDGES, step, text, today
from tests.isonomia_site.court.test_court import TEXT, admitted
from tests.isonomia_site.filing.authority import SIGNER, Authority, beside
from tests.isonomia_site.halls import Hall

LATER = str(today() + timedelta(days=1))


@pytest.fixture(scope="module")
def authority() -> Iterator[Authority]:
    """An authority that answers whether its certificates are revoked."""
    with Authority() as one:
        yield one


def waits_for_release(bench: Bench) -> str:
    """A case whose ruling was checked by one person and waits for another's release; its number."""
    number = admitted(bench)
    chair, judge, registrar = bench.chair.client, bench.judge.client, bench.registrar.client
    source = {"source_name": "drand", "source_reference": "round 1", "source_due": LATER}
    step(chair, number, "lot-announced", eligible=list(JUDGES[:5]), **source)
    step(chair, number, "lot-drawn", value="8d1f", day=LATER)
    step(judge, number, "hearing-held", day=LATER, form="oral", formation="plenary", judges=list(JUDGES))
    vote = {"formation": "plenary", "judges": list(JUDGES), "in_favour": list(JUDGES[:5]), "members": "9"}
    step(chair, number, "vote-taken", day=LATER, **vote)
    decided = {"kind": "ruling", "number": "3-R", "text": "As adopted", "outcome_0": "unconstitutional"}
    step(judge, number, "case-decided", day=LATER, **decided)
    step(registrar, number, "decision-sent", day=LATER)
    step(registrar, number, "anonymisation-checked", day=LATER, **TEXT)
    return number


def test_a_signed_ruling_is_published_with_all_that_proves_the_signature(
    court: tuple[Hall, Bench], authority: Authority, settings: Settings, tmp_path: Path
) -> None:
    hall, bench = court
    trust = tmp_path / "trust"
    trust.mkdir()
    (trust / "root.pem").write_bytes(authority.root.certificate.public_bytes(Encoding.PEM))
    settings.ISONOMIA_TRUST = str(trust)
    number, signer = waits_for_release(bench), authority.signer()
    second = bench.second.client
    taken = second.get(f"{DESK}{number}/ruling.kk.txt").content
    assert taken.decode() == TEXT["text_kk"] and second.get(f"{DESK}{number}/ruling.de.txt").status_code == 404

    def released(status: int, **signatures: bytes) -> str:
        files = {f"signature_{one}": SimpleUploadedFile("s.p7s", data) for one, data in signatures.items()}
        return text(step(second, number, "ruling-published", status=status, day=LATER, **files), status)

    places = len(acts_of(f"case/{number}"))
    assert "changed after it was signed" in released(400, kk=beside(signer, b"another text"))
    assert "is not there" in released(400, kk=beside(signer, taken, detached=False))
    assert "cannot be read" in released(400, kk=b"-----BEGIN CMS-----\nnothing\n-----END CMS-----")
    with Authority("Another authority") as other:
        assert "no authority that is trusted" in released(400, kk=beside(other.signer(), taken))
    assert len(acts_of(f"case/{number}")) == places and Unreleased.objects.count() == len(TEXT)

    russian = beside(signer, TEXT["text_ru"].encode())
    released(302, kk=beside(signer, taken, stamps=authority.stamps()), ru=russian)
    act = acts_of(f"case/{number}")[places]
    assert [one.field for one in act.commit] == ["content"]
    kept = signatures_of(act.id)
    assert [(one.word, one.file, one.signs) for one in kept] == [("valid", 1, 0), ("valid", 3, 2)]
    assert all(one.certificates and one.ocsps for one in kept) and kept[0].timestamp and kept[0].stamped_at
    work({"act": act.id})
    assert [one.word for one in signatures_of(act.id)] == ["valid", "valid"]

    hall.publish()
    public, address = Client(), f"/en/court/cases/{number}/ruling"
    page = text(public.get(f"{address}.kk/"))
    assert "The signature is valid" in page and SIGNER in page and authority.name in page and "kept" in page
    assert "Signed by" not in text(public.get(f"{address}.en/"))
    assert public.get(f"{address}.kk.txt").content == taken
    assert public.get(f"{address}.ru.p7s").content == russian and public.get(f"{address}.en.p7s").status_code == 404
