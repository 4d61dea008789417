"""`isonomia referendum`: what the law makes of a vote."""

from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from isonomia.errors import Finding
from isonomia.referendum.accounting import findings, territory_findings
from isonomia.referendum.handed_in import read_votes
from isonomia.referendum.rules import Decision, Test, Votes, decide
from isonomia.rulebook.law import Law
from isonomia.wording import say_finding, spoken
from isonomia_cli.options import AsJson
from isonomia_cli.printing import finding_json, print_json, print_table, read_text
from isonomia_cli.rules import Country, Laws, On, bar_text, law_on

app = typer.Typer(help="Referendums.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(metavar="FIGURES.json", help="The figures of the vote.")]
Question = Annotated[str, typer.Option("--question", help="amendment, new_constitution or ordinary.")]


@app.callback()
def group() -> None:
    """Referendums."""


@app.command("decide")
def decide_votes(
    file: File, law: Country, on: On, rules: Laws = None, question: Question = "amendment", json: AsJson = False
) -> None:
    """Hold the figures of a vote against the law of a day: each test, its numbers, its source; and the outcome."""
    in_force = law_on(law, on, rules)
    votes = read_votes(read_text(file), in_force)
    decision = decide(votes, in_force, question)
    found = _findings(votes, in_force)
    if json:
        print_json(decision_json(decision, question, in_force, found))
    else:
        _print(decision, found)


def _findings(votes: Votes, law: Law) -> list[Finding]:
    found = [*findings(votes.national, (), law, law.country), *territory_findings(votes, law.country)]
    return found + [one for unit in votes.territories for one in findings(unit.count, (), law, unit.id)]


def decision_json(decision: Decision, question: str, law: Law, found: list[Finding]) -> dict[str, object]:
    """A decision as plain values: `outcome`, the tree of `tests`, what is `missing`, and `findings`."""
    return {
        "law": law.country,
        "on": str(law.day),
        "question": question,
        "outcome": decision.outcome,
        "tests": [test_json(one) for one in decision.tests],
        "missing": list(decision.missing),
        "findings": [finding_json(one) for one in found],
    }


def test_json(test: Test) -> dict[str, object]:
    """One test as plain values.

    `number` is what was counted and `required` the least whole number that clears the bar `share` of `denominator`.
    """
    return {
        "test": test.key,
        **({"territory": test.where} if test.where else {}),
        "passed": test.passed,
        "number": _number(test.numerator),
        "operator": test.bar.operator,
        "required": test.required,
        "share": str(test.bar.share),
        **({"rounding": test.bar.rounding} if test.bar.rounding else {}),
        "measure": test.bar.measure,
        "numerator": _number(test.numerator),
        "denominator": _number(test.denominator),
        "base": test.bar.base,
        "citation": test.citation,
        "certainty": test.certainty,
        "basis": test.basis,
        "missing": list(test.missing),
        "tests": [test_json(one) for one in test.tests],
    }


def _number(value: int | Fraction | None) -> int | str | None:
    return str(value) if isinstance(value, Fraction) else value


def _print(decision: Decision, found: list[Finding]) -> None:
    print(f"outcome: {decision.outcome}")
    print_table(_row(test) for test in decision.tests)
    for test in decision.tests:
        print(f"  {test.key}: {test.citation}")
    if decision.missing:
        print("missing: " + ", ".join(decision.missing[:12]) + (" ..." if len(decision.missing) > 12 else ""))
    for one in found:
        print("finding: " + say_finding(one, "en"))


def _row(test: Test) -> tuple[str, ...]:
    state = {True: "passed", False: "failed", None: "open"}[test.passed]
    number, whole = (
        f"{one:,}" if isinstance(one, int) else str(one or "?") for one in (test.numerator, test.denominator)
    )
    needed = "?" if test.required is None else f"{test.required:,}"
    basis = "" if test.basis == "counts" else f"; rests on: {spoken(test.basis, 'en')}"
    return f"  {test.key}", state, f"{number} of {whole}", f"needed: {needed} ({bar_text(test.bar)}){basis}"
