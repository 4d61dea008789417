"""Ids that stand twice are found, all of them and no others, whatever their hashes."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from isonomia.record.act import write_entry
from isonomia.record.reading import check
from isonomia.record.repeated import Repeated


class Colliding(str):
    """Text whose hash says nothing."""

    __slots__ = ()

    def __hash__(self) -> int:
        return 7


def found_in(ids: list[str]) -> list[tuple[int, int]]:
    """Where an id stands again, and where it stood first."""
    repeated = Repeated()
    for id in ids:
        repeated.take(id)
    suspects = repeated.suspects()
    firsts = [repeated.first(id, index, suspects) for index, id in enumerate(ids)]
    return [(index, first) for index, first in enumerate(firsts) if first != index]


@given(st.lists(st.sampled_from("abcdefgh") | st.text(max_size=3), max_size=40), st.booleans())
def test_the_repeated_ones_are_those_that_plain_comparing_finds(ids: list[str], collide: bool) -> None:
    wanted = [(index, ids.index(id)) for index, id in enumerate(ids) if ids.index(id) < index]
    assert found_in([Colliding(id) for id in ids] if collide else ids) == wanted


def test_the_log_is_not_read_again_without_need() -> None:
    repeated = Repeated()
    for number in range(10_000):
        repeated.take(f"a-{number}")
    assert not repeated.suspects()
    repeated.take("a-77")
    assert repeated.suspects() == {hash("a-77")}


def test_repeats_are_told_in_the_order_of_the_log(kit, tmp_path: Path) -> None:
    made = [replace(kit.act(number)) for number in range(600)]
    for number, change in {
        5: {"id": "n-3"},
        7: {"place": 9},
        300: {"id": "n-0", "place": 50},
        310: {"id": "n-5"},
        599: {"id": "n-3"},
    }.items():
        made[number] = replace(made[number], **change)
    made[400] = replace(kit.act(0), id="n-3", matter=made[400].matter, place=made[400].place)
    written = [write_entry(one) for one in made]
    written[310] = written[310].replace(b'"v":1', b'"v":2')
    _, findings = check(kit.build(tmp_path / "record", written), kit.bodies)
    told = [(one.code, int(one.where.rpartition("#")[2]), dict(one.params).get("first")) for one in findings]
    assert told == [
        ("id_repeated", 5, "3"),
        ("place_wrong", 7, None),
        ("place_wrong", 14, None),
        ("id_repeated", 300, "0"),
        ("place_wrong", 300, None),
        ("place_wrong", 307, None),
        ("entry_refused", 310, None),
        ("opened_again", 400, None),
        ("id_repeated", 400, "3"),
        ("id_repeated", 599, "3"),
    ]
