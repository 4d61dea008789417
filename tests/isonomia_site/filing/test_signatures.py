"""Signatures on files, by an authority of our own: each word of the answer, and what is kept to check it again."""

import re
from base64 import b64decode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import cms, ocsp, tsp, x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pytest_django import Settings

from isonomia.errors import InputError
from isonomia_site.filing.attachments import attached
from isonomia_site.filing.contents import look
from isonomia_site.filing.models import Attachment
from isonomia_site.filing.papers import Handed, Papers
from isonomia_site.filing.services import receive
from isonomia_site.filing.signatures import Trust, check, trust
from isonomia_site.filing.signed import File, Signature, Word, signatures_of
from isonomia_site.filing.signing import KIND
from isonomia_site.jobs.models import Job
from isonomia_site.kinds import KINDS
from isonomia_site.papers.models import Paper
from isonomia_site.permissions import as_author
from isonomia_site.record.reader import acts_of
from tests.isonomia_site.filing.authority import DAY, NOW, SIGNER, Authority, Holder, a_pdf, beside, within
from tests.isonomia_site.filing.test_services import BODY, SAID, SERIES, TODAY
from tests.isonomia_site.halls import Hall

LETTER = b"%PDF-1.7 my appeal"


@pytest.fixture(scope="module")
def authority() -> Iterator[Authority]:
    with Authority() as one:
        yield one


@pytest.fixture(scope="module")
def trusted(authority: Authority) -> Trust:
    return Trust((authority.root.held,))


@pytest.fixture(scope="module")
def signer(authority: Authority) -> Holder:
    return authority.signer()


def files(*given: bytes) -> list[File]:
    return [File(at, look(data).kind, data) for at, data in enumerate(given)]


def one(found: list[Signature]) -> Signature:
    (only,) = found
    return only


def test_a_signature_beside_a_file_is_valid_with_all_that_proves_it(
    authority: Authority, trusted: Trust, signer: Holder
) -> None:
    found = one(check(files(LETTER, b"%PDF-1.7 other", beside(signer, LETTER, stamps=authority.stamps())), trusted))
    assert (found.word, found.file, found.signs) == (Word.VALID, 2, 0)
    assert SIGNER in found.signer and authority.name in found.issuer
    assert found.serial == f"{signer.certificate.serial_number:x}" and found.stamped_at.startswith(
        NOW.strftime("%Y-%m-%d")
    )
    chain = [x509.Certificate.load(b64decode(text)) for text in found.certificates]
    assert chain[0].dump() == signer.der and authority.root.der in [held.dump() for held in chain]
    answers = [ocsp.OCSPResponse.load(b64decode(text)) for text in found.ocsps]
    serials = {said["cert_id"]["serial_number"].native for held in answers for said in held.response_data["responses"]}
    assert signer.certificate.serial_number in serials
    token = cms.ContentInfo.load(b64decode(found.timestamp))["content"]["encap_content_info"]["content"].parsed
    assert isinstance(token, tsp.TSTInfo) and token["gen_time"].native == NOW


def test_a_signature_around_a_file_and_one_in_letters(trusted: Trust, signer: Holder) -> None:
    from asn1crypto import pem

    around = beside(signer, LETTER, detached=False)
    assert one(check(files(around), trusted)).word == Word.VALID
    found = one(check(files(LETTER, pem.armor("CMS", beside(signer, LETTER))), trusted))
    assert (found.word, found.signs) == (Word.VALID, 0)


def test_a_signature_within_a_pdf(authority: Authority, trusted: Trust, signer: Holder) -> None:
    found = one(check(files(within(signer, a_pdf(), stamps=authority.stamps())), trusted))
    assert (found.word, found.file, found.signs) == (Word.VALID, 0, 0)
    assert found.timestamp and found.ocsps and len(found.certificates) >= 2


def test_what_was_changed_after_signing_is_altered(trusted: Trust, signer: Holder) -> None:
    assert one(check(files(LETTER.replace(b"my", b"no"), beside(signer, LETTER)), trusted)).word == Word.ALTERED
    signed = within(signer, a_pdf())
    changed = re.sub(rb"\[ ?0 0 9 9 ?\]", lambda found: found[0].replace(b"9 9", b"8 9"), signed)
    assert changed != signed and one(check(files(changed), trusted)).word == Word.ALTERED


def test_a_page_that_was_added_to_a_signed_pdf_is_seen(trusted: Trust, signer: Holder) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(within(signer, a_pdf())))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/MediaBox"] = generic.ArrayObject([generic.NumberObject(side) for side in (0, 0, 5, 5)])
    writer.mark_update(writer.root["/Pages"]["/Kids"].raw_get(0))
    held = BytesIO()
    writer.write(held)
    assert one(check(files(held.getvalue()), trusted)).word == Word.ALTERED


def test_an_expired_certificate_holds_only_where_a_timestamp_is_older(authority: Authority, trusted: Trust) -> None:
    over = authority.signer(until=-10 * DAY)
    assert one(check(files(LETTER, beside(over, LETTER)), trusted)).word == Word.EXPIRED
    late = beside(over, LETTER, stamps=authority.stamps(NOW - DAY))
    assert one(check(files(LETTER, late), trusted)).word == Word.EXPIRED
    early = one(check(files(LETTER, beside(over, LETTER, stamps=authority.stamps(NOW - 20 * DAY))), trusted))
    assert early.word == Word.UNANSWERED and early.stamped_at


def test_a_revoked_certificate(authority: Authority, trusted: Trust) -> None:
    gone = authority.signer("Marat")
    authority.revoked[gone.certificate.serial_number] = NOW - 5 * DAY
    found = one(check(files(LETTER, beside(gone, LETTER)), trusted))
    assert found.word == Word.REVOKED and found.ocsps
    early = one(check(files(LETTER, beside(gone, LETTER, stamps=authority.stamps(NOW - 20 * DAY))), trusted))
    assert early.word == Word.VALID
    late = one(check(files(LETTER, beside(gone, LETTER, stamps=authority.stamps(NOW - DAY))), trusted))
    assert late.word == Word.REVOKED


def test_a_chain_that_leads_to_no_anchor_of_ours(trusted: Trust, signer: Holder) -> None:
    with Authority("Another authority") as other:
        unknown = beside(other.signer(), LETTER)
        assert one(check(files(LETTER, unknown), trusted)).word == Word.UNKNOWN_CHAIN
        # An address that an unknown authority wrote into a certificate is never asked.
        assert other.asked == 0
    assert one(check(files(LETTER, beside(signer, LETTER)), Trust())).word == Word.UNKNOWN_CHAIN


def test_where_nobody_answers_on_revocation_that_is_said() -> None:
    with Authority() as silent:
        held, root = silent.signer(), silent.root
    found = one(check(files(LETTER, beside(held, LETTER)), Trust((root.held,))))
    assert found.word == Word.UNANSWERED and found.ocsps == ()


def test_a_list_of_revoked_ones_that_was_brought_here_answers() -> None:
    from cryptography import x509 as made
    from cryptography.hazmat.primitives import hashes

    with Authority() as silent:
        good, bad, root = silent.signer(), silent.signer("Marat"), silent.root
    entry = made.RevokedCertificateBuilder(bad.certificate.serial_number, NOW - 5 * DAY).build()
    begun = made.CertificateRevocationListBuilder(root.certificate.subject, NOW - DAY, NOW + DAY, [], [entry])
    known = made.AuthorityKeyIdentifier.from_issuer_public_key(root.key.public_key())
    signed = begun.add_extension(known, critical=False).add_extension(made.CRLNumber(1), critical=False)
    listed = signed.sign(root.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    trusted = Trust((root.held,), (listed,))
    found = one(check(files(LETTER, beside(good, LETTER)), trusted))
    assert found.word == Word.VALID and found.crls
    assert one(check(files(LETTER, beside(bad, LETTER)), trusted)).word == Word.REVOKED


def test_a_key_that_is_not_for_signing_is_not_trusted(authority: Authority, trusted: Trust) -> None:
    assert one(check(files(LETTER, beside(authority.stamper, LETTER)), trusted)).word == Word.UNTRUSTED


def test_algorithms_of_gost_are_said_to_be_unsupported(trusted: Trust, signer: Holder) -> None:
    signed = cms.ContentInfo.load(beside(signer, LETTER))
    signed["content"]["signer_infos"][0]["digest_algorithm"] = {"algorithm": "1.2.643.7.1.1.2.2"}
    found = one(check(files(LETTER, signed.dump(force=True)), trusted))
    assert found.word == Word.UNSUPPORTED and SIGNER in found.signer


@pytest.mark.parametrize(
    "broken",
    [bytes.fromhex("308006092a864886f70d010702"), b"-----BEGIN CMS-----\n", b"%PDF-1.7 /ByteRange"],
)
def test_what_cannot_be_read_stops_nothing(trusted: Trust, signer: Holder, broken: bytes) -> None:
    found = check(files(broken, LETTER, beside(signer, LETTER)), trusted)
    assert [each.word for each in found if each.file == 2] == [Word.VALID]
    assert all(each.word == Word.UNREADABLE for each in found if each.file != 2)


def test_a_signature_for_a_file_that_is_not_there(trusted: Trust, signer: Holder) -> None:
    assert one(check(files(beside(signer, LETTER)), trusted)).word == Word.NOTHING_SIGNED


def test_anchors_are_read_from_a_folder(tmp_path: Path, settings: Settings, authority: Authority) -> None:
    settings.ISONOMIA_TRUST = ""
    assert trust() == Trust()
    settings.ISONOMIA_TRUST = str(tmp_path)
    (tmp_path / "a.pem").write_bytes(authority.root.certificate.public_bytes(serialization.Encoding.PEM))
    (tmp_path / "b.der").write_bytes(authority.root.der)
    (tmp_path / "notes.txt").write_text("whose they are", encoding="utf-8")
    assert [held.dump() for held in trust().anchors] == [authority.root.der] * 2
    (tmp_path / "c.cer").write_bytes(b"no certificate")
    with pytest.raises(InputError, match=r"c\.cer"):
        trust()


def test_a_bad_signature_never_loses_a_filing(
    mysal: Hall,
    authority: Authority,
    signer: Holder,
    tmp_path: Path,
    settings: Settings,
    capfd: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "anchor.der").write_bytes(authority.root.der)
    settings.ISONOMIA_TRUST = str(tmp_path)
    handed = (LETTER, beside(signer, LETTER), beside(authority.signer(until=-DAY), LETTER), beside(signer, b"else"))
    papers = Papers(SAID, tuple(Handed(f"{at}", data) for at, data in enumerate(handed)))
    given = receive(as_author(TODAY), SERIES, BODY, papers)
    act = acts_of(given.matter)[0].id
    assert len(attached(act)) == Attachment.objects.count() == 4 and signatures_of(act) == []
    job = Job.objects.get(kind=KIND)
    assert job.payload == {"act": act}
    KINDS[KIND].work(job.payload)
    KINDS[KIND].work(job.payload)
    found = signatures_of(act)
    assert [(each.file, each.word) for each in found] == [(1, "valid"), (2, "expired"), (3, "altered")]
    assert all(each.checked_at for each in found)
    # Who signed lies among the papers alone, and in no log.
    assert all(SIGNER.encode() not in bytes(row.sealed) for row in Paper.objects.all())
    told = capfd.readouterr()
    assert SIGNER not in told.out + told.err


def test_files_that_bear_no_signature_put_no_job(mysal: Hall) -> None:
    receive(as_author(TODAY), SERIES, BODY, Papers(SAID, (Handed("a.txt", b"words"),)))
    assert Job.objects.filter(kind=KIND).count() == 0
