"""The pen: the only way into the record. Services hold it, and nobody else."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from isonomia.errors import ConflictError, InputError, IsonomiaError, UnlawfulActError
from isonomia.record.act import Act, write_entry
from isonomia.record.reading import MAX_BLOB
from isonomia_site.permissions import By, check_entry
from isonomia_site.record.index import LINE, line_of
from isonomia_site.record.models import Blob, Entry
from isonomia_site.record.sequencer import CLOSING

# The database itself looks whether the place is free and the one before it taken, in the statement that fills it.
MATTER = "CAST(%(matter)s AS varchar)"
ENTRY = (
    "INSERT INTO record_entry (act_id, matter, place, body, created) "
    f"SELECT %(act_id)s, {MATTER}, %(place)s, %(body)s, %(created)s "
    f"WHERE (%(place)s = 0 OR EXISTS (SELECT 1 FROM record_entry WHERE matter = {MATTER} AND place = %(place)s - 1)) "
    f"AND NOT EXISTS (SELECT 1 FROM record_entry WHERE act_id = '{CLOSING}') "
    "ON CONFLICT DO NOTHING RETURNING id"
)
ENTRY_ALONE = ENTRY.removesuffix(" RETURNING id")
LINE_VALUES = f"{MATTER}, %(institution)s, %(acts)s, %(summary)s"
# On PostgreSQL act and line of the index go in one statement: each is a way to the server and back.
BOTH = (
    f"WITH entered AS ({ENTRY}), noted AS ({LINE.format(f'SELECT {LINE_VALUES} FROM entered')}) SELECT id FROM entered"
)
# PostgreSQL's names for: a deadlock, a lock that was waited for too long.
WAITED_IN_VAIN = ("40P01", "55P03")


def enter(act: Act, summary: Mapping[str, str], *, by: By) -> int:
    """Enter one act in the running transaction, with what lists then show of its matter; return the entry's number.

    Raises:
        UnlawfulActError: who asks may not enter this act.
        ConflictError: another act has this id, or stands at this place, or the place before it is empty.
        RecordError: a field of the act does not fit.
        UnlawfulActError: the actor may not enter it, or the record is closed.
        RuntimeError: there is no running transaction; act and index would not stand or fall together.
    """
    _need_transaction()
    values = _values(act, summary, by, timezone.now())
    number = _on_postgresql(values) if connection.vendor == "postgresql" else _on_sqlite(values)
    if number is None:
        raise _refused(act)
    return number


def enter_many(acts: Sequence[tuple[Act, Mapping[str, str]]], *, by: By) -> None:
    """Enter acts in their order, each as `enter` does it, or none of them: one way to the database for all.

    Raises:
        UnlawfulActError, ConflictError, RecordError, RuntimeError: as `enter`, for the first that is refused.
    """
    _need_transaction()
    now = timezone.now()
    created = now if connection.vendor == "postgresql" else connection.ops.adapt_datetimefield_value(now)
    rows = [_values(act, summary, by, created) for act, summary in acts]
    if not rows:
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(BOTH if connection.vendor == "postgresql" else ENTRY_ALONE, rows)
            if cursor.rowcount != len(rows):
                raise IntegrityError("some found no place")
            if connection.vendor != "postgresql":
                cursor.executemany(LINE.format(f"VALUES ({LINE_VALUES})"), rows)
    except OperationalError as error:
        raise _waited(error) from error
    except IntegrityError:
        raise _refused(_first_refused([act for act, _ in acts])) from None


def _values(act: Act, summary: Mapping[str, str], by: By, created: object) -> dict[str, Any]:
    """The columns of an act that this actor may enter, and of the line of its matter."""
    check_entry(act, by)
    line = line_of(act.matter, act.place + 1, summary)
    return {"act_id": act.id, "place": act.place, "body": write_entry(act), "created": created, **line}


def _first_refused(acts: Sequence[Act]) -> Act:
    """Which of several acts finds no place after those before it."""
    there: dict[str, int] = {}
    for act in acts:
        wanted = there.get(act.matter, -1)
        wanted = Entry.objects.filter(matter=act.matter).count() if wanted < 0 else wanted
        if act.place != wanted or Entry.objects.filter(act_id=act.id).exists():
            return act
        there[act.matter] = wanted + 1
    return acts[0]


# Either writes an act and the line of its matter and returns the entry's number, or None where the act finds no place.
# One that is refused leaves the transaction as it was: the caller can still read in it and close it.


def _on_sqlite(values: dict[str, Any]) -> int | None:
    created = connection.ops.adapt_datetimefield_value(values["created"])
    with connection.cursor() as cursor:
        try:
            cursor.execute(ENTRY, {**values, "created": created})
        except IntegrityError:
            # The trigger speaks before ON CONFLICT does.
            return None
        found = cursor.fetchone()
        if found:
            cursor.execute(LINE.format(f"VALUES ({LINE_VALUES})"), values)
    return int(found[0]) if found else None


def _on_postgresql(values: dict[str, Any]) -> int | None:
    """Both in one statement, prepared once for each connection: each is a way to the server and back."""
    from psycopg import Cursor
    from psycopg.types.numeric import Int8

    connection.validate_no_broken_transaction()
    whole = {name: Int8(value) if isinstance(value, int) else value for name, value in values.items()}
    try:
        # Past Django's cursor, which prepares nothing.
        with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
            cursor.execute(BOTH, whole, prepare=True)
            found = cursor.fetchone()
    except OperationalError as error:
        raise _waited(error) from error
    return int(found[0]) if found else None


def _waited(error: OperationalError) -> Exception:
    """What to say of a fault of the database: that others were there first, or the fault itself."""
    if getattr(error.__cause__, "sqlstate", None) in WAITED_IN_VAIN:
        return ConflictError("others are writing at the same places: nothing was entered, try again")
    return error


def _refused(act: Act) -> IsonomiaError:
    """Why an act found no place."""
    if Entry.objects.filter(act_id=CLOSING).exists():
        return UnlawfulActError(f"the record is closed: {act.id} cannot be entered", "docs/record-format.md")
    if Entry.objects.filter(act_id=act.id).exists():
        return ConflictError(f"another act is {act.id}")
    there = Entry.objects.filter(matter=act.matter).count()
    return ConflictError(f"{act.matter} has {there} acts: place {act.place} was wanted for {act.id}")


def keep_blob(data: bytes) -> str:
    """Keep a long text in the running transaction; return the hash by which acts cite it."""
    _need_transaction()
    if len(data) > MAX_BLOB:
        raise InputError(f"a text of {len(data)} bytes; at most {MAX_BLOB} are kept")
    digest = sha256(data).hexdigest()
    Blob.objects.get_or_create(sha256=digest, defaults={"body": data})
    return digest


def _need_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("the record is written in a transaction: wrap the service in transaction.atomic")
