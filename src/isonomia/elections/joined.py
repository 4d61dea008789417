"""Shares that are joined: alliances of lists, districts, and seats of districts beside or within those of lists."""

from collections.abc import Mapping
from dataclasses import dataclass

from isonomia.elections.methods import Method
from isonomia.elections.seats import MOST_SEATS, Allocation, Tie, allocate, share
from isonomia.errors import InputError

# District seats beyond the share of a list: kept, or the house grows until they are its share, or they are not given.
OVERHANG = ("keep", "level", "none")


@dataclass(frozen=True, slots=True)
class Mixed:
    """A house of list seats and district seats: the seats of each list in all, and how many there are.

    `uncovered` are district seats that the law does not give because no share covers them; `beyond` are those kept
    beyond the share.
    """

    seats: Mapping[str, int]
    house: int
    ties: tuple[Tie, ...]
    beyond: Mapping[str, int]
    uncovered: Mapping[str, int]


def allied(
    votes: Mapping[str, int], alliances: Mapping[str, str], seats: int, method: Method, within: Method | None = None
) -> tuple[dict[str, int], tuple[Tie, ...]]:
    """Share seats among alliances first, and within each among its lists: lists that name no alliance stand alone.

    A tie between alliances leaves its seats in nobody's number; what each is certain of is shared within it.

    >>> allied({"a": 40, "b": 35, "c": 25}, {"b": "left", "c": "left"}, 3, Method("divisor/dhondt"))
    ({'a': 1, 'b': 1, 'c': 1}, ())
    """
    of = {name: alliances.get(name) or name for name in votes}
    if clash := [name for name in votes if of[name] != name and of[name] in votes]:
        raise InputError(f'an alliance has the name of the list "{of[clash[0]]}"')
    together: dict[str, dict[str, int]] = {}
    for name, count in votes.items():
        together.setdefault(of[name], {})[name] = count
    outer = allocate({one: sum(lists.values()) for one, lists in together.items()}, seats, method)
    found, ties = dict.fromkeys(votes, 0), list(outer.ties)
    for one, held in outer.seats.items():
        if held:
            inner = allocate(together[one], held, within or method)
            found.update(inner.seats)
            ties.extend(inner.ties)
    return found, tuple(ties)


def by_district(
    votes: Mapping[str, Mapping[str, int]], seats: Mapping[str, int], method: Method
) -> dict[str, Allocation]:
    """Share the seats of each district by itself.

    Raises:
        InputError: a district without votes or without seats.
    """
    if set(votes) != set(seats):
        missing = sorted(set(votes) ^ set(seats))
        raise InputError(f'the district "{missing[0]}" has either votes or seats, not both')
    return {name: allocate(votes[name], seats[name], method) for name in votes}


def parallel(lists: Mapping[str, int], districts: Mapping[str, int]) -> dict[str, int]:
    """Seats of lists and of districts side by side: neither takes from the other."""
    return {one: lists.get(one, 0) + districts.get(one, 0) for one in dict.fromkeys((*lists, *districts))}


def compensating(
    votes: Mapping[str, int], house: int, method: Method, *, districts: Mapping[str, int], overhang: str
) -> Mixed:
    """Share the whole house by votes; district seats count towards the share of their list.

    District seats of those who take no part in the share (independents, lists under the bar) come off the house first.

    Args:
        votes: of the lists that take part.
        house: whole seats, those of districts among them.
        method: how the share is made.
        districts: seats won in districts, by list or by name; or the fixed seats, where others level them out.
        overhang: one of `OVERHANG`.

    >>> webster = Method("divisor/sainte-lague")
    >>> mixed = compensating({"a": 60, "b": 40}, 10, webster, districts={"b": 5}, overhang="level")
    >>> mixed.seats, mixed.house
    ({'a': 7, 'b': 5}, 12)
    """
    if overhang not in OVERHANG:
        raise InputError(f'no rule on overhang "{overhang}" (wanted one of {", ".join(OVERHANG)})')
    outside = sum(count for one, count in districts.items() if one not in votes)
    inside = {one: districts.get(one, 0) for one in votes}
    if outside >= house:
        raise InputError(f"{outside} seats of {house} are won by those without a list: none is left to share")
    found = allocate(votes, house - outside, method)
    if overhang == "level":
        found = _levelled(found, votes, inside)
    over = {one: won - found.seats[one] for one, won in inside.items() if won > found.seats[one]}
    if overhang == "none":
        return Mixed(found.seats, house - outside, found.ties, {}, over)
    seats = {one: max(held, inside[one]) for one, held in found.seats.items()}
    return Mixed(seats, sum(seats.values()) + sum(one.seats for one in found.ties) + outside, found.ties, over, {})


def _levelled(found: Allocation, votes: Mapping[str, int], won: Mapping[str, int]) -> Allocation:
    """The smallest house from there up in which the share of every list covers its district seats.

    Raises:
        InputError: a list has district seats and no votes, so that no house covers them.
    """
    if bare := [one for one, count in won.items() if count and not votes[one]]:
        raise InputError(f'"{bare[0]}" has district seats and no votes: no house covers them')
    house = found.house
    while any(found.seats[one] < count for one, count in won.items()):
        # No smaller house can do: under it the shares would fall short by so many seats.
        house += 1
        if house > MOST_SEATS:
            raise InputError(f"no house up to {MOST_SEATS} seats covers the district seats")
        found = share(votes, dict(votes), house, found.method, ({}, {}))
    return found
