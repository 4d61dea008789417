"""`isonomia elections`: what the law makes of the votes for lists."""

from fractions import Fraction

import typer

from isonomia.elections.breaking import Broken
from isonomia.elections.explaining import Explanation
from isonomia.elections.rules import Body, Result, elect
from isonomia.elections.seats import Tie
from isonomia.exact import decimal_text
from isonomia.rulebook.law import Law
from isonomia_cli import simulating
from isonomia_cli.counted import File, Given, RulesFile, given_in, law_in, read_entrants
from isonomia_cli.options import AsJson
from isonomia_cli.printing import print_json, print_table
from isonomia_cli.rules import Country, On

app = typer.Typer(help="Elections.", no_args_is_help=True)
simulating.register(app)


@app.callback()
def group() -> None:
    """Elections."""


@app.command()
def allocate(
    votes: File, law: Country, on: On, rules: RulesFile = None, given: Given = None, json: AsJson = False
) -> None:
    """Share out seats among lists under the law of a day: the seats, the table behind each, and every tie."""
    body, numbers = given_in(given or [])
    in_force = law_in(law, on, rules)
    seats = numbers.pop("seats", None)
    result = elect(read_entrants(votes), Body(in_force, body), seats=seats, bases=numbers)
    if json:
        print_json(result_json(result, in_force, body))
    else:
        _print(result)


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
