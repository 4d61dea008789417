"""Keys by which organisations send proposals by machine: made once, kept as hashes, revoked at any time."""

import re
import secrets
import time
from datetime import date

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone

from isonomia.errors import ConflictError, InputError
from isonomia.proposals.rules import AUTHOR_KINDS
from isonomia_site.intake.models import ApiKey
from isonomia_site.papers.keyed import keyed

MINUTE = 60
BEGINS = "isonomia"
KINDS = tuple(kind for kind in AUTHOR_KINDS if kind != "citizen")
"""A citizen sends by the form, which asks for no key."""
_name = re.compile(r"[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?")


def make(name: str, kind: str, *, a_minute: int, until: date | None = None) -> str:
    """Make a key for an organisation and return it; it cannot be shown again.

    Raises:
        InputError: a name of another form, or a kind that sends by the form.
        ConflictError: the name is taken; a revoked key keeps its name.
    """
    if not _name.fullmatch(name):
        raise InputError(f'a key for "{name}": wanted 1 to 32 small letters, digits and hyphens')
    if kind not in KINDS:
        raise InputError(f'a key for the kind "{kind}": wanted {", ".join(KINDS)}')
    key = f"{BEGINS}_{secrets.token_urlsafe(32)}"
    try:
        with transaction.atomic():
            ApiKey.objects.create(name=name, key_hash=_hash(key), author_kind=kind, a_minute=a_minute, until=until)
    except IntegrityError:
        raise ConflictError(f"there is a key {name}: choose another name") from None
    return key


def found(key: str) -> ApiKey | None:
    """The row of a key that is good today; None for any other."""
    row = ApiKey.objects.filter(key_hash=_hash(key), revoked=None).first()
    return row if row and (row.until is None or timezone.now().date() <= row.until) else None


def within(row: ApiKey) -> bool:
    """Count one more that is sent with a key in this minute; whether that is within what it may."""
    place = f"proposals.key.{row.pk}.{int(time.time()) // MINUTE}"
    cache.add(place, 0, MINUTE)
    count = int(cache.get(place, 0)) + 1
    cache.set(place, count, MINUTE)
    return count <= row.a_minute


def revoke(name: str) -> None:
    """Take nothing more that is sent with a key.

    Raises:
        InputError: no such key that is not revoked already.
    """
    if not ApiKey.objects.filter(name=name, revoked=None).update(revoked=timezone.now()):
        raise InputError(f'no key "{name}", or it is revoked already')


def listed() -> list[tuple[str, ...]]:
    """Every key as it is listed, the newest last."""
    return [
        (
            row.name,
            row.author_kind,
            f"{row.a_minute} a minute",
            f"until {row.until}" if row.until else "",
            f"revoked {row.revoked:%Y-%m-%d}" if row.revoked else "",
        )
        for row in ApiKey.objects.order_by("made")
    ]


def _hash(key: str) -> str:
    return keyed("proposals key", key)
