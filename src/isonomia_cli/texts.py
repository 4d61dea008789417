"""`isonomia texts`: texts of law as editions."""

import typer

from isonomia_cli import comparing, consolidating

app = typer.Typer(
    help="Texts of law: editions, amendments put together for a day, and what changed between texts.",
    no_args_is_help=True,
)


@app.callback()
def texts() -> None:
    """Texts of law: editions, amendments put together for a day, and what changed between texts."""


comparing.register(app)
consolidating.register(app)
