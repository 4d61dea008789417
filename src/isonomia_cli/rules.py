"""`isonomia rules`: what the law says on a day, and whether a folder of laws can be read."""

from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

import typer

from isonomia.deadlines.terms import Term
from isonomia.elections.checking import faults as election_faults
from isonomia.errors import InputError
from isonomia.exact import Bar
from isonomia.rights.interview_checking import faults_of
from isonomia.rulebook.checking import countries, faults, shipped_laws, standing
from isonomia.rulebook.citation import LegalDate
from isonomia.rulebook.law import Entries, Law, Rule, Unknown
from isonomia.rulebook.loading import load, read, texts
from isonomia.wording import spoken
from isonomia_cli.options import AsJson
from isonomia_cli.printing import print_json, print_table

app = typer.Typer(help="The rules of a country: dated, cited values.", no_args_is_help=True)

Country = Annotated[str, typer.Option("--law", help="The country whose law is asked, as kz.")]
On = Annotated[str, typer.Option("--on", help="The day, as 2022-06-05.")]
Laws = Annotated[Path | None, typer.Option("--rules", help="A folder of laws instead of those that ship.")]


def laws_folder(rules: Path | None) -> Path | Traversable:
    """The folder of laws that was named, or the one that ships."""
    if rules is not None and not rules.is_dir():
        raise FileNotFoundError(2, "no such folder", str(rules))
    return rules or shipped_laws()


def law_on(country: str, on: str, rules: Path | None) -> Law:
    """The law of a country on a day."""
    return load(laws_folder(rules), country).on(day_of(on, "--on"))


def day_of(text: str, option: str) -> date:
    """The day that an option names.

    Raises:
        InputError: it is no day of the form 2022-06-05.
    """
    try:
        day = LegalDate.of(text)
    except InputError:
        day = None
    if day is None or day.first != day.last:
        raise InputError(f'{option}: not a day: "{text}" (wanted the form 2022-06-05)')
    return day.first


@app.command()
def show(key: str, law: Country, on: On, rules: Laws = None, json: AsJson = False) -> None:
    """Show one rule as it stood on a day, with its source; or what is missing where the sources are silent.

    KEY is a rule such as referendum.quorum, or "all".
    """
    in_force = law_on(law, on, rules)
    keys = sorted(in_force.found) if key == "all" else [key]
    found = [in_force.find(one) for one in keys]
    if json:
        shown = [rule_json(one, in_force) for one in found]
        print_json(shown if key == "all" else shown[0])
    else:
        for one in found:
            _print_rule(one, in_force)
    if key != "all" and isinstance(found[0], Unknown):
        raise typer.Exit(3)


@app.command()
def check(
    rules: Annotated[Path | None, typer.Argument(help="A folder of laws; without it, those that ship.")] = None,
) -> None:
    """Read every rulebook of a folder of laws and list every fault with its file and line."""
    laws = laws_folder(rules)
    found = [fault for country in countries(laws) for fault in faults(laws, country)]
    if not found:
        found = [fault for country in countries(laws) for fault in _between(laws, country)]
    for fault in found:
        print(fault)
    if not countries(laws):
        print("no rulebook found: wanted one folder a country")
        raise typer.Exit(3)
    if found:
        raise typer.Exit(1)
    for country in countries(laws):
        keys, values = standing(laws, country)
        print(f"{country}: {keys} rules, {values} dated values, each with its source; no fault found")


def _between(laws: Path | Traversable, country: str) -> list[str]:
    """What is wrong with a rulebook that can be read: questions that lead nowhere, words that no election knows."""
    files = texts(laws, country)
    return [*faults_of(country, files), *(f"{country}/{one}" for one in election_faults(read(country, files)))]


def rule_json(found: Rule | Unknown, law: Law) -> dict[str, object]:
    """One rule, or what is missing, as plain values."""
    head: dict[str, object] = {"key": found.key, "law": law.country, "on": str(law.day)}
    if isinstance(found, Unknown):
        return {**head, "value": "unknown", "missing": found.missing}
    return {
        **head,
        **_value_json(found),
        "unit": found.unit,
        "from": found.since.text,
        "to": found.until.text if found.until else None,
        "certainty": str(found.certainty),
        "citations": [
            {"act": one.act, "article": one.article, "read_in": one.read_in, "language": one.language}
            for one in found.citations
        ],
        "where": found.where,
    }


def _value_json(rule: Rule) -> dict[str, object]:
    value = rule.value
    if isinstance(value, Bar):
        share = {"share": str(value.share), "compare": value.operator, "measure": value.measure, "base": value.base}
        rounding = {"rounding": value.rounding} if value.rounding else {}
        return {"value": str(value.share), **share, **rounding}
    if isinstance(value, Term):
        return {"value": term_text(value), "count": value.count, "of": value.unit, "event": value.event}
    if isinstance(value, Entries):
        lines = [{"word": one.word, "article": one.article, "words": list(one.words)} for one in value]
        return {"value": list(value.words), "lines": lines}
    return {"value": list(value) if isinstance(value, tuple) else value}


def bar_text(bar: Bar) -> str:
    """A bar in words, with the rounding that the law states."""
    rounding = f", {spoken(f'rounded_{bar.rounding}', 'en')}" if bar.rounding else ""
    return f"{bar.operator} {bar.share} of {bar.base}{rounding}"


def value_text(rule: Rule) -> str:
    """The value of a rule in words."""
    value = rule.value
    if isinstance(value, Bar):
        return f"{value.measure}: {bar_text(value)}"
    if isinstance(value, Term):
        return term_text(value)
    if isinstance(value, Entries):
        return "; ".join(f"{one.word} ({one.article})" for one in value) or "(none)"
    if isinstance(value, tuple):
        return ", ".join(value) or "(none)"
    return f"{value} {rule.unit}" if isinstance(value, int) else value


def term_text(term: Term) -> str:
    """A term in the words of the rulebook."""
    return f"{term.count} {term.unit} {term.direction} {term.event} ({term.owner})"


def _print_rule(found: Rule | Unknown, law: Law) -> None:
    if isinstance(found, Unknown):
        print_table([(found.key, f"unknown on {law.day}: {found.missing}")])
        return
    print_table([(found.key, value_text(found))])
    until = f" until {found.until}" if found.until else ""
    print(f"  in force from {found.since}{until}; certainty: {found.certainty}; {found.where}")
    for one in found.citations:
        print(f"  {one} [{one.language}]; read in {one.read_in}")
