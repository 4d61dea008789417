"""Seats by divisors: each seat goes to the highest quotient. Near the answer by one division, then exactly.

Quotients are compared as whole numbers: shifted so far that two that differ at all still differ when cut off, so that
equal ones are equal and nothing is ever rounded.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import heapify, heappop, heapreplace
from typing import TypeAlias

import msgspec

from isonomia.elections.methods import Method
from isonomia.errors import InputError

Bounds: TypeAlias = Sequence[tuple[int, int]]


class Shared(msgspec.Struct):
    """Seats that are certain, list by list; the places of those that tie, how many seats lie between them, and where.

    `left` are seats that a rule on remainders gives to nobody.
    """

    seats: list[int]
    tied: tuple[int, ...] = ()
    between: int = 0
    step: str = ""
    left: int = 0


@dataclass(frozen=True, slots=True)
class Divisors:
    """A sequence of divisors: of a list that holds `k` seats the quotient is votes times `top(k)` by `bottom(k)`.

    With `power` 2 that is the square of the quotient, of votes squared. `twice_shift` is twice the number that `k` must
    be raised by to come near the divisor; `exact` says that it then is the divisor. A bottom of nought is a first seat
    that comes before all others.
    """

    top: Callable[[int], int]
    bottom: Callable[[int], int]
    twice_shift: int
    exact: bool = False
    power: int = 1

    def raised(self, votes: int) -> int:
        """Votes, or their square where quotients are held against one another as squares."""
        return votes if self.power == 1 else votes * votes


@lru_cache(maxsize=64)
def divisors_of(method: Method) -> Divisors:
    """The sequence of divisors of a method."""
    match method.kind:
        case "dhondt":
            return Divisors(lambda k: 1, lambda k: k + 1, 2, True)
        case "sainte-lague":
            return Divisors(lambda k: 1, lambda k: 2 * k + 1, 1, True)
        case "modified-sainte-lague":
            first, over = method.first.numerator, method.first.denominator
            return Divisors(lambda k: 1 if k else over, lambda k: 2 * k + 1 if k else first, 1)
        case "adams":
            return Divisors(lambda k: 1, lambda k: k, 0, True)
        case "dean":
            return Divisors(lambda k: 2 * k + 1, lambda k: 2 * k * (k + 1), 1)
        case _:
            return Divisors(lambda k: 1, lambda k: k * (k + 1), 1, power=2)


def share(votes: Sequence[int], seats: int, method: Method, bounds: Bounds | None = None) -> Shared:
    """Share seats among lists, each within its bounds (least and most seats), where bounds are given.

    Raises:
        InputError: the bounds cannot all be kept.
    """
    sequence = divisors_of(method)
    limits = _limits(votes, seats, method, bounds)
    counts = _near(votes, seats, sequence, limits)
    largest = max(sequence.bottom(seats + 1), method.first.numerator)
    key = _key(sequence, 2 * largest.bit_length() + 1)
    _correct(votes, counts, seats, key, limits)
    return _ties(votes, counts, key, limits)


def _limits(votes: Sequence[int], seats: int, method: Method, bounds: Bounds | None) -> Bounds:
    least = 1 if method.gives_each_one else 0
    if bounds is None:
        limits = [(least if one else 0, seats if one else 0) for one in votes]
    else:
        limits = [(max(low, min(least, high)), high) for low, high in bounds]
    if sum(low for low, _ in limits) > seats:
        raise InputError(f"{seats} seats are fewer than the {sum(low for low, _ in limits)} that lists must get")
    if sum(high for _, high in limits) < seats:
        raise InputError(f"{seats} seats are more than the {sum(high for _, high in limits)} that lists may take")
    return limits


def _near(votes: Sequence[int], seats: int, sequence: Divisors, limits: Bounds) -> list[int]:
    """The seats with a quotient above one common line, within the bounds: at most few away from the house."""
    total, shift = sum(votes), sequence.twice_shift
    twice = 2 * seats + len(votes) * (shift - 1)
    counts = []
    for one, (low, high) in zip(votes, limits, strict=True):
        count = max(0, -((shift * total - one * twice) // (2 * total))) if total else 0
        if not sequence.exact:
            count = _fitted(one, count, sequence, (2 * total, twice))
        counts.append(min(max(count, low), high))
    return counts


def _fitted(votes: int, count: int, sequence: Divisors, line: tuple[int, int]) -> int:
    """Move an estimate until the last seat is above the line and the next is not."""

    def above(k: int) -> bool:
        return sequence.raised(votes * line[1]) * sequence.top(k) > sequence.raised(line[0]) * sequence.bottom(k)

    while above(count):
        count += 1
    while count and not above(count - 1):
        count -= 1
    return count


Key: TypeAlias = Callable[[int, int], int]


def _key(sequence: Divisors, bits: int) -> Key:
    top, bottom, raised = sequence.top, sequence.bottom, sequence.raised

    def key(votes: int, k: int) -> int:
        return ((raised(votes) * top(k)) << bits) // bottom(k)

    return key


def _correct(votes: Sequence[int], counts: list[int], seats: int, key: Key, limits: Bounds) -> None:
    """Give what is missing to the highest quotients, or take what is too much from the lowest."""
    missing = seats - sum(counts)
    if not missing:
        return
    step = 1 if missing > 0 else -1
    end = 1 if step > 0 else 0

    def entry(at: int) -> tuple[int, int]:
        return (-key(votes[at], counts[at]), at) if step > 0 else (key(votes[at], counts[at] - 1), at)

    heap = [entry(at) for at in range(len(votes)) if counts[at] != limits[at][end]]
    heapify(heap)
    for _ in range(abs(missing)):
        at = heap[0][1]
        counts[at] += step
        if counts[at] == limits[at][end]:
            heappop(heap)
        else:
            heapreplace(heap, entry(at))


def _ties(votes: Sequence[int], counts: list[int], key: Key, limits: Bounds) -> Shared:
    """Take back the last seats that another list has as good a claim to."""
    held = [(key(votes[at], counts[at] - 1), at) for at in range(len(votes)) if counts[at] > limits[at][0]]
    wanting = [(key(votes[at], counts[at]), at) for at in range(len(votes)) if counts[at] < limits[at][1]]
    if not held or not wanting:
        return Shared(counts)
    cut = min(held)[0]
    if max(wanting)[0] != cut:
        return Shared(counts)
    holding = [at for one, at in held if one == cut]
    for at in holding:
        counts[at] -= 1
    return Shared(counts, tuple(sorted(holding + [at for one, at in wanting if one == cut])), len(holding), "quotient")
