"""A record changes its keys and closes, and every reader can follow."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import transaction
from msgspec import structs
from pytest_django import Settings

from isonomia.errors import InputError, RecordError, UnlawfulActError
from isonomia.record.checkpoint import COSIGNATURE, VerifierKey, cosign_note, new_key, public_key
from isonomia.record.policy import Log, Policy, Witness
from isonomia.record.reading import check
from isonomia.record.sources import Wording
from isonomia.reform.road import BODIES
from isonomia_site.record import governing, reader
from isonomia_site.record.keys import kept_keys, next_key
from isonomia_site.record.publishing import Publisher
from isonomia_site.record.refilling import refill
from isonomia_site.record.sequencer import sequence
from isonomia_site.record.tree import Proofs
from isonomia_site.record.writer import enter
from tests.isonomia_site.halls import COMPILER, DemoRecord, Hall, attach

WHY = (Wording(language="en", status="original", text="the key is four years old"),)


def claim(hall: Hall, number: int) -> None:
    """Enter one act more."""
    pattern = next(act for act in hall.pack.acts if act.act == "reform.claim_published")
    body = structs.replace(pattern.body, claim=f"X{number}")
    act = structs.replace(pattern, id=f"x-{number}", matter="reform/x", place=number, body=body, index=None)
    with transaction.atomic():
        enter(act, {}, by=COMPILER)


def signers(root: Path) -> set[int]:
    """The ids of the keys that have signed the newest head."""
    policy = Policy.parse((root / "policy").read_bytes())
    return {one.key_id for one in policy.check((root / "checkpoint").read_bytes()).note.signatures}


def assert_verifies(root: Path, old: str) -> None:
    record, findings = check(root, BODIES, strict=True, old_checkpoint=old)
    assert findings == [] and record is not None


def test_a_key_is_added_signs_beside_the_old_one_and_takes_its_place(hall: Hall) -> None:
    folder, origin = hall.published.parent, hall.pack.manifest.origin
    size = hall.fill()
    Publisher(hall.published, [hall.signer]).publish()
    old = (hall.published / "checkpoint").read_text()
    second = next_key(folder, origin)
    keys = kept_keys(folder, origin)
    assert [public_key(one) for one in keys][1:] == [second]
    # Before the record names it, the new key signs nothing, though it lies there.
    publisher = Publisher(hall.published, keys)
    publisher.publish()
    assert len(signers(hall.published)) == 1

    governing.add_key(second, WHY)
    assert publisher.publish().size == size + 1
    assert len(signers(hall.published)) == 2
    assert_verifies(hall.published, old)

    first = public_key(keys[0])
    governing.retire_key(first, size + 2, WHY)
    publisher.publish()
    assert signers(hall.published) == {VerifierKey.parse(second).key_id}
    assert_verifies(hall.published, old)
    claim(hall, 0)
    with pytest.raises(RecordError, match="no key here may sign"):
        Publisher(hall.published, keys[:1]).publish()
    publisher.publish()
    assert_verifies(hall.published, old)
    top = reader.head()
    assert reader.signatures(top).quorum_met
    with pytest.raises(InputError, match="one of several standing keys"):
        governing.retire_key(second, size + 9, WHY)


def test_a_policy_that_drops_a_key_of_older_heads_is_refused(hall: Hall) -> None:
    hall.fill()
    before = reader.policy_in_force(reader.acts_of("record"))
    with pytest.raises(InputError, match="keeps the keys"):
        governing.change_policy(Policy((), promises=before.promises), WHY)
    with pytest.raises(InputError, match="policy in force"):
        governing.change_policy(before, WHY)


def test_nothing_is_entered_after_a_record_is_closed(hall: Hall) -> None:
    size = hall.fill()
    publisher = Publisher(hall.published, [hall.signer])
    publisher.publish()
    old = (hall.published / "checkpoint").read_text()
    governing.close(WHY, "isonomia.example/next")
    with pytest.raises(UnlawfulActError, match="the record is closed"):
        claim(hall, 0)
    with pytest.raises(UnlawfulActError, match="the record is closed"):
        governing.close(WHY)
    assert publisher.publish().size == size + 1
    assert publisher.publish().size == size + 1
    assert_verifies(hall.published, old)


class OneWitness:
    """A witness that cosigns what it is shown, for as long as the policy names it."""

    def __init__(self) -> None:
        self.key, self.vkey = new_key("w.example", b"w" * 32, COSIGNATURE)

    def cosign(self, note: str, policy: Policy, proofs: Proofs) -> str:
        """Add its line, once."""
        there = policy.check(note).cosigned
        return cosign_note(note, self.key, 1_790_000_000) if policy.witnesses and not there else note

    def refuse_if_behind(self, note: str, policy: Policy, proofs: Proofs) -> None:
        """It has seen nothing else."""


def test_witnesses_come_and_go_and_older_heads_are_held_against_the_policy_of_their_time(
    hall: Hall, built: DemoRecord, tmp_path: Path, settings: Settings
) -> None:
    settings.ISONOMIA_PUBLISHED = hall.published
    size, one = hall.fill(), OneWitness()
    Publisher(hall.published, [hall.signer]).publish()
    before = reader.policy_in_force(reader.acts_of("record"))
    governing.change_policy(replace(before, witnesses=(Witness("w", one.vkey),), quorum="w"), WHY)
    # A restart between the number of the act and the head over it.
    sequence()
    assert Publisher(hall.published, [hall.signer], one).publish().size == size + 1
    assert check(hall.published, BODIES, strict=True)[1] == []
    # The line of a stranger stays a finding, then as now.
    older = hall.published / "checkpoints" / str(size)
    whole, stranger = older.read_text(), new_key("x.example", b"x" * 32, COSIGNATURE)[0]
    older.write_text(cosign_note(whole, stranger, 1))
    assert [found.code for found in check(hall.published, BODIES, strict=True)[1]] == ["unknown_signature"]
    older.write_text(whole)

    later = replace(before, logs=(*before.logs, Log(next_key(tmp_path, reader.origin()))))
    governing.change_policy(later, WHY)
    Publisher(hall.published, [hall.signer], one).publish()
    assert check(hall.published, BODIES, strict=True)[1] == []

    attach(hall.databases.new(built.empty))
    assert refill(hall.published).heads == 3
    files = hall.files()
    shutil.rmtree(hall.published)
    Publisher(hall.published, [hall.signer], one).publish()
    assert hall.files() == files, "a folder that was lost comes back with every cosignature"
    attach(hall.database)
