"""Who stands in a share-out of seats, and what the law may ask of a list beside its votes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from isonomia.errors import InputError

KINDS = ("list", "minority", "against_all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrant:
    """One line of the count: a list, the list of a national minority, or the line against all.

    `direct` are seats won in districts, `members` the parties of a coalition. `registered` is the place in the order of
    registration and `lot` the place that a recorded lot drew, both from 1; `born` is a day of birth as 1960-01-31.
    `alliance` names the lists that stand together when seats are shared; `most` is how many candidates there are.
    """

    name: str
    votes: int
    kind: str = "list"
    direct: int = 0
    members: int = 1
    registered: int | None = None
    lot: int | None = None
    born: str | None = None
    alliance: str = ""
    most: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise InputError(f'"{self.name}": no kind "{self.kind}" (wanted one of {", ".join(KINDS)})')
        if type(self.votes) is not int or self.votes < 0:
            raise InputError(f'votes of "{self.name}": wanted a whole number from 0 up, not {self.votes!r}')
        for place in (self.registered, self.lot):
            if place is not None and place < 1:
                raise InputError(f'"{self.name}": places in an order count from 1, not from {place}')
        if self.born is not None:
            _is_day(self.born, self.name)
        if self.direct < 0 or self.members < 1:
            raise InputError(
                f'"{self.name}": direct seats from 0 up and at least one party, not {self.direct} and so on'
            )


def _is_day(text: str, name: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise InputError(f'"{name}": wanted a day of birth as 1960-01-31, not "{text}"') from None


def lists_of(entrants: Iterable[Entrant]) -> dict[str, Entrant]:
    """The lists by name, without the line against all.

    Raises:
        InputError: a name stands twice, or there is no list.
    """
    found: dict[str, Entrant] = {}
    for one in entrants:
        if one.name in found:
            raise InputError(f'the list "{one.name}" stands twice')
        found[one.name] = one
    lists = {name: one for name, one in found.items() if one.kind != "against_all"}
    if not lists:
        raise InputError("no lists: nothing can be shared")
    return lists
