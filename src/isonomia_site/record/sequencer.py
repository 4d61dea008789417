"""One at a time, entries get their number in the log. A number once given is never taken back."""

import json
from collections.abc import Sequence
from time import monotonic

from django.db import connection, transaction
from django.db.models import Count, F, Max

from isonomia.errors import ConflictError, RecordError
from isonomia.record.merkle import leaf_hash
from isonomia_site.record.models import Entry, Leaf, Turn

TURN = "sequencer"
BATCH = 2_560
LOOK = 102_400
"""How many waiting entries are found in one look, to be numbered batch by batch."""

WINDOW = 20_000
"""How many ids behind the newest one are looked at again each time: a transaction may commit after a later one."""

HORIZON = (
    "SELECT coalesce(max(id), 0), pg_snapshot_xmin(pg_current_snapshot())::text::bigint, "
    "pg_snapshot_xmax(pg_current_snapshot())::text::bigint FROM record_entry"
)

GLANCE = 2_560
"""How many of the newest ids are looked at by whoever only asks whether something waits."""

LOOK_AT_ALL = 600.0
"""Seconds after which every entry is looked at again, so that none can wait for ever, however late it came."""

POSTGRESQL_LOCK = 0x15040A1A
CLOSING = "record-closed"
"""The id of the act that closes a record: nothing gets a number after it, and the pen finds no place for another."""


# Where the bytes lie they are hashed, in one statement: to fetch them and send hashes back would cost more than both.
NUMBER = {
    vendor: (
        "INSERT INTO record_leaf (leaf_index, entry_id, leaf_hash) "
        f"SELECT %s + ROW_NUMBER() OVER (ORDER BY id), id, {hashed} FROM record_entry WHERE id {among} ORDER BY id"
    )
    for vendor, hashed, among in (
        ("postgresql", "sha256('\\x00'::bytea || body)", "= ANY(%s)"),
        ("sqlite", "leaf_hash(body)", "IN (SELECT value FROM json_each(%s))"),
    )
}


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
    with transaction.atomic():
        # Locked: inside a transaction nobody takes the turn between this question and what is written then.
        if not Turn.objects.select_for_update().filter(name=TURN, token=token).exists():
            raise ConflictError("another sequencer has taken the turn: this one stops")


def sequence() -> int:
    """Number every entry that has no number yet, in the order in which they were entered; return how many."""
    return Sequencer().run(take_turn())


def is_waiting() -> bool:
    """Whether one of the newest entries has no number yet. A glance: what came very late is found by sequencing."""
    if Leaf.objects.filter(entry__act_id=CLOSING).exists():
        # What was entered beside the closing has no number and never gets one: nobody waits for it.
        return False
    return Entry.objects.filter(leaf__isnull=True, pk__gt=_newest_id() - GLANCE).exists()


def _newest_id() -> int:
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


class Sequencer:
    """Numbers what is waiting, again and again. It remembers how far it has looked, not what it numbered."""

    def __init__(self) -> None:
        self._newest = 0
        self._looked_at_all: float | None = None
        self._settled = _Settled()

    def run(self, token: int) -> int:
        """Number what is waiting, under a turn that was taken; return how many. What comes meanwhile waits.

        Raises:
            ConflictError: the turn was lost; what was numbered before that stands.
            RecordError: the numbers have a hole.
        """
        done, more = 0, True
        while more:
            # All in one look. Ids are given before they are committed: in a second look an act could stand behind
            # ids that were passed already, while the next one of its matter is numbered.
            waiting = _waiting(self._begin())
            more = len(waiting) == LOOK
            for start in range(0, len(waiting), BATCH):
                self._number(waiting[start : start + BATCH], token)
            done += len(waiting)
        return done

    def _number(self, keys: Sequence[int], token: int) -> None:
        with transaction.atomic():
            _lock()
            keep_turn(token)
            _insert(keys)
        self._newest = max(self._newest, keys[-1])

    def _begin(self) -> int:
        """Return the id after which to look: 0 at first and now and then, else a window behind the newest."""
        now = monotonic()
        settled = self._settled.move()
        if self._looked_at_all is None or now - self._looked_at_all > LOOK_AT_ALL:
            self._looked_at_all = now
            _find_holes()
            return -1
        return min(self._newest - WINDOW, settled)


class _Settled:
    """Up to which id every entry is committed or never will be, on PostgreSQL, where ids are given before the commit.

    A transaction that stays open holds the looks back: no act is numbered before the one of its matter that it holds.
    """

    def __init__(self) -> None:
        self._known = -1
        self._hoped: tuple[int, int] | None = None

    def move(self) -> int:
        """Return the id after which to look now; what is found settled now counts from the next look on."""
        if connection.vendor != "postgresql":
            # One writes at a time: ids are in the order of the commits.
            return _newest_id()
        before = self._known
        with connection.cursor() as cursor:
            cursor.execute(HORIZON)
            newest, oldest_running, next_one = cursor.fetchone()
        if self._hoped is not None and oldest_running >= self._hoped[1]:
            self._known, self._hoped = self._hoped[0], None
        if self._hoped is None:
            self._hoped = (newest, next_one)
        return before


def _waiting(after: int) -> list[int]:
    """The ids of the entries without a number, in their order, as they stand committed at one moment."""
    entries = Entry.objects.filter(leaf__isnull=True, pk__gt=after).order_by("pk")
    waiting = list(entries.values_list("pk", flat=True)[:LOOK])
    # Asked afterwards: a closing that is committed between the two looks must hold back what came after it.
    closing = Entry.objects.filter(act_id=CLOSING).values_list("pk", "leaf__leaf_index").first()
    if closing is None:
        return waiting
    # What was entered at the same moment as the closing, and after it, never gets a number: its promise tells.
    return [] if closing[1] is not None else [pk for pk in waiting if pk <= closing[0]]


def _insert(keys: Sequence[int]) -> None:
    """Give the next numbers to these entries, each with the hash of the bytes that it stands for."""
    given: list[int] | str = list(keys)
    if connection.vendor == "sqlite":
        connection.connection.create_function("leaf_hash", 1, leaf_hash, deterministic=True)
        given = json.dumps(given)
    with connection.cursor() as cursor:
        cursor.execute(NUMBER[connection.vendor], [numbered() - 1, given])


def numbered() -> int:
    """How many entries have a number: the next one to be given."""
    last = Leaf.objects.order_by("-leaf_index").values_list("leaf_index", flat=True).first()
    return 0 if last is None else last + 1


def _find_holes() -> None:
    # In one look: between two, another sequencer may have gone on.
    found = Leaf.objects.aggregate(count=Count("leaf_index"), last=Max("leaf_index"))
    if found["count"] and found["count"] != found["last"] + 1:
        raise RecordError(f"{found['count']} leaves, the last of which is number {found['last']}: the log has a hole")


def _lock() -> None:
    """Wait for any other sequencer. On SQLite the running transaction, IMMEDIATE, is that lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [POSTGRESQL_LOCK])
