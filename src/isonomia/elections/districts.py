"""Seats of districts with one deputy: who has most votes, and what the law says of ties and of the line against all."""

from collections.abc import Iterable
from dataclasses import dataclass

from isonomia.elections.breaking import Broken, broken
from isonomia.elections.entrants import Entrant, lists_of
from isonomia.elections.rules import Body, tie_rules
from isonomia.elections.seats import Tie
from isonomia.errors import InputError, RulebookError

WAYS = ("plurality", "majority")


@dataclass(frozen=True, slots=True)
class Seat:
    """The seat of one district: who won it, or why nobody did yet.

    `second_round` names those who go on where nobody has more than half. `tie` stands where no rule breaks it.
    """

    winner: str | None
    votes: int
    tie: Tie | None = None
    broken: Broken | None = None
    second_round: tuple[str, ...] = ()


def single(entrants: Iterable[Entrant], body: Body) -> Seat:
    """Say who won the seat of one district.

    Law:
        elections.single_method              plurality, or a majority with a second round
        elections.single_method_rural_head   the same for heads of villages and rural districts
        elections.against_all                whether ballots bear a line against all
        elections.against_all_rural_head     the same on the ballots for heads of villages
    Raises:
        RulebookError: the way is unknown on that day; or the line against all has most votes, and no source says what
            then.
        InputError: nobody has a vote.
    """
    lines = tuple(entrants)
    candidates = lists_of(lines)
    way = body.word("single_method", WAYS)
    against, most = _against(lines, body), max(one.votes for one in candidates.values())
    if not most:
        raise InputError("no votes at all: the seat cannot be given")
    if against >= most:
        said = f"{against} votes are against all, {most} for the first"
        raise RulebookError(f"{body.key('against_all')}: {said}: what then is unknown")
    if way == "majority" and 2 * most <= against + sum(one.votes for one in candidates.values()):
        return Seat(None, most, second_round=_two(candidates.values()))
    first = tuple(sorted(name for name, one in candidates.items() if one.votes == most))
    if len(first) == 1:
        return Seat(first[0], most)
    tie = Tie(first, 1, "district")
    settled = broken(tie, tie_rules(body), candidates)
    return Seat(settled.given[0] if settled else None, most, None if settled else tie, settled)


def _against(lines: Iterable[Entrant], body: Body) -> int:
    votes = sum(one.votes for one in lines if one.kind == "against_all")
    if votes and body.law.word(body.key("against_all")) != "on_ballot":
        raise InputError("there are votes against all, and by this law no ballot bears that line")
    return votes


def districts(body: Body) -> dict[str, int]:
    """How many districts with one deputy each territory has, by its id.

    Law:
        elections.districts   the territories with the number of their districts
    Raises:
        RulebookError: unknown on that day, a territory that there was not, or another number than the law's seats.
    """
    key, law = body.key("districts"), body.law
    found = {law.territory(line.word).id: _number(key, line.words) for line in law.entries(key)}
    seats = law.number(body.key("single_seats"))
    if sum(found.values()) != seats:
        raise RulebookError(f"{key}: {sum(found.values())} districts, and {seats} seats of districts")
    return found


def _number(key: str, words: tuple[str, ...]) -> int:
    if len(words) != 1 or not words[0].isdigit():
        raise RulebookError(f"{key}: wanted one number of districts, not {', '.join(words)}")
    return int(words[0])


def _two(candidates: Iterable[Entrant]) -> tuple[str, ...]:
    """The two with most votes; more where the second place is shared."""
    ordered = sorted(candidates, key=lambda one: (-one.votes, one.name))
    return tuple(one.name for one in ordered if one.votes >= ordered[min(1, len(ordered) - 1)].votes)
