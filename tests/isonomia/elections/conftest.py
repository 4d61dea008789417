"""The shared data of elections; tests that need them are named where they are not there."""

import csv
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def shared(name: str) -> list[dict[str, str]]:
    """The rows of a file of the shared data."""
    path = Path(os.environ.get("ISONOMIA_DATA") or ROOT.parent / "shared" / "data") / "elections" / name
    if not path.exists():
        pytest.skip(f"the shared data are not here: {name}")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
