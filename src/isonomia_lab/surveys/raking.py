"""Raking: weights that meet every margin and stay in the ratios of the base weights, found on cells of equal rows.

A row's factor is the product of those of its categories, so rows of one cell share it (Deming and Stephan, 1940).
"""

from collections.abc import Sequence
from math import inf
from typing import Final

import numpy as np
import numpy.typing as npt

from isonomia_lab.surveys.arrays import Floats
from isonomia_lab.surveys.calibrated import Regression, Sweeps
from isonomia_lab.surveys.margins import Cells, Margin, cells, one_total, told
from isonomia_lab.surveys.summing import rough_sums, sums
from isonomia_lab.surveys.weights import Weights, checked, multiplied

SWEEPS = 10_000
PATIENCE = 10
WANTED = 1e-15
ROUGH: Final = 1e-9
"""Misses down to which sums need no more than their first digits."""
MET = 1e-12


def rake(base: npt.ArrayLike, margins: Sequence[Margin], accept_error: float = MET) -> Weights:
    """Rake the base weights to the margins.

    Args:
        base: the weight of each row before.
        margins: what must be met.
        accept_error: by how much of the population a margin may be missed; it is printed beside every figure.
    Raises:
        MarginError: no such weights exist, or they were not found; it names the categories in the way.
    """
    weights = checked(base, len(margins[0].codes) if margins else 0)
    size = one_total(margins)
    grid = cells(margins)
    mass = sums(weights, grid.of, grid.count)
    factors, error = _swept(mass, grid, size)
    if error > accept_error:
        raise told(margins, [sums(mass * factors, at, len(one.targets)) for one, at in grid.each()], size)
    raked = multiplied(weights, factors, grid.of)
    if len(margins) == 1:
        # One margin alone is post-stratification.
        return Weights(raked, weights, error, Regression(grid.of, grid.indicators(), weights))
    return Weights(raked, weights, error, Sweeps(tuple(one.codes for one in margins)))


def _swept(mass: Floats, grid: Cells, size: float) -> tuple[Floats, float]:
    """The factor of each cell, and the largest miss as a share of the population."""
    factors, least, waited, error = np.ones(len(mass)), inf, 0, inf
    for _ in range(SWEEPS):
        adding = rough_sums if error > ROUGH and not waited else sums
        before, error = factors, 0.0
        for one, at in grid.each():
            have = adding(mass * factors, at, len(one.targets))
            if not have.all():
                # A category too light for the first digits of the others.
                have = sums(mass * factors, at, len(one.targets))
            error = max(error, float(np.abs(have - one.targets).max()) / size)
            factors = factors * (one.targets / have)[at]
        waited = 0 if error < least else waited + 1
        least = min(least, error)
        if error <= WANTED or waited == PATIENCE:
            return before, error
    return factors, error
