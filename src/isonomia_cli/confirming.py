"""`isonomia texts confirm`: a person looks at each proposed operation, and only what was confirmed becomes one."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from isonomia.drafting import operations, phrasing
from isonomia.drafting.comparison import compare
from isonomia.drafting.consolidation import consolidate
from isonomia.drafting.contents import LAST_DAY
from isonomia.drafting.editions import Edition
from isonomia.drafting.faults import TextError, said
from isonomia.drafting.operations import AnyOperation
from isonomia.drafting.phrasing import Proposal
from isonomia.errors import InputError
from isonomia.wording import printable, say
from isonomia_cli.comparing import ProfileName, article_lines, text_at
from isonomia_cli.consolidating import Language, Out, faults_told
from isonomia_cli.main import CHECK_FAILED
from isonomia_cli.printing import read_text, write_whole

YES, NO = ("y", "yes"), ("n", "no")
NOTHING: list[str] = []
Take = Annotated[
    list[str], typer.Option("--take", help="The id of a proposal that is confirmed; then nothing is asked.")
]


def register(app: typer.Typer) -> None:
    """Add the command to the group of texts."""
    app.command()(confirm)


def confirm(
    base: Path,
    proposed: Annotated[Path, typer.Argument(metavar="PROPOSALS")],
    out: Out,
    take: Take = NOTHING,
    profile: ProfileName = "",
    language: Language = "en",
) -> None:
    """Show each of the PROPOSALS with what it makes of BASE, ask about it, and write those confirmed as operations."""
    text = text_at(base, profile)
    found = phrasing.read(read_text(proposed).encode().splitlines())
    confirmed = _named(found, take) if take else list(_asked(found, text, language))
    if confirmed:
        with faults_told(language):
            _carried_out(text, confirmed)
        write_whole(out, operations.write(confirmed))
    typer.echo(say("text.confirmed", language, count=len(confirmed), left=len(found) - len(confirmed)))
    if not confirmed:
        raise typer.Exit(CHECK_FAILED)


def _named(found: Sequence[Proposal], take: Sequence[str]) -> list[AnyOperation]:
    """The operations of the proposals that are named.

    Raises:
        InputError: a name is of none.
    """
    known = {one.proposed.id for one in found}
    strange = next((one for one in take if one not in known), None)
    if strange is not None:
        raise InputError(f'--take "{strange}": wanted the id of a proposal, as {next(iter(sorted(known)), "-")}')
    return [one.proposed for one in found if one.proposed.id in take]


def _asked(found: Sequence[Proposal], text: Edition, language: str) -> Iterator[AnyOperation]:
    """The operations to which a person said yes, one proposal after the other."""
    for number, one in enumerate(found, start=1):
        typer.echo(f"{number}/{len(found)}  {printable(one.words)}")
        for line in _shown(one, text, language):
            typer.echo(f"    {line}")
        if _answered(language):
            yield one.proposed


def _shown(one: Proposal, text: Edition, language: str) -> Iterator[str]:
    """What a proposal makes of the text, with what to look at; or the fault that keeps it from being carried out."""
    yield printable(one.proposed.id)
    yield from (say(f"text.note.{note}", language) for note in one.notes)
    try:
        after = _carried_out(text, [one.proposed])
    except TextError as error:
        yield from (said(fault, language) for fault in error.faults)
        return
    for article in (changes := compare(text, after)).changed:
        yield from map(printable, article_lines(article, changes))


def _answered(language: str) -> bool:
    """Whether the person says yes; asked again until it is yes or no.

    Raises:
        InputError: the answers ended; nothing is taken for an answer.
    """
    while True:
        typer.echo(say("text.confirm_asked", language), nl=False)
        typer.echo(" ", nl=False)
        line = sys.stdin.readline()
        if not line:
            raise InputError("no answer: each proposal is confirmed or left by a person, or named with --take")
        if line.strip().lower() in (*YES, *NO):
            return line.strip().lower() in YES


def _carried_out(text: Edition, done: Sequence[AnyOperation]) -> Edition:
    """The text with operations carried out, whatever their days; their events are taken to have happened."""
    events = {one.boundary.event: LAST_DAY for one in done if one.boundary.event is not None}
    return consolidate(text, done, LAST_DAY, events).edition
