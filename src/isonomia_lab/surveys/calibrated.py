"""What weights were calibrated to, and what an estimate leaves unexplained by it."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from isonomia_lab.surveys.arrays import Codes, Floats
from isonomia_lab.surveys.summing import sums

SWEEPS = 10


class Controls(Protocol):
    """The controls of a calibration."""

    def residuals(self, values: Floats) -> Floats:
        """What is left of each column of `values` when the controls have explained what they can."""


@dataclass(frozen=True, slots=True, eq=False)
class Regression:
    """Controls by their values: rows of equal controls make a cell, and `matrix` has a line for each cell.

    `base` are the weights before calibration: residuals are those of a regression in them (Deville and Särndal,
    "Calibration estimators in survey sampling", 1992).
    """

    cells: Codes
    matrix: Floats
    base: Floats

    def residuals(self, values: Floats) -> Floats:
        count = len(self.matrix)
        mass = sums(self.base, self.cells, count)
        columns = [sums(column * self.base, self.cells, count) for column in values.T]
        root = np.sqrt(mass)[:, None]
        slopes, *_ = np.linalg.lstsq(root * self.matrix, np.column_stack(columns) / root, rcond=None)
        left: Floats = values - (self.matrix @ slopes)[self.cells]
        return left


@dataclass(frozen=True, slots=True, eq=False)
class Sweeps:
    """Controls of raking: each margin's means are swept out in turn, ten times over, as the R package `survey` does.

    It is what a reader of raked surveys compares with; a regression on the margins may tell another error where base
    weights are uneven.
    """

    margins: tuple[Codes, ...]

    def residuals(self, values: Floats) -> Floats:
        left = values
        for _ in range(SWEEPS):
            for codes in self.margins:
                rows = np.bincount(codes)
                means = np.column_stack([sums(column, codes, len(rows)) for column in left.T]) / rows[:, None]
                left = left - means[codes]
        return left
