"""`isonomia backup`, `restore` and `papers` as an operator runs them: two folders, a lost server, and back."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from isonomia.record.reading import check
from isonomia.reform.road import BODIES

SOURCES = Path(__file__).resolve().parents[2] / "src"
OWNER = "person/1f0c52d7"
KEEP = """
import django
django.setup()
from isonomia_site.papers import vault
vault.keep("person/1f0c52d7", "name", "Әлия Құрманғазықызы", findable=True)
vault.keep("person/77aa0b31", "name", "Ғани", findable=True)
"""
READ = """
import django
django.setup()
from isonomia_site.papers import vault
print(vault.read("person/1f0c52d7", "name"), vault.read("person/77aa0b31", "name"), vault.find("name", "Ғани"))
"""


def python(state: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python on a state folder, on SQLite."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ISONOMIA", "DJANGO"))}
    mine = {"PYTHONPATH": str(SOURCES), "PYTHONUTF8": "1", "DJANGO_SETTINGS_MODULE": "isonomia_site.settings"}
    env = {**kept, **mine, "ISONOMIA_STATE": str(state)}
    return subprocess.run(
        [sys.executable, *words], env=env, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL
    )


def isonomia(state: Path, *words: str | Path, code: int = 0) -> str:
    """Run `isonomia` on a state folder; return what it said."""
    done = python(state, "-m", "isonomia_cli.main", *map(str, words))
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout if code == 0 else done.stderr


@pytest.fixture(scope="module")
def built(demo_built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state folder of a hall with the record of 2022 and the papers of two persons; it is copied, never changed."""
    folder = Path(shutil.copytree(demo_built / "state", tmp_path_factory.mktemp("built") / "state"))
    assert python(folder, "-c", KEEP).returncode == 0
    return folder


@pytest.fixture
def state(built: Path, tmp_path: Path) -> Path:
    """A state folder like it, of one test alone."""
    return Path(shutil.copytree(built, tmp_path / "state"))


def test_a_lost_server_comes_back_without_the_erased(state: Path, tmp_path: Path) -> None:
    said = isonomia(state, "backup", tmp_path / "dump")
    assert "no key of papers is in it" in said
    assert "3 keys added" in isonomia(state, "backup", "--keys", tmp_path / "keys")
    said = isonomia(state, "papers", "erase", OWNER, "--ground", "request", "--role", "registrar")
    assert "line 1 of the ledger" in said
    assert "1 erased keys removed" in isonomia(state, "backup", "--keys", tmp_path / "keys")
    new = tmp_path / "new"
    assert "2 keys brought back" in isonomia(new, "restore", "--keys", tmp_path / "keys")
    said = isonomia(new, "restore", tmp_path / "dump")
    assert "1 erasures done again" in said and "behind" not in said
    assert python(new, "-c", READ).stdout == "None Ғани person/77aa0b31\n"
    assert check(new / "log", BODIES, strict=True)[1] == []
    assert isonomia(new, "papers", "settle") == "0 erasures carried out\n"
    assert isonomia(new, "papers", "renew-search") == "1 searches hashed anew\n"
    assert isonomia(new, "papers", "drop-old-lines", "--days", "30") == "0 lines dropped\n"
    served = python(new, "-c", "import isonomia_site.wsgi")
    assert served.returncode == 0, served.stderr


def test_a_server_without_its_ledger_does_not_start(state: Path) -> None:
    (state / "keys" / "erased.ledger").unlink()
    served = python(state, "-c", "import isonomia_site.wsgi")
    assert served.returncode == 1 and "ledger of erasures is missing" in served.stderr
    assert "fetch the newest copy" in isonomia(state, "papers", "settle", code=4)


def test_what_cannot_be_done_is_said_in_one_line(state: Path, tmp_path: Path) -> None:
    assert "has no database yet" in isonomia(tmp_path / "nowhere", "backup", tmp_path / "dump", code=2)
    assert not (tmp_path / "nowhere").exists()
    assert "not found" in isonomia(state, "restore", tmp_path / "nothing", code=3)
    (tmp_path / "empty").mkdir()
    assert "manifest.json" in isonomia(state, "restore", tmp_path / "empty", code=3)
    isonomia(state, "backup", tmp_path / "dump")
    assert "--replace" in isonomia(state, "restore", tmp_path / "dump", code=2)
    said = isonomia(state, "papers", "erase", "person/x", "--ground", "request", "--role", "registrar", code=2)
    assert "no papers of this owner" in said
