"""Seats in the plainest way, one seat after the other with fractions: what the engine is held against."""

from collections.abc import Mapping
from fractions import Fraction

from isonomia.elections.methods import Method

Outcome = tuple[dict[str, int], tuple[tuple[str, ...], int] | None]
QUOTAS = {
    "hare": lambda total, seats: Fraction(total, seats),
    "droop": lambda total, seats: Fraction(total // (seats + 1) + 1),
    "hagenbach-bischoff": lambda total, seats: Fraction(total, seats + 1),
    "imperiali": lambda total, seats: Fraction(total, seats + 2),
}


def plain(votes: Mapping[str, int], seats: int, method: Method, least: int = 0) -> Outcome:
    """Certain seats, and the lists that tie with the seats between them; ValueError where the method has no answer."""
    return _by_quota(votes, seats, method.kind) if method.by_quota else _by_divisor(votes, seats, method, least)


def _by_quota(votes: Mapping[str, int], seats: int, kind: str) -> Outcome:
    alone = [one for one, count in votes.items() if count]
    if len(alone) == 1:
        return {one: seats if one in alone else 0 for one in votes}, None
    quota = QUOTAS[kind](sum(votes.values()), seats)
    held = {one: int(count / quota) for one, count in votes.items()}
    rest = {one: count / quota - held[one] for one, count in votes.items() if count}
    left = seats - sum(held.values())
    if left < 0 and kind == "hagenbach-bischoff":
        tied = tuple(sorted(one for one in votes if held[one]))
        return {one: count - 1 if count else 0 for one, count in held.items()}, (tied, len(tied) + left)
    if left < 0 or left > len(rest):
        raise ValueError
    return _ranked(held, rest, left)


def _ranked(held: dict[str, int], claims: dict[str, Fraction], left: int) -> Outcome:
    while left:
        best = max(claims.values())
        first = [one for one, claim in claims.items() if claim == best]
        if len(first) > left:
            return held, (tuple(sorted(first)), left)
        for one in first:
            held[one] += 1
            del claims[one]
        left -= len(first)
    return held, None


def _claim(votes: int, k: int, method: Method) -> Fraction | None:
    """The quotient squared (so that a root is never taken); None is above all."""
    divisor = {
        "dhondt": Fraction(k + 1) ** 2,
        "sainte-lague": Fraction(2 * k + 1) ** 2,
        "modified-sainte-lague": Fraction(2 * k + 1 if k else method.first) ** 2,
        "adams": Fraction(k) ** 2,
        "dean": (Fraction(2 * k * (k + 1), 2 * k + 1)) ** 2,
        "huntington-hill": Fraction(k * (k + 1)),
    }[method.kind]
    return votes**2 / divisor if divisor else None


def _by_divisor(votes: Mapping[str, int], seats: int, method: Method, least: int) -> Outcome:
    held = dict.fromkeys(votes, 0)
    forced = [one for one, count in votes.items() if count and _claim(count, 0, method) is None]
    for one in forced:
        held[one] = 1
    held = {one: max(count, least) for one, count in held.items()}
    left = seats - sum(held.values())
    if left < 0:
        raise ValueError
    claims = {one: _claim(count, held[one], method) for one, count in votes.items() if count}
    while left:
        best = max(claim for claim in claims.values() if claim is not None)
        first = [one for one, claim in claims.items() if claim == best]
        if len(first) > left:
            return held, (tuple(sorted(first)), left)
        for one in first:
            held[one] += 1
            claims[one] = _claim(votes[one], held[one], method)
        left -= len(first)
    return held, None
