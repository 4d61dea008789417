"""What the verbs of a group take alike, given before the verb: encoding, language, a folder of laws of one's own."""

from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

Encoding = Annotated[str, typer.Option("--encoding", help="Of CSV files: utf-8 or cp1251.")]


@dataclass(frozen=True, slots=True)
class Manner:
    """How files are read and answers are worded."""

    encoding: str = "utf-8"
    language: str = "en"
    rules: Path | None = None


_as_ever = Manner()
MANNER: ContextVar[Manner] = ContextVar("manner", default=_as_ever)
"""What was given before the verb that runs."""
