"""Seats by every method: held against the plain way, and what each method promises."""

from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from isonomia.elections.methods import DIVISORS, NAMES, Method, method_named
from isonomia.elections.seats import Allocation, Tie, allocate
from isonomia.errors import InputError
from isonomia.exact import Bar
from tests.isonomia.elections.plain import plain

DIVISOR_NAMES = [f"divisor/{one}" for one in DIVISORS]
LISTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 400), min_size=1).filter(lambda v: any(v.values()))
FIRSTS = st.fractions(Fraction(1, 10), Fraction(29, 10), max_denominator=20)
METHODS = st.builds(Method, st.sampled_from(NAMES), first=FIRSTS)


def outcome(found: Allocation) -> tuple[dict[str, int], tuple[tuple[str, ...], int] | None]:
    return found.seats, (found.ties[0].lists, found.ties[0].seats) if found.ties else None


@given(LISTS, st.integers(1, 30), METHODS)
def test_seats_and_ties_are_those_of_the_plain_way(votes: dict[str, int], seats: int, method: Method) -> None:
    try:
        expected = plain(votes, seats, method)
    except ValueError:
        with pytest.raises(InputError, match=r"law must say|fewer than"):
            allocate(votes, seats, method)
        return
    assert outcome(allocate(votes, seats, method)) == expected


def test_every_tie_of_4000_random_elections_is_reported_and_none_is_broken_by_the_order_of_the_input() -> None:
    random, ties = Random(4000), dict.fromkeys(NAMES, 0)
    for number in range(4000):
        name = NAMES[number % len(NAMES)]
        votes = {chr(97 + at): random.randint(1, 60) for at in range(random.randint(2, 7))}
        seats = random.randint(len(votes), 30)
        method = Method(name, surplus="smallest_remainder") if "imperiali" in name else method_named(name)
        try:
            expected = plain(votes, seats, method)
        except ValueError:
            # Imperiali gives too many here: what the law adds is tested by itself.
            continue
        found = allocate(votes, seats, method)
        assert outcome(found) == expected, (votes, seats, name)
        shuffled = list(votes.items())
        random.shuffle(shuffled)
        again = allocate(dict(shuffled), seats, method)
        assert (again.seats, again.ties) == (found.seats, found.ties)
        ties[name] += bool(found.ties)
    assert sum(ties.values()) > 200
    assert min(ties.values()) > 3, ties


@given(LISTS, st.integers(1, 30), METHODS)
def test_the_seats_are_the_house(votes: dict[str, int], seats: int, method: Method) -> None:
    try:
        found = allocate(votes, seats, method)
    except InputError:
        assume(False)
    assert sum(found.seats.values()) + sum(one.seats for one in found.ties) + found.left == seats
    assert all(len(one.lists) > one.seats > 0 for one in found.ties)


@given(LISTS, st.integers(1, 30))
def test_largest_remainders_stay_within_the_quota(votes: dict[str, int], seats: int) -> None:
    found = allocate(votes, seats, "largest-remainder/hare")
    tied = {name for one in found.ties for name in one.lists}
    for name, count in votes.items():
        share = Fraction(count * seats, sum(votes.values()))
        assert int(share) <= found.seats[name] <= -(-share.numerator // share.denominator)
        assert name not in tied or found.seats[name] == int(share)


@given(LISTS, st.integers(8, 30), st.sampled_from(DIVISOR_NAMES))
def test_a_larger_house_costs_nobody_a_seat_under_divisors(votes: dict[str, int], seats: int, name: str) -> None:
    smaller, larger = allocate(votes, seats, name), allocate(votes, seats + 1, name)
    assert all(larger.seats[one] >= smaller.seats[one] for one in votes)


@given(LISTS, st.integers(8, 30), st.sampled_from(DIVISOR_NAMES), st.integers(1, 50), st.data())
def test_a_list_that_alone_gains_votes_loses_no_seat_under_divisors(
    votes: dict[str, int], seats: int, name: str, more: int, data: st.DataObject
) -> None:
    gains = data.draw(st.sampled_from(sorted(votes)))
    before, after = (allocate(one, seats, name) for one in (votes, {**votes, gains: votes[gains] + more}))
    assert after.seats[gains] >= before.seats[gains]
    # And of the others, who stay as they are, none gains.
    tied = {one for tie in before.ties for one in tie.lists}
    for one in set(votes) - {gains}:
        assert after.seats[one] <= before.seats[one] + (one in tied)


@given(LISTS, st.integers(1, 30), METHODS, st.permutations("abcdefgh"))
def test_names_do_not_matter(votes: dict[str, int], seats: int, method: Method, names: list[str]) -> None:
    other = dict(zip("abcdefgh", names, strict=True))
    try:
        found = allocate(votes, seats, method)
    except InputError:
        assume(False)
    again = allocate({other[one]: count for one, count in reversed(votes.items())}, seats, method)
    assert {other[one]: count for one, count in found.seats.items()} == again.seats
    assert [sorted(other[name] for name in one.lists) for one in found.ties] == [list(one.lists) for one in again.ties]


@given(LISTS, st.integers(8, 30), METHODS, st.integers(2, 10**9))
def test_scale_does_not_matter(votes: dict[str, int], seats: int, method: Method, times: int) -> None:
    # Droop rounds its quota to a whole vote, so it alone knows the scale.
    assume(method.kind != "droop")
    try:
        found = allocate(votes, seats, method)
    except InputError:
        assume(False)
    again = allocate({one: count * times for one, count in votes.items()}, seats, method)
    assert (again.seats, again.ties) == (found.seats, found.ties)


@given(LISTS, st.integers(8, 30), st.sampled_from(DIVISOR_NAMES), st.integers(1, 4))
def test_a_minimum_is_kept_by_divisors_and_the_rest_goes_by_quotients(
    votes: dict[str, int], seats: int, name: str, least: int
) -> None:
    try:
        expected = plain(votes, seats, method_named(name), least)
    except ValueError:
        with pytest.raises(InputError, match="fewer than the"):
            allocate(votes, seats, name, minimum=least)
        return
    assert outcome(allocate(votes, seats, name, minimum=least)) == expected


def test_of_quotas_a_list_below_its_minimum_gets_it_and_the_rest_is_shared_anew() -> None:
    found = allocate({"a": 700, "b": 280, "c": 20}, 10, "largest-remainder/hare", minimum=1)
    assert found.seats == {"a": 6, "b": 3, "c": 1}
    rows = {row.list: (row.whole, row.fixed) for row in found.explanation().rows}
    assert rows == {"a": (6, False), "b": (2, False), "c": (1, True)}


@pytest.mark.parametrize(("strict", "seats"), [(False, {"a": 9, "b": 1}), (True, {"a": 10, "b": 0})])
def test_a_list_at_exactly_the_threshold_is_treated_as_the_law_says(strict: bool, seats: dict[str, int]) -> None:
    bar = Bar(Fraction(7, 100), strict)
    assert allocate({"a": 93, "b": 7}, 10, "largest-remainder/hare", threshold=bar).seats == seats


def test_the_base_of_the_threshold_can_be_larger_than_the_votes_for_lists() -> None:
    votes, bar = {"a": 930, "b": 50}, Bar(Fraction(5, 100), False)
    assert allocate(votes, 20, "largest-remainder/hare", threshold=bar).seats == {"a": 19, "b": 1}
    found = allocate(votes, 20, "largest-remainder/hare", threshold=bar, threshold_base=1001)
    assert found.seats == {"a": 20, "b": 0}


HARE = "largest-remainder/hare"
FAULTS = [
    ({}, 5, HARE, {}, "no lists"),
    ({"a": 0, "b": 0}, 5, HARE, {}, "no votes at all"),
    ({"a": -1, "b": 4}, 5, HARE, {}, 'votes of "a": wanted a whole number from 0 up, not -1'),
    ({"a": 1.5}, 5, HARE, {}, "not 1.5"),
    ({"a": True}, 5, HARE, {}, "not True"),
    ({"a": "7"}, 5, HARE, {}, "not '7'"),
    ({"a": 1}, 0, HARE, {}, "seats: wanted a whole number from 1"),
    ({"a": 1}, 2.0, HARE, {}, "not 2.0"),
    ({"a": 1}, 10**7, HARE, {}, "to 1000000"),
    ({"a": 1}, 5, "hare", {}, 'no method "hare"'),
    ({"a": 1}, 5, HARE, {"minimum": -1}, "minimum: wanted"),
    ({"a": 5, "b": 4}, 3, HARE, {"minimum": 2}, "3 seats are fewer than the 4 that lists must get"),
    ({"a": 5, "b": 4}, 3, "divisor/dhondt", {"minimum": 2}, "3 seats are fewer than the 4"),
    ({"a": 5, "b": 4, "c": 1}, 2, "divisor/adams", {}, "2 seats are fewer than the 3"),
    ({"a": 5, "b": 4, "c": 1}, 2, "divisor/huntington-hill", {}, "2 seats are fewer than the 3"),
    ({"a": 5, "b": 4}, 3, HARE, {"threshold": Bar(Fraction(2, 3), False)}, "no list clears the bar of at least 2/3"),
    ({"a": 5}, 3, HARE, {"threshold": Bar(Fraction(1, 20), False), "threshold_base": 4}, "the base of the threshold"),
    ({"a": 5}, 3, HARE, {"threshold_base": 40}, "a base of the threshold is given, and no threshold"),
    ({"a": 8, "b": 8}, 1, "largest-remainder/imperiali", {}, "gives 2 seats where there are 1: the law must"),
    ({"a": 3, "b": 2}, 20, "largest-remainder/droop", {}, "the law must say who gets the others"),
]


@pytest.mark.parametrize(("votes", "seats", "method", "more", "said"), FAULTS)
def test_every_fault_of_the_input_is_told(
    votes: dict[str, int], seats: int, method: str, more: dict[str, Any], said: str
) -> None:
    with pytest.raises(InputError) as error:
        allocate(votes, seats, method, **more)
    assert said in str(error.value)


TOO_MANY = {"a": 50, "b": 34, "c": 34}


@pytest.mark.parametrize(
    ("surplus", "seats", "ties"),
    [
        # Quota 23.6: 2, 1 and 1 for three seats. Remainders 2.8, 10.4 and 10.4: a gives one back.
        ("smallest_remainder", {"a": 1, "b": 1, "c": 1}, ()),
        # Quota 29.5 next: 1, 1 and 1.
        ("larger_quota", {"a": 1, "b": 1, "c": 1}, ()),
    ],
)
def test_the_law_says_what_becomes_of_seats_that_a_quota_gives_too_many(
    surplus: str, seats: dict[str, int], ties: tuple[Tie, ...]
) -> None:
    found = allocate(TOO_MANY, 3, Method("largest-remainder/imperiali", surplus=surplus))
    assert (found.seats, found.ties) == (seats, ties)


def test_equal_remainders_that_must_give_a_seat_back_tie() -> None:
    found = allocate({"a": 8, "b": 8}, 3, Method("largest-remainder/imperiali", surplus="smallest_remainder"))
    assert (found.seats, found.ties) == ({"a": 1, "b": 1}, (Tie(("a", "b"), 1, "surplus"),))


@pytest.mark.parametrize(
    ("rule", "seats", "left"),
    [
        # Quota 10: 4, 2, 1 and 0 whole, remainders 1, 6, 5 and 8; two seats are left.
        ("largest", [4, 3, 1, 1], 0),
        ("largest_with_quota", [4, 3, 2, 0], 0),
        ("first_list", [6, 2, 1, 0], 0),
        # Averages 8.2, 8.67, 7.5 and 8.
        ("highest_average", [5, 3, 1, 0], 0),
        ("none", [4, 2, 1, 0], 2),
    ],
)
def test_remainders_go_where_the_law_says(rule: str, seats: list[int], left: int) -> None:
    found = allocate({"a": 41, "b": 26, "c": 15, "d": 8}, 9, Method(HARE, remainder=rule))
    assert (list(found.seats.values()), found.ties, found.left) == (seats, (), left)


def test_first_lists_with_as_many_votes_tie_for_all_that_is_left() -> None:
    found = allocate({"a": 45, "b": 45, "c": 10}, 5, Method(HARE, remainder="first_list"))
    assert (found.seats, found.ties) == ({"a": 2, "b": 2, "c": 0}, (Tie(("a", "b"), 1, "first_list"),))


@pytest.mark.parametrize("name", NAMES)
def test_one_list_alone_has_all_seats(name: str) -> None:
    assert allocate({"a": 1, "b": 0}, 3, name).seats == {"a": 3, "b": 0}


def test_an_exact_hagenbach_bischoff_quota_for_all_is_a_tie() -> None:
    found = allocate({"a": 20, "b": 10}, 2, "largest-remainder/hagenbach-bischoff")
    assert (found.seats, found.ties) == ({"a": 1, "b": 0}, (Tie(("a", "b"), 1, "quota"),))


def test_the_quotients_explain_every_seat() -> None:
    found = allocate({"a": 6, "b": 3, "c": 1}, 4, "divisor/dhondt")
    assert (found.seats, found.ties) == ({"a": 3, "b": 1, "c": 0}, ())
    shown = [(one.place, one.list, one.number, one.text, one.given) for one in found.explanation().quotients]
    assert shown == [
        (1, "a", 1, "6.0000", True),
        (2, "b", 1, "3.0000", True),
        (2, "a", 2, "3.0000", True),
        (4, "a", 3, "2.0000", True),
        (5, "b", 2, "1.5000", False),
        (5, "a", 4, "1.5000", False),
    ]
    square = allocate({"a": 6, "b": 3}, 3, "divisor/huntington-hill").explanation().quotients
    assert [(one.list, one.text) for one in square[:3]] == [("b", "-"), ("a", "-"), ("a", "4.2426")]
