"""`isonomia texts`: texts of law as editions; each verb has a room of its own."""

import typer

from isonomia_cli import comparing, confirming, consolidating, importing, referring, tabling

HELP = "Texts of law: read, put together for a day from their amendments, compared, printed."
app = typer.Typer(help=HELP, no_args_is_help=True)


@app.callback(help=HELP)
def texts() -> None:
    """Texts of law: read, put together for a day from their amendments, compared, printed."""


for room in (importing, consolidating, comparing, referring, confirming, tabling):
    room.register(app)
