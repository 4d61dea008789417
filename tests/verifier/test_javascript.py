"""The verifier in JavaScript and `isonomia verify` agree on what is right and what is broken."""

import json
import random
import shutil
import subprocess
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from isonomia.record.act import Blob, Body, Commitment, write_entry
from isonomia.record.acts import KeyRetired, PolicyChanged, RecordClosed
from isonomia.record.canonical import encode
from isonomia.record.reading import check
from isonomia.record.sources import Wording
from isonomia.record.tiles import bundle, published_files

ROOT = Path(__file__).resolve().parents[2]
VERIFIER = ROOT / "verifier"
FLIPS = 100


@pytest.fixture(scope="module")
def watched(witnessed: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of 700 entries with older checkpoints and three witnesses."""
    return Path(witnessed.build(tmp_path_factory.mktemp("watched") / "record", witnessed.entries(700), [3, 300, 530]))


@pytest.fixture
def other(node_path: str) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the verifier in JavaScript."""

    def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
        line = [node_path, str(VERIFIER / "verify.mjs"), *map(str, words)]
        return subprocess.run(line, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL)

    return run


def test_a_right_record_is_right_and_has_one_root(other: Any, isonomia: Any, record: Path, watched: Path) -> None:
    said = isonomia("verify", record, "--strict", "--json").json()
    for words in ([], ["--strict"], ["--policy", record / "policy", "--old", record / "checkpoint", "--strict"]):
        found = other(record, *words)
        assert (found.returncode, found.stderr) == (0, "")
        assert f"{said['size']} entries of {said['origin']} lead to the root {said['root']}" in found.stdout
    assert other(watched, "--strict").returncode == 0


def flips(root: Path, seed: int) -> list[dict[str, Any]]:
    """Single bits of a record, each file with its share."""
    die = random.Random(seed)
    files = sorted(str(one.relative_to(root)) for one in root.rglob("*") if one.is_file())
    chosen = [(files[number % len(files)]) for number in range(FLIPS)]
    return [
        {"path": path, "at": die.randrange((root / path).stat().st_size), "bit": die.randrange(8)} for path in chosen
    ]


def flipped(root: Path, damages: Iterable[dict[str, Any]], bodies: Any, strict: bool) -> list[list[str]]:
    """What our own reader finds in a record with each of these bits flipped."""
    found = []
    for one in damages:
        path = root / one["path"]
        kept = path.read_bytes()
        damaged = bytearray(kept)
        damaged[one["at"]] ^= 1 << one["bit"]
        path.write_bytes(damaged)
        found.append([f"{said.code} {said.where}" for said in check(root, bodies, strict=strict, keep=False)[1]])
        path.write_bytes(kept)
    return found


@pytest.mark.parametrize("strict", [False, True], ids=["at-large", "strict"])
@pytest.mark.parametrize("which", ["demo", "watched"])
def test_both_agree_on_every_flipped_bit(
    node_path: str, request: pytest.FixtureRequest, witnessed: Any, tmp_path: Path, which: str, strict: bool
) -> None:
    from isonomia.reform.road import BODIES

    there = request.getfixturevalue("record" if which == "demo" else "watched")
    root = Path(shutil.copytree(there, tmp_path / "copy"))
    damages = flips(root, seed=7 + strict)
    line = [node_path, str(Path(__file__).with_name("flips.mjs")), str(VERIFIER), str(root), "strict" if strict else ""]
    done = subprocess.run(line, input=json.dumps(damages), capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    theirs = json.loads(done.stdout)
    ours = flipped(root, damages, {**BODIES, **witnessed.bodies}, strict)
    apart = [one for one in zip(damages, ours, theirs, strict=True) if bool(one[1]) is not bool(one[2])]
    assert apart == []
    # Only the figures may be flipped unseen: they are recomputed by ours alone, and not in this reading.
    unseen = [one["path"] for one, said in zip(damages, theirs, strict=True) if not said]
    assert all(path.startswith("figures/") for path in unseen)
    assert len(unseen) < len(damages) / 4


DAMAGES: dict[str, Callable[[Path], Any]] = {
    "no checkpoint": lambda root: (root / "checkpoint").unlink(),
    "no policy": lambda root: (root / "policy").unlink(),
    "neither": lambda root: [(root / name).unlink() for name in ("checkpoint", "policy")],
    "no copy of the checkpoint": lambda root: shutil.rmtree(root / "checkpoints"),
    "no bundle": lambda root: shutil.rmtree(root / "tile" / "entries"),
    "no hashes": lambda root: shutil.rmtree(root / "tile" / "0"),
    "no blobs": lambda root: shutil.rmtree(root / "blob"),
    "a stranger's file": lambda root: (root / "notes.txt").write_text("here"),
    "a stranger's folder": lambda root: (root / "empty").mkdir(),
    "a stranger's blob": lambda root: (root / "blob" / "sha256" / sha256(b"").hexdigest()).write_bytes(b""),
    "a link": lambda root: (root / "checkpoints" / "1").symlink_to(root / "checkpoint"),
    "a tile ahead": lambda root: (root / "tile" / "0" / "001").write_bytes(bytes(8192)),
    "a part of a tile": lambda root: (root / "tile" / "0" / "000.p" / "1").write_bytes(
        next((root / "tile" / "0" / "000.p").iterdir()).read_bytes()[:32]
    ),
    "a wrong part of a tile": lambda root: (root / "tile" / "0" / "000.p" / "1").write_bytes(bytes(32)),
    "a part of a bundle": lambda root: (root / "tile" / "entries" / "000.p" / "1").write_bytes(
        bundle([first_entry(root)])
    ),
    "a wrong part of a bundle": lambda root: (root / "tile" / "entries" / "000.p" / "1").write_bytes(bundle([b"{}"])),
    "a checkpoint that is another": lambda root: shutil.copy(root / "checkpoint", root / "checkpoints" / "1"),
    "a short tile": lambda root: cut(next((root / "tile" / "0" / "000.p").iterdir())),
    "a short bundle": lambda root: cut(next((root / "tile" / "entries" / "000.p").iterdir())),
    "a short blob": lambda root: cut(next((root / "blob" / "sha256").iterdir())),
    "a longer checkpoint": lambda root: (root / "checkpoint").write_bytes((root / "checkpoint").read_bytes() + b"\n"),
    "a line more": lambda root: (root / "checkpoint").write_bytes(
        (root / "checkpoint").read_bytes() + "— someone aaaaaaaaaaaa\n".encode()
    ),
    "a comment in the policy": lambda root: (root / "policy").write_bytes(b"# ours\n" + (root / "policy").read_bytes()),
}


def cut(path: Path) -> None:
    """Take the last byte off a file."""
    path.write_bytes(path.read_bytes()[:-1])


def first_entry(root: Path) -> bytes:
    """The first entry of a small log."""
    data = next((root / "tile" / "entries" / "000.p").iterdir()).read_bytes()
    return data[2 : 2 + int.from_bytes(data[:2], "big")]


@pytest.mark.parametrize("damage", DAMAGES)
def test_both_leave_with_one_exit_code(other: Any, isonomia: Any, record: Path, tmp_path: Path, damage: str) -> None:
    root = Path(shutil.copytree(record, tmp_path / "copy"))
    DAMAGES[damage](root)
    for words in ([], ["--strict"]):
        ours, theirs = isonomia("verify", root, *words), other(root, *words)
        assert theirs.returncode == ours.code, (ours.out, theirs.stdout, theirs.stderr)


def test_a_rollback_a_fork_and_strange_keys_are_found_by_both(
    other: Any, witnessed: Any, watched: Path, tmp_path: Path
) -> None:
    entries = witnessed.entries(700)
    altered = [*entries[:4], write_entry(replace(witnessed.act(4), at="2026-03-01T00:00:05Z"))]
    weak, mended = tmp_path / "weak", tmp_path / "policy"
    mended.write_text(witnessed.policy.format().replace("group majority 2", "group majority 3"))
    olds = {
        "same": (witnessed.note(entries), True),
        "earlier": (witnessed.note(entries[:299]), True),
        "rolled back": (witnessed.note([*entries, entries[0]]), False),
        "forked": (witnessed.note(altered), False),
        "other origin": (witnessed.note(entries, origin="elsewhere.example"), False),
        "nonsense": ("nonsense", False),
    }
    for name, (text, right) in olds.items():
        (tmp_path / "old").write_text(text)
        assert (other(watched, "--old", tmp_path / "old").returncode == 0) is right, name
        assert (check(watched, witnessed.bodies, old_checkpoint=text)[1] == []) is right, name
    assert other(watched, "--policy", mended, "--strict").returncode == 0
    witnessed.build(weak, entries[:20])
    (weak / "checkpoint").write_text(witnessed.note(entries[:20], cosigners=1))
    (weak / "checkpoints" / "20").write_text(witnessed.note(entries[:20], cosigners=1))
    assert other(weak).returncode == 0
    assert other(weak, "--policy", weak / "policy").returncode == 4
    (tmp_path / "no-policy").write_text("nonsense\n")
    assert other(weak, "--policy", tmp_path / "no-policy").returncode == 2
    assert other(weak, "--policy", tmp_path / "nowhere").returncode == 3
    assert other(tmp_path / "nowhere").returncode == 3
    assert other().returncode == 2


def test_the_first_wrong_index_is_named(other: Any, record: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(record, tmp_path / "copy"))
    path = next((root / "tile" / "entries" / "000.p").iterdir())
    data = bytearray(path.read_bytes())
    start = 0
    for _ in range(17):
        start += 2 + int.from_bytes(data[start : start + 2], "big")
    data[start + 30] ^= 1
    path.write_bytes(data)
    assert "at hash 17" in other(root).stdout


# Signed by the log itself, so that only the acts are at fault.
ACTS: dict[str, tuple[bytes, bytes] | dict[str, Any]] = {
    "an id twice": {"id": "n-2"},
    "a place too far": {"place": 2},
    "a second opening": {"act": "record.opened"},
    "a commitment": {"commit": (Commitment(field="author", hmac="ab" * 32),)},
    "a fraction": (b'"number":5', b'"number":5.0'),
    "a large number": (b'"number":5', b'"number":9007199254740993'),
    "a blank": (b'"v":1', b'"v": 1'),
    "a doubled key": (b'"v":1', b'"v":1,"v":1'),
    "an escape": ("Ақтау".encode(), b"\\u0410\\u049b\\u0442\\u0430\\u0443"),
    "half a pair": ("Ақтау".encode(), b"\\ud800"),
    "no text": ("Ақтау".encode(), b"\xff"),
    "another order": (b'"number":5,"words":"a"', b'"words":"a","number":5'),
    "an unknown key": (b'"v":1', b'"v":1,"w":1'),
    "no such day": (b"2026-03-01T", b"2026-02-30T"),
    "no such id": (b'"id":"n-5"', b'"id":"n 5"'),
    "a missing key": (b',"v":1', b""),
    "a deep body": (b'"number":5', b'"number":' + b"[" * 70 + b"]" * 70),
}


@pytest.mark.parametrize("change", ACTS)
def test_both_agree_on_acts(other: Any, witnessed: Any, tmp_path: Path, change: str) -> None:
    entries = witnessed.entries(12)
    how = ACTS[change]
    if isinstance(how, dict) and "act" not in how:
        entries[5] = write_entry(replace(witnessed.act(5), **how))
    elif isinstance(how, dict):
        entries[5] = entries[0].replace(b'"n-0"', b'"n-5"').replace(b"record/opening", b"test/5")
    else:
        words = encode({"number": 5, "words": "a"})[1:-1]
        plain = entries[5].replace('"number":5,"words":"Ақтау"'.encode(), words) if how[0] == words else entries[5]
        assert how[0] in plain
        entries[5] = plain.replace(*how)
    root = tmp_path / "record"
    witnessed.build(root, entries)
    ours = check(root, witnessed.bodies, strict=True)[1]
    assert other(root, "--strict").returncode == (4 if ours else 0), ours
    assert bool(ours) is (change != "a commitment")


def test_large_trees_have_the_same_root(other: Any, witnessed: Any, tmp_path: Path) -> None:
    entries = witnessed.entries(700)
    for size in (0, 1, 255, 256, 257, 511, 513):
        root = tmp_path / str(size)
        witnessed.build(root, entries[:size], [size // 2] if size else [])
        assert dict(published_files(entries[:size])) or size == 0
        ours = check(root, witnessed.bodies)[1]
        assert other(root).returncode == (4 if ours else 0), (size, ours, other(root).stdout)


def test_both_agree_on_how_a_record_governs_itself(other: Any, witnessed: Any, tmp_path: Path) -> None:
    kit, log_key = witnessed, witnessed.policy.logs[0].vkey
    words = (Wording(language="en", text="because", status="own_words"),)
    policy = kit.policy.format().encode()
    former = policy.replace(b"majority 2", b"majority 3")
    scan = Blob(sha256=sha256(former).hexdigest(), size=len(former), media="text/plain")
    again = Blob(sha256=sha256(policy).hexdigest(), size=len(policy), media="text/plain")
    bodies: dict[str, tuple[list[tuple[str, Body]], bool]] = {
        "closed at its end": ([("record.closed", RecordClosed(reason=words))], True),
        "closed before": ([("record.closed", RecordClosed(reason=words)), ("test.noted", kit.noted(number=1))], False),
        "a key retired later": ([("record.key_retired", KeyRetired(vkey=log_key, from_size=99, reason=words))], True),
        "its key retired": ([("record.key_retired", KeyRetired(vkey=log_key, from_size=2, reason=words))], False),
        "no key retired": ([("record.key_retired", KeyRetired(vkey="x+00000000+AAAA", from_size=99))], False),
        "another policy": ([("record.policy_changed", PolicyChanged(policy=scan, reason=words))], False),
        "and back": (
            [("record.policy_changed", PolicyChanged(policy=one, reason=words)) for one in (scan, again)],
            True,
        ),
    }
    for name, (told, right) in bodies.items():
        acts = [
            replace(kit.act(2 + at), act=act, v=1, matter="record/governing", place=at, body=body)
            for at, (act, body) in enumerate(told)
        ]
        root = kit.build(tmp_path / name, [*kit.entries(2), *map(write_entry, acts)])
        for data in (policy, former):
            (root / "blob" / "sha256" / sha256(data).hexdigest()).write_bytes(data)
        ours = check(root, kit.bodies)[1]
        assert (ours == []) is right, (name, ours)
        assert other(root).returncode == (0 if right else 4), (name, other(root).stdout)
