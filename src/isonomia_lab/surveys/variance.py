"""The variance of an estimate by Taylor: its scores summed over the units of each stage.

At the last stage, or at one whose units were drawn with replacement, nothing below adds to it (Särndal, Swensson and
Wretman, "Model Assisted Survey Sampling", 1992, section 4.6 and 5.5).
"""

import numpy as np

from isonomia.errors import InputError
from isonomia_lab.surveys.arrays import Codes, Floats
from isonomia_lab.surveys.design import Design, Lonely, Stage
from isonomia_lab.surveys.summing import sums, total


def covariance(design: Design, scores: Floats) -> Floats:
    """The covariance matrix of the totals of `scores`, a row each and a column an estimate.

    Raises:
        InputError: a stratum has one unit of several, and the design does not say what follows.
    """
    table = scores.reshape(len(scores), -1)
    if design.controls is not None:
        table = design.controls.residuals(table / design.weights[:, None]) * design.weights[:, None]
    found = np.zeros((table.shape[1], table.shape[1]))
    reach: Floats = np.ones(len(design.stages[0].drawn))
    for number, stage in enumerate(design.stages, start=1):
        found += _of_stage(number, stage, table, reach, design.lonely)
        fraction = stage.fraction()
        if fraction is None:
            break
        reach = (reach * fraction)[stage.parents]
    return found


def _of_stage(number: int, stage: Stage, table: Floats, reach: Floats, lonely: Lonely) -> Floats:
    """What the units of one stage add: their spread around the mean of their stratum, less the share that was drawn."""
    units, parents, drawn = len(stage.parents), stage.parents, stage.drawn
    totals = np.column_stack([sums(column, stage.units, units) for column in table.T])
    fraction = stage.fraction()
    left = np.ones(len(drawn)) if fraction is None else 1 - fraction
    alone = (drawn == 1) & (left > 0)
    if alone.any():
        if lonely is Lonely.FAIL:
            raise InputError(
                f"stage {number}: {int(alone.sum())} strata have one unit of several; the design wants lonely ="
                " certainty, adjust, average or collapse"
            )
        if lonely is Lonely.COLLAPSE:
            parents, drawn, left = _collapsed(parents, drawn, left, alone)
    means = np.column_stack([sums(column, parents, len(drawn)) for column in totals.T]) / np.maximum(drawn, 1)[:, None]
    scale = reach * left * np.where(drawn > 1, drawn / np.maximum(drawn - 1, 1), 0)
    if lonely is Lonely.ADJUST:
        # Around the mean of all strata: scores of a mean or a ratio sum to nought.
        means[alone] = 0
        scale = np.where(alone, reach * left, scale)
    spread = (totals - means[parents]) * np.sqrt(scale[parents])[:, None]
    found = np.array([[total(one * other) for other in spread.T] for one in spread.T])
    return found * len(drawn) / (len(drawn) - int(alone.sum())) if lonely is Lonely.AVERAGE and alone.any() else found


def _collapsed(parents: Codes, drawn: Codes, left: Floats, alone: np.ndarray) -> tuple[Codes, Codes, Floats]:
    """Lonely strata as one; a single one goes to the smallest of the others."""
    joined = np.flatnonzero(alone)
    if len(joined) == 1:
        others = np.where(alone | (drawn == 0), np.iinfo(np.int64).max, drawn)
        joined = np.append(joined, int(np.argmin(others)))
    into = np.arange(len(drawn))
    into[joined] = joined[0]
    together = np.bincount(into[parents], minlength=len(drawn))
    left = left.copy()
    left[joined[0]] = left[joined].mean()
    return into[parents], together, left
