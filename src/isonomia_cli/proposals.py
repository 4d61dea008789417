"""`isonomia proposals`: proposals of citizens; each verb has a room of its own."""

import typer

from isonomia_cli import intake, opened, waiting

HELP = "Proposals of citizens: brought in from files, handed out as data, sent by machine."
app = typer.Typer(help=HELP, no_args_is_help=True)


@app.callback(help=HELP)
def proposals() -> None:
    """Proposals of citizens: brought in from files, handed out as data, sent by machine."""


for room in (intake, opened, waiting):
    room.register(app)
