"""Sums that do not depend on the order of what is summed: exact, then rounded once.

Each value is cut into slices so coarse that their sums fit a float without rounding (Demmel and Nguyen, "Fast
reproducible floating-point summation", 2013); slices are cut until nothing is left above 2 to the power of -1052.
"""

from math import frexp, fsum

import numpy as np

from isonomia.errors import InputError
from isonomia_lab.surveys.arrays import Codes, Floats

BLOCK = 1 << 17
MANTISSA = 52
SMALLEST = -1000


def total(values: Floats) -> float:
    """The sum of all values."""
    return float(sums(values, np.zeros(len(values), np.int64), 1)[0])


def sums(values: Floats, groups: Codes, count: int) -> Floats:
    """The sum of the values of each group, the same in whatever order the rows stand.

    Args:
        values: finite floats, one a row.
        groups: the group of each row, from nought to `count` - 1.
    Raises:
        InputError: a value is no finite number.
    """
    largest = float(max(values.max(initial=0.0), -values.min(initial=0.0)))
    if not np.isfinite(largest):
        raise InputError("a sum was asked of values one of which is missing or infinite")
    room = max(len(values).bit_length(), 1)
    top = frexp(largest)[1] + room
    slices: list[Floats] = []
    for start in range(0, len(values), BLOCK):
        _cut(values[start : start + BLOCK], groups[start : start + BLOCK], top, room, count, slices)
    return _together(slices) if slices else np.zeros(count)


def rough_sums(values: Floats, groups: Codes, count: int) -> Floats:
    """The first slice of the sums of values above nought: some nine digits of them, as independent of the order."""
    coarse = 1.5 * 2.0 ** (frexp(float(values.max()))[1] + len(values).bit_length())
    return np.asarray(np.bincount(groups, (values + coarse) - coarse, count), np.float64)


def _cut(values: Floats, groups: Codes, top: int, room: int, count: int, slices: list[Floats]) -> None:
    """Add the slices of one block to those of the blocks before it."""
    rest, at = values.copy(), 0
    while np.count_nonzero(rest):
        power = top - at * (MANTISSA - room)
        if power < SMALLEST:
            return
        coarse = 1.5 * 2.0**power
        slice_ = (rest + coarse) - coarse
        rest -= slice_
        if at == len(slices):
            slices.append(np.zeros(count))
        # Slices add up without rounding, in whatever order.
        slices[at] += slice_.sum() if count == 1 else np.bincount(groups, slice_, count)
        at += 1


def _together(slices: list[Floats]) -> Floats:
    """The slices of each group as one float, rounded once: all but few sums are held by two floats without rounding."""
    high, low = slices[0], np.zeros_like(slices[0])
    beyond = np.zeros(len(high), np.bool_)
    for one in slices[1:]:
        high, rest = _with_rest(high, one)
        low, rest = _with_rest(low, rest)
        beyond |= rest != 0
    found: Floats = high + low
    for group in np.flatnonzero(beyond).tolist():
        found[group] = fsum(float(one[group]) for one in slices)
    return found


def _with_rest(one: Floats, other: Floats) -> tuple[Floats, Floats]:
    """A sum, and what rounding took from it (Knuth, "Seminumerical Algorithms", section 4.2.2)."""
    both = one + other
    part = both - one
    return both, (one - (both - part)) + (other - part)
