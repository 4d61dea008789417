"""`isonomia people`: the first officers, from the machine on which the hall runs."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from isonomia.people.rules import ROLES

app = typer.Typer(help="Invite the first officers.", no_args_is_help=True)


@app.callback()
def people() -> None:
    """Invite the first officers."""


@app.command()
def invite(
    state: Annotated[Path, typer.Option(help="The state folder of the hall.")],
    basis: Annotated[str, typer.Option(help="The decision that grants the role; name no person in it.")],
    role: Annotated[str, typer.Option(help=f"One of {', '.join(ROLES)}.")] = ROLES[0],
    scope: Annotated[str, typer.Option(help="In which matters: *, a matter, or the beginning of one.")] = "*",
    site: Annotated[str, typer.Option(help="The address of the site, for the link.")] = "http://127.0.0.1:8000",
) -> None:
    """Grant a role to a new person and print the link by which this person sets up an account, once."""
    if not (state / "isonomia.sqlite3").is_file():
        raise FileNotFoundError(2, "not found", str(state / "isonomia.sqlite3"))
    os.environ["ISONOMIA_STATE"] = str(state.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "isonomia_site.settings"
    import django

    django.setup()
    from isonomia_site.people.services import first_officer

    now = datetime.now(UTC)
    person, token = first_officer(role, scope, basis, now.date())
    typer.echo(f"{person} is {role} in {scope} from {now:%Y-%m-%d} on (UTC); the act is published with the next head")
    typer.echo(f"This link works once, within a week: {site.rstrip('/')}/en/account/invitation/?token={token}")
