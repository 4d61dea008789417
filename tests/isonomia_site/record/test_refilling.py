"""A database that was lost, or restored from an old copy, is filled again from the published files alone."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import transaction
from msgspec import structs

from isonomia.errors import RecordError
from isonomia.packs.loading import Pack
from isonomia.record.reading import check
from isonomia.reform.road import BODIES
from isonomia_site.record import models
from isonomia_site.record.publishing import publish
from isonomia_site.record.refilling import bring_to_rest, refill
from isonomia_site.record.writer import enter
from tests.isonomia_site.halls import COMPILER, Hall, attach


def entries() -> list[tuple[object, ...]]:
    rows = models.Entry.objects.order_by("leaf__leaf_index").values_list("act_id", "matter", "place", "body")
    return [(*row[:3], bytes(row[3])) for row in rows]


def part(hall: Hall, number: int) -> Hall:
    """The same hall, of whose acts only the first are entered."""
    return replace(hall, pack=Pack(hall.pack.manifest, hall.pack.acts[:number]))


def steps(hall: Hall, first: int, number: int) -> None:
    pattern = next(act for act in hall.pack.acts if act.act == "reform.step_taken")
    with transaction.atomic():
        for place in range(first, first + number):
            enter(structs.replace(pattern, id=f"x-{place}", matter="reform/x", place=place), {}, by=COMPILER)


@pytest.fixture
def published(hall: Hall) -> Hall:
    """A hall that published twice; the second time beyond one bundle."""
    hall.fill()
    hall.publish()
    steps(hall, 0, 300)
    hall.publish()
    return hall


def lost(hall: Hall, empty: str) -> Hall:
    """The hall with its published files, and an empty database."""
    database = hall.databases.new(empty)
    attach(database)
    return replace(hall, database=database)


def test_a_lost_database_is_filled_and_goes_on(published: Hall, built: object, tmp_path: Path) -> None:
    before, kept = entries(), (published.published / "checkpoint").read_text()
    index = list(models.Matter.objects.order_by("pk").values_list())
    again = lost(published, built.empty)  # type: ignore[attr-defined]
    with pytest.raises(RecordError, match="isonomia record refill"):
        publish(again.published, again.signer)
    done = refill(again.published)
    assert (done.entries, done.numbers, done.heads) == (len(before), len(before), 2)
    assert entries() == before
    assert [row[:3] for row in models.Matter.objects.order_by("pk").values_list()] == [row[:3] for row in index]
    files = again.files()
    publish(again.published, again.signer)
    assert again.files() == files
    steps(again, 300, 5)
    assert publish(again.published, again.signer).size == len(before) + 5
    record, findings = check(again.published, BODIES, old_checkpoint=kept, strict=True)
    assert findings == [] and record is not None


def test_the_lost_end_of_a_database_is_filled(hall: Hall, tmp_path: Path) -> None:
    part(hall, 20).fill()
    hall.publish()
    old = hall.databases.new(hall.database)
    attach(hall.database)
    # The old copy holds acts that were entered and not numbered yet.
    hall.fill()
    steps(hall, 0, 300)
    size = hall.publish()
    before = entries()
    attach(old)
    part(hall, 30).fill()
    with pytest.raises(RecordError, match="nothing was numbered or signed; fill it again"):
        publish(hall.published, hall.signer)
    assert models.Leaf.objects.count() == 22
    done = refill(hall.published)
    assert (done.size, done.numbers) == (size, size - 22) and 0 < done.entries < size - 22
    assert entries() == before
    assert publish(hall.published, hall.signer).size == size
    assert refill(hall.published).numbers == 0


def test_an_act_that_the_files_contradict_is_refused(published: Hall, built: object) -> None:
    lost(published, built.empty)  # type: ignore[attr-defined]
    pattern = next(act for act in published.pack.acts if act.act == "reform.step_taken")
    with transaction.atomic():
        enter(structs.replace(pattern, id="another", matter="reform/x", place=0), {}, by=COMPILER)
    with pytest.raises(RecordError, match="another act stands at place 0 of reform/x"):
        refill(published.published)
    assert not models.Entry.objects.filter(matter="reform/x").exclude(act_id="another").exists()


def test_an_act_of_the_same_id_that_says_something_else_is_refused(published: Hall, built: object) -> None:
    lost(published, built.empty)  # type: ignore[attr-defined]
    pattern = next(act for act in published.pack.acts if act.act == "reform.step_taken")
    with transaction.atomic():
        enter(
            structs.replace(pattern, id="x-0", matter="reform/x", place=0, at="2001-01-01T00:00:00Z"), {}, by=COMPILER
        )
    with pytest.raises(RecordError, match="x-0 says something else"):
        refill(published.published)


def test_files_that_do_not_verify_fill_nothing(published: Hall, built: object) -> None:
    lost(published, built.empty)  # type: ignore[attr-defined]
    path = published.published / "tile/entries/000"
    data = bytearray(path.read_bytes())
    data[200] ^= 1
    path.write_bytes(data)
    with pytest.raises(RecordError, match="nothing was filled in"):
        refill(published.published)
    assert not models.Entry.objects.exists() and not models.Blob.objects.exists()


def test_a_filling_that_was_interrupted_goes_on(
    published: Hall, built: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = entries()
    lost(published, built.empty)  # type: ignore[attr-defined]
    monkeypatch.setattr("isonomia_site.record.refilling.CHUNK", 1)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):

        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        patch.setattr("isonomia_site.record.refilling._Refill._put_head", stop)
        refill(published.published)
    models_there = models.Leaf.objects.count()
    assert models_there == len(before) and not models.Checkpoint.objects.exists()
    done = refill(published.published)
    assert (done.numbers, done.heads) == (0, 2) and entries() == before


def test_an_interrupted_publication_is_brought_to_rest_first(published: Hall, built: object, tmp_path: Path) -> None:
    size = models.Leaf.objects.count()
    root = published.published
    full, part = divmod(size, 256)
    right = f"tile/entries/{full:03}.p"
    (root / right / "250").write_bytes((root / right / str(part)).read_bytes() + b"\0\1x")
    (root / f"tile/0/{full:03}.p/{part + 1}.tmp").write_bytes(b"half")
    (root / f"checkpoints/{size}").unlink()
    lost(published, built.empty)  # type: ignore[attr-defined]
    with pytest.raises(RecordError, match="nothing was filled in"):
        refill(root)
    moved = bring_to_rest(root, tmp_path / "aside")
    assert len(moved) == 2 and (tmp_path / "aside" / right / "250").exists()
    assert refill(root).size == size
    publish(root, published.signer)
    shutil.rmtree(tmp_path / "aside")


def test_a_head_that_was_signed_here_and_is_none_of_the_past_is_refused(published: Hall, built: object) -> None:
    lost(published, built.empty)  # type: ignore[attr-defined]
    models.Checkpoint.objects.create(size=5, root=bytes(32), note="x")
    with pytest.raises(RecordError, match="none of the past"):
        refill(published.published)
