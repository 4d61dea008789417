"""MinHash: of each text 126 numbers, of which two texts share about as large a part as of their shingles.

Function i takes a shingle x to FACTORS[i] * x + OFFSETS[i] modulo 2^64, of which the upper 32 bits count; the least
value over the shingles of the text is kept. The constants are those of SplitMix64 started at SEED: factor, offset,
factor, offset and so on, each factor made odd. They belong to the version of the method: others give other groups.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from isonomia_lab.likeness.shingles import Places, Shingles

Minima: TypeAlias = NDArray[np.uint32]

BANDS, ROWS = 42, 3
FUNCTIONS = BANDS * ROWS
SEED = 20220605
_ALL = (1 << 64) - 1
_SHINGLES_AT_ONCE = 1 << 15
_PAIRS_AT_ONCE = 1 << 11


def _constants(seed: int, count: int) -> list[int]:
    """Numbers of SplitMix64."""
    found = []
    for step in range(1, count + 1):
        one = (seed + step * 0x9E3779B97F4A7C15) & _ALL
        one = (one ^ (one >> 30)) * 0xBF58476D1CE4E5B9 & _ALL
        one = (one ^ (one >> 27)) * 0x94D049BB133111EB & _ALL
        found.append(one ^ (one >> 31))
    return found


_DRAWN = _constants(SEED, 2 * FUNCTIONS + 1)
FACTORS = tuple(one | 1 for one in _DRAWN[0:-1:2])
OFFSETS = tuple(_DRAWN[1:-1:2])
_BAND_FACTOR = np.uint64(_DRAWN[-1] | 1)


def minima(shingles: Shingles) -> Minima:
    """The 126 minima of each text, a row each; of a text without shingles the greatest numbers there are."""
    counts = shingles.counts
    found = np.full((len(counts), FUNCTIONS), 0xFFFFFFFF, np.uint32)
    full = np.flatnonzero(counts)
    if not len(full):
        return found
    cuts = np.searchsorted(shingles.starts[full], np.arange(0, len(shingles.values), _SHINGLES_AT_ONCE))
    for start, stop in zip(cuts, [*cuts[1:], len(full)], strict=True):
        if start < stop:
            texts = full[start:stop]
            values = shingles.values[shingles.starts[texts[0]] : shingles.starts[texts[-1] + 1]].astype(np.uint64)
            found[texts] = _least(values, shingles.starts[texts] - shingles.starts[texts[0]])
    return found


def _least(values: NDArray[np.uint64], starts: Places) -> Minima:
    mixed = np.empty_like(values)
    found = np.empty((len(starts), FUNCTIONS), np.uint32)
    for at, (factor, offset) in enumerate(zip(FACTORS, OFFSETS, strict=True)):
        np.multiply(values, np.uint64(factor), out=mixed)
        np.add(mixed, np.uint64(offset), out=mixed)
        # The upper half of the least is the least of the upper halves.
        found[:, at] = np.minimum.reduceat(mixed, starts) >> np.uint64(32)
    return found


def band(found: Minima, number: int) -> NDArray[np.uint64]:
    """One key for the minima of one band: equal where all of them are equal."""
    rows = found[:, number * ROWS : (number + 1) * ROWS].astype(np.uint64)
    key = rows[:, 0]
    for row in range(1, ROWS):
        key = key * _BAND_FACTOR + rows[:, row]
    return key


def agreeing(found: Minima, left: Places, right: Places) -> Places:
    """How many of the minima of each pair are equal."""
    counts = np.empty(len(left), np.int64)
    for start in range(0, len(left), _PAIRS_AT_ONCE):
        part = slice(start, start + _PAIRS_AT_ONCE)
        counts[part] = np.count_nonzero(found[left[part]] == found[right[part]], axis=1)
    return counts
