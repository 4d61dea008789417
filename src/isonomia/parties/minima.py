"""The minima of a party: what was counted against what the law of a day asks, and the same counts under another day.

A rule on which the sources are silent makes its own test unknown, and no other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from isonomia.errors import InputError
from isonomia.exact import Bar
from isonomia.procedure.stepping import known_rule
from isonomia.rulebook.law import Law, Rulebook, Unknown


@dataclass(frozen=True, slots=True)
class Group:
    """Who founds a party: how many in all, from which territories, how many in the committee. None: not told."""

    number: int
    territories: frozenset[str]
    committee: int | None = None


@dataclass(frozen=True, slots=True)
class Members:
    """What a check of a roll counted: members in all, and in each territory."""

    number: int
    by_territory: Mapping[str, int]

    def __post_init__(self) -> None:
        summed = sum(self.by_territory.values())
        if min((self.number, *self.by_territory.values())) < 0 or summed != self.number:
            raise InputError(f"{self.number} members in all, {summed} in the territories together")


@dataclass(frozen=True, slots=True)
class Minimum:
    """One minimum: the rule, what was counted, what is wanted, and where."""

    key: str
    counted: int
    wanted: int
    citation: str

    @property
    def passed(self) -> bool:
        """Whether the minimum is reached."""
        return self.counted >= self.wanted


@dataclass(frozen=True, slots=True)
class Standing:
    """The minima of one day held against the same counts; `short` are the territories below theirs."""

    day: date
    tests: tuple[Minimum | Unknown, ...]
    short: tuple[str, ...] = ()

    @property
    def reached(self) -> bool | None:
        """Whether all minima are reached; None where none is missed, and one is unknown."""
        if any(isinstance(one, Minimum) and not one.passed for one in self.tests):
            return False
        return None if self.missing else True

    @property
    def missing(self) -> tuple[Unknown, ...]:
        """What the sources lack."""
        return tuple(one for one in self.tests if isinstance(one, Unknown))


def of_group(group: Group, law: Law) -> Standing:
    """Hold an initiative group against what the law of a day asks of it.

    Law:
        parties.initiative_group   how many citizens found a party
        parties.group_territories  from which part of the territories they come
        parties.committee          how many make the committee, where it is told
    """
    tests = [_least("parties.initiative_group", group.number, law)]
    tests.append(_part("parties.group_territories", len(group.territories & set(law.by_id)), law))
    if group.committee is not None:
        tests.append(_least("parties.committee", group.committee, law))
    return Standing(law.day, tuple(tests))


def of_members(members: Members, law: Law) -> Standing:
    """Hold the members that were counted against what the law of a day asks.

    Law:
        parties.members                how many in all
        parties.members_per_territory  how many in a territory
        parties.territories            in which part of the territories there are so many

    >>> from isonomia.rulebook.loading import shipped
    >>> units = [one.id for one in shipped("mysal").on(date(2026, 1, 1)).register()]
    >>> of_members(Members(1000, dict.fromkeys(units[:4], 250)), shipped("mysal").on(date(2026, 1, 1))).reached
    True
    """
    tests = [_least("parties.members", members.number, law)]
    least = known_rule("parties.members_per_territory", law)
    if isinstance(least, Unknown):
        return Standing(law.day, (*tests, least))
    wanted = least.value if isinstance(least.value, int) else 0
    known = () if isinstance(law.territories, Unknown) else law.territories
    short = tuple(one.id for one in known if members.by_territory.get(one.id, 0) < wanted)
    return Standing(law.day, (*tests, _part("parties.territories", len(known) - len(short), law)), short)


def under(members: Members, rulebook: Rulebook, day: date) -> Standing:
    """A what-if: the same counts under the minima of another day. It says what would hold then, and nothing else.

    The territories are those of that day too, so that a territory which did not exist then asks for nothing.
    """
    return of_members(members, rulebook.on(day))


def _least(key: str, counted: int, law: Law) -> Minimum | Unknown:
    found = known_rule(key, law)
    if isinstance(found, Unknown) or not isinstance(found.value, int):
        return found if isinstance(found, Unknown) else Unknown(key, "it is no whole number")
    return Minimum(key, counted, found.value, found.citation)


def _part(key: str, counted: int, law: Law) -> Minimum | Unknown:
    found = known_rule(key, law)
    if isinstance(found, Unknown):
        return found
    if isinstance(law.territories, Unknown):
        return law.territories
    if not isinstance(found.value, Bar):
        return Unknown(key, "it is no share")
    return Minimum(key, counted, found.value.required(len(law.territories)), found.citation)
