"""What of texts counts when their subjects are compared: words, and runs of three to five letters within a word.

A feature counts the more often it stands in a text (by the logarithm) and the fewer texts have it; one that only one
text has cannot connect two and is left out. Of each text the words together weigh as much as the runs.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from isonomia_lab.likeness.shingles import BASE, Places

Reals: TypeAlias = NDArray[np.float64]
Codes: TypeAlias = NDArray[np.uint64]

RUNS = (3, 4, 5)
_SPACE = np.uint64(ord(" "))
# So many columns are sooner reckoned one by one than row by row.
_FEW = 20
_ROWS_AT_ONCE = 64


class Weights(NamedTuple):
    """A table with few numbers in each row: those of row i stand in columns[starts[i]:starts[i + 1]] of it."""

    starts: Places
    columns: Places
    values: Reals
    column_count: int

    @property
    def row_count(self) -> int:
        """How many rows it has."""
        return len(self.starts) - 1

    def first(self, count: int) -> "Weights":
        """Its first rows."""
        stop = self.starts[count]
        return Weights(self.starts[: count + 1], self.columns[:stop], self.values[:stop], self.column_count)

    def times(self, other: Reals) -> Reals:
        """The table times another one, a row of which stands for each of its columns."""
        found = np.zeros((self.row_count, other.shape[1]))
        if other.shape[1] <= _FEW:
            rows = np.repeat(np.arange(self.row_count), np.diff(self.starts))
            for at, column in enumerate(other.T.copy()):
                found[:, at] = np.bincount(rows, self.values * column[self.columns], self.row_count)
            return found
        for row, (start, stop) in enumerate(pairwise(self.starts.tolist())):
            found[row] = self.values[start:stop] @ other[self.columns[start:stop]]
        return found

    def turned(self) -> "Weights":
        """The same table with its columns as rows."""
        rows = np.repeat(np.arange(self.row_count), np.diff(self.starts))
        return _table(self.columns, rows, self.values, (self.column_count, self.row_count))


def products(table: Weights) -> Reals:
    """What each two rows of a table have in common: the sum of the products of their numbers, column by column."""
    found = np.empty((table.row_count, table.row_count))
    for start in range(0, table.row_count, _ROWS_AT_ONCE):
        some = np.zeros((table.column_count, min(_ROWS_AT_ONCE, table.row_count - start)))
        for at in range(some.shape[1]):
            part = slice(table.starts[start + at], table.starts[start + at + 1])
            some[table.columns[part], at] = table.values[part]
        found[:, start : start + some.shape[1]] = table.times(some)
    return found


def weighted(forms: Sequence[str]) -> Weights:
    """The weights of words and of runs of letters in texts in the form of comparison: a row for each text."""
    words, runs = _view(*_words(forms), len(forms)), _view(*_runs(forms), len(forms))
    texts = np.concatenate([words[0], runs[0]])
    features = np.concatenate([words[1], runs[1] + words[3]])
    return _table(texts, features, np.concatenate([words[2], runs[2]]), (len(forms), words[3] + runs[3]))


def _table(rows: Places, columns: Places, values: Reals, shape: tuple[int, int]) -> Weights:
    order = np.argsort(rows, kind="stable")
    starts = np.zeros(shape[0] + 1, np.int64)
    np.cumsum(np.bincount(rows, minlength=shape[0]), out=starts[1:])
    return Weights(starts, columns[order], values[order], shape[1])


def _words(forms: Sequence[str]) -> tuple[Places, Codes]:
    number_of: dict[str, int] = {}
    found = [[number_of.setdefault(word, len(number_of)) for word in form.split()] for form in forms]
    texts = np.repeat(np.arange(len(forms)), [len(one) for one in found])
    return texts, np.array([number for one in found for number in one], np.uint64)


def _runs(forms: Sequence[str]) -> tuple[Places, Codes]:
    """Every run of letters with its text; a word begins and ends with the space beside it."""
    padded = [f" {form} " for form in forms]
    codes = np.frombuffer("".join(padded).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    of = np.repeat(np.arange(len(forms)), [len(one) for one in padded])
    texts, keys = [], []
    for length in RUNS:
        if len(codes) < length:
            continue
        count = len(codes) - length + 1
        within = np.ones(count, np.bool_)
        key = np.full(count, length, np.uint64)
        for step in range(length):
            letters = codes[step : step + count]
            key = key * BASE + letters
            if 0 < step < length - 1:
                within &= letters != _SPACE
        texts.append(of[:count][within])
        keys.append(key[within])
    return np.concatenate([np.zeros(0, np.int64), *texts]), np.concatenate([np.zeros(0, np.uint64), *keys])


def _view(texts: Places, keys: Codes, text_count: int) -> tuple[Places, Places, Reals, int]:
    """Texts, features and weights, and how many features: without what one text alone has, each text of length one."""
    _, features = np.unique(keys, return_inverse=True)
    cells, counts = np.unique(texts * (len(keys) + 1) + features, return_counts=True)
    texts, features = cells // (len(keys) + 1), cells % (len(keys) + 1)
    having = np.bincount(features, minlength=1)
    kept = having[features] > 1
    texts, features, counts = texts[kept], features[kept], counts[kept]
    number_of = np.cumsum(having > 1) - 1
    rarity = np.log((1 + text_count) / (1 + having)) + 1
    values = (1 + np.log(counts)) * rarity[features]
    lengths = np.sqrt(np.bincount(texts, values * values, text_count))
    return texts, number_of[features], values / lengths[texts], int(number_of[-1]) + 1
