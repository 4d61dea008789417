"""A record changes its keys, closes, and is gone on from; a reader sees all of it."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from isonomia.record.act import Act, Blob, write_entry
from isonomia.record.acts import ACTS, KeyRetired, PolicyChanged, Predecessor, RecordClosed, RecordOpened
from isonomia.record.checkpoint import COSIGNATURE, Checkpoint, new_key, sign_note
from isonomia.record.governing import check_continues
from isonomia.record.merkle import root_hash
from isonomia.record.policy import Log, Policy, Witness
from isonomia.record.reading import check
from isonomia.record.sources import Wording
from isonomia.record.tiles import published_files

NEW_KEY, NEW_VKEY = new_key("isonomia.example/test", b"n" * 32)
WITNESS = new_key("witness.example/late", b"w" * 32, COSIGNATURE)[1]
WHY = (Wording(language="en", text="the key is old", status="own_words"),)


def codes(findings: list[Any]) -> set[tuple[str, str]]:
    return {(one.code, one.where) for one in findings}


class Rotating:
    """A log of nine acts: the policy changes at 4, the old key is retired at 6, the record closes at 8."""

    def __init__(self, kit: Any) -> None:
        self.kit = kit
        self.policy = Policy((*kit.policy.logs, Log(NEW_VKEY)), (Witness("late", WITNESS),))
        text = self.policy.format().encode()
        blob = Blob(sha256=sha256(text).hexdigest(), size=len(text), media="text/plain")
        own = {
            4: ("record.policy_changed", PolicyChanged(policy=blob, reason=WHY)),
            6: ("record.key_retired", KeyRetired(vkey=kit.policy.logs[0].vkey, from_size=8)),
            8: ("record.closed", RecordClosed(reason=WHY, successor="isonomia.example/next")),
        }
        self.acts: list[Act] = [
            kit.act(at, act=own[at][0], body=own[at][1], matter="record", place=list(own).index(at))
            if at in own
            else kit.act(at, matter=f"test/{at}", place=0)
            for at in range(9)
        ]

    def entries(self) -> list[bytes]:
        return [write_entry(act) for act in self.acts]

    def note(self, size: int, *keys: str) -> str:
        body = Checkpoint(self.kit.origin, size, root_hash(self.entries()[:size])).body()
        return sign_note(body, list(keys) or [self.kit.log_key, NEW_KEY])

    def build(self, root: Path, heads: dict[int, str], policy: Policy | None = None) -> Path:
        """Publish with these signed heads; the largest is the newest."""
        entries = self.entries()
        self.kit.build(root, entries)
        for path in (root / "checkpoints").iterdir():
            path.unlink()
        files = dict(published_files(entries[: max(heads)], heads))
        files |= {f"checkpoints/{size}": note.encode() for size, note in heads.items()}
        files["checkpoint"] = heads[max(heads)].encode()
        files["policy"] = (policy or self.policy).format().encode()
        for data in (self.kit.policy.format().encode(), self.policy.format().encode()):
            files[f"blob/sha256/{sha256(data).hexdigest()}"] = data
        for path, data in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        return root


@pytest.fixture
def rotating(kit: Any) -> Rotating:
    """The log that changes its key and closes."""
    return Rotating(kit)


def heads_of(log: Rotating) -> dict[int, str]:
    return {3: log.note(3, log.kit.log_key), 7: log.note(7), 8: log.note(8, NEW_KEY), 9: log.note(9)}


def test_a_record_that_rotated_its_key_verifies_under_its_newest_policy(rotating: Rotating, tmp_path: Path) -> None:
    root = rotating.build(tmp_path / "log", heads_of(rotating))
    record, findings = check(root, rotating.kit.bodies, strict=True)
    assert findings == []
    assert record is not None and record.policy == rotating.policy
    given, findings = check(root, rotating.kit.bodies, policy_text=rotating.policy.format())
    assert given is not None and findings == []


def test_after_its_retirement_a_key_alone_is_a_finding(rotating: Rotating, tmp_path: Path) -> None:
    old = rotating.kit.log_key
    root = rotating.build(tmp_path / "log", {**heads_of(rotating), 7: rotating.note(7, old), 8: rotating.note(8, old)})
    assert codes(check(root, rotating.kit.bodies)[1]) == {("retired_key", "checkpoints/8")}
    root = rotating.build(tmp_path / "head", {**heads_of(rotating), 9: rotating.note(9, old)})
    assert codes(check(root, rotating.kit.bodies)[1]) == {
        ("retired_key", "checkpoint"),
        ("retired_key", "checkpoints/9"),
    }


def test_the_old_policy_beside_the_log_and_a_missing_first_one_are_findings(rotating: Rotating, tmp_path: Path) -> None:
    root = rotating.build(tmp_path / "log", {9: rotating.note(9)}, rotating.kit.policy)
    # Under the old policy the head has no signature but that of the retired key.
    wanted = {("policy_differs", "policy"), ("retired_key", "checkpoint"), ("retired_key", "checkpoints/9")}
    assert codes(check(root, rotating.kit.bodies)[1]) == wanted
    root = rotating.build(tmp_path / "other", {9: rotating.note(9)})
    first = f"blob/sha256/{sha256(rotating.kit.policy.format().encode()).hexdigest()}"
    (root / first).unlink()
    assert codes(check(root, rotating.kit.bodies)[1]) == {("policy_missing", first)}
    assert codes(check(root, rotating.kit.bodies, keep=False)[1]) == {("policy_missing", first)}


def test_a_policy_that_drops_the_old_key_leaves_old_checkpoints_unsigned(kit: Any, tmp_path: Path) -> None:
    log = Rotating(kit)
    log.policy = Policy((Log(NEW_VKEY),))
    text = log.policy.format().encode()
    blob = Blob(sha256=sha256(text).hexdigest(), size=len(text), media="text/plain")
    log.acts[4] = replace(log.acts[4], body=PolicyChanged(policy=blob, reason=WHY))
    root = log.build(tmp_path / "log", {3: log.note(3, kit.log_key), 9: log.note(9, NEW_KEY)})
    assert codes(check(root, kit.bodies)[1]) == {("checkpoint_broken", "checkpoints/3")}


def test_an_act_after_the_end_is_found(rotating: Rotating, tmp_path: Path) -> None:
    rotating.acts.append(rotating.kit.act(9, matter="test/9", place=0))
    rotating.acts.append(rotating.kit.act(10, matter="test/10", place=0))
    root = rotating.build(tmp_path / "log", {11: rotating.note(11)})
    found = check(root, rotating.kit.bodies)[1]
    assert codes(found) == {("entered_after_closing", f"tile/entries/000.p/11#{at}") for at in (9, 10)}
    assert found[0].get("closed_by") == "n-8"


def test_a_retired_key_that_is_none_is_found(rotating: Rotating, tmp_path: Path) -> None:
    body = KeyRetired(vkey="isonomia.example/test+00000000+AAAA", from_size=8)
    rotating.acts[6] = replace(rotating.acts[6], body=body)
    root = rotating.build(tmp_path / "log", {9: rotating.note(9)})
    assert codes(check(root, rotating.kit.bodies)[1]) == {("retired_no_key", "tile/entries/000.p/9#6")}


def test_a_successor_goes_on_from_the_whole_of_what_was_before(rotating: Rotating) -> None:
    acts, origin = rotating.acts, rotating.kit.origin
    claim = Predecessor(origin=origin, size=9, root=root_hash(rotating.entries()).hex())
    opened = RecordOpened(origin="isonomia.example/next", policy_sha256="0" * 64, continues=claim)
    entry = write_entry(replace(acts[0], body=opened))
    assert b'"continues":{"origin":"isonomia.example/test","root":"' in entry
    assert check_continues(claim, acts, origin) == []
    wrong = {
        "continues_nothing": (None, acts, origin),
        "continues_other": (claim, acts, "isonomia.example/else"),
        "continues_size": (claim, acts[:-1], origin),
        "continues_root": (claim, [*acts[:-1], replace(acts[-1], id="other")], origin),
    }
    assert {code: check_continues(*given)[0].code for code, given in wrong.items()} == {code: code for code in wrong}


def test_the_acts_of_a_record_about_itself_are_known_to_every_reader() -> None:
    assert {name for name, _ in ACTS} >= {"record.policy_changed", "record.key_retired", "record.closed"}
