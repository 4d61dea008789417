"""Alliances, districts, and houses of lists and districts together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.elections.joined import OVERHANG, allied, by_district, compensating, parallel
from isonomia.elections.methods import Method
from isonomia.elections.seats import Tie, allocate
from isonomia.errors import InputError

DHONDT, WEBSTER = Method("divisor/dhondt"), Method("divisor/sainte-lague")
VOTES = st.dictionaries(st.sampled_from("abcde"), st.integers(1, 400), min_size=2)


def test_lists_that_stand_together_can_win_a_seat_that_neither_wins_alone() -> None:
    votes = {"a": 52, "b": 25, "c": 23}
    assert allocate(votes, 3, DHONDT).seats == {"a": 2, "b": 1, "c": 0}
    assert allied({**votes, "a": 45, "c": 30}, {"b": "together", "c": "together"}, 3, DHONDT) == (
        {"a": 1, "b": 1, "c": 1},
        (),
    )


def test_a_tie_between_alliances_leaves_its_seat_to_nobody() -> None:
    found, ties = allied({"a": 50, "b": 30, "c": 20}, {"b": "x", "c": "x"}, 3, DHONDT)
    assert ties == (Tie(("a", "x"), 1, "quotient"),)
    assert found == {"a": 1, "b": 1, "c": 0}


def test_an_alliance_cannot_have_the_name_of_a_list() -> None:
    with pytest.raises(InputError, match='has the name of the list "a"'):
        allied({"a": 5, "b": 4}, {"b": "a"}, 3, DHONDT)


def test_districts_are_shared_each_by_itself() -> None:
    found = by_district({"north": {"a": 60, "b": 40}, "south": {"a": 10, "b": 90}}, {"north": 3, "south": 2}, DHONDT)
    assert {name: one.seats for name, one in found.items()} == {"north": {"a": 2, "b": 1}, "south": {"a": 0, "b": 2}}
    with pytest.raises(InputError, match='"south" has either votes or seats'):
        by_district({"north": {"a": 1}}, {"north": 1, "south": 1}, DHONDT)


def test_the_parallel_house_of_2023_is_the_sum() -> None:
    lists = {"Amanat": 40, "Auyl": 8, "Respublica": 6, "Ak Zhol": 6, "QHP": 5, "OSDP": 4}
    found = parallel(lists, {"Amanat": 22, "independent": 7})
    assert (found["Amanat"], found["independent"], sum(found.values())) == (62, 7, 98)


OVER = {"a": 60, "b": 30, "c": 10}


@pytest.mark.parametrize(
    ("overhang", "seats", "house", "beyond", "uncovered"),
    [
        # Ten seats: 6, 3 and 1. List c won three districts.
        ("keep", {"a": 6, "b": 3, "c": 3}, 12, {"c": 2}, {}),
        # The smallest house in which one tenth of the votes is three seats under Sainte-Lague: 25.
        ("level", {"a": 15, "b": 7, "c": 3}, 25, {}, {}),
        ("none", {"a": 6, "b": 3, "c": 1}, 10, {}, {"c": 2}),
    ],
)
def test_district_seats_beyond_a_share_are_kept_levelled_or_not_given(
    overhang: str, seats: dict[str, int], house: int, beyond: dict[str, int], uncovered: dict[str, int]
) -> None:
    found = compensating(OVER, 10, WEBSTER, districts={"c": 3}, overhang=overhang)
    assert (found.beyond, found.uncovered) == (beyond, uncovered)
    if overhang != "level":
        assert (found.seats, found.house) == (seats, house)


@given(VOTES, st.integers(5, 40), st.data(), st.sampled_from(OVERHANG))
def test_no_list_that_keeps_its_districts_has_fewer_and_a_levelled_house_is_the_smallest(
    votes: dict[str, int], house: int, data: st.DataObject, overhang: str
) -> None:
    won = data.draw(st.fixed_dictionaries({}, optional={one: st.integers(0, 4) for one in sorted(votes)}))
    found = compensating(votes, house, WEBSTER, districts=won, overhang=overhang)
    assert sum(found.seats.values()) + sum(one.seats for one in found.ties) == found.house
    if overhang == "none":
        assert found.house == house
        return
    assert all(found.seats[one] >= count for one, count in won.items())
    if overhang == "level":
        assert not found.beyond
        shorter = [allocate(votes, size, WEBSTER).seats for size in range(house, found.house)]
        assert all(any(one[name] < count for name, count in won.items()) for one in shorter)


def test_district_seats_of_those_without_a_list_come_off_the_house() -> None:
    found = compensating(OVER, 12, WEBSTER, districts={"an independent": 2}, overhang="keep")
    assert (found.seats, found.house) == ({"a": 6, "b": 3, "c": 1}, 12)
    with pytest.raises(InputError, match="none is left to share"):
        compensating(OVER, 2, WEBSTER, districts={"an independent": 2}, overhang="keep")
    with pytest.raises(InputError, match="no rule on overhang"):
        compensating(OVER, 2, WEBSTER, districts={}, overhang="ignore")
    with pytest.raises(InputError, match="no house covers them"):
        compensating({"a": 5, "b": 0}, 2, WEBSTER, districts={"b": 1}, overhang="level")
