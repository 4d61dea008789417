"""Seats shared among lists by any method of the law: exact, with every tie returned and none broken by chance.

What a whole law adds (who is admitted, alliances, districts, how ties are broken) stands in the rooms above.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from isonomia.elections import divisors, quotas
from isonomia.elections.divisors import Shared
from isonomia.elections.explaining import Explanation, by_quota, by_quotients
from isonomia.elections.methods import Method, method_named
from isonomia.errors import InputError
from isonomia.exact import Bar

MOST_SEATS = 1_000_000
Limits: TypeAlias = Mapping[str, int]
_NONE: Limits = MappingProxyType({})
_WHOLE = {int}


class Tie(msgspec.Struct, frozen=True):
    """Lists with exactly the same claim, and how many seats lie between them: at most one each, unless all to one.

    `step` says where: at a `remainder`, a `quotient`, a whole `quota`, a `surplus` that one of them must give back, or
    between several first lists (`first_list`: all the seats go to one of them).
    """

    lists: tuple[str, ...]
    seats: int
    step: str


# A struct, not a dataclass: a million of them are made in what-if runs, and this one is made five times as fast.
class Allocation(msgspec.Struct, frozen=True):
    """Who gets how many seats. Seats in a tie are in nobody's number; `left` are those that the law gives to nobody.

    `votes` are those of the lists admitted, by which `house` seats were shared; made by `allocate`. `factors` are those
    by which the law multiplies the quotient of a list.
    """

    seats: dict[str, int]
    ties: tuple[Tie, ...]
    house: int
    method: Method
    votes: dict[str, int]
    left: int = 0
    least: Limits = _NONE
    most: Limits = _NONE
    factors: Mapping[str, Fraction] = MappingProxyType({})

    def explanation(self) -> Explanation:
        """The table behind every seat: quota, whole part, remainder and order; or the quotients in their order."""
        if self.method.by_quota:
            return by_quota(self.votes, self.house, self.method, self.fixed(), self.factors)
        return by_quotients(self.votes, self.seats, self.method)

    def fixed(self) -> dict[str, int]:
        """Lists of a quota method that stand at their least or most seats and take no part in the sharing."""
        if not (self.least or self.most):
            return {}
        return _fixed(self.votes, self.house, self.method, (self.least, self.most))


def allocate(
    votes: Mapping[str, int],
    seats: int,
    method: str | Method,
    *,
    threshold: Bar | None = None,
    threshold_base: int | None = None,
    minimum: int = 0,
) -> Allocation:
    """Share out the seats among the lists that clear the threshold.

    Args:
        votes: whole votes by list, at least one list; the order says nothing.
        seats: whole seats to fill, at least 1.
        method: one of `methods.NAMES`, or a `Method` with what a law adds to it.
        threshold: the bar that a list must clear; none where it is left out.
        threshold_base: of how many votes; without it, of those of all lists together.
        minimum: seats that every list admitted gets at least.
    Returns:
        Seats of every list, those not admitted with 0, and the ties. Together they are the house, but for `left`.
    Raises:
        InputError: votes that are negative or no whole numbers, or none at all; fewer than one seat, or fewer than must
            go to each list; no such method; no list over the bar; a quota that gives more seats than there are.

    >>> found = allocate({"a": 340, "b": 280, "c": 20}, 7, "divisor/dhondt")
    >>> found.seats, found.ties
    ({'a': 4, 'b': 3, 'c': 0}, ())
    >>> allocate({"a": 50, "b": 50}, 3, "largest-remainder/hare").ties
    (Tie(lists=('a', 'b'), seats=1, step='remainder'),)
    """
    way = method if isinstance(method, Method) else method_named(method)
    _check(votes, seats, minimum)
    if threshold is not None:
        admitted = over(votes, threshold, threshold_base)
    elif threshold_base is None:
        admitted = dict(votes)
    else:
        raise InputError("a base of the threshold is given, and no threshold")
    least = dict.fromkeys(admitted, minimum) if minimum else _NONE
    return share(votes, admitted, seats, way, (least, _NONE))


def share(
    votes: Mapping[str, int], admitted: dict[str, int], seats: int, method: Method, limits: tuple[Limits, Limits]
) -> Allocation:
    """Share seats among the lists admitted, each within its least and most seats where it has such.

    Raises:
        InputError: as `allocate`; or the limits cannot all be kept.
    """
    least, most = limits
    if least or most:
        names, found = _within(admitted, seats, method, limits)
    else:
        counts = [one for one in admitted.values() if one]
        names = list(admitted) if len(counts) == len(admitted) else [one for one in admitted if admitted[one]]
        sharing = quotas.share if method.by_quota else divisors.share
        found = sharing(counts, seats, method)
    given = dict(zip(names, found.seats))  # noqa: B905 (as long as one another: both are made of `names`)
    if least or most or len(given) < len(votes):
        given = {one: given.get(one, 0) for one in votes}
    ties: tuple[Tie, ...] = ()
    if found.tied:
        ties = (Tie(tuple(sorted(names[at] for at in found.tied)), found.between, found.step),)
    return Allocation(given, ties, seats, method, admitted, found.left, least, most)


def _check(votes: Mapping[str, int], seats: int, minimum: int) -> None:
    counts = votes.values()
    if not counts:
        raise InputError("no lists: nothing can be shared")
    if set(map(type, counts)) != _WHOLE or min(counts) < 0:
        name, count = next((one, held) for one, held in votes.items() if type(held) is not int or held < 0)
        raise InputError(f'votes of "{name}": wanted a whole number from 0 up, not {count!r}')
    if not any(counts):
        raise InputError("no votes at all: nothing can be shared")
    if type(seats) is not int or not 1 <= seats <= MOST_SEATS:
        raise InputError(f"seats: wanted a whole number from 1 to {MOST_SEATS}, not {seats!r}")
    if type(minimum) is not int or minimum < 0:
        raise InputError(f"minimum: wanted a whole number from 0 up, not {minimum!r}")


def over(votes: Mapping[str, int], bar: Bar, base: int | None) -> dict[str, int]:
    """The lists that clear the bar, of a base, or of the votes of all lists together.

    Raises:
        InputError: the base cannot be true, or no list clears the bar.
    """
    whole = sum(votes.values()) if base is None else base
    if type(whole) is not int or whole < max(votes.values()):
        raise InputError(f"the base of the threshold, {whole!r}, is no whole number that holds the votes of each list")
    # The least whole number that clears the bar: one comparison for each list.
    need = bar.required(whole)
    admitted = {name: count for name, count in votes.items() if count >= need}
    if not any(admitted.values()):
        raise InputError(f"no list clears the bar of {bar.operator} {bar.share} of {whole}: the law must say what then")
    return admitted


def _within(
    admitted: Mapping[str, int], seats: int, method: Method, limits: tuple[Limits, Limits]
) -> tuple[list[str], Shared]:
    """Share within limits: divisors keep them by themselves; of quotas, lists at a limit stand aside."""
    least, most = limits
    names = [one for one, count in admitted.items() if count or least.get(one)]
    bounds = [(least.get(one, 0), min(most.get(one, seats), seats)) for one in names]
    _possible(names, bounds, seats)
    if not method.by_quota:
        return names, divisors.share([admitted[one] for one in names], seats, method, bounds)
    fixed = _fixed(admitted, seats, method, limits)
    names = [one for one in names if one not in fixed]
    rest = seats - sum(fixed.values())
    found = quotas.share([admitted[one] for one in names], rest, method) if names and rest else Shared([0] * len(names))
    found.seats.extend(fixed.values())
    return [*names, *fixed], found


def _possible(names: Sequence[str], bounds: Sequence[tuple[int, int]], seats: int) -> None:
    for name, (low, high) in zip(names, bounds, strict=True):
        if low > high:
            raise InputError(f'"{name}" must get {low} seats and may take {high}')
    if sum(low for low, _ in bounds) > seats:
        raise InputError(f"{seats} seats are fewer than the {sum(low for low, _ in bounds)} that lists must get")
    if sum(high for _, high in bounds) < seats:
        raise InputError(f"{seats} seats are more than the {sum(high for _, high in bounds)} that lists may take")


def _fixed(admitted: Mapping[str, int], seats: int, method: Method, limits: tuple[Limits, Limits]) -> dict[str, int]:
    """Lists that a quota would leave below their least seats or above their most: they get these, and the rest is
    shared anew among the others, as often as that is needed.
    """
    least = limits[0]
    open_ = [one for one, count in admitted.items() if count]
    fixed = {one: least[one] for one, count in admitted.items() if not count and least.get(one)}
    while open_:
        rest = seats - sum(fixed.values())
        if rest <= 0:
            return fixed | {one: least.get(one, 0) for one in open_}
        found = quotas.share([admitted[one] for one in open_], rest, method)
        outside = _outside(open_, found.seats, limits, seats)
        if not outside:
            return fixed
        fixed |= outside
        open_ = [one for one in open_ if one not in fixed]
    return fixed


def _outside(names: Sequence[str], seats: Sequence[int], limits: tuple[Limits, Limits], house: int) -> dict[str, int]:
    """Those below their least seats; where there are none, those above their most."""
    least, most = limits
    below = {one: least[one] for one, held in zip(names, seats, strict=True) if held < least.get(one, 0)}
    above = {one: most[one] for one, held in zip(names, seats, strict=True) if held > most.get(one, house)}
    return below or above
