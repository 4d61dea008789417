"""`isonomia texts`: texts of law as editions; each verb has a room of its own."""

import typer

from isonomia_cli import comparing, consolidating

HELP = "Texts of law: put together for a day from their amendments, and compared."
app = typer.Typer(help=HELP, no_args_is_help=True)


@app.callback(help=HELP)
def texts() -> None:
    """Texts of law: put together for a day from their amendments, and compared."""


comparing.register(app)
consolidating.register(app)
