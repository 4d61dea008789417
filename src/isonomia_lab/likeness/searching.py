"""Which texts ask for the like of another, in Kazakh, Russian or English, and by which words they are alike.

Three views are taken of every text: the notions of constitutional law in it, by a table of word stems in the three
languages; the words that the languages have in common, by their first letters in one alphabet; and the words and runs
of letters themselves, which count within one language. Each is weighed by its rarity among the texts that are searched.
"""

import csv
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple, Protocol

import numpy as np

from isonomia.errors import InputError
from isonomia.proposals.folding import fold
from isonomia_lab.likeness.features import Reals

LANGUAGES = ("kk", "ru", "en")
NOTION, ROOT, WORD = "notion", "root", "word"
SHARES = {NOTION: 1.0, ROOT: 0.6, WORD: 0.4}
_ROOT_LETTERS = 5
_LONGEST_STEM = 20
_ONE_ALPHABET = str.maketrans(
    dict(zip("абвгдезиклмнопрстуфхцыэжчшщюяъьcqyzwj", "abvgdeziklmnoprstufhsiejcsciaxxkkisvi", strict=True))
    | {"x": "ks"}
)


class Found(NamedTuple):
    """A text that is like the one asked for: its place, how like (from 0 to 1), and the words that make it so."""

    place: int
    score: float
    words: tuple[str, ...]


class Encoder(Protocol):
    """What turns texts in any language into vectors of length one, near where they mean the like."""

    def __call__(self, texts: Sequence[str]) -> Reals: ...


def search(texts: Sequence[str], query: str, most: int = 5, *, encode: Encoder | None = None) -> list[Found]:
    """The texts most like one, the likest first; with an encoder by its vectors, the words being shown all the same."""
    index = Index(texts)
    scores = index.scores(query)
    if encode is not None:
        vectors = encode([*texts, query])
        scores = vectors[:-1] @ vectors[-1]
    order = sorted(range(len(texts)), key=lambda place: (-scores[place], place))
    return [Found(place, float(scores[place]), index.shared(place, query)) for place in order[:most]]


class Index:
    """Texts taken apart into what makes them like others."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._parts = [parts(text) for text in texts]
        having: dict[tuple[str, str], int] = {}
        for one in self._parts:
            for part in one:
                having[part] = having.get(part, 0) + 1
        size = len(texts)
        self._rarity = {part: float(np.log((1 + size) / (1 + count)) + 1) for part, count in having.items()}
        self._rarest = float(np.log(1 + size) + 1)
        self._holding: dict[tuple[str, str], list[int]] = {}
        for place, one in enumerate(self._parts):
            for part in one:
                self._holding.setdefault(part, []).append(place)
        self._lengths = [self._length(one) for one in self._parts]

    def scores(self, query: str) -> Reals:
        """How like every text is to one."""
        asked = parts(query)
        lengths = self._length(asked)
        scores = np.zeros(len(self._parts))
        for part in asked:
            weight = SHARES[part[0]] * self._weight(part) ** 2
            for place in self._holding.get(part, ()):
                scores[place] += weight / (lengths[part[0]] * self._lengths[place][part[0]])
        return scores / sum(SHARES.values())

    def shared(self, place: int, query: str) -> tuple[str, ...]:
        """The words of a text by which it is like another: those of the same notions, roots and words."""
        own, asked = self._parts[place], parts(query)
        both = sorted(own.keys() & asked.keys(), key=lambda part: (-SHARES[part[0]] * self._weight(part), part))
        return tuple(dict.fromkeys(own[part] for part in both))

    def _weight(self, part: tuple[str, str]) -> float:
        return self._rarity.get(part, self._rarest)

    def _length(self, found: dict[tuple[str, str], str]) -> dict[str, float]:
        squares = dict.fromkeys(SHARES, 0.0)
        for part in found:
            squares[part[0]] += self._weight(part) ** 2
        return {view: float(np.sqrt(square)) or 1.0 for view, square in squares.items()}


def parts(text: str) -> dict[tuple[str, str], str]:
    """What of a text may be like another: each with the word (in the form of comparison) in which it stands.

    >>> sorted(name for view, name in parts("Қазақстан Парламенті") if view == "notion")
    ['kazakh', 'parliament']
    """
    found: dict[tuple[str, str], str] = {}
    for word in fold(text).split():
        for notion in notions_of(word):
            found.setdefault((NOTION, notion), word)
        if len(word) > 3:
            found.setdefault((ROOT, word.translate(_ONE_ALPHABET)[:_ROOT_LETTERS]), word)
        found.setdefault((WORD, word), word)
        padded = f" {word} "
        for start in range(len(padded) - 3):
            found.setdefault((WORD, padded[start : start + 4]), word)
    return found


def notions_of(word: str) -> tuple[str, ...]:
    """The notions of a word in the form of comparison: those of the longest stem with which it begins."""
    stems = _stems()
    if (whole := stems.get(f"{word}=")) is not None:
        return whole
    for length in range(min(len(word), _LONGEST_STEM), 1, -1):
        if (found := stems.get(word[:length])) is not None:
            return found
    return ()


@cache
def _stems() -> dict[str, tuple[str, ...]]:
    """Every stem of the table with its notions, each notion being named by its first English stem.

    Raises:
        InputError: the table has a line without its three languages.
    """
    found: dict[str, tuple[str, ...]] = {}
    with (files("isonomia_lab.likeness") / "terms.csv").open(encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            if any(not row[language] for language in LANGUAGES):
                raise InputError(f"terms.csv line {number}: wanted a stem in each of {', '.join(LANGUAGES)}")
            notion = row["en"].split()[0].rstrip("=")
            for language in LANGUAGES:
                for stem in row[language].split():
                    key = fold(stem.rstrip("=")).replace(" ", "") + ("=" if stem.endswith("=") else "")
                    if notion not in found.get(key, ()):
                        found[key] = (*found.get(key, ()), notion)
    return found
