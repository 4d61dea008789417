"""How a sample was drawn: weights, strata, clusters by stage, sizes of the population by stage, and lonely units."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from isonomia.errors import InputError
from isonomia_lab.surveys.arrays import Codes, Floats, coded
from isonomia_lab.surveys.calibrated import Controls
from isonomia_lab.surveys.weights import checked


class Lonely(StrEnum):
    """What is done with a stratum of which one unit was drawn and more exist: chosen for each design."""

    FAIL = "fail"
    CERTAINTY = "certainty"
    ADJUST = "adjust"
    AVERAGE = "average"
    COLLAPSE = "collapse"


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """Units drawn at one stage: the unit of each row, the parent of each unit, and how many units each parent has.

    Parents of the first stage are the strata. Without `population` the units were drawn with replacement, or nearly so.
    """

    units: Codes
    parents: Codes
    drawn: Codes
    population: Floats | None

    def fraction(self) -> Floats | None:
        """Which share of the units of each parent was drawn."""
        return None if self.population is None else self.drawn / self.population


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """A sample as it was drawn, with what its weights were calibrated to."""

    weights: Floats
    stages: tuple[Stage, ...]
    lonely: Lonely = Lonely.FAIL
    controls: Controls | None = None

    @property
    def strata(self) -> Codes:
        """The stratum of each row."""
        first = self.stages[0]
        return first.parents[first.units]

    def degrees_of_freedom(self, kept: npt.NDArray[np.bool_] | None = None) -> int:
        """First-stage units less strata, of those rows that are kept."""
        units = self._first_units(slice(None) if kept is None else kept)
        return len(units) - len(np.unique(self.stages[0].parents[units]))

    def clusters(self, kept: npt.NDArray[np.bool_]) -> int:
        """How many first-stage units the kept rows stand in."""
        return len(self._first_units(kept))

    def _first_units(self, kept: npt.NDArray[np.bool_] | slice) -> Codes:
        first = self.stages[0]
        there = np.zeros(len(first.parents), np.bool_)
        there[first.units[kept]] = True
        return np.flatnonzero(there)


def design(
    weights: npt.ArrayLike | None = None,
    *,
    strata: Sequence[Any] | npt.NDArray[Any] | None = None,
    clusters: Sequence[Sequence[Any] | npt.NDArray[Any]] = (),
    population: Sequence[npt.ArrayLike] = (),
    nested: bool = False,
    lonely: Lonely | str = Lonely.FAIL,
) -> Design:
    """Put a design together from columns, one value a row.

    Args:
        weights: how many of the population each row stands for; left out, they follow from `population`.
        strata: the stratum of each row; left out, there is one.
        clusters: the unit of each row at each stage; left out, each row is a unit.
        population: how many units there are in the stratum or unit that the row's unit was drawn from, stage by stage.
        nested: whether names of clusters repeat between strata and mean others there.
        lonely: what is done with strata of one unit.
    Raises:
        InputError: a weight that is no number above nought, a unit in two strata, fewer units in the population than
            were drawn, columns of other lengths.
    """
    if lonely not in tuple(Lonely):
        raise InputError(f"lonely: {lonely!r} is none of {', '.join(Lonely)}")
    count = _rows(weights, (strata, *clusters, *population))
    within = np.zeros(count, np.int64) if strata is None else coded("strata", strata).codes
    columns = list(clusters) or [np.arange(count)]
    stages: list[Stage] = []
    for at, column in enumerate(columns):
        codes = coded(f"clusters of stage {at + 1}", column).codes
        if at == 0 and not nested:
            _in_one_stratum(column, codes, within)
        stages.append(_stage(at + 1, codes, within, population[at] if at < len(population) else None))
        within = stages[-1].units
    if len(population) > len(columns):
        raise InputError(f"population: {len(population)} stages, and {len(columns)} of clusters")
    return Design(_weights(weights, stages), tuple(stages), Lonely(lonely))


def _rows(weights: npt.ArrayLike | None, columns: Sequence[Any]) -> int:
    lengths = {len(column) for column in columns if column is not None}
    lengths |= {len(np.asarray(weights))} if weights is not None else set()
    if len(lengths) != 1 or 0 in lengths:
        raise InputError(f"a design wants columns of one length, at least one row; given: {sorted(lengths) or 'none'}")
    return int(lengths.pop())


def _stage(number: int, codes: Codes, within: Codes, population: npt.ArrayLike | None) -> Stage:
    """The units of a stage, told apart by the unit or stratum that they lie in."""
    units, parents = codes, _last_of_each(codes, within)
    if (parents[codes] != within).any():
        pairs = within * len(parents) + codes
        _, first, units = np.unique(pairs, return_index=True, return_inverse=True)
        parents = within[first]
    drawn = np.bincount(parents, minlength=int(within.max()) + 1)
    if population is None:
        return Stage(units, parents, drawn, None)
    sizes = np.asarray(population, dtype=np.float64)
    of = np.empty(len(drawn))
    of[within] = sizes
    if (of[within] != sizes).any():
        row = int(np.flatnonzero(of[within] != sizes)[0])
        raise InputError(f"population of stage {number}, row {row + 1}: {sizes[row]:g}, elsewhere {of[within[row]]:g}")
    # Sizes that were rounded somewhere are still sizes.
    if low := np.flatnonzero(~(of >= drawn * (1 - 1e-9))).tolist():
        raise InputError(
            f"population of stage {number}: {of[low[0]]:g}, and {drawn[low[0]]} units were drawn from it;"
            " wanted is the number of units there are, not a share"
        )
    return Stage(units, parents, drawn, np.maximum(of, drawn))


def _last_of_each(codes: Codes, within: Codes) -> Codes:
    """What each code lies in, where it lies in one thing only."""
    of = np.empty(int(codes.max()) + 1, np.int64)
    of[codes] = within
    return of


def _in_one_stratum(column: Sequence[Any] | npt.NDArray[Any], codes: Codes, strata: Codes) -> None:
    if (other := np.flatnonzero(_last_of_each(codes, strata)[codes] != strata)).size:
        row = int(other[0])
        raise InputError(
            f"row {row + 1}: the unit {column[row]!r} stands in two strata; where names repeat between strata,"
            " the design says nested = true"
        )


def _weights(given: npt.ArrayLike | None, stages: Sequence[Stage]) -> Floats:
    """The weights as given, or the inverse of the chance of each row to be drawn."""
    if given is None:
        found = np.ones(len(stages[0].units))
        for stage in stages:
            fraction = stage.fraction()
            if fraction is None:
                raise InputError("a design without weights wants the sizes of the population at every stage")
            found /= fraction[stage.parents[stage.units]]
        return found
    return checked(given, len(stages[0].units))
