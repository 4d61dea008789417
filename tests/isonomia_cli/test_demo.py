"""`isonomia demo` builds, verifies, prints and serves; what it cannot do it says in one line, before any work."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from isonomia.figures.published import replayed, unlike_published
from isonomia.record.reading import check
from isonomia.reform.road import BODIES

COMMAND = [sys.executable, "-m", "isonomia_cli.main", "demo"]
SOURCES = Path(__file__).resolve().parents[2] / "src"


def environment(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ISONOMIA", "DJANGO"))}
    return {**kept, "PYTHONPATH": str(SOURCES), "TMPDIR": str(tmp_path)}


def demo(tmp_path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    line = [*COMMAND, *words]
    return subprocess.run(line, env=environment(tmp_path), capture_output=True, text=True, timeout=120)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def test_the_record_is_built_verified_and_exported(tmp_path: Path) -> None:
    out = tmp_path / "out"
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    done = demo(temporary, "--build-only", "--out", str(out))
    assert done.returncode == 0, done.stderr
    record, findings = check(out, BODIES, strict=True)
    assert record is not None and findings == []
    assert unlike_published(record, replayed(record)) == []
    assert f"verified: {record.size} entries lead to the root {record.root.hex()}" in done.stdout
    assert "cosigned by 0 of 0 witnesses" in done.stdout
    for said in ("68.05 %", "77.18 %", "80.53 %", "52.52 %", "12 of 17", "206096", "F27"):
        assert said in done.stdout.replace("206,096", "206096").replace("206 096", "206096"), said
    assert list(temporary.iterdir()) == []


def test_an_empty_folder_is_taken_and_a_full_one_is_not(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    assert demo(tmp_path, "--build-only", "--out", str(out)).returncode == 0
    again = demo(tmp_path, "--build-only", "--out", str(out))
    assert again.returncode == 2
    assert again.stderr.count("\n") == 1 and "not an empty folder" in again.stderr


@pytest.mark.parametrize("words", [["--build-only"], ["--out", "somewhere"]])
def test_build_only_and_out_belong_together(tmp_path: Path, words: list[str]) -> None:
    done = demo(tmp_path, *words)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1 and "belong together" in done.stderr


def test_a_pack_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = demo(tmp_path, "--pack", "atlantis", "--build-only", "--out", str(tmp_path / "out"))
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1 and 'no pack "atlantis"' in done.stderr


def test_a_port_in_use_is_said_before_any_work(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = demo(tmp_path, "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1 and "is in use" in done.stderr


def test_a_kept_state_is_completed_and_not_built_twice(tmp_path: Path) -> None:
    words = ["--build-only", "--state", str(tmp_path / "state")]
    first = demo(tmp_path, *words, "--out", str(tmp_path / "one"))
    second = demo(tmp_path, *words, "--out", str(tmp_path / "two"))
    assert (first.returncode, second.returncode) == (0, 0), second.stderr
    assert "\n0 acts entered" in "\n" + second.stderr
    assert (tmp_path / "one" / "checkpoint").read_bytes() == (tmp_path / "two" / "checkpoint").read_bytes()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_this_machine_and_leaves_nothing_behind(tmp_path: Path, stop: signal.Signals) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    port = free_port()
    line = [*COMMAND, "--port", str(port)]
    server = subprocess.Popen(
        line, env=environment(temporary), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None and server.stderr is not None
        address = ""
        deadline = time.monotonic() + 60
        while not address and time.monotonic() < deadline:
            found = re.search(r"http://127\.0\.0\.1:\d+/", server.stdout.readline())
            address = found.group() if found else ""
        with urllib.request.urlopen(f"{address}log/checkpoint", timeout=20) as answer:
            assert answer.status == 200
        with urllib.request.urlopen(f"{address}en/record/", timeout=20) as answer:
            assert answer.status == 200
    finally:
        server.send_signal(stop)
        said, faults = server.communicate(timeout=30)
    assert server.returncode == 0
    assert "Traceback" not in faults
    assert said == ""
    assert [path for path in temporary.iterdir() if path.name.startswith("isonomia-")] == []


def test_what_cannot_be_written_is_told_in_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    (kept / "isonomia.sqlite3").mkdir(parents=True)
    for state in (kept, Path("/dev/null")):
        done = demo(tmp_path, "--build-only", "--out", str(tmp_path / "out"), "--state", str(state))
        assert done.returncode == 3
        assert "the record could not be written" in done.stderr.splitlines()[-1]
        assert "Traceback" not in done.stderr
        assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("pack", "said"),
    [
        ("switzerland-double-majority", "17/2 of 23"),
        ("italy-turnout-quorum", "27,637,943"),
        ("denmark-share-of-the-electorate", "1,858,211"),
    ],
)
def test_a_vote_of_another_country_becomes_a_record_that_verifies(tmp_path: Path, pack: str, said: str) -> None:
    acts = Path(__file__).resolve().parents[1] / "golden" / pack / "record"
    done = demo(tmp_path, "--pack", str(acts), "--build-only", "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert said in done.stdout
    record, findings = check(tmp_path / "out", BODIES, strict=True)
    assert record is not None and findings == []
    assert unlike_published(record, replayed(record)) == []


@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        ("mysql://clerk:geheim@host/isonomia", 2, "names no PostgreSQL database"),
        ("postgresql://clerk:%ZZgeheim@host/isonomia", 2, "cannot be read"),
        ("postgresql://clerk:geheim@host", 2, "names no database after the host"),
        ("postgresql://clerk:geheim@host/isonomia?geheim=geheim", 2, "cannot be read"),
        ("postgresql://clerk:geheim@/isonomia?host=/no/such/folder", 3, "PostgreSQL: connection"),
    ],
)
def test_a_wrong_database_is_told_in_one_line_without_its_password(
    tmp_path: Path, address: str, code: int, said: str
) -> None:
    env = {**environment(tmp_path), "ISONOMIA_DATABASE_URL": address}
    line = [*COMMAND, "--build-only", "--out", str(tmp_path / "out")]
    done = subprocess.run(line, env=env, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr.count("\n")) == (code, 1), done.stderr
    assert said in done.stderr and "geheim" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_settings_tell_a_wrong_database_in_one_line_too(tmp_path: Path) -> None:
    env = {**environment(tmp_path), "ISONOMIA_DATABASE_URL": "postgresql://clerk:geheim@host/"}
    env |= {"ISONOMIA_STATE": str(tmp_path), "DJANGO_SETTINGS_MODULE": "isonomia_site.settings"}
    line = [sys.executable, "-m", "django", "migrate"]
    done = subprocess.run(line, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert done.stderr.startswith("isonomia: ISONOMIA_DATABASE_URL names no database") and done.stderr.count("\n") == 1
