"""Exit polls: what each house found at its stations, and what houses that may err together say about the vote.

The precision of a house comes from its stations, never from its interviews.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Final

import numpy as np

from isonomia.errors import InputError
from isonomia_lab.surveys.accuracy import sign_test
from isonomia_lab.surveys.arrays import Floats
from isonomia_lab.surveys.design import Lonely, design
from isonomia_lab.surveys.estimates import Answers, Asked, Estimate, Kind, estimate
from isonomia_lab.surveys.intervals import Interval, quantile_t

LEAST_HOUSES: Final = 3
SHARED_SD: Final = 0.15
"""How far all houses together may be off, on the scale of log odds, until three events have been scored: 2.6 points of
100 at 78."""
HOUSE_SD: Final = 0.10
"""How far one house may be off beside the others."""


@dataclass(frozen=True, slots=True, eq=False)
class Stations:
    """The stations of one house: ballots cast, people asked, those who answered, and how many said yes."""

    ballots: Floats
    approached: Floats
    completed: Floats
    yes: Floats
    strata: Sequence[str] | None = None

    def __post_init__(self) -> None:
        faults = (
            (self.yes > self.completed, "more said yes than answered"),
            (self.completed > self.approached, "more answered than were asked"),
            (self.completed > self.ballots, "more answered than cast a ballot"),
            (~(self.completed > 0), "nobody answered: leave the station out, and count it as one that was not reached"),
            (self.yes < 0, "less than nobody said yes"),
        )
        for bad, said in faults:
            if (rows := np.flatnonzero(bad)).size:
                raise InputError(f"station {int(rows[0]) + 1}: {said}")


@dataclass(frozen=True, slots=True)
class Found:
    """What a house found: the share of yes among those who answered yes or no, stations as clusters."""

    share: Estimate
    stations: int
    completed: int
    approached: int

    @property
    def response(self) -> float:
        """Those who answered in those who were asked."""
        return self.completed / self.approached


def at_stations(stations: Stations, lonely: Lonely = Lonely.FAIL) -> Found:
    """Estimate the share of yes: each station stands for the ballots cast in it."""
    drawn = design(stations.ballots / stations.completed, strata=stations.strata, lonely=lonely)
    everywhere = np.ones(len(stations.ballots), np.bool_)
    share = estimate(drawn, Answers(stations.yes, everywhere, stations.completed), Asked(Kind.RATIO))
    return Found(share, len(stations.ballots), int(stations.completed.sum()), int(stations.approached.sum()))


@dataclass(frozen=True, slots=True)
class House:
    """One house: its share of yes among yes and no, and its standard error, left out where no one can know it."""

    name: str
    share: float
    se: float | None = None


@dataclass(frozen=True, slots=True)
class Pooled:
    """What the houses say together. `spread` is the deviation between them, all in shares of yes among yes and no."""

    share: float
    interval: Interval
    spread: float
    houses: tuple[str, ...]
    level: float


def pooled(
    houses: Sequence[House], *, level: float = 0.95, shared_sd: float = SHARED_SD, house_sd: float = HOUSE_SD
) -> Pooled | None:
    """Pool the houses with equal weights; nothing of fewer than three.

    Two intervals are made and the wider stands. One is of the houses as they differ, by Student's t (Hartung and Knapp,
    2001). The other, on the scale of log odds, holds sampling, the error of each house, and the error that all share,
    which no number of houses makes smaller and no difference between them shows.
    """
    if len(houses) < LEAST_HOUSES:
        return None
    if off := [one.name for one in houses if not 0 < one.share < 1]:
        raise InputError(f"{off[0]}: a share between 0 and 1 is wanted")
    shares, count = np.array([one.share for one in houses]), len(houses)
    centre, spread = float(shares.mean()), float(shares.std(ddof=1))
    apart = quantile_t(level, count - 1) * spread / sqrt(count)
    sampling = np.array([(one.se or 0.0) / (one.share * (1 - one.share)) for one in houses])
    of_houses = float((sampling**2 + house_sd**2).sum()) / count**2
    margin = quantile_t(level, np.inf) * sqrt(shared_sd**2 + of_houses)
    odds = log(centre / (1 - centre))
    ends = ((max(centre - apart, 0.0), min(centre + apart, 1.0)), (_share(odds - margin), _share(odds + margin)))
    wider = max(ends, key=lambda each: each[1] - each[0])
    return Pooled(centre, wider, spread, tuple(one.name for one in houses), level)


def fixed_effect(houses: Sequence[House], level: float = 0.95) -> tuple[float, Interval]:
    """The pool that takes houses for samples of one truth: shown to be compared with, never published."""
    if any(not one.se for one in houses):
        raise InputError("a fixed-effect pool wants the standard error of each house")
    weights = np.array([1 / (one.se or 1) ** 2 for one in houses])
    share = float((weights * np.array([one.share for one in houses])).sum() / weights.sum())
    margin = quantile_t(level, np.inf) / sqrt(float(weights.sum()))
    return share, (share - margin, share + margin)


@dataclass(frozen=True, slots=True)
class WithinStations:
    """How far answers at stations were from their ballots: mean, deviation, and the sign test."""

    errors: Floats
    mean: float
    sd: float
    above: int
    below: int
    sign_p: float


def within_stations(yes: Floats, completed: Floats, official_yes: Floats, official_both: Floats) -> WithinStations:
    """Compare each station's answers with its official count, in shares of yes among yes and no."""
    errors = yes / completed - official_yes / official_both
    above, below = int((errors > 0).sum()), int((errors < 0).sum())
    return WithinStations(
        errors, float(errors.mean()), float(errors.std(ddof=1)), above, below, sign_test(above, below)
    )


def _share(odds: float) -> float:
    return 1 / (1 + exp(-odds))
