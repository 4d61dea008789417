"""`isonomia texts table`: the comparative table of two editions as a document."""

import shlex
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from isonomia.drafting.comparison import compare
from isonomia.drafting.editions import Edition
from isonomia.drafting.sheets import Sheet, as_csv, sheet
from isonomia.drafting.sheets_page import as_html
from isonomia.drafting.tables import comparative_table
from isonomia.errors import InputError
from isonomia.wording import LANGUAGES, say
from isonomia_cli.consolidating import Language, Out, edition_at, faults_told, operations_at
from isonomia_cli.importing import Amendments
from isonomia_cli.printing import write_whole

FORMATS = ("html", "docx", "odt", "pdf", "csv")
MAKERS = {"docx": "docx", "pdf": "typst"}
"""What makes a kind of file, where the program alone cannot."""


def register(app: typer.Typer) -> None:
    """Add the command to the group of texts."""
    app.command()(table)


def table(
    old: Path,
    new: Path,
    to: Annotated[str, typer.Option("--format", help=f"One of {', '.join(FORMATS)}.")],
    out: Out,
    *,
    operations: Amendments = None,
    language: Language = "",
) -> None:
    """Write the comparative table of OLD (in force) and NEW (proposed), with reasons where operations are given."""
    if to not in FORMATS:
        raise InputError(f'--format "{to}": wanted one of {", ".join(FORMATS)}')
    editions = edition_at(old), edition_at(new)
    spoken = language or _language(editions[1])
    given = operations_at(operations) if operations else ()
    with faults_told(spoken):
        made = comparative_table([compare(*editions)], given)
    words = ["isonomia", "texts", "table", old.name, new.name, "--format", to, "--out", out.name]
    words += ["--operations", operations.name] if operations else []
    words += ["--language", language] if language else []
    invented = any(one.work is not None and one.work.is_invented for one in editions)
    data = printed(sheet(made, spoken, behind=given, command=shlex.join(words)), to, invented=invented)
    write_whole(out, data)
    typer.echo(say("text.written", spoken, file=out, bytes=len(data)))
    for total in made.totals():
        typer.echo(say(f"table.total_{total}", spoken, count=made.totals()[total]))


def printed(made: Sheet, to: str, *, invented: bool = False) -> bytes:
    """The table in one of the formats; a PDF says on every page where the text is of an invented country.

    Raises:
        InputError: what makes such files is not installed.
    """
    if to in ("html", "csv"):
        return as_html(made) if to == "html" else as_csv(made)
    if to == "odt":
        from isonomia_site.drafting.odt import as_odt

        return as_odt(made)
    if find_spec(MAKERS[to]) is None:
        raise InputError(f"{to.upper()} needs one more package: pip install isonomia[documents]")
    if to == "pdf":
        from isonomia_site.drafting.pdf import as_pdf

        return as_pdf(made, invented=invented)
    from isonomia_site.drafting.word import as_docx

    return as_docx(made)


def _language(edition: Edition) -> str:
    """The language of the text, where the project speaks it."""
    return edition.language if edition.language in LANGUAGES else "en"
