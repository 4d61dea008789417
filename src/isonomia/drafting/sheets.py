"""The comparative table as it is read: headings, rows of cells, totals and what it was computed from, in one language.

Every document of the table - page, text processor, spreadsheet - is printed from the same sheet, word for word.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from isonomia.drafting import editions, operations
from isonomia.drafting.comparison import Place
from isonomia.drafting.editions import PART, PREAMBLE, TITLE, Edition, Provision, digest
from isonomia.drafting.operations import AnyOperation
from isonomia.drafting.tables import Considered, Marked, Row, Table
from isonomia.drafting.words import DELETED, INSERTED, KEPT
from isonomia.wording import printable, say

MARKS = {KEPT: ("", ""), DELETED: ("[-", "-]"), INSERTED: ("{+", "+}")}
# What a spreadsheet would compute instead of showing.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
TOTALS = ("rows", "articles", "units", "operations", "proposals", "unexplained")
UNIT = 1
"""The column that says which unit a row is about: the heading of its row."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, in pieces, and its language."""

    language: str
    pieces: tuple[Marked, ...]

    @classmethod
    def of(cls, language: str, text: str) -> "Cell":
        """A cell in which nothing is marked; an empty text makes an empty cell."""
        return cls.shown(language, (Marked(KEPT, text),) if text else ())

    @classmethod
    def shown(cls, language: str, pieces: Sequence[Marked]) -> "Cell":
        """A cell whose characters a reader can see: what a page or a terminal would obey is written as its code."""
        return cls(language, tuple(Marked(one.kind, printable(one.text)) for one in pieces))

    @property
    def text(self) -> str:
        """The words without their marks."""
        return "".join(one.text for one in self.pieces)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A comparative table as it is read; `subject` is the title of the text, in the text's own language."""

    language: str
    title: str
    subject: Cell
    caption: str
    legend: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[str, ...]
    sources: tuple[str, ...]


def sheet(table: Table, language: str, *, behind: Sequence[AnyOperation] = (), command: str = "") -> Sheet:
    """The table in a language of the project.

    Args:
        behind: the operations that the table was made with, to be named by their digest.
        command: what recomputes the table, where a command does.
    """
    first = table.comparisons[0]
    subject = next((one.line for one in first.new.provisions if one.kind == TITLE), "")
    counts = table.totals()
    return Sheet(
        language=language,
        title=say("table.title", language),
        subject=Cell.of(first.new.language, subject),
        caption=say("table.caption", language, old=_dated(first.old), new=_dated(first.new)),
        legend=say("table.legend", language),
        heads=tuple(_heads(table, language)),
        rows=tuple(_cells(row, table, language) for row in table.rows),
        totals=tuple(say(f"table.total_{name}", language, count=counts[name]) for name in TOTALS),
        sources=tuple(_sources(table, language, behind, command)),
    )


def as_csv(made: Sheet) -> bytes:
    """The rows as CSV: deleted words in `[-` and `-]`, inserted ones in `{+` and `+}`; no cell is a formula."""
    file = io.StringIO()
    lines = csv.writer(file)
    lines.writerow([_inert(head) for head in made.heads])
    lines.writerows([_inert(_bracketed(cell)) for cell in row] for row in made.rows)
    # A spreadsheet takes a file for UTF-8 only where it begins so.
    return file.getvalue().encode("utf-8-sig")


def _bracketed(cell: Cell) -> str:
    return "".join(MARKS[one.kind][0] + one.text + MARKS[one.kind][1] for one in cell.pieces)


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def _dated(edition: Edition) -> str:
    return edition.day or "-"


def _heads(table: Table, language: str) -> Iterator[str]:
    yield say("table.number", language)
    yield say("table.unit", language)
    several = len(table.comparisons) > 1
    for found in table.comparisons:
        which = f" ({found.new.language})" if several else ""
        yield say("table.in_force", language) + which
        yield say("table.proposed", language) + which
    yield say("table.reasons", language)
    yield say("table.proposals", language)


def _cells(row: Row, table: Table, language: str) -> tuple[Cell, ...]:
    edition = table.comparisons[0].new
    texts = [Cell.shown(one.language, pieces) for one in row.columns for pieces in (one.in_force, one.proposed)]
    return (
        Cell.of(language, f"{row.number}\n{_change(row, language)}"),
        Cell.of(edition.language, ", ".join(_labels(row.path, edition, language))),
        *texts,
        _reasons(row, language),
        Cell.of(language, "\n".join(_answers(row.considered, language))),
    )


def _change(row: Row, language: str) -> str:
    """What became of the unit's words and, where that changed, of its place."""
    what = [row.kind.value] if row.place is Place.SAME or row.kind.value != "unchanged" else []
    what += [row.place.value] if row.place is not Place.SAME else []
    return ", ".join(say(f"table.{one}", language) for one in what)


def _labels(path: Sequence[Provision], edition: Edition, language: str) -> Iterator[str]:
    """The labels that say where a unit stands, from the innermost unit that is numbered through the act."""
    through = {kind.name for kind in edition.kinds if kind.through}
    start = max((at for at, one in enumerate(path) if one.kind in through), default=0)
    for one in path[start:]:
        if one.kind == PART:
            yield say("table.part", language, number=one.number)
        elif one.kind in (TITLE, PREAMBLE):
            yield say(f"table.{one.kind}_line", language)
        else:
            yield one.mark.strip().removesuffix(".") or one.line


def _reasons(row: Row, language: str) -> Cell:
    """The reasons in the table's language, or else in those in which they were given."""
    if not row.explained:
        return Cell.of(language, say("table.no_operation", language))
    said = [one for one in row.reasons if one.language == language] or list(row.reasons)
    return Cell.of(said[0].language if said else language, "\n".join(one.text for one in said))


def _answers(considered: Sequence[Considered], language: str) -> Iterator[str]:
    for one in considered:
        said = [each.text for each in one.answers if each.language == language] or [each.text for each in one.answers]
        answer = "; ".join(said) or say("table.no_answer", language)
        yield f"{one.proposal}: {answer}"


def _sources(table: Table, language: str, behind: Sequence[AnyOperation], command: str) -> Iterator[str]:
    for found in table.comparisons:
        for one in (found.old, found.new):
            said = {"day": _dated(one), "tongue": one.language}
            yield say("table.edition", language, digest=digest(editions.write(one).decode("utf-8")), **said)
    if behind:
        written = operations.write(behind).decode("utf-8")
        yield say("table.operations", language, count=len(behind), digest=digest(written))
    else:
        yield say("table.without_operations", language)
    if command:
        yield say("table.command", language, command=command)
