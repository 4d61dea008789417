"""Weights after a step, with what they were before it and what tells how uneven they are."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from isonomia.errors import InputError
from isonomia_lab.surveys.arrays import Codes, Floats
from isonomia_lab.surveys.calibrated import Controls
from isonomia_lab.surveys.summing import BLOCK, total


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The weight of each row after and before, and by how much of the population the worst margin is missed."""

    values: Floats
    base: Floats
    error: float
    controls: Controls | None = None


@dataclass(frozen=True, slots=True)
class Unevenness:
    """How uneven weights are. `kish_deff` is n times their sum of squares in the square of their sum (Kish, 1965)."""

    n: int
    sum: float
    least: float
    largest: float
    cv: float
    kish_deff: float
    n_eff: float
    top_percent: float
    """The share of the sum that the hundredth with the largest weights holds."""


def unevenness(values: Floats) -> Unevenness:
    """Tell how uneven weights are."""
    count, mass, deff = len(values), total(values), kish_deff(values)
    top = np.sort(values)[-max(count // 100, 1) :]
    cv = float(np.sqrt(max(deff - 1, 0) * count / max(count - 1, 1)))
    return Unevenness(count, mass, float(values.min()), float(values.max()), cv, deff, count / deff, total(top) / mass)


def kish_deff(values: Floats) -> float:
    """What uneven weights cost by themselves."""
    mass = total(values)
    return len(values) * total(values * values) / (mass * mass)


def checked(base: npt.ArrayLike, rows: int) -> Floats:
    """Base weights that weights can be made of.

    Raises:
        InputError: one is no finite number above nought, or there is not one for each row.
    """
    weights = np.asarray(base, dtype=np.float64)
    if weights.shape != (rows,):
        raise InputError(f"base weights: {weights.size} given for {rows} rows")
    if (bad := np.flatnonzero(~(np.isfinite(weights) & (weights > 0)))).size:
        raise InputError(f"row {int(bad[0]) + 1}: the weight {weights[bad[0]]:g}; wanted is a number above nought")
    return weights


def multiplied(base: Floats, factors: Floats, of: Codes) -> Floats:
    """Each row's base weight times the factor of its cell, in blocks that stay near the processor."""
    found = np.empty(len(base))
    for start in range(0, len(base), BLOCK):
        here = slice(start, start + BLOCK)
        np.multiply(base[here], factors[of[here]], out=found[here])
    return found
