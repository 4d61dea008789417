"""Rows of a table, one at a time: CSV in any common form, and XLSX."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from isonomia.errors import InputError
from isonomia_site.proposals.channels import sheets
from isonomia_site.proposals.channels.decoding import encoding_of
from isonomia_site.proposals.channels.filing import Reading, Rejected, Unfit, rejected
from isonomia_site.proposals.channels.writing import restored

TABLE = ("sheet", "header", "delimiter")
DELIMITERS = ",;\t|"
LONGEST_CELL = 16 * 1024 * 1024
"""A cell that is longer is an open quotation mark: nothing after it can be told apart."""

# It holds for the whole process, and what is longer than the module's own limit would end the reading.
csv.field_size_limit(LONGEST_CELL)


@dataclass(frozen=True, slots=True)
class Row:
    """One row, by the names of its columns."""

    number: int
    cells: dict[str, str]

    def get(self, *names: str) -> str:
        """The first of these cells that is there and not empty."""
        return next((found for name in names if (found := self.cells.get(name, ""))), "")

    def given(self) -> tuple[str, ...]:
        """The cells as they came."""
        return tuple(self.cells.values())


def rows(
    path: Path, reading: Reading, *, sheet: str = "", header: int = 1, delimiter: str = ""
) -> Iterator[Row | Rejected]:
    """The rows of a table under its header; one with more or fewer cells is rejected.

    Raises:
        InputError: no table, no header, a column twice, or a cell without end.
    """
    found = sheets.rows(path, sheet) if sheets.is_sheet(path) else _csv_rows(path, reading, delimiter)
    names: tuple[str, ...] = ()
    for number, cells in found:
        if number < header or (number == header and isinstance(cells, Unfit)):
            continue
        if number == header:
            assert not isinstance(cells, Unfit)
            names = reading.header = _names(path, cells)
        elif isinstance(cells, Unfit):
            yield rejected(number, cells)
        elif any(cells):
            yield _row(number, names, cells)
    if not names:
        raise InputError(f"{path.name}: no header in row {header}")


def _row(number: int, names: tuple[str, ...], cells: Sequence[str]) -> Row | Rejected:
    if len(cells) != len(names):
        return rejected(number, Unfit("cells", found=len(cells), wanted=len(names)), tuple(cells))
    return Row(number, dict(zip(names, map(restored, cells), strict=True)))


def _names(path: Path, cells: Sequence[str]) -> tuple[str, ...]:
    names = tuple(" ".join(cell.split()) for cell in cells)
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise InputError(f"{path.name}: the column {twice[0]!r} stands there twice")
    # A sheet may end in columns without a name.
    return tuple(name or f"column {place}" for place, name in enumerate(names, 1))


def _csv_rows(path: Path, reading: Reading, delimiter: str) -> Iterator[tuple[int, list[str] | Unfit]]:
    with path.open(encoding=encoding_of(path, reading), newline="") as file:
        used = delimiter or _delimiter(file.readline())
        file.seek(0)
        reading.remark("delimiter", delimiter={"\t": "tab"}.get(used, used))
        reader = csv.reader(file, delimiter=used, strict=True)
        number = 0
        try:
            for number, cells in enumerate(reader, 1):
                yield number, [cell.lstrip("\ufeff") for cell in cells] if number == 1 else cells
        except csv.Error as error:
            raise InputError(f"{path.name}: row {number + 1} from line {reader.line_num}: {error}") from None


def _delimiter(header: str) -> str:
    """Whichever parts the header most often."""
    return max(DELIMITERS, key=header.count)
