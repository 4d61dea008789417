"""The same votes under another law: a what-if, and no forecast. Under another law people would have voted otherwise.

The seats are those of the law's own engine; only the rules that are supposed say something else. Exact, but for the
index of disproportion, which is a root.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import sqrt
from typing import TypeVar

from isonomia.elections.entrants import Entrant, lists_of
from isonomia.elections.methods import USUAL_FIRST, method_named
from isonomia.elections.rules import Body, Result, bars, elect, house, method
from isonomia.errors import InputError, RulebookError
from isonomia.exact import Bar, Share
from isonomia.rulebook.citation import Certainty, Citation, LegalDate
from isonomia.rulebook.law import NO_BAR, Law, Rule, Value

Told = TypeVar("Told")
SUPPOSED = Citation("supposed, not the law", "", "", "en")
# What a law adds to its own method, and what the bar of its article says beside the one in use.
OF_METHOD = ("first_divisor", "remainder", "surplus")
OF_BAR = ("threshold_as_written",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What another law says otherwise: a method, a bar, seats shared among lists; None stays as the law has it.

    The method is taken as its name says, without what the law adds to it. The bar keeps the base and the comparison of
    the law; a bar of nought is none.
    """

    method: str | None = None
    threshold: Fraction | None = None
    seats: int | None = None

    def __post_init__(self) -> None:
        if self.method is not None:
            method_named(self.method)
        if self.threshold is not None and not 0 <= self.threshold <= 1:
            raise InputError(f"a bar of {self.threshold}: wanted a share from nought to the whole")


IN_FORCE = Change()


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a law shares seats; None where it is silent, a bar of "none" where it has none."""

    method: str | None
    threshold: Bar | str | None
    seats: int | None


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote for lists as `isonomia.elections.rules.elect` takes it: who stood, for which body, for how many seats.

    `seats` are None where the law gives their number; `bases` are those of a bar that the lists do not add up to.
    """

    entrants: tuple[Entrant, ...]
    body: Body
    seats: int | None = None
    bases: Mapping[str, int] = field(default_factory=dict)

    def under(self, change: Change) -> "Vote":
        """The same vote under a law that differs in what is supposed, and in nothing else."""
        seats = self.seats if change.seats is None else change.seats
        return replace(self, body=replace(self.body, law=_law(self.body, change)), seats=seats)

    def terms(self) -> Terms:
        """What the law of this vote says of method, bar and house."""
        return Terms(
            _unless_silent(lambda: method(self.body).name),
            _unless_silent(lambda: bars(self.body).bar or NO_BAR),
            _unless_silent(lambda: house(self.body) if self.seats is None else self.seats),
        )

    def result(self) -> Result:
        """The seats; RulebookError or InputError where law and votes leave them open."""
        return elect(self.entrants, self.body, seats=self.seats, bases=self.bases)


def _unless_silent(ask: Callable[[], Told]) -> Told | None:
    try:
        return ask()
    except RulebookError:
        return None


def _law(body: Body, change: Change) -> Law:
    law, found = body.law, dict(body.law.found)
    if change.method is not None:
        for rule in OF_METHOD:
            found.pop(body.key(rule), None)
        found |= _rule(body, "method", change.method, "word")
        found |= _rule(body, "first_divisor", str(USUAL_FIRST), "word")
    if change.threshold is not None:
        for rule in OF_BAR:
            found.pop(body.key(rule), None)
        found |= _rule(body, "threshold", _bar(body, change.threshold), "share")
    return replace(law, found=found)


def _rule(body: Body, rule: str, value: Value, unit: str) -> dict[str, Rule]:
    key, since = body.key(rule), LegalDate.of(body.law.day.isoformat())
    return {key: Rule(key, value, unit, since, None, (SUPPOSED,), Certainty.TEXT, "supposed")}


def _bar(body: Body, share: Fraction) -> Bar | str:
    """The bar of the law with another share; where the law has none, at least that share of the valid votes."""
    if not share:
        return NO_BAR
    there = body.law.find(body.key("threshold"))
    known = there.value if isinstance(there, Rule) else None
    return replace(known, share=share) if isinstance(known, Bar) else Bar(share, False, "votes", "valid")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one law makes of a vote, or why it leaves the seats open."""

    change: Change
    vote: Vote
    result: Result | None
    missing: RulebookError | InputError | None = None

    @property
    def wasted(self) -> Share | None:
        """Votes for lists that have no seat, of the votes for all lists; None where the seats are open."""
        if self.result is None:
            return None
        lists, seats = lists_of(self.vote.entrants), self.result.seats
        without = sum(one.votes for name, one in lists.items() if not seats[name])
        return Share(without, sum(one.votes for one in lists.values()), "votes_for_lists")

    @property
    def disproportion(self) -> float | None:
        """The least-squares index of Gallagher in points: shares of the votes for lists against shares of seats given.

        None where no seat is given.
        """
        given = sum(self.result.seats.values()) if self.result else 0
        if self.result is None or not given:
            return None
        lists = lists_of(self.vote.entrants)
        votes = sum(one.votes for one in lists.values())
        apart = (Fraction(one.votes, votes) - Fraction(self.result.seats[name], given) for name, one in lists.items())
        return 100 * sqrt(sum(one * one for one in apart) / 2)


def outcome(vote: Vote, change: Change = IN_FORCE) -> Outcome:
    """Share out the seats under a law that is supposed; what it leaves open is told, not refused."""
    supposed = vote.under(change)
    try:
        return Outcome(change, supposed, supposed.result())
    except (RulebookError, InputError) as error:
        return Outcome(change, supposed, None, error)
