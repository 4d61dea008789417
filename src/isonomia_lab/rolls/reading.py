"""Lists of people read from CSV or Parquet into tables, with every fault told by file, row and column.

The tables live in memory, and what does not fit there in a folder that goes with them: nothing of a list stays behind.
"""

import codecs
import csv
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from isonomia.errors import InputError

ENCODINGS = {"utf-8": "utf-8-sig", "cp1251": "cp1251"}
TEXT, NUMBER, DAY, YES_OR_NO, DAY_OR_NONE = "text", "number", "day", "yes_or_no", "day_or_none"
_types = {TEXT: "VARCHAR", NUMBER: "BIGINT", DAY: "DATE", YES_OR_NO: "SMALLINT", DAY_OR_NONE: "DATE"}
_wanted = {
    TEXT: "a text",
    NUMBER: "a whole number",
    DAY: "a day as 2026-03-16",
    YES_OR_NO: "1 or 0",
    DAY_OR_NONE: "a day as 2026-03-16, or nothing",
}
# Nothing is guessed: the headings were read, and every column has its kind.
_FORM = "header = true, auto_detect = false, quote = '\"', escape = '\"'"
_day = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_number = re.compile(r"[0-9]{1,18}")

Columns = Mapping[str, str]
"""The columns of a list: their names, and what stands in them."""

REGISTER: Columns = {
    "person": NUMBER,
    "born": DAY,
    "territory": TEXT,
    "citizen": YES_OR_NO,
    "died": DAY_OR_NONE,
    "barred": YES_OR_NO,
}
"""The register: a number for each person, the day of birth, the territory, citizen or not, the day of death if there is
one, and whether a service bars membership in parties."""


class Tables:
    """Tables of lists, with the folder in which they may spill."""

    def __init__(self, spill: Path, memory: str, threads: int) -> None:
        self.spill = spill
        settings: dict[str, str | bool | int | float | list[str]] = {"memory_limit": memory, "threads": threads}
        settings["temp_directory"] = str(spill)
        self.run = duckdb.connect(config=settings)
        # It would be drawn over the answer.
        self.run.execute("SET enable_progress_bar = false")

    def read(self, name: str, path: Path, columns: Columns, encoding: str) -> None:
        """Make a view of a file, after its columns were looked at."""
        if encoding not in ENCODINGS:
            raise InputError(f'no encoding "{encoding}" (wanted {", ".join(ENCODINGS)})')
        with path.open("rb") as file:
            parquet = file.read(4) == b"PAR1"
        source = self._parquet(path, columns) if parquet else self._csv(name, path, columns, encoding)
        typed = ", ".join(f"CAST({column} AS {_types[kind]}) AS {column}" for column, kind in columns.items())
        try:
            self.run.execute(f"CREATE VIEW {name} AS SELECT {typed} FROM {source}")
        except duckdb.Error as error:
            raise first_fault(path, columns, encoding, error) from None

    def _parquet(self, path: Path, columns: Columns) -> str:
        source = f"read_parquet({_quoted(path)})"
        try:
            found = [str(row[0]) for row in self.run.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
        except duckdb.Error as error:
            raise InputError(f"{path}: not Parquet: {_first_line(error)}") from None
        check_columns(path, found, columns)
        return source

    def _csv(self, name: str, path: Path, columns: Columns, encoding: str) -> str:
        found, comma = headings(path, encoding)
        check_columns(path, found, columns)
        types = ", ".join(f"'{column}': '{_types[columns[column]]}'" for column in found)
        readable = path if encoding == "utf-8" else self._as_utf8(name, path, encoding)
        return f"read_csv({_quoted(readable)}, {_FORM}, delim = '{comma}', columns = {{{types}}})"

    def _as_utf8(self, name: str, path: Path, encoding: str) -> Path:
        """A copy in UTF-8, in the folder that goes with these tables."""
        copy = self.spill / f"{name}.csv"
        with path.open(encoding=ENCODINGS[encoding]) as file, copy.open("w", encoding="utf-8") as out:
            try:
                while part := file.read(1 << 20):
                    out.write(part)
            except UnicodeDecodeError as error:
                raise InputError(f"{path}: not {encoding} ({error.reason})") from None
        return copy


@contextmanager
def tables(*, memory: str = "512MB", threads: int = 2) -> Iterator[Tables]:
    """Tables for one check; they and their folder are gone after it."""
    with TemporaryDirectory(prefix="isonomia-") as folder:
        made = Tables(Path(folder), memory, threads)
        try:
            yield made
        finally:
            made.run.close()


def headings(path: Path, encoding: str) -> tuple[list[str], str]:
    """The headings of a CSV file, and what stands between them."""
    with path.open("rb") as file:
        try:
            first = codecs.decode(file.readline(), ENCODINGS[encoding])
        except UnicodeDecodeError:
            raise InputError(f"{path} row 1: not {encoding}; say which it is with --encoding") from None
    comma = ";" if ";" in first and "," not in first else ","
    return [one.strip() for one in next(csv.reader([first], delimiter=comma), [])], comma


def check_columns(path: Path, found: list[str], columns: Columns) -> None:
    """Refuse a file that has not just the columns that are wanted: what is not needed is not to be handed in."""
    missing = [one for one in columns if one not in found]
    strange = [one for one in found if one not in columns]
    if missing or strange or len(set(found)) != len(found):
        what = f'no column "{missing[0]}"' if missing else f'an unknown column "{(strange or found)[0]}"'
        raise InputError(f"{path} row 1: {what} (wanted {', '.join(columns)}; the file has {', '.join(found)})")


def first_fault(path: Path, columns: Columns, encoding: str, error: duckdb.Error) -> InputError:
    """Say which row and column of a file could not be read; slow, and only run where something could not be."""
    with path.open("rb") as file:
        parquet = file.read(4) == b"PAR1"
    found = None if parquet else next(_faults(path, columns, encoding), None)
    return InputError(f"{path}: {_first_line(error)}" if found is None else f"{path} {found}")


def _faults(path: Path, columns: Columns, encoding: str) -> Iterator[str]:
    """Each fault of a CSV file, by row and column."""
    names, comma = headings(path, encoding)
    row = 1
    try:
        with path.open(encoding=ENCODINGS[encoding], newline="") as file:
            lines = csv.reader(file, delimiter=comma)
            next(lines, None)
            for row, cells in enumerate(lines, 2):
                if len(cells) != len(names):
                    yield f"row {row}: {len(cells)} cells, wanted {len(names)}"
                wrong = [one for one in zip(names, cells, strict=False) if not fits(one[1], columns[one[0]])]
                yield from (
                    f'row {row}, column {at}: "{cell[:40]}", wanted {_wanted[columns[at]]}' for at, cell in wrong
                )
    except UnicodeDecodeError:
        yield f"after row {row}: not {encoding}; say which it is with --encoding"


def fits(cell: str, kind: str) -> bool:
    """Whether a cell holds what its column wants.

    >>> fits("2026-02-30", DAY), fits("", DAY_OR_NONE), fits("yes", YES_OR_NO)
    (False, True, False)
    """
    match kind:
        case "text":
            return bool(cell)
        case "number":
            return bool(_number.fullmatch(cell))
        case "yes_or_no":
            return cell in ("0", "1")
        case "day_or_none" if not cell:
            return True
    if not _day.fullmatch(cell):
        return False
    try:
        date.fromisoformat(cell)
    except ValueError:
        return False
    return True


def _quoted(path: Path) -> str:
    # A name with * or ? would be read as many files.
    if any(one in str(path) for one in "*?["):
        raise InputError(f"{path}: a file whose name holds *, ? or [ cannot be read here")
    return "'" + str(path).replace("'", "''") + "'"


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
