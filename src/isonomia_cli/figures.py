"""`isonomia figures`: recompute every published number of a record, and hold claims against it."""

from typing import Annotated

import typer

from isonomia.errors import InputError
from isonomia.figures.catalogue import all_figures
from isonomia.figures.claims import check_all
from isonomia.figures.figure import Figure
from isonomia.figures.published import as_json, replayed
from isonomia.figures.verdicts import Check
from isonomia.record.reading import load
from isonomia.reform.road import BODIES, Reform
from isonomia.wording import say, say_finding, spoken
from isonomia_cli.options import AsJson, Language
from isonomia_cli.printing import grouped, is_record, print_json, print_table
from isonomia_cli.verify import Root

Only = Annotated[
    str, typer.Option("--only", help="Only this figure (referendum.outcome), this claim (F27) or this matter.")
]


def figures(record: Root, only: Only = "", json: AsJson = False, language: Language = "en") -> None:
    """Recompute the figures of a record from its acts and its own rulebook, and the verdict on every claim."""
    is_record(record)
    reform = replayed(load(record, BODIES))
    if json:
        print_json(_chosen(as_json(reform), only))
    else:
        print_figures(reform, language, only)


def _chosen(found: dict[str, object], only: str) -> dict[str, object]:
    if not only:
        return found
    chosen: dict[str, object] = {}
    for kind, keys in (("figures", ("name", "matter")), ("claims", ("id",))):
        values = found[kind]
        assert isinstance(values, list)
        chosen[kind] = [one for one in values if only in (one[key] for key in keys)]
    if not chosen["figures"] and not chosen["claims"]:
        raise InputError(f'--only: no figure or claim "{only}", and no matter, in this record')
    return chosen


def print_figures(reform: Reform, language: str, only: str = "") -> None:
    """Print figures, findings and verdicts for people."""
    shown = [one for one in all_figures(reform) if only in ("", one.name, one.matter)]
    checks = [one for one in check_all(reform) if only in ("", one.claim)]
    if not shown and not checks:
        raise InputError(f'--only: no figure or claim "{only}", and no matter, in this record')
    print_table(_figure_row(one, language) for one in shown)
    if not only:
        print()
        for finding in reform.findings():
            print(f"{spoken(finding.where or 'whole_country', language)}: {say_finding(finding, language)}")
    print()
    print_table(row for one in checks if not one.waits_for for row in _check_rows(one, language))
    _print_waiting([one for one in checks if one.waits_for], language)


def _figure_row(one: Figure, language: str) -> tuple[str, ...]:
    whole = one.unit in ("percent", "count") and one.denominator
    of = f"{grouped(one.numerator)} / {grouped(one.denominator)}" if whole else ""
    said = spoken(one.base, language) if one.base else ""
    # What a count counts stands beside it; of a share it is what the share is of.
    base = say("figure.of", language, base=said) if said and one.unit == "percent" else said
    said_value = spoken(one.value, language) if one.unit == "word" else one.value
    value = f"{one.value} %" if one.unit == "percent" else grouped(one.numerator) if one.unit == "count" else said_value
    base = base if one.unit in ("percent", "count") else ""
    name = f"{one.name} ({one.of})" if one.of else one.name
    return name, spoken(one.stage, language), value, base, of, spoken(one.kind, language)


def _check_rows(one: Check, language: str) -> list[tuple[str, ...]]:
    of = f"{grouped(one.numerator)} / {grouped(one.denominator)}" if one.denominator else grouped(one.numerator)
    verdict = say(f"verdict.{one.verdict}", language)
    # What a rule says is a word and no number.
    plain = spoken(one.value, language) if one.value and one.numerator is None else of
    whole = (of, spoken(one.base, language))
    rows = [(one.claim, verdict, f"{one.value} ({', '.join(filter(None, whole))})" if one.base else plain)]
    notes = [say(f"note.{code}", language, **{k: spoken(v, language) for k, v in params}) for code, params in one.notes]
    return [*rows, *(("", "", text) for text in notes)]


def _print_waiting(checks: list[Check], language: str) -> None:
    by_institution: dict[str, list[str]] = {}
    for one in checks:
        by_institution.setdefault(one.waits_for, []).append(one.claim)
    for institution, claims in by_institution.items():
        print(say("figure.waits", language, institution=spoken(institution, language), claims=", ".join(claims)))
