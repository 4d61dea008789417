"""Figures of an election: votes with their named bases, the bar, turnout and seats, recomputed from acts and law.

Of each contest the votes published last are taken. `of` says whose a figure is: a list's, a candidate's, a district's.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from isonomia.elections.acts import VotesPublished
from isonomia.elections.districts import Seat
from isonomia.elections.election import Election
from isonomia.elections.rules import Result, assembled, bars
from isonomia.elections.standing import IN_DISTRICT, LISTS, SELF
from isonomia.errors import InputError, RulebookError
from isonomia.exact import Share
from isonomia.figures.figure import Figure
from isonomia.record.act import Act
from isonomia.reform.road import Reform
from isonomia.rulebook.law import Rule

PRINTED = 2
BELOW = "below_bar"
BESIDE = ("registered", "took_part", "against_all", "invalid")


@dataclass(frozen=True, slots=True)
class _Ground:
    """What some figures of one election rest on: the stage of its votes, the acts and the rules; and whose they are."""

    matter: str
    stage: str
    acts: tuple[Act, ...]
    citation: str = ""
    of: str = ""

    def _figure(self, name: str, kind: str, unit: str, parts: tuple[str, int | None, int | None, str]) -> Figure:
        rest = self.acts, self.citation, self.of
        return Figure(f"elections.{name}", self.matter, self.stage, kind, unit, *parts, *rest)

    def share(self, name: str, share: Share) -> Figure:
        parts = share.percent(PRINTED), share.part, share.whole, share.base
        return self._figure(name, "recomputed", "percent", parts)

    def count(self, name: str, number: int, whole: int, base: str) -> Figure:
        return self._figure(name, "recomputed", "count", (str(number), number, whole, base))

    def cited(self, name: str, number: int) -> Figure:
        return self._figure(name, "cited", "count", (str(number), number, None, ""))

    def word(self, name: str, word: str) -> Figure:
        return self._figure(name, "recomputed", "word", (word, None, None, ""))


def of_elections(reform: Reform) -> Iterator[Figure]:
    """Every figure of every election; what the law or the votes leave open is left out, and is a finding."""
    for one in reform.elections.matters.values():
        for compute in PARTS:
            with suppress(RulebookError, InputError):
                yield from compute(one)


def result_of(one: Election) -> Result:
    """What the law makes of the votes for lists; InputError or RulebookError where they leave that open."""
    outcome = one.tally.outcome(LISTS)
    assert isinstance(outcome, Result)
    return outcome


def with_seats(result: Result) -> tuple[str, ...]:
    """The lists that won seats."""
    return tuple(name for name, seats in result.seats.items() if seats)


def _turnout(one: Election) -> Iterator[Figure]:
    """Who took part, of registered voters, in each contest that says so; of the lists the counts beside it."""
    for contest in one.standing.contests():
        newest = one.tally.newest(contest)
        if newest is None:
            continue
        act, body = newest
        ground = _Ground(one.first.matter, body.stage, (act,), of="" if contest == LISTS else contest)
        if contest == LISTS:
            counted = ((name, getattr(body, name)) for name in BESIDE)
            yield from (ground.cited(name, number) for name, number in counted if number is not None)
        if body.took_part is not None and body.registered:
            yield ground.share("took_part_of_registered", Share(body.took_part, body.registered, "registered"))


def _votes(one: Election) -> Iterator[Figure]:
    """The votes of each list, and their share of each base that is known."""
    newest = one.tally.newest(LISTS)
    if newest is None:
        return
    act, body = newest
    bases = {"valid": _valid(body), "took_part": body.took_part}
    for line in body.votes:
        ground = _Ground(one.first.matter, body.stage, (act,), of=line.option)
        yield ground.cited("votes", line.votes)
        for base, whole in bases.items():
            if whole:
                yield ground.share(f"votes_of_{base}", Share(line.votes, whole, base))


def _bar(one: Election) -> Iterator[Figure]:
    """The votes that a list needs, and on which ground each list takes part in the share-out."""
    result, bar = result_of(one), bars(one.standing.body).bar
    ground = _of_contests(one, (LISTS,), result.citations[one.standing.body.key("threshold")])
    if bar is not None:
        yield ground.count("votes_needed", bar.required(result.base), result.base, bar.base)
    for name in one.standing.on_ballot(LISTS):
        yield replace(ground, of=name).word("bar", result.admitted.get(name, BELOW))


def _by_lists(one: Election) -> Iterator[Figure]:
    """The seats of each list by its votes, of all that lists share; how many lists won any; how many are in a tie."""
    result = result_of(one)
    whole, tied = result.allocation.house, sum(tie.seats for tie in result.ties)
    ground = _of_contests(one, (LISTS,), "; ".join(dict.fromkeys(result.citations.values())))
    for name, seats in result.seats.items():
        yield replace(ground, of=name).count("seats_by_lists", seats, whole, "list_seats")
    if tied:
        yield ground.count("seats_tied", tied, whole, "list_seats")
    yield ground.count("lists_with_seats", len(with_seats(result)), len(result.seats), "lists")


def _in_districts(one: Election) -> Iterator[Figure]:
    """Who won each district, by which share of its valid votes; and how many were won for each list."""
    if not one.standing.districts:
        return
    cited = one.standing.body.law.rule(one.standing.body.key("single_method")).citation
    for contest, seat in _decided(one):
        body = one.tally.counted(contest)
        if body is not None and seat.winner is not None:
            share = Share(seat.votes, _valid(body), "valid")
            yield _of_contests(one, (contest,), cited, of=seat.winner).share("winner_of_valid", share)
    for name, contests in _won(one).items():
        ground = _of_contests(one, contests, cited, of=name)
        yield ground.count("seats_in_districts", len(contests), len(one.standing.districts), "single_seats")


def _together(one: Election) -> Iterator[Figure]:
    """The seats of each list in the whole house, where lists and districts fill it."""
    if not one.standing.districts:
        return
    won, body = _won(one), one.standing.body
    mixed = assembled(result_of(one), {name: len(contests) for name, contests in won.items()}, body)
    mixture = body.law.find(body.key("mixed"))
    cited = mixture.citation if isinstance(mixture, Rule) else ""
    for name, seats in mixed.seats.items():
        contests = (*((LISTS,) if name != SELF else ()), *won.get(name, ()))
        yield _of_contests(one, contests, cited, of=name).count("seats", seats, mixed.house, "seats")


def _taken(one: Election) -> Iterator[Figure]:
    """The seats of each list that somebody holds, of those that it won."""
    won, stage = one.tally.seats(), one.tally.stage(LISTS)
    for name, held in one.taken.items():
        vacated = [act for id, act in one.vacated.items() if id in held]
        ground = _Ground(one.first.matter, stage, (*one.seated[name], *vacated), of=name)
        yield ground.count("seats_taken", len(held) - len(vacated), won.get(name, 0), "seats_won")


PARTS: tuple[Callable[[Election], Iterator[Figure]], ...] = (
    _turnout,
    _votes,
    _bar,
    _by_lists,
    _in_districts,
    _together,
    _taken,
)


def _of_contests(one: Election, contests: tuple[str, ...], citation: str, of: str = "") -> _Ground:
    """The ground of what follows from the votes of some contests."""
    acts = tuple(act for contest in contests for act in one.tally.behind(contest))
    return _Ground(one.first.matter, one.tally.stage(contests[0]), acts, citation, of)


def _decided(one: Election) -> Iterator[tuple[str, Seat]]:
    """Every district of which votes were published, with its seat; one that the law leaves open is left out."""
    for district in one.standing.districts:
        contest = f"{IN_DISTRICT}{district}"
        with suppress(RulebookError, InputError):
            outcome = one.tally.outcome(contest)
            assert isinstance(outcome, Seat)
            yield contest, outcome


def _won(one: Election) -> dict[str, tuple[str, ...]]:
    """The districts that were won for each list; for `self`, by who put themselves forward."""
    found: dict[str, tuple[str, ...]] = {}
    for contest, seat in _decided(one):
        if seat.winner is not None:
            by = one.standing.candidates[contest.removeprefix(IN_DISTRICT)][seat.winner].put_forward_by
            found[by] = (*found.get(by, ()), contest)
    return found


def _valid(body: VotesPublished) -> int:
    """The votes for all lines of the ballot, and against all."""
    return sum(line.votes for line in body.votes) + (body.against_all or 0)
