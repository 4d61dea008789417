"""What votes and law give of a contest, and None where nobody can say: no votes, or a law that is silent."""

from collections.abc import Mapping

from isonomia.elections.election import Election
from isonomia.elections.standing import LISTS
from isonomia.elections.tally import Outcome, seats_of
from isonomia.errors import InputError, RulebookError


def outcome(one: Election, contest: str) -> Outcome | None:
    """The outcome of a contest."""
    try:
        return one.tally.outcome(contest)
    except (RulebookError, InputError):
        return None


def seats(one: Election, contest: str) -> Mapping[str, int] | None:
    """Who has how many seats of a contest, without those that have none."""
    found = outcome(one, contest)
    return None if found is None else seats_of(found)


def unpublished(one: Election) -> dict[str, Mapping[str, int]]:
    """The contests of which seats can be told and were not published so, with these seats."""
    found = {contest: won for contest in one.standing.contests() if (won := seats(one, contest))}
    return {contest: won for contest, won in found.items() if won != _published(one, contest)}


def _published(one: Election, contest: str) -> Mapping[str, int]:
    act = one.tally.published.get(contest)
    return {line.option: line.seats for line in act.body.seats if line.seats} if act else {}  # type: ignore[attr-defined]


def holders(one: Election) -> list[tuple[str, str, str]]:
    """Who holds a seat: the contest, what it is called after (its list or itself), the id."""
    found = [(LISTS, name, id) for name in one.taken for id in one.holders(name)]
    districts = (contest for contest in one.standing.contests() if contest != LISTS)
    won = ((contest, contest, id) for contest in districts for id in seats(one, contest) or {})
    return found + [each for each in won if each[2] not in one.vacated]
