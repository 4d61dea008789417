"""The command, with what it prints and the code it leaves with."""

import io
import json
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from isonomia.rulebook.checking import shipped_laws
from isonomia_cli.main import main


@dataclass(frozen=True)
class Said:
    """What a command said, and the code it left with."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """What was printed, read as JSON."""
        return json.loads(self.out)

    def refused(self, code: int) -> str:
        """The one line in which the command says what is wrong; never a traceback."""
        assert self.code == code, (self.code, self.out, self.err)
        assert "Traceback" not in self.out + self.err
        lines = self.err.strip().splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("isonomia: ")
        return lines[0]


def run_isonomia(*words: str | Path) -> Said:
    """Run `isonomia` with these words, in this process: its own entry, its own exit code, its own streams."""
    out, err, given = io.StringIO(), io.StringIO(), sys.argv
    code = 0
    try:
        sys.argv = ["isonomia", *map(str, words)]
        with redirect_stdout(out), redirect_stderr(err):
            main()
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 0 if left.code is None else 1
    finally:
        sys.argv = given
    return Said(code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="session")
def isonomia() -> Callable[..., Said]:
    """Run `isonomia` with these words."""
    return run_isonomia


@pytest.fixture
def laws(tmp_path: Path) -> Callable[..., Path]:
    """A folder with the shipped law, one passage of one file replaced; the passage must be there."""

    def changed(name: str = "referendum.toml", old: str = "", new: str = "") -> Path:
        folder = tmp_path / "laws" / "kz"
        folder.mkdir(parents=True, exist_ok=True)
        for one in (shipped_laws() / "kz").iterdir():
            text = one.read_text(encoding="utf-8")
            if one.name == name:
                assert old in text
                text = text.replace(old, new)
            (folder / one.name).write_text(text, encoding="utf-8")
        return folder.parent

    return changed
