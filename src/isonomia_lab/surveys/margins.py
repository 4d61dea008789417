"""Margins that weights must meet: a column, and how many of the population have each of its values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from isonomia.errors import InputError
from isonomia_lab.surveys.arrays import Codes, Floats, coded
from isonomia_lab.surveys.summing import total

AGREE = 1e-9
FEW = 4096


class MarginError(InputError):
    """Weights that do not exist, or were not found: the margin and the category in the way."""

    def __init__(self, message: str, margin: str, categories: Sequence[Any] = ()) -> None:
        super().__init__(message)
        self.margin = margin
        self.categories = tuple(categories)


@dataclass(frozen=True, slots=True, eq=False)
class Margin:
    """One margin, checked: the category of each row, the names of the categories, the target of each."""

    name: str
    codes: Codes
    categories: tuple[Any, ...]
    targets: Floats


def margin(name: str, column: Sequence[Any] | npt.NDArray[Any], targets: Mapping[Any, float]) -> Margin:
    """Read one margin.

    Raises:
        MarginError: a row without a value, a value without a target, a target without rows or not above nought.
    """
    try:
        found = coded(name, column)
    except InputError as why:
        raise MarginError(f"margin {why}: give the row a value, or a category of its own with a target", name) from why
    if stray := [value for value in found.values if value not in targets]:
        rows = int((found.codes == found.values.index(stray[0])).sum())
        raise MarginError(f"margin {name}: {stray[0]!r} has {rows} rows and no target", name, stray)
    if low := [value for value, target in targets.items() if not (np.isfinite(target) and target > 0)]:
        raise MarginError(
            f"margin {name}: the target of {low[0]!r} is {targets[low[0]]:g}; wanted is a number above nought,"
            " or the category with its rows left out of the sample",
            name,
            low,
        )
    if empty := [value for value in targets if value not in found.values]:
        raise MarginError(
            f"margin {name}: nobody answered in {empty[0]!r}, and {targets[empty[0]]:g} are wanted;"
            " join the category with another, in rows and targets",
            name,
            empty,
        )
    # A byte for each row where it is enough: margins of ten million rows stand in memory together.
    codes = found.codes.astype(np.min_scalar_type(len(found.values)))
    return Margin(name, codes, found.values, np.array([float(targets[one]) for one in found.values]))


def one_total(margins: Sequence[Margin]) -> float:
    """The population that all margins add up to.

    Raises:
        MarginError: two margins speak of populations of other sizes.
    """
    if not margins:
        raise InputError("calibration without margins")
    sizes = [total(one.targets) for one in margins]
    for one, size in zip(margins, sizes, strict=True):
        if abs(size - sizes[0]) > AGREE * sizes[0]:
            raise MarginError(
                f"margin {one.name} adds up to {size:.15g}, margin {margins[0].name} to {sizes[0]:.15g}:"
                " targets must be of one population on one day",
                one.name,
            )
    return sizes[0]


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Rows that stand in the same category of every margin, together."""

    of: Codes
    margins: tuple[Margin, ...]
    places: tuple[Codes, ...]
    """For each margin, the category of each cell."""

    @property
    def count(self) -> int:
        return len(self.places[0])

    def each(self) -> Iterator[tuple[Margin, Codes]]:
        """Every margin with the category of each cell."""
        return zip(self.margins, self.places, strict=True)

    def indicators(self) -> Floats:
        """A line for each cell, a column for each category of each margin."""
        return np.column_stack([np.eye(len(one.targets))[at] for one, at in self.each()])


def cells(margins: Sequence[Margin]) -> Cells:
    """Put rows together that no margin tells apart; where categories are few, cells without rows stand among them."""
    shape = tuple(len(one.targets) for one in margins)
    rows = len(margins[0].codes)
    if any(len(one.codes) != rows for one in margins):
        raise InputError("margins of one length are wanted, a value a row")
    grid = prod(shape)
    flat: Codes = np.zeros(rows, np.int32 if grid <= np.iinfo(np.int32).max else np.int64)
    for one, width in zip(margins, shape, strict=True):
        np.multiply(flat, width, out=flat)
        np.add(flat, one.codes, out=flat, casting="unsafe")
    if grid <= max(rows, FEW):
        there, of = np.arange(grid), flat
    else:
        there, of = np.unique(flat, return_inverse=True)
    return Cells(of, tuple(margins), tuple(np.asarray(one) for one in np.unravel_index(there, shape)))


def told(margins: Sequence[Margin], reached: Sequence[Floats], size: float) -> MarginError:
    """What to say where no weights meet the margins: the categories that are farthest off."""
    off = [
        (abs(float(have - want)) / size, one, value, float(want), float(have))
        for one, got in zip(margins, reached, strict=True)
        for value, want, have in zip(one.categories, one.targets, got, strict=True)
    ]
    worst = sorted(off, key=lambda each: -each[0])[:4]
    said = "; ".join(
        f"{one.name} {value!r}: wanted {want:.10g}, reached {have:.10g}" for _, one, value, want, have in worst
    )
    return MarginError(
        f"no weights meet these margins: {said}. Check the targets, or join the categories",
        worst[0][1].name,
        [value for _, _, value, _, _ in worst],
    )
