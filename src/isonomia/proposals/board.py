"""How proposals are served: who was answered, how long it takes, what was refused and why, counted from single facts.

Each proposal and each demand is first told in one line by its own acts alone, so that a list of such lines can follow a
record; the board is counted over the lines, and comes out the same wherever that is done.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct

from isonomia.proposals import counting, rules
from isonomia.proposals.demand import Demand
from isonomia.proposals.state import Proposals
from isonomia.proposals.submission import ENDED, RECEIVED, Submission
from isonomia.proposals.times import Times, Wait, times
from isonomia.record.act import Act
from isonomia.record.sources import read_day

ADMISSIBLE = "admissible"
FEWEST = 5
"""A row of fewer proposals than this is not told apart: it could point at somebody."""
ROWS = ("channel", "territory", "language", "group")


class ProposalFact(Struct, frozen=True, kw_only=True):
    """One proposal in one line; `found` is `admissible`, the ground on which it was not taken up, or empty."""

    matter: str
    stage: str
    channel: str
    language: str
    territory: str = ""
    group: str = ""
    received_on: date
    registered_on: date | None = None
    found: str = ""
    due: date | None = None
    answered_on: date | None = None
    ended_on: date | None = None
    stands_still: bool = False
    looks: int = 0
    read: bool = False
    demands: tuple[str, ...] = ()


class DemandFact(Struct, frozen=True, kw_only=True):
    """One demand in one line: what was decided, when first, how often again, how often otherwise, what became of it."""

    matter: str
    outcome: str = ""
    ground: str = ""
    decided_on: date | None = None
    again: int = 0
    turned: int = 0
    traced: bool = False
    in_text: bool = False


def proposal_fact(one: Submission) -> ProposalFact:
    """One proposal in one line."""
    return ProposalFact(
        matter=one.matter,
        stage=one.stage,
        channel=one.body.channel,
        language=one.body.language,
        territory=one.body.territory or "",
        group=one.group,
        received_on=one.received_on,
        registered_on=one.registered_on,
        found=_found(one.found),
        due=one.first_due.day,
        answered_on=one.answered_on,
        ended_on=one.ended_on,
        stands_still=one.stopped is not None and one.stopped[1] is None,
        looks=len(one.looks),
        read=bool(one.read),
        demands=tuple(one.links),
    )


def _found(act: Act | None) -> str:
    return getattr(act.body, "ground", ADMISSIBLE) if act else ""


def demand_fact(one: Demand) -> DemandFact:
    """One demand in one line."""
    decisions = [body for _, body in one.decisions]
    last = decisions[-1] if decisions else None
    turned = sum(later.outcome != earlier.outcome for earlier, later in pairwise(decisions))
    return DemandFact(
        matter=one.matter,
        outcome=last.outcome if last else "",
        ground=(last.ground or "") if last else "",
        decided_on=read_day(decisions[0].decided_on) if decisions else None,
        again=max(len(decisions) - 1, 0),
        turned=turned,
        traced=bool(one.traces),
        in_text=one.in_text,
    )


class Share(Struct, frozen=True):
    """A part of a whole, both told; `name` says which row it is. In a row that is not told apart both are None."""

    name: str
    part: int | None
    whole: int | None

    @property
    def share(self) -> Fraction | None:
        """The share; None of nothing, and where it is not told."""
        return Fraction(self.part, self.whole) if self.part is not None and self.whole else None


class Waited(Struct, frozen=True):
    """How long something took: how many were watched, how many ended, and the days for a half, 3/4, 9/10 of them."""

    name: str
    watched: int
    ended: int
    half: int | None
    three_quarters: int | None
    nine_tenths: int | None


class Counted(Struct, frozen=True):
    """The three numbers of proposals by one rule; `in_campaigns` is None where a list of members is not at hand."""

    rule: str
    submissions: int
    demands: int
    in_campaigns: int | None


class Board(Struct, frozen=True, kw_only=True):
    """How proposals were served up to a day."""

    on: date
    counts: tuple[Counted, ...]
    answered: Share
    rows: Mapping[str, tuple[Share, ...]]
    reviewed: Share
    in_time: Share
    to_register: Waited
    to_decide: Waited
    to_answer: Waited
    by_language: tuple[Waited, ...]
    waiting: int
    oldest: str
    oldest_since: date | None
    refused: Share
    refused_by_ground: tuple[Share, ...]
    not_taken_up: tuple[Share, ...]
    looks: Share
    turned: Share
    in_text: Share


def board(
    proposals: Iterable[ProposalFact], demands: Iterable[DemandFact], members: Collection[str] | None, *, on: date
) -> Board:
    """Count how proposals were served up to a day; `members` are the proposals in campaigns, None where unknown."""
    every = list(proposals)
    decided = {one.matter: one for one in demands}
    taken_up = [one for one in every if one.found == ADMISSIBLE]
    registered = [one for one in every if one.registered_on]
    waiting = [one for one in registered if not one.answered_on and one.stage not in ENDED]
    refused = [one.ground for one in decided.values() if one.outcome == rules.REFUSED]
    accepted = [one for one in decided.values() if one.outcome in rules.ACCEPTED]
    again = [one for one in decided.values() if one.again]
    oldest = min(waiting, key=lambda one: (one.registered_on or on, one.matter), default=None)
    return Board(
        on=on,
        counts=tuple(_counted(rule, every, members) for rule in counting.RULES),
        answered=_share("answered", taken_up, _answered),
        rows={name: told_apart(_rows(name, taken_up)) for name in ROWS},
        reviewed=_share("reviewed", taken_up, lambda one: one.read and _first(one, decided) is not None),
        in_time=_in_time(taken_up, on),
        to_register=_waited("to_register", (_wait(one, one.received_on, one.registered_on, on) for one in every)),
        to_decide=_waited("to_decide", (_wait(one, one.registered_on, _first(one, decided), on) for one in taken_up)),
        to_answer=_to_answer("to_answer", registered, on),
        by_language=tuple(_by_language(registered, on)),
        waiting=len(waiting),
        oldest=oldest.matter if oldest else "",
        oldest_since=oldest.registered_on if oldest else None,
        looks=_share("looks", [one for one in every if one.answered_on], lambda one: one.looks > 0),
        not_taken_up=tuple(_grounds([one.found for one in every if one.found], leave_out=ADMISSIBLE)),
        refused=Share("refused", len(refused), sum(bool(one.outcome) for one in decided.values())),
        refused_by_ground=tuple(_grounds(refused)),
        turned=Share("turned", sum(one.turned > 0 for one in again), len(again)),
        in_text=Share("in_text", sum(one.in_text for one in accepted), len(accepted)),
    )


def board_of(state: Proposals, blobs: Mapping[str, bytes]) -> Board:
    """The board of a whole record, up to the day on which its last act on proposals was entered."""
    lists = [one.members(blobs) for one in state.campaigns.values()]
    members = {f"proposal/{number}" for numbers in lists if numbers is not None for number in numbers}
    return board(
        map(proposal_fact, state.submissions.values()),
        map(demand_fact, state.demands.values()),
        None if None in lists else members,
        on=state.last or date.min,
    )


def _counted(rule: counting.Rule, every: list[ProposalFact], members: Collection[str] | None) -> Counted:
    counted = [one for one in every if one.stage not in rule.without]
    demands = {demand for one in counted for demand in one.demands}
    in_campaigns = None if members is None else sum(one.matter in members for one in counted)
    return Counted(rule.name, len(counted), len(demands), in_campaigns)


def _answered(one: ProposalFact) -> bool:
    return one.answered_on is not None


def _share(name: str, whole: list[ProposalFact], part: Callable[[ProposalFact], bool]) -> Share:
    return Share(name, sum(part(one) for one in whole), len(whole))


def _rows(name: str, taken_up: list[ProposalFact]) -> list[Share]:
    # What is assigned to no group yet is no group: it stands in no row of theirs.
    known = [one for one in taken_up if one.group] if name == "group" else taken_up
    whole = Counter(str(getattr(one, name)) for one in known)
    part = Counter(str(getattr(one, name)) for one in known if one.answered_on)
    return [
        Share(value, part[value], count) for value, count in sorted(whole.items(), key=lambda row: (-row[1], row[0]))
    ]


def told_apart(rows: Iterable[Share]) -> tuple[Share, ...]:
    """Rows with those of fewer than five hidden; with one alone the next is hidden too, or the sum would tell it."""
    ordered = sorted(rows, key=lambda one: (-(one.whole or 0), one.name))
    small = [one for one in ordered if (one.whole or 0) < FEWEST]
    if len(small) == 1 and len(ordered) > 1:
        small = ordered[-2:]
    return tuple(Share(one.name, None, None) if one in small else one for one in ordered)


def _in_time(taken_up: list[ProposalFact], on: date) -> Share:
    """Of those whose last day is known and has passed, or that were answered: how many were answered in time."""
    due = [one for one in taken_up if one.due and (one.answered_on or (_runs(one) and one.due < on))]
    kept = [one for one in due if one.answered_on and one.due and one.answered_on <= one.due]
    return Share("in_time", len(kept), len(due))


def _runs(one: ProposalFact) -> bool:
    return one.stage not in (RECEIVED, *ENDED) and not one.stands_still


def _wait(one: ProposalFact, since: date | None, until: date | None, on: date) -> Wait | None:
    """From a day to a day; who was not served counts up to the day of the board, or to the day on which it ended."""
    if since is None or since > on:
        return None
    last = until or min(one.ended_on or on, on)
    return Wait(max((last - since).days, 0), until is not None)


def _to_answer(name: str, registered: Iterable[ProposalFact], on: date) -> Waited:
    return _waited(name, (_wait(one, one.registered_on, one.answered_on, on) for one in registered))


def _by_language(registered: list[ProposalFact], on: date) -> Iterator[Waited]:
    for language in rules.LANGUAGES:
        mine = [one for one in registered if one.language == language]
        if len(mine) >= FEWEST:
            yield _to_answer(language, mine, on)


def _waited(name: str, waits: Iterable[Wait | None]) -> Waited:
    found: Times = times(one for one in waits if one is not None)
    half, three_quarters, nine_tenths = (length for _share_, length in found.lengths)
    return Waited(name, found.watched, found.answered, half, three_quarters, nine_tenths)


def _first(one: ProposalFact, decided: Mapping[str, DemandFact]) -> date | None:
    """The day on which the first of its demands was decided."""
    days = [decided[name].decided_on for name in one.demands if name in decided]
    return min((day for day in days if day is not None), default=None)


def _grounds(found: list[str], leave_out: str = "") -> Iterator[Share]:
    for ground, count in Counter(found).most_common():
        if ground != leave_out:
            yield Share(ground, count, len(found))
