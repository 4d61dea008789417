"""One at a time, entries get their number in the log. A number once given is never taken back."""

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models import F

from isonomia.errors import ConflictError, RecordError
from isonomia.record.merkle import leaf_hash
from isonomia_site.record.models import Entry, Leaf, Turn

TURN = "sequencer"
BATCH = 2_560
POSTGRESQL_LOCK = 0x15040A1A


def take_turn() -> int:
    """Take the turn to sequence or publish; whoever had it before will be refused at the next step."""
    with transaction.atomic():
        Turn.objects.get_or_create(name=TURN, defaults={"token": 0})
        Turn.objects.filter(name=TURN).update(token=F("token") + 1)
        return Turn.objects.get(name=TURN).token


def keep_turn(token: int) -> None:
    """Go on only if nobody took the turn meanwhile.

    Raises:
        ConflictError: somebody did.
    """
    if not Turn.objects.filter(name=TURN, token=token).exists():
        raise ConflictError("another sequencer has taken the turn: this one stops")


def sequence() -> int:
    """Number every entry that has no number yet, in the order in which they were entered; return how many."""
    token = take_turn()
    done = 0
    while numbered := _sequence_batch(token):
        done += numbered
    return done


def _sequence_batch(token: int) -> int:
    with transaction.atomic():
        _lock()
        keep_turn(token)
        start = _next_index()
        # All that have none, and not those after the last: on PostgreSQL ids are not in order of commit.
        waiting = Entry.objects.filter(leaf__isnull=True).order_by("pk").values_list("pk", "body")[:BATCH]
        leaves = _leaves(start, [(pk, bytes(body)) for pk, body in waiting])
        Leaf.objects.bulk_create(leaves)
    return len(leaves)


def _leaves(start: int, waiting: Sequence[tuple[int, bytes]]) -> list[Leaf]:
    return [
        Leaf(leaf_index=index, entry_id=pk, leaf_hash=bytes(leaf_hash(body)))
        for index, (pk, body) in enumerate(waiting, start)
    ]


def _next_index() -> int:
    last = Leaf.objects.order_by("-leaf_index").values_list("leaf_index", flat=True).first()
    count = Leaf.objects.count()
    if count != (0 if last is None else last + 1):
        raise RecordError(f"{count} leaves, the last of which is number {last}: the log has a hole")
    return count


def _lock() -> None:
    """Wait for any other sequencer. On SQLite the running transaction, IMMEDIATE, is that lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [POSTGRESQL_LOCK])
