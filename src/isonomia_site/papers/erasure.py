"""Erasing the papers of one owner, everywhere at once, so that a kill at any point only delays it.

The order is the promise: (1) a line in the ledger, (2) the key, (3) the rows, (4) the act in the record. From the
line on, `settle` finishes what was interrupted, and does it all again on a restored dump.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.dispatch import Signal

from isonomia.errors import ConflictError, InputError, RecordError
from isonomia.record.act import Actor
from isonomia.record.checkpoint import stated_in
from isonomia_site.papers.keystore import keystore
from isonomia_site.papers.ledger import (
    Ledger,
    Line,
    append,
    drop_older_than,
    hash_of,
    ledger_held,
    ledger_path,
    line_after,
    read_ledger,
)
from isonomia_site.papers.models import Erasure, Key, Opening, Paper
from isonomia_site.papers.services import enter_erased, erasures_entered, refuse_unless_may_order
from isonomia_site.record.models import Leaf
from isonomia_site.record.reader import opened

WAIT = 30
FETCH = "fetch the newest copy of the ledger (ISONOMIA_LEDGER), then start again"


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a place has obeyed a ledger: its name, the number of the last line, and that line's hash."""

    place: str
    ledger: str
    seq: int
    line: str


owners_erased = Signal()
"""Sent with `owners` in the transaction that deletes their rows, also when a ledger is replayed on a restored dump.

A desk that keeps rows of its own about an owner connects here, in its `models`, and deletes them.
"""


def erase(owner: str, *, ground: str, by: Actor, at: datetime) -> int:
    """Erase all papers of an owner and whatever opens their commitments; return the number of the ledger's line.

    Args:
        ground: the provision or order that asks for it, as an id; it is published.
        by: the role that ordered it; it is published.
    Raises:
        InputError: this owner has no papers.
        ConflictError: another process erases at this moment.
        RecordError: ledger, keys and database do not belong together.
    """
    _outside_transactions()
    refuse_unless_may_order(by)
    path = ledger_path()
    with ledger_held(path) as there:
        refuse_if_apart(there)
        _settle(there)
        keys = tuple(Key.objects.filter(owner=owner).values_list("key_id", flat=True))
        if not keys:
            raise InputError("there are no papers of this owner")
        line = line_after(there, keys, ground=ground, by=by, at=at)
        _settle(append(path, line))
    return line.seq


def settle() -> int:
    """Finish what was interrupted, and obey the ledger wherever a dump or a key has come back; return how many lines.

    Raises:
        RecordError: ledger, keys and database do not belong together; says what to do.
    """
    _outside_transactions()
    path = ledger_path()
    there = read_ledger(path)
    refuse_if_apart(there)
    if there is None or _is_settled(there):
        return 0
    with ledger_held(path, wait=WAIT) as held:
        refuse_if_apart(held)
        return _settle(held)


def open_papers() -> None:
    """Let the hall open only on a state that has obeyed its ledger.

    Raises:
        RecordError: ledger, keys and database do not belong together; says what to do.
    """
    if Erasure._meta.db_table in connection.introspection.table_names():
        settle()


def refuse_if_apart(there: Ledger | None) -> None:
    """Refuse a database or a key folder that knows more than the ledger, or that another ledger belongs to.

    Raises:
        RecordError: says what is missing and what to do.
    """
    marks = _marks(there)
    acts = erasures_entered()
    if there is None:
        if marks or acts:
            raise RecordError(f"the ledger of erasures is missing, erased papers could come back: {FETCH}")
        return
    for mark in marks:
        refuse_mark(there, mark)
    if acts > there.length:
        raise RecordError(f"the record tells of {acts} erasures, the ledger of {there.length}: {FETCH}")


def refuse_mark(there: Ledger, mark: Mark) -> None:
    """Refuse a place whose last known line is not one of this ledger.

    Raises:
        RecordError: says what is missing and what to do.
    """
    place, seq = mark.place, mark.seq
    if mark.ledger != there.name:
        raise RecordError(f"{place} belongs to the ledger of erasures {mark.ledger}, not to {there.name}: {FETCH}")
    if seq < there.through:
        raise RecordError(
            f"{place} ends at line {seq} of the ledger of erasures, which goes back to line {there.through} only: what "
            "was erased in between could come back, so it is refused"
        )
    if seq > there.length:
        raise RecordError(f"the ledger of erasures ends at {there.length}, {place} at {seq}: {FETCH}")
    if seq and mark.line != there.hash_of(seq):
        raise RecordError(f"line {seq} of the ledger of erasures is not the one {place} knows: {FETCH}")


def drop_old_lines(now: datetime, *, days: int) -> int:
    """Drop the lines of the ledger that are older than every dump and key copy still kept; return how many.

    Raises:
        ConflictError: an act of an erasure is not entered yet, and needs its line.
    """
    settle()
    if Erasure.objects.filter(entered=False).exists():
        raise ConflictError("erasures wait for their act in the record: no line of the ledger is dropped before")
    return drop_older_than(ledger_path(), now, days=days)


def _settle(there: Ledger) -> int:
    """Carry out every line that is not carried out here; the ledger must be held."""
    keys = keystore()
    for key_id in there.erased.intersection(keys.ids()):
        keys.destroy(key_id)
    last = Erasure.objects.order_by("-seq").first()
    done = last.seq if last else 0
    if there.length:
        keys.mark(f"{there.name} {there.length} {there.head}")
    pending = [line for line in there.lines if line.seq > done]
    for line in pending:
        with transaction.atomic():
            _delete_rows(line, there.name)
            _enter_missing(there.lines)
    with transaction.atomic():
        _enter_missing(there.lines)
    if pending:
        _clean_files()
    return len(pending)


def _delete_rows(line: Line, ledger: str) -> None:
    rows = Key.objects.select_for_update().filter(key_id__in=line.keys)
    owners = tuple(row.owner for row in rows)
    papers = Paper.objects.filter(key__in=line.keys).count()
    acts = Opening.objects.filter(key__in=line.keys).values("key", "act_mark").distinct().count()
    owners_erased.send(Key, owners=owners)
    Key.objects.filter(key_id__in=line.keys).delete()
    Erasure.objects.get_or_create(seq=0, defaults={"line": ledger, "entered": True})
    Erasure.objects.create(seq=line.seq, line=hash_of(line), papers=papers, acts=acts)


def _enter_missing(lines: Iterable[Line]) -> None:
    """Enter the acts that are not entered yet.

    A database that is behind the published record waits: the acts may stand in what it lacks.
    """
    waiting = {row.seq: row for row in Erasure.objects.filter(entered=False)}
    if not waiting or opened() is None or is_behind():
        return
    for line in lines:
        if line.seq in waiting:
            enter_erased(line, waiting[line.seq])
            Erasure.objects.filter(seq=line.seq).update(entered=True)


def is_behind() -> bool:
    """Whether the database has fewer entries than are published: it was restored, and must be refilled."""
    head = settings.ISONOMIA_PUBLISHED / "checkpoint"
    if not head.is_file():
        return False
    size = stated_in(head.read_text(encoding="utf-8")).size
    return size > Leaf.objects.count()


def _is_settled(there: Ledger) -> bool:
    marks = _marks(there)
    reached = there.length == 0 or (len(marks) == 2 and all(mark.seq == there.length for mark in marks))
    waiting = Erasure.objects.filter(entered=False).exists()
    return reached and not waiting and there.erased.isdisjoint(keystore().ids())


def mark_of_database() -> Mark | None:
    """How far the database has obeyed its ledger; None where it never kept a paper."""
    first = Erasure.objects.order_by("seq").first()
    last = Erasure.objects.order_by("-seq").first()
    return Mark("the database", first.line, last.seq, last.line) if first and last else None


def _marks(there: Ledger | None) -> list[Mark]:
    """What database and key folder remember of the ledger."""
    found = []
    database = mark_of_database()
    if database is None and there is not None:
        # A database that knows of no ledger is taken for one from before its first line.
        database = Mark("the database", there.name, 0, "")
    if database is not None:
        found.append(database)
    text = keystore().marked()
    if text is not None:
        name, seq, line = text.split(" ")
        found.append(Mark("the key folder", name, int(seq), line))
    return found


def _outside_transactions() -> None:
    if connection.in_atomic_block:
        raise RuntimeError("erase outside any transaction: a key that is gone does not come back with a rollback")


def _clean_files() -> None:
    """Bring the deletions from SQLite's write-ahead file into the database, and empty that file."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
