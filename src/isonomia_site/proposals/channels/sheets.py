"""Rows of an XLSX file, looked at before it is opened: what would not fit into memory is refused by its own sizes."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from isonomia.errors import InputError
from isonomia_site.proposals.channels.filing import Unfit

MAX_UNPACKED = 400 * 1024 * 1024
MAX_PART_IN_MEMORY = 100 * 1024 * 1024
MAX_PARTS = 2_000
MAX_RATIO = 200
"""What is packed tighter than this holds nothing that was typed."""
SMALL = 1024 * 1024


def is_sheet(path: Path) -> bool:
    """Whether a file is a packed one, and so no CSV."""
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def rows(path: Path, sheet: str = "") -> Iterator[tuple[int, list[str] | Unfit]]:
    """The rows of a sheet (the first where none is named) as text, with their numbers.

    A cell that holds a formula or an error makes its row unfit: what it showed to whoever wrote it is not known.

    Raises:
        InputError: no XLSX file, one that unpacks to too much, or no such sheet.
    """
    _refuse_bomb(path)
    # Here, since the hall runs without it where nobody sends such files.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with path.open("rb") as file:
            book = load_workbook(file, read_only=True, keep_links=False)
            for number, cells in enumerate(_sheet(book, sheet, path).iter_rows(), 1):
                yield number, _cells(cells)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, SyntaxError, EOFError) as error:
        raise _unread(path, error) from None


def _unread(path: Path, error: BaseException) -> InputError:
    """Why it could not be read: the first cause, for the library tells its own place in the file above it."""
    while error.__context__ is not None:
        error = error.__context__
    if type(error).__name__ == "EntitiesForbidden":
        return InputError(f"{path.name}: it declares entities, which no sheet needs: nothing is read")
    return InputError(f"{path.name}: no XLSX file that can be read: {error}")


def _sheet(book: Any, name: str, path: Path) -> Any:
    if name and name not in book.sheetnames:
        raise InputError(f"{path.name}: no sheet {name!r}; there are {', '.join(book.sheetnames)}")
    found = book[name] if name else book.worksheets[0]
    # What the file says of its own size may be wrong, and would cut rows off.
    found.reset_dimensions()
    return found


def _cells(cells: Any) -> list[str] | Unfit:
    for cell in cells:
        if cell.data_type == "f":
            return Unfit("formula", cell=cell.coordinate)
        if cell.data_type == "e":
            return Unfit("sheet_error", cell=cell.coordinate, given=cell.value)
    return [_text(cell.value) for cell in cells]


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime() if not (value.hour or value.minute or value.second):
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return str(value)


def _refuse_bomb(path: Path) -> None:
    try:
        with ZipFile(path) as packed:
            parts = packed.infolist()
    except (BadZipFile, ValueError) as error:
        raise InputError(f"{path.name}: no XLSX file: {error}") from None
    if len(parts) > MAX_PARTS:
        raise InputError(f"{path.name}: {len(parts)} parts; a sheet has at most {MAX_PARTS}")
    whole = sum(part.file_size for part in parts)
    if whole > MAX_UNPACKED:
        raise InputError(f"{path.name}: it unpacks to {whole} bytes; at most {MAX_UNPACKED} are read")
    for part in parts:
        if part.file_size > SMALL and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise InputError(f"{path.name}: {part.filename} is packed {MAX_RATIO} times and more: nothing is unpacked")
        if part.file_size > MAX_PART_IN_MEMORY and "/worksheets/" not in part.filename:
            raise InputError(f"{path.name}: {part.filename} unpacks to {part.file_size} bytes")
