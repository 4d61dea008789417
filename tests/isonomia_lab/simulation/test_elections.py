"""Many elections at once are the elections of the law, one by one: seats, ties and refusals."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from isonomia.elections.methods import NAMES, Method, method_named
from isonomia.elections.seats import Allocation, allocate
from isonomia.errors import InputError
from isonomia.exact import Bar
from isonomia_lab.simulation.elections import allocate_many

# Imperiali can give too many seats, and the law must then say what follows.
METHODS = [Method(one, surplus="smallest_remainder") if "imperiali" in one else method_named(one) for one in NAMES]
METHODS += [
    Method("divisor/modified-sainte-lague", first=Fraction(6, 5)),
    Method(NAMES[0], remainder="highest_average"),
]
SEVEN = Bar(Fraction(7, 100), False)


def by_law(votes: Any, row: int, *words: object, **more: object) -> Allocation:
    lists = {str(at): int(count) for at, count in enumerate(votes[row])}
    return allocate(lists, *words, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("method", METHODS, ids=[f"{one.name} {one.first} {one.remainder}" for one in METHODS])
@pytest.mark.parametrize("most", [40, 10_000_000])
@pytest.mark.parametrize("threshold", [None, SEVEN], ids=["no bar", "seven per cent"])
def test_each_election_is_that_of_the_law(method: Method, most: int, threshold: Bar | None) -> None:
    random = np.random.default_rng(most)
    votes = random.integers(0, most, (250, 6), endpoint=True)
    votes[:, 0] += 1
    found = allocate_many(votes, 7, method, threshold=threshold)
    for row in range(len(votes)):
        one = by_law(votes, row, 7, method, threshold=threshold)
        assert found.seats[row].tolist() == list(one.seats.values())
        tied = {name for tie in one.ties for name in tie.lists}
        assert {str(at) for at in np.flatnonzero(found.tied[row])} == tied
        assert found.between[row] == sum(tie.seats for tie in one.ties)
    assert (found.seats.sum(axis=1) + found.between == 7).all()
    if most == 40:
        assert found.between.any()


def test_a_base_of_each_election_and_a_strict_bar() -> None:
    votes = np.array([[93, 7], [93, 7], [93, 7]])
    base = np.array([100, 100, 101])
    strict = Bar(Fraction(7, 100), True)
    for bar, seats in ((SEVEN, [1, 1, 0]), (strict, [0, 0, 0])):
        found = allocate_many(votes, 10, "largest-remainder/hare", threshold=bar, threshold_base=base)
        assert found.seats[:, 1].tolist() == seats


def test_numbers_beyond_64_bits_go_to_the_law() -> None:
    votes = np.array([[2**60, 2**60 - 1, 5]])
    for name in NAMES:
        method = Method(name, surplus="smallest_remainder")
        assert allocate_many(votes, 30, method).seats[0].tolist() == list(by_law(votes, 0, 30, method).seats.values())


FAULTS = [
    (np.array([[1.0, 2.0]]), 5, {}, "wanted a table of whole numbers"),
    (np.array([1, 2]), 5, {}, "wanted a table of whole numbers"),
    (np.array([[1, 2], [-1, 2]]), 5, {}, "election 1: votes below nought"),
    (np.array([[1, 2]]), 0, {}, "seats: wanted"),
    (np.array([[1, 2], [0, 0]]), 5, {}, "election 1: no votes at all"),
    (np.array([[2**63 - 1, 2]]), 5, {}, "is too large for 2 lists together"),
    (np.array([[1, 1], [1, 0]]), 5, {"threshold": Bar(Fraction(2, 3), False)}, "election 0: no list clears the bar"),
    (np.array([[9, 1]]), 5, {"threshold": SEVEN, "threshold_base": np.array([8])}, "election 0: the base"),
    (np.array([[9, 1]]), 5, {"threshold": SEVEN, "threshold_base": np.array([8, 9])}, "one whole number for each"),
]


@pytest.mark.parametrize(("votes", "seats", "more", "said"), FAULTS)
def test_faults_are_told_with_the_row(votes: Any, seats: int, more: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        allocate_many(votes, seats, "largest-remainder/hare", **more)


def test_fewer_seats_than_lists_that_must_each_get_one_are_refused_with_the_row() -> None:
    with pytest.raises(InputError, match="election 1: 2 seats are fewer than the 3"):
        allocate_many(np.array([[5, 4, 0], [5, 4, 1]]), 2, "divisor/adams")
