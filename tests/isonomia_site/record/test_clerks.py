"""Many clerks at once, each with a connection of its own: one act a place, the others are told, none is lost."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from msgspec import structs

from isonomia.errors import ConflictError
from isonomia.record.act import Act
from isonomia_site.record import models
from isonomia_site.record.reader import acts_of
from isonomia_site.record.sequencer import sequence
from isonomia_site.record.writer import enter
from tests.isonomia_site.halls import COMPILER, Hall

CLERKS = 6
ACTS = 12


@pytest.fixture
def act(hall: Hall) -> Act:
    """The first act of some matter."""
    return next(act for act in hall.pack.acts if act.place == 0)


def at_once(works: Sequence[Callable[[], object]]) -> list[object]:
    """Do all at the same moment, each in a thread and on a connection of its own; return what each came to."""
    connection.close()
    gate, came = Barrier(len(works)), dict[int, object]()

    def run(number: int, work: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            gate.wait(timeout=30)
            came[number] = work()
        except Exception as error:
            came[number] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=one) for one in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return [came.get(number) for number in range(len(works))]


def enter_alone(act: Act) -> int:
    with transaction.atomic():
        return enter(act, {"by": act.id}, by=COMPILER)


def places_are_whole(matter: str, number: int) -> None:
    assert [act.place for act in acts_of(matter)] == list(range(number))
    line = models.Matter.objects.get(matter=matter)
    assert (line.acts, line.summary) == (number, f'{{"by": "{acts_of(matter)[-1].id}"}}')


def test_of_many_at_one_place_one_stands_and_the_others_are_told(hall: Hall, act: Act) -> None:
    for place in range(ACTS):
        acts = [structs.replace(act, id=f"clerk-{one}/{place}", place=place) for one in range(CLERKS)]
        came = at_once([lambda one=one: enter_alone(one) for one in acts])
        assert Counter(type(one) for one in came) == {int: 1, ConflictError: CLERKS - 1}, came
    places_are_whole(act.matter, ACTS)


def test_of_many_with_one_id_one_stands(hall: Hall, act: Act) -> None:
    acts = [structs.replace(act, matter=f"reform/{one}") for one in range(CLERKS)]
    came = at_once([lambda one=one: enter_alone(one) for one in acts])
    assert Counter(type(one) for one in came) == {int: 1, ConflictError: CLERKS - 1}, came
    assert models.Entry.objects.count() == models.Matter.objects.count() == 1


def in_the_end(act: Act, matter: str, clerk: int) -> int:
    """Enter so many acts in a matter where others write too, looking again after each refusal; count refusals."""
    refused = done = 0
    while done < ACTS:
        place = models.Entry.objects.filter(matter=matter).count()
        try:
            enter_alone(structs.replace(act, id=f"{clerk}-{done}", matter=matter, place=place))
        except ConflictError:
            refused += 1
        else:
            done += 1
    return refused


@pytest.mark.parametrize("matters", [1, CLERKS])
def test_whoever_looks_again_gets_every_act_in(hall: Hall, act: Act, matters: int) -> None:
    works = [lambda one=one: in_the_end(act, f"reform/{one % matters}", one) for one in range(CLERKS)]
    came = at_once(works)
    assert all(isinstance(one, int) for one in came), came
    assert matters == 1 or not any(came)
    for matter in range(matters):
        places_are_whole(f"reform/{matter}", CLERKS * ACTS // matters)
    ids = set(models.Entry.objects.values_list("act_id", flat=True))
    assert ids == {f"{clerk}-{number}" for clerk in range(CLERKS) for number in range(ACTS)}


def test_numbers_are_given_once_while_others_write(hall: Hall, act: Act) -> None:
    writers = [lambda one=one: in_the_end(act, f"reform/{one}", one) for one in range(CLERKS - 2)]

    def number() -> int:
        given = 0
        for _ in range(8):
            with suppress(ConflictError):
                given += sequence()
        return given

    came = at_once([*writers, number, number])
    assert all(isinstance(one, int) for one in came), came
    sequence()
    assert list(models.Leaf.objects.order_by("leaf_index").values_list("leaf_index", flat=True)) == list(
        range(ACTS * (CLERKS - 2))
    )


@pytest.mark.only_on("postgresql")
def test_on_postgresql_of_two_in_each_others_way_one_is_told(hall: Hall, act: Act) -> None:
    halfway = Barrier(2)

    def two(first: str, second: str) -> int:
        with transaction.atomic():
            enter(structs.replace(act, id=f"{first}-{second}-1", matter=f"reform/{first}"), {}, by=COMPILER)
            halfway.wait(timeout=30)
            return enter(structs.replace(act, id=f"{first}-{second}-2", matter=f"reform/{second}"), {}, by=COMPILER)

    came = at_once([lambda: two("a", "b"), lambda: two("b", "a")])
    assert Counter(type(one) for one in came) == {int: 1, ConflictError: 1}, came
    assert models.Entry.objects.count() == 2
