"""The log's keys: made on first use, each in a file that only its owner reads.

Only who publishes reads the log's own key; the key of promises is another one.
"""

import os
from pathlib import Path

from isonomia.errors import RecordError
from isonomia.record.checkpoint import SigningKey, new_key
from isonomia.record.policy import PROMISER, Log, Policy
from isonomia_site.record.files import keep_secret


def log_key(path: Path, origin: str) -> str:
    """Return the signing key of the log of this origin; make it where there is none.

    Raises:
        RecordError: the file is readable by others, or holds the key of another log.
    """
    if not path.exists():
        keep_secret(path, new_key(origin, os.urandom(32))[0])
    return _kept(path, origin)


def kept_key(path: Path, origin: str) -> str:
    """Return the signing key of a log that is open already: where it is lost, a new one would sign nothing.

    Raises:
        RecordError: it is not there, is readable by others, or is that of another log.
    """
    if not path.exists():
        raise RecordError(f"the key of {origin} is missing: wanted in {path}")
    return _kept(path, origin)


def promise_key(path: Path, origin: str) -> str:
    """Return the key that signs the promises of the log of this origin; make it where there is none.

    Whoever enters acts reads it, and so it is never the log's own key.
    """
    return log_key(path, origin + PROMISER)


def own_policy(secret: str, promiser: str | None = None) -> Policy:
    """The policy of a log that nobody cosigns yet: its own key, that of its promises if it has one, and no quorum."""
    return Policy((Log(_public(secret)),), promises=(_public(promiser),) if promiser else ())


def _public(secret: str) -> str:
    key = SigningKey.parse(secret)
    return new_key(key.name, key.seed)[1]


def _kept(path: Path, origin: str) -> str:
    if path.stat().st_mode & 0o077:
        raise RecordError(f"the key {path.name} can be read by others: wanted mode 0600")
    secret = path.read_text(encoding="utf-8").strip()
    if SigningKey.parse(secret).name != origin:
        raise RecordError(f"the key {path.name} is that of another log, not of {origin}")
    return secret
