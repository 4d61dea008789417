"""`isonomia texts consolidate` and `invert`: the text in force on a day from a first text, and the way back."""

from pathlib import Path
from typing import Annotated

import typer

from isonomia.drafting import editions, operations
from isonomia.drafting.consolidation import Consolidated, in_turn
from isonomia.drafting.consolidation import consolidate as consolidated
from isonomia.drafting.consolidation import invert as inverted
from isonomia.wording import printable, say
from isonomia_cli.drafts import (
    NO_EVENTS,
    Events,
    Language,
    On,
    Out,
    edition_at,
    events_given,
    faults_told,
    operations_at,
    write_whole,
)
from isonomia_cli.rules import day_of

Listed = Annotated[
    bool, typer.Option("--as-listed", help="Apply all in the order of the file, as `invert` wrote them.")
]


def register(app: typer.Typer) -> None:
    """Add the commands to the group of texts."""
    for verb in (consolidate, invert, undo):
        app.command()(verb)


def consolidate(
    base: Path,
    amendments: Annotated[Path, typer.Argument(metavar="OPERATIONS")],
    on: On,
    out: Out,
    event: Events = NO_EVENTS,
    language: Language = "en",
) -> None:
    """Put together the edition of a day: BASE with the OPERATIONS (one on each line) that are in force then."""
    first, given = edition_at(base), operations_at(amendments)
    day = str(day_of(on, "--on"))
    with faults_told(language):
        made = consolidated(first, given, day, events_given(event, given))
    write_whole(out, editions.write(made.edition))
    _tell(made, language)


def invert(
    base: Path,
    amendments: Annotated[Path, typer.Argument(metavar="OPERATIONS")],
    on: On,
    out: Out,
    event: Events = NO_EVENTS,
    language: Language = "en",
) -> None:
    """Write the operations that lead from the edition of a day back to BASE; `undo` applies them."""
    first, given = edition_at(base), operations_at(amendments)
    with faults_told(language):
        back = inverted(first, given, str(day_of(on, "--on")), events_given(event, given))
    write_whole(out, operations.write(back))
    typer.echo(f"{out}: {len(back)}")


def undo(
    edition: Path,
    amendments: Annotated[Path, typer.Argument(metavar="OPERATIONS")],
    on: On,
    out: Out,
    *,
    language: Language = "en",
) -> None:
    """Apply OPERATIONS to EDITION in the order of their file, whatever their days: the way back that `invert` wrote."""
    first, given = edition_at(edition), operations_at(amendments)
    with faults_told(language):
        made = in_turn(first, given, str(day_of(on, "--on")))
    write_whole(out, editions.write(made))
    typer.echo(say("text.applied", language, count=len(given)))


def _tell(made: Consolidated, language: str) -> None:
    """Say how many operations are in force and which still wait, and for what."""
    typer.echo(say("text.applied", language, count=len(made.applied)))
    if made.earlier:
        typer.echo(say("text.earlier", language, count=len(made.earlier)))
    typer.echo(say("text.deferred", language, count=len(made.deferred)))
    for one in made.deferred:
        code = "text.waits_event" if one.boundary.event else "text.waits_day"
        what = printable(one.boundary.event or one.boundary.day or "")
        typer.echo(f"    {say(code, language, operation=printable(one.id), place=printable(one.eid), what=what)}")
