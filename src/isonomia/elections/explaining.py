"""Why each list has its seats: the table that a commission would lay open, made when it is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from types import MappingProxyType

from isonomia.elections import divisors, quotas
from isonomia.elections.methods import Method
from isonomia.exact import decimal_text

DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One list under a quota: its votes, whole quotas, remainder as a part of the quota, and its remainder's place.

    Equal remainders have the same place. `fixed` says that the list stands at its least or most seats.
    """

    list: str
    votes: int
    whole: int
    remainder: Fraction
    order: int
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Quotient:
    """One quotient in the order of size: the list, its seat that this would be, and the divisor.

    `power` is 2 where quotient and divisor are given as squares (Huntington-Hill), and `value` is None where the
    divisor is nought: such a seat comes before all others. Equal values have the same `place`. `given` says that the
    seat is certain: the highest quotient without one is shown, too, and where several are equal they tie.
    """

    place: int
    list: str
    number: int
    value: Fraction | None
    given: bool
    power: int = 1

    @property
    def text(self) -> str:
        """The quotient in decimals, for reading; compared is the exact value."""
        if self.value is None:
            return "-"
        if self.power == 1:
            return decimal_text(self.value, DECIMALS)
        scale = int("1" + "0" * DECIMALS)
        return decimal_text(Fraction(isqrt(self.value.numerator * scale**2 // self.value.denominator), scale), DECIMALS)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The table behind an allocation: `quota` and `rows`, or `quotients`."""

    quota: Fraction | None = None
    rows: tuple[Row, ...] = ()
    quotients: tuple[Quotient, ...] = ()


def by_quota(
    votes: Mapping[str, int],
    house: int,
    method: Method,
    fixed: Mapping[str, int],
    factors: Mapping[str, Fraction] = MappingProxyType({}),
) -> Explanation:
    """Lay open how `house` seats were shared by quota; `fixed` lists stand at their least or most seats.

    `factors` are those by which the law multiplies the quotient of a list.

    >>> from isonomia.elections.methods import method_named
    >>> by_quota({"a": 5, "b": 3}, 2, method_named("largest-remainder/hare"), {}).rows[0]
    Row(list='a', votes=5, whole=1, remainder=Fraction(1, 4), order=2, fixed=False)
    """
    free = {one: count for one, count in votes.items() if count and one not in fixed}
    rows = [Row(one, votes[one], held, Fraction(), 0, True) for one, held in fixed.items()]
    rest = house - sum(fixed.values())
    if not free or rest <= 0:
        return Explanation(None, tuple(rows))
    top, bottom = quotas.quota_taken(list(free.values()), rest, method)
    quotients = {one: Fraction(count * bottom, top) * factors.get(one, 1) for one, count in free.items()}
    parts = {one: quotient - int(quotient) for one, quotient in quotients.items()}
    shown = [
        Row(one, free[one], int(quotients[one]), part, 1 + sum(other > part for other in parts.values()))
        for one, part in parts.items()
    ]
    shown.sort(key=lambda row: (-row.votes, row.list))
    return Explanation(Fraction(top, bottom), (*shown, *rows))


def by_quotients(votes: Mapping[str, int], held: Mapping[str, int], method: Method) -> Explanation:
    """Lay open the quotients by which these lists hold their certain seats."""
    return Explanation(quotients=tuple(_quotients(votes, held, method)))


def _quotients(votes: Mapping[str, int], held: Mapping[str, int], method: Method) -> list[Quotient]:
    """The quotient of every seat that is certain, and the highest of those that are not: equal ones all."""
    sequence = divisors.divisors_of(method)
    found = [
        (_value(sequence, count, k), one, k + 1) for one, count in votes.items() if count for k in range(held[one] + 1)
    ]
    best = max(_size(value) for value, one, number in found if number > held[one])
    shown = [one for one in found if one[2] <= held[one[1]] or _size(one[0]) == best]
    shown.sort(key=lambda one: (_size(one[0]), one[1]), reverse=True)
    sizes = sorted((_size(one[0]) for one in shown), reverse=True)
    places = {size: place for place, size in reversed(list(enumerate(sizes, 1)))}
    return [
        Quotient(places[_size(value)], one, number, value, number <= held[one], sequence.power)
        for value, one, number in shown
    ]


def _size(value: Fraction | None) -> tuple[bool, Fraction]:
    """What quotients are sorted by: one over nought is above all."""
    return (True, Fraction()) if value is None else (False, value)


def _value(sequence: divisors.Divisors, votes: int, k: int) -> Fraction | None:
    bottom = sequence.bottom(k)
    return Fraction(sequence.raised(votes) * sequence.top(k), bottom) if bottom else None
