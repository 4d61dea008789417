"""`isonomia texts`: texts of law as editions, amended, put together for a day, compared and printed."""

import typer

from isonomia_cli import comparing, consolidating, importing, tabling

app = typer.Typer(help="Texts of law: read, amended, compared, put together for a day.", no_args_is_help=True)


@app.callback()
def texts() -> None:
    """Texts of law: read, amended, compared, put together for a day."""


for room in (importing, consolidating, comparing, tabling):
    room.register(app)
