"""`isonomia texts consolidate`, `invert`, `undo`: the text in force on a day, and the way back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from isonomia.drafting import editions, operations
from isonomia.drafting.consolidation import Consolidated, in_turn
from isonomia.drafting.consolidation import invert as inverted
from isonomia.drafting.dangling import Followed, followed
from isonomia.drafting.faults import TextError, said
from isonomia.drafting.operations import AnyOperation
from isonomia.errors import InputError
from isonomia.wording import LANGUAGES, printable, say
from isonomia_cli.printing import read_text, write_whole
from isonomia_cli.rules import day_of

On = Annotated[str, typer.Option("--on", help="The day, as 2023-01-01.")]
Events = Annotated[
    list[str], typer.Option("--event", help="NAME=DATE: an event that has happened; NAME= where its day is not known.")
]
Out = Annotated[Path, typer.Option("--out", help="The file to be written; nothing is written where there is a fault.")]
Language = Annotated[str, typer.Option("--language", help=f"Of what is said: one of {', '.join(LANGUAGES)}.")]
NO_EVENTS: list[str] = []


def register(app: typer.Typer) -> None:
    """Add the verbs to the group of texts."""
    for verb in (consolidate, unresolved, invert, undo):
        app.command()(verb)


def consolidate(
    base: Path,
    amendments: Annotated[Path, typer.Argument(metavar="OPERATIONS")],
    on: On,
    out: Out,
    event: Events = NO_EVENTS,
    language: Language = "en",
) -> None:
    """Put together the edition of a day: BASE with the OPERATIONS (one on each line) that are in force then.

    A reference that no longer leads where it led is a fault.
    """
    with faults_told(language):
        found = _put_together(base, amendments, on, event).whole()
    _write(found, out, language)


def unresolved(
    base: Path,
    amendments: Annotated[Path, typer.Argument(metavar="OPERATIONS")],
    on: On,
    out: Out,
    event: Events = NO_EVENTS,
    language: Language = "en",
) -> None:
    """Put together an edition as `consolidate` does; every reference that was broken is listed in it as unresolved."""
    with faults_told(language):
        found = _put_together(base, amendments, on, event)
    _write(found, out, language)


def _put_together(base: Path, amendments: Path, on: str, event: list[str]) -> Followed:
    first, given = edition_at(base), operations_at(amendments)
    return followed(first, given, str(day_of(on, "--on")), events_given(event, given))


def _write(found: Followed, out: Path, language: str) -> None:
    write_whole(out, editions.write(found.edition))
    _tell(found.made, language)
    _tell_references(found, language)


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


def edition_at(path: Path) -> editions.Edition:
    """Read the file of an edition."""
    return editions.read(read_text(path).encode())


def operations_at(path: Path) -> tuple[AnyOperation, ...]:
    """Read a file of operations, one on each line."""
    return operations.read(read_text(path).encode().splitlines())


def events_given(given: list[str], amendments: tuple[AnyOperation, ...]) -> Mapping[str, str]:
    """The days of the events named.

    Raises:
        InputError: one is no NAME=DATE, or no operation waits for it.
    """
    known = {one.boundary.event for one in amendments}
    found = {}
    for one in given:
        name, equals, day = one.rpartition("=")
        if not equals or name not in known:
            awaited = ", ".join(sorted(f'"{event}"' for event in known if event)) or "none"
            raise InputError(f'--event "{one}": wanted NAME=DATE, the name one of those awaited: {awaited}')
        found[name] = day and str(day_of(day, "--event"))
    return found


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


def _tell_references(found: Followed, language: str) -> None:
    """Say which references were left broken, and which lead nowhere for another reason."""
    if not found.is_read:
        typer.echo(say("text.references_unread", language))
    broken = tuple(dict.fromkeys(one.reference for one in found.broken))
    for code, ones in (("text.left_unresolved", broken), ("text.lead_nowhere", found.nowhere)):
        if ones:
            typer.echo(say(code, language, count=len(ones)))
        for one in ones:
            typer.echo(f"    {found.edition.by_uid[one.uid].eid}: {printable(one.words)}")


@contextmanager
def faults_told(language: str) -> Iterator[None]:
    """Print every fault of a text, with both texts, and leave with the code of a failed check."""
    try:
        yield
    except TextError as error:
        for fault in error.faults:
            typer.echo(said(fault, language), err=True)
        typer.echo(say("text.nothing_written", language, count=len(error.faults)), err=True)
        raise typer.Exit(1) from None
