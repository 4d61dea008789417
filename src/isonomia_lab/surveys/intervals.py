"""Intervals around an estimate, by Student's t with the degrees of freedom of the design."""

from math import exp, inf, log, sqrt
from typing import TypeAlias

from scipy.special import betaincinv, ndtri, stdtrit

Interval: TypeAlias = tuple[float, float]


def quantile_t(level: float, df: float) -> float:
    """The quantile that leaves (1 - level)/2 above it; of the normal distribution where `df` is infinite."""
    upper = 1 - (1 - level) / 2
    return float(ndtri(upper) if df == inf else stdtrit(df, upper))


def plain(value: float, se: float, df: float, level: float) -> Interval:
    """The estimate, and the margin on both sides."""
    margin = quantile_t(level, df) * se
    return value - margin, value + margin


def logit(value: float, se: float, df: float, level: float) -> Interval:
    """The same on the scale of log odds: for shares inside (0, 1)."""
    centre, margin = log(value / (1 - value)), quantile_t(level, df) * se / (value * (1 - value))
    return 1 / (1 + exp(margin - centre)), 1 / (1 + exp(-margin - centre))


def beta(value: float, se: float, df: float, level: float, n: int) -> Interval:
    """Clopper and Pearson's at the effective number of answers (Korn and Graubard, 1998)."""
    size = effective(value, se, df, level, n)
    return clopper_pearson(size * value, size * (1 - value), level)


def clopper_pearson(yes: float, no: float, level: float) -> Interval:
    """The exact binomial interval of a share, as of the forecasts that held what came: so many did, so many did not."""
    tail = (1 - level) / 2
    low = float(betaincinv(yes, no + 1, tail)) if yes > 0 else 0.0
    high = float(betaincinv(yes + 1, no, 1 - tail)) if no > 0 else 1.0
    return low, high


def wilson(value: float, se: float, df: float, level: float, n: int) -> Interval:
    """Wilson's at the effective number of answers."""
    size, t = effective(value, se, df, level, n), quantile_t(level, df)
    middle = (value + t * t / (2 * size)) / (1 + t * t / size)
    half = t / (1 + t * t / size) * sqrt(value * (1 - value) / size + t * t / (4 * size * size))
    return middle - half, middle + half


def effective(value: float, se: float, df: float, level: float, n: int) -> float:
    """How many answers of a simple random sample say as much, less what few clusters cost; `n` without any spread."""
    size = value * (1 - value) / (se * se) if se > 0 else float(n)
    return size * (quantile_t(level, n - 1) / quantile_t(level, df)) ** 2
