"""Who takes part in the share-out: the bar, what stands in its place, and a bar that one list alone clears."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from isonomia.elections.entrants import Entrant
from isonomia.elections.methods import method_named
from isonomia.elections.seats import Allocation, Tie
from isonomia.errors import InputError
from isonomia.exact import Bar

HARE = method_named("largest-remainder/hare")


@dataclass(frozen=True, slots=True)
class Bars:
    """The bar of a list, what lets a list in that does not clear it, and the bars of coalitions.

    `direct_seats` is how many seats won in districts do instead of the bar; `minorities` says that lists of national
    minorities need not clear it. `coalitions` holds the bar of a coalition by the least number of its parties.
    """

    bar: Bar | None
    direct_seats: int | None = None
    minorities: bool = False
    coalitions: tuple[tuple[int, Bar], ...] = ()

    def of(self, one: Entrant) -> Bar | None:
        """The bar that this list must clear: that of the largest coalition which it is."""
        held = [(members, bar) for members, bar in self.coalitions if one.members >= members]
        return max(held, key=lambda pair: pair[0])[1] if held else self.bar


def admission(lists: Mapping[str, Entrant], base: int, bars: Bars) -> dict[str, str]:
    """Every list that takes part, with what lets it in: `no_bar`, `threshold`, `direct_seats` or `minority`.

    Raises:
        InputError: the base of the bar is less than the votes of a list.
    """
    most = max(one.votes for one in lists.values())
    if base < most or not base:
        raise InputError(f"the base of the bar, {base}, is less than the {most} votes of one list, or nought")
    found = {name: _ground(one, base, bars) for name, one in lists.items()}
    return {name: ground for name, ground in found.items() if ground}


def _ground(one: Entrant, base: int, bars: Bars) -> str:
    bar = bars.of(one)
    if bar is None:
        return "no_bar"
    if bar.cleared_by(one.votes, base):
        return "threshold"
    if bars.direct_seats is not None and one.direct >= bars.direct_seats:
        return "direct_seats"
    return "minority" if bars.minorities and one.kind == "minority" and one.votes else ""


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """The rule where one list alone clears the bar: the next one comes in, its quotient times a factor.

    `least` are the seats that it has at least.
    """

    factor: Fraction
    least: int


def with_runner_up(lists: Mapping[str, Entrant], first: str, seats: int, rule: RunnerUp) -> Allocation:
    """Share the seats between the one list over the bar and the next: quota of both, the next one's quotient reduced.

    Raises:
        InputError: there is no other list with votes; or more seats are left than remainders can take.
    """
    others = {name: one.votes for name, one in lists.items() if name != first and one.votes}
    if not others:
        raise InputError(f'only "{first}" has votes: there is no list to come in beside it')
    most = max(others.values())
    next_ = tuple(sorted(name for name, votes in others.items() if votes == most))
    none = dict.fromkeys(lists, 0)
    if len(next_) > 1:
        return Allocation(none, (Tie(next_, 1, "runner_up"),), seats, HARE, {first: lists[first].votes})
    pair = {first: lists[first].votes, next_[0]: most}
    quotients = {name: Fraction(votes * seats, sum(pair.values())) for name, votes in pair.items()}
    quotients[next_[0]] *= rule.factor
    held, ties = _by_remainder(quotients, seats)
    if held[next_[0]] < rule.least:
        held, ties = {first: seats - rule.least, next_[0]: rule.least}, ()
    return Allocation({**none, **held}, ties, seats, HARE, pair, factors={next_[0]: rule.factor})


def _by_remainder(quotients: Mapping[str, Fraction], seats: int) -> tuple[dict[str, int], tuple[Tie, ...]]:
    """Whole quotients, and what they leave by the remainders of these two lists."""
    held = {name: int(quotient) for name, quotient in quotients.items()}
    left = seats - sum(held.values())
    if left > len(held):
        raise InputError(f"{left} seats are left after the reduced quotient: the law must say who gets them")
    rest = {name: quotients[name] - held[name] for name in held}
    if left == 1 and len(set(rest.values())) == 1:
        return held, (Tie(tuple(sorted(held)), 1, "remainder"),)
    for name in sorted(held, key=lambda one: -rest[one])[:left]:
        held[name] += 1
    return held, ()
