"""Calibration: the weights nearest to the base weights that meet margins and totals, within bounds where given.

`linear` keeps the squared distance least, `raking` stays in ratios above nought, `logit` between two bounds (Deville
and Särndal, 1992). Bounds of `linear` and `raking` hold inside the search, so nothing is trimmed after it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from isonomia.errors import InputError
from isonomia_lab.surveys.arrays import Floats
from isonomia_lab.surveys.calibrated import Regression
from isonomia_lab.surveys.margins import Margin, MarginError, cells, one_total, told
from isonomia_lab.surveys.summing import sums, total
from isonomia_lab.surveys.weights import Weights, checked, multiplied

STEPS, HALVINGS = 200, 40
WANTED = 1e-15
MET = 1e-12
Bounds: TypeAlias = tuple[float, float]
Factor: TypeAlias = Callable[[Floats], tuple[Floats, Floats]]


@dataclass(frozen=True, slots=True, eq=False)
class Total:
    """A number of each row, and what it adds up to in the population."""

    name: str
    values: Floats
    target: float


def calibrate(
    base: npt.ArrayLike,
    margins: Sequence[Margin],
    totals: Sequence[Total] = (),
    *,
    kind: str = "linear",
    bounds: Bounds | None = None,
    accept_error: float = MET,
) -> Weights:
    """Calibrate the base weights.

    Args:
        base: the weight of each row before.
        margins: counts of categories that must be met.
        totals: sums of numbers that must be met.
        kind: `linear`, `raking` or `logit`.
        bounds: the least and the largest ratio of a weight to its base weight; `logit` wants them.
        accept_error: by how much of its target a margin or total may be missed.
    Raises:
        MarginError: no such weights exist, or they were not found.
    """
    weights = checked(base, len(margins[0].codes) if margins else 0)
    size = one_total(margins)
    factor = _factor(kind, bounds)
    grid = cells(margins)
    of, matrix = grid.of, grid.indicators()
    if totals:
        of = np.arange(len(weights))
        matrix = np.column_stack([matrix[grid.of], *(_values(one, len(weights)) for one in totals)])
    targets = np.concatenate([*(one.targets for one in margins), [one.target for one in totals]])
    scale = np.concatenate([np.full(len(targets) - len(totals), size), [abs(one.target) or 1.0 for one in totals]])
    factors, missed = _solved(sums(weights, of, len(matrix)), matrix / scale, targets / scale, factor)
    if (error := float(np.abs(missed).max())) > accept_error:
        raise _told(margins, totals, targets + missed * scale, size)
    found = multiplied(weights, factors, of)
    return Weights(found, weights, error, Regression(of, matrix, weights))


def _values(one: Total, rows: int) -> Floats:
    values = np.asarray(one.values, dtype=np.float64)
    if values.shape != (rows,) or not np.isfinite(values).all():
        raise MarginError(f"total {one.name}: a number is wanted in each of {rows} rows", one.name)
    return values


def _factor(kind: str, bounds: Bounds | None) -> Factor:
    """The ratio of weight to base weight, and its slope, at each point of the search."""
    low, high = bounds or (-np.inf, np.inf)
    if not low < 1 < high:
        raise InputError(f"bounds {low:g} and {high:g}: the least must be below 1, the largest above it")
    if kind == "logit":
        if bounds is None:
            raise InputError("logit calibration wants bounds")
        return lambda at: _logit(at, low, high)
    if kind not in ("linear", "raking"):
        raise InputError(f"calibration {kind!r} is none of linear, raking, logit")

    def bounded(at: Floats) -> tuple[Floats, Floats]:
        raw = 1 + at if kind == "linear" else np.exp(np.minimum(at, 700))
        slope = np.ones(len(at)) if kind == "linear" else raw
        return np.clip(raw, low, high), np.where((raw > low) & (raw < high), slope, 0)

    return bounded


def _logit(at: Floats, low: float, high: float) -> tuple[Floats, Floats]:
    steep = (high - low) / ((1 - low) * (high - 1))
    grown = np.exp(np.clip(steep * at, -700, 700))
    below = (high - 1) + (1 - low) * grown
    ratio = (low * (high - 1) + high * (1 - low) * grown) / below
    return ratio, grown * ((high - low) / below) ** 2


def _solved(mass: Floats, matrix: Floats, targets: Floats, factor: Factor) -> tuple[Floats, Floats]:
    """Newton's search for the multipliers, with shorter steps where a whole one does not help."""

    def at(multipliers: Floats) -> tuple[Floats, Floats, Floats]:
        ratio, slope = factor(matrix @ multipliers)
        have = np.array([total(mass * ratio * column) for column in matrix.T])
        return ratio, slope, have - targets

    multipliers = np.zeros(matrix.shape[1])
    ratio, slope, missed = at(multipliers)
    for _ in range(STEPS):
        if np.abs(missed).max() <= WANTED:
            break
        step, *_ = np.linalg.lstsq((matrix * (mass * slope)[:, None]).T @ matrix, -missed, rcond=None)
        for _ in range(HALVINGS):
            tried = at(multipliers + step)
            if np.abs(tried[2]).max() < np.abs(missed).max():
                break
            step = step / 2
        else:
            break
        multipliers = multipliers + step
        ratio, slope, missed = tried
    return ratio, missed


def _told(margins: Sequence[Margin], totals: Sequence[Total], reached: Floats, size: float) -> MarginError:
    ends = np.cumsum([len(one.targets) for one in margins])
    parts = np.split(reached, ends)
    for one, have in zip(totals, parts[-1], strict=True):
        if abs(have - one.target) > MET * (abs(one.target) or 1):
            return MarginError(
                f"no weights meet the total {one.name}: wanted {one.target:g}, reached {have:g}", one.name
            )
    return told(margins, parts[:-1], size)
