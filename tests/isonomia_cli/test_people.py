"""`isonomia people` as an operator runs it: the first officer, and what is refused in one line."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

SOURCES = Path(__file__).resolve().parents[2] / "src"
INVITE = ("people", "invite", "--basis", "Order 1")


def isonomia(state: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `isonomia` on a state folder, on SQLite."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ISONOMIA", "DJANGO"))}
    env = {**kept, "PYTHONPATH": str(SOURCES), "PYTHONUTF8": "1", "ISONOMIA_STATE": str(state)}
    line = [sys.executable, "-m", "isonomia_cli.main", *words]
    return subprocess.run(line, env=env, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def state(demo_built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state folder of a hall with the record of 2022."""
    return Path(shutil.copytree(demo_built / "state", tmp_path_factory.mktemp("people") / "state"))


def test_the_first_officer_is_granted_a_role_and_gets_a_link_that_is_kept_nowhere(state: Path) -> None:
    done = isonomia(state, *INVITE, "--role", "registrar", "--site", "https://reform.example/")
    assert done.returncode == 0, done.stderr
    person = re.findall(r"^(p-[a-z0-9]{6}) is registrar in \* from", done.stdout)[0]
    token = re.findall(r"https://reform\.example/en/account/invitation/\?token=([\w-]{43})", done.stdout)[0]
    with sqlite3.connect(state / "isonomia.sqlite3") as database:
        entered = database.execute("SELECT body FROM record_entry WHERE matter = ?", [f"person/{person}"]).fetchall()
        dump = "\n".join(database.iterdump())
    assert len(entered) == 1 and b'"actor":{"role":"operator"}' in entered[0][0] and b"Order 1" in entered[0][0]
    assert token not in dump


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--role", "compiler"), "registrar"), (("--scope", "no matter"), "no matter"), (("--role", ""), "no role")],
)
def test_what_is_no_role_or_no_matter_is_refused_in_one_line(state: Path, words: tuple[str, str], said: str) -> None:
    done = isonomia(state, *INVITE, *words)
    lines = done.stderr.strip().splitlines()
    assert done.returncode == 2 and len(lines) == 1 and said in lines[0] and lines[0].startswith("isonomia: ")


def test_where_there_is_no_hall_nothing_is_made(tmp_path: Path) -> None:
    done = isonomia(tmp_path, *INVITE)
    assert done.returncode == 2 and "no database" in done.stderr
    assert not (tmp_path / "isonomia.sqlite3").exists()
