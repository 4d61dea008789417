"""The shingles of a text: every run of five characters of its form, each as a number of 32 bits.

The numbers are the same on every machine and for ever, because a published grouping must be recomputable: a run is the
polynomial of its five code points in BASE, times SPREAD, modulo 2^64, of which the upper 32 bits count.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.uint32]
Places: TypeAlias = NDArray[np.int64]

Whole = TypeVar("Whole", np.uint64, np.int64)

LENGTH = 5
BASE = np.uint64(0x9E3779B97F4A7C15)
SPREAD = np.uint64(0xD1B54A32D192ED03)
# No shingle has this number: it fills up rows of unlike length.
NO_SHINGLE = np.uint32(0xFFFFFFFF)
_CHARACTERS_AT_ONCE = 1 << 18
_CELLS_AT_ONCE = 1 << 20


class Shingles(NamedTuple):
    """Of each text the numbers of its shingles, in order and none twice: those of text i start at starts[i]."""

    values: Numbers
    starts: Places

    @property
    def counts(self) -> Places:
        """How many different shingles each text has."""
        return np.diff(self.starts)

    def of(self, text: int) -> Numbers:
        """The shingles of one text."""
        return self.values[self.starts[text] : self.starts[text + 1]]


def shingled(forms: Sequence[str]) -> Shingles:
    """Take forms apart; one shorter than a shingle is filled up with spaces, an empty one has none."""
    # It grows where it stands: to join parts at the end would take twice the memory.
    values, counts = bytearray(), [np.zeros(0, np.int64)]
    for part in _parts(forms):
        found, sizes = _of_part(part)
        values += found.tobytes()
        counts.append(sizes)
    starts = np.zeros(len(forms) + 1, np.int64)
    np.cumsum(np.concatenate(counts), out=starts[1:])
    return Shingles(np.frombuffer(values, np.uint32), starts)


def shared(shingles: Shingles, left: Places, right: Places) -> Places:
    """How many shingles the two texts of each pair have in common."""
    counts = shingles.counts
    width = counts[left] + counts[right]
    result = np.zeros(len(left), np.int64)
    # Pairs of like length share a table, so that little of it is filling.
    for chosen in _tables(width):
        result[chosen] = _shared_in_table(shingles, left[chosen], right[chosen])
    return result


def shared_with(one: Numbers, others: Sequence[Numbers]) -> Places:
    """How many shingles one text has in common with each of others."""
    if not len(one) or not others:
        return np.zeros(len(others), np.int64)
    values = np.concatenate(others)
    at = one.searchsorted(values)
    counts = np.concatenate([[0], np.cumsum(one[np.minimum(at, len(one) - 1)] == values)])
    ends = np.cumsum([len(other) for other in others])
    both: Places = np.diff(counts[ends], prepend=0)
    return both


def none_twice(numbers: NDArray[Whole]) -> NDArray[Whole]:
    """The numbers in order, each once. (Sorting is several times faster here than numpy's own way, which hashes.)"""
    numbers.sort()
    first = np.ones(len(numbers), np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=first[1:])
    return numbers[first]


def _parts(forms: Sequence[str]) -> Iterator[list[str]]:
    part, size = [], 0
    for form in forms:
        part.append(form.ljust(LENGTH) if form else "")
        size += len(form)
        if size >= _CHARACTERS_AT_ONCE:
            yield part
            part, size = [], 0
    if part:
        yield part


def _of_part(forms: list[str]) -> tuple[Numbers, Places]:
    """The shingles of some texts, and how many each of them has."""
    codes = np.frombuffer("".join(forms).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    lengths = np.fromiter(map(len, forms), np.int64, len(forms))
    runs = np.maximum(lengths - LENGTH + 1, 0)
    texts = np.repeat(np.arange(len(forms), dtype=np.int64), runs)
    begins = np.arange(runs.sum()) + np.repeat(np.cumsum(lengths) - lengths - (np.cumsum(runs) - runs), runs)
    total = codes[begins]
    for step in range(1, LENGTH):
        total = total * BASE + codes[begins + step]
    numbers = np.minimum((total * SPREAD) >> np.uint64(32), np.uint64(NO_SHINGLE - 1))
    keys = none_twice((texts.astype(np.uint64) << np.uint64(32)) | numbers)
    counts = np.bincount((keys >> np.uint64(32)).astype(np.int64), minlength=len(forms))
    return keys.astype(np.uint32), counts


def _tables(widths: Places) -> Iterator[Places]:
    """Rows of like width, so many at once as one table holds."""
    order = np.argsort(widths, kind="stable")
    start = 0
    while start < len(order):
        # The first guess is too wide by little, since the rows come in order of width.
        stop = start + max(1, _CELLS_AT_ONCE // max(1, int(widths[order[start]])))
        stop = start + max(1, _CELLS_AT_ONCE // max(1, int(widths[order[min(stop, len(order)) - 1]])))
        yield order[start:stop]
        start = stop


def _shared_in_table(shingles: Shingles, left: Places, right: Places) -> Places:
    """Both texts of a pair in one row: what stands there twice is shared, since no text has a shingle twice."""
    counts = shingles.counts
    first, second = counts[left], counts[right]
    width = int((first + second).max())
    table = np.full((len(left), width), NO_SHINGLE, np.uint32)
    for texts, sizes, offset in ((left, first, np.zeros_like(first)), (right, second, first)):
        within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        rows = np.repeat(np.arange(len(left)), sizes)
        table[rows, within + np.repeat(offset, sizes)] = shingles.values[
            within + np.repeat(shingles.starts[texts], sizes)
        ]
    table.sort(axis=1)
    twice = (table[:, 1:] == table[:, :-1]) & (table[:, 1:] != NO_SHINGLE)
    both: Places = np.count_nonzero(twice, axis=1)
    return both
