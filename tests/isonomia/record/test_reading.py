"""Reading a published record: whatever is changed under its folder is found, and named."""

import os
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.structs import replace

from isonomia.errors import Finding, InputError, RecordError
from isonomia.record.act import write_entry
from isonomia.record.checkpoint import Checkpoint, new_key, sign_note
from isonomia.record.merkle import root_hash
from isonomia.record.policy import Log, Policy
from isonomia.record.reading import check, figures_path, load


def _files(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def _codes(findings: list[Finding]) -> set[tuple[str, str]]:
    return {(finding.code, finding.where) for finding in findings}


def _blames(findings: list[Finding], path: str) -> bool:
    return any(finding.where.partition("#")[0] == path for finding in findings)


@pytest.mark.parametrize("strict", [False, True])
def test_a_sound_record_has_no_fault(kit, entries, published: Path, strict: bool) -> None:
    record, findings = check(published, kit.bodies, strict=strict)
    assert findings == []
    assert record is not None
    assert (record.origin, record.size, record.root) == (kit.origin, 700, root_hash(entries))
    assert [write_entry(act) for act in record.acts] == entries
    assert [act.index for act in record.acts] == list(range(700))
    assert {sha256(data).hexdigest() for data in record.blobs.values()} == set(record.blobs) and record.blobs
    assert record.keys_from_record and record.figures_json is None
    assert {notice.code for notice in record.notices} == {"keys_from_record", "nothing_to_compare"}


def test_a_reader_with_a_policy_and_an_old_checkpoint_is_told_nothing(kit, entries, published: Path) -> None:
    kept, policy = kit.note(entries[:299]), kit.policy.format()
    record, findings = check(published, kit.bodies, policy_text=policy, old_checkpoint=kept, strict=True)
    assert findings == [] and record is not None
    assert record.notices == () and not record.keys_from_record


@pytest.mark.parametrize("count", [2, 3, 255, 256, 257, 512])
def test_records_of_any_size(kit, entries, tmp_path: Path, count: int) -> None:
    root = kit.build(tmp_path / "record", entries[:count], [size for size in (0, 1, 256, 300) if size < count])
    record, findings = check(root, kit.bodies, strict=True)
    assert findings == [] and record is not None and len(record.acts) == count
    assert load(root, kit.bodies).size == count


def test_acts_need_not_be_kept(kit, published: Path) -> None:
    record, findings = check(published, kit.bodies, keep=False)
    assert findings == [] and record is not None and record.acts == () and record.blobs == {}


def test_figures_are_handed_on(kit, copy: Path) -> None:
    path = copy / figures_path(700)
    path.parent.mkdir()
    path.write_bytes(b"{}")
    record, findings = check(copy, kit.bodies, strict=True)
    assert findings == [] and record is not None and record.figures_json == b"{}"


@pytest.mark.parametrize(
    "path",
    [
        "README",
        "tile/0/001.tmp",
        "checkpoints/0300",
        "blob/sha256/abc",
        "blob/md5/x",
        "tile/0/1",
        "tile/0/009/more",
        "Checkpoint",
    ],
)
def test_an_unknown_file_is_a_fault_in_strict_mode_only(kit, copy: Path, path: str) -> None:
    (copy / path).parent.mkdir(parents=True, exist_ok=True)
    (copy / path).write_bytes(b"x")
    assert check(copy, kit.bodies)[1] == []
    assert _codes(check(copy, kit.bodies, strict=True)[1]) == {("unknown_file", path)}


def test_a_blob_that_nothing_cites_is_a_fault_in_strict_mode_only(kit, copy: Path) -> None:
    path = f"blob/sha256/{sha256(b'new').hexdigest()}"
    (copy / path).write_bytes(b"new")
    assert check(copy, kit.bodies)[1] == []
    assert _codes(check(copy, kit.bodies, strict=True)[1]) == {("blob_unreferenced", path)}


def test_a_name_that_is_no_text_can_be_printed(kit, copy: Path) -> None:
    try:
        (copy / os.fsdecode(b"\xff\xfe")).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system takes no such name")
    _, findings = check(copy, kit.bodies, strict=True)
    assert _codes(findings) == {("unknown_file", "\\xff\\xfe")}


def test_links_and_special_files_are_never_followed(kit, copy: Path) -> None:
    (copy / "policy").rename(copy.parent / "policy")
    (copy / "policy").symlink_to(copy.parent / "policy")
    (copy / "more").symlink_to(copy.parent)
    os.mkfifo(copy / "tile/0/pipe")
    _, findings = check(copy, kit.bodies)
    assert {("link_found", "policy"), ("link_found", "more"), ("special_file", "tile/0/pipe")} < _codes(findings)
    assert ("missing_file", "policy") in _codes(findings)


def test_unknown_and_repeated_signature_lines_are_faults_in_strict_mode(kit, copy: Path) -> None:
    stranger, _ = new_key("stranger.example", bytes(32))
    note = (copy / "checkpoint").read_text()
    line = sign_note("anything\n", stranger).splitlines()[-1] + "\n"
    for added, code in ((line, "unknown_signature"), (note.splitlines()[-1] + "\n", "repeated_signature")):
        for path in ("checkpoint", "checkpoints/700"):
            (copy / path).write_text(note + added)
        assert check(copy, kit.bodies)[1] == []
        found = _codes(check(copy, kit.bodies, strict=True)[1])
        assert found == {(code, "checkpoint"), (code, "checkpoints/700")}


def test_the_head_may_bear_later_cosignatures_than_its_copy_but_never_fewer(kit, copy: Path) -> None:
    stranger, _ = new_key("stranger.example", bytes(32))
    line = sign_note("anything\n", stranger).splitlines()[-1] + "\n"
    head, kept = copy / "checkpoint", copy / "checkpoints/700"
    head.write_text(head.read_text() + line)
    assert check(copy, kit.bodies)[1] == []
    kept.write_text(head.read_text().replace(line, line.replace("stranger", "other")))
    assert _codes(check(copy, kit.bodies)[1]) == {("head_differs", "checkpoint")}
    shutil.copy(copy / "checkpoints/530", kept)
    assert ("wrong_size", "checkpoints/700") in _codes(check(copy, kit.bodies)[1])


def test_a_published_checkpoint_bears_its_own_size_and_origin(kit, entries, copy: Path) -> None:
    shutil.copy(copy / "checkpoints/300", copy / "checkpoints/301")
    assert _codes(check(copy, kit.bodies)[1]) == {("wrong_size", "checkpoints/301")}


def test_a_rolled_back_log_is_refused(kit, entries, published: Path) -> None:
    kept = kit.note(kit.entries(701))
    _, findings = check(published, kit.bodies, old_checkpoint=kept)
    assert findings == [Finding.of("rolled_back", "old checkpoint", kept=701, size=700)]


@pytest.mark.parametrize("size", [1, 256, 300, 699, 700])
def test_a_forked_log_is_refused(kit, entries, published: Path, size: int) -> None:
    forked = [*entries[: size - 1], write_entry(replace(kit.act(size - 1), at="2026-03-09T00:00:00Z"))]
    _, findings = check(published, kit.bodies, old_checkpoint=kit.note(forked))
    assert _codes(findings) == {("forked", "old checkpoint")}
    _, findings = check(published, kit.bodies, old_checkpoint=kit.note(entries[:size]))
    assert findings == []


def test_an_old_checkpoint_of_another_log_or_of_nobody_is_refused(kit, entries, published: Path) -> None:
    other_key, other = new_key("isonomia.example/other", bytes([5]) * 32)
    policy = Policy((*kit.policy.logs, Log(other))).format()
    kept = sign_note(Checkpoint("isonomia.example/other", 1, bytes(32)).body(), other_key)
    _, findings = check(published, kit.bodies, policy_text=policy, old_checkpoint=kept)
    assert _codes(findings) == {("other_origin", "old checkpoint")}
    for text in (kept, "", "nonsense", kit.note(entries).replace("700", "701")):
        _, findings = check(published, kit.bodies, old_checkpoint=text)
        assert _codes(findings) == {("old_checkpoint_broken", "old checkpoint")}


def test_keys_come_from_the_given_policy(kit, published: Path) -> None:
    _, other = new_key(kit.origin, bytes([9]) * 32)
    _, findings = check(published, kit.bodies, policy_text=Policy((Log(other),)).format())
    assert _codes(findings) == {("checkpoint_broken", "checkpoint")}
    _, findings = check(published, kit.bodies, policy_text="nonsense")
    assert _codes(findings) == {("policy_broken", "given policy")}


def test_the_policy_beside_the_log_is_the_one_it_opened_with(kit, copy: Path) -> None:
    (copy / "policy").write_text("# a comment\n" + kit.policy.format())
    assert _codes(check(copy, kit.bodies)[1]) == {("policy_differs", "policy")}
    assert ("policy_not_canonical", "policy") in _codes(check(copy, kit.bodies, strict=True)[1])


def test_a_missing_quorum_is_a_fault_where_it_is_asked_for(witnessed, tmp_path: Path) -> None:
    entries = witnessed.entries(5)
    root = witnessed.build(tmp_path / "record", entries)
    record, findings = check(root, witnessed.bodies, strict=True)
    assert findings == [] and record is not None
    assert record.quorum_met and record.cosigned == ("w0", "w1", "w2")
    assert {notice.code for notice in record.notices} == {"keys_from_record"}
    for path in ("checkpoint", "checkpoints/5"):
        (root / path).write_text(witnessed.note(entries, cosigners=1))
    record, findings = check(root, witnessed.bodies)
    assert findings == [] and record is not None and not record.quorum_met
    assert ("quorum_missing", "checkpoint") in _codes(check(root, witnessed.bodies, strict=True)[1])
    _, findings = check(root, witnessed.bodies, policy_text=witnessed.policy.format())
    assert _codes(findings) == {("quorum_missing", "checkpoint")}


@pytest.mark.parametrize(
    ("number", "changes", "code"),
    [
        (3, {"id": "n-2"}, "id_repeated"),
        (9, {"place": 0}, "place_wrong"),
        (9, {"place": 2}, "place_wrong"),
        (3, {"place": 1}, "place_wrong"),
    ],
)
def test_acts_out_of_order_are_found(kit, tmp_path: Path, number: int, changes: dict, code: str) -> None:
    entries = kit.entries(12)
    entries[number] = write_entry(replace(kit.act(number), **changes))
    root = kit.build(tmp_path / "record", entries)
    _, findings = check(root, kit.bodies)
    assert (code, f"tile/entries/000.p/12#{number}") in _codes(findings)


def test_a_clock_that_goes_back_is_a_notice(kit, tmp_path: Path) -> None:
    entries = kit.entries(12)
    entries[5] = write_entry(replace(kit.act(5), at="2026-03-01T00:00:01Z"))
    record, findings = check(kit.build(tmp_path / "record", entries), kit.bodies)
    assert findings == [] and record is not None
    assert ("clock_backwards", "tile/entries/000.p/12#5") in _codes(list(record.notices))


def test_an_entry_that_cannot_be_read_is_named(kit, tmp_path: Path) -> None:
    entries = kit.entries(12)
    entries[7] = entries[7].replace(b'"v":1', b'"v":2')
    entries[8] += b" "
    record, findings = check(kit.build(tmp_path / "record", entries), kit.bodies)
    assert record is None
    assert _codes(findings) == {("entry_refused", f"tile/entries/000.p/12#{number}") for number in (7, 8)}


def test_a_log_opens_once_and_first(kit, tmp_path: Path) -> None:
    first = write_entry(replace(kit.act(7), place=0))
    _, findings = check(kit.build(tmp_path / "one", [first]), kit.bodies)
    assert ("not_opened", "tile/entries/000.p/1#0") in _codes(findings)
    again = write_entry(replace(kit.act(0), id="again", place=1))
    _, findings = check(kit.build(tmp_path / "two", [*kit.entries(2), again]), kit.bodies)
    assert _codes(findings) == {("opened_again", "tile/entries/000.p/3#2")}
    _, findings = check(kit.build(tmp_path / "none", []), kit.bodies)
    assert _codes(findings) == {("not_opened", "checkpoint")}


def test_a_log_that_opened_under_another_name_is_found(kit, tmp_path: Path) -> None:
    opened = kit.act(0)
    body = type(opened.body)(origin="elsewhere.example", policy_sha256=opened.body.policy_sha256)
    root = kit.build(tmp_path / "record", [write_entry(replace(opened, body=body)), *kit.entries(2)[1:]])
    assert _codes(check(root, kit.bodies)[1]) == {("wrong_origin", "checkpoint")}


def test_a_blob_is_cited_with_its_size(kit, tmp_path: Path) -> None:
    adopted = kit.act(1)
    files = (type(adopted.body.files[0])(path="a", sha256=adopted.body.files[0].sha256, size=1),)
    body = type(adopted.body)(country="kz", files=files)
    root = kit.build(tmp_path / "record", [kit.entries(1)[0], write_entry(replace(adopted, body=body))])
    path = f"blob/sha256/{files[0].sha256}"
    assert _codes(check(root, kit.bodies)[1]) == {("blob_size", path)}
    (root / path).unlink()
    assert _codes(check(root, kit.bodies)[1]) == {("blob_missing", path)}


def test_files_that_are_too_large_are_not_read(kit, copy: Path) -> None:
    for path in ("checkpoint", "policy", "tile/0/000", "tile/entries/000", figures_path(700)):
        before = (copy / path).read_bytes() if (copy / path).exists() else None
        (copy / path).parent.mkdir(exist_ok=True)
        with (copy / path).open("wb") as file:
            file.truncate(2**34)
        _, findings = check(copy, kit.bodies)
        assert ("file_too_large", path) in _codes(findings)
        (copy / path).unlink()
        if before is not None:
            (copy / path).write_bytes(before)


def test_a_folder_is_wanted_and_a_sound_one(kit, copy: Path) -> None:
    with pytest.raises(InputError):
        check(copy / "checkpoint", kit.bodies)
    with pytest.raises(InputError):
        load(copy / "nowhere", kit.bodies)
    record, findings = check(copy.parent, kit.bodies)
    assert record is None and ("missing_file", "checkpoint") in _codes(findings)
    (copy / "tile/0/002.p/188").unlink()
    with pytest.raises(RecordError, match=r"missing_file at tile/0/002\.p/188"):
        load(copy, kit.bodies)
