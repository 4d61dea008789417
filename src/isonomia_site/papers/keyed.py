"""What must be found again but not read: sign-in names, subjects of a provider, addresses, tokens, as keyed hashes."""

import hmac
import secrets
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from isonomia.people.rules import LETTERS
from isonomia_site.record.files import keep_secret

PEPPER = "people.pepper"


def keyed(kind: str, text: str) -> str:
    """The keyed hash of a text of some kind; without the file of the pepper nobody can compute or try it."""
    return hmac.new(_pepper(), f"{kind}\0{text}".encode(), sha256).hexdigest()


def drawn(letter: str) -> str:
    """A new random id: `p-7f3k9q` for a person, `c-4m8x2t` for a public capacity."""
    return f"{letter}-{''.join(secrets.choice(LETTERS) for _ in range(6))}"


def _pepper() -> bytes:
    path: Path = settings.STATE / PEPPER
    kept = path.read_text(encoding="ascii").strip() if path.exists() else keep_secret(path, secrets.token_urlsafe(48))
    return kept.encode()
