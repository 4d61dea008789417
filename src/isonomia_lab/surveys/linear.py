"""Means, totals, ratios and quantiles, each with its scores: what a row adds to the error of the estimate."""

from dataclasses import dataclass

import numpy as np

from isonomia.errors import InputError
from isonomia_lab.surveys.arrays import Floats, Marks
from isonomia_lab.surveys.summing import total


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """An estimate and the score of each row, weights within."""

    value: float
    scores: Floats


def total_of(weights: Floats, values: Floats, kept: Marks) -> Linear:
    """The total of the values of those kept."""
    scores = np.where(kept, weights * np.where(kept, values, 0), 0)
    return Linear(total(scores), scores)


def ratio_of(weights: Floats, values: Floats, of: Floats, kept: Marks) -> Linear:
    """The total of `values` in that of `of`."""
    above, below = total_of(weights, values, kept), total_of(weights, of, kept)
    if below.value == 0:
        raise InputError("a ratio to nought: the denominator's total is 0")
    value = above.value / below.value
    return Linear(value, (above.scores - value * below.scores) / below.value)


def mean_of(weights: Floats, values: Floats, kept: Marks) -> Linear:
    """The mean of the values of those kept."""
    value, mass = _centre(weights, values, kept)
    return Linear(value, np.where(kept, weights * (np.where(kept, values, 0) - value) / mass, 0))


def _centre(weights: Floats, values: Floats, kept: Marks) -> tuple[float, float]:
    """The mean of those kept, and the weight they have together."""
    if not kept.any():
        raise InputError("a mean of no rows: nobody is in the domain with an answer")
    mass = total(weights[kept])
    return total(weights[kept] * values[kept]) / mass, mass


def quantile_of(weights: Floats, values: Floats, kept: Marks, share: float) -> float:
    """The least value that at least `share` of the weight does not exceed."""
    if not 0 < share < 1:
        raise InputError(f"a quantile at {share:g}; wanted is a share between 0 and 1")
    if not kept.any():
        raise InputError("a quantile of no rows: nobody is in the domain with an answer")
    order = np.argsort(values[kept], kind="stable")
    below = np.cumsum(weights[kept][order])
    # A hair for what adding up has rounded.
    at = int(np.searchsorted(below, share * below[-1] * (1 - 1e-12)))
    return float(values[kept][order][min(at, len(order) - 1)])


def spread(weights: Floats, values: Floats, kept: Marks) -> float:
    """The variance of the values in the population, as the sample tells it."""
    centre, mass = _centre(weights, values, kept)
    count = int(kept.sum())
    if count < 2:
        return 0.0
    away = values[kept] - centre
    return total(weights[kept] * away * away) / mass * count / (count - 1)
