"""`isonomia elections`: what the law makes of the votes for lists."""

from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from isonomia.elections.breaking import Broken
from isonomia.elections.entrants import Entrant
from isonomia.elections.explaining import Explanation
from isonomia.elections.rules import PARLIAMENT, Body, Result, elect
from isonomia.elections.seats import Tie
from isonomia.errors import InputError
from isonomia.exact import decimal_text
from isonomia.rulebook.law import Law
from isonomia.rulebook.loading import read
from isonomia_cli.csv_rows import Row, read_rows
from isonomia_cli.options import AsJson
from isonomia_cli.printing import print_json, print_table, read_text
from isonomia_cli.rules import Country, On, day_of, law_on

app = typer.Typer(help="Elections.", no_args_is_help=True)

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


@app.callback()
def group() -> None:
    """Elections."""


@app.command()
def allocate(
    votes: File, law: Country, on: On, rules: RulesFile = None, given: Given = None, json: AsJson = False
) -> None:
    """Share out seats among lists under the law of a day: the seats, the table behind each, and every tie."""
    body, numbers = _given(given or [])
    in_force = _law(law, on, rules)
    seats = numbers.pop("seats", None)
    result = elect(read_entrants(votes), Body(in_force, body), seats=seats, bases=numbers)
    if json:
        print_json(result_json(result, in_force, body))
    else:
        _print(result)


def _given(pairs: list[str]) -> tuple[str, dict[str, int]]:
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


def _law(country: str, on: str, rules: Path | None) -> Law:
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


def result_json(result: Result, law: Law, body: str) -> dict[str, object]:
    """Seats, explanation and ties as plain values; fractions are texts."""
    return {
        "law": law.country,
        "on": str(law.day),
        "body": body,
        "method": result.allocation.method.name,
        "house": result.allocation.house,
        "threshold_base": result.base,
        "seats": dict(result.seats),
        "admitted": dict(result.admitted),
        "left": result.allocation.left,
        "ties": [_tie_json(one) for one in result.ties],
        "broken": [{**_tie_json(one.tie), "rule": one.rule, "given": list(one.given)} for one in result.broken],
        "explanation": explanation_json(result.allocation.explanation()),
        "citations": dict(result.citations),
    }


def _tie_json(tie: Tie) -> dict[str, object]:
    return {"lists": list(tie.lists), "seats": tie.seats, "step": tie.step}


def explanation_json(table: Explanation) -> dict[str, object]:
    """The table behind the seats: by quota the rows, by divisors the quotients."""
    if table.quotients:
        return {
            "quotients": [
                {
                    "place": one.place,
                    "list": one.list,
                    "seat": one.number,
                    "quotient": None if one.value is None else str(one.value),
                    **({"power": one.power} if one.power != 1 else {}),
                    "decimal": one.text,
                    "given": one.given,
                }
                for one in table.quotients
            ]
        }
    return {
        "quota": None if table.quota is None else str(table.quota),
        "rows": [
            {
                "list": one.list,
                "votes": one.votes,
                "whole": one.whole,
                "remainder": str(one.remainder),
                "order": one.order,
                "fixed": one.fixed,
            }
            for one in table.rows
        ],
    }


def _print(result: Result) -> None:
    table = result.allocation.explanation()
    rows = {one.list: (str(one.whole), _short(one.remainder), str(one.order)) for one in table.rows}
    votes = {name: f"{count:,}" for name, count in result.allocation.votes.items()}
    ordered = sorted(result.seats.items(), key=lambda one: (-one[1], one[0]))
    head = ("list", "seats", "votes", *(("quotas", "remainder", "order") if rows else ()))
    lines = [(name, str(seats), votes.get(name, "not admitted"), *rows.get(name, ())) for name, seats in ordered]
    print_table([head, *lines])
    if table.quota is not None:
        print(f"quota: {_short(table.quota)} votes a seat")
    for one in result.ties:
        print(f"tie at a {one.step}: {', '.join(one.lists)}: {one.seats} between them, given to nobody")
    for held in result.broken:
        print(_broken_text(held))
    for key, citation in result.citations.items():
        print(f"  {key}: {citation}")


def _broken_text(one: Broken) -> str:
    return f"tie at a {one.tie.step}: {', '.join(one.tie.lists)}: to {', '.join(one.given)} by {one.rule}"


def _short(value: Fraction) -> str:
    return decimal_text(value, 4)
