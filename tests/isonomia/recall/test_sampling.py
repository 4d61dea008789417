"""Bounds of a sample: held against all samples counted out, and the promise that they err as rarely as they say."""

from fractions import Fraction
from itertools import combinations
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.errors import InputError
from isonomia.recall.sampling import Sample, at_least, at_most, bears, interval, positions

sizes = st.integers(1, 40).flatmap(
    lambda size: st.integers(1, size).flatmap(
        lambda drawn: st.tuples(st.just(size), st.just(drawn), st.integers(0, drawn))
    )
)
risks = st.fractions(Fraction(1, 1000), Fraction(1, 4))


def test_tails_are_those_of_all_samples_counted_out() -> None:
    for valid in range(7):
        for seen in range(4):
            sample = Sample(size=6, drawn=3, valid=seen)
            drawn = [sum(one < valid for one in chosen) for chosen in combinations(range(6), 3)]
            assert at_least(sample, valid) == Fraction(sum(one >= seen for one in drawn), comb(6, 3))
            assert at_most(sample, valid) == Fraction(sum(one <= seen for one in drawn), comb(6, 3))


@given(sizes, risks)
def test_the_bounds_are_the_first_that_the_sample_does_not_speak_against(
    given_sample: tuple[int, int, int], risk: Fraction
) -> None:
    sample = Sample(*given_sample)
    low, high = interval(sample, risk)
    possible = range(sample.valid, sample.size - (sample.drawn - sample.valid) + 1)
    assert low == min(one for one in possible if at_least(sample, one) > risk)
    assert high == max(one for one in possible if at_most(sample, one) > risk)
    for needed in range(sample.size + 2):
        expected = True if low >= needed else False if high < needed else None
        assert bears(sample, needed, risk) is expected


@given(st.integers(1, 25), st.data(), risks)
def test_a_bound_misleads_in_no_more_samples_than_its_risk(size: int, data: st.DataObject, risk: Fraction) -> None:
    drawn, valid = data.draw(st.integers(1, size)), data.draw(st.integers(0, size))
    everything = comb(size, drawn)
    too_high, too_low = 0, 0
    for seen in range(max(0, drawn - (size - valid)), min(drawn, valid) + 1):
        low, high = interval(Sample(size, drawn, seen), risk)
        ways = comb(valid, seen) * comb(size - valid, drawn - seen)
        too_high += ways * (low > valid)
        too_low += ways * (high < valid)
    assert Fraction(too_high, everything) <= risk and Fraction(too_low, everything) <= risk


def test_the_whole_is_known_for_certain() -> None:
    assert interval(Sample(1000, 1000, 900), Fraction(1, 100)) == (900, 900)


def test_the_places_of_a_sample_are_drawn_again_from_the_seed() -> None:
    places = positions("ab" * 32, 1000, 50)
    assert len(set(places)) == 50 and places[0] >= 1 and places[-1] <= 1000 and places == positions("ab" * 32, 1000, 50)
    assert positions("cd" * 32, 1000, 50) != places


@pytest.mark.parametrize("wrong", [(10, 0, 0), (10, 11, 5), (10, 5, 6), (10, 5, -1)])
def test_a_sample_that_cannot_be_true_is_none(wrong: tuple[int, int, int]) -> None:
    with pytest.raises(InputError):
        Sample(*wrong)
    with pytest.raises(InputError):
        interval(Sample(10, 5, 5), Fraction(1))
