"""What a reader has to know of the votes of an election: where publications and the law do not fit."""

from collections.abc import Iterator, Mapping

from isonomia.elections import acts
from isonomia.elections.districts import Seat
from isonomia.elections.tally import Tally, seats_of
from isonomia.errors import Finding, InputError, RulebookError


def findings(tally: Tally) -> Iterator[Finding]:
    """Everything that the checks find in votes and seats as they were published."""
    for contest in tally.standing.contests():
        yield from _of_counts(tally, contest)
        yield from _of_lines(tally, contest)
        yield from _of_outcome(tally, contest)


def _of_counts(tally: Tally, contest: str) -> Iterator[Finding]:
    """Find counts that cannot be true together."""
    for _, body in tally.publications(contest):
        cast = sum(line.votes for line in body.votes) + (body.against_all or 0) + (body.invalid or 0)
        voters = cast if body.took_part is None else body.took_part
        where = {"contest": contest, "stage": body.stage, "version": body.version}
        if cast > voters:
            yield Finding.of("more_votes_than_voters", tally.standing.matter, votes=cast, voters=voters, **where)
        if body.registered is not None and voters > body.registered:
            registered = body.registered
            yield Finding.of(
                "more_voters_than_registered", tally.standing.matter, voters=voters, registered=registered, **where
            )


def _of_lines(tally: Tally, contest: str) -> Iterator[Finding]:
    """Find lines of the ballot of which no votes were published."""
    newest = tally.counted(contest)
    if newest is None:
        return
    missing = set(tally.standing.on_ballot(contest)) - {line.option for line in newest.votes}
    if missing:
        lines = ", ".join(sorted(missing))
        yield Finding.of("lines_without_votes", tally.standing.matter, contest=contest, lines=lines)


def _of_outcome(tally: Tally, contest: str) -> Iterator[Finding]:
    """Find seats published otherwise than votes and law give them, ties that stand, and a law that is silent."""
    matter = tally.standing.matter
    if tally.counted(contest) is None:
        return
    try:
        outcome = tally.outcome(contest)
    except (RulebookError, InputError) as error:
        yield Finding.of("seats_undecided", matter, contest=contest, reason=error)
        return
    for tie in (outcome.tie,) if isinstance(outcome, Seat) else outcome.ties:
        if tie:
            yield Finding.of("seats_tied", matter, contest=contest, lines=", ".join(tie.lists), seats=tie.seats)
    act = tally.published.get(contest)
    if act is not None and isinstance(act.body, acts.SeatsPublished):
        printed, computed = {line.option: line.seats for line in act.body.seats if line.seats}, seats_of(outcome)
        if printed != computed:
            said = {"published": _said(printed), "computed": _said(computed)}
            yield Finding.of("seats_differ", act.id, contest=contest, **said)


def _said(seats: Mapping[str, int]) -> str:
    return "; ".join(f"{name}: {count}" for name, count in seats.items())
