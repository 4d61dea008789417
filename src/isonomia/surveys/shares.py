"""Shares of surveys and of results, each of a named base; how one is carried to another base, with the counts used."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from isonomia.errors import InputError, one_of
from isonomia.exact import Share, decimal_text, read_decimal

BASES = ("registered", "took_part", "yes_plus_no", "respondents", "certain_voters")
"""Of whom a share is a part."""

COUNTED: Mapping[str, tuple[str, ...]] = {
    "registered": ("registered",),
    "took_part": ("took_part",),
    "yes_plus_no": ("yes", "no"),
}
"""The counts of a result that make up a base; of the other bases a house alone knows the size."""

Z_95 = Fraction("1.959963984540054")


@dataclass(frozen=True, slots=True)
class Conversion:
    """A share carried from one base to another: what was given, what it became, and the counts that were used."""

    given: Share
    became: Share
    counts: tuple[tuple[str, int], ...]


def printed(percent: str, base: str) -> Share:
    """A share as a house prints it, in per cent.

    Raises:
        InputError: no decimal number from 0 to 100, or a base that nobody knows.
    """
    one_of(base, BASES, "base of a share")
    value = read_decimal(percent)[0] / 100
    if not 0 <= value <= 1:
        raise InputError(f'no share: "{percent}" % of {base}')
    return Share(value.numerator, value.denominator, base)


def converted(share: Share, base: str, counts: Mapping[str, int]) -> Conversion:
    """Carry a share over to another base by the counts of one result.

    Raises:
        InputError: a base has no count here, or the part would be more than its whole.

    >>> counts = {"took_part": 7985769, "yes": 6163516, "no": 1490470}
    >>> converted(Share(6163516, 7985769, "took_part"), "yes_plus_no", counts).became.percent(2)
    '80.53'
    """
    names = (*_counts_of(share.base, counts), *_counts_of(base, counts))
    part = share.fraction * _whole(share.base, counts) / _whole(base, counts)
    if part > 1:
        raise InputError(f"{share.percent(2)} % of {share.base} would be more than all of {base}")
    became = Share(part.numerator, part.denominator, base)
    return Conversion(share, became, tuple((name, counts[name]) for name in dict.fromkeys(names)))


def _counts_of(base: str, counts: Mapping[str, int]) -> tuple[str, ...]:
    names = COUNTED.get(base, ())
    missing = [name for name in names if name not in counts]
    if missing or not names:
        raise InputError(
            f"the size of the base {base} is not known here: {', '.join(missing) or 'no result counts it'}"
        )
    return names


def _whole(base: str, counts: Mapping[str, int]) -> int:
    whole = sum(counts[name] for name in COUNTED[base])
    if whole <= 0:
        raise InputError(f"the base {base} is empty")
    return whole


def simple_margin_squared(share: Share, number: int) -> Fraction:
    """The square of the 95 % margin, in points, that a simple random sample of this size would have: no design effect.

    What surveys really leave open is wider; how much only their design tells.
    """
    if number <= 0:
        raise InputError(f"a sample of {number}")
    return Z_95**2 * share.fraction * (1 - share.fraction) / number * 10_000


def root_text(square: Fraction, decimals: int) -> str:
    """Write the root of an exact square with so many decimals, rounded half up.

    >>> root_text(simple_margin_squared(printed("66.4", "respondents"), 1200), 2)
    '2.67'
    """
    # One decimal more than is shown, and then a mark that something follows, so that no half is rounded wrongly.
    scale = 10 ** (decimals + 1)
    scaled = square * scale**2
    root = isqrt(scaled.numerator // scaled.denominator)
    rest = Fraction(0) if root**2 == scaled else Fraction(1, 2)
    return decimal_text((root + rest) / scale, decimals)
