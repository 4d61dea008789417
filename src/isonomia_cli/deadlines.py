"""`isonomia deadlines`: legal days worked out from a rule and an event, with every day that was not counted."""

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from typing import Annotated

import typer

from isonomia.deadlines.calendar import Calendar, NotedDay
from isonomia.deadlines.reckoning import Deadline, reckon
from isonomia.deadlines.terms import Term
from isonomia.errors import InputError, RulebookError
from isonomia.rulebook.law import Gap, Law, Rule, Rulebook, Unknown
from isonomia.rulebook.loading import shipped
from isonomia.wording import say, say_finding, spoken
from isonomia_cli.options import AsJson, Language
from isonomia_cli.printing import print_json, print_table
from isonomia_cli.rules import Country, day_of, rule_json

app = typer.Typer(help="Legal days: when a term ends, and why.", no_args_is_help=True)

From = Annotated[str, typer.Option("--from", help="The day of the event, as 2026-10-28.")]
On = Annotated[str, typer.Option("--on", help="The day whose law is asked; without it, the day of the event.")]
Listed = Annotated[str, typer.Option("--on", help="The day whose law is asked; without it, the newest law.")]


@app.command()
def explain(
    rule: str,
    event: From,
    law: Country,
    on: On = "",
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Work out when a term ends, and say how: the days skipped by name, the calendar, and what is not sure.

    RULE is a term such as court.send_decision; `isonomia deadlines list` names them all.
    """
    trigger = day_of(event, "--from")
    in_force = shipped(law).on(day_of(on, "--on") if on else trigger)
    found = _known(in_force, rule)
    deadline = reckon(_term(found), trigger, _calendar(in_force))
    if json:
        print_json(deadline_json(deadline, found, in_force))
    else:
        print_table(_rows(deadline, found, language))


@app.command(name="list")
def list_terms(law: Country, on: Listed = "", json: AsJson = False, language: Language = "en") -> None:
    """List every term of a country's law, each with its article or with what the sources lack."""
    rulebook = shipped(law)
    found = _terms(rulebook, day_of(on, "--on") if on else None)
    if not found:
        raise RulebookError(f"the rulebook of {law} holds no term")
    if json:
        print_json([_listed_json(one) for one in found])
    else:
        print_table(_listed(one, language) for one in found)


def _known(law: Law, key: str) -> Rule:
    """The rule of this name; an error names the rules whose names are near, or what the sources lack."""
    if key not in law.found:
        name = key.rpartition(".")[2]
        near = get_close_matches(key, law.found, n=3) or [one for one in law.found if name and name in one]
        meant = f" (near: {', '.join(near)})" if near else ": `isonomia deadlines list` names them all"
        raise InputError(f'no rule "{key}" in the rulebook of {law.country}{meant}')
    found = law.find(key)
    if isinstance(found, Unknown):
        raise RulebookError(f"{key} is unknown on {law.day} in {law.country}: {found.missing}")
    return found


def _term(rule: Rule) -> Term:
    if not isinstance(rule.value, Term):
        raise InputError(f"{rule.key} is no term: `isonomia rules show {rule.key}` shows what it is")
    return rule.value


def _calendar(law: Law) -> Calendar:
    found = law.calendar()
    if isinstance(found, Unknown):
        raise RulebookError(f"{found.key}: {found.missing}")
    return found


def _terms(rulebook: Rulebook, day: date | None) -> list[Rule | Unknown]:
    """Every term as it stands on a day or, without one, in its newest span."""
    law = rulebook.on(day) if day else None
    found: list[Rule | Unknown] = []
    for key in sorted(rulebook.terms()):
        newest = rulebook.rules[key][-1]
        span = Unknown(key, newest.missing) if isinstance(newest, Gap) else newest
        found.append(law.find(key) if law else span)
    return found


def _listed(found: Rule | Unknown, language: str) -> tuple[str, str, str, str]:
    name = say(f"rule.{found.key}", language)
    if isinstance(found, Unknown):
        return found.key, name, "unknown", found.missing
    return found.key, name, term_said(_term(found), language), found.citation


def _listed_json(found: Rule | Unknown) -> dict[str, object]:
    if isinstance(found, Unknown):
        return {"key": found.key, "value": "unknown", "missing": found.missing}
    return {"key": found.key, "term": term_json(_term(found)), "citation": found.citation, "where": found.where}


def term_said(term: Term, language: str) -> str:
    """A term in words: how many of what, and on which side of its event."""
    amount = say(f"deadline.{term.unit}", language, count=term.count)
    side = "deadline.before" if term.ahead else "deadline.after"
    return say(side, language, term=amount, event=say(f"event.{term.event}", language))


def term_json(term: Term) -> dict[str, object]:
    """A term as plain values."""
    names = ("count", "unit", "direction", "event", "event_day", "roll", "roll_certainty", "second_reading", "owner")
    return {name: getattr(term, name) for name in (*names, "certainty")}


def _rows(deadline: Deadline, rule: Rule, language: str) -> Iterator[tuple[str, str]]:
    """Everything about a deadline, line by line."""
    term = deadline.term
    yield say("deadline.rule", language), f"{rule.key}: {say(f'rule.{rule.key}', language)}"
    yield say("deadline.article", language), rule.citation
    yield say("deadline.owner", language), spoken(term.owner, language)
    yield say("deadline.from", language), f"{_date(deadline.trigger)}: {say(f'event.{term.event}', language)}"
    yield say("deadline.counted", language), term_said(term, language)
    yield say("deadline.first", language), _date(deadline.first_day)
    for code, days in (("deadline.skipped", deadline.skipped), ("deadline.worked", deadline.worked)):
        for one in days:
            yield say(code, language), day_text(one, language)
    yield say("deadline.nominal", language), _date(deadline.nominal)
    yield say("deadline.due", language), _date(deadline.due)
    for warning in deadline.warnings():
        yield say("deadline.note", language), say_finding(warning, language)
    yield say("deadline.certainty", language), spoken(deadline.certainty, language)
    yield say("deadline.calendar", language), calendar_text(deadline, language)


def calendar_text(deadline: Deadline, language: str) -> str:
    """The version of the calendar that an answer rests on."""
    if not deadline.needs_calendar():
        return say("deadline.no_calendar", language)
    used = deadline.calendar
    values = {"id": used.id, "version": used.version, "published": used.published}
    return say("deadline.calendar_version", language, first=used.years[0], last=used.years[1], **values)


def _date(day: date) -> str:
    return f"{day:%Y-%m-%d}"


def day_text(one: NotedDay, language: str) -> str:
    """A day that stands out, with its kind and its name."""
    name = f", {one.names[language]}" if one.names else ""
    moved = f" ({one.moved})" if one.moved else ""
    return f"{one.day}: {spoken(one.kind, language)}{name}{moved}"


def deadline_json(deadline: Deadline, rule: Rule, law: Law) -> dict[str, object]:
    """A deadline as plain values."""
    used = deadline.calendar
    return {
        "rule": rule_json(rule, law),
        "term": term_json(deadline.term),
        "from": str(deadline.trigger),
        "first_day": str(deadline.first_day),
        "nominal_end": str(deadline.nominal),
        "due": str(deadline.due),
        "strict": str(deadline.strict) if deadline.strict else None,
        "skipped": [_day_json(one) for one in deadline.skipped],
        "worked_weekend_days": [_day_json(one) for one in deadline.worked],
        "provisional": deadline.provisional,
        "missing_years": list(deadline.missing),
        "certainty": deadline.certainty,
        "warnings": [{"code": one.code, **dict(one.params)} for one in deadline.warnings()],
        "calendar": {"id": used.id, "version": used.version, "published": str(used.published), "years": used.years},
    }


def _day_json(one: NotedDay) -> dict[str, object]:
    moved = str(one.moved) if one.moved else None
    known = {"source": one.source, "certainty": one.certainty}
    return {"day": str(one.day), "kind": one.kind, "names": dict(one.names), "moved": moved, **known}
