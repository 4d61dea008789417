"""How good forecasts were: of one, its draws against what came; of many, how often their intervals held."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Final

import numpy as np
from scipy.special import bdtr

from isonomia.errors import InputError
from isonomia_lab.surveys.arrays import Floats
from isonomia_lab.surveys.intervals import Interval, clopper_pearson

LEVELS: Final = (0.5, 0.8, 0.95)
LEAST_DRAWS: Final = 100


@dataclass(frozen=True, slots=True)
class Accuracy:
    """One forecast against its result, in the unit of its draws.

    `crps` is the continuous ranked probability score (Gneiting and Raftery, 2007): how far draws are from the result,
    less half of how far they are from one another; smaller is better. `log_score` is that of a normal forecast with the
    mean and deviation of the draws; larger is better.
    """

    error: float
    error_in_sd: float
    inside: dict[float, bool]
    crps: float
    log_score: float


def judged(draws: Floats, result: float) -> Accuracy:
    """Judge one forecast by its draws."""
    if len(draws) < LEAST_DRAWS or not np.isfinite(draws).all():
        raise InputError(f"a forecast wants at least {LEAST_DRAWS} draws, all of them numbers; given {len(draws)}")
    mean, sd = float(draws.mean()), float(draws.std(ddof=1))
    if sd == 0:
        raise InputError("a forecast without a spread cannot be scored by its draws")
    inside = {}
    for level in LEVELS:
        low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2])
        inside[level] = bool(low <= result <= high)
    ordered, count = np.sort(draws), len(draws)
    ranks = 2 * np.arange(1, count + 1) - count - 1
    crps = float(np.abs(draws - result).mean()) - float((ranks * ordered).sum()) / count**2
    away = (result - mean) / sd
    return Accuracy(mean - result, -away, inside, crps, -0.5 * (away * away + log(2 * np.pi)) - log(sd))


@dataclass(frozen=True, slots=True)
class Record:
    """What became of a set of forecasts: how many intervals held, with the interval of that share, and their bias."""

    held: int
    count: int
    coverage: Interval
    mean_error: float
    sign_p: float


def of_many(errors: Sequence[float], held: Sequence[bool], level: float = 0.95) -> Record:
    """Sum up many forecasts; `coverage` is Clopper and Pearson's."""
    if not errors or len(errors) != len(held):
        raise InputError("one error and one mark is wanted for each forecast, at least one")
    count, hits = len(held), sum(held)
    above, below = sum(one > 0 for one in errors), sum(one < 0 for one in errors)
    return Record(
        hits, count, clopper_pearson(hits, count - hits, level), float(np.mean(errors)), sign_test(above, below)
    )


def sign_test(above: int, below: int) -> float:
    """How often a fair coin falls as unevenly, or more so."""
    count = above + below
    return min(1.0, 2 * float(bdtr(min(above, below), count, 0.5))) if count else 1.0
