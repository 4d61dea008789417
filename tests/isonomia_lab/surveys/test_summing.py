"""Sums are those of exact arithmetic rounded once; their first digits do not know an order either."""

from math import fsum

import numpy as np
import pytest

from isonomia_lab.surveys.margins import margin
from isonomia_lab.surveys.raking import rake
from isonomia_lab.surveys.summing import rough_sums, sums, total

CHANCE = np.random.Generator(np.random.Philox(3))


@pytest.mark.parametrize("spread", [1, 10, 30])
def test_sums_are_rounded_once(spread: int) -> None:
    values = CHANCE.normal(size=5000) * np.exp(CHANCE.normal(size=5000) * spread)
    groups = CHANCE.integers(0, 40, 5000)
    assert sums(values, groups, 40).tolist() == [fsum(values[groups == one]) for one in range(40)]
    assert total(values) == fsum(values)


def test_first_digits_know_no_order() -> None:
    values, groups = CHANCE.random(3000), CHANCE.integers(0, 7, 3000)
    order = CHANCE.permutation(3000)
    rough = rough_sums(values, groups, 7)
    assert rough.tolist() == rough_sums(values[order], groups[order], 7).tolist()
    assert rough == pytest.approx(sums(values, groups, 7), rel=1e-9)


def test_a_category_that_hardly_weighs_is_raked_too() -> None:
    base = np.array([1e15, 1e15, 1.0, 1.0])
    found = rake(
        base, [margin("one", list("aabb"), {"a": 10, "b": 30}), margin("two", list("xyxy"), {"x": 15, "y": 25})]
    )
    assert found.values == pytest.approx([3.75, 6.25, 11.25, 18.75])
