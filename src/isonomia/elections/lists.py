"""Lists and the seats that they won: who takes them, quotas of groups on list and seats, and seats that fall vacant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from isonomia.elections.rules import Body
from isonomia.errors import Finding, InputError
from isonomia.exact import Share
from isonomia.rulebook.law import Unknown

ORDERS = ("closed", "party_choice", "open")
EXHAUSTED = ("vacant", "pass_on")
ROUNDINGS = ("up", "down", "nearest")
WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One place of a list: an id without a name, the groups that the person belongs to, and votes of preference."""

    id: str
    groups: tuple[str, ...] = ()
    preferences: int = 0


@dataclass(frozen=True, slots=True)
class QuotaCheck:
    """A quota of groups held against the people of a list, or those who take its seats.

    Who belongs to several groups counts once. `readings` are the numbers that the law may mean: two where no source
    says how the share is rounded. `met` is None where the answer turns on that.
    """

    members: int
    people: int
    readings: tuple[int, ...]
    met: bool | None
    counts: Mapping[str, int]
    citation: str
    missing: str = ""

    @property
    def required(self) -> int | None:
        """How many members are needed; None where no source says how the share is rounded."""
        return self.readings[0] if len(self.readings) == 1 else None

    @property
    def share(self) -> Share:
        """The members of these groups as a share of the people."""
        return Share(self.members, self.people, "people")


def list_quota(candidates: Sequence[Candidate], body: Body) -> QuotaCheck:
    """Hold the quota of a list against the people on it.

    Law:
        elections.party_list_quota       per cent of the people on a list, together
        elections.party_list_quota_for   the groups that it is for
        elections.quota_rounding         how the per cent of people become whole people
    """
    return _quota(candidates, body, "party_list_quota")


def seat_quota(taking: Sequence[Candidate], body: Body) -> QuotaCheck:
    """Hold the quota of seats against those who take the seats of one list.

    Law:
        elections.mandate_quota   per cent of those who take the seats of a list, together
    """
    return _quota(taking, body, "mandate_quota")


def _quota(people: Sequence[Candidate], body: Body, rule: str) -> QuotaCheck:
    if not people:
        raise InputError("a quota of nobody: the list is empty")
    _once(people)
    law = body.law
    percent, groups = law.number(body.key(rule)), law.words(body.key("party_list_quota_for"))
    members = sum(any(one in groups for one in person.groups) for person in people)
    counts = {group: sum(group in person.groups for person in people) for group in groups}
    low, rest = divmod(percent * len(people), WHOLE)
    rounding = law.find(body.key("quota_rounding")) if rest else None
    citation = law.rule(body.key(rule)).citation
    if isinstance(rounding, Unknown):
        # Either way of rounding says the same, or the sources do not settle it.
        met = True if members > low else False if members < low else None
        missing = "" if met is not None else rounding.missing
        return QuotaCheck(members, len(people), (low, low + 1), met, counts, citation, missing)
    up = rest and _rounds_up(body, rest)
    required = low + 1 if up else low
    return QuotaCheck(members, len(people), (required,), members >= required, counts, citation)


def _rounds_up(body: Body, rest: int) -> bool:
    rounding = body.word("quota_rounding", ROUNDINGS)
    return rounding == "up" or (rounding == "nearest" and 2 * rest >= WHOLE)


@dataclass(frozen=True, slots=True)
class Taken:
    """Who takes the seats of a list, and how many seats stay without anybody.

    `tied` are those with as many preferences as one another, for `between` seats. `to_choose` are seats for which the
    party has named nobody yet. `vacant` seats stay empty, `passed_on` ones go to other lists, by the law.
    """

    ids: tuple[str, ...]
    tied: tuple[str, ...] = ()
    between: int = 0
    to_choose: int = 0
    vacant: int = 0
    passed_on: int = 0
    findings: tuple[Finding, ...] = ()


def take_seats(
    candidates: Sequence[Candidate], seats: int, body: Body, *, chosen: Iterable[str] = (), gone: Iterable[str] = ()
) -> Taken:
    """Say who of a list takes its seats: by the order of the list, by preferences, or whom the party names.

    Law:
        elections.order       whether the order of the list, the voters' preferences or the party decides
        elections.exhausted   what becomes of seats for which the list has nobody left
    Args:
        candidates: the people of the list, in its order.
        seats: seats of the list, whole, from 0 up.
        body: the elected body, with its law.
        chosen: ids that the party named, where the law leaves it the choice.
        gone: ids that left or may not take a seat; their seats go to the next.
    Raises:
        InputError: somebody stands twice, or is named who is not on the list or gone.
        RulebookError: the order, or what becomes of an exhausted list, is unknown on that day and is needed.
    """
    if type(seats) is not int or seats < 0:
        raise InputError(f"seats: wanted a whole number from 0 up, not {seats!r}")
    _once(candidates)
    left_out = _known(gone, candidates, "gone")
    there = [one for one in candidates if one.id not in left_out]
    missing = max(0, seats - len(there))
    order = body.word("order", ORDERS)
    filled = min(seats, len(there))
    match order:
        case "party_choice":
            found = _named(there, filled, chosen)
        case "open":
            found = _preferred(there, filled)
        case _:
            found = Taken(tuple(one.id for one in there[:filled]))
    return _with_empty(found, missing, body) if missing else found


def _with_empty(found: Taken, missing: int, body: Body) -> Taken:
    way = body.word("exhausted", EXHAUSTED)
    vacant, passed = (missing, 0) if way == "vacant" else (0, missing)
    return Taken(found.ids, found.tied, found.between, found.to_choose, vacant, passed, found.findings)


def _named(there: Sequence[Candidate], seats: int, chosen: Iterable[str]) -> Taken:
    named = tuple(chosen)
    _known(named, there, "named")
    if len(named) > seats:
        raise InputError(f"{len(named)} people are named for {seats} seats")
    return Taken(named, to_choose=seats - len(named))


def _preferred(there: Sequence[Candidate], seats: int) -> Taken:
    ordered = sorted(there, key=lambda one: -one.preferences)
    if not seats or seats == len(ordered) or ordered[seats - 1].preferences != ordered[seats].preferences:
        return Taken(tuple(one.id for one in ordered[:seats]))
    cut = ordered[seats].preferences
    sure = tuple(one.id for one in ordered if one.preferences > cut)
    tied = tuple(sorted(one.id for one in ordered if one.preferences == cut))
    return Taken(sure, tied, seats - len(sure))


def _once(candidates: Sequence[Candidate]) -> None:
    seen: set[str] = set()
    for one in candidates:
        if one.id in seen:
            raise InputError(f"{one.id} stands on the list twice")
        seen.add(one.id)


def _known(ids: Iterable[str], candidates: Sequence[Candidate], what: str) -> set[str]:
    there, found = {one.id for one in candidates}, set()
    for id in ids:
        if id not in there or id in found:
            raise InputError(f"{id} is {what}" + (" twice" if id in found else " and is not on the list, or is gone"))
        found.add(id)
    return found
