"""`isonomia people`: the first officers, from the machine on which the hall runs."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from isonomia.people.rules import ROLES
from isonomia_cli.options import State
from isonomia_cli.serving import open_existing

app = typer.Typer(help="Invite the first officers.", no_args_is_help=True)

Basis = Annotated[str, typer.Option(help="The decision that grants the role; published, so name no person in it.")]
Role = Annotated[str, typer.Option(help=f"One of {', '.join(ROLES)}.")]
Scope = Annotated[str, typer.Option(help="In which matters: *, a matter, or the beginning of one.")]
Site = Annotated[str, typer.Option(help="The address of the site, for the link.")]


@app.callback()
def people() -> None:
    """Invite the first officers."""


@app.command()
def invite(
    basis: Basis,
    state: State = None,
    role: Role = ROLES[0],
    scope: Scope = "*",
    site: Site = "http://127.0.0.1:8000",
) -> None:
    """Grant a role to a new person, and print the link by which this person sets up an account, once."""
    open_existing(state)
    from isonomia_site.people.services import first_officer

    now = datetime.now(UTC)
    person, token = first_officer(role, scope, basis, now.date())
    typer.echo(f"{person} is {role} in {scope} from {now:%Y-%m-%d} on (UTC); the act is published with the next head")
    typer.echo(f"This link works once, within a week: {site.rstrip('/')}/en/account/invitation/?token={token}")
