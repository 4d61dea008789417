"""`isonomia texts`: texts of law as editions."""

import typer

from isonomia_cli import comparing, referring

app = typer.Typer(help="Texts of law: editions, and what changed between them.", no_args_is_help=True)


@app.callback()
def texts() -> None:
    """Texts of law: editions, and what changed between them."""


comparing.register(app)
referring.register(app)
