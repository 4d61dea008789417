"""A roll of members as it was handed in: how many lines it has, and how it is put beside the rolls of other parties."""

import csv
import io
from collections.abc import Mapping

from isonomia.errors import InputError
from isonomia_lab.rolls.checking import ROLL

PARTY = "party"


def length(data: bytes) -> int:
    """How many lines a roll has, its headings not among them.

    >>> length(b"party,person,name,territory,joined\\nA,1,Invented,MYSAL-1,2026-01-01\\n")
    1
    """
    return max(len(_lines(data)) - 1, 0)


def beside(party: str, data: bytes, others: Mapping[str, bytes]) -> bytes:
    """A roll with those of other parties below it, so that its own lines keep their rows.

    Each line is given the party whose roll it is. A roll with other columns than are wanted stays alone: the check
    then says which.
    """
    rolls = {name: _lines(one) or [[]] for name, one in {party: data, **others}.items()}
    head = rolls[party][0]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head)
    for name, (named, *rows) in rolls.items():
        if name == party or sorted(named) == sorted(head) == sorted(ROLL):
            writer.writerows([_cell(row, named, column, name) for column in head] for row in rows)
    return out.getvalue().encode()


def _cell(row: list[str], named: list[str], column: str, party: str) -> str:
    at = named.index(column)
    return party if column == PARTY else row[at] if at < len(row) else ""


def _lines(data: bytes) -> list[list[str]]:
    try:
        text = data.decode("utf-8-sig")
        first = text.partition("\n")[0]
        comma = ";" if ";" in first and "," not in first else ","
        found = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=comma) if row]
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"the roll is no table in UTF-8 with commas: {error}") from None
    return [[cell.strip() for cell in row] for row in found]
