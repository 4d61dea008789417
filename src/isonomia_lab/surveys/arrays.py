"""The columns of a survey: numbers, marks, and the groups that rows belong to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from isonomia.errors import InputError

Floats: TypeAlias = npt.NDArray[np.float64]
Codes: TypeAlias = npt.NDArray[np.integer[Any]]
Marks: TypeAlias = npt.NDArray[np.bool_]

SMALL_RANGE = 1 << 20


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A column by the place of each value among all values that occur."""

    codes: Codes
    values: tuple[Any, ...]


def coded(name: str, column: Sequence[Any] | npt.NDArray[Any]) -> Coded:
    """Number the values of a column in their order.

    Raises:
        InputError: a value is missing.
    """
    array = np.asarray(column)
    if array.dtype.kind == "O":
        array = np.array(["" if one is None else str(one) for one in array])
    if missing := np.flatnonzero(_missing(array)).tolist():
        raise InputError(f"{name}: no value in row {missing[0] + 1}, nor in {len(missing) - 1} others")
    if array.dtype.kind in "iu" and int(array.min()) >= 0 and int(array.max()) < SMALL_RANGE:
        counts = np.bincount(array)
        there = np.flatnonzero(counts)
        if len(there) == len(counts):
            return Coded(array.astype(np.int64, copy=False), tuple(range(len(there))))
        places = np.cumsum(counts > 0) - 1
        return Coded(places.take(array), tuple(there.tolist()))
    values, codes = np.unique(array, return_inverse=True)
    return Coded(codes.astype(np.int64), tuple(values.tolist()))


def _missing(array: npt.NDArray[Any]) -> Marks:
    match array.dtype.kind:
        case "f":
            return np.asarray(np.isnan(array), np.bool_)
        case "U":
            return np.asarray(array == "", np.bool_)
        case _:
            return np.zeros(len(array), np.bool_)
