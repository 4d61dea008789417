"""Seats by quota: each whole quota is a seat, and remainders take what is left. Whole numbers only."""

from collections.abc import Sequence

from isonomia.elections import divisors
from isonomia.elections.divisors import Shared
from isonomia.elections.methods import Method
from isonomia.errors import InputError

# The method by which remaining seats go to the highest average.
AVERAGES = Method("divisor/dhondt")


def quota_of(total: int, seats: int, kind: str) -> tuple[int, int]:
    """The quota as numerator and denominator.

    >>> quota_of(100, 4, "hare"), quota_of(100, 4, "droop"), quota_of(100, 4, "imperiali")
    ((100, 4), (21, 1), (100, 6))
    """
    match kind:
        case "hare":
            return total, seats
        case "droop":
            return total // (seats + 1) + 1, 1
        case "hagenbach-bischoff":
            return total, seats + 1
        case _:
            return total, seats + 2


def quota_taken(votes: Sequence[int], seats: int, method: Method) -> tuple[int, int]:
    """The quota by which seats are shared: a larger one than its name says where the law takes that."""
    top, bottom = quota_of(sum(votes), seats, method.kind)
    if method.surplus == "larger_quota":
        while sum(one * bottom // top for one in votes) > seats and bottom > seats:
            bottom -= 1
    return top, bottom


def share(votes: Sequence[int], seats: int, method: Method) -> Shared:
    """Share seats among lists that all have votes; one list alone has all seats.

    Raises:
        InputError: whole quotas give more seats than there are, or remainders cannot take all that is left, and the
            law does not say what then.
    """
    if len(votes) == 1 and method.remainder != "none":
        return Shared([seats])
    top, bottom = quota_taken(votes, seats, method)
    whole = [one * bottom // top for one in votes]
    left = seats - sum(whole)
    if not left:
        return Shared(whole)
    rest = [one * bottom % top for one in votes]
    if left < 0:
        return _surplus(whole, rest, -left, method)
    if method.remainder == "largest":
        return _largest(whole, rest, left)
    return _remaining(votes, whole, rest, left, method)


def _remaining(votes: Sequence[int], whole: list[int], rest: list[int], left: int, method: Method) -> Shared:
    match method.remainder:
        case "highest_average":
            return _by_average(votes, whole, left)
        case "none":
            return Shared(whole, left=left)
        case "first_list":
            most = max(votes)
            first = tuple(at for at, one in enumerate(votes) if one == most)
            if len(first) > 1:
                return Shared(whole, first, left, "first_list")
            whole[first[0]] += left
            return Shared(whole)
        case _:
            return _largest(whole, [one if held else -1 for one, held in zip(rest, whole, strict=True)], left)


def _largest(whole: list[int], rest: list[int], left: int) -> Shared:
    """One seat more to each of the largest remainders; -1 stands for a list that may take none."""
    ordered = sorted(rest, reverse=True)
    if left > len(ordered) or ordered[left - 1] < 0:
        may = len(ordered) - ordered.count(-1)
        raise InputError(
            f"{left} seats are left after whole quotas and only {may} lists may take one each by remainder: "
            "the law must say who gets the others"
        )
    cut = ordered[left - 1]
    if left < len(ordered) and ordered[left] == cut:
        tied = tuple(at for at, one in enumerate(rest) if one == cut)
        seats = [held + (one > cut) for held, one in zip(whole, rest, strict=True)]
        return Shared(seats, tied, left - sum(one > cut for one in rest), "remainder")
    return Shared([held + 1 if one >= cut else held for held, one in zip(whole, rest)])  # noqa: B905 (as above)


def _by_average(votes: Sequence[int], whole: list[int], left: int) -> Shared:
    bounds = [(held, held + left) for held in whole]
    return divisors.share(votes, sum(whole) + left, AVERAGES, bounds)


def _surplus(whole: list[int], rest: list[int], over: int, method: Method) -> Shared:
    """Whole quotas gave more seats than there are.

    Under Hagenbach-Bischoff that is a tie: every list holds its last seat at the very quota.
    """
    if not any(rest):
        tied = tuple(at for at, held in enumerate(whole) if held)
        if len(tied) > over:
            return Shared([held - 1 if held else 0 for held in whole], tied, len(tied) - over, "quota")
    if method.surplus != "smallest_remainder":
        raise InputError(
            f"the quota {method.kind} gives {sum(whole)} seats where there are {sum(whole) - over}: "
            "the law must say what then (smallest_remainder or larger_quota)"
        )
    return _taken_back(whole, rest, over)


def _taken_back(whole: list[int], rest: list[int], over: int) -> Shared:
    """Those with the smallest remainders give a seat back."""
    holding = [at for at, held in enumerate(whole) if held]
    ordered = sorted(rest[at] for at in holding)
    if over > len(ordered):
        raise InputError(f"whole quotas give {over} seats too many, more than there are lists to give one back")
    cut = ordered[over - 1]
    below = [at for at in holding if rest[at] < cut]
    at_cut = [at for at in holding if rest[at] == cut]
    tie = len(below) + len(at_cut) > over
    seats = list(whole)
    for at in (*below, *at_cut):
        seats[at] -= 1
    return Shared(seats, tuple(at_cut), len(below) + len(at_cut) - over, "surplus") if tie else Shared(seats)
