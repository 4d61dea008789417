"""The PostgreSQL to be thrown away: found, started, and gone however its user ends."""

import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import do
import environment
import honest
import postgres
import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def nothing_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without PostgreSQL, on which nothing can be installed either."""
    monkeypatch.delenv(postgres.VARIABLE, raising=False)
    monkeypatch.setattr(postgres, "DEBIAN", tmp_path)
    monkeypatch.setattr(postgres, "WHEEL", tmp_path / "wheel")
    monkeypatch.setattr(environment, "create", lambda folder: None)
    monkeypatch.setattr(postgres, "quiet", lambda line: "no network")


@pytest.mark.usefixtures("nothing_found")
def test_without_any_server_the_run_stops_in_one_line_that_says_what_to_install() -> None:
    with pytest.raises(environment.Stop) as stopped, ExitStack() as opened:
        do.database_server(False, opened)
    assert "apt-get install postgresql" in str(stopped.value) and "\n" not in str(stopped.value)


@pytest.mark.usefixtures("nothing_found")
def test_where_it_may_be_missing_that_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with ExitStack() as opened:
        assert do.database_server(True, opened) is None
    assert "no PostgreSQL" in capsys.readouterr().err


def test_a_server_that_is_given_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(postgres.VARIABLE, "postgresql://given/postgres")
    with ExitStack() as opened:
        assert do.database_server(False, opened) == "postgresql://given/postgres"


def test_the_newest_of_debians_servers_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for edition in ("9", "13", "17"):
        (tmp_path / edition / "bin").mkdir(parents=True)
        (tmp_path / edition / "bin" / "postgres").touch()
    monkeypatch.setattr(postgres, "DEBIAN", tmp_path)
    assert postgres.find() == tmp_path / "17" / "bin"


SHOW = "import os, sys, time; print(os.environ['ISONOMIA_PG_URL'], flush=True); time.sleep(float(sys.argv[1]))"


def folder_of(address: str) -> Path:
    return Path(address.partition("host=")[2].partition("&")[0])


def beside_a_server(seconds: str) -> "subprocess.Popen[str]":
    if postgres.find() is None:
        honest.missing(postgres.WANTED)
    # What a shell runs in the background does not hear Ctrl-C, and neither would its children.
    line = [
        "env",
        "--default-signal=INT",
        sys.executable,
        str(ROOT / "tools" / "postgres.py"),
        sys.executable,
        "-c",
        SHOW,
        seconds,
    ]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def test_a_server_listens_on_a_socket_alone_and_is_removed_at_the_end() -> None:
    running = beside_a_server("0")
    said, _ = running.communicate(timeout=120)
    assert running.returncode == 0
    assert said.startswith("postgresql:///postgres?host=/")
    assert not folder_of(said).exists()


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_behind_when_its_user_is_stopped(sent: signal.Signals) -> None:
    running = beside_a_server("300")
    assert running.stdout is not None
    folder = folder_of(running.stdout.readline())
    pid = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
    os.killpg(running.pid, sent)
    running.communicate(timeout=60)
    until = time.monotonic() + 60
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert not folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
