"""Regions by partial pooling: each region's answers, drawn towards what people of the same traits say elsewhere.

A logistic model with a random region, and fixed age, sex, education or whatever else the frame counts, is put at its
mode for each of many spreads between regions (Laplace; Rue, Martino and Chopin, 2009), and its draws are summed up over
the people of the frame (post-stratification; Gelman and Little, 1997).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import expit, log_expit, ndtri

from isonomia.errors import InputError
from isonomia_lab.surveys.arrays import Codes, Floats, coded
from isonomia_lab.surveys.intervals import Interval
from isonomia_lab.surveys.weights import checked

SPREADS: Final = np.geomspace(0.02, 3, 33)
"""Deviations between regions that are weighed against one another, in log odds."""
STEPS = 50
STILL: Final = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """The region and the traits of each row; `counts` says how many people a row of the frame stands for."""

    region: Sequence[str]
    traits: Mapping[str, Sequence[str]]
    counts: Floats


@dataclass(frozen=True, slots=True)
class Priors:
    """What is held before anyone is asked, in log odds: how far traits, and how far regions, may lie apart."""

    trait_sd: float = 2.5
    region_sd: float = 1.0


@dataclass(frozen=True, slots=True)
class Pooling:
    """How regions are pooled. An answer counts as 1/`deff`, for what clusters cost; draws follow from the seed."""

    deff: float = 1.0
    draws: int = 2000
    seed: int = 0
    level: float = 0.95
    priors: Priors = Priors()


@dataclass(frozen=True, slots=True)
class Region:
    """One region: its own answers, what pooling makes of them, and how far it drew them to the others (1: wholly)."""

    name: str
    n: int
    direct: float | None
    pooled: float
    shrinkage: float
    interval: Interval


@dataclass(frozen=True, slots=True, eq=False)
class Regions:
    """All regions of the frame; `draws` has a row a draw and a column a region, `spread` is the one between regions."""

    regions: tuple[Region, ...]
    draws: Floats
    spread: float


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Answers by cells: a column of ones, those of traits, those of regions; how many answered, how many of them yes.

    `count` is the number of regions, whose columns are the last.
    """

    columns: Floats
    asked: Floats
    yes: Floats
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class Mode:
    """The model where it is likeliest at one spread: the point, the factor of its precision, and the log evidence."""

    point: Floats
    factor: Floats
    evidence: float
    information: Floats


def by_region(asked: People, yes: Floats, frame: People, how: Pooling = Pooling()) -> Regions:
    """Estimate a share in each region of the frame.

    Args:
        asked: those who answered; `counts` are their weights, which only the direct shares use.
        yes: one or nought for each of them.
        frame: the population by region and traits.
    Raises:
        InputError: traits that one side lacks, a region or a value nobody of the frame has or nobody was asked in.
    """
    checked(asked.counts, len(yes))
    if not ((yes == 0) | (yes == 1)).all():
        raise InputError("pooling wants answers of one and nought")
    names = sorted(set(frame.region))
    ours, theirs = _columns(asked, frame, names)
    region = _codes("region", asked.region, names)
    modes = fitted(_cells(ours, yes, len(names), how.deff), how.priors)
    draws, spread, shrinkage = _drawn(modes, len(names), how)
    living = _codes("region", frame.region, names)
    shares = _summed(expit(draws @ theirs.T) * frame.counts, living) / np.bincount(living, frame.counts)
    weight = np.bincount(region, asked.counts, len(names))
    said = np.bincount(region, asked.counts * yes, len(names))
    n = np.bincount(region, minlength=len(names))
    tail = (1 - how.level) / 2
    low, high = np.quantile(shares, [tail, 1 - tail], axis=0)
    return Regions(
        tuple(
            Region(
                name,
                int(n[at]),
                float(said[at] / weight[at]) if n[at] else None,
                float(shares[:, at].mean()),
                float(shrinkage[at]),
                (float(low[at]), float(high[at])),
            )
            for at, name in enumerate(names)
        ),
        shares,
        spread,
    )


def fitted(model: Model, priors: Priors) -> list[tuple[float, Mode]]:
    """The mode at each spread between regions, each found from the one before."""
    modes: list[tuple[float, Mode]] = []
    start = np.zeros(model.columns.shape[1])
    for spread in SPREADS.tolist():
        mode = at_spread(model, spread, priors, start)
        modes.append((spread, mode))
        start = mode.point
    return modes


def at_spread(model: Model, spread: float, priors: Priors, start: Floats | None = None) -> Mode:
    """Find the mode by Newton's method, steps halved where they overshoot."""
    width = model.columns.shape[1]
    traits = width - model.count - 1
    tight = np.array([0.0] + [priors.trait_sd**-2] * traits + [spread**-2] * model.count)
    point = np.zeros(width) if start is None else start
    height = _height(model, tight, point)
    for _ in range(STEPS):
        share = expit(model.columns @ point)
        bent = model.asked * share * (1 - share)
        precision = (model.columns.T * bent) @ model.columns + np.diag(tight)
        step = np.linalg.solve(precision, model.columns.T @ (model.yes - model.asked * share) - tight * point)
        while (reached := _height(model, tight, point + step)) < height - STILL and np.abs(step).max() > STILL:
            step = step / 2
        point, height = point + step, reached
        if np.abs(step).max() <= STILL:
            break
    factor = np.linalg.cholesky(precision)
    evidence = height - float(np.log(np.diag(factor)).sum()) - model.count * np.log(spread)
    believed = np.log(spread) - spread**2 / (2 * priors.region_sd**2)
    return Mode(point, factor, evidence + believed, bent @ model.columns[:, -model.count :])


def _height(model: Model, tight: Floats, point: Floats) -> float:
    odds = model.columns @ point
    said = model.yes @ log_expit(odds) + (model.asked - model.yes) @ log_expit(-odds)
    return float(said - (tight * point * point).sum() / 2)


def _columns(asked: People, frame: People, names: Sequence[str]) -> tuple[Floats, Floats]:
    """Ones, a column for each value of a trait but its first, one for each region: of those asked, and of the frame."""
    if set(asked.traits) != set(frame.traits):
        raise InputError(f"traits of the answers {sorted(asked.traits)}, of the frame {sorted(frame.traits)}")
    both: tuple[list[Floats], list[Floats]] = ([], [])
    for name in asked.traits:
        values = sorted(set(asked.traits[name]))
        for table, people in zip(both, (asked, frame), strict=True):
            table.append(np.eye(len(values))[_codes(name, people.traits[name], values)][:, 1:])
    for table, people in zip(both, (asked, frame), strict=True):
        table.insert(0, np.ones((len(people.region), 1)))
        table.append(np.eye(len(names))[_codes("region", people.region, names)])
    return np.column_stack(both[0]), np.column_stack(both[1])


def _codes(name: str, column: Sequence[str], values: Sequence[str]) -> Codes:
    found = coded(name, column)
    if stray := [one for one in found.values if one not in values]:
        raise InputError(f"{name}: {stray[0]!r} stands among the answers or in the frame, and not in the other")
    return np.array([values.index(one) for one in found.values])[found.codes]


def _cells(columns: Floats, yes: Floats, regions: int, deff: float) -> Model:
    if not deff >= 1:
        raise InputError(f"a design effect of {deff:g}; wanted is at least 1")
    alike, of = np.unique(columns, axis=0, return_inverse=True)
    of = of.ravel()
    return Model(alike, np.bincount(of) / deff, np.bincount(of, yes) / deff, regions)


def _drawn(modes: Sequence[tuple[float, Mode]], regions: int, how: Pooling) -> tuple[Floats, float, Floats]:
    """Draws of the model, the mean spread, and the mean shrinkage of each region."""
    evidence = np.array([mode.evidence for _, mode in modes])
    belief = np.exp(evidence - evidence.max())
    belief /= belief.sum()
    spreads = np.array([spread for spread, _ in modes])
    pulled = np.array([1 / (1 + spread**2 * mode.information) for spread, mode in modes])
    width = len(modes[0][1].point)
    uniform = _uniform(how.seed, how.draws * (width + 1)).reshape(how.draws, -1)
    chosen = np.minimum(np.searchsorted(np.cumsum(belief), uniform[:, 0]), len(modes) - 1)
    normal = ndtri(uniform[:, 1:])
    draws = np.empty((how.draws, width))
    for at in np.unique(chosen):
        mode = modes[at][1]
        draws[chosen == at] = mode.point + np.linalg.solve(mode.factor.T, normal[chosen == at].T).T
    return draws, float(belief @ spreads), belief @ pulled


def _uniform(seed: int, count: int) -> Floats:
    """Numbers between nought and one from the counter-based generator Philox: the same on any machine."""
    raw = np.random.Philox(key=seed).random_raw(count)
    return ((raw >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53


def _summed(values: Floats, groups: Codes) -> Floats:
    """The sum of the columns of each group."""
    found: Floats = values @ np.eye(int(groups.max()) + 1)[groups]
    return found
