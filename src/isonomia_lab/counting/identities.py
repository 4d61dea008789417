"""The accounting checks of a published count, for many counts at once.

Every verdict is the one that `isonomia.referendum.accounting` gives for the same count alone. Whole numbers only:
where a sum or a product could pass 63 bits, Python's own integers take over. A number that is not known is marked as
such, and is never nought.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from fractions import Fraction
from typing import Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from isonomia.errors import InputError
from isonomia.exact import fits_print, read_decimal
from isonomia.referendum.accounting import WHOLE, may_be_overfull
from isonomia.referendum.rules import WITHIN, Count
from isonomia.rulebook.law import Law

Mask: TypeAlias = NDArray[np.bool_]
Integers: TypeAlias = NDArray[np.int64] | NDArray[np.object_]

FIELDS = tuple(one.name for one in fields(Count))
MEASURES = (*FIELDS, "yes_plus_no", "valid")
MOST = 2**63 - 1
NOT_KNOWN = -1
"""What stands where no number is known: taken for a count it would be impossible, and as a gap it closes nothing."""

# Two products below this, one taken from the other and doubled, still have 63 bits.
_COMPARABLE = 2**61 - 1
_MOST_DECIMALS = 16
_NONE = (0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One number for each of many counts; where `known` is false there is none, whatever stands in `values`.

    `values` are 64-bit integers, or Python's own (dtype object) where a result might need more.
    """

    values: Integers
    known: Mask


def column(values: NDArray[np.int64], known: Mask | None = None) -> Column:
    """Pair numbers with what is known of them: all, where `known` is true, or what a numpy mask leaves open."""
    if isinstance(values, np.ma.MaskedArray):
        if known is not None:
            raise InputError("a masked array says itself what is known: wanted no second mask")
        return Column(values.data, ~np.ma.getmaskarray(values))
    return Column(values, np.ones(values.shape, np.bool_) if known is None else known)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counts:
    """Many counts, field by field as in `Count`; a field that is left out is not known of any of them.

    The arrays are copied and closed to writing.

    Raises:
        InputError: an array that is not of one dimension, not of whole numbers that fit 64 bits, or of another length
            than the rest; a mask that does not fit its array; a negative number.
    """

    registered: Column | None = None
    took_part: Column | None = None
    yes: Column | None = None
    no: Column | None = None
    both_marked: Column | None = None
    invalid: Column | None = None
    blank: Column | None = None
    size: int = field(init=False)

    def __post_init__(self) -> None:
        given = {name: one for name in FIELDS if isinstance(one := getattr(self, name), Column)}
        if not given:
            raise InputError(f"no counts: wanted at least one of {', '.join(FIELDS)}")
        lengths = {name: one.values.shape[0] if one.values.ndim else 0 for name, one in given.items()}
        if len(set(lengths.values())) > 1:
            raise InputError(f"arrays of unlike length: {lengths}; wanted one number a count in each")
        for name, one in given.items():
            object.__setattr__(self, name, _checked(name, one))
        object.__setattr__(self, "size", next(iter(lengths.values())))

    @classmethod
    def of(cls, counts: Iterable[Count]) -> Self:
        """Gather counts that stand one by one."""
        found = list(counts)
        return cls(**{name: _gathered(name, [getattr(one, name) for one in found]) for name in FIELDS})

    def get(self, measure: str, law: Law) -> Column:
        """The numbers behind the name of a measure or a base.

        Law:
            referendum.valid_ballots   which ballots are valid
        Raises:
            InputError: no measure of this name.
        """
        if measure not in MEASURES:
            raise InputError(f'no measure "{measure}": wanted one of {", ".join(MEASURES)}')
        if measure == "yes_plus_no":
            return _sum(self, ("yes", "no"))
        if measure == "valid":
            return _sum(self, law.words("referendum.valid_ballots"))
        return self.named(measure)

    def named(self, name: str) -> Column:
        """The numbers of one field; none is known of a field that was left out or does not exist."""
        found = getattr(self, name) if name in FIELDS else None
        return found if isinstance(found, Column) else _nothing(self.size)


def identity_gaps(counts: Counts, law: Law) -> Column:
    """How far those who took part exceed the ballots by class; not known where a class is not known.

    Law:
        referendum.ballots   the classes into which the ballots of those who took part fall

    >>> from isonomia.rulebook.examples import HALF_AND_HALF
    >>> two = [Count(took_part=10, yes=6, no=2, both_marked=1, invalid=1), Count(took_part=10, yes=6, no=3)]
    >>> gaps = identity_gaps(Counts.of(two), HALF_AND_HALF)
    >>> gaps.known.tolist(), int(gaps.values[0])
    ([True, False], 0)
    """
    return _rest(counts, law.words("referendum.ballots"), silent=[0])


def remainders(counts: Counts, law: Law) -> Column:
    """How many ballots are left for the one class that is not known; known only where it is exactly one.

    Law:
        referendum.ballots   the classes into which the ballots of those who took part fall
    """
    return _rest(counts, law.words("referendum.ballots"), silent=[1])


def broken(counts: Counts, law: Law) -> Mask:
    """Mark the counts whose classes do not add up, or already exceed those who took part with some class silent.

    Law:
        referendum.ballots   the classes into which the ballots of those who took part fall
    """
    classes = law.words("referendum.ballots")
    silent = [number for number in range(1, len(classes)) if may_be_overfull(len(classes), number)]
    gaps, left = identity_gaps(counts, law), _rest(counts, classes, silent)
    return _truth(gaps.known & (gaps.values != 0) | left.known & (left.values < 0))


def impossible_parts(counts: Counts) -> Mapping[str, Mask]:
    """For each part that lies within a whole: mark the counts where it exceeds the whole."""
    return {part: _exceeds(counts.named(part), counts.named(whole)) for part, whole in WITHIN.items()}


@dataclass(frozen=True, slots=True, eq=False)
class PrintedShares:
    """The same share of each count as it was printed, in per cent with its decimals; None where none was printed.

    Raises:
        InputError: a share that is no decimal number; says in which row.
    """

    measure: str
    base: str
    percents: Sequence[str | None]
    printed: Mask = field(init=False, repr=False)
    shown: NDArray[np.int64] = field(init=False, repr=False)
    scale: NDArray[np.int64] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # There are few different texts among many shares: each is read once.
        numbers: dict[str | None, int] = {None: 0}
        numbered = (numbers.setdefault(text, len(numbers)) for text in self.percents)
        which = np.fromiter(numbered, np.int64, len(self.percents))
        read = np.array([_NONE, *(_read(text, self.percents) for text in numbers if text is not None)], np.int64)
        object.__setattr__(self, "printed", which > 0)
        object.__setattr__(self, "shown", read[which, 0])
        object.__setattr__(self, "scale", read[which, 1])


def misprints(counts: Counts, shares: PrintedShares, law: Law) -> Mask:
    """Mark the counts whose exact share could not be printed so; where a number is not known, nothing is said.

    Law:
        referendum.valid_ballots   which ballots are valid
    Raises:
        InputError: a share of no known measure, or not one printed share (or None) for each count.
    """
    part, whole = counts.get(shares.measure, law), counts.get(shares.base, law)
    if len(shares.percents) != counts.size:
        raise InputError(f"{len(shares.percents)} printed shares of {shares.measure} for {counts.size} counts")
    judged = _truth(part.known & whole.known & shares.printed & (whole.values > 0))
    narrow = judged & _comparable(part, whole, shares)
    wrong = np.zeros(counts.size, np.bool_)
    wrong[narrow] = _unlike_print(
        part.values[narrow].astype(np.int64),
        whole.values[narrow].astype(np.int64),
        shares.shown[narrow],
        shares.scale[narrow],
    )
    for row in np.flatnonzero(judged & ~narrow).tolist():
        exact = Fraction(100 * int(part.values[row]), int(whole.values[row]))
        wrong[row] = not fits_print(exact, shares.percents[row] or "")
    return wrong


def _unlike_print(
    part: NDArray[np.int64], whole: NDArray[np.int64], shown: NDArray[np.int64], scale: NDArray[np.int64]
) -> Mask:
    # |100 part / whole - shown / 10^d| > 1 / (2 * 10^d), multiplied by 2 * whole * 10^d; scale is 100 * 10^d
    return _truth(2 * np.abs(part * scale - shown * whole) > whole)


def _comparable(part: Column, whole: Column, shares: PrintedShares) -> Mask:
    """Mark the rows whose share can be compared within 64 bits."""
    plain = shares.scale > 0
    most_part = _COMPARABLE // np.where(plain, shares.scale, 1)
    most_whole = _COMPARABLE // np.maximum(np.abs(shares.shown), 1)
    return _truth(plain & (part.values <= most_part) & (whole.values <= most_whole))


def _read(text: str, percents: Sequence[str | None]) -> tuple[int, int]:
    """A printed share as a whole number and its scale; `_NONE` where it is too long for 64 bits."""
    try:
        value, decimals = read_decimal(text)
    except InputError as error:
        raise InputError(f"row {percents.index(text)}: {error}") from None
    if decimals > _MOST_DECIMALS or abs(value) * 10**decimals > _COMPARABLE:
        return _NONE
    return int(value * 10**decimals), 10 ** (decimals + 2)


def _rest(counts: Counts, classes: Sequence[str], silent: Sequence[int]) -> Column:
    """Those who took part less the known classes, where one of these numbers of classes is silent."""
    took_part = counts.named(WHOLE)
    parts = [counts.named(name) for name in classes]
    unknown = sum((~one.known).astype(np.int64) for one in parts)
    there = took_part.known & np.isin(unknown, silent)
    return _column(took_part.values - _total(parts, counts.size), there)


def _sum(counts: Counts, names: Sequence[str]) -> Column:
    """The sum of some fields, known where all of them are."""
    parts = [counts.named(name) for name in names]
    there = np.logical_and.reduce([one.known for one in parts])
    return _column(_total(parts, counts.size), there)


def _total(parts: Sequence[Column], size: int) -> Integers:
    """Add what is known, in 64 bits where no sum can need more."""
    most = sum(int(one.values.max(initial=0)) for one in parts)
    total: Integers = np.zeros(size, np.int64) if most <= MOST else np.zeros(size, np.object_)
    for one in parts:
        total = total + np.where(one.known, one.values, 0)
    return total


def _exceeds(part: Column, whole: Column) -> Mask:
    return _truth(part.known & whole.known & (part.values > whole.values))


def _checked(name: str, given: Column) -> Column:
    """One field of many counts, copied, closed to writing, and without a number where none is known."""
    values, known = given.values, given.known
    if values.ndim != 1:
        raise InputError(f"{name}: an array of {values.ndim} dimensions; wanted one, with a number for each count")
    if values.dtype.kind not in "iu" or not np.can_cast(values.dtype, np.int64):
        raise InputError(f"{name}: an array of {values.dtype}; wanted whole numbers that fit int64")
    if known.dtype != np.bool_ or known.shape != values.shape:
        raise InputError(f"{name}: a mask of {known.dtype} {known.shape}; wanted bool {values.shape}")
    wrong = np.flatnonzero(known & (values < 0))
    if wrong.size:
        raise InputError(f"{name}: {values[wrong[0]]} in row {wrong[0]}; a count is never negative")
    return _column(values.astype(np.int64), known.copy())


def _column(values: Integers, known: Mask) -> Column:
    kept = np.where(known, values, NOT_KNOWN)
    kept.setflags(write=False)
    known.setflags(write=False)
    return Column(kept, known)


def _gathered(name: str, values: Sequence[int | None]) -> Column:
    for row, one in enumerate(values):
        if one is not None and not (type(one) is int and abs(one) <= MOST):
            raise InputError(f"{name}: {one!r} in row {row}; wanted a whole number that fits int64")
    numbers = np.array([NOT_KNOWN if one is None else one for one in values], np.int64)
    return Column(numbers, np.array([one is not None for one in values], np.bool_))


def _nothing(size: int) -> Column:
    return _column(np.zeros(size, np.int64), np.zeros(size, np.bool_))


def _truth(found: NDArray[np.generic]) -> Mask:
    """Comparisons of Python's own integers come as objects; a mask is made of bits."""
    return found.astype(np.bool_)
