"""The pen: acts are entered in a transaction, once, in their order, and never change."""

import pytest
from django.db import DatabaseError, connection, transaction
from msgspec import structs

from isonomia.errors import ConflictError, InputError, UnlawfulActError
from isonomia.record.act import Act, Actor
from isonomia_site.record import models
from isonomia_site.record.reader import acts_of
from isonomia_site.record.writer import enter, enter_many, keep_blob
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


TABLES = ["record_entry", "record_leaf", "record_checkpoint", "record_blob"]


def refused(table: str, tries: list[str]) -> None:
    """The database refuses each of these statements, and the table stays as it was."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
        before = cursor.fetchall()
        columns = [one[0] for one in cursor.description]
        for statement in tries:
            with pytest.raises(DatabaseError, match="append-only"):
                cursor.execute(statement.format(table=table, key=columns[0], other=columns[1]))
        cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
        assert before and cursor.fetchall() == before


CHANGES = ["DELETE FROM {table}", "UPDATE {table} SET {other} = {other}", "DELETE FROM {table} WHERE {key} IS NOT NULL"]
# (The WHERE tells SQLite's grammar that the query ends there.)
UPSERT = (
    "INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT ({key}) DO UPDATE SET {other} = excluded.{other}"
)


@pytest.mark.parametrize("table", TABLES)
def test_the_database_refuses_to_change_or_delete(hall: Hall, table: str) -> None:
    hall.fill()
    hall.publish()
    refused(table, [*CHANGES, UPSERT])


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("table", TABLES)
def test_sqlite_refuses_to_replace(hall: Hall, table: str) -> None:
    hall.fill()
    hall.publish()
    refused(
        table, ["INSERT OR REPLACE INTO {table} SELECT * FROM {table}", "REPLACE INTO {table} SELECT * FROM {table}"]
    )


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize("table", TABLES)
def test_postgresql_refuses_to_truncate(hall: Hall, table: str) -> None:
    hall.fill()
    hall.publish()
    refused(table, ["TRUNCATE {table} CASCADE", "TRUNCATE record_matter, {table} RESTART IDENTITY CASCADE"])


def test_a_refused_act_leaves_the_transaction_to_its_caller(hall: Hall, act: Act) -> None:
    with transaction.atomic():
        enter(act, {}, by=COMPILER)
        for change in ({"id": "other"}, {"id": "other", "place": 7}, {"matter": "reform/other"}):
            with pytest.raises(ConflictError):
                enter(structs.replace(act, **change), {"stage": "never"}, by=COMPILER)
        assert [one.id for one in acts_of(act.matter)] == [act.id]
    assert list(models.Matter.objects.values_list("matter", "acts", "summary")) == [(act.matter, 1, "{}")]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "other"}, "has 1 acts: place 0"),
        ({"id": "other", "place": 2}, "has 1 acts: place 2"),
        ({}, "another act"),
    ],
)
def test_a_conflict_says_what_stands_there(hall: Hall, act: Act, change: dict[str, object], said: str) -> None:
    with transaction.atomic():
        enter(act, {}, by=COMPILER)
    with pytest.raises(ConflictError, match=said), transaction.atomic():
        enter(structs.replace(act, **change), {}, by=COMPILER)


def test_a_text_is_kept_once_under_its_hash(hall: Hall) -> None:
    with transaction.atomic():
        assert keep_blob(b"text") == keep_blob(b"text")
    assert models.Blob.objects.count() == 1


def test_a_text_beyond_what_readers_take_is_refused(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("isonomia_site.record.writer.MAX_BLOB", 3)
    with pytest.raises(InputError, match="at most 3"), transaction.atomic():
        keep_blob(b"text")


@pytest.mark.only_on("sqlite")
def test_sqlite_keeps_what_it_acknowledged(hall: Hall) -> None:
    with connection.cursor() as cursor:
        asked = {}
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout"):
            cursor.execute(f"PRAGMA {name}")
            asked[name] = cursor.fetchone()[0]
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 20_000}


@pytest.mark.only_on("postgresql")
def test_postgresql_keeps_what_it_acknowledged(hall: Hall) -> None:
    wanted = {
        "synchronous_commit": "on",
        "transaction_isolation": "read committed",
        "lock_timeout": "20s",
        "statement_timeout": "1min",
    }
    with transaction.atomic(), connection.cursor() as cursor:
        asked = {}
        for name in wanted:
            cursor.execute(f"SHOW {name}")
            asked[name] = cursor.fetchone()[0]
    assert asked == wanted


@pytest.mark.only_on("postgresql")
def test_postgresql_prepares_what_the_pen_writes_once(hall: Hall, act: Act) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        enter(act, {}, by=COMPILER)
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        statements = [row[0] for row in cursor.fetchall()]
    assert [one for one in statements if "record_entry" in one and "record_matter" in one]


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize(("table", "indexes"), [("record_entry", 3), ("record_matter", 2)])
def test_postgresql_keeps_no_index_that_nobody_asks(hall: Hall, table: str, indexes: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE tablename = %s", [table])
        assert cursor.fetchone() == (indexes,)


@pytest.mark.only_on("postgresql")
def test_postgresql_needs_no_extension(hall: Hall) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        assert cursor.fetchall() == [("plpgsql",)]


def test_many_acts_enter_as_one_by_one_or_not_at_all(hall: Hall, act: Act) -> None:
    others = [structs.replace(act, id=f"other-{number}", matter=f"referendum/{number}") for number in range(3)]
    second = structs.replace(act, id="second", place=1)
    both = [(one, {"stage": "final"}) for one in (act, *others, second)]
    with pytest.raises(RuntimeError, match="transaction"):
        enter_many(both, by=COMPILER)
    with transaction.atomic():
        enter_many(both, by=COMPILER)
        enter_many([], by=COMPILER)
    assert acts_of(act.matter) == [act, second] and models.Entry.objects.count() == 5
    line = models.Matter.objects.get(matter=act.matter)
    assert (line.institution, line.acts, line.summary) == (act.matter.split("/")[0], 2, '{"stage": "final"}')
    new = structs.replace(act, id="new", matter="referendum/9")
    for taken in (others[1], structs.replace(act, id="gap", matter="referendum/8", place=1)):
        with pytest.raises(ConflictError, match=taken.id), transaction.atomic():
            enter_many([(new, {}), (taken, {})], by=COMPILER)
    with pytest.raises(UnlawfulActError), transaction.atomic():
        enter_many([(new, {}), (structs.replace(new, actor=Actor(role="citizen")), {})], by=COMPILER)
    assert models.Entry.objects.count() == 5 and models.Matter.objects.count() == 4


def test_a_refused_batch_leaves_the_transaction_to_its_caller(hall: Hall, act: Act) -> None:
    with transaction.atomic():
        enter(act, {}, by=COMPILER)
        with pytest.raises(ConflictError):
            enter_many([(structs.replace(act, id="b", matter="referendum/b"), {}), (act, {})], by=COMPILER)
        assert models.Entry.objects.count() == 1
