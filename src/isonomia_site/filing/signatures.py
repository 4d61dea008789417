"""Electronic signatures on files: CMS beside a file or around one, and PAdES inside a PDF, checked by pyHanko.

What is kept of a check is what anybody needs to do it again: certificates, answers on revocation, the timestamp.
"""

import asyncio
import hashlib
from base64 import b64encode
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from asn1crypto import cms, core, pem, x509
from django.conf import settings
from msgspec import structs
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.general import extract_certificate_info, extract_signer_info
from pyhanko.sign.validation import async_validate_detached_cms, async_validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.generic_cms import cms_basic_validation, collect_timing_info
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, StandardCMSSignatureStatus
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.fetchers import Fetchers
from pyhanko_certvalidator.fetchers.api import CertificateFetcher
from pyhanko_certvalidator.fetchers.requests_fetchers import RequestsFetcherBackend
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy, RevocationCheckingRule

from isonomia.errors import InputError
from isonomia_site.filing.signed import File, Signature, Word
from isonomia_site.record.clock import written

SECONDS = 10
STAMP = "signature_time_stamp_token"
CERTIFICATES, LISTS = (".pem", ".crt", ".cer", ".der"), (".crl",)
ANSWERED, IF_ANSWERED, NOT_ASKED = (
    RevocationCheckingPolicy(rule, rule)
    for rule in (
        RevocationCheckingRule.CRL_OR_OCSP_REQUIRED,
        RevocationCheckingRule.CHECK_IF_DECLARED_SOFT,
        RevocationCheckingRule.NO_CHECK,
    )
)
_words: dict[object, Word] = {
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: Word.EXPIRED,
    AdESIndeterminate.EXPIRED: Word.EXPIRED,
    AdESIndeterminate.REVOKED_NO_POE: Word.REVOKED,
    AdESIndeterminate.REVOKED_CA_NO_POE: Word.REVOKED,
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: Word.UNKNOWN_CHAIN,
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE: Word.UNSUPPORTED,
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: Word.UNSUPPORTED,
}
Status = StandardCMSSignatureStatus | PdfSignatureStatus
Validate = Callable[[ValidationContext, ValidationContext], Awaitable[Status]]


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose certificates are believed, and lists of revoked ones that were brought here."""

    anchors: tuple[x509.Certificate, ...] = ()
    lists: tuple[bytes, ...] = ()


class NoIssuers(CertificateFetcher):
    """Fetches no certificate: a file must not make this site ask an address that it names itself.

    Addresses for answers on revocation are asked: those stand in certificates that a trusted authority has signed.
    """

    async def fetch_cert_issuers(self, cert: object) -> AsyncGenerator[x509.Certificate, None]:
        """None."""
        return
        yield

    async def fetch_crl_issuers(self, certificate_list: object) -> AsyncGenerator[x509.Certificate, None]:
        """None."""
        return
        yield

    def fetched_certs(self) -> Iterable[x509.Certificate]:
        """None."""
        return ()


def trust() -> Trust:
    """The anchors and lists that this installation was given: files in the folder ISONOMIA_TRUST.

    Raises:
        InputError: a file there is no certificate.
    """
    if not settings.ISONOMIA_TRUST:
        return Trust()
    files = sorted(one for one in Path(settings.ISONOMIA_TRUST).iterdir() if one.is_file())
    return Trust(
        tuple(anchor for one in files if one.suffix in CERTIFICATES for anchor in _certificates(one)),
        tuple(one.read_bytes() for one in files if one.suffix in LISTS),
    )


def check(files: Sequence[File], trusted: Trust) -> list[Signature]:
    """Check every signature on these files; what cannot be read is told, and stops no other."""
    found: list[Signature] = []
    for one in files:
        checks = {"pdf": _pdf, "p7s": _cms}.get(one.kind)
        # Where a PDF is signed, the places that the signature covers stand in it as they are.
        if checks is None or (one.kind == "pdf" and b"/ByteRange" not in one.data):
            continue
        try:
            found += asyncio.run(checks(one, files, trusted))
        except Exception:
            # Whoever wrote the file decides what breaks in the reader: nothing of it may stop a filing.
            found.append(Signature(word=Word.UNREADABLE, file=one.at))
    return found


async def _pdf(one: File, _files: Sequence[File], trusted: Trust) -> list[Signature]:
    reader = PdfFileReader(BytesIO(one.data), strict=False)
    kept: dict[str, Any] = {}
    with suppress(NoDSSFoundError):
        store = DocumentSecurityStore.read_dss(reader).as_validation_context(
            {"allow_fetching": False, "trust_roots": []}
        )
        kept = {"ocsps": store.ocsps, "crls": store.crls, "other_certs": list(store.certificate_registry)}
    found = []
    for embedded in reader.embedded_regular_signatures:
        bare = Signature(word=Word.ALTERED, file=one.at, signs=one.at)
        found.append(await _checked(embedded.signed_data, bare, trusted, _in_pdf(embedded), kept))
    return found


def _in_pdf(embedded: EmbeddedPdfSignature) -> Validate:
    async def validate(context: ValidationContext, stamps: ValidationContext) -> Status:
        return await async_validate_pdf_signature(embedded, context, stamps)

    return validate


async def _cms(one: File, files: Sequence[File], trusted: Trust) -> list[Signature]:
    data = pem.unarmor(one.data)[2] if pem.detect(one.data) else one.data
    signed = cms.ContentInfo.load(data)["content"]
    info = extract_signer_info(signed)
    algorithm = info["digest_algorithm"]["algorithm"].native
    if _is_number(algorithm) or _is_number(info["signature_algorithm"]["algorithm"].native):
        return [_named(Signature(word=Word.UNSUPPORTED, file=one.at), signed)]
    inside = signed["encap_content_info"]["content"]
    content, signs = (bytes(inside), one.at) if inside.native is not None else _signed_by(info, files, one)
    bare = Signature(word=Word.NOTHING_SIGNED, file=one.at, signs=signs)
    if content is None:
        return [_named(bare, signed)]

    validate = _around(signed, content) if inside.native is not None else _beside(signed, content)
    return [await _checked(signed, bare, trusted, validate, {})]


def _beside(signed: cms.SignedData, content: bytes) -> Validate:
    async def validate(context: ValidationContext, stamps: ValidationContext) -> Status:
        return await async_validate_detached_cms(content, signed, context, stamps)

    return validate


def _around(signed: cms.SignedData, content: bytes) -> Validate:
    """The same for a signature around a file, of which the library by itself leaves out the timestamp."""

    async def validate(context: ValidationContext, stamps: ValidationContext) -> Status:
        info = extract_signer_info(signed)
        times = await collect_timing_info(info, stamps, lambda name: hashlib.new(name, content).digest())
        usage = StandardCMSSignatureStatus.default_usage_constraints()
        found = await cms_basic_validation(
            signed, validation_context=context, status_kwargs=times, key_usage_settings=usage
        )
        return StandardCMSSignatureStatus(**found)

    return validate


def _signed_by(info: cms.SignerInfo, files: Sequence[File], one: File) -> tuple[bytes | None, int | None]:
    """The file that a signature beside it is for: the one with its digest, or the only one that there is."""
    digests = [attr["values"][0].native for attr in info["signed_attrs"] if attr["type"].native == "message_digest"]
    others = [other for other in files if other.at != one.at and other.kind != "p7s"]
    for other in others:
        if hashlib.new(info["digest_algorithm"]["algorithm"].native, other.data).digest() in digests:
            return other.data, other.at
    return (others[0].data, others[0].at) if len(others) == 1 else (None, None)


async def _checked(
    signed: cms.SignedData, bare: Signature, trusted: Trust, validate: Validate, kept: dict[str, Any]
) -> Signature:
    """Validate as of now; where the certificate has ended since, as of the moment of a trusted timestamp."""
    word, status, context = await _asked(validate, trusted, kept)
    stamp = status.timestamp_validity
    stamped = stamp.timestamp if stamp is not None and stamp.trusted else None
    if stamped and (word == Word.EXPIRED or _revoked_after(stamped, status)):
        answers = {**kept, "ocsps": context.ocsps, "crls": context.crls}
        then, *_ = await _asked(validate, trusted, answers, moment=stamped)
        if then in (Word.VALID, Word.UNANSWERED):
            word = Word.VALID if word == Word.REVOKED else then
    found = structs.replace(bare, word=word, stamped_at=_moment(stamped) if stamped else "")
    return _with_proof(_named(found, signed), status, context)


def _revoked_after(moment: datetime, status: Status) -> bool:
    told = status.revocation_details
    return told is not None and not told.ca_revoked and told.revocation_date > moment


async def _asked(
    validate: Validate, trusted: Trust, kept: dict[str, Any], moment: datetime | None = None
) -> tuple[Word, Status, ValidationContext]:
    """Validate with answers on revocation; where there are none, without, and say so."""
    context, stamps = _context(trusted, kept, ANSWERED, moment), _context(trusted, kept, IF_ANSWERED)
    status = await validate(context, stamps)
    word = _word(status)
    if word == Word.UNTRUSTED:
        loose = _context(trusted, {**kept, "ocsps": context.ocsps}, NOT_ASKED, moment)
        word = _word(await validate(loose, stamps))
        word = Word.UNANSWERED if word == Word.VALID else word
    return word, status, context


def _context(
    trusted: Trust, kept: dict[str, Any], policy: RevocationCheckingPolicy, moment: datetime | None = None
) -> ValidationContext:
    backend = RequestsFetcherBackend(per_request_timeout=SECONDS).get_fetchers()
    fetchers = Fetchers(ocsp_fetcher=backend.ocsp_fetcher, crl_fetcher=backend.crl_fetcher, cert_fetcher=NoIssuers())
    return ValidationContext(
        trust_roots=list(trusted.anchors),
        other_certs=kept.get("other_certs", []),
        ocsps=kept.get("ocsps", []),
        crls=[*kept.get("crls", []), *trusted.lists],
        moment=moment,
        allow_fetching=moment is None,
        fetchers=fetchers if moment is None else None,
        revinfo_policy=CertRevTrustPolicy(policy, retroactive_revinfo=moment is not None),
    )


def _word(status: Status) -> Word:
    if not status.intact or not status.valid or not _untouched(status):
        return Word.ALTERED
    if status.revoked:
        return Word.REVOKED
    if status.trust_problem_indic is None and status.validation_path is not None:
        return Word.VALID
    return _words.get(status.trust_problem_indic, Word.UNTRUSTED)


def _untouched(status: Status) -> bool:
    """Whether nothing but what the signer allowed was added to a PDF since it was signed."""
    return not isinstance(status, PdfSignatureStatus) or bool(status.docmdp_ok)


def _named(bare: Signature, signed: cms.SignedData) -> Signature:
    """A signature with what its file says of it: the signer's certificate, those above it, times, the timestamp."""
    there = extract_certificate_info(signed)
    info = extract_signer_info(signed)
    stated = [one["values"][0].native for one in info["signed_attrs"] if one["type"].native == "signing_time"]
    stamps = [one["values"][0] for one in info["unsigned_attrs"] or () if one["type"].native == STAMP]
    return structs.replace(
        bare,
        signer=there.signer_cert.subject.human_friendly,
        issuer=there.signer_cert.issuer.human_friendly,
        serial=f"{there.signer_cert.serial_number:x}",
        stated_at=_moment(stated[0]) if stated else "",
        certificates=tuple(_text(one) for one in (there.signer_cert, *there.other_certs)),
        timestamp=_text(stamps[0]) if stamps else "",
    )


def _with_proof(found: Signature, status: Status, context: ValidationContext) -> Signature:
    """The same with what was found outside of its file: the path to an anchor, and the answers on revocation."""
    path = list(status.validation_path.iter_certs(include_root=True)) if status.validation_path else []
    return structs.replace(
        found,
        certificates=tuple(dict.fromkeys([*found.certificates, *(_text(one) for one in path)])),
        ocsps=tuple(_text(one) for one in context.ocsps),
        crls=tuple(_text(one) for one in context.crls),
    )


def _text(value: core.Asn1Value) -> str:
    return b64encode(value.dump()).decode()


def _moment(value: datetime) -> str:
    return written(value.astimezone(UTC))


def _is_number(algorithm: str) -> bool:
    """Whether an algorithm is one for which the library has no name: those of GOST, for one."""
    return algorithm.replace(".", "").isdecimal()


def _certificates(path: Path) -> list[x509.Certificate]:
    data = path.read_bytes()
    try:
        ders = [der for _kind, _headers, der in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
        found = [x509.Certificate.load(der) for der in ders]
        for one in found:
            one.subject.human_friendly  # noqa: B018 (read, or it is not looked at before a signature is)
    except (ValueError, TypeError) as error:
        raise InputError(f"{path.name} in ISONOMIA_TRUST is no certificate: {error}") from None
    return found
