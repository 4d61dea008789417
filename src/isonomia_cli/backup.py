"""`isonomia backup`: dumps without keys, keys without dumps."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from isonomia_cli.options import State
from isonomia_cli.serving import open_existing

Out = Annotated[Path, typer.Argument(metavar="OUT", help="The folder to write: a new one, or with --keys the same.")]
Keys = Annotated[bool, typer.Option("--keys", help="The keys of papers and the ledger of erasures, and nothing else.")]


def backup(out: Out, keys: Keys = False, state: State = None) -> None:
    """Dump the database with the published record, or with --keys what opens the papers in it.

    A dump holds no key: it opens no paper. Keep the two on different media, with different people, and keep one
    copy of the keys only, brought up to date after every erasure: an old copy could open what was erased.
    """
    open_existing(state)
    if keys:
        from isonomia_site.papers.keycopies import copy_keys

        came, removed = copy_keys(out)
        typer.echo(
            f"{out}: {came} keys added, {removed} erased keys removed, the ledger of erasures brought up to date"
        )
        typer.echo("Keep it apart from every dump: both together open every paper.")
        return
    from isonomia_site.papers.dumps import dump

    made = dump(out, datetime.now(UTC))
    typer.echo(f"{out}: {made.entries} entries, {made.published} of them published; no key of papers is in it")
