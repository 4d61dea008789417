"""Two histories of one log are found from any two places, and proven to anyone by one file."""

import functools
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from isonomia.record.checkpoint import COSIGNATURE, Checkpoint, cosign_note, new_key, sign_note
from isonomia.record.evidence import parse_evidence
from isonomia.record.merkle import root_hash
from isonomia.record.policy import Log, Policy, Witness
from isonomia.record.tiles import published_files

Run = Callable[..., Any]
ORIGIN = "log.example/one"
LOG, LOG_VKEY = new_key(ORIGIN, b"l" * 32)
W, W_VKEY = new_key("witness.example/w", b"w" * 32, COSIGNATURE)
POLICY = Policy((Log(LOG_VKEY),), (Witness("w", W_VKEY),))
ENTRIES = [b"%d" % number for number in range(700)]
FORK = [*ENTRIES[:100], b"another", *ENTRIES[101:]]


def note(size: int, entries: list[bytes] = ENTRIES) -> str:
    return cosign_note(sign_note(Checkpoint(ORIGIN, size, root_hash(entries[:size])).body(), LOG), W, 1_700_000_000)


def publish(folder: Path, size: int, entries: list[bytes] = ENTRIES) -> Path:
    files = dict(published_files(entries[:size]))
    files |= {"checkpoint": note(size, entries).encode(), "policy": POLICY.format().encode()}
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    """Where the evidence goes."""
    return tmp_path / "fork-evidence"


@pytest.mark.parametrize(("small", "large"), [(128, 300), (256, 700), (150, 151), (300, 300), (259, 513)])
def test_two_histories_are_found_and_proven_by_one_file(
    isonomia: Run, tmp_path: Path, evidence: Path, small: int, large: int
) -> None:
    record = publish(tmp_path / "one", large)
    kept = tmp_path / "kept"
    kept.write_text(note(small, FORK))
    said = isonomia("record", "gossip", record, kept, "--out", evidence)
    assert said.code == 4 and "two histories" in said.out
    checked = isonomia("record", "evidence", evidence, "--policy", record / "policy", "--json")
    assert checked.code == 0
    found = checked.json()
    assert (found["sizes"], found["cosigned_both"], found["origin"]) == ([small, large], ["w"], ORIGIN)
    assert (parse_evidence(evidence.read_text()).root is None) is (small == large)


@pytest.mark.parametrize("language", ["en", "kk", "ru"])
def test_one_history_is_said_to_be_one_and_no_more(
    isonomia: Run, tmp_path: Path, evidence: Path, language: str
) -> None:
    record, mirror = publish(tmp_path / "one", 700), publish(tmp_path / "mirror", 300)
    kept = tmp_path / "kept"
    kept.write_text(note(99, FORK))
    said = isonomia("record", "gossip", record, mirror, kept, "--out", evidence, "--language", language)
    assert said.code == 0 and not evidence.exists() and "gossip." not in said.out
    assert ("what others were shown" in said.out) is (language == "en")


def test_what_could_not_be_compared_is_said(isonomia: Run, tmp_path: Path, evidence: Path) -> None:
    record = publish(tmp_path / "one", 300)
    beyond = tmp_path / "beyond"
    beyond.write_text(note(650, FORK))
    said = isonomia("record", "gossip", record, beyond, "--out", evidence)
    assert said.code == 0 and f"{beyond}" not in said.err
    assert "no place shows the tree" in said.out
    stranger = tmp_path / "stranger"
    stranger.write_text(sign_note(Checkpoint(ORIGIN, 3, root_hash(ENTRIES[:3])).body(), new_key(ORIGIN, b"x" * 32)[0]))
    assert "cannot be trusted" in isonomia("record", "gossip", record, stranger, "--out", evidence).out


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and writes no log."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    """The folder `web` under an address on the web."""
    folder = tmp_path / "web"
    folder.mkdir()
    handler = functools.partial(Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_places_on_the_web_are_compared_too(isonomia: Run, tmp_path: Path, evidence: Path, web: str) -> None:
    publish(tmp_path / "web" / "log", 700)
    (tmp_path / "web" / "seen.txt").write_text(note(400, FORK))
    mirror = publish(tmp_path / "mirror", 300)
    assert isonomia("record", "gossip", mirror, f"{web}/log", "--out", evidence).code == 0
    assert isonomia("record", "gossip", mirror, f"{web}/log", f"{web}/seen.txt", "--out", evidence).code == 4
    assert isonomia("record", "evidence", evidence, "--policy", mirror / "policy").code == 0
    assert "not found" in isonomia("record", "gossip", mirror, f"{web}/none").refused(3)
    key = tmp_path / "key"
    assert isonomia("witness", "key", "court.example/w", "--out", key).code == 0
    words = ("--vkey", LOG_VKEY, "--key", key, "--state", tmp_path / "state")
    assert isonomia("witness", "once", mirror, *words).code == 0
    assert isonomia("witness", "once", f"{web}/log", *words).code == 0


def test_a_file_that_proves_nothing_is_refused(isonomia: Run, tmp_path: Path, evidence: Path) -> None:
    record = publish(tmp_path / "one", 700)
    kept = tmp_path / "kept"
    kept.write_text(note(256, FORK))
    isonomia("record", "gossip", record, kept, "--out", evidence)
    text = evidence.read_text()
    root = text.split("\n")[1]
    signed = sign_note(
        Checkpoint("log.example/two", 256, root_hash(FORK[:256])).body(), new_key("log.example/two", b"t" * 32)[0]
    )
    broken = {
        "evidence_agrees": text.replace(note(256, FORK), note(256)),
        "evidence_path": text.replace(root, f"root {note(3).split(chr(10))[2]}"),
        "evidence_unsigned": text.replace(note(256, FORK), signed),
        "evidence_broken": text.replace("v1", "v2", 1),
    }
    for code, changed in broken.items():
        evidence.write_text(changed)
        said = isonomia("record", "evidence", evidence, "--policy", record / "policy", "--json")
        assert (said.code, [one["code"] for one in said.json()["findings"]]) == (4, [code])
