"""Votes as a table: a row for each line of each ballot. Every fault is told by row and column; nothing is half read."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from msgspec import structs

from isonomia.elections import acts
from isonomia.elections.election import Election
from isonomia.elections.standing import Standing
from isonomia.errors import Finding
from isonomia_site.elections.outcomes import seats
from isonomia_site.record.wordlist import field_name

COLUMNS = ("contest", "line", "votes")
BESIDE = ("against_all", "invalid", "took_part", "registered")
LONGEST = 1_000_000
DIGITS, LARGEST, SOME = 16, 2**53, 12
MOST_FAULTS = 50
IMPOSSIBLE = ("more_votes_than_voters", "more_voters_than_registered", "lines_without_votes")
"""What is taken in, with a finding, where others published it; the commission does not enter it as its own."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be read in a row: the column, what stands there, what is wanted."""

    row: int
    column: str
    given: str
    wanted: str


@dataclass(slots=True)
class Table:
    """What a table says of each contest: its lines with their votes, and the numbers beside them."""

    votes: dict[str, dict[str, int]] = field(default_factory=dict)
    beside: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def take(self, at: int, contest: str, line: str, votes: str) -> Fault | None:
        """Take in one cell; say what is wrong with one that holds no number."""
        if not votes and line in BESIDE:
            return None
        if not (votes.isascii() and votes.isdigit() and len(votes) <= DIGITS and int(votes) < LARGEST):
            return Fault(at, "votes", votes, _("a whole number from 0 up, in digits alone"))
        (self.beside if line in BESIDE else self.votes).setdefault(contest, {})[line] = int(votes)
        return None

    def bodies(self, one: Election, stage: str, **said: Any) -> list[acts.VotesPublished]:
        """The acts that publish these votes, each the next version of its contest and stage."""
        return [
            acts.VotesPublished(
                contest=contest,
                stage=stage,
                version=len(one.tally.votes.get((contest, stage), ())) + 1,
                votes=tuple(acts.Votes(option=line, votes=count) for line, count in lines.items()),
                **self.beside.get(contest, {}),
                **said,
            )
            for contest, lines in self.votes.items()
        ]


def empty_table(standing: Standing) -> str:
    """The table with a row for each line of each ballot and no numbers: what somebody has to fill in."""
    rows = [(contest, line) for contest in standing.contests() for line in (*standing.on_ballot(contest), *BESIDE)]
    return "\n".join([",".join(COLUMNS), *(f"{contest},{line}," for contest, line in rows), ""])


def read(text: str, standing: Standing) -> Table:
    """Read a table (a comma or a semicolon between cells); a contest of which no cell is filled in is left out."""
    table, seen = Table(), dict[tuple[str, str], int]()
    try:
        rows = list(_rows(text))
    except _UnreadError as error:
        return Table(faults=[error.fault])
    filled = {contest for _, contest, _, votes in rows if votes}
    known = standing.contests()
    for at, contest, line, votes in rows:
        fault = None if contest in known else Fault(at, "contest", contest, _some(known))
        if fault is None and contest in filled:
            fault = _line_fault(at, (contest, line), seen, standing) or table.take(at, contest, line, votes)
        if fault:
            table.faults.append(fault)
        if len(table.faults) == MOST_FAULTS:
            break
        seen.setdefault((contest, line), at)
    if not filled and not table.faults:
        table.faults.append(Fault(1, "votes", "", _("the votes of at least one contest")))
    return table


class _UnreadError(Exception):
    """A table that cannot be read at all, from some row on."""

    def __init__(self, *said: Any) -> None:
        self.fault = Fault(*said)


def _rows(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Each row under the headings: its number, contest, line and votes as they were typed."""
    first = text.partition("\n")[0]
    cells = csv.reader(io.StringIO(text), delimiter=";" if ";" in first and "," not in first else ",", strict=True)
    wanted = ", ".join(COLUMNS)
    try:
        heading = [one.strip().lower() for one in next(cells, [])]
        if heading != list(COLUMNS):
            raise _UnreadError(1, "", ", ".join(heading), wanted)
        for row in cells:
            if not row:
                continue
            if len(row) != len(COLUMNS):
                raise _UnreadError(cells.line_num, "", ", ".join(row), wanted)
            yield cells.line_num, row[0].strip(), row[1].strip(), row[2].strip()
    except csv.Error as error:
        raise _UnreadError(cells.line_num, "", str(error), wanted) from None


def _line_fault(
    at: int, named: tuple[str, str], seen: Mapping[tuple[str, str], int], standing: Standing
) -> Fault | None:
    contest, line = named
    if line not in BESIDE and line not in standing.lines(contest):
        return Fault(at, "line", line, _some((*standing.on_ballot(contest), *BESIDE)))
    if named in seen:
        return Fault(at, "line", line, _("each line once: it stands in row {row} already").format(row=seen[named]))
    return None


def _some(words: Sequence[str]) -> str:
    """What could stand there: some of many, all of few."""
    return ", ".join(words) if len(words) <= SOME else f"{', '.join(words[:SOME])} …"


@dataclass(frozen=True, slots=True)
class Trial:
    """What would come of some votes if they were entered: seats of each contest, faults, and what is to be known."""

    contests: tuple["Tried", ...] = ()
    impossible: tuple[Finding, ...] = ()
    remarks: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """One contest of a trial: what would be published, and who would have how many seats; None where nobody can say."""

    body: acts.VotesPublished
    seats: Mapping[str, int] | None

    @property
    def beside(self) -> list[tuple[str, int]]:
        """The numbers beside the lines, by what they are called."""
        given = ((name, getattr(self.body, name)) for name in BESIDE)
        return [(field_name(name), count) for name, count in given if count is not None]


def tried(one: Election, bodies: Sequence[acts.VotesPublished]) -> Trial:
    """Let an election, replayed for this alone, take in votes that are not entered; say what would come of them.

    Raises:
        UnlawfulActError, InputError: the law refuses them.
    """
    before = set(one.findings())
    for body in bodies:
        one.admit(structs.replace(one.first, body=body))
    found = list(one.findings())
    return Trial(
        tuple(Tried(body, seats(one, body.contest)) for body in bodies),
        tuple(each for each in found if each.code in IMPOSSIBLE and _is_of(each, one, bodies)),
        tuple(each for each in found if each.code not in IMPOSSIBLE and each not in before),
    )


def _is_of(found: Finding, one: Election, bodies: Sequence[acts.VotesPublished]) -> bool:
    """Whether a finding is about some of these votes: about a version of them, or a contest for which they count."""
    said = dict(found.params)
    version = [said.get(name) for name in ("contest", "stage", "version")]
    if "stage" in said:
        return any(version == [body.contest, body.stage, str(body.version)] for body in bodies)
    return any(said.get("contest") == body.contest and one.tally.counted(body.contest) is body for body in bodies)
