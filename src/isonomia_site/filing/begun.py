"""A form in work: saved here sealed, under a secret that only the browser of whoever fills it in has."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import TypeVar

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from isonomia_site.filing.models import Begun, BegunFile
from isonomia_site.papers.vault import seal, unseal

LASTS = timedelta(days=14)
SHOWN = timedelta(hours=1)
"""How long number and code of what was sent can be looked at in the browser that sent it."""

T = TypeVar("T", bound=msgspec.Struct)


def begin(answers: msgspec.Struct) -> str:
    """Begin a form; return its secret. Forms whose time is over are removed on the way."""
    Begun.objects.filter(expires__lt=timezone.now()).delete()
    secret = secrets.token_urlsafe(32)
    Begun.objects.create(secret_hash=_row(secret), answers=_sealed(secret, answers), expires=timezone.now() + LASTS)
    return secret


def found(secret: str, kind: type[T], *, lock: bool = False) -> T | None:
    """The answers that a secret opens; None where there are none any more. `lock` keeps others from them meanwhile."""
    rows = Begun.objects.select_for_update() if lock else Begun.objects
    row = rows.filter(secret_hash=_row(secret), expires__gt=timezone.now()).first() if secret else None
    return msgspec.json.decode(unseal(_key(secret), bytes(row.answers), b"answers"), type=kind) if row else None


def save(secret: str, answers: msgspec.Struct) -> None:
    """Save the answers; the form can be gone on with for as long as one that was just begun."""
    _write(secret, answers=_sealed(secret, answers), expires=timezone.now() + LASTS)


def keep_file(secret: str, at: int, data: bytes | None) -> None:
    """Keep a file that came with the form in this place, instead of the one before; None takes it out."""
    BegunFile.objects.filter(begun=_row(secret), at=at).delete()
    if data is not None:
        BegunFile.objects.create(begun_id=_row(secret), at=at, sealed=seal(_key(secret), data, b"file"))


def files_of(secret: str) -> list[bytes]:
    """The files that came with the form, in the order of their places."""
    rows = BegunFile.objects.filter(begun=_row(secret)).order_by("at") if secret else ()
    return [unseal(_key(secret), bytes(row.sealed), b"file") for row in rows]


def close(secret: str, answers: msgspec.Struct) -> None:
    """Forget what was typed once it is sent; what is left can be seen for an hour."""
    BegunFile.objects.filter(begun=_row(secret)).delete()
    _write(secret, answers=_sealed(secret, answers), expires=timezone.now() + SHOWN)


def remove(secret: str) -> None:
    """Forget a form."""
    Begun.objects.filter(secret_hash=_row(secret)).delete()


def secret_in(request: HttpRequest, cookie: str) -> str:
    """The secret that a browser brings; empty where it brings none."""
    return str(request.get_signed_cookie(cookie, default="", salt=cookie) or "")


def hand_secret(answer: HttpResponse, cookie: str, secret: str) -> HttpResponse:
    """Let a browser keep a secret."""
    answer.set_signed_cookie(
        cookie,
        secret,
        salt=cookie,
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer


def private(answer: HttpResponse) -> HttpResponse:
    """A page that no browser and no cache keeps."""
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


def _write(secret: str, **values: object) -> None:
    Begun.objects.filter(secret_hash=_row(secret)).update(**values)


def _sealed(secret: str, answers: msgspec.Struct) -> bytes:
    return seal(_key(secret), msgspec.json.encode(answers), b"answers")


def _row(secret: str) -> str:
    return sha256(b"row\0" + secret.encode()).hexdigest()


def _key(secret: str) -> bytes:
    return sha256(b"key\0" + secret.encode()).digest()
