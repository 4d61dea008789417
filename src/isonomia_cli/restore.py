"""`isonomia restore`: a dump comes back, and what was erased since does not."""

from pathlib import Path
from typing import Annotated

import typer

from isonomia_cli.backup import Keys
from isonomia_cli.options import State
from isonomia_cli.serving import open_hall

From = Annotated[Path, typer.Argument(metavar="FROM", help="The folder that `isonomia backup` has written.")]
Replace = Annotated[bool, typer.Option("--replace", help="Lose the database that is there.")]


def restore(source: From, keys: Keys = False, replace: Replace = False, state: State = None) -> None:
    """Bring a dump back, erase again what was erased since, and only then let the site open on it.

    With --keys: bring keys and ledger back, but none that were erased. That comes first.
    """
    if not source.is_dir():
        raise FileNotFoundError(2, "no such folder", str(source))
    open_hall(state)
    if keys:
        from isonomia_site.papers.keycopies import restore_keys

        typer.echo(f"{restore_keys(source)} keys brought back")
        return
    from isonomia_site.papers.dumps import restore as bring_back

    done = bring_back(source, replace=replace)
    typer.echo(f"{done.entries} entries brought back; {done.erased_again} erasures done again from the ledger")
    if done.kept_tree:
        typer.echo("The published files that are here stay as they are.")
    if done.behind:
        typer.echo(
            "The database is behind the published record: nothing can be signed until it has taken back the entries "
            "that were published since (isonomia record refill)."
        )
