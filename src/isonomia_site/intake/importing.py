"""A whole file: read, looked at, entered in batches; a second run adds nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from isonomia.errors import ConflictError
from isonomia_site.intake.services import How, Taken, check, enter_filings
from isonomia_site.permissions import By
from isonomia_site.proposals.channels.filing import Filing, Reading, Rejected
from isonomia_site.proposals.channels.formats import read, refuse_broken
from isonomia_site.proposals.channels.writing import write_rows

AT_ONCE = 2_000
TRIES = 5
CHANNELS = {
    "decidim": "platform",
    "consul": "platform",
    "polis": "platform",
    "telegram": "social_media",
    "mbox": "e_mail",
    "register": "state_portal",
}
"""Through which channel the proposals of a format came, where nobody says otherwise."""


@dataclass(slots=True)
class Outcome:
    """What became of a file."""

    read: int = 0
    good: int = 0
    same: int = 0
    first: str = ""
    last: str = ""
    rejected: list[Rejected] = field(default_factory=list)

    def add(self, rows: int, taken: Taken) -> None:
        """Count one batch in."""
        self.read += rows
        self.good += taken.good
        self.same += taken.same
        if taken.numbers:
            self.first, self.last = self.first or taken.numbers[0], taken.numbers[-1]
        self.rejected += taken.rejected


@dataclass(frozen=True, slots=True)
class Source:
    """A file in a format, and how it is read."""

    path: Path
    form: str
    reading: Reading


Progress = Callable[[Outcome], None]


def nothing(_: Outcome) -> None:
    """Nobody watches."""


def look(by: By, source: Source, how: How, progress: Progress = nothing) -> Outcome:
    """Read a file to its end and look at every row as if it were entered; enter nothing.

    Raises:
        InputError: the file is not what it is said to be.
    """
    return _run(source, progress, lambda filings: check(by, filings, how))


def enter(by: By, source: Source, how: How, progress: Progress = nothing) -> Outcome:
    """Enter what is new in a file, batch by batch.

    The file is read to its end before anything is entered: one that breaks off in the middle enters nothing.

    Raises:
        InputError: the file is not what it is said to be.
        UnlawfulActError: who asks may not enter proposals.
    """
    refuse_broken(source.path, source.form, source.reading.again())
    return _run(source, progress, lambda filings: _patient(by, filings, how))


def _patient(by: By, filings: list[Filing], how: How) -> Taken:
    """Enter a batch; where others write at the same places, look at it again and try once more."""
    for left in reversed(range(TRIES)):
        try:
            return enter_filings(by, filings, how)
        except ConflictError:
            if not left:
                raise
    raise AssertionError


def _run(source: Source, progress: Progress, take: Callable[[list[Filing]], Taken]) -> Outcome:
    outcome = Outcome()
    for batch in _batches(source):
        filings = [one for one in batch if isinstance(one, Filing)]
        outcome.rejected += [one for one in batch if isinstance(one, Rejected)]
        outcome.add(len(batch), take(filings) if filings else Taken())
        progress(outcome)
    outcome.rejected.sort(key=lambda one: one.row)
    return outcome


def _batches(source: Source) -> Iterator[list[Filing | Rejected]]:
    rows = read(source.path, source.form, source.reading)
    while batch := list(islice(rows, AT_ONCE)):
        yield batch


def write_rejected(path: Path, outcome: Outcome, header: tuple[str, ...], language: str) -> None:
    """Write the rejected rows as they came, each with its number and reason: they can be mended and handed in again."""
    header = header or ("given",)
    # With the mark: a spreadsheet takes a file without it for one in the letters of its own country.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = (
            [*one.given, *[""] * (len(header) - len(one.given)), str(one.row), one.say(language)]
            for one in outcome.rejected
        )
        write_rows(file, [*header, "row", "reason"], rows)
