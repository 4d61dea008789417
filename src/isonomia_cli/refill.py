"""`isonomia record refill`: fill a database that is behind its published log again."""

from pathlib import Path
from typing import Annotated

import typer

from isonomia_cli.options import PolicyFile, State
from isonomia_cli.printing import is_record, read_text
from isonomia_cli.serving import open_migrated

Root = Annotated[Path, typer.Argument(metavar="RECORD", help="The folder of the published record, or a copy of it.")]
Aside = Annotated[
    Path | None, typer.Option("--set-aside", help="Move what lies ahead of the signed head into this folder first.")
]


def refill(record: Root, state: State = None, policy: PolicyFile = None, set_aside: Aside = None) -> None:
    """Fill a database that was lost, or restored from an old copy, from the published files, after a strict check.

    What the database still holds is not changed, and must be what the files say. Stop workers and servers first.
    """
    is_record(record)
    given = read_text(policy) if policy else None
    open_migrated(state)
    from isonomia_site.record.refilling import bring_to_rest
    from isonomia_site.record.refilling import refill as fill

    if set_aside is not None:
        moved = bring_to_rest(record, set_aside, given)
        typer.echo(f"{len(moved)} files ahead of the signed head moved to {set_aside}")
    done = fill(record, given)
    typer.echo(
        f"the record has {done.size} entries: {done.entries} entries, {done.numbers} numbers and {done.heads} signed "
        f"heads were missing here and are back; the index has {done.matters} matters"
    )
