"""`isonomia backup` and `isonomia restore`: dumps without keys, keys without dumps."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from isonomia.errors import InputError

Out = Annotated[Path, typer.Argument(metavar="OUT", help="The folder to write: a new one, or with --keys the same.")]
From = Annotated[Path, typer.Argument(metavar="FROM", help="The folder that `isonomia backup` has written.")]
Keys = Annotated[bool, typer.Option("--keys", help="The keys of papers and the ledger of erasures, and nothing else.")]
Replace = Annotated[bool, typer.Option("--replace", help="Lose the database that is there.")]
State = Annotated[Path | None, typer.Option("--state", help="The state folder; without it, that of ISONOMIA_STATE.")]


def backup(out: Out, keys: Keys = False, state: State = None) -> None:
    """Dump the database with the published record, or with --keys what opens the papers in it.

    A dump holds no key: it opens no paper. Keep the two on different media, with different people, and keep one
    copy of the keys only, brought up to date after every erasure: an old copy could open what was erased.
    """
    open_hall(state)
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


def restore(source: From, keys: Keys = False, replace: Replace = False, state: State = None) -> None:
    """Bring a dump back, erase again what was erased since, and only then let the site open on it.

    With --keys: bring keys and ledger back, but none that were erased. That comes first.
    """
    if not source.is_dir():
        raise FileNotFoundError(2, "no such folder", str(source))
    open_hall(state, new=True)
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


def open_hall(state: Path | None, *, new: bool = False) -> None:
    """Set Django up on a state folder.

    Args:
        new: whether the folder may still be empty.
    Raises:
        InputError: there is no hall, or nothing in its database.
    """
    from importlib.util import find_spec

    if find_spec("django") is None:
        raise InputError("the hall is not installed: pip install 'isonomia[site]'")
    if state is not None:
        os.environ["ISONOMIA_STATE"] = str(state)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "isonomia_site.settings")
    import django
    from django.conf import settings

    django.setup()
    if new:
        settings.STATE.mkdir(mode=0o700, parents=True, exist_ok=True)
    elif not _has_tables():
        raise InputError(f"the hall of {settings.STATE} has no database yet")


def _has_tables() -> bool:
    from django.db import connection

    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and not Path(name).exists():
        # To ask SQLite would make an empty one.
        return False
    return "papers_key" in connection.introspection.table_names()
