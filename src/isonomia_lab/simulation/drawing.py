"""Seats of votes that are drawn around those that were counted: how firm a seat is, and no forecast.

The model: every line of the ballot moves as if its share came from a sample, so that a line with half of all votes
moves by `points` (a standard deviation, in points of per cent), a line with a share p by 2 * points * sqrt(p * (1-p)).
Lines move apart from one another, then all are fitted to the number of votes that were counted; none falls below
nought. Numbers come from a counter under the SHA-256 of the seed, each a sum of twelve even ones, which is near enough
to normal and the same on every machine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from isonomia.elections.admission import Bars
from isonomia.elections.entrants import Entrant
from isonomia.elections.rules import bars, base_of, house, method
from isonomia.errors import InputError, RulebookError
from isonomia.exact import Share
from isonomia.rulebook.law import Rule
from isonomia_lab.simulation.elections import Counts, Marks, allocate_many
from isonomia_lab.simulation.supposing import Vote

MOST_CELLS = 1_000_000
MOST_POINTS = 25.0
TWELVE, BITS = 12, 32
Reals: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Draws:
    """How votes are drawn: how often, how far apart (`points` of a line with half of the votes), from which seed."""

    count: int
    points: float
    seed: str

    def __post_init__(self) -> None:
        if self.count < 1:
            raise InputError(f"{self.count} draws: wanted at least one")
        if not 0 <= self.points <= MOST_POINTS:
            raise InputError(f"a spread of {self.points} points: wanted one from 0 to {MOST_POINTS:g}")

    def of(self, votes: Sequence[int]) -> Counts:
        """Draw votes: a row a draw and a column a line, each row as many votes as were counted.

        Raises:
            InputError: more numbers than are drawn at once.
        """
        if self.count * len(votes) > MOST_CELLS:
            raise InputError(f"{self.count} draws of {len(votes)} lines: wanted at most {MOST_CELLS:,} numbers in all")
        counted = np.array(votes, np.int64)
        total = int(counted.sum())
        apart = 2 * self.points / 100 * np.sqrt(counted * float(total))
        moved = np.maximum(counted + apart * _normal(self.seed, (self.count, len(votes))), 0.0)
        drawn: Counts = np.rint(moved * (total / np.maximum(moved.sum(axis=1, keepdims=True), 1.0))).astype(np.int64)
        # What rounding leaves is a vote or two: the largest line takes or gives it, and the total stays.
        rows = np.arange(self.count)
        drawn[rows, drawn.argmax(axis=1)] += total - drawn.sum(axis=1)
        return drawn


def _normal(seed: str, shape: tuple[int, int]) -> Reals:
    """Near-normal numbers with mean nought and deviation one, row after row: more rows begin with the same ones."""
    key = int.from_bytes(sha256(seed.encode()).digest()[:16], "big")
    raw = np.random.Philox(key=key).random_raw((*shape, TWELVE // 2))
    halves = (raw >> np.uint64(BITS)) + (raw & np.uint64(2**BITS - 1))
    total: Counts = halves.sum(axis=2).astype(np.int64) - TWELVE // 2 * (2**BITS - 1)
    numbers: Reals = total / 2.0**BITS
    return numbers


@dataclass(frozen=True, slots=True)
class Chance:
    """Seats of one list in the draws: that of the 5th, 50th and 95th of a hundred; how often it has a seat at all, and
    how often more seats than any other."""

    low: int
    middle: int
    high: int
    seated: Share
    largest: Share


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one law makes of all draws. `open` are those in which it leaves seats open: they are in no other number."""

    lists: Mapping[str, Chance]
    open: int
    missing: str = ""


def drawn(vote: Vote, draws: Draws) -> Drawn:
    """Hold a law against votes that are drawn; the same draws for every law that is asked.

    Raises:
        RulebookError, InputError: the law leaves open what every share-out needs.
    """
    votes = draws.of([one.votes for one in vote.entrants])
    seats, open_, missing = seats_of(vote, votes)
    names = [one.name for one in vote.entrants if one.kind != "against_all"]
    settled = seats[~open_]
    if not len(settled):
        return Drawn({}, draws.count, missing)
    return Drawn({name: _chance(settled, at) for at, name in enumerate(names)}, int(open_.sum()), missing)


def _chance(seats: Counts, at: int) -> Chance:
    mine, others = seats[:, at], np.delete(seats, at, axis=1).max(axis=1, initial=0)
    low, middle, high = (int(one) for one in np.quantile(mine, (0.05, 0.5, 0.95), method="inverted_cdf"))
    of = len(seats)
    return Chance(
        low, middle, high, Share(int((mine > 0).sum()), of, "draws"), Share(int((mine > others).sum()), of, "draws")
    )


def seats_of(vote: Vote, votes: Counts) -> tuple[Counts, Marks, str]:
    """Seats by list, draw by draw, each as the law itself would share them; where it leaves them open, and why first.

    Most go through arrays; draws with a tie, with one list alone over the bar or between two bars go to the law.
    """
    way, seats = method(vote.body), house(vote.body) if vote.seats is None else vote.seats
    at = [place for place, one in enumerate(vote.entrants) if one.kind != "against_all"]
    lists, of_lists = [vote.entrants[place] for place in at], votes[:, at]
    taking, by_law = _taking(vote, lists, of_lists)
    found = np.zeros(taking.shape, np.int64)
    plain = np.flatnonzero(~by_law)
    if len(plain):
        try:
            many = allocate_many(taking[plain], seats, way)
            found[plain], by_law[plain] = many.seats, many.between > 0
        except InputError:
            # One draw that cannot be shared stops the arrays: the law then says which it is.
            by_law[plain] = True
    open_, missing = np.zeros(len(votes), np.bool_), ""
    for row in np.flatnonzero(by_law):
        try:
            found[row] = _by_law(vote, votes[row], lists)
        except (RulebookError, InputError) as error:
            open_[row], missing = True, missing or str(error)
    return found, open_, missing


def _taking(vote: Vote, lists: Sequence[Entrant], votes: Counts) -> tuple[Counts, Marks]:
    """The votes of lists that take part, nought of the others; and the draws that only the law itself can settle."""
    allowed = bars(vote.body)
    base = base_of(allowed.bar, vote.entrants, vote.bases) if allowed.bar else 0
    over = votes >= np.array([_needed(one, base, allowed) for one in lists])
    taking = np.where(over, votes, 0)
    by_law: Marks = (taking > 0).sum(axis=1) <= 1
    written = vote.body.law.find(vote.body.key("threshold_as_written"))
    if isinstance(written, Rule) and (bar := vote.body.law.bar(written.key)) and bar.base in vote.bases:
        by_law |= ((votes >= bar.required(vote.bases[bar.base])) != over).any(axis=1)
    if vote.body.has("minimum") or any(one.most is not None for one in lists):
        by_law[:] = True
    return taking, by_law


def _needed(one: Entrant, base: int, allowed: Bars) -> int:
    """The votes with which a list takes part."""
    bar = allowed.of(one)
    if bar is None or (allowed.direct_seats is not None and one.direct >= allowed.direct_seats):
        return 0
    need = bar.required(base)
    return min(need, 1) if allowed.minorities and one.kind == "minority" else need


def _by_law(vote: Vote, votes: Counts, lists: Sequence[Entrant]) -> list[int]:
    """Ask the law about one draw; InputError where a tie stands."""
    entrants = tuple(replace(one, votes=int(count)) for one, count in zip(vote.entrants, votes, strict=True))
    result = replace(vote, entrants=entrants).result()
    if result.ties:
        raise InputError(f"{', '.join(result.ties[0].lists)} tie, and no rule of the law breaks that")
    return [result.seats[one.name] for one in lists]
