"""Who will vote: what people say, and what it comes to by how many of such people came before.

A stated intention is never turnout. Without official turnouts to hold it against, it stays a stated share.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypeAlias

import numpy as np
from scipy.special import expit

from isonomia.errors import InputError
from isonomia_lab.surveys.arrays import Floats, coded
from isonomia_lab.surveys.summing import sums
from isonomia_lab.surveys.weights import checked

Odds: TypeAlias = Mapping[str, Mapping[str, float]]
"""How much likelier each answer or trait makes a vote: log odds by column and value, with a source of their own."""

LARGEST_STEP: Final = 2.0
MET: Final = 1e-13
STEPS = 200


class Says(StrEnum):
    """What a figure of turnout may be taken for."""

    STATED = "what people say: not a forecast"
    CUT_OFF = "those as sure as was asked: not a forecast"
    AS_BEFORE = "who would come, if as many came as before"
    FORECAST = "a forecast"


@dataclass(frozen=True, slots=True, eq=False)
class Intentions:
    """Those asked: weights, regions, whether they mean to take part, how sure they are, and whatever odds speak of."""

    weights: Floats
    region: Sequence[str]
    takes_part: Floats
    certainty: Floats
    columns: Mapping[str, Sequence[str]]

    def __post_init__(self) -> None:
        checked(self.weights, len(self.region))


@dataclass(frozen=True, slots=True)
class Past:
    """The official turnouts of a vote by region, with its day and source."""

    day: date
    source: str
    turnouts: Mapping[str, float]

    def __post_init__(self) -> None:
        if off := [name for name, share in self.turnouts.items() if not 0 < share < 1]:
            raise InputError(f"turnout of {off[0]}: {self.turnouts[off[0]]:g}; wanted is a share between 0 and 1")


@dataclass(frozen=True, slots=True, eq=False)
class Turnout:
    """A share of those asked, what it may be taken for, the same by region, and each person's part in it."""

    share: float
    says: Says
    regions: dict[str, float]
    parts: Floats


def turnouts(
    asked: Intentions, odds: Odds, past: Past | None = None, *, least: float, earlier: Intentions | None = None
) -> tuple[Turnout, ...]:
    """All that may be said of turnout: the stated share; with official turnouts also a cut-off and a model.

    Args:
        asked: the survey.
        odds: what makes a vote likelier.
        past: the last comparable vote.
        least: how sure one must be to pass the cut-off.
        earlier: the survey that was made before that vote; without it the level of turnout is taken from that vote.
    """
    stated = _turnout(asked, np.nan_to_num(asked.takes_part), Says.STATED)
    if past is None:
        return (stated,)
    sure = _turnout(asked, (np.nan_to_num(asked.certainty) >= least).astype(np.float64), Says.CUT_OFF)
    shift = offsets(earlier or asked, odds, past)
    if strange := sorted(set(asked.region) - set(shift)):
        raise InputError(f"{strange[0]}: nobody was asked there before the vote of {past.day}")
    parts = expit(leaning(asked.columns, odds) + np.array([shift[one] for one in asked.region]))
    return stated, sure, _turnout(asked, parts, Says.FORECAST if earlier else Says.AS_BEFORE)


def leaning(columns: Mapping[str, Sequence[str]], odds: Odds) -> Floats:
    """The log odds of each person, before any region's own.

    Raises:
        InputError: a column that is not there, a value without odds.
    """
    if not odds or (absent := [name for name in odds if name not in columns]):
        raise InputError(f"odds: no column {absent[0]!r}" if odds else "odds: none are given")
    found = np.zeros(len(columns[next(iter(odds))]))
    for name, by_value in odds.items():
        read = coded(name, columns[name])
        if stray := [one for one in read.values if one not in by_value]:
            raise InputError(f"odds of {name}: none for {stray[0]!r}")
        found += np.array([by_value[one] for one in read.values])[read.codes]
    return found


def offsets(asked: Intentions, odds: Odds, past: Past) -> dict[str, float]:
    """The log odds of each region at which the chances of those asked come to its official turnout, by Newton.

    Raises:
        InputError: a region without an official turnout.
    """
    region = coded("region", asked.region)
    if strange := [one for one in region.values if one not in past.turnouts]:
        raise InputError(f"{strange[0]}: no official turnout of {past.day}")
    lean, count = leaning(asked.columns, odds), len(region.values)
    mass = sums(asked.weights, region.codes, count)
    wanted = np.array([past.turnouts[one] for one in region.values])
    shift = np.zeros(count)
    for _ in range(STEPS):
        chance = expit(lean + shift[region.codes])
        miss = sums(asked.weights * chance, region.codes, count) / mass - wanted
        if np.abs(miss).max() <= MET:
            break
        slope = sums(asked.weights * chance * (1 - chance), region.codes, count) / mass
        # Far out the curve is flat, and a whole step would leave it on the other side.
        shift -= np.clip(miss / np.maximum(slope, MET), -LARGEST_STEP, LARGEST_STEP)
    return dict(zip(region.values, shift.tolist(), strict=True))


def _turnout(asked: Intentions, parts: Floats, says: Says) -> Turnout:
    region = coded("region", asked.region)
    mass, came = (sums(each, region.codes, len(region.values)) for each in (asked.weights, asked.weights * parts))
    return Turnout(
        float(came.sum() / mass.sum()), says, dict(zip(region.values, (came / mass).tolist(), strict=True)), parts
    )
