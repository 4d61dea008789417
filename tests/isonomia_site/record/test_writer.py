"""The pen: acts are entered in a transaction, once, in their order, and never change."""

import pytest
from django.db import DatabaseError, connection, transaction
from msgspec import structs

from isonomia.errors import ConflictError, InputError
from isonomia.record.act import Act
from isonomia_site.record import models
from isonomia_site.record.reader import acts_of
from isonomia_site.record.writer import enter, keep_blob
from tests.isonomia_site.halls import COMPILER, Hall


@pytest.fixture
def act(hall: Hall) -> Act:
    """The first act of some matter."""
    return next(act for act in hall.pack.acts if act.place == 0)


def test_an_act_is_entered_and_read_again(hall: Hall, act: Act) -> None:
    with transaction.atomic():
        enter(act, {"stage": "final"}, by=COMPILER)
    assert acts_of(act.matter) == [act]
    line = models.Matter.objects.get(matter=act.matter)
    assert (line.institution, line.acts, line.summary) == (act.matter.split("/")[0], 1, '{"stage": "final"}')


def test_outside_a_transaction_nothing_is_entered(hall: Hall, act: Act) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        enter(act, {}, by=COMPILER)
    with pytest.raises(RuntimeError, match="transaction"):
        keep_blob(b"text")
    assert not models.Entry.objects.exists()


def test_act_and_index_stand_or_fall_together(hall: Hall, act: Act) -> None:
    with pytest.raises(KeyError), transaction.atomic():
        enter(act, {}, by=COMPILER)
        raise KeyError
    assert not models.Entry.objects.exists()
    assert not models.Matter.objects.exists()


@pytest.mark.parametrize("change", [{"id": "other", "place": 0}, {"place": 1}, {"id": "other", "place": 2}])
def test_a_second_act_at_one_place_or_with_one_id_is_a_conflict(
    hall: Hall, act: Act, change: dict[str, object]
) -> None:
    with transaction.atomic():
        enter(act, {}, by=COMPILER)
    with pytest.raises(ConflictError), transaction.atomic():
        enter(structs.replace(act, **change), {}, by=COMPILER)
    assert models.Entry.objects.count() == 1


def test_of_two_who_read_the_same_state_the_database_refuses_one(hall: Hall, act: Act) -> None:
    with transaction.atomic():
        enter(act, {}, by=COMPILER)
    with pytest.raises(DatabaseError), transaction.atomic():
        models.Entry.objects.create(act_id="other", matter=act.matter, place=act.place, body=b"{}")


@pytest.mark.parametrize("table", ["record_entry", "record_leaf", "record_checkpoint", "record_blob"])
def test_the_database_refuses_to_change_or_delete(hall: Hall, table: str) -> None:
    hall.fill()
    hall.publish()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
        before = cursor.fetchall()
        columns = [one[0] for one in cursor.description]
        tries = [
            f"DELETE FROM {table}",
            f"UPDATE {table} SET {columns[1]} = {columns[1]}",
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        ]
        for statement in tries:
            with pytest.raises(DatabaseError, match="append-only"):
                cursor.execute(statement)
        cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
        assert cursor.fetchall() == before


def test_a_text_is_kept_once_under_its_hash(hall: Hall) -> None:
    with transaction.atomic():
        assert keep_blob(b"text") == keep_blob(b"text")
    assert models.Blob.objects.count() == 1


def test_a_text_beyond_what_readers_take_is_refused(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("isonomia_site.record.writer.MAX_BLOB", 3)
    with pytest.raises(InputError, match="at most 3"), transaction.atomic():
        keep_blob(b"text")


def test_the_database_keeps_what_it_acknowledged(hall: Hall) -> None:
    with connection.cursor() as cursor:
        asked = {}
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout"):
            cursor.execute(f"PRAGMA {name}")
            asked[name] = cursor.fetchone()[0]
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 20_000}
