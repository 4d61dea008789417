"""A forecast or an exit poll held against a result, with fixed words: what is not comparable gets no number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from isonomia.errors import InputError
from isonomia.exact import Share
from isonomia.surveys.shares import converted


class Verdict(StrEnum):
    """What becomes of a forecast: the closed list."""

    INSIDE_50 = "inside 50"
    INSIDE_95 = "inside 95"
    OUTSIDE_95 = "outside 95"
    OTHER_BASE = "not comparable: base"
    OTHER_QUANTITY = "not comparable: quantity"
    NOT_REGISTERED = "not registered before the vote"
    NO_INTERVAL = "not assessable: no interval"


ASSESSED = (Verdict.INSIDE_50, Verdict.INSIDE_95, Verdict.OUTSIDE_95)


@dataclass(frozen=True, slots=True)
class Interval:
    """From which to which share, at a level in per cent."""

    level: int
    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        if not (0 <= self.low <= self.high <= 1 and 0 < self.level < 100):
            raise InputError(f"no interval of {self.level} %: {self.low} to {self.high}")

    def holds(self, value: Fraction) -> bool:
        """Whether a value lies in it, its ends included."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a house says of one quantity; `registered`: the record held it, or its seal, before the polls closed."""

    house: str
    quantity: str
    share: Share
    registered: bool
    intervals: tuple[Interval, ...] = ()

    def interval(self, level: int) -> Interval | None:
        """The interval of a level; None where the house gives none."""
        return next((one for one in self.intervals if one.level == level), None)


@dataclass(frozen=True, slots=True)
class Result:
    """What one stage of a result (`preliminary`, `final`) comes to, of one quantity."""

    stage: str
    quantity: str
    share: Share


@dataclass(frozen=True, slots=True)
class Score:
    """One forecast against one result: the verdict, and the error in points where both are shares of one thing."""

    house: str
    stage: str
    verdict: Verdict
    error: Fraction | None = None


def score(forecast: Forecast, result: Result) -> Score:
    """Hold a forecast against a result. Unlike quantities and unlike bases are never subtracted.

    >>> exit_poll = Forecast("A", "yes", Share(794, 1000, "yes_plus_no"), registered=True)
    >>> score(exit_poll, Result("final", "yes", Share(6163516, 7985769, "took_part"))).verdict.value
    'not comparable: base'
    """
    if forecast.quantity != result.quantity:
        return Score(forecast.house, result.stage, Verdict.OTHER_QUANTITY)
    if forecast.share.base != result.share.base:
        return Score(forecast.house, result.stage, Verdict.OTHER_BASE)
    error = forecast.share.points_above(result.share)
    return Score(forecast.house, result.stage, _verdict(forecast, result.share.fraction), error)


def carried(result: Result, base: str, counts: Mapping[str, int]) -> Result:
    """The same result as a share of another base, by its own counts; as it is where they do not give that base."""
    try:
        return replace(result, share=converted(result.share, base, counts).became)
    except InputError:
        return result


def _verdict(forecast: Forecast, value: Fraction) -> Verdict:
    half, most = forecast.interval(50), forecast.interval(95)
    if not forecast.registered:
        return Verdict.NOT_REGISTERED
    if half and half.holds(value):
        return Verdict.INSIDE_50
    if most is None:
        return Verdict.NO_INTERVAL
    return Verdict.INSIDE_95 if most.holds(value) else Verdict.OUTSIDE_95


@dataclass(frozen=True, slots=True)
class Together:
    """Several houses against one stage of a result: their errors, and how many are inside 95.

    That houses err alike shows in the mean: their errors are not independent, and no interval is made of them here.
    """

    compared: int
    mean_error: Fraction
    mean_square: Fraction
    assessed: int
    inside: int


def together(scores: Sequence[Score]) -> Together:
    """Sum up the scores of several houses.

    Raises:
        InputError: they are of different stages, or none can be compared.
    """
    errors = [one.error for one in scores if one.error is not None]
    if len({one.stage for one in scores}) != 1 or not errors:
        raise InputError("wanted scores of one stage of a result, of which one at least has an error")
    assessed = [one.verdict for one in scores if one.verdict in ASSESSED]
    return Together(
        compared=len(errors),
        mean_error=sum(errors, Fraction(0)) / len(errors),
        mean_square=sum((one**2 for one in errors), Fraction(0)) / len(errors),
        assessed=len(assessed),
        inside=sum(one is not Verdict.OUTSIDE_95 for one in assessed),
    )
