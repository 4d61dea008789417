"""A CSV file that somebody names, read with its faults named by line."""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO, TypeAlias

from isonomia.errors import InputError

Row: TypeAlias = dict[str, str]
_MOST_LETTERS = 1 << 24


def read_rows(path: Path, *wanted: str, unique: str = "") -> list[Row]:
    """Read the wanted columns of a CSV file with a line of headings (UTF-8; a comma or a semicolon between).

    Raises:
        FileNotFoundError: it is not there.
        InputError: not UTF-8, a column missing or twice, a line of another length, an id empty or twice, or no rows.
    """
    csv.field_size_limit(_MOST_LETTERS)
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            rows = list(_rows(file, path, wanted))
        except UnicodeDecodeError as error:
            raise InputError(f"{path}: not UTF-8 ({error.reason}): save it as UTF-8") from None
        except csv.Error as error:
            raise InputError(f"{path}: not CSV: {error}") from None
    if not rows:
        raise InputError(f"{path}: no rows under the headings")
    if unique:
        _refuse_twice(rows, path, unique)
    return rows


def _rows(file: TextIO, path: Path, wanted: tuple[str, ...]) -> Iterator[Row]:
    first = file.readline()
    file.seek(0)
    reader = csv.reader(file, delimiter=";" if ";" in first and "," not in first else ",", strict=True)
    headings = [heading.strip().lower() for heading in next(reader, [])]
    places = []
    for column in wanted:
        if headings.count(column) != 1:
            there = ", ".join(headings) or "nothing"
            raise InputError(f'{path}: wanted one column "{column}"; the first line has {there}')
        places.append((sys.intern(column), headings.index(column)))
    for cells in reader:
        if not cells:
            continue
        if len(cells) != len(headings):
            raise InputError(f"{path} line {reader.line_num}: {len(cells)} cells, wanted {len(headings)}")
        yield {column: cells[at] for column, at in places}


def _refuse_twice(rows: list[Row], path: Path, column: str) -> None:
    seen = set()
    for row in rows:
        one = row[column]
        if not one or one in seen:
            raise InputError(f'{path}: the {column} "{one}" stands twice' if one else f"{path}: an empty {column}")
        seen.add(one)
