"""The votes of one election as they were published, and what the law of polling day makes of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from isonomia.elections import acts
from isonomia.elections.districts import Seat, single
from isonomia.elections.entrants import Entrant
from isonomia.elections.rules import Result, elect
from isonomia.elections.standing import AGAINST_ALL, IN_DISTRICT, LISTS, Standing
from isonomia.errors import Finding, InputError, refused
from isonomia.procedure.checking import check_day
from isonomia.record.act import Act
from isonomia.rulebook.law import Rule

STAGES = ("preliminary", "final")
Outcome: TypeAlias = Result | Seat


@dataclass(slots=True)
class Tally:
    """The votes of every contest, by stage and version; lots, and the seats that were published.

    What others published is taken in as printed, even where it cannot be true: that gives findings.
    """

    standing: Standing
    polling_day: date
    list_seats: int | None = None
    votes: dict[tuple[str, str], list[tuple[Act, acts.VotesPublished]]] = field(default_factory=dict)
    lots: dict[str, dict[str, int]] = field(default_factory=dict)
    drawn: dict[str, Act] = field(default_factory=dict)
    published: dict[str, Act] = field(default_factory=dict)
    # What was computed from the acts so far; emptied by whoever stands, votes and lots that are new.
    _outcomes: dict[str, Outcome] = field(default_factory=dict, repr=False, compare=False)

    def forget(self) -> None:
        """Forget what was computed: votes, lots or who stands are new."""
        self._outcomes.clear()

    def publish(self, act: Act, body: acts.VotesPublished) -> None:
        """Take in votes: of lines that were registered, each version after the other and with its reason."""
        if body.published_on is not None:
            check_day(body.published_on, self.polling_day, act)
        options = [one.option for one in body.votes]
        if len(set(options)) < len(options):
            raise InputError("a line of the ballot stands twice")
        if unknown := [one for one in options if one not in self.standing.lines(body.contest)]:
            raise InputError(f'"{unknown[0]}" was never registered in {body.contest}')
        versions = self.votes.get((body.contest, body.stage), [])
        if body.version != len(versions) + 1:
            raise InputError(f"version {body.version} of the {body.stage} votes: wanted {len(versions) + 1}")
        if versions and not body.reason:
            raise InputError(f"version {body.version} of published votes needs its reason")
        self.votes[body.contest, body.stage] = [*versions, (act, body)]
        self.forget()

    def draw(self, act: Act, body: acts.LotDrawn) -> None:
        """Take in a lot: of all lines that are in a tie there, and of no others."""
        if len(set(body.order)) < len(body.order):
            raise InputError("a lot puts each line in one place")
        if body.contest in self.lots:
            raise InputError(f"a lot was drawn in {body.contest} before")
        tied = {line for tie in ties(self.outcome(body.contest)) for line in tie}
        if tied != set(body.order):
            named = ", ".join(sorted(tied))
            finding = Finding.of("no_such_tie", self.standing.matter, contest=body.contest, tied=named)
            raise refused(f"the lines in a tie are {named or 'none'}", finding)
        self.lots[body.contest] = {option: place for place, option in enumerate(body.order, start=1)}
        self.drawn[body.contest] = act
        self.forget()

    def publish_seats(self, act: Act, body: acts.SeatsPublished) -> None:
        """Take in seats as published, of lines that were registered."""
        options = [one.option for one in body.seats]
        if len(set(options)) < len(options) or not set(options) <= set(self.standing.lines(body.contest)):
            raise InputError(f"seats of lines that stand twice, or were never registered in {body.contest}")
        check_day(body.published_on, self.polling_day, act)
        self.published[body.contest] = act

    def stage(self, contest: str) -> str:
        """The latest stage of which votes were published; empty where there is none."""
        return next((one for one in reversed(STAGES) if (contest, one) in self.votes), "")

    def newest(self, contest: str) -> tuple[Act, acts.VotesPublished] | None:
        """The votes of a contest as published last, with the act."""
        there = self.votes.get((contest, self.stage(contest)))
        return there[-1] if there else None

    def counted(self, contest: str) -> acts.VotesPublished | None:
        """The votes of a contest as published last."""
        newest = self.newest(contest)
        return newest[1] if newest else None

    def behind(self, contest: str) -> tuple[Act, ...]:
        """The acts from which the seats of a contest follow: its newest votes, its lot, and who no longer stands."""
        newest, lot = self.newest(contest), self.drawn.get(contest)
        ended = (act for (where, _), act in self.standing.ended.items() if where == contest)
        return tuple(one for one in (newest and newest[0], lot, *ended) if one)

    def publications(self, contest: str) -> Iterator[tuple[Act, acts.VotesPublished]]:
        """Everything that was published of the votes of a contest, stage after stage."""
        for stage in STAGES:
            yield from self.votes.get((contest, stage), ())

    def entrants(self, contest: str) -> tuple[Entrant, ...]:
        """Every line of the ballot with its votes, and the line against all; without lines that no longer stand."""
        body = self.counted(contest)
        if body is None:
            raise InputError(f"no votes of {contest} were published")
        found = [self._entrant(contest, one) for one in body.votes if (contest, one.option) not in self.standing.ended]
        if body.against_all is not None:
            found.append(Entrant(name=AGAINST_ALL, votes=body.against_all, kind="against_all"))
        return tuple(found)

    def _entrant(self, contest: str, one: acts.Votes) -> Entrant:
        line, lot = self.standing.lines(contest)[one.option], self.lots.get(contest, {}).get(one.option)
        if isinstance(line, acts.CandidateRegistered):
            return Entrant(name=one.option, votes=one.votes, registered=line.order, lot=lot)
        direct, most = self.direct(one.option), self._most(line)
        return Entrant(name=one.option, votes=one.votes, registered=line.order, lot=lot, direct=direct, most=most)

    def _most(self, line: acts.ListRegistered) -> int | None:
        """How many seats a list may take: no more than it has people, where the law gives the others the rest."""
        rule = self.standing.body.law.find(self.standing.body.key("exhausted"))
        passes_on = isinstance(rule, Rule) and rule.value == "pass_on"
        return len(line.candidates) if passes_on and line.candidates else None

    def outcome(self, contest: str) -> Outcome:
        """What the law of polling day makes of the votes that were published last.

        Raises:
            InputError: none were published, or they leave open what the law needs.
            RulebookError: a rule that is needed is unknown on that day.
        """
        if contest not in self._outcomes:
            self._outcomes[contest] = self._decided(contest)
        return self._outcomes[contest]

    def _decided(self, contest: str) -> Outcome:
        entrants, body = self.entrants(contest), self.counted(contest)
        if contest != LISTS:
            return single(entrants, self.standing.body)
        bases = {} if body is None or body.took_part is None else {"took_part": body.took_part}
        return elect(entrants, self.standing.body, seats=self.list_seats, bases=bases)

    def winner(self, contest: str) -> str | None:
        """Who won a district; None where nobody did yet, or no votes were published."""
        outcome = self.outcome(contest) if self.counted(contest) else None
        return outcome.winner if isinstance(outcome, Seat) else None

    def seats(self) -> Mapping[str, int]:
        """The seats of every list by its votes, without those of districts; empty where no votes were published."""
        outcome = self.outcome(LISTS) if self.counted(LISTS) else None
        return outcome.seats if isinstance(outcome, Result) else {}

    def direct(self, name: str) -> int:
        """The seats that candidates of a list won in districts."""
        return sum(
            there[winner].put_forward_by == name
            for district, there in self.standing.candidates.items()
            if (winner := self.winner(f"{IN_DISTRICT}{district}")) is not None
        )


def ties(outcome: Outcome) -> tuple[tuple[str, ...], ...]:
    """The lines of each tie that stands."""
    if isinstance(outcome, Seat):
        return (outcome.tie.lists,) if outcome.tie else ()
    return tuple(one.lists for one in outcome.ties)


def seats_of(outcome: Outcome) -> dict[str, int]:
    """Who has how many seats of a contest, without those that have none."""
    if isinstance(outcome, Seat):
        return {outcome.winner: 1} if outcome.winner else {}
    return {name: seats for name, seats in outcome.seats.items() if seats}
