"""`isonomia alignment`: which laws are needed, how far each has come, and what became of what was promised."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from isonomia.alignment.rules import NONE
from isonomia.alignment.state import Effect, Law, Part, Progress, Standing
from isonomia.errors import RulebookError
from isonomia.figures.lawmaking import last_day
from isonomia.figures.published import replayed
from isonomia.packs.loading import SHIPPED, folder
from isonomia.packs.loading import load as load_pack
from isonomia.record.reading import load
from isonomia.record.sources import Wording
from isonomia.reform.road import BODIES, Reform
from isonomia.rulebook.loading import shipped
from isonomia.wording import say, spoken
from isonomia_cli.options import AsJson, Language
from isonomia_cli.printing import is_record, print_json, print_table
from isonomia_cli.rules import day_of

app = typer.Typer(help="Laws to be brought into line, and promises.", no_args_is_help=True)

Given = Annotated[str, typer.Argument(metavar="[RECORD|PACK]", help="A record, or a pack by name or folder.")]
On = Annotated[str, typer.Option("--on", help="The day, as 2024-01-15; without it, the day of the last act.")]
APPLIED = {True: "applied", False: "unapplied", None: "unsure"}
HOLDS = {True: "yes", False: "no", None: "unsure"}


@app.callback()
def group() -> None:
    """Laws to be brought into line, and promises."""


@app.command()
def status(given: Given = SHIPPED[0], on: On = "", json: AsJson = False, language: Language = "en") -> None:
    """Show where the laws stand on a day: overdue first, what is applied and what not, and each promise with its parts.

    Exit code 3 where the record holds no laws to be brought into line.
    """
    reform = _reform(given)
    last = last_day(reform.alignment)
    if last is None and not reform.alignment.commitments:
        typer.echo(say("alignment.none", language), err=True)
        raise typer.Exit(3)
    day = day_of(on, "--on") if on else last or date.max
    if json:
        print_json(status_json(reform, day))
    else:
        _print(reform, day, language)


def _reform(given: str) -> Reform:
    """Replay a record under its own rulebook, or a pack under the one that ships.

    Raises:
        RulebookError: the law refuses an act of a pack.
    """
    path = Path(given)
    if given not in SHIPPED and not (path / "pack.toml").is_file():
        is_record(path)
        return replayed(load(path, BODIES))
    pack = load_pack(folder(given))
    reform = Reform.after(pack.acts, {pack.manifest.country: shipped(pack.manifest.country)})
    if reform.refused:
        raise RulebookError(f"{given}: act {reform.refused[0].where} is refused: {reform.refused[0].get('reason')}")
    return reform


def status_json(reform: Reform, day: date) -> dict[str, object]:
    """Everything that the command shows, as plain values."""
    state = reform.alignment
    return {
        "on": str(day),
        "progress": {name or "all": _progress_json(state.progress(day, name)) for name in ("", *_groups(reform))},
        "laws": [_law_json(id, law, day) for id, law in state.board(day)],
        "provisions": [_effect_json(one) for one in (*state.effects(day), *_bare(reform, day))],
        "commitments": [_standing_json(one) for one in state.ledger(day, reform.drafting.in_force)],
    }


def _groups(reform: Reform) -> list[str]:
    """The amendments from which laws follow, in order."""
    named = (law.body.follows for law in reform.alignment.laws.values())
    return list(dict.fromkeys(one for one in named if one is not None))


def _bare(reform: Reform, day: date) -> Iterator[Effect]:
    """The amended articles that no law in the record carries."""
    carried = {(one.work, one.eid.partition("__")[0]) for one in reform.alignment.effects(day)}
    for amendments in reform.drafting.amendments.values():
        for article in amendments.changed():
            work, eid = amendments.lists[0].work, f"art_{article}"
            if (work, eid) not in carried:
                carried.add((work, eid))
                yield Effect(work, eid, (), None)


def _progress_json(one: Progress) -> dict[str, object]:
    return {**_counts(one), "base": "laws_needed"}


def _counts(one: Progress) -> dict[str, int]:
    return {name: getattr(one, name) for name in Progress.__slots__}


def _law_json(id: str, law: Law, day: date) -> dict[str, object]:
    due = law.due
    return {
        "matter": id,
        "title": _english(law.body.titles),
        "form": law.body.form,
        "follows": law.body.follows,
        "stage": law.stage_on(day),
        "stages": {name: str(reached) for name, (_, reached) in law.stages.items()},
        "number": law.number(day) or None,
        "due": str(due.day) if due.day else None,
        "due_rule": due.rule or None,
        "due_citation": due.citation or None,
        "due_missing": due.missing or None,
        "overdue": law.overdue(day),
    }


def _effect_json(one: Effect) -> dict[str, object]:
    return {"work": one.work, "eid": one.eid, "laws": list(one.laws), "applied": one.applied}


def _standing_json(one: Standing) -> dict[str, object]:
    parts = [{"kind": part.kind, "what": part.what, "holds": part.holds, "day": part.day or None} for part in one.parts]
    head = {"matter": one.matter, "topic": one.body.topic, "made_by": one.body.made_by, "made_on": one.body.made_on}
    return {**head, "promise": _english(one.body.wordings), "status": one.status, "parts": parts}


def _english(wordings: tuple[Wording, ...]) -> str:
    return _said(wordings, "en")


def _said(wordings: tuple[Wording, ...], language: str) -> str:
    """A wording in the language that is asked for, or else the first one."""
    return next((one.text for one in wordings if one.language == language), wordings[0].text)


def _print(reform: Reform, day: date, language: str) -> None:
    state = reform.alignment
    print(say("alignment.as_of", language, day=day))
    print(f"\n{say('alignment.laws', language)}")
    for name in ("", *_groups(reform)):
        counts = say("alignment.counts", language, **_counts(state.progress(day, name)))
        line = say("alignment.group", language, amendments=name, counts=counts)
        print("  " + (line if name else say("alignment.all", language, counts=counts)))
    print_table(_law_row(law, day, language) for _, law in state.board(day))
    effects, bare = state.effects(day), tuple(_bare(reform, day))
    print(f"\n{say('alignment.effects', language)}")
    print(f"  {_carried(effects, bare, language)}")
    print_table(_effect_row(one, reform, day, language) for one in (*effects, *bare))
    print(f"\n{say('alignment.commitments', language)}")
    print_table(row for one in state.ledger(day, reform.drafting.in_force) for row in _rows(one, language))


def _law_row(law: Law, day: date, language: str) -> tuple[str, ...]:
    stage, due = law.stage_on(day), law.due
    reached = law.stages.get(stage)
    since = f" {reached[1]}" if reached else ""
    shown = say("alignment.no_stage", language) if stage == NONE else spoken(stage, language) + since
    if due.day is None:
        term = say("alignment.due_unknown", language, missing=due.missing)
    else:
        term = say("alignment.overdue" if law.overdue(day) else "alignment.due", language, day=due.day)
    return f"  {_said(law.body.titles, language)}", law.number(day) or "-", shown, term


def _carried(effects: tuple[Effect, ...], bare: tuple[Effect, ...], language: str) -> str:
    counts = {name: sum(one.applied is value for one in effects) for value, name in APPLIED.items()}
    return say("alignment.carried", language, whole=len(effects) + len(bare), bare=len(bare), **counts)


def _effect_row(one: Effect, reform: Reform, day: date, language: str) -> tuple[str, ...]:
    word = say(f"alignment.{APPLIED[one.applied] if one.laws else 'no_law'}", language)
    laws = reform.alignment.laws
    return f"  {one.eid}", word, "; ".join(laws[id].number(day) or id for id in one.laws)


def _rows(one: Standing, language: str) -> Iterator[tuple[str, ...]]:
    yield f"  {_said(one.body.wordings, language)}", say(f"alignment.{one.status}", language)
    for part in one.parts:
        yield f"    {_part_said(part, language)}", say(f"alignment.{HOLDS[part.holds]}", language), part.day


def _part_said(part: Part, language: str) -> str:
    kind = say(f"alignment.{part.kind}", language)
    return kind if part.kind == "evidence" else f"{kind}: {part.what}"
