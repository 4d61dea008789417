"""Three witnesses as real processes: one cosigns, one is down, one refuses; and what the record then says."""

import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from isonomia.errors import RecordError
from isonomia.record.checkpoint import COSIGNATURE, Checkpoint, new_key, open_note, sign_note
from isonomia.record.merkle import consistency_proof, root_hash
from isonomia.record.policy import Group, Log, Policy, Witness
from isonomia.record.reading import check
from isonomia.reform.road import BODIES
from isonomia_site.record import witnessing
from isonomia_site.record.publishing import Publisher
from isonomia_site.record.witnessing import ask, cosign, refuse_if_behind
from isonomia_site.reforms.services import enter_pack
from tests.isonomia_site.halls import Hall

ORIGIN = "log.example/one"
LOG, LOG_VKEY = new_key(ORIGIN, b"l" * 32)
PAIRS = [new_key(f"witness.example/w{number}", bytes([number] * 32), COSIGNATURE) for number in range(1, 5)]
ENTRIES = [b"%d" % number for number in range(300)]


class Running:
    """Real witnesses, each `isonomia witness serve` on a free port; killed at the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[str]] = []

    def start(self, number: int, vkey: str) -> str:
        """Start a witness that watches the log of this key; return its address."""
        key = self.folder / f"key-{number}"
        key.touch(mode=0o600)
        key.write_text(PAIRS[number][0])
        words = ["--vkey", vkey, "--key", str(key), "--state", str(self.folder / f"state-{number}"), "--port", "0"]
        process = subprocess.Popen(
            [sys.executable, "-m", "isonomia_cli.main", "witness", "serve", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.processes.append(process)
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found
        return found[0]

    def stop(self) -> None:
        """Kill them all."""
        for process in self.processes:
            process.send_signal(signal.SIGKILL)
            process.wait()
            assert process.stdout is not None
            process.stdout.close()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """Real witnesses."""
    witnesses = Running(tmp_path)
    yield witnesses
    witnesses.stop()


def nobody() -> str:
    """An address at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/"


def policy_of(log: str, urls: list[str], needed: int = 1) -> Policy:
    witnesses = tuple(Witness(f"w{at}", PAIRS[at][1], url) for at, url in enumerate(urls))
    return Policy((Log(log),), witnesses, (Group("g", needed, tuple(one.name for one in witnesses)),), "g")


def note(size: int, entries: list[bytes] = ENTRIES) -> str:
    return sign_note(Checkpoint(ORIGIN, size, root_hash(entries[:size])).body(), LOG)


def test_one_cosigns_one_is_down_one_refuses(running: Running) -> None:
    stranger = new_key(ORIGIN, b"x" * 32)[1]
    policy = policy_of(LOG_VKEY, [running.start(0, LOG_VKEY), nobody(), running.start(2, stranger)])
    for size in (10, 10, 11, 256, 300):
        cosigned = cosign(note(size), policy, lambda old, size=size: consistency_proof(ENTRIES[:size], old))
        assert cosigned.startswith(note(size))
        assert policy.check(cosigned).cosigned == ("w0",)
        assert cosign(cosigned, policy, lambda _: []) == cosigned
    told = ask(note(300), policy, lambda old: consistency_proof(ENTRIES[:300], old))
    assert [bool(one.line) for one in told] == [True, False, False]
    assert "refused" in told[1].refused and "answered 403" in told[2].refused


def test_a_log_that_was_rolled_back_or_forked_gets_no_cosignature(running: Running, settings: Any) -> None:
    policy = policy_of(LOG_VKEY, [running.start(0, LOG_VKEY)])
    cosign(note(20), policy, lambda _: [])
    assert cosign(note(10), policy, lambda _: []) == note(10)
    with pytest.raises(RecordError, match="w0 has seen 20 entries, the newest head here has 10"):
        refuse_if_behind(note(10), policy, lambda _: [])
    refuse_if_behind(note(20), policy, lambda _: [])
    # Its word is not signed: one that lies is overruled by name.
    settings.ISONOMIA_WITNESSES_OVERRULED = frozenset({"w0"})
    refuse_if_behind(note(10), policy, lambda _: [])
    fork = [*ENTRIES[:9], b"another", *ENTRIES[10:]]
    assert cosign(note(30, fork), policy, lambda old: consistency_proof(fork[:30], old)) == note(30, fork)
    assert cosign(note(20, fork), policy, lambda _: []) == note(20, fork)


class Answering(threading.Thread):
    """A server of a few lines that answers every connection with the same bytes, or with nothing at all."""

    def __init__(self, answer: bytes) -> None:
        super().__init__(daemon=True)
        self.answer = answer
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"
        self.start()

    def run(self) -> None:
        """Answer."""
        held = []
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            held.append(connection)
            if self.answer:
                connection.recv(65_536)
                connection.sendall(self.answer)
                connection.close()


def http(status: str, body: bytes, media: str = "text/plain") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def test_a_silent_witness_holds_nobody_up_and_a_false_answer_counts_for_nothing(running: Running) -> None:
    other = sign_note(Checkpoint(ORIGIN, 5, root_hash(ENTRIES[:5])).body(), LOG)
    false = [
        Answering(b""),
        Answering(http("200 OK", other.rpartition("\n\n")[2].encode())),
        Answering(http("409 Conflict", b"9\nevil\n", "text/x.tlog.size")),
    ]
    urls = [*(one.url for one in false), running.start(3, LOG_VKEY)]
    policy = policy_of(LOG_VKEY, urls)
    cosign(note(4), policy_of(LOG_VKEY, [nobody(), nobody(), nobody(), urls[3]]), lambda _: [])
    began = monotonic()
    told = ask(note(5), policy, lambda old: consistency_proof(ENTRIES[:5], old), timeout=8)
    assert monotonic() - began < 16
    assert [bool(one.line) for one in told] == [False, False, False, True]
    assert told[0].refused == "no answer within 8 s"
    assert "no line of the answer is a cosignature" in told[1].refused
    assert told[2].saw is None
    for one in false:
        one.socket.close()


def test_the_published_record_bears_who_cosigned_it_and_its_page_says_so(
    hall: Hall, running: Running, client: Client, settings: Settings
) -> None:
    settings.ISONOMIA_PUBLISHED = hall.published
    log = new_key(hall.pack.manifest.origin, b"o" * 32)
    stranger = new_key(hall.pack.manifest.origin, b"x" * 32)[1]
    policy = policy_of(log[1], [running.start(0, log[1]), nobody(), running.start(2, stranger)])
    enter_pack(hall.pack, policy)
    head = Publisher(hall.published, [log[0]], witnessing).publish()
    record, findings = check(hall.published, BODIES, strict=True, policy_text=policy.format())
    assert findings == [] and record is not None
    assert (record.size, record.cosigned, record.quorum_met) == (head.size, ("w0",), True)
    assert open_note(record.checkpoint, PAIRS[0][1])
    page = client.get("/en/record/").content.decode()
    assert "Cosigned by 1 of 3 witnesses." in page
    assert "as many as the policy of this record asks for" in page
