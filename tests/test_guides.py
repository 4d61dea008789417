"""The guides say what the command does: each of their commands is run, and what they print is compared."""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
GUIDES = {"new-country.md": ROOT / "docs" / "examples" / "meridia"}
BLOCK = re.compile(r"^```(\w+)?(?: exit=(\d))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Shown:
    """One command of a guide: its words, what it prints, and the code it leaves with."""

    guide: str
    words: tuple[str, ...]
    printed: str
    code: int


def blocks(guide: str, kind: str) -> list[tuple[str, str]]:
    text = (ROOT / "docs" / guide).read_text(encoding="utf-8")
    return [(found[2] or "0", found[3]) for found in BLOCK.finditer(text) if found[1] == kind]


def shown(guide: str) -> list[Shown]:
    found = []
    for code, block in blocks(guide, "console"):
        first, _, printed = block.partition("\n")
        prompt, name, *words = shlex.split(first)
        assert (prompt, name) == ("$", "isonomia"), first
        found.append(Shown(guide, tuple(words), printed, int(code)))
    return found


COMMANDS = [one for guide in GUIDES for one in shown(guide)]


@pytest.mark.parametrize("command", COMMANDS, ids=[" ".join(one.words) for one in COMMANDS])
def test_a_command_of_a_guide_prints_what_the_guide_shows(command: Shown) -> None:
    env = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "ISONOMIA_STATE")}
    done = subprocess.run(
        [sys.executable, "-m", "isonomia_cli.main", *command.words],
        cwd=GUIDES[command.guide],
        env=env | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
    )
    assert done.stdout == command.printed
    assert done.returncode == command.code


@pytest.mark.parametrize("guide", GUIDES)
def test_what_a_guide_quotes_stands_in_its_example(guide: str) -> None:
    files = "\n".join(one.read_text(encoding="utf-8") for one in sorted(GUIDES[guide].rglob("*.toml")))
    quoted = [block for _, block in blocks(guide, "toml")]
    assert quoted
    assert [one for one in quoted if one not in files] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_runs_enough_and_its_country_is_marked_as_invented(guide: str) -> None:
    assert len(shown(guide)) > 5
    assert {one.code for one in shown(guide)} == {0, 1, 3}
    for file in sorted(GUIDES[guide].rglob("*.toml")):
        assert "invented" in file.read_text(encoding="utf-8").splitlines()[0]
        tomllib.loads(file.read_text(encoding="utf-8"))
