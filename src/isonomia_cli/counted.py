"""A file of votes for lists, and what the votes do not say: how `isonomia elections` is asked."""

from pathlib import Path
from typing import Annotated

import typer

from isonomia.elections.entrants import Entrant
from isonomia.elections.rules import PARLIAMENT
from isonomia.errors import InputError
from isonomia.rulebook.law import Law
from isonomia.rulebook.loading import read
from isonomia_cli.csv_rows import Row, read_rows
from isonomia_cli.printing import read_text
from isonomia_cli.rules import day_of, law_on

AGAINST_ALL = "against_all"
LARGEST = 2**53
# Columns beside `list` and `votes`, with the field of a list that each fills.
NUMBERS = {
    "registered_order": "registered",
    "lot": "lot",
    "direct_seats": "direct",
    "parties": "members",
    "candidates": "most",
}
WORDS = {"kind": "kind", "born": "born"}
GIVEN = ("seats", "took_part", "valid", "registered")

File = Annotated[Path, typer.Argument(metavar="VOTES.csv", help="Columns list and votes, and others.")]
RulesFile = Annotated[Path | None, typer.Option("--rules", help="An elections.toml, or a folder of laws, instead.")]
Given = Annotated[
    list[str] | None,
    typer.Option("--given", help="What the votes do not say: seats=17, took_part=6524000, valid=..., body=maslikhat."),
]


def given_in(pairs: list[str]) -> tuple[str, dict[str, int]]:
    """The body that is elected, and the numbers that were given, by name."""
    body, numbers = PARLIAMENT, {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        if name == "body" and value:
            body = value
        elif name in GIVEN and name not in numbers:
            numbers[name] = _whole(value, f"--given {name}")
        else:
            raise InputError(f"--given {pair}: wanted body=NAME or one of {', '.join(GIVEN)} with a number, each once")
    return body, numbers


def law_in(country: str, on: str, rules: Path | None) -> Law:
    """The law of a day: of the country, of a folder, or of one file of rules."""
    if rules is None or not rules.is_file():
        return law_on(country, on, rules)
    return read(country, {"elections.toml": read_text(rules)}).on(day_of(on, "--on"))


def read_entrants(path: Path) -> list[Entrant]:
    """Read the votes: `list` and `votes`, and those of the other columns that are there.

    Raises:
        InputError: an unknown column, a list that stands twice, or a cell that is no whole number.
    """
    first = (read_text(path).splitlines() or [""])[0]
    headings = [one.strip().lower() for one in first.replace(";", ",").split(",")]
    known = ("list", "votes", *NUMBERS, *WORDS)
    for one in headings:
        if one not in known:
            raise InputError(f'{path}: unknown column "{one}" (known: {", ".join(known)})')
    wanted = dict.fromkeys(("list", "votes", *headings))
    return [_entrant(row, path) for row in read_rows(path, *wanted, unique="list")]


def _entrant(row: Row, path: Path) -> Entrant:
    name = row["list"]
    count = _whole(row["votes"], f'{path}: votes of "{name}"')
    numbers = {
        field: _whole(row[column], f'{path}: {column} of "{name}"')
        for column, field in NUMBERS.items()
        if row.get(column)
    }
    words = {field: row[column] for column, field in WORDS.items() if row.get(column)}
    if name.lower().replace(" ", "_") == AGAINST_ALL:
        words["kind"] = AGAINST_ALL
    return Entrant(name=name, votes=count, **numbers, **words)  # type: ignore[arg-type]


def _whole(text: str, where: str) -> int:
    plain = text.strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 16 and int(plain) < LARGEST):
        raise InputError(f'{where}: wanted a whole number from 0 up, not "{text}"')
    return int(plain)
