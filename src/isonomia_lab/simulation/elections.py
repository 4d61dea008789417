"""Seats of many elections at once: the law's methods over arrays, exactly, with every tie reported.

Whole numbers of 64 bits; what could leave them, and the few elections that a column of numbers does not settle, go to
the law one by one. The tests hold both equal.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from isonomia.elections.divisors import divisors_of
from isonomia.elections.methods import Method, method_named
from isonomia.elections.seats import MOST_SEATS, allocate
from isonomia.errors import InputError
from isonomia.exact import Bar

Counts: TypeAlias = npt.NDArray[np.int64]
Marks: TypeAlias = npt.NDArray[np.bool_]
LARGEST = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Elections:
    """The outcome of many elections: a row an election, a column a list.

    `seats` are those that are certain. `tied` marks the lists that tie, `between` says how many seats lie between them.
    """

    seats: Counts
    tied: Marks
    between: Counts


def allocate_many(
    votes: Counts,
    seats: int,
    method: str | Method,
    *,
    threshold: Bar | None = None,
    threshold_base: Counts | None = None,
) -> Elections:
    """Share out the seats of many elections, each as `isonomia.elections.seats.allocate` would.

    Args:
        votes: whole votes, a row an election and a column a list.
        seats: seats of each election.
        method: as there.
        threshold: the bar that a list must clear.
        threshold_base: of how many votes, election by election; without it, of those of all lists together.
    Raises:
        InputError: as there, naming the election by its row; or no table of whole numbers was given.

    >>> found = allocate_many(np.array([[340, 280, 20], [5, 5, 0]]), 7, "divisor/dhondt")
    >>> found.seats.tolist(), found.between.tolist(), found.tied.tolist()[1]
    ([[4, 3, 0], [3, 3, 0]], [0, 1], [True, True, False])
    """
    way = method if isinstance(method, Method) else method_named(method)
    columns = _columns(votes, seats)
    taking = columns if threshold is None else _over(columns, threshold, threshold_base)
    if way.by_quota:
        seats_, tied, between, open_ = _by_quota(taking, seats, way)
    else:
        seats_, tied, between, open_ = _by_divisors(taking, seats, way)
    found = Elections(np.ascontiguousarray(seats_.T), np.ascontiguousarray(tied.T), between)
    for row in np.flatnonzero(open_):
        _by_law(found, int(row), taking[:, row], (seats, way))
    return found


def _columns(votes: Counts, seats: int) -> Counts:
    """The votes, a list after the other, checked."""
    table = np.asarray(votes)
    if table.ndim != 2 or table.dtype.kind not in "iu" or not table.size:
        raise InputError("votes: wanted a table of whole numbers, a row an election and a column a list")
    if type(seats) is not int or not 1 <= seats <= MOST_SEATS:
        raise InputError(f"seats: wanted a whole number from 1 to {MOST_SEATS}, not {seats!r}")
    if table.dtype.kind == "u" and int(table.max()) > LARGEST:
        raise InputError(f"votes: at most {LARGEST}")
    columns = np.ascontiguousarray(table.T, dtype=np.int64)
    if int(columns.min()) < 0:
        row = int(np.flatnonzero((columns < 0).any(axis=0))[0])
        raise InputError(f"election {row}: votes below nought")
    if int(columns.max()) > LARGEST // len(columns):
        raise InputError(f"votes: {int(columns.max())} is too large for {len(columns)} lists together")
    return columns


def _over(columns: Counts, bar: Bar, base: Counts | None) -> Counts:
    """The votes of lists that clear the bar; nought of the others."""
    whole = columns.sum(axis=0) if base is None else np.asarray(base)
    if whole.shape != columns.shape[1:] or whole.dtype.kind not in "iu":
        raise InputError("the base of the threshold: wanted one whole number for each election")
    if low := np.flatnonzero(whole < columns.max(axis=0)).tolist():
        raise InputError(f"election {low[0]}: the base of the threshold is less than the votes of a list")
    need = _needed(whole, bar)
    kept = np.where(columns >= need, columns, 0)
    if none := np.flatnonzero(~kept.any(axis=0)).tolist():
        raise InputError(f"election {none[0]}: no list clears the bar of {bar.operator} {bar.share}")
    return kept


def _needed(whole: Counts, bar: Bar) -> Counts:
    """The least whole number that clears the bar, election by election."""
    top, bottom = bar.share.numerator, bar.share.denominator
    if bar.rounding or top * int(whole.max()) > LARGEST - bottom:
        return np.array([min(bar.required(int(one)), LARGEST) for one in whole], np.int64)
    product = whole * top
    return product // bottom + 1 if bar.strict else -(-product // bottom)


Found: TypeAlias = tuple[Counts, Marks, Counts, Marks]


def _by_quota(votes: Counts, seats: int, method: Method) -> Found:
    """Largest remainders; open where whole quotas or remainders do not come out, or the law has other remainders."""
    total = votes.sum(axis=0)
    if method.remainder != "largest" or int(total.max()) > LARGEST // (seats + 2):
        return _all_open(votes)
    top, bottom = _quota(np.maximum(total, 1), seats, method.kind)
    product = votes * bottom
    held = product // top
    rest = np.where(votes > 0, product - held * top, -1)
    left = seats - held.sum(axis=0)
    taking = (votes > 0).sum(axis=0)
    open_ = (left < 0) | (left > taking) | (total == 0)
    ordered = np.sort(rest.T, axis=1)[:, ::-1]
    rows = np.arange(len(left))
    at = np.clip(left - 1, 0, len(votes) - 1)
    cut = np.where(left > 0, ordered[rows, at], LARGEST)
    beyond = np.where(left < len(votes), ordered[rows, np.clip(left, 0, len(votes) - 1)], -2)
    tie = (left > 0) & (beyond == cut)
    above = rest > cut
    gains = above | ((rest == cut) & ~tie)
    tied = (rest == cut) & tie
    between = np.where(tie, left - above.sum(axis=0), 0)
    return held + gains, tied, between, open_


def _quota(total: Counts, seats: int, kind: str) -> tuple[Counts, int]:
    match kind:
        case "hare":
            return total, seats
        case "droop":
            return total // (seats + 1) + 1, 1
        case "hagenbach-bischoff":
            return total, seats + 1
        case _:
            return total, seats + 2


def _all_open(votes: Counts) -> Found:
    shape = votes.shape
    return (
        np.zeros(shape, np.int64),
        np.zeros(shape, np.bool_),
        np.zeros(shape[1], np.int64),
        np.ones(shape[1], np.bool_),
    )


@dataclass(frozen=True, slots=True)
class _Quotients:
    """Votes over the divisors of a method, so that two quotients can be held against one another crosswise."""

    votes: Counts
    tops: Counts
    bottoms: Counts

    def of(self, held: Counts, rows: Counts) -> tuple[Counts, Counts]:
        """The next quotient of each list of these elections, as numerators and denominators."""
        return self.votes[:, rows] * self.tops[held], self.bottoms[held]

    def best(self, parts: tuple[Counts, Counts], may: Marks, lowest: bool) -> tuple[Counts, Counts, Counts]:
        """The place of the highest or lowest quotient among those that may, with its two parts; -1 where none may."""
        top, bottom = parts
        place = np.where(may[0], 0, -1)
        best_top, best_bottom = top[0].copy(), bottom[0].copy()
        for at in range(1, len(top)):
            mine, its = top[at] * best_bottom, best_top * bottom[at]
            better = may[at] & ((mine < its if lowest else mine > its) | (place < 0))
            place[better] = at
            np.copyto(best_top, top[at], where=better)
            np.copyto(best_bottom, bottom[at], where=better)
        return place, best_top, best_bottom


def _by_divisors(votes: Counts, seats: int, method: Method) -> Found:
    """Near the answer by one division, then seat by seat, in all elections together."""
    sequence = divisors_of(method)
    tops = np.array([sequence.top(k) for k in range(seats + 2)], object)
    bottoms = np.array([sequence.bottom(k) for k in range(seats + 2)], object)
    raised = sequence.raised(int(votes.max()))
    total = votes.sum(axis=0)
    largest = max(raised * max(tops) * max(bottoms), 2 * int(total.max()) * (2 * seats + 2 * len(votes)))
    if largest > LARGEST:
        return _all_open(votes)
    quotients = _Quotients(
        votes if sequence.power == 1 else votes * votes, tops.astype(np.int64), bottoms.astype(np.int64)
    )
    taking = votes > 0
    least = (taking if method.gives_each_one else np.zeros_like(taking)).astype(np.int64)
    open_ = (total == 0) | (least.sum(axis=0) > seats)
    twice = 2 * seats + len(votes) * (sequence.twice_shift - 1)
    safe = np.maximum(total, 1)
    held = -((sequence.twice_shift * safe - votes * twice) // (2 * safe))
    held = np.where(taking, np.clip(held, least, seats), 0)
    if not sequence.exact:
        _fit(quotients, held, (seats, least))
    _correct(quotients, held, seats, (least, taking, ~open_))
    tied, between = _ties(quotients, held, (least, taking, ~open_))
    return held, tied, between, open_


def _fit(quotients: _Quotients, held: Counts, bounds: tuple[int, Counts]) -> None:
    """Move estimates until all seats of an election lie above one quotient, and none below: that of its first list.

    The line is the last quotient that the largest list holds: others give back what lies below it, take what is above.
    """
    seats, least = bounds
    rows = np.arange(held.shape[1])
    first = quotients.votes.argmax(axis=0)
    own = np.maximum(held[first, rows], 1)
    held[first, rows] = own
    line_top, line_bottom = quotients.votes[first, rows] * quotients.tops[own - 1], quotients.bottoms[own - 1]
    endless = line_bottom == 0

    def below(k: Counts) -> Marks:
        less: Marks = quotients.votes * quotients.tops[k] * line_bottom < line_top * quotients.bottoms[k]
        return less

    while True:
        back = (held > least) & below(np.maximum(held - 1, 0)) & ~endless
        more = (held < seats) & (quotients.votes > 0) & ~below(held) & ~endless
        more[first, rows] = False
        back[first, rows] = False
        more &= ~back
        if not (back.any() or more.any()):
            break
        held += more
        held -= back
    if endless.any():
        held[:, endless] = least[:, endless]


Kept: TypeAlias = tuple[Counts, Marks, Marks]


def _correct(quotients: _Quotients, held: Counts, seats: int, kept: Kept) -> None:
    least, taking, settled = kept
    for step in (1, -1):
        while True:
            short = (seats - held.sum(axis=0)) * step
            rows = np.flatnonzero((short > 0) & settled)
            if not len(rows):
                break
            part = held[:, rows]
            if step > 0:
                place, _, _ = quotients.best(quotients.of(part, rows), taking[:, rows], lowest=False)
            else:
                may = part > least[:, rows]
                place, _, _ = quotients.best(quotients.of(np.maximum(part - 1, 0), rows), may, lowest=True)
            held[place, rows] += step


def _ties(quotients: _Quotients, held: Counts, kept: Kept) -> tuple[Marks, Counts]:
    """Take back last seats to which another list has as good a claim, and mark both."""
    least, taking, settled = kept
    rows = np.arange(held.shape[1])
    holding = held > least
    last = quotients.of(np.maximum(held - 1, 0), rows)
    next_ = quotients.of(held, rows)
    place, top, bottom = quotients.best(last, holding, lowest=True)
    there = settled & (place >= 0)
    wants = taking & (next_[0] * bottom == top * next_[1]) & there
    tie = wants.any(axis=0)
    gives = holding & (last[0] * bottom == top * last[1]) & tie
    held -= gives
    return wants | gives, gives.sum(axis=0)


def _by_law(found: Elections, row: int, votes: Counts, shared: tuple[int, Method]) -> None:
    """Ask the law about one election."""
    seats, method = shared
    try:
        one = allocate({str(at): int(count) for at, count in enumerate(votes)}, seats, method)
    except InputError as error:
        raise InputError(f"election {row}: {error}") from None
    found.seats[row] = [one.seats[str(at)] for at in range(len(votes))]
    tied = {int(name) for tie in one.ties for name in tie.lists}
    found.tied[row] = [at in tied for at in range(len(votes))]
    found.between[row] = sum(tie.seats for tie in one.ties)
