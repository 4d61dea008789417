"""A form in work: saved here sealed, under a secret that only the browser of whoever fills it in has."""

import secrets
from datetime import timedelta
from hashlib import sha256

import msgspec
from django.utils import timezone

from isonomia_site.papers.vault import seal, unseal
from isonomia_site.proposals.models import Begun

LASTS = timedelta(days=14)
SHOWN = timedelta(hours=1)
"""How long number and code of what was sent can be looked at in the browser that sent it."""


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """What was answered so far; once it is sent, nothing but the number and the code."""

    article: str = ""
    language: str = ""
    change: str = ""
    why: str = ""
    author_kind: str = ""
    name: str = ""
    contact: str = ""
    file_name: str = ""
    answered: tuple[str, ...] = ()
    number: str = ""
    code: str = ""


def begin() -> str:
    """Begin a form; return its secret. Forms whose time is over are removed on the way."""
    Begun.objects.filter(expires__lt=timezone.now()).delete()
    secret = secrets.token_urlsafe(32)
    answers = _sealed(secret, Answers())
    Begun.objects.create(secret_hash=_row(secret), answers=answers, expires=timezone.now() + LASTS)
    return secret


def found(secret: str, *, lock: bool = False) -> Answers | None:
    """The answers that a secret opens; None where there are none any more. `lock` keeps others from them meanwhile."""
    rows = Begun.objects.select_for_update() if lock else Begun.objects
    row = rows.filter(secret_hash=_row(secret), expires__gt=timezone.now()).first() if secret else None
    return msgspec.json.decode(unseal(_key(secret), bytes(row.answers), b"answers"), type=Answers) if row else None


def save(secret: str, answers: Answers) -> None:
    """Save the answers; the form can be gone on with for as long as one that was just begun."""
    _write(secret, answers=_sealed(secret, answers), expires=timezone.now() + LASTS)


def keep_file(secret: str, data: bytes | None) -> None:
    """Keep the file that came with the form, instead of the one before; None takes it out."""
    _write(secret, file=seal(_key(secret), data, b"file") if data is not None else None)


def file_of(secret: str) -> bytes | None:
    """The file that came with the form."""
    row = Begun.objects.filter(secret_hash=_row(secret)).first()
    return unseal(_key(secret), bytes(row.file), b"file") if row and row.file is not None else None


def close(secret: str, number: str, code: str) -> None:
    """Forget what was typed once it is sent; number and code can be seen for an hour."""
    sealed = _sealed(secret, Answers(number=number, code=code))
    _write(secret, answers=sealed, file=None, expires=timezone.now() + SHOWN)


def remove(secret: str) -> None:
    """Forget a form."""
    Begun.objects.filter(secret_hash=_row(secret)).delete()


def _write(secret: str, **values: object) -> None:
    Begun.objects.filter(secret_hash=_row(secret)).update(**values)


def _sealed(secret: str, answers: Answers) -> bytes:
    return seal(_key(secret), msgspec.json.encode(answers), b"answers")


def _row(secret: str) -> str:
    return sha256(b"row\0" + secret.encode()).hexdigest()


def _key(secret: str) -> bytes:
    return sha256(b"key\0" + secret.encode()).digest()
