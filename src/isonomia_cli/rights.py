"""`isonomia rights`: worked examples held against the law, and the interview that leads to the right door."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from isonomia.deadlines.calendar import NotedDay
from isonomia.deadlines.reckoning import Deadline
from isonomia.rights.answers import Answer
from isonomia.rights.examples import Checked, read_examples
from isonomia.rights.examples import check as check_examples
from isonomia.rulebook.loading import load
from isonomia.wording import say, say_finding
from isonomia_cli.options import AsJson, Language
from isonomia_cli.printing import finding_json, print_json, print_table, read_text
from isonomia_cli.rules import Laws, laws_folder

app = typer.Typer(help="What the law says to a case: terms, doors, votes, effects.", no_args_is_help=True)

Country = Annotated[str, typer.Option("--law", help="The country whose law is asked.")]


@app.callback()
def group() -> None:
    """What the law says to a case: terms, doors, votes, effects."""


@app.command()
def check(
    examples: Path, law: Country = "kz", rules: Laws = None, json: AsJson = False, language: Language = "en"
) -> None:
    """Answer the worked examples of a CSV file by the rules of a country, and name every answer that differs.

    EXAMPLES has the columns id, kind, body, as_of, input_json and expected_json. Exit code 1 where an answer differs.
    """
    rulebook = load(laws_folder(rules), law)
    found = list(check_examples(read_examples(read_text(examples)), rulebook))
    right = sum(not one.differs for one in found)
    if json:
        print_json({"law": law, "right": right, "of": len(found), "examples": [checked_json(one) for one in found]})
    else:
        print_table(row for one in found for row in _rows(one, language))
        print(say("rights.right", language, right=right, of=len(found)))
    if right < len(found):
        raise typer.Exit(1)


def checked_json(one: Checked) -> dict[str, object]:
    """An example with the answer of the law, as plain values."""
    example = one.example
    head: dict[str, object] = {"id": example.id, "kind": example.kind, "body": example.body}
    return {
        **head,
        "as_of": str(example.as_of),
        "agrees": not one.differs,
        "differs": list(one.differs),
        "expected": dict(example.expected),
        **answer_json(one.answer),
    }


def answer_json(answer: Answer) -> dict[str, object]:
    """An answer as plain values: what it says, the rules behind it, the days counted, what is not known."""
    return {
        "answer": dict(answer.values),
        "rules": [
            {"rule": one.rule, "article": one.article, "citation": one.citation, "certainty": one.certainty}
            for one in answer.grounds
        ],
        "deadlines": [deadline_json(one) for one in answer.deadlines],
        "findings": [finding_json(one) for one in answer.findings],
    }


def deadline_json(one: Deadline) -> dict[str, object]:
    """A deadline as plain values, with the days that were skipped and why."""
    return {
        "event": one.term.event,
        "from": str(one.trigger),
        "nominal": str(one.nominal),
        "due": str(one.due),
        "strict": str(one.strict) if one.strict else None,
        "certainty": one.certainty,
        "calendar": str(one.calendar),
        "skipped": [day_json(day) for day in one.skipped],
    }


def day_json(day: NotedDay) -> dict[str, object]:
    """A day off as plain values."""
    return {"day": str(day.day), "kind": str(day.kind), "name": day.names.get("en", "")}


def _rows(one: Checked, language: str) -> Iterator[tuple[str, str, str]]:
    verdict = say("rights.agrees" if not one.differs else "rights.differs", language)
    yield one.example.id, verdict, _values(one)
    for name in one.differs:
        yield "", "", say("rights.wanted", language, name=name, value=one.example.expected[name])
    for finding in one.answer.findings:
        yield "", "", say_finding(finding, language)


def _values(one: Checked) -> str:
    names = one.example.expected or one.answer.values
    return ", ".join(f"{name}: {one.answer.values.get(name)}" for name in names)
