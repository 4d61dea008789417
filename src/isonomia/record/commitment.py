"""Salted commitments: an act binds itself to a value that it does not show, and whoever has the salt can prove it.

Without its salt a commitment says nothing, not even to one who guesses the value: to lose the salt is to erase.
"""

import hashlib
import hmac
import re

from isonomia.errors import InputError
from isonomia.record.canonical import encode

SALT_SIZE = 32

_domain = re.compile(r"[a-z0-9][A-Za-z0-9_./-]{0,254}")


def commit(salt: bytes, domain: str, value: object) -> str:
    """Return the commitment to a value: HMAC-SHA256 under the salt, over domain, a zero byte and the canonical value.

    Args:
        salt: 32 bytes by chance, made anew for each commitment; two under one salt show that their values are equal.
        domain: what the value is for, so that a commitment made for one thing opens nothing else.
        value: text, or any document that has a canonical form.
    Raises:
        InputError: the salt has another length, or the domain another form.
        RecordError: the value has no canonical form.

    >>> commit(bytes(32), "example", "Ақтау")[:16]
    'a25459ac331dcee7'
    """
    if len(salt) != SALT_SIZE:
        raise InputError(f"a salt of {len(salt)} bytes: wanted {SALT_SIZE}")
    if not _domain.fullmatch(domain):
        raise InputError(f'the domain "{domain}" of a commitment: wanted letters, digits and _ . / - only')
    return hmac.new(salt, domain.encode() + b"\0" + encode(value), hashlib.sha256).hexdigest()


def opens(commitment: str, salt: bytes, domain: str, value: object) -> bool:
    """Whether this salt and this value are what a commitment was made from, in this domain."""
    return hmac.compare_digest(commit(salt, domain, value).encode(), commitment.encode())
