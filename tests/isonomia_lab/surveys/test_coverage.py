"""How often intervals held what came: the exact binomial interval, against its own definition."""

from math import comb

import pytest

from isonomia_lab.surveys.intervals import clopper_pearson


def at_least(yes: int, number: int, share: float) -> float:
    """How likely so many or more of a number are, by sums of the binomial."""
    return sum(comb(number, one) * share**one * (1 - share) ** (number - one) for one in range(yes, number + 1))


@pytest.mark.parametrize(("inside", "assessed"), [(1, 3), (2, 3), (19, 20), (47, 50)])
def test_each_end_leaves_a_fortieth_beyond_it(inside: int, assessed: int) -> None:
    low, high = clopper_pearson(inside, assessed - inside, 0.95)
    assert at_least(inside, assessed, low) == pytest.approx(0.025, rel=1e-9)
    assert 1 - at_least(inside + 1, assessed, high) == pytest.approx(0.025, rel=1e-9)


def test_where_none_or_all_held_one_end_is_the_edge() -> None:
    assert clopper_pearson(0, 3, 0.95) == (0.0, pytest.approx(1 - 0.025 ** (1 / 3)))
    assert clopper_pearson(3, 0, 0.95) == (pytest.approx(0.025 ** (1 / 3)), 1.0)
