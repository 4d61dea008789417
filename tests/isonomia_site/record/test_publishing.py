"""What is published verifies, always; what does not fit is never signed."""

import dataclasses
import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from django.db import transaction
from msgspec import structs

from isonomia.errors import ConflictError, RecordError
from isonomia.figures.published import replayed, unlike_published
from isonomia.record.checkpoint import new_key, stated_in
from isonomia.record.merkle import root_hash, verify_consistency
from isonomia.record.policy import Policy
from isonomia.record.reading import check
from isonomia.record.tiles import WIDTH
from isonomia.reform.road import BODIES
from isonomia_site.record import models, publishing, reader
from isonomia_site.record.files import held
from isonomia_site.record.publishing import Publisher, publish, verify_published
from isonomia_site.record.sequencer import sequence, take_turn
from isonomia_site.record.writer import enter
from tests.isonomia_site.halls import COMPILER, Hall


def assert_verifies(root: Path, size: int) -> None:
    record, findings = check(root, BODIES, strict=True)
    assert findings == []
    assert record is not None and record.size == size
    assert unlike_published(record, replayed(record)) == []


def test_what_is_published_verifies(hall: Hall) -> None:
    entered = hall.fill()
    assert hall.publish() == entered
    assert_verifies(hall.published, entered)
    assert verify_published(hall.published) == []
    assert list(models.Check.objects.values_list("size", "faults")) == [(entered, 0)]


def test_publishing_twice_gives_the_same_bytes(hall: Hall) -> None:
    hall.fill()
    hall.publish()
    before = hall.files()
    hall.publish()
    assert hall.files() == before
    assert models.Checkpoint.objects.count() == 1


def enter_first(hall: Hall, number: int) -> int:
    """Enter the beginning of the pack, as if the rest came later."""
    part = type(hall.pack)(hall.pack.manifest, hall.pack.acts[:number])
    return dataclasses.replace(hall, pack=part).fill()


def test_a_grown_record_keeps_every_former_head(hall: Hall) -> None:
    first = enter_first(hall, 10)
    hall.publish()
    kept = (hall.published / "checkpoint").read_text()
    first += hall.fill()
    hall.publish()
    assert_verifies(hall.published, first)
    _, findings = check(hall.published, BODIES, old_checkpoint=kept, strict=True)
    assert findings == []
    assert sorted(path.name for path in (hall.published / "checkpoints").iterdir()) == ["12", str(first)]


class Kill(BaseException):
    """The process ends here."""


def killed_at(step: int, call: Callable[..., object]) -> Callable[..., object]:
    """The same call, but the process ends at its n-th use."""
    done = 0

    def instead(*given: object) -> object:
        nonlocal done
        done += 1
        if done == step:
            raise Kill
        return call(*given)

    return instead


@pytest.mark.parametrize("call", ["replace", "fsync"])
def test_a_kill_at_any_step_leaves_what_the_next_publication_completes(
    hall: Hall, call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = enter_first(hall, 5)
    hall.publish()
    size = former + hall.fill()
    sequence()
    for step in count(1):
        one = hall.copy(tmp_path / str(step))
        with monkeypatch.context() as patch:
            patch.setattr(os, call, killed_at(step, getattr(os, call)))
            try:
                publish(one.published, one.signer)
                break
            except Kill:
                pass
        # What others read meanwhile is whole: the head that they see is the former one or the new one.
        head = stated_in((one.published / "checkpoint").read_text())
        assert head.size in (former, size)
        record, findings = check(one.published, BODIES)
        assert findings == [] and record is not None and unlike_published(record, replayed(record)) == []
        publish(one.published, one.signer)
        assert not list(one.published.rglob("*.tmp"))
        assert_verifies(one.published, size)
    assert step > 5


def test_a_kill_after_each_file_of_a_first_publication(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    size = hall.fill()
    sequence()
    for step in range(1, 12):
        with monkeypatch.context() as patch, pytest.raises((Kill, StopIteration)):
            patch.setattr(os, "replace", killed_at(step, os.replace))
            publish(hall.published, hall.signer)
            raise StopIteration
    publish(hall.published, hall.signer)
    assert_verifies(hall.published, size)


def test_a_signature_that_was_stored_but_not_published_is_published_next(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter_first(hall, 5)
    sequence()
    with monkeypatch.context() as patch, pytest.raises(Kill):
        patch.setattr(publishing.published, "published", killed_at(1, publishing.published.published))
        publish(hall.published, hall.signer)
    assert models.Checkpoint.objects.get().size == 7
    size = 7 + hall.fill()
    assert hall.publish() == size
    assert (hall.published / "checkpoints/7").read_text() == models.Checkpoint.objects.get(size=7).note
    assert_verifies(hall.published, size)


def refused(hall: Hall, match: str) -> None:
    """Publishing stops, nothing is signed, and what was published stays as it is."""
    before, signed = hall.files(), models.Checkpoint.objects.count()
    with pytest.raises(RecordError, match=match):
        publish(hall.published, hall.signer)
    assert hall.files() == before
    assert models.Checkpoint.objects.count() == signed


def test_one_flipped_bit_in_a_stored_act_stops_the_signing(hall: Hall) -> None:
    hall.fill()
    sequence()
    body = bytearray(models.Leaf.objects.get(leaf_index=4).entry.body)
    body[20] ^= 1
    where = "id IN (SELECT entry_id FROM record_leaf WHERE leaf_index = 4)"
    hall.without_triggers((f"UPDATE record_entry SET body = %s WHERE {where}", [bytes(body)]))
    refused(hall, "entry 4 are not those that were numbered")


def test_one_flipped_bit_in_a_stored_text_stops_the_signing(hall: Hall) -> None:
    hall.fill()
    sequence()
    blob = models.Blob.objects.order_by("sha256")[0]
    altered = bytes([blob.body[0] ^ 1, *blob.body[1:]])
    hall.without_triggers(("UPDATE record_blob SET body = %s WHERE sha256 = %s", [altered, blob.sha256]))
    refused(hall, "missing or altered")


def test_a_missing_text_stops_the_signing(hall: Hall) -> None:
    hall.fill()
    sequence()
    hall.without_triggers("DELETE FROM record_blob")
    refused(hall, "missing or altered")


def test_a_database_behind_the_published_head_is_refused(hall: Hall) -> None:
    hall.fill()
    hall.publish()
    hall.without_triggers(
        "DELETE FROM record_leaf WHERE leaf_index >= 40",
        "DELETE FROM record_checkpoint",
        "DELETE FROM record_entry WHERE id NOT IN (SELECT entry_id FROM record_leaf)",
    )
    refused(hall, "holds 40 numbered entries, behind the checkpoint of 246")


def test_a_database_that_tells_another_past_is_refused(hall: Hall) -> None:
    hall.fill()
    hall.publish()
    last = models.Leaf.objects.count() - 1
    hall.without_triggers(
        "DELETE FROM record_checkpoint",
        "UPDATE record_leaf SET leaf_index = -1 WHERE leaf_index = 3",
        f"UPDATE record_leaf SET leaf_index = 3 WHERE leaf_index = {last}",
        f"UPDATE record_leaf SET leaf_index = {last} WHERE leaf_index = -1",
    )
    refused(hall, "has another root than the database")


@pytest.mark.parametrize("name", ["tile/0/000.p/{size}", "tile/entries/000.p/{size}", "policy"])
def test_a_published_file_that_was_altered_is_never_written_over(hall: Hall, name: str) -> None:
    size = hall.fill()
    hall.publish()
    path = hall.published / name.format(size=size)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    refused(hall, "holds other bytes")


def test_the_key_of_another_log_signs_nothing(hall: Hall) -> None:
    hall.fill()
    sequence()
    other, _ = new_key(hall.pack.manifest.origin, bytes(32))
    with pytest.raises(RecordError):
        publish(hall.published, other)
    assert not models.Checkpoint.objects.exists()
    assert not (hall.published / "checkpoint").exists()


def test_an_empty_record_is_not_published(hall: Hall) -> None:
    with pytest.raises(RecordError, match="nothing to publish"):
        publish(hall.published, hall.signer)


def test_publishing_in_a_transaction_is_refused(hall: Hall) -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="committed"):
        publish(hall.published, hall.signer)


def test_a_publisher_that_lost_the_turn_signs_nothing(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.fill()
    sequence()
    mine = take_turn()
    take_turn()
    monkeypatch.setattr(publishing, "take_turn", lambda: mine)
    with pytest.raises(ConflictError):
        publish(hall.published, hall.signer)
    assert not models.Checkpoint.objects.exists()


def test_a_log_beyond_one_tile_verifies(hall: Hall) -> None:
    size = hall.fill()
    hall.publish()
    pattern = next(act for act in hall.pack.acts if act.act == "reform.claim_published")
    with transaction.atomic():
        for number in range(2 * WIDTH + 3 - size):
            body = structs.replace(pattern.body, claim=f"X{number}")
            enter(
                structs.replace(pattern, id=f"x-{number}", matter="reform/x", place=number, body=body),
                {},
                by=COMPILER,
            )
    assert hall.publish() == 2 * WIDTH + 3
    assert_verifies(hall.published, 2 * WIDTH + 3)
    hall.publish()
    assert_verifies(hall.published, 2 * WIDTH + 3)


def test_of_two_publishers_into_one_folder_one_is_refused_before_it_writes(hall: Hall) -> None:
    hall.fill()
    hall.publish()
    before = hall.files()
    with held(hall.published), pytest.raises(ConflictError, match="another process"):
        publish(hall.published, hall.signer)
    assert hall.files() == before
    hall.publish()


def claims(hall: Hall, first: int, count: int) -> None:
    """Enter many acts of one kind, as quickly as the pen writes."""
    pattern = next(act for act in hall.pack.acts if act.act == "reform.claim_published")
    with transaction.atomic():
        for number in range(first, first + count):
            body = structs.replace(pattern.body, claim=f"X{number}")
            enter(
                structs.replace(pattern, id=f"x-{number}", matter="reform/x", place=number, body=body), {}, by=COMPILER
            )


def test_a_publisher_that_goes_on_publishes_what_one_that_begins_anew_would(hall: Hall, tmp_path: Path) -> None:
    publisher = Publisher(hall.published, [hall.signer])
    size, number = hall.fill(), 0
    assert publisher.publish().size == size
    for step in (1, 3, 200, 300, 0, 70):
        claims(hall, number, step)
        number += step
        assert publisher.publish().size == size + number
        assert_verifies(hall.published, size + number)
    # One that begins anew finds nothing to add; into another folder it writes the same files.
    before = hall.files()
    publish(hall.published, hall.signer)
    assert hall.files() == before
    other = dataclasses.replace(hall, published=tmp_path / "other")
    publish(other.published, hall.signer)
    assert other.files() == before


def test_a_new_rulebook_makes_the_publisher_read_all_again(hall: Hall) -> None:
    publisher = Publisher(hall.published, [hall.signer])
    size = hall.fill()
    publisher.publish()
    there = next(act for act in reader.all_acts() if act.act == "rulebook.adopted")
    with transaction.atomic():
        enter(structs.replace(there, id="record-3", place=2, index=None), {}, by=COMPILER)
    assert publisher.publish().size == size + 1
    assert_verifies(hall.published, size + 1)


def test_after_a_fault_everything_is_read_again(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    publisher = Publisher(hall.published, [hall.signer])
    size = hall.fill()
    publisher.publish()
    claims(hall, 0, 300)
    for step in (1, 2, 5):
        with monkeypatch.context() as patch, pytest.raises(Kill):
            patch.setattr(os, "fsync", killed_at(step, os.fsync))
            publisher.publish()
    assert publisher.publish().size == size + 300
    assert_verifies(hall.published, size + 300)


def test_files_of_the_next_head_do_not_alarm_a_reader(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.fill()
    hall.publish()
    claims(hall, 0, 300)
    with monkeypatch.context() as patch, pytest.raises(Kill):
        patch.setattr(publishing, "sign_note", killed_at(1, publishing.sign_note))
        publish(hall.published, hall.signer)
    record, findings = check(hall.published, BODIES)
    assert findings == [] and record is not None
    assert "beyond_end" in {one.code for one in record.notices}


class Watching:
    """Witnesses that note which heads they were shown, and check each proof."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, int]] = []
        self.seen = 0

    def cosign(self, note: str, policy: Policy, proofs: Callable[[int], list[bytes]]) -> str:
        self._look("cosign", note, policy, proofs)
        return note

    def refuse_if_behind(self, note: str, policy: Policy, proofs: Callable[[int], list[bytes]]) -> None:
        if self._look("ask", note, policy, proofs) < self.seen:
            raise RecordError(f"a witness has seen {self.seen} entries")

    def _look(self, how: str, note: str, policy: Policy, proofs: Callable[[int], list[bytes]]) -> int:
        head = policy.check(note).checkpoint
        self.shown.append((how, head.size))
        if head.size > 1:
            rows = models.Entry.objects.order_by("leaf__leaf_index").values_list("body", flat=True)
            verify_consistency(1, head.size, proofs(1), root_hash([bytes(rows[0])]), head.root)
        return head.size


def test_nothing_is_signed_before_the_witnesses_were_shown_the_last_head(hall: Hall) -> None:
    watching = Watching()
    size = hall.fill()
    assert Publisher(hall.published, [hall.signer], watching).publish().size == size
    assert watching.shown == [("ask", 0), ("cosign", size)]
    assert Publisher(hall.published, [hall.signer], watching).publish().size == size
    assert watching.shown[2:] == [("cosign", size)]
    claims(hall, 0, 5)
    watching.seen = 900
    with pytest.raises(RecordError, match="seen 900"):
        Publisher(hall.published, [hall.signer], watching).publish()
    assert watching.shown[3:] == [("ask", size)]
    assert models.Checkpoint.objects.count() == 1
    watching.seen = 0
    publisher = Publisher(hall.published, [hall.signer], watching)
    publisher.publish()
    claims(hall, 5, 5)
    publisher.publish()
    # One that goes on asks once: what it signed last is what the witnesses saw last.
    assert watching.shown[4:] == [("ask", size), ("cosign", size + 5), ("cosign", size + 10)]
