"""A CSV file that somebody names, read with its faults named by line."""

import csv
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO, TypeAlias

from isonomia.errors import InputError
from isonomia_cli.printing import write_whole

Row: TypeAlias = dict[str, str]
_MOST_LETTERS = 1 << 24


def read_rows(path: Path, *wanted: str, unique: str = "") -> list[Row]:
    """Read the wanted columns of a CSV file with a line of headings (UTF-8; a comma or a semicolon between).

    Raises:
        FileNotFoundError: it is not there.
        InputError: not UTF-8, a column missing or twice, a line of another length, an id empty or twice, or no rows.
    """
    with _opened(path) as file:
        rows = list(_rows(file, path, wanted))
    if not rows:
        raise InputError(f"{path}: no rows under the headings")
    if unique:
        _refuse_twice(rows, path, unique)
    return rows


def read_columns(path: Path) -> dict[str, list[str]]:
    """Read a whole CSV file by its columns, headings as they stand.

    Raises:
        FileNotFoundError: it is not there.
        InputError: as `read_rows`; or a heading that is empty or stands twice.
    """
    with _opened(path) as file:
        lines = _lines(file, path)
        headings = [one.strip() for one in next(lines, [])]
        if faulty := [one for one in headings if not one or headings.count(one) > 1]:
            raise InputError(f'{path}: the heading "{faulty[0]}" is empty or stands twice')
        columns: list[list[str]] = [[] for _ in headings]
        for cells in lines:
            for column, cell in zip(columns, cells, strict=True):
                column.append(sys.intern(cell))
    if not columns or not columns[0]:
        raise InputError(f"{path}: no rows under the headings")
    return dict(zip(headings, columns, strict=True))


def write_rows(path: Path, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a CSV file, whole or not at all."""
    write_whole(path, as_csv(head, rows).encode("utf-8"))


def as_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """What stands in a CSV file of these rows."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    csv.field_size_limit(_MOST_LETTERS)
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            yield file
        except UnicodeDecodeError as error:
            raise InputError(f"{path}: not UTF-8 ({error.reason}): save it as UTF-8") from None
        except csv.Error as error:
            raise InputError(f"{path}: not CSV: {error}") from None


def _lines(file: TextIO, path: Path) -> Iterator[list[str]]:
    """The line of headings, then every line that is not empty; each as long as the first."""
    first = file.readline()
    file.seek(0)
    reader = csv.reader(file, delimiter=";" if ";" in first and "," not in first else ",", strict=True)
    headings = next(reader, [])
    yield headings
    for cells in reader:
        if not cells:
            continue
        if len(cells) != len(headings):
            raise InputError(f"{path} line {reader.line_num}: {len(cells)} cells, wanted {len(headings)}")
        yield cells


def _rows(file: TextIO, path: Path, wanted: tuple[str, ...]) -> Iterator[Row]:
    lines = _lines(file, path)
    headings = [heading.strip().lower() for heading in next(lines)]
    places = []
    for column in wanted:
        if headings.count(column) != 1:
            there = ", ".join(headings) or "nothing"
            raise InputError(f'{path}: wanted one column "{column}"; the first line has {there}')
        places.append((sys.intern(column), headings.index(column)))
    for cells in lines:
        yield {column: cells[at] for column, at in places}


def _refuse_twice(rows: list[Row], path: Path, column: str) -> None:
    seen = set()
    for row in rows:
        one = row[column]
        if not one or one in seen:
            raise InputError(f'{path}: the {column} "{one}" stands twice' if one else f"{path}: an empty {column}")
        seen.add(one)
