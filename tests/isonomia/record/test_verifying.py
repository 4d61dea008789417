"""Tampering: whatever is changed in the files of a log is found, and the file named."""

import random
from pathlib import Path

import pytest
from msgspec.structs import replace

from isonomia.errors import Finding
from isonomia.record.act import write_entry
from isonomia.record.checkpoint import Checkpoint, sign_note
from isonomia.record.reading import check
from isonomia.record.tiles import bundle, published_files

OLDER = (3, 300, 530)


def _files(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def _codes(findings: list[Finding]) -> set[tuple[str, str]]:
    return {(finding.code, finding.where) for finding in findings}


def _blames(findings: list[Finding], path: str) -> bool:
    return any(finding.where.partition("#")[0] == path for finding in findings)


@pytest.mark.parametrize("strict", [False, True])
def test_a_flipped_byte_in_any_file_is_found_there(kit, copy: Path, strict: bool) -> None:
    chance = random.Random(20220605)
    for path in _files(copy):
        sound = (copy / path).read_bytes()
        spoilt = bytearray(sound)
        spoilt[chance.randrange(len(spoilt))] ^= chance.randrange(1, 256)
        (copy / path).write_bytes(spoilt)
        _, findings = check(copy, kit.bodies, strict=strict)
        assert _blames(findings, path), (path, findings)
        (copy / path).write_bytes(sound)
    assert check(copy, kit.bodies, strict=True)[1] == []


def _every_flip_is_found(kit, root: Path, paths: list[str]) -> None:
    chance = random.Random(7)
    for path in paths:
        sound = (root / path).read_bytes()
        for place in range(len(sound)):
            spoilt = bytearray(sound)
            spoilt[place] ^= 1 << chance.randrange(8)
            (root / path).write_bytes(spoilt)
            _, findings = check(root, kit.bodies, strict=False)
            assert _blames(findings, path), (path, place, findings)
        (root / path).write_bytes(sound)


def test_a_flipped_bit_at_any_place_is_found_there(kit, tmp_path: Path) -> None:
    root = kit.build(tmp_path / "record", kit.entries(2))
    _every_flip_is_found(kit, root, _files(root))


def test_a_flipped_bit_in_a_witness_line_is_found_there(witnessed, tmp_path: Path) -> None:
    root = witnessed.build(tmp_path / "record", witnessed.entries(2))
    _every_flip_is_found(witnessed, root, ["checkpoints/2"])


def test_only_the_altered_file_is_blamed(kit, entries, copy: Path) -> None:
    path = copy / "tile/entries/001"
    altered = [*entries[256:300], write_entry(replace(kit.act(300), id="n-other")), *entries[301:512]]
    path.write_bytes(bundle(altered))
    record, findings = check(copy, kit.bodies)
    assert _codes(findings) == {("entry_altered", "tile/entries/001#300")} and record is None
    path.write_bytes(bundle(entries[256:512]))
    tile = copy / "tile/0/001"
    tile.write_bytes(tile.read_bytes()[:64] + bytes(32) + tile.read_bytes()[96:])
    record, findings = check(copy, kit.bodies)
    assert _codes(findings) == {("tile_altered", "tile/0/001")} and findings[0].get("index") == "258"
    assert record is not None


def test_a_history_rewritten_with_all_its_tiles_is_found(kit, entries, copy: Path) -> None:
    rewritten = [*entries[:400], write_entry(replace(kit.act(400), id="n-other")), *entries[401:]]
    for path, data in published_files(rewritten, OLDER):
        (copy / path).write_bytes(data)
    record, findings = check(copy, kit.bodies)
    assert record is None
    assert {(f.where, f.get("agreed")) for f in findings if f.code == "root_mismatch"} == {
        ("checkpoint", "300"),
        ("checkpoints/700", "300"),
        ("checkpoints/530", "300"),
    }


def test_every_deleted_file_is_missed(kit, copy: Path) -> None:
    older = {f"checkpoints/{size}" for size in OLDER}
    partial = {"tile/0/002.p/18", "tile/entries/002.p/18", "tile/1/000.p/1"}
    assert older | partial < set(_files(copy))
    for path in _files(copy):
        sound = (copy / path).read_bytes()
        (copy / path).unlink()
        for strict in (False, True):
            _, findings = check(copy, kit.bodies, strict=strict)
            optional = path in older or (path in {*partial, "checkpoints/700"} and not strict)
            assert _blames(findings, path) or (optional and findings == []), (path, strict)
        (copy / path).write_bytes(sound)


def test_every_truncated_or_lengthened_file_is_found(kit, copy: Path) -> None:
    for path in _files(copy):
        sound = (copy / path).read_bytes()
        for spoilt in (b"", sound[:-1], sound[: len(sound) // 2], sound + b"\0", sound + sound):
            (copy / path).write_bytes(spoilt)
            _, findings = check(copy, kit.bodies)
            assert _blames(findings, path), (path, len(spoilt), findings)
        (copy / path).write_bytes(sound)


def test_a_partial_tile_must_be_the_beginning_of_its_full_one(kit, entries, copy: Path) -> None:
    hashes = (copy / "tile/0/001").read_bytes()
    for path, right, wrong in [
        ("tile/0/001.p/44", hashes[: 44 * 32], hashes[32 : 45 * 32]),
        ("tile/entries/001.p/2", bundle(entries[256:258]), bundle(entries[257:259])),
        ("tile/1/000.p/1", (copy / "tile/1/000.p/2").read_bytes()[:32], hashes[:32]),
    ]:
        (copy / path).parent.mkdir(exist_ok=True)
        (copy / path).write_bytes(right)
        assert check(copy, kit.bodies, strict=True)[1] == []
        (copy / path).write_bytes(wrong)
        assert _blames(check(copy, kit.bodies)[1], path)
        (copy / path).unlink()


def test_what_lies_beyond_the_signed_end_is_told_and_is_a_fault_of_a_log_at_rest(kit, entries, copy: Path) -> None:
    for path, data in published_files(kit.entries(770)):
        (copy / path).parent.mkdir(exist_ok=True)
        (copy / path).write_bytes(data)
    beyond = {("beyond_end", "tile/0/002"), ("beyond_end", "tile/entries/003.p/2")}
    record, findings = check(copy, kit.bodies)
    assert findings == [] and record is not None and beyond <= _codes(list(record.notices))
    _, findings = check(copy, kit.bodies, strict=True)
    assert beyond <= _codes(findings)
    (copy / "checkpoints/770").write_text(kit.note(kit.entries(770)))
    _, findings = check(copy, kit.bodies)
    assert ("checkpoint_beyond_head", "checkpoints/770") in _codes(findings)


def test_a_size_without_entries_keeps_nobody_busy(kit, tmp_path: Path) -> None:
    root = kit.build(tmp_path / "record", kit.entries(2))
    note = sign_note(Checkpoint(kit.origin, 2**63 - 1, bytes(32)).body(), kit.log_key)
    (root / "checkpoint").write_text(note)
    record, findings = check(root, kit.bodies, strict=True)
    assert record is None and ("bundles_missing", "tile/entries") in _codes(findings)


def test_a_bundle_lost_with_its_tile_hides_no_other_fault(kit, copy: Path) -> None:
    (copy / "tile/0/001").unlink()
    (copy / "tile/entries/001").unlink()
    (copy / "tile/0/002.p/18").write_bytes(bytes(18 * 32))
    record, findings = check(copy, kit.bodies, old_checkpoint=kit.note(kit.entries(600)), strict=True)
    assert record is None
    assert _codes(findings) == {
        ("missing_file", "tile/0/001"),
        ("missing_file", "tile/entries/001"),
        ("tile_altered", "tile/0/002.p/18"),
    }
