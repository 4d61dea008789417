"""A draw that anyone makes again: whole numbers of SHA-256 over seed, frame and unit; no chance, no fractions rounded.

The bytes that are hashed, and each method step by step, stand in docs/surveys.md.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate

from isonomia.errors import InputError
from isonomia.surveys.frames import BETWEEN, Frame, Unit, plain

HASHES = 1 << 256
MOST_TRIES = 2_000_000


class Method(StrEnum):
    """How units of a stratum are drawn: each alike, or by the people they hold, in order or each set anew."""

    SIMPLE = "simple"
    SYSTEMATIC = "systematic"
    SAMPFORD = "sampford"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A unit that the draw fell on and its chance; of its people the `start`th and each `every`th after is asked."""

    unit: Unit
    inclusion: Fraction
    every: int = 0
    start: int = 0


@dataclass(frozen=True, slots=True)
class Lots:
    """What a seed, announced before it could be known, makes of a frame."""

    seed: str
    frame: str

    def of(self, word: str) -> int:
        """The lot of a word: SHA-256 over seed, digest of the frame and word, as a whole number.

        >>> Lots("beacon 1", "00" * 32).of("station 7") == int.from_bytes(
        ...     hashlib.sha256(b"beacon 1|" + b"0" * 64 + b"|station 7").digest(), "big")
        True
        """
        text = BETWEEN.join((self.seed, self.frame, word))
        return int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")

    def numbers(self, word: str) -> "Numbers":
        """Numbers that are asked one after another, for one purpose that the word names."""
        return Numbers(self, word)


@dataclass(slots=True)
class Numbers:
    """The lots of a word with 0, 1, 2 ... behind it; `below` takes the next that treats all answers alike."""

    lots: Lots
    word: str
    taken: int = 0

    def below(self, bound: int) -> int:
        """A whole number from nought up and below the bound, each equally likely.

        Raises:
            InputError: so many were asked that the method is no use here.
        """
        limit = HASHES - HASHES % bound
        while self.taken < MOST_TRIES:
            lot = self.lots.of(f"{self.word}{BETWEEN}{self.taken}")
            self.taken += 1
            if lot < limit:
                return lot % bound
        raise InputError(f"{self.word}: no sample within {MOST_TRIES:,} lots; draw it in order (systematic)")


def draw(
    frame: Frame, allocation: Mapping[str, int], seed: str, *, method: Method, every: int = 0
) -> tuple[Drawn, ...]:
    """Draw so many units of each stratum.

    Args:
        frame: the units; fixed before the seed can be known.
        allocation: how many of each stratum, at least one; every stratum is named.
        seed: a text announced beforehand as to come from a public source.
        method: how units are drawn within a stratum.
        every: of the people of a unit each so manieth is asked, from a first that a lot names; 0 leaves it open.
    Returns:
        The units in the order of their strata and codes, each with its chance as an exact fraction.
    Raises:
        InputError: more are wanted than there are, or none; a stratum that is not there; a unit too small for `every`.
    """
    plain(seed, "seed")
    strata = frame.strata()
    _check(strata, allocation)
    lots = Lots(seed, frame.digest)
    found: list[Drawn] = []
    for name, units in strata.items():
        if method is Method.SIMPLE:
            chosen = _simple(units, allocation[name], lots)
        else:
            chosen = _by_size(units, allocation[name], lots.numbers(f"{method}{BETWEEN}{name}"), method)
        found += (_asking(unit, chance, every, lots) for unit, chance in sorted(chosen, key=lambda one: one[0].code))
    return tuple(found)


def _check(strata: Mapping[str, Sequence[Unit]], allocation: Mapping[str, int]) -> None:
    if other := sorted(set(strata) ^ set(allocation)):
        where = "frame" if other[0] in strata else "allocation"
        raise InputError(f'the stratum "{other[0]}" stands in the {where} alone')
    for name, units in strata.items():
        if not 1 <= allocation[name] <= len(units):
            wanted = f"wanted from 1 to {len(units)}, all that there are"
            raise InputError(f'stratum "{name}": {allocation[name]} units; {wanted}')


def _asking(unit: Unit, chance: Fraction, every: int, lots: Lots) -> Drawn:
    if not every:
        return Drawn(unit, chance)
    if unit.size < every:
        raise InputError(f'"{unit.code}" holds {unit.size} people, and each {every}th is asked: join it with another')
    start = lots.numbers(f"start{BETWEEN}{unit.code}").below(every) + 1
    return Drawn(unit, chance, every, start)


def _simple(units: Sequence[Unit], count: int, lots: Lots) -> Iterator[tuple[Unit, Fraction]]:
    """Those of the lowest lots."""
    for unit in sorted(units, key=lambda one: lots.of(one.code))[:count]:
        yield unit, Fraction(count, len(units))


def _by_size(units: Sequence[Unit], count: int, numbers: Numbers, method: Method) -> Iterator[tuple[Unit, Fraction]]:
    """Those that are certain, and of the others as many as are left, by size."""
    sure, rest = certain(units, count)
    yield from ((unit, Fraction(1)) for unit in sure)
    if left := count - len(sure):
        whole = sum(unit.size for unit in rest)
        in_order = method is Method.SYSTEMATIC
        chosen = hit(rest, left, numbers.below(whole)) if in_order else _sampford(rest, left, numbers)
        yield from ((unit, Fraction(left * unit.size, whole)) for unit in chosen)


def hit(units: Sequence[Unit], count: int, first: int) -> Iterator[Unit]:
    """Units laid end to end, each `count` times as long as its people: those that hold a mark.

    Marks stand at `first` and from there on in steps of all people, and no unit is longer than a step.
    """
    whole = sum(unit.size for unit in units)
    mark = first
    for unit, end in zip(units, accumulate(count * unit.size for unit in units), strict=True):
        if mark < end:
            yield unit
            mark += whole


def _sampford(units: Sequence[Unit], count: int, numbers: Numbers) -> Iterator[Unit]:
    """Sampford's sets (Biometrika 54, 1967): a first by size, others by size over what is free; anew if one repeats."""
    ends = list(accumulate(unit.size for unit in units))
    free = [ends[-1] - count * unit.size for unit in units]
    chosen: set[int] = set()
    while len(chosen) < count:
        chosen = _until_repeated(ends, free, count, numbers)
    yield from (units[at] for at in chosen)


def _until_repeated(ends: Sequence[int], free: Sequence[int], count: int, numbers: Numbers) -> set[int]:
    """One try: places are drawn until one comes again, or there are enough."""
    least = min(free)
    chosen = {bisect_right(ends, numbers.below(ends[-1]))}
    while len(chosen) < count:
        at = bisect_right(ends, numbers.below(ends[-1]))
        # Kept in one of so many cases as are free, so that the less is free the likelier a place is.
        if numbers.below(free[at]) >= least:
            continue
        if at in chosen:
            break
        chosen.add(at)
    return chosen


def certain(units: Sequence[Unit], count: int) -> tuple[list[Unit], list[Unit]]:
    """Units so large that they are taken for certain, and the others: looked for until no unit is one more."""
    sure: list[Unit] = []
    rest = list(units)
    while True:
        whole, left = sum(unit.size for unit in rest), count - len(sure)
        large = [unit for unit in rest if left * unit.size >= whole]
        if not left or not large:
            return sure, rest
        sure += large
        rest = [unit for unit in rest if left * unit.size < whole]
