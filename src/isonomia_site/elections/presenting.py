"""What the pages of an election show, shaped for templates: codes and numbers, never words. The law decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from isonomia.elections.acts import CandidateRegistered, ListRegistered, Names
from isonomia.elections.districts import Seat
from isonomia.elections.election import Election
from isonomia.elections.explaining import Explanation
from isonomia.elections.lists import QuotaCheck
from isonomia.elections.rules import Result, bars
from isonomia.elections.standing import IN_DISTRICT, LISTS, SELF
from isonomia.errors import InputError, RulebookError
from isonomia.exact import Bar, Share, decimal_text
from isonomia.record.act import Act
from isonomia.rulebook.law import Rule
from isonomia_site.elections.hemicycle import Dot, Hemicycle, hemicycle
from isonomia_site.elections.outcomes import outcome

PERCENT = 2
COLOURS = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One list in the house: seats by lists and in districts, and the colour that stands for it."""

    name: str
    names: Names
    by_list: int
    direct: int
    colour: int

    @property
    def seats(self) -> int:
        """All its seats."""
        return self.by_list + self.direct


@dataclass(frozen=True, slots=True)
class House:
    """A house as it was elected: a line for each list that won, and for those whom no list put forward.

    `open` are seats that nobody won yet; `not_drawn` are those of districts that the law has and the record has not.
    """

    lines: tuple[Line, ...]
    own_word: int
    open: int
    not_drawn: int
    picture: Hemicycle
    dots: tuple[tuple[Dot, int], ...]

    @property
    def filled(self) -> int:
        """The seats that somebody won."""
        return sum(one.seats for one in self.lines) + self.own_word


@dataclass(frozen=True, slots=True)
class Before:
    """One list before the bar: its votes, their share of the base, and the ground on which it came in."""

    line: ListRegistered
    votes: int
    percent: str
    fill: str
    ground: str
    seats: int
    tied: int
    quota: QuotaCheck | None
    of_seats: QuotaCheck | None


@dataclass(frozen=True, slots=True)
class Lists:
    """The vote for lists: the method, the bar, every list, and the table behind the seats."""

    result: Result
    bar: Bar | None
    need: int
    mark: str
    shares: tuple[Before, ...]
    against: int | None
    explanation: Explanation
    acts: tuple[Act, ...]
    citations: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class InDistrict:
    """One candidate of a district."""

    registered: CandidateRegistered
    names: Names | None
    votes: int | None
    won: bool
    ended: str


@dataclass(frozen=True, slots=True)
class District:
    """One district: who stood, who won, and on how many votes."""

    number: str
    names: Names
    candidates: tuple[InDistrict, ...]
    outcome: Seat | None
    against: int | None
    acts: tuple[Act, ...]


def house(one: Election) -> House | None:
    """The house; None where the law or the votes do not give it yet."""
    try:
        by_list = one.tally.seats()
        direct = {name: one.tally.direct(name) for name in one.standing.lists}
        winners = [one.tally.winner(contest) for contest in one.standing.contests() if contest != LISTS]
        given = sum(by_list.values()) + len(winners) + _tied(one)
    except (RulebookError, InputError):
        return None
    if not any(by_list.values()) and not any(winners):
        return None
    won = [name for name in one.standing.lists if by_list.get(name, 0) + direct[name]]
    won.sort(key=lambda name: (-by_list.get(name, 0) - direct[name], name))
    lines = tuple(
        Line(name, one.standing.lists[name].names, by_list.get(name, 0), direct[name], min(at, COLOURS))
        for at, name in enumerate(won, 1)
    )
    own_word = sum(winner is not None for winner in winners) - sum(direct.values())
    open_ = given - sum(line.seats for line in lines) - own_word
    return arranged(lines, open_, own_word=own_word, not_drawn=_not_drawn(one))


def arranged(lines: tuple[Line, ...], open_: int, *, own_word: int = 0, not_drawn: int = 0) -> House:
    """Draw a house: the lists from the left to the right, those whom no list put forward, then seats of nobody."""
    empty = [0] * (open_ + not_drawn)
    colours = [line.colour for line in lines for _ in range(line.seats)] + [COLOURS + 1] * own_word + empty
    picture = hemicycle(len(colours))
    return House(lines, own_word, open_, not_drawn, picture, tuple(zip(picture.dots, colours, strict=True)))


def _tied(one: Election) -> int:
    outcome = one.tally.outcome(LISTS) if one.tally.counted(LISTS) else None
    return sum(tie.seats for tie in outcome.ties) if isinstance(outcome, Result) else 0


def _not_drawn(one: Election) -> int:
    """The seats of districts that the law of polling day has, without those of districts that were drawn."""
    rule = one.standing.body.law.find(one.standing.body.key("single_seats"))
    seats = rule.value if isinstance(rule, Rule) and isinstance(rule.value, int) else 0
    return max(0, seats - len(one.standing.districts))


def lists(one: Election) -> Lists:
    """The vote for lists.

    Raises:
        RulebookError, InputError: the law or the votes do not give the seats.
    """
    outcome, body = one.tally.outcome(LISTS), one.tally.counted(LISTS)
    assert isinstance(outcome, Result) and body is not None
    bar = bars(one.standing.body).bar
    widest = max(Fraction(max(line.votes for line in body.votes), outcome.base), bar.share if bar else Fraction(0))
    tied = {name: tie.seats for tie in outcome.ties for name in tie.lists}
    shares = tuple(
        Before(
            line=one.standing.lists[line.option],
            votes=line.votes,
            percent=Share(line.votes, outcome.base, "votes").percent(PERCENT),
            fill=_part(Fraction(line.votes, outcome.base), widest),
            ground=outcome.admitted.get(line.option, ""),
            seats=outcome.seats.get(line.option, 0),
            tied=tied.get(line.option, 0),
            quota=quota(one, line.option, of_list=True),
            of_seats=quota(one, line.option, of_list=False),
        )
        for line in sorted(body.votes, key=lambda line: (-line.votes, line.option))
    )
    cited = (rule for key in outcome.citations if isinstance(rule := one.standing.body.law.find(key), Rule))
    return Lists(
        result=outcome,
        bar=bar,
        need=bar.required(outcome.base) if bar else 0,
        mark=_part(bar.share, widest) if bar else "0",
        shares=shares,
        against=body.against_all,
        explanation=outcome.allocation.explanation(),
        acts=tuple(act for act, _ in one.tally.publications(LISTS)),
        citations=tuple(cited),
    )


def _part(share: Fraction, widest: Fraction) -> str:
    return decimal_text(100 * share / widest, PERCENT)


def quota(one: Election, name: str, *, of_list: bool) -> QuotaCheck | None:
    """The quota of groups held against a list, or against who holds its seats; None where there is nothing to hold."""
    if not (one.standing.lists[name].candidates if of_list else one.holders(name)):
        return None
    try:
        return one.quota_of_list(name) if of_list else one.quota_of_seats(name)
    except RulebookError:
        return None


def districts(one: Election) -> Iterator[District]:
    """Every district, in the order in which they were drawn."""
    for number, district in one.standing.districts.items():
        contest = f"{IN_DISTRICT}{number}"
        counted = one.tally.counted(contest)
        found = outcome(one, contest)
        seat = found if isinstance(found, Seat) else None
        votes = {line.option: line.votes for line in counted.votes} if counted else {}
        standing = [_candidate(one, contest, id, votes, seat) for id in one.standing.candidates.get(number, {})]
        standing.sort(key=lambda each: -(each.votes or 0))
        acts = tuple(act for act, _ in one.tally.publications(contest))
        against = counted.against_all if counted else None
        yield District(number, district.names, tuple(standing), seat, against, acts)


def _candidate(one: Election, contest: str, id: str, votes: dict[str, int], seat: Seat | None) -> InDistrict:
    registered = one.standing.candidates[contest.removeprefix(IN_DISTRICT)][id]
    by = one.standing.lists.get(registered.put_forward_by) if registered.put_forward_by != SELF else None
    ended = one.standing.ended.get((contest, id))
    won = seat is not None and seat.winner == id
    return InDistrict(registered, by.names if by else None, votes.get(id), won, ended.act if ended else "")
