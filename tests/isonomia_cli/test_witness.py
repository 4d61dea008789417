"""`isonomia witness`: real processes, real sockets, real kills."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any

import pytest

from isonomia.record.checkpoint import COSIGNATURE, Checkpoint, new_key, open_note, sign_note
from isonomia.record.merkle import consistency_proof, root_hash
from isonomia.record.tiles import published_files
from isonomia.record.witness import MAX_REQUEST, Submission
from isonomia_cli.watching import file_of

Run = Callable[..., Any]
ORIGIN = "log.example/one"
LOG, LOG_VKEY = new_key(ORIGIN, b"l" * 32)
KEY, VKEY = new_key("witness.example/w", b"w" * 32, COSIGNATURE)
ENTRIES = [b"%d" % number for number in range(600)]


def note(size: int, entries: list[bytes] = ENTRIES) -> str:
    return sign_note(Checkpoint(ORIGIN, size, root_hash(entries[:size])).body(), LOG)


def request(old: int, size: int, entries: list[bytes] = ENTRIES) -> bytes:
    proof = consistency_proof(entries[:size], old) if old else []
    return Submission(old, tuple(proof), note(size, entries)).text().encode()


class Serving:
    """One `isonomia witness serve`, started and killed at will on one state folder."""

    def __init__(self, folder: Path) -> None:
        self.state = folder / "state"
        self.key = folder / "key"
        self.key.touch(mode=0o600)
        self.key.write_text(KEY)
        self.process: subprocess.Popen[str] | None = None
        self.port = 0

    def start(self) -> None:
        words = ["witness", "serve", "--vkey", LOG_VKEY, "--key", str(self.key), "--state", str(self.state)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "isonomia_cli.main", *words, "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        found = re.fullmatch(r"witness: http://127\.0\.0\.1:(\d+)/\n", line)
        assert found, line
        self.port = int(found[1])

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            assert self.process.stdout is not None
            self.process.stdout.close()
            self.process = None

    def ask(self, body: bytes, path: str = "/add-checkpoint") -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("POST", path, body)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def kept(self) -> int:
        file = self.state / file_of(ORIGIN)
        return int(open_note(file.read_bytes(), VKEY).text.split("\n")[1]) if file.exists() else 0


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    """A witness that runs."""
    server = Serving(tmp_path)
    server.start()
    yield server
    server.kill()


def test_a_server_answers_as_the_protocol_says_and_remembers(serving: Serving) -> None:
    status, line = serving.ask(request(0, 3))
    assert status == 200 and open_note(note(3) + line, VKEY)
    assert serving.ask(request(0, 5)) == (409, "3\n")
    assert serving.ask(request(3, 5), "/any/prefix/add-checkpoint")[0] == 200
    fork = [*ENTRIES[:4], b"another", *ENTRIES[5:]]
    assert serving.ask(request(5, 8, fork))[0] == 422
    assert serving.ask(b"old 0\n\nnothing\n")[0] == 400
    assert serving.ask(request(5, 6), "/elsewhere")[0] == 404
    assert serving.ask(b"x" * (MAX_REQUEST + 1))[0] == 413
    serving.kill()
    serving.start()
    assert serving.ask(request(0, 9)) == (409, "5\n")
    assert serving.kept() == 5


def test_one_connection_can_ask_again(serving: Serving) -> None:
    connection = HTTPConnection("127.0.0.1", serving.port, timeout=20)
    for old, size in [(0, 3), (3, 4), (4, 9)]:
        connection.request("POST", "/add-checkpoint", request(old, size))
        answer = connection.getresponse()
        assert (answer.status, answer.getheader("Content-Type")) == (200, "text/plain; charset=utf-8")
        answer.read()
    connection.request("POST", "/add-checkpoint", request(0, 9))
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("Content-Type"), answer.read()) == (409, "text/x.tlog.size", b"9\n")
    connection.close()


def test_of_two_histories_asked_at_once_only_one_is_cosigned(serving: Serving) -> None:
    assert serving.ask(request(0, 10))[0] == 200
    forks = [[*ENTRIES[:10], b"history %d" % number] for number in range(16)]
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda fork: serving.ask(request(10, 11, fork)), forks))
    assert sorted(status for status, _ in answers) == [200, *[409] * 15]


def test_the_state_is_never_behind_a_cosignature_that_was_sent(serving: Serving) -> None:
    # Killed at any moment, most often in the middle of a write: what anybody holds a cosignature for is on the disk.
    chance, size, sent = Random(7), 0, 0
    for _ in range(12):
        stop = monotonic() + chance.uniform(0.02, 0.25)
        while monotonic() < stop:
            status, _line = serving.ask(request(size, size + 1))
            assert status == 200
            size = sent = size + 1
        pool = ThreadPoolExecutor(1)
        racing = pool.submit(serving.ask, request(size, size + 1))
        sleep(chance.uniform(0, 0.01))
        serving.kill()
        with suppress(OSError, HTTPException):
            if racing.result()[0] == 200:
                sent = size + 1
        pool.shutdown()
        assert serving.kept() in (sent, size + 1)
        assert serving.kept() >= sent
        serving.start()
        status, told = serving.ask(request(0, 600))
        assert status == (409 if serving.kept() else 200)
        size = sent = serving.kept()
        assert told == f"{size}\n"
    assert size > 12


def test_two_witnesses_do_not_share_a_state_folder(serving: Serving, isonomia: Run, published_log: Path) -> None:
    words = ("--vkey", LOG_VKEY, "--key", serving.key, "--state", serving.state)
    assert "another process" in isonomia("witness", "once", published_log, *words).refused(1)


def test_a_state_that_was_altered_stops_the_witness(serving: Serving) -> None:
    assert serving.ask(request(0, 3))[0] == 200
    kept = serving.state / file_of(ORIGIN)
    kept.write_text(kept.read_text().replace("\n3\n", "\n2\n"))
    assert serving.ask(request(2, 5))[0] == 500
    assert serving.ask(request(0, 5))[0] == 500


@pytest.fixture
def published_log(tmp_path: Path) -> Path:
    """A published log of 300 entries, tiles and checkpoint only."""
    return publish(tmp_path / "log", 300)


def publish(folder: Path, size: int, entries: list[bytes] = ENTRIES) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    for path, data in published_files(entries[:size]):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / "checkpoint").write_text(note(size, entries))
    return folder


def test_once_looks_at_a_folder_and_cosigns_what_has_grown(isonomia: Run, published_log: Path, tmp_path: Path) -> None:
    made = isonomia("witness", "key", "court.example/witness", "--out", tmp_path / "key")
    vkey = made.out.strip()
    assert made.code == 0 and vkey.startswith("court.example/witness+")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    words = ("--vkey", LOG_VKEY, "--key", tmp_path / "key", "--state", tmp_path / "state")
    said = isonomia("witness", "once", published_log, *words)
    assert said.code == 0 and open_note(said.out, [LOG_VKEY, vkey])
    publish(published_log, 560)
    out = tmp_path / "newspaper" / "checkpoint"
    assert isonomia("witness", "once", published_log, *words, "--out", out).code == 0
    assert len(open_note(out.read_text(), [LOG_VKEY, vkey]).signatures) == 2
    publish(published_log, 300)
    assert "rolled back" in isonomia("witness", "once", published_log, *words).refused(4)
    publish(published_log, 560, [*ENTRIES[:9], b"another", *ENTRIES[10:]])
    assert "two histories" in isonomia("witness", "once", published_log, *words).refused(4)
    publish(published_log, 600, [*ENTRIES[:9], b"another", *ENTRIES[10:]])
    assert "nothing was signed" in isonomia("witness", "once", published_log, *words).refused(4)


def test_once_takes_the_key_that_the_record_names_and_says_so(isonomia: Run, record: Path, tmp_path: Path) -> None:
    isonomia("witness", "key", "court.example/witness", "--out", tmp_path / "key")
    said = isonomia("witness", "once", record, "--key", tmp_path / "key", "--state", tmp_path / "state")
    assert said.code == 0 and "the one that the record itself names" in said.err
    assert said.out.startswith((record / "checkpoint").read_text("utf-8"))


def test_keys_and_files_that_do_not_fit_are_refused(isonomia: Run, published_log: Path, tmp_path: Path) -> None:
    key = tmp_path / "key"
    isonomia("witness", "key", "court.example/witness", "--out", key)
    assert "there already" in isonomia("witness", "key", "court.example/witness", "--out", key).refused(2)
    assert "a key needs a name" in isonomia("witness", "key", "court witness", "--out", tmp_path / "k").refused(2)
    words = ("--vkey", LOG_VKEY, "--key", key, "--state", tmp_path / "state")
    key.chmod(0o644)
    assert "others can read" in isonomia("witness", "once", published_log, *words).refused(2)
    key.chmod(0o600)
    key.write_text(LOG)
    assert "is of kind 4 or 6" in isonomia("witness", "once", published_log, *words).refused(2)
    assert os.listdir(tmp_path / "log")
