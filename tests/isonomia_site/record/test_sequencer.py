"""Numbers are given once, in the order of entry, by one sequencer at a time."""

from typing import Any

import pytest
from django.db import connection, transaction

from isonomia.errors import ConflictError, RecordError
from isonomia.record.act import write_entry
from isonomia.record.merkle import leaf_hash
from isonomia_site.record import models, sequencer
from isonomia_site.record.sequencer import CLOSING, is_waiting, sequence, take_turn
from isonomia_site.record.writer import enter
from tests.isonomia_site.halls import COMPILER, Hall


def test_every_entry_gets_the_next_number_and_its_hash(hall: Hall) -> None:
    entered = hall.fill()
    assert sequence() == entered
    leaves = list(models.Leaf.objects.select_related("entry").order_by("leaf_index"))
    assert [leaf.leaf_index for leaf in leaves] == list(range(entered))
    assert [leaf.entry_id for leaf in leaves] == sorted(leaf.entry_id for leaf in leaves)
    assert all(bytes(leaf.leaf_hash) == leaf_hash(bytes(leaf.entry.body)) for leaf in leaves)


def test_sequencing_twice_adds_nothing(hall: Hall) -> None:
    hall.fill()
    sequence()
    before = list(models.Leaf.objects.order_by("leaf_index").values_list())
    assert sequence() == 0
    assert list(models.Leaf.objects.order_by("leaf_index").values_list()) == before


def test_batches_join_without_a_hole(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequencer, "BATCH", 7)
    entered = hall.fill()
    assert sequence() == entered
    assert models.Leaf.objects.count() == entered


def test_an_entry_with_a_smaller_id_that_is_seen_later_is_numbered_too(hall: Hall) -> None:
    first, second = [act for act in hall.pack.acts if act.place == 0][:2]
    with transaction.atomic():
        enter(first, {}, by=COMPILER)
    sequence()
    # On PostgreSQL a transaction that began earlier can commit later; its id is then the smaller one.
    models.Entry.objects.create(pk=0, act_id=second.id, matter=second.matter, place=0, body=write_entry(second))
    assert sequence() == 1
    assert models.Leaf.objects.get(leaf_index=1).entry.act_id == second.id


def test_whoever_lost_the_turn_stops(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.fill()
    mine = take_turn()
    take_turn()
    monkeypatch.setattr(sequencer, "take_turn", lambda: mine)
    with pytest.raises(ConflictError, match="turn"):
        sequence()
    assert not models.Leaf.objects.exists()


def test_a_hole_in_the_numbers_stops_the_sequencer(hall: Hall) -> None:
    hall.fill()
    sequence()
    hall.without_triggers("DELETE FROM record_leaf WHERE leaf_index = 3")
    with pytest.raises(RecordError, match="hole"):
        sequence()


def test_nothing_is_numbered_after_a_closing_that_comes_between_two_looks(hall: Hall) -> None:
    first, second, third = [act for act in hall.pack.acts if act.place == 0][:3]
    with transaction.atomic():
        enter(first, {}, by=COMPILER)
    begun: list[str] = []

    def close_meanwhile(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        done = execute(sql, params, many, context)
        if "FROM" in sql and "record_leaf" in sql and "record_entry" in sql and not begun:
            # What two other connections commit at this moment: the end, and an act that was on its way.
            begun.append(sql)
            for act_id, act in ((CLOSING, second), (third.id, third)):
                models.Entry.objects.create(act_id=act_id, matter=act.matter, place=0, body=write_entry(act))
        return done

    with connection.execute_wrapper(close_meanwhile):
        sequence()
    sequence()
    assert begun
    numbered = list(models.Leaf.objects.order_by("leaf_index").values_list("entry__act_id", flat=True))
    assert numbered == [first.id, CLOSING]
    assert not is_waiting(), "a publisher that waits for what never comes would publish for ever"
