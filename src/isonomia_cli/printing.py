"""How the command reads what it is handed, and writes and prints: JSON for programs, plain aligned lines for people."""

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from isonomia.errors import Finding, InputError
from isonomia.wording import say_finding

MOST_BYTES = 64 * 1024 * 1024


def print_json(value: object) -> None:
    """Print one value as JSON, indented, letters as they are."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def finding_json(one: Finding) -> dict[str, str]:
    """A finding as plain values."""
    return {"code": one.code, "where": one.where, "text": say_finding(one, "en")}


def print_table(rows: Iterable[Sequence[str]]) -> None:
    """Print rows in columns, each as wide as its widest cell; the last column runs free."""
    lines = [list(row) for row in rows]
    if not lines:
        return
    widths = [max(len(line[at]) for line in lines if at < len(line)) for at in range(max(map(len, lines)))]
    for line in lines:
        cells = [cell.ljust(width) for cell, width in zip(line[:-1], widths, strict=False)]
        print("  ".join([*cells, line[-1]]).rstrip())


def grouped(number: int | None) -> str:
    """A whole number with thousands apart; a dash where it is not known."""
    return "-" if number is None else f"{number:,}"


def read_text(path: Path) -> str:
    """Read a text file that somebody names, with limits.

    Raises:
        FileNotFoundError: it is not there.
        InputError: too large, or not UTF-8.
    """
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise InputError(f"{path}: larger than {MOST_BYTES // 2**20} MiB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}") from None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def is_record(folder: Path) -> None:
    """Refuse what is no record at all: a folder with neither checkpoint nor policy.

    Raises:
        FileNotFoundError: there is no folder, or no record in it.
    """
    if not any((folder / name).exists() for name in ("checkpoint", "policy")):
        raise FileNotFoundError(2, "no record", f"{folder}/checkpoint")
