"""A stranger with Python and four small packages, without Django and numpy, verifies and recomputes everything."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the base requirements alone: one that is there, or one built now."""
    for there in (os.environ.get("ISONOMIA_STRANGER_PYTHON"), ROOT / ".venv-stranger" / "bin" / "python"):
        if there and Path(there).exists():
            return Path(there)
    uv = shutil.which("uv")
    if uv is None:
        pytest.fail("no stranger's environment: set ISONOMIA_STRANGER_PYTHON, or run tools/do.py setup", pytrace=False)
    home = tmp_path_factory.mktemp("stranger") / "venv"
    python = home / "bin" / "python"
    requirements = ROOT / "requirements" / "base.txt"
    for line in ([uv, "venv", str(home)], [uv, "pip", "install", "--python", str(python), "-r", str(requirements)]):
        done = subprocess.run(line, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=300)
        if done.returncode != 0:
            pytest.fail(f"the stranger's environment cannot be built: {done.stderr[-500:]}", pytrace=False)
    return python


def ask(python: Path, *words: str | Path) -> subprocess.CompletedProcess[bytes]:
    """Run a stranger's Python with nothing of this environment but the sources."""
    env = {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    line = [str(python), *map(str, words)]
    return subprocess.run(line, env=env, capture_output=True, stdin=subprocess.DEVNULL, timeout=120)


@pytest.mark.parametrize("name", ["django", "numpy", "isonomia_site.wsgi"])
def test_the_stranger_has_neither_django_nor_numpy(stranger: Path, name: str) -> None:
    done = ask(stranger, "-c", f"import {name}")
    assert done.returncode == 1
    assert b"ModuleNotFoundError" in done.stderr


def test_the_stranger_verifies_the_record(stranger: Path, record: Path) -> None:
    done = ask(stranger, "-m", "isonomia_cli.main", "verify", record, "--strict")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith(b"verified: isonomia.example/kazakhstan-2022")


def test_the_stranger_recomputes_the_same_bytes(stranger: Path, record: Path) -> None:
    theirs = ask(stranger, "-m", "isonomia_cli.main", "figures", record, "--json")
    ours = ask(Path(sys.executable), "-m", "isonomia_cli.main", "figures", record, "--json")
    assert theirs.returncode == ours.returncode == 0, theirs.stderr
    assert theirs.stdout == ours.stdout
    assert len(theirs.stdout) > 10_000


def test_the_stranger_finds_a_changed_record(stranger: Path, record: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(record, tmp_path / "copy"))
    (figures,) = (copy / "figures").iterdir()
    figures.write_bytes(figures.read_bytes().replace(b'"68.05"', b'"70.05"'))
    done = ask(stranger, "-m", "isonomia_cli.main", "verify", copy)
    assert done.returncode == 1
    assert figures.name.encode() in done.stdout
