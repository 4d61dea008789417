"""A record changes its keys and closes, and every reader can follow."""

from pathlib import Path

import pytest
from django.db import transaction
from msgspec import structs

from isonomia.errors import InputError, RecordError, UnlawfulActError
from isonomia.record.checkpoint import VerifierKey
from isonomia.record.policy import Policy
from isonomia.record.reading import check
from isonomia.record.sources import Wording
from isonomia.reform.road import BODIES
from isonomia_site.record import governing, reader
from isonomia_site.record.keys import kept_keys, next_key, public_key
from isonomia_site.record.publishing import Publisher
from isonomia_site.record.writer import enter
from tests.isonomia_site.halls import COMPILER, Hall

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
