"""`isonomia serve`: serve the hall. What is entered there is published by `isonomia worker`."""

from typing import Annotated

import typer

from isonomia.errors import RulebookError
from isonomia_cli.options import State
from isonomia_cli.serving import HOST, open_hall, open_migrated, prepare, refuse_taken, serve_hall


def serve(
    state: State = None,
    host: Annotated[str, typer.Option(help="The address to serve on; only this machine sees the default.")] = HOST,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port.")] = 8000,
    processes: Annotated[int, typer.Option(min=1, max=64, help="How many processes answer.")] = 2,
    migrate: Annotated[
        bool, typer.Option("--migrate", help="Bring the database to this edition, gather the static files, and end.")
    ] = False,
) -> None:
    """Serve the hall until interrupted. Put a web server with TLS in front before others are let in."""
    if migrate:
        open_hall(state)
        prepare()
        typer.echo("the database and the static files are those of this edition")
        return
    refuse_taken(host, port)
    open_migrated(state)
    from django.conf import settings

    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        raise RulebookError("the static files are not gathered: run `isonomia serve --migrate`")
    serve_hall(host, port, processes)
