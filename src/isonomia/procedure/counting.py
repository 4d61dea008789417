"""Counts of matters, each part with its whole; a region of so few that it could point at somebody is not told apart."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

FEWEST = 10
Line = Mapping[str, str]
"""One matter as its `summary` tells it."""


class Part(Struct, frozen=True):
    """A part of a whole, both told; in a row that is not told apart both are None."""

    name: str
    part: int | None
    whole: int | None


def split(name: str, words: Iterable[str], lines: Sequence[Line]) -> Iterator[Part]:
    """How many of some matters have each word in a field of their line."""
    counted = Counter(one[name] for one in lines)
    yield from (Part(word, counted[word], len(lines)) for word in words)


def too_few(regions: Mapping[str, int]) -> set[str]:
    """The regions that are not told apart: of one alone the number could be found by taking the others from the whole.

    Then the smallest of the others goes with it.

    >>> sorted(too_few({"KZ-71": 40, "KZ-75": 12, "KZ-79": 3}))
    ['KZ-75', 'KZ-79']
    """
    few = {region for region, number in regions.items() if number < FEWEST}
    others = sorted((number, region) for region, number in regions.items() if region not in few)
    return few | {others[0][1]} if len(few) == 1 and others else few
