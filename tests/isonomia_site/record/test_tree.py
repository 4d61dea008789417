"""The published tree as it is handed out: known names only, and whole under its head."""

import os
import tarfile
from pathlib import Path

import pytest

from isonomia.record.reading import check
from isonomia.reform.road import BODIES
from isonomia_site.record.files import others_read, sweep, write, write_once
from isonomia_site.record.tree import is_published_name, write_archive
from tests.isonomia_site.halls import Hall


def test_the_archive_leaves_out_what_a_running_publication_has_added(hall: Hall, tmp_path: Path) -> None:
    hall.fill()
    hall.publish()
    (hall.published / "checkpoints" / "999").write_text("not yet")
    (hall.published / "tile" / "0" / "000.p" / "99").write_bytes(b"?")
    (hall.published / "blob" / "sha256" / "left.tmp").write_bytes(b"?")
    with open(tmp_path / "record.tar", "wb") as file:
        write_archive(hall.published, file)
    with tarfile.open(tmp_path / "record.tar") as archive:
        archive.extractall(tmp_path, filter="data")
    _, findings = check(tmp_path / "record", BODIES, strict=True)
    assert findings == []


@pytest.mark.parametrize(
    "name", ["checkpoint", "policy", "figures/88.json", "checkpoints/0", "tile/entries/x001/002.p/7"]
)
def test_names_of_a_published_tree_are_known(name: str) -> None:
    assert is_published_name(name)


@pytest.mark.parametrize(
    "name", ["checkpoint\n", "checkpoints/01", "blob/sha256/" + "A" * 64, "../policy", "log.key", ""]
)
def test_no_other_name_is(name: str) -> None:
    assert not is_published_name(name)


def test_a_file_that_never_changes_is_written_once(tmp_path: Path) -> None:
    write_once(tmp_path, "a/b/c", b"one")
    before = (tmp_path / "a/b/c").stat().st_ino
    write_once(tmp_path, "a/b/c", b"one")
    assert (tmp_path / "a/b/c").stat().st_ino == before


def test_what_an_interrupted_writing_left_is_swept(tmp_path: Path) -> None:
    write(tmp_path, "kept", b"one")
    (tmp_path / "left.tmp").write_bytes(b"half")
    assert sweep(tmp_path) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_private_file_is_private_from_its_first_byte_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda handle: seen.append(os.fstat(handle).st_mode & 0o777))
    before = os.umask(0)
    try:
        write(tmp_path, "open", b"one")
        write(tmp_path, "secret", b"two", private=True)
    finally:
        os.umask(before)
    assert (seen[0], seen[2]) == (0o666, 0o600)
    assert others_read(tmp_path / "open") and not others_read(tmp_path / "secret")
