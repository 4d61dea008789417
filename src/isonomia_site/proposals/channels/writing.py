"""Tables that go out: cells that a spreadsheet would run as formulas are made plain, in a way that reading undoes."""

import csv
import re
from collections.abc import Iterable, Sequence
from typing import TextIO

# What spreadsheets begin a formula with, wide forms among them; and the mark itself, so that reading can tell.
_RUNS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
MARK = "'"


def neutral(cell: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe before what begins with = + - @, a tab or a new line.

    >>> neutral("=1+1"), neutral("'=x"), neutral("a=b")
    ("'=1+1", "''=x", 'a=b')
    """
    return MARK + cell if _RUNS.match(cell) else cell


def restored(cell: str) -> str:
    """The cell before it was made neutral.

    >>> restored(neutral("-5")), restored("'tis")
    ('-5', "'tis")
    """
    return cell[1:] if cell[:1] == MARK and _RUNS.match(cell) else cell


def write_rows(file: TextIO, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a CSV table of neutral cells; return how many rows."""
    writer, count = csv.writer(file, lineterminator="\r\n"), 0
    writer.writerow([neutral(cell) for cell in header])
    for row in rows:
        writer.writerow([neutral(cell) for cell in row])
        count += 1
    return count
