"""Worked examples of the law: the kinds of questions it answers, and a file of them held against the answers."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from isonomia.errors import Finding, InputError
from isonomia.rights.admissibility import appeal
from isonomia.rights.answers import Answer, Value, Working
from isonomia.rights.assemblies import refusal
from isonomia.rights.claims import claim
from isonomia.rights.deadlines import deadline
from isonomia.rights.doors import route
from isonomia.rights.effects import effect, publication
from isonomia.rights.facts import Appeal, Claim, Days, Document, Effect, Knock, Refusal, Vote, read_facts
from isonomia.rights.voting import vote
from isonomia.rulebook.law import Rulebook

COLUMNS = ("id", "kind", "body", "as_of", "input_json")
EXPECTED = "expected_json"
# The bodies of a file, by the institution of the rulebook that holds their terms.
INSTITUTIONS: Mapping[str, str] = {
    "court": "court",
    "ombudsman": "ombudsman",
    "assembly": "assembly",
    "administrative": "appeals",
    "court_civil": "compensation",
    "compensation": "compensation",
}
KINDS: Mapping[str, tuple[type[Any], Callable[[Any, Working], None]]] = {
    "admissibility": (Appeal, appeal),
    "vote": (Vote, vote),
    "effect": (Effect, effect),
    "publication": (Document, publication),
    "route": (Knock, route),
    "assembly_refusal": (Refusal, refusal),
    "compensation": (Claim, claim),
}
# Kinds that ask for terms, each with the body meant where none is named.
OF_TERMS: Mapping[str, str] = {"deadline": "", "assembly": "assembly", "administrative": "administrative"}
# Words of the rulebook that a file of examples writes otherwise.
WRITTEN: Mapping[str, str] = {
    "may_be_held": "may_be_held_as_notified",
    "complaint": "administrative_complaint",
    "suit": "court",
}


@dataclass(frozen=True, slots=True)
class Example:
    """One question with the answer that somebody worked out for it."""

    id: str
    kind: str
    body: str
    as_of: date
    given: Mapping[str, object]
    expected: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Checked:
    """One example with the answer of the law: `differs` names the values that are not as expected."""

    example: Example
    answer: Answer
    differs: tuple[str, ...]


def ask(kind: str, body: str, given: Mapping[str, object], *, rulebook: Rulebook, as_of: date) -> Answer:
    """Ask the law of one day a question of a kind; a kind or body that nobody knows is a finding."""
    working = Working(rulebook.on(as_of), body)
    findings: list[Finding] = []
    institution = INSTITUTIONS.get(body or OF_TERMS.get(kind, ""))
    if kind in KINDS:
        reader, answers = KINDS[kind]
        facts, findings = read_facts(reader, given)
        answers(facts, working)
    elif working.one_of("kind", kind, (*OF_TERMS, *KINDS)) and institution:
        days, findings = read_facts(Days, given)
        deadline(institution, days, working)
    else:
        working.one_of("body", body, tuple(INSTITUTIONS))
    working.findings[:0] = findings
    working.values = {name: _written(value) for name, value in working.values.items()}
    return working.answer()


def _written(value: Value) -> Value:
    if isinstance(value, list):
        return [WRITTEN.get(one, one) for one in value]
    return WRITTEN.get(value, value) if isinstance(value, str) else value


def check(examples: Iterable[Example], rulebook: Rulebook) -> Iterator[Checked]:
    """Answer every example and name what differs from what was worked out."""
    for one in examples:
        answer = ask(one.kind, one.body, one.given, rulebook=rulebook, as_of=one.as_of)
        differs = tuple(name for name, value in one.expected.items() if answer.values.get(name, _NOTHING) != value)
        yield Checked(one, answer, differs)


_NOTHING = object()


def read_examples(text: str) -> list[Example]:
    """Read a file of examples: CSV with the columns id, kind, body, as_of, input_json and, where known, expected_json.

    Raises:
        InputError: a column is missing, a row is no example.
    """
    rows = csv.DictReader(StringIO(text))
    missing = [one for one in COLUMNS if one not in (rows.fieldnames or ())]
    if missing:
        raise InputError(f"the examples lack the columns {', '.join(missing)}: wanted {', '.join(COLUMNS)}")
    return [_example(number, row) for number, row in enumerate(rows, 2)]


def _example(number: int, row: Mapping[str, str]) -> Example:
    where = f"line {number} ({row['id'] or 'no id'})"
    try:
        as_of = date.fromisoformat(row["as_of"])
        given, expected = json.loads(row["input_json"] or "null"), json.loads(row.get(EXPECTED) or "{}")
    except (ValueError, TypeError, RecursionError) as error:
        raise InputError(f"{where}: no example: {error}") from None
    if not isinstance(given, dict) or not isinstance(expected, dict):
        raise InputError(f"{where}: input_json and expected_json are objects of named values")
    return Example(row["id"], row["kind"], row["body"], as_of, given, expected)
