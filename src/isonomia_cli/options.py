"""Options that several verbs take alike."""

from pathlib import Path
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Language = Annotated[str, typer.Option("--language", help="en, ru or kk.")]
PolicyFile = Annotated[
    Path | None, typer.Option("--policy", help="Whose signatures count; without it, the record's own.")
]
State = Annotated[Path | None, typer.Option(help="The folder of the hall; without it, ISONOMIA_STATE, or ./var.")]
