"""Variance by replicates: what an estimate would be had other first-stage units been drawn.

The bootstrap is that of Rao and Wu (1988) with one unit less than drawn, the jackknife leaves out a unit at a time.
Replicates are made of the totals of units, never of rows.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from isonomia.errors import InputError
from isonomia_lab.surveys.arrays import Codes, Floats
from isonomia_lab.surveys.design import Design
from isonomia_lab.surveys.summing import sums

BLOCK = 1 << 22
Statistic: TypeAlias = Callable[[Floats], Floats]
"""From totals, a row a replicate and a column a variable, to one number a replicate."""


def ratio(totals: Floats) -> Floats:
    """The first total in the second: a mean where the second is that of the weights."""
    found: Floats = totals[:, 0] / totals[:, 1]
    return found


def first(totals: Floats) -> Floats:
    """The first total."""
    return totals[:, 0]


def bootstrap(design: Design, values: Floats, statistic: Statistic, *, replicates: int, seed: int) -> float:
    """The standard error of a statistic of the weighted totals of `values`, a column a variable.

    The draws are the counter-based generator Philox with the seed as its key: the same on any machine, at any time.
    """
    totals, strata, drawn = _first_stage(design, values)
    starts = np.concatenate([[0], np.cumsum(drawn)[:-1]])
    order = np.argsort(strata, kind="stable")
    offset, within = (np.repeat(each, drawn - 1) for each in (starts, drawn))
    grown = (drawn / (drawn - 1))[strata[order]]
    chance = np.random.Philox(key=seed)
    found = []
    step = max(BLOCK // len(order), 1)
    for at in range(0, replicates, step):
        count = min(step, replicates - at)
        raw = (chance.random_raw(count * len(offset)).reshape(count, -1) >> np.uint64(32)).astype(np.int64)
        picked = ((raw * within) >> 32) + offset + np.arange(count)[:, None] * len(order)
        times = np.bincount(picked.ravel(), minlength=count * len(order)).reshape(count, -1)
        found.append(statistic((times * grown) @ totals[order]))
    return float(np.std(np.concatenate(found), ddof=1))


def jackknife(design: Design, values: Floats, statistic: Statistic) -> float:
    """The standard error by leaving out one unit at a time, stratum by stratum (JKn; JK1 of one stratum)."""
    totals, strata, drawn = _first_stage(design, values)
    of_strata = np.column_stack([sums(column, strata, len(drawn)) for column in totals.T])
    whole = of_strata.sum(axis=0)
    count = drawn[strata][:, None]
    without = whole - of_strata[strata] + (of_strata[strata] - totals) * count / (count - 1)
    fraction = design.stages[0].fraction()
    left = 1 if fraction is None else (1 - fraction)[strata]
    thetas = statistic(without)
    scale = left * (drawn[strata] - 1) / drawn[strata]
    return float(np.sqrt((scale * (thetas - thetas.mean()) ** 2).sum()))


def _first_stage(design: Design, values: Floats) -> tuple[Floats, Codes, Codes]:
    stage = design.stages[0]
    if (stage.drawn == 1).any():
        raise InputError("replicates want at least two units in each stratum")
    columns = (design.weights[:, None] * values).T
    totals = np.column_stack([sums(column, stage.units, len(stage.parents)) for column in columns])
    return totals, stage.parents, stage.drawn
