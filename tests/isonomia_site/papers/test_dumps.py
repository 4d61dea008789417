"""A dump comes back whole, to the byte of what was published, or not at all."""

import json
import shutil
import stat
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from isonomia.errors import InputError, RecordError
from isonomia.record.reading import check
from isonomia.reform.road import BODIES
from isonomia_site.papers import vault
from isonomia_site.papers.dumps import DATABASE, MANIFEST, dump, read_manifest, restore
from isonomia_site.record.models import Entry
from tests.isonomia_site.halls import Hall
from tests.isonomia_site.papers.persons import NOW

OWNER = "person/1f0c52d7"


@pytest.fixture
def dumped(papers: Path, full_hall: Hall, tmp_path: Path) -> Path:
    """A dump of a published record with one paper beside it."""
    vault.keep(OWNER, "name", "Әлия", findable=True)
    dump(tmp_path / "dump", NOW)
    return tmp_path / "dump"


def test_a_dump_comes_back_as_it_was(dumped: Path, full_hall: Hall) -> None:
    before, entries = full_hall.files(), list(Entry.objects.order_by("pk").values_list("act_id", "body"))
    vault.keep(OWNER, "name", "Ғани")
    shutil.rmtree(full_hall.published)
    done = restore(dumped, replace=True)
    assert (done.entries, done.erased_again, done.kept_tree, done.behind) == (len(entries), 0, False, False)
    assert full_hall.files() == before
    restored = list(Entry.objects.order_by("pk").values_list("act_id", "body"))
    assert [(name, bytes(body)) for name, body in restored] == [(name, bytes(body)) for name, body in entries]
    assert vault.read(OWNER, "name") == "Әлия" and vault.find("name", "Әлия") == OWNER
    # The record is append-only again, and goes on.
    with pytest.raises(DatabaseError, match="append-only"):
        Entry.objects.update(place=0)
    full_hall.publish()
    assert check(full_hall.published, BODIES, strict=True)[1] == []


def test_published_files_that_are_there_stay(dumped: Path, full_hall: Hall) -> None:
    (full_hall.published / "mine").write_text("kept", encoding="utf-8")
    assert restore(dumped, replace=True).kept_tree
    assert (full_hall.published / "mine").read_text(encoding="utf-8") == "kept"


def test_a_database_that_is_there_is_not_lost_by_mistake(dumped: Path) -> None:
    vault.keep(OWNER, "name", "Ғани")
    with pytest.raises(InputError, match="--replace"):
        restore(dumped)
    assert vault.read(OWNER, "name") == "Ғани"


def test_an_altered_dump_is_refused(dumped: Path) -> None:
    path = dumped / DATABASE[connection.vendor]
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(RecordError, match="not what was dumped"):
        restore(dumped, replace=True)
    assert vault.read(OWNER, "name") == "Әлия"


def test_a_dump_of_another_database_or_without_manifest_is_refused(dumped: Path) -> None:
    manifest = json.loads((dumped / MANIFEST).read_text())
    (dumped / MANIFEST).write_text(json.dumps({**manifest, "vendor": "another"}))
    with pytest.raises(InputError, match="a dump of another"):
        restore(dumped, replace=True)
    (dumped / MANIFEST).write_text("{}")
    with pytest.raises(RecordError, match="cannot be read"):
        restore(dumped, replace=True)


def test_a_dump_is_new_private_and_names_what_it_holds(dumped: Path) -> None:
    manifest = read_manifest(dumped)
    assert manifest.entries == manifest.published == Entry.objects.count()
    assert stat.S_IMODE(dumped.stat().st_mode) == 0o700
    assert {path.name for path in dumped.iterdir()} == {*manifest.sha256, MANIFEST}
    with pytest.raises(InputError, match="there already"):
        dump(dumped, NOW)


def test_a_lost_key_of_the_searches_is_no_hindrance(dumped: Path, papers: Path) -> None:
    vault.renew_search()
    restore(dumped, replace=True)
    assert vault.find("name", "Әлия") == OWNER
