"""How many signatures of a petition are valid, as far as a sample of them tells: exact, in whole numbers.

A sample is drawn without putting back, so the number of valid ones in it is hypergeometric. Nothing is rounded: a
bound is found by counting in how many of all possible samples so many valid ones would be seen.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from isonomia.errors import InputError


@dataclass(frozen=True, slots=True)
class Sample:
    """So many signatures in all, so many of them drawn, and how many of those were valid."""

    size: int
    drawn: int
    valid: int

    def __post_init__(self) -> None:
        if not 0 <= self.valid <= self.drawn <= self.size or self.drawn < 1:
            raise InputError(f"the sample cannot be true: {self.valid} valid of {self.drawn} drawn of {self.size}")


def at_least(sample: Sample, valid: int) -> Fraction:
    """In which part of all samples one sees so many valid ones or more, if `valid` of all signatures are.

    >>> at_least(Sample(size=4, drawn=2, valid=2), valid=2)
    Fraction(1, 6)
    """
    return Fraction(_ways(sample, valid, sample.valid, sample.drawn), comb(sample.size, sample.drawn))


def at_most(sample: Sample, valid: int) -> Fraction:
    """In which part of all samples one sees so many valid ones or fewer, if `valid` of all signatures are."""
    return Fraction(_ways(sample, valid, 0, sample.valid), comb(sample.size, sample.drawn))


def interval(sample: Sample, risk: Fraction) -> tuple[int, int]:
    """The numbers of valid signatures that the sample does not speak against, from the least to the most.

    Each bound errs in at most `risk` of all samples, so that both hold together in all but twice as many.
    """
    if not 0 < risk < 1:
        raise InputError(f"no risk of an error: {risk} (wanted more than 0 and less than 1)")
    # So many are valid, and so many are not, for certain.
    lowest, highest = sample.valid, sample.size - (sample.drawn - sample.valid)
    # Both sides times the number of samples: to reduce fractions of such numbers would take longer than all the rest.
    most = risk.numerator * comb(sample.size, sample.drawn)

    def likely(valid: int, least: int, greatest: int) -> bool:
        return _ways(sample, valid, least, greatest) * risk.denominator > most

    low = _first(lowest, highest, lambda valid: likely(valid, sample.valid, sample.drawn))
    high = -_first(-highest, -lowest, lambda valid: likely(-valid, 0, sample.valid))
    return low, high


def bears(sample: Sample, needed: int, risk: Fraction) -> bool | None:
    """Whether the sample shows that so many are valid, or that they are not; None where it shows neither."""
    if needed <= sample.valid:
        return True
    if needed > sample.size - (sample.drawn - sample.valid):
        return False
    # As `interval` would say, without looking for its bounds.
    if at_least(sample, needed - 1) <= risk:
        return True
    return False if at_most(sample, needed) <= risk else None


def positions(seed: str, size: int, drawn: int) -> tuple[int, ...]:
    """Which signatures are looked at, counted from 1 in the order of the sheets: those whose hash is lowest.

    Whoever has the seed draws them again; each set of so many is as likely as any other.

    >>> positions("00", 5, 2)
    (1, 3)
    """
    if not 0 <= drawn <= size:
        raise InputError(f"{drawn} cannot be drawn of {size}")
    lots = sorted((hashlib.sha256(f"{seed}||{place}".encode()).digest(), place) for place in range(1, size + 1))
    return tuple(sorted(place for _, place in lots[:drawn]))


def _ways(sample: Sample, valid: int, least: int, most: int) -> int:
    """In how many samples the number of valid ones lies between two numbers, both included."""
    bad = sample.size - valid
    start, stop = max(least, sample.drawn - bad, 0), min(most, valid, sample.drawn)
    if start > stop:
        return 0
    ways = comb(valid, start) * comb(bad, sample.drawn - start)
    total = ways
    for seen in range(start, stop):
        # The next term from the one before: exact, since each term is a whole number.
        ways = ways * (valid - seen) * (sample.drawn - seen) // ((seen + 1) * (bad - sample.drawn + seen + 1))
        total += ways
    return total


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The first number at which a condition holds that stays true once it is; it holds at the last one."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low
