"""`isonomia backup`: dumps without keys, keys without dumps."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from isonomia.errors import InputError

Out = Annotated[Path, typer.Argument(metavar="OUT", help="The folder to write: a new one, or with --keys the same.")]
Keys = Annotated[bool, typer.Option("--keys", help="The keys of papers and the ledger of erasures, and nothing else.")]
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
