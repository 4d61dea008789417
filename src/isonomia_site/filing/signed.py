"""What was found of the signatures on the files of an act, kept sealed among its papers. No filing depends on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec
from django.utils.translation import pgettext_lazy

from isonomia_site.filing.papers import owner_of
from isonomia_site.papers import vault

FIELD = "signatures"


class Word(StrEnum):
    """What a check of one signature came to."""

    VALID = "valid"
    UNANSWERED = "unanswered"
    EXPIRED = "expired"
    REVOKED = "revoked"
    UNKNOWN_CHAIN = "unknown_chain"
    UNTRUSTED = "untrusted"
    ALTERED = "altered"
    NOTHING_SIGNED = "nothing_signed"
    UNSUPPORTED = "unsupported"
    UNREADABLE = "unreadable"


SAID = {
    Word.VALID: pgettext_lazy("signature", "The signature is valid, and the certificate was not revoked."),
    Word.UNANSWERED: pgettext_lazy(
        "signature", "The signature is valid; nobody answered whether the certificate was revoked."
    ),
    Word.EXPIRED: pgettext_lazy("signature", "The signer's certificate has expired, and no timestamp is older."),
    Word.REVOKED: pgettext_lazy("signature", "The signer's certificate was revoked."),
    Word.UNKNOWN_CHAIN: pgettext_lazy("signature", "The certificate leads to no authority that is trusted here."),
    Word.UNTRUSTED: pgettext_lazy("signature", "The certificate is not one for signing, or does not hold."),
    Word.ALTERED: pgettext_lazy("signature", "The file was changed after it was signed."),
    Word.NOTHING_SIGNED: pgettext_lazy("signature", "The file that was signed is not there."),
    Word.UNSUPPORTED: pgettext_lazy("signature", "The algorithm, such as that of GOST, cannot be checked here."),
    Word.UNREADABLE: pgettext_lazy("signature", "The signature cannot be read."),
}
"""Each word as pages say it. None of them keeps a filing from its day."""


class Signature(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One signature: what the check came to, when, who signed what, and all that is needed to check it again.

    Certificates, OCSP answers, CRLs and the timestamp (RFC 3161) are base64 of their DER form.
    """

    word: Word
    checked_at: str = ""
    file: int
    signs: int | None = None
    signer: str = ""
    issuer: str = ""
    serial: str = ""
    stated_at: str = ""
    stamped_at: str = ""
    certificates: tuple[str, ...] = ()
    ocsps: tuple[str, ...] = ()
    crls: tuple[str, ...] = ()
    timestamp: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """One file that may bear signatures or be signed by another one."""

    at: int
    kind: str
    data: bytes


def keep(owner: str, place: str, found: Sequence[Signature]) -> None:
    """Keep what was found of the signatures on the files of one act, instead of what was found before."""
    vault.keep(owner, f"{FIELD}.{place}", msgspec.json.encode(found).decode())


def signatures_of(act: str) -> list[Signature]:
    """What was found of the signatures on the files of an act; none before it was looked for."""
    owner = owner_of(act.rpartition("/")[0])
    kept = vault.read(owner, f"{FIELD}.{act.rpartition('/')[2]}") if owner else None
    return msgspec.json.decode(kept, type=list[Signature]) if isinstance(kept, str) else []
