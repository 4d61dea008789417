"""Ties are broken by a rule of the law or a recorded lot, and by nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from isonomia.elections.entrants import Entrant
from isonomia.elections.seats import Tie

Place: TypeAlias = Callable[[Entrant], int | str | None]
# What each rule of the law reads off a list: the lower comes first. None of a new vote: nobody is given a seat by it.
RULES: Mapping[str, Place] = {
    "earlier_registration": lambda one: one.registered,
    "lot": lambda one: one.lot,
    "older": lambda one: one.born,
    "more_votes": lambda one: -one.votes,
    "new_vote": lambda one: None,
}


@dataclass(frozen=True, slots=True)
class Broken:
    """A tie that a rule broke: which rule, and who was given the seats."""

    tie: Tie
    rule: str
    given: tuple[str, ...]


def broken(tie: Tie, rules: tuple[str, ...], entrants: Mapping[str, Entrant]) -> Broken | None:
    """Break a tie by the first rule of the law that tells these lists apart; None where none does.

    A rule tells them apart only where every list has its place in it: an order that is partly known is none.

    >>> lists = {name: Entrant(name=name, votes=5, registered=at) for at, name in ((2, "a"), (1, "b"))}
    >>> broken(Tie(("a", "b"), 1, "remainder"), ("earlier_registration",), lists).given
    ('b',)
    """
    if tie.step == "runner_up":
        return None
    for rule in rules:
        places = {one: RULES[rule](entrants[one]) for one in tie.lists}
        if None in places.values():
            continue
        ordered = sorted(tie.lists, key=lambda one: places[one])  # type: ignore[arg-type, return-value]
        count = 1 if tie.step == "first_list" else tie.seats
        if places[ordered[count - 1]] != places[ordered[count]]:
            return Broken(tie, rule, tuple(ordered[:count]))
    return None


def given_by(one: Broken) -> dict[str, int]:
    """The seats that each list has of a tie that was broken."""
    return dict.fromkeys(one.given, one.tie.seats if one.tie.step == "first_list" else 1)
