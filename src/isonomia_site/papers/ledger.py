"""The ledger of erasures: a file outside every dump that says which keys must not exist any more.

Each line holds the hash of the line before it, so that no line is changed or lost unseen. A line names keys, a time,
a ground and who ordered it; it names no person.
"""

import fcntl
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import IO

from django.conf import settings

from isonomia.errors import ConflictError, IsonomiaError, RecordError
from isonomia.record.act import Actor, Body, Identifier, Instant, Whole
from isonomia.record.canonical import decode_as, encode
from isonomia_site.record.clock import written
from isonomia_site.record.files import make_private, write

LEDGER = "erased.ledger"


class Opened(Body, frozen=True, kw_only=True):
    """The first line: the ledger's name, and after which line it goes on where older ones were dropped."""

    ledger: str
    through: Whole
    before: str


class Line(Body, frozen=True, kw_only=True):
    """One erasure that was ordered: from here on it is carried out, however often it is interrupted."""

    seq: Whole
    at: Instant
    keys: tuple[str, ...]
    ground: Identifier
    by: Actor
    before: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger as read: its name, and its lines with the hash of each."""

    name: str
    through: int
    before: str
    lines: tuple[Line, ...]
    hashes: tuple[str, ...]

    @property
    def length(self) -> int:
        """The number of the last line."""
        return self.through + len(self.lines)

    @property
    def head(self) -> str:
        """The hash of the last line."""
        return self.hashes[-1] if self.hashes else self.before

    @property
    def erased(self) -> set[str]:
        """The keys that must not exist any more."""
        return {key_id for line in self.lines for key_id in line.keys}

    def hash_of(self, seq: int) -> str | None:
        """The hash of one line; None where the ledger does not reach to it, or no longer."""
        if seq == self.through:
            return self.before
        return self.hashes[seq - self.through - 1] if self.through < seq <= self.length else None


def ledger_path() -> Path:
    """Where the ledger lies."""
    return Path(settings.ISONOMIA_LEDGER or settings.STATE / "keys" / LEDGER)


def read_ledger(path: Path) -> Ledger | None:
    """Read a ledger, every line checked against the one before it; None where there is no file.

    What an interrupted writing has left after the last line feed was never acted upon, and is not read.

    Raises:
        RecordError: a line was changed, or is missing.
    """
    if not path.exists():
        return None
    whole = path.read_bytes().rpartition(b"\n")[0]
    try:
        first, *rest = whole.split(b"\n")
        opened = decode_as(first, Opened)
        lines = [decode_as(one, Line) for one in rest]
    except IsonomiaError as error:
        raise RecordError(f"the ledger of erasures {path.name} cannot be read: {error}") from None
    before, hashes = opened.before, []
    for number, (line, data) in enumerate(zip(lines, rest, strict=True), opened.through + 1):
        if (line.seq, line.before) != (number, before):
            raise RecordError(f"line {number} of the ledger of erasures was changed, or one before it: fetch its copy")
        before = sha256(data).hexdigest()
        hashes.append(before)
    return Ledger(opened.ledger, opened.through, opened.before, tuple(lines), tuple(hashes))


@contextmanager
def ledger_held(path: Path, *, wait: int = 0) -> Iterator[Ledger]:
    """Hand out the ledger, made where there is none, while every other process is kept from it.

    Args:
        wait: for how many seconds to ask again while another process has it.
    Raises:
        ConflictError: another process erases at this moment.
    """
    make_private(path.parent)
    with open(path.with_name(path.name + ".lock"), "wb") as lock:
        _lock(lock, time.monotonic() + wait)
        there = read_ledger(path)
        if there is None:
            name = secrets.token_hex(16)
            there = Ledger(name, 0, sha256(name.encode()).hexdigest(), (), ())
            _write_whole(path, there)
        yield there


def _lock(lock: IO[bytes], until: float) -> None:
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise ConflictError("another process erases at this moment: try again when it is done") from None
            time.sleep(0.05)


def append(path: Path, line: Line) -> Ledger:
    """Add one line and bring it to the disk: the first step of an erasure. The ledger must be held."""
    with open(path, "r+b") as file:
        # What a kill has left of a line, without its line feed, was never acted upon.
        file.seek(file.read().rfind(b"\n") + 1)
        file.truncate()
        file.write(encode(line) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    read = read_ledger(path)
    if read is None or not read.lines or read.lines[-1] != line:
        raise RecordError(f"the ledger of erasures {path.name} does not hold what was written: nothing was erased")
    return read


def line_after(there: Ledger, keys: tuple[str, ...], *, ground: str, by: Actor, at: datetime) -> Line:
    """The line that orders the next erasure.

    Raises:
        RecordError: ground, role or capacity have a form that no act may have.
    """
    line = Line(seq=there.length + 1, at=written(at), keys=keys, ground=ground, by=by, before=there.head)
    return decode_as(encode(line), Line)


def hash_of(line: Line) -> str:
    """The hash of a line, as the next one holds it."""
    return sha256(encode(line)).hexdigest()


def drop_older_than(path: Path, now: datetime, *, days: int) -> int:
    """Drop the lines that are older than every dump that is kept; return how many went.

    A dump older than that can then no longer be restored here: its erasures would be forgotten, so it is refused.
    """
    limit = written(now - timedelta(days=days))
    with ledger_held(path) as there:
        old = 0
        while old < len(there.lines) and there.lines[old].at < limit:
            old += 1
        if old:
            kept = there.lines[old:], there.hashes[old:]
            _write_whole(path, Ledger(there.name, there.through + old, there.hashes[old - 1], *kept))
    return old


def _write_whole(path: Path, ledger: Ledger) -> None:
    first = Opened(ledger=ledger.name, through=ledger.through, before=ledger.before)
    data = b"".join(encode(one) + b"\n" for one in (first, *ledger.lines))
    write(path.parent, path.name, data, private=True)
