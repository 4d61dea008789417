"""How long answers take, with those that still wait: a case worked by hand, and the definition itself."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.errors import InputError
from isonomia.proposals.times import SHARES, Wait, after, curve, times

HALF, THREE_QUARTERS, NINE_TENTHS = SHARES


def waits(*lengths: int, waiting: tuple[int, ...] = ()) -> list[Wait]:
    return [*(Wait(one, True) for one in lengths), *(Wait(one, False) for one in waiting)]


def test_a_case_worked_by_hand() -> None:
    # Seven proposals: answered after 2, 2, 5 and 8 days; waiting for 3, 5 and 9 so far.
    steps = curve(waits(2, 2, 5, 8, waiting=(3, 5, 9)))
    assert [(one.length, one.at_risk, one.answered) for one in steps] == [(2, 7, 2), (5, 4, 1), (8, 2, 1)]
    # 5/7, then 3/4 of it, then a half of that.
    assert [one.waiting for one in steps] == [Fraction(5, 7), Fraction(15, 28), Fraction(15, 56)]
    found = times(waits(2, 2, 5, 8, waiting=(3, 5, 9)))
    assert (found.watched, found.answered) == (7, 4)
    assert [found.after(one) for one in SHARES] == [8, None, None]


def test_without_anyone_waiting_it_is_the_middle_of_all() -> None:
    found = times(waits(*range(1, 101)))
    assert [found.after(one) for one in SHARES] == [50, 75, 90]


def test_who_is_left_out_makes_the_time_too_short() -> None:
    answered, waiting = tuple(range(1, 11)), tuple(range(5, 15))
    assert times(waits(*answered)).after(HALF) == 5
    assert times(waits(*answered, waiting=waiting)).after(HALF) == 10


def test_nothing_watched_and_nobody_answered() -> None:
    assert times([]).lengths == times(waits(waiting=(3, 4))).lengths == tuple((one, None) for one in SHARES)
    with pytest.raises(InputError, match="answered before"):
        times([Wait(-1, True)])


def by_definition(known: list[Wait], length: int) -> Fraction:
    """The share that waits on after a length: at each length up to it, the part of those at risk that was left."""
    left = Fraction(1)
    for day in sorted({one.length for one in known if one.answered and one.length <= length}):
        at_risk = sum(one.length >= day for one in known)
        answered = sum(one.length == day and one.answered for one in known)
        left *= 1 - Fraction(answered, at_risk)
    return left


WAITS = st.lists(st.builds(Wait, st.integers(0, 12), st.booleans()), max_size=40)


@given(WAITS)
def test_it_is_what_its_definition_says(known: list[Wait]) -> None:
    steps = curve(known)
    assert [one.waiting for one in steps] == [by_definition(known, one.length) for one in steps]
    for share in SHARES:
        lengths = [one for one in range(13) if 1 - by_definition(known, one) >= share]
        assert after(steps, share) == min(lengths, default=None)
