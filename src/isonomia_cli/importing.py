"""`isonomia texts import`, `show` and `export`: plain text becomes an edition, and an edition is read and handed on."""

from pathlib import Path
from typing import Annotated

import typer

from isonomia.drafting import akoma, akoma_reading, editions
from isonomia.drafting.consolidation import consolidate
from isonomia.drafting.dangling import followed
from isonomia.drafting.editions import Edition, Provision, Work
from isonomia.drafting.importing import edition_of
from isonomia.drafting.operations import AnyOperation
from isonomia.drafting.profiles import names, shipped
from isonomia.errors import InputError
from isonomia.wording import printable, say
from isonomia_cli.consolidating import (
    NO_EVENTS,
    Events,
    Language,
    Out,
    edition_at,
    events_given,
    faults_told,
    operations_at,
)
from isonomia_cli.printing import read_text, write_whole
from isonomia_cli.rules import day_of

Amendments = Annotated[Path | None, typer.Option("--operations", help="The amendments, one on each line.")]
On = Annotated[str, typer.Option("--on", help="The day, as 2023-01-01; without it, that of the edition.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the group of texts."""
    app.command(name="import")(import_text)
    app.command()(show)
    app.command()(export)


def import_text(
    file: Path,
    profile: Annotated[str, typer.Option("--profile", help=f"How it is printed: one of {', '.join(names())}.")],
    out: Out,
    *,
    work: Annotated[str, typer.Option("--work", help="What it is a text of: kz/act/1995-08-30/constitution.")] = "",
    day: Annotated[str, typer.Option("--day", help="The day from which it stands so, as 2022-09-17.")] = "",
    language: Language = "en",
) -> None:
    """Read a plain text (or an Akoma Ntoso document that `export` made) as an edition; every line finds its place."""
    text = read_text(file)
    if text.startswith("<?xml"):
        if work or day:
            raise InputError("the document says itself of what work and day it is: leave out --work and --day")
        write_whole(out, editions.write(akoma_reading.read(text.encode("utf-8"))))
        return
    of = Work.of(work) if work else None
    with faults_told(language):
        made = edition_of(text, shipped(profile), work=of, day=day and str(day_of(day, "--day")))
    write_whole(out, editions.write(made.edition))
    counts = {"lines": made.lines, "characters": made.characters, "placed": made.placed}
    typer.echo(say("text.imported", language, file=out, units=len(made.edition.provisions), **counts))


def show(
    edition: Path,
    article: Annotated[str, typer.Option("--article", help="The number of an article, as 15 or 83-1.")],
    *,
    on: On = "",
    operations: Amendments = None,
    event: Events = NO_EVENTS,
    language: Language = "en",
) -> None:
    """Print an article as it stands, or as it stood on a day with the operations given."""
    first = edition_at(edition)
    given = operations_at(operations) if operations else ()
    with faults_told(language):
        there = _on(first, given, on, event)
    one = _article(there, article)
    typer.echo(printable(there.words(one.uid)))


def export(
    edition: Path,
    to: Annotated[str, typer.Option("--format", help="akn (Akoma Ntoso 3.0) or txt (the text as printed).")],
    out: Annotated[
        Path | None, typer.Option("--out", help="The file to be written; without it, it is printed.")
    ] = None,
    *,
    on: On = "",
    operations: Amendments = None,
    event: Events = NO_EVENTS,
) -> None:
    """Hand an edition on: as Akoma Ntoso, with its amendments where operations are given, or as plain text."""
    if to not in ("akn", "txt"):
        raise InputError(f'--format "{to}": wanted akn or txt')
    first = edition_at(edition)
    given = operations_at(operations) if operations else ()
    with faults_told("en"):
        if given:
            day = str(day_of(on, "--on"))
            found = followed(first, given, day, events_given(event, given)).whole()
            text, applied = found.edition, found.made.applied
        else:
            text, applied = _on(first, given, on, event), ()
    data = akoma.write(text, applied) if to == "akn" else editions.text_of(text).encode("utf-8")
    if out is None:
        typer.echo(data.decode("utf-8"), nl=False)
    else:
        write_whole(out, data)


def _on(first: Edition, given: tuple[AnyOperation, ...], on: str, event: list[str]) -> Edition:
    """The edition of a day; the one given, where no day is."""
    if on:
        return consolidate(first, given, str(day_of(on, "--on")), events_given(event, given)).edition
    if given or event:
        raise InputError("operations and events are of a day: name it with --on")
    return first


def _article(edition: Edition, number: str) -> Provision:
    """The one article of a number: a unit that runs through the act and may hold unnumbered parts."""
    kinds = [kind.name for kind in edition.kinds if kind.through and kind.parts]
    if not kinds:
        raise InputError("the text has no kind of unit that is numbered through the act and holds parts: no articles")
    return edition.find(kinds[0], number)
