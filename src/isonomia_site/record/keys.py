"""The log's keys: made on first use, each in a file that only its owner reads.

Only who publishes reads the log's own key; the key of promises is another one.
"""

import os
from pathlib import Path

from isonomia.errors import RecordError
from isonomia.record.checkpoint import SigningKey, new_key, public_key
from isonomia.record.policy import PROMISER, Log, Policy
from isonomia_site.record.files import keep_secret, refuse_if_others_read

KEY = "log.key"
NEXT = "log-{}.key"


def log_key(path: Path, origin: str) -> str:
    """Return the signing key of the log of this origin; make it where there is none.

    Raises:
        RecordError: the file is readable by others, or holds the key of another log.
    """
    if not path.exists():
        keep_secret(path, new_key(origin, os.urandom(32))[0])
    return _kept(path, origin)


def kept_keys(folder: Path, origin: str) -> list[str]:
    """Return every signing key of a log that is open already, the first one first; a new one would sign nothing.

    Raises:
        RecordError: there is none, or one is readable by others, or is that of another log.
    """
    paths = [folder / KEY, *sorted(folder.glob(NEXT.format("*")), key=_number)]
    found = [_kept(path, origin) for path in paths if path.exists()]
    if not found:
        raise RecordError(f"the key of {origin} is missing: wanted in {folder / KEY}, from your own copy of it")
    return found


def next_key(folder: Path, origin: str) -> str:
    """Make one more signing key for a log; it signs once the policy of the record names it. Return its public half."""
    numbers = [1, *(_number(path) for path in folder.glob(NEXT.format("*")))]
    return public_key(log_key(folder / NEXT.format(max(numbers) + 1), origin))


def promise_key(path: Path, origin: str) -> str:
    """Return the key that signs the promises of the log of this origin; make it where there is none.

    Whoever enters acts reads it, and so it is never the log's own key.
    """
    return log_key(path, origin + PROMISER)


def own_policy(secret: str, promiser: str | None = None) -> Policy:
    """The policy of a log that nobody cosigns yet: its own key, that of its promises if it has one, and no quorum."""
    return Policy((Log(public_key(secret)),), promises=(public_key(promiser),) if promiser else ())


def _number(path: Path) -> int:
    digits = path.stem.rpartition("-")[2]
    return int(digits) if digits.isdecimal() else 0


def _kept(path: Path, origin: str) -> str:
    refuse_if_others_read(path)
    secret = path.read_text(encoding="utf-8").strip()
    if SigningKey.parse(secret).name != origin:
        raise RecordError(f"the key {path.name} is that of another log, not of {origin}")
    return secret
