"""Exact numbers: shares that know their base, and the bars that the law sets.

Whole numbers and fractions only. A count and a share are never compared; two shares are compared only when they
are shares of the same thing.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Self

from isonomia.errors import InputError

LONGEST_DECIMAL = 40
ROUNDINGS = ("up", "down", "nearest")


class UnlikeBasesError(InputError):
    """Two shares of different wholes were to be compared; `bases` names both."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"shares of {first} and of {second} have different bases and cannot be compared")
        self.bases = (first, second)


@dataclass(frozen=True, slots=True, eq=False)
class Share:
    """A part of a whole, both whole numbers, and the name of the whole: the base.

    >>> Share(6163516, 7985769, "took_part").percent(2)
    '77.18'
    >>> Share(1, 2, "took_part") < Share(1, 2, "yes_plus_no")
    Traceback (most recent call last):
    isonomia.exact.UnlikeBasesError: shares of took_part and of yes_plus_no have different bases and cannot be compared
    """

    part: int
    whole: int
    base: str

    def __post_init__(self) -> None:
        if self.whole <= 0 or self.part < 0:
            raise InputError(f"no share: {self.part} of {self.whole} {self.base}")

    @property
    def fraction(self) -> Fraction:
        """The exact value."""
        return Fraction(self.part, self.whole)

    def percent(self, decimals: int) -> str:
        """The share in per cent, rounded half up to so many decimals."""
        return decimal_text(self.fraction * 100, decimals)

    def points_above(self, other: "Share") -> Fraction:
        """By how many percentage points it lies above another share of the same base; below it is negative."""
        self._same_base(other)
        return (self.fraction - other.fraction) * 100

    def __lt__(self, other: Self) -> bool:
        self._same_base(other)
        return self.fraction < other.fraction

    def __gt__(self, other: Self) -> bool:
        return other < self

    def __le__(self, other: Self) -> bool:
        return not other < self

    def __ge__(self, other: Self) -> bool:
        return not self < other

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Share):
            return NotImplemented
        self._same_base(other)
        return self.fraction == other.fraction

    def __hash__(self) -> int:
        return hash((self.fraction, self.base))

    def _same_base(self, other: "Share") -> None:
        if self.base != other.base:
            raise UnlikeBasesError(self.base, other.base)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar that the law sets: "at least 2/3" or, where `strict`, "more than 1/2".

    `measure` and `base` name what is held against what, where the rule says so. `rounding` is `up`, `down` or
    `nearest` where the law itself says that its share of the whole is rounded first; else it is empty.
    """

    share: Fraction
    strict: bool
    measure: str = ""
    base: str = ""
    rounding: str = ""

    def cleared_by(self, part: int | Fraction, whole: int | Fraction) -> bool:
        """Say whether `part` of `whole` clears the bar: the one comparison in the house.

        Weighted units (a half canton) may come as fractions; nothing is rounded unless the law rounds.
        """
        need = self.threshold(whole)
        return part > need if self.strict else part >= need

    def threshold(self, whole: int | Fraction) -> Fraction:
        """The share of the whole, exactly, or rounded to a whole number where the law says how.

        >>> two_thirds = Fraction(2, 3)
        >>> Bar(two_thirds, False).threshold(17), Bar(two_thirds, False, rounding="down").threshold(17)
        (Fraction(34, 3), Fraction(11, 1))
        """
        need = self.share * whole
        match self.rounding:
            case "up":
                return Fraction(-(-need.numerator // need.denominator))
            case "down":
                return Fraction(need.numerator // need.denominator)
            case "nearest":
                return Fraction((2 * need.numerator + need.denominator) // (2 * need.denominator))
            case _:
                return need

    def required(self, whole: int | Fraction) -> int:
        """The least whole number that clears the bar: "at least two thirds" of 17 is 12."""
        need = self.threshold(whole)
        least = -(-need.numerator // need.denominator)
        return least + 1 if self.strict and least == need else least

    @property
    def operator(self) -> str:
        """The law's word for the comparison: "more than" or "at least"."""
        return "more than" if self.strict else "at least"


def decimal_text(value: Fraction, decimals: int) -> str:
    """Write an exact value with so many decimals, rounded half up (half away from zero).

    >>> decimal_text(Fraction(1, 8), 2)
    '0.13'
    """
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = "-" if value < 0 and whole else ""
    digits = str(whole).rjust(decimals + 1, "0")
    return sign + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits)


@lru_cache(maxsize=16384)
def read_decimal(text: str) -> tuple[Fraction, int]:
    """Read a printed decimal such as "77.18": its exact value and how many decimals were printed.

    Raises:
        InputError: not digits with at most one point ("77,18", "1e3", "" and "abc" are none).
    """
    whole, point, after = text.removeprefix("-").partition(".")
    plain = len(text) <= LONGEST_DECIMAL and text.isascii()
    if not (plain and whole.isdigit() and (not point or after.isdigit())):
        wanted = 'wanted digits with at most one point, as "77.18"'
        raise InputError(f'not a decimal number: "{text[:LONGEST_DECIMAL]}" ({wanted})')
    return Fraction(text), len(after)


def fits_print(value: Fraction, printed: str) -> bool:
    """Say whether an exact value, rounded to the decimals that were printed, could be printed so.

    A value exactly half-way may have been rounded either way, so both neighbours fit.

    >>> fits_print(Fraction(1, 8) * 100, "12.5"), fits_print(Fraction(1, 8), "0.12"), fits_print(Fraction(1, 8), "0.13")
    (True, True, True)
    """
    shown, decimals = read_decimal(printed)
    unit = Fraction(1, int("1" + "0" * decimals))
    return abs(value - shown) * 2 <= unit


def whole_number(value: int | Fraction | None) -> int | None:
    """A number that is whole; None where it is a fraction, which then stands in the text alone."""
    return value.numerator if value is not None and value.denominator == 1 else None
