"""How the verbs of texts read editions, operations and events, tell the faults of a text, and write a file."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from isonomia.drafting import editions, operations
from isonomia.drafting.faults import TextError, said
from isonomia.drafting.operations import AnyOperation
from isonomia.errors import InputError
from isonomia.wording import LANGUAGES, say
from isonomia_cli.printing import read_text
from isonomia_cli.rules import day_of

On = Annotated[str, typer.Option("--on", help="The day, as 2023-01-01.")]
Events = Annotated[
    list[str], typer.Option("--event", help="NAME=DATE: an event that has happened; NAME= where its day is not known.")
]
Out = Annotated[Path, typer.Option("--out", help="The file to be written; nothing is written where there is a fault.")]
Language = Annotated[str, typer.Option("--language", help=f"Of what is said: one of {', '.join(LANGUAGES)}.")]
NO_EVENTS: list[str] = []


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


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
