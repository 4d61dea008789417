"""Keeping the published record up to date: one process at a time, again and again, and once a day all of it."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from isonomia.errors import ConflictError, Finding, RecordError
from isonomia_site.record import models
from isonomia_site.record.auditing import REFILL
from isonomia_site.record.files import held
from isonomia_site.record.publishing import Publisher, verify_published
from isonomia_site.record.reader import opened
from isonomia_site.record.sequencer import is_waiting, numbered

FRESHNESS = 600.0
"""Seconds after which the head is published again although nothing was entered: witnesses are asked again."""

FULL_LOOK = 86_400.0
"""Seconds after which everything is read again, and the published files are put to the strict check."""

LOCK = "publishing.lock"


@dataclass(frozen=True, slots=True)
class Tended:
    """What one step came to: `published`, `idle`, `standby` behind another process, or `not_opened`."""

    state: str
    size: int = 0
    new: int = 0
    findings: tuple[Finding, ...] | None = None
    """What the strict check found, where it was due."""


class Keeper:
    """Publishes one record into one folder for as long as it holds the lock beside it; others stand by."""

    def __init__(self, root: Path, publisher: Callable[[str], Publisher], freshness: float = FRESHNESS) -> None:
        """Take the folder, and what makes the publisher once the name of the log is known."""
        self._root = root
        self._make = publisher
        self._freshness = freshness
        self._publisher: Publisher | None = None
        self._lock = ExitStack()
        self._holds = False
        self._size = 0
        self._published: float | None = None
        self._looked: float | None = None

    def tend(self) -> Tended:
        """Number, sign and publish what is waiting, if anything is, or if it is time.

        Raises:
            RecordError: bytes, hashes, published files, a former head or the key do not fit; nothing was signed.
            ConflictError: another publisher has taken the turn, or is writing there.
        """
        if not self._hold():
            return Tended("standby")
        publisher = self._publisher or self._open()
        if publisher is None:
            return Tended("not_opened")
        if self._publisher is None:
            self._publisher, self._size = publisher, _signed_size()
        full = _is_over(self._looked, FULL_LOOK)
        if not (full or _is_over(self._published, self._freshness) or is_waiting() or _is_unsigned()):
            return Tended("idle", self._size)
        return self._publish(publisher, full)

    def _publish(self, publisher: Publisher, full: bool) -> Tended:
        # Until this has gone well, the next step tries again.
        self._published = None
        if full:
            publisher.forget()
        before, self._size = self._size, publisher.publish().size
        self._published = monotonic()
        if not full:
            return Tended("published", self._size, self._size - before)
        # The strict check wants a log at rest.
        with held(self._root):
            findings = tuple(verify_published(self._root))
        self._looked = monotonic()
        return Tended("published", self._size, self._size - before, findings)

    def _hold(self) -> bool:
        if not self._holds:
            path = self._root.parent / LOCK
            path.touch(mode=0o600)
            try:
                self._lock.enter_context(held(path))
            except ConflictError:
                return False
            self._holds = True
        return True

    def _open(self) -> Publisher | None:
        record = opened()
        if record is None and (self._root / "checkpoint").exists():
            raise RecordError(f"the database holds no record, and one is published in {self._root}: {REFILL}")
        return None if record is None else self._make(record.origin)

    def close(self) -> None:
        """Let another process publish."""
        self._lock.close()
        self._holds = False


def _is_unsigned() -> bool:
    """Whether entries have numbers that no head covers: somebody was interrupted in between."""
    return numbered() not in (0, _signed_size())


def _signed_size() -> int:
    return models.Checkpoint.objects.order_by("-size").values_list("size", flat=True).first() or 0


def _is_over(since: float | None, seconds: float) -> bool:
    return since is None or monotonic() - since > seconds
