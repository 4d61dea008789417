"""What of texts counts when their subjects are compared: words, and runs of three to five letters within a word.

A feature counts the more often it stands in a text (by the logarithm) and the fewer texts have it; one that only one
text has cannot connect two and is left out. Of each text the words together weigh as much as the runs.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from isonomia_lab.likeness.shingles import BASE, Places

Reals: TypeAlias = NDArray[np.float64]
Codes: TypeAlias = NDArray[np.uint64]

RUNS = (3, 4, 5)
_SPACE = np.uint64(ord(" "))
_WORD_MARK = np.uint64(1)


class Weights(NamedTuple):
    """The weights of features in texts: entry i says that texts[i] has features[i] with values[i]; in order of texts."""

    texts: Places
    features: Places
    values: Reals
    text_count: int
    feature_count: int

    def by_features(self, columns: Reals) -> Reals:
        """For each feature and column the sum over all texts of weight times the text's number in the column."""
        found = np.empty((self.feature_count, columns.shape[1]))
        for at in range(columns.shape[1]):
            weights = self.values * columns[self.texts, at]
            found[:, at] = np.bincount(self.features, weights, self.feature_count)
        return found

    def by_texts(self, columns: Reals) -> Reals:
        """For each text and column the sum over all features of weight times the feature's number in the column."""
        found = np.empty((self.text_count, columns.shape[1]))
        for at in range(columns.shape[1]):
            weights = self.values * np.ascontiguousarray(columns[:, at])[self.features]
            found[:, at] = np.bincount(self.texts, weights, self.text_count)
        return found


def weighted(forms: Sequence[str]) -> Weights:
    """The weights of words and of runs of letters in texts in the form of comparison."""
    words, runs = _view(*_words(forms), len(forms)), _view(*_runs(forms), len(forms))
    texts = np.concatenate([words.texts, runs.texts])
    features = np.concatenate([words.features, runs.features + words.feature_count])
    values = np.concatenate([words.values, runs.values])
    order = np.argsort(texts, kind="stable")
    return Weights(texts[order], features[order], values[order], len(forms), words.feature_count + runs.feature_count)


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


def _view(texts: Places, keys: Codes, text_count: int) -> Weights:
    """Count what stands in each text, leave out what one text alone has, and bring every text to length one."""
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
    return Weights(texts, number_of[features], values / lengths[texts], text_count, int(number_of[-1]) + 1)
