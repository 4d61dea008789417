"""Estimates with their errors, or with the reason why they have no interval."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf, sqrt
from typing import Final

import numpy as np

from isonomia.errors import InputError
from isonomia_lab.surveys import intervals
from isonomia_lab.surveys.arrays import Floats, Marks
from isonomia_lab.surveys.design import Design
from isonomia_lab.surveys.intervals import Interval
from isonomia_lab.surveys.linear import Linear, mean_of, quantile_of, ratio_of, spread, total_of
from isonomia_lab.surveys.refusals import (
    FEW_DF,
    LARGEST_CV,
    LARGEST_DEFF,
    LEAST_DF,
    LEAST_DOMAIN,
    Refused,
    Told,
)
from isonomia_lab.surveys.summing import total
from isonomia_lab.surveys.variance import covariance
from isonomia_lab.surveys.weights import kish_deff

TINY: Final = 1e-12
FEW: Final = 10
"""Answers of a kind, in effect, below which a logit interval gives way to Wilson's (Korn and Graubard, 1999)."""


class Kind(StrEnum):
    """What is estimated."""

    MEAN = "mean"
    TOTAL = "total"
    RATIO = "ratio"
    PROPORTION = "proportion"
    QUANTILE = "quantile"


METHODS: Final = {
    Kind.MEAN: ("t", "normal"),
    Kind.TOTAL: ("t", "normal"),
    Kind.RATIO: ("t", "normal"),
    Kind.PROPORTION: ("logit", "wilson", "beta"),
    Kind.QUANTILE: ("woodruff",),
}
"""The intervals of each kind; the first is taken where none is asked for. A share has no symmetric one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a survey: the kind, the level of the interval and its method, the share of a quantile."""

    kind: Kind
    method: str = ""
    level: float = 0.95
    share: float = 0.5

    def __post_init__(self) -> None:
        if not 0 < self.level < 1:
            raise InputError(f"level {self.level:g}; wanted is a share between 0 and 1, as 0.95")
        if self.method and self.method not in METHODS[self.kind]:
            raise InputError(f"interval {self.method!r} of a {self.kind}: known are {', '.join(METHODS[self.kind])}")


@dataclass(frozen=True, slots=True)
class Estimate:
    """One number of a survey. `deff` compares with a simple sample without replacement, `deff_wr` with one with it."""

    value: float
    se: float
    df: int
    n: int
    clusters: int
    deff: float | None
    deff_wr: float | None
    method: str
    interval: Interval | None
    refused: tuple[Refused, ...] = ()
    told: tuple[Told, ...] = ()

    @property
    def n_eff(self) -> float | None:
        """How many answers of a simple sample would say as much."""
        return self.n / self.deff_wr if self.deff_wr else None


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """The values of one question, of those in the domain who answered; of a ratio, also the denominator."""

    values: Floats
    domain: Marks
    of: Floats | None = None

    @property
    def kept(self) -> Marks:
        """Rows in the domain with an answer."""
        there = self.domain & ~np.isnan(self.values)
        return there if self.of is None else there & ~np.isnan(self.of)


def estimate(design: Design, answers: Answers, asked: Asked, *, quotas: bool = False) -> Estimate:
    """Estimate one number with its error.

    Args:
        design: how the sample was drawn.
        answers: what was answered; of a proportion, 1 and 0.
        asked: which number, with which interval.
        quotas: whether quotas decided who was asked: intervals then rest on a model, and say so.
    Raises:
        InputError: nobody answered, a ratio to nought, a lonely unit without a rule.
    """
    kept = answers.kept
    if asked.kind is Kind.PROPORTION and not np.isin(answers.values[kept], (0, 1)).all():
        raise InputError("a proportion is asked of values other than 1 and 0")
    linear = _linear(design.weights, answers, kept, asked)
    variance = float(covariance(design, linear.scores)[0, 0])
    if variance <= (TINY * linear.value) ** 2:
        # The design fixes it: what is left is rounding.
        variance = 0.0
    n, mass = int(kept.sum()), total(design.weights[kept])
    # The variance that a simple sample of as many would have, drawn with replacement.
    simple = spread(design.weights, linear.scores / design.weights, kept) * mass * mass / n
    found = Estimate(
        value=linear.value,
        se=sqrt(variance),
        df=design.degrees_of_freedom(kept),
        n=n,
        clusters=design.clusters(kept),
        deff=variance / (simple * (1 - n / mass)) if simple > 0 and n < mass else None,
        deff_wr=variance / simple if simple > 0 else None,
        method="",
        interval=None,
    )
    if asked.kind is Kind.QUANTILE:
        found = _woodruff(found, design.weights, answers.values, kept, asked)
    return _judged(found, design, answers.domain, asked, quotas)


def _linear(weights: Floats, answers: Answers, kept: Marks, asked: Asked) -> Linear:
    match asked.kind:
        case Kind.TOTAL:
            return total_of(weights, answers.values, kept)
        case Kind.RATIO:
            if answers.of is None:
                raise InputError("a ratio wants a denominator")
            return ratio_of(weights, answers.values, answers.of, kept)
        case Kind.QUANTILE:
            at = quantile_of(weights, answers.values, kept, asked.share)
            return mean_of(weights, (answers.values <= at).astype(np.float64), kept)
        case _:
            return mean_of(weights, answers.values, kept)


def _woodruff(found: Estimate, weights: Floats, values: Floats, kept: Marks, asked: Asked) -> Estimate:
    """The quantile itself, between those at the ends of the interval of its share (Woodruff, 1952)."""
    margin = intervals.quantile_t(asked.level, max(found.df, 1)) * found.se
    value, low, high = (
        quantile_of(weights, values, kept, min(max(share, TINY), 1 - TINY))
        for share in (asked.share, found.value - margin, found.value + margin)
    )
    se = (high - low) / (2 * intervals.quantile_t(asked.level, max(found.df, 1)))
    return replace(found, value=value, se=se, interval=(low, high), method="woodruff")


def _judged(found: Estimate, design: Design, domain: Marks, asked: Asked, quotas: bool) -> Estimate:
    """With its interval where it may have one, and with what is to be said of it."""
    refused = tuple(_refusals(found, design, domain, asked))
    told = [Told.QUOTAS] if quotas else []
    if LEAST_DF <= found.df < FEW_DF:
        told.append(Told.FEW_DEGREES_OF_FREEDOM)
    if refused:
        return replace(found, interval=None, method="", refused=refused, told=tuple(told))
    method, interval = found.method, found.interval
    if interval is None:
        method = asked.method or _method(found, asked)
        interval = _interval(found, method, asked.level)
    return replace(found, interval=interval, method=method, told=tuple(told))


def _refusals(found: Estimate, design: Design, domain: Marks, asked: Asked) -> Iterator[Refused]:
    if found.df < LEAST_DF:
        yield Refused.FEW_DEGREES_OF_FREEDOM
    if not domain.all() and found.n_eff is not None and found.n_eff < LEAST_DOMAIN:
        yield Refused.SMALL_DOMAIN
    if asked.kind is not Kind.QUANTILE and found.se > LARGEST_CV * abs(found.value) and found.value:
        yield Refused.LARGE_VARIATION
    if kish_deff(design.weights[domain]) > LARGEST_DEFF:
        yield Refused.UNEVEN_WEIGHTS


def _method(found: Estimate, asked: Asked) -> str:
    """The first method of the kind; Wilson's for a share with few answers of a sort, in effect."""
    if asked.kind is not Kind.PROPORTION:
        return METHODS[asked.kind][0]
    rarer = min(found.value, 1 - found.value)
    if rarer <= 0:
        return "wilson"
    return "wilson" if found.se > 0 and rarer * rarer * (1 - rarer) < FEW * found.se**2 else "logit"


def _interval(found: Estimate, method: str, level: float) -> Interval:
    value, se, df = found.value, found.se, found.df
    match method:
        case "normal":
            return intervals.plain(value, se, inf, level)
        case "logit":
            return intervals.logit(value, se, df, level)
        case "wilson":
            return intervals.wilson(value, se, df, level, found.n)
        case "beta":
            return intervals.beta(value, se, df, level, found.n)
        case _:
            return intervals.plain(value, se, df, level)
