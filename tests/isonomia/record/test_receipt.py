"""Promises and receipts: what they say is checked, and what is wrong is named."""

from dataclasses import replace
from typing import Any

import pytest

from isonomia.errors import RecordError
from isonomia.record.checkpoint import new_key, sign_note
from isonomia.record.merkle import inclusion_proof, leaf_hash
from isonomia.record.policy import Log, Policy
from isonomia.record.receipt import (
    Promise,
    Receipt,
    check_kept,
    check_promise,
    check_receipt,
    is_promise,
    make_promise,
    parse_promise,
    parse_receipt,
)

KEY, VKEY = new_key("isonomia.example/test/promise", b"p" * 32)
PROMISE = Promise(
    origin="isonomia.example/test",
    act="n-5",
    matter="test/5",
    place=0,
    leaf=leaf_hash(b"entry"),
    entered="2026-03-01T00:00:05Z",
    until="2026-03-01T00:10:05Z",
)


def codes(findings: list[Any]) -> list[str]:
    return [one.code for one in findings]


def policy_of(kit: Any) -> Policy:
    return replace(kit.policy, promises=(VKEY,))


def receipt_of(kit: Any, count: int = 300, index: int = 5) -> Receipt:
    entries = kit.entries(count)
    proof = tuple(inclusion_proof(entries, index))
    return Receipt(index=index, proof=proof, checkpoint=kit.note(entries), entry=entries[index])


def test_a_receipt_is_the_proof_file_of_the_standard_and_holds_its_entry(witnessed: Any) -> None:
    receipt = receipt_of(witnessed)
    lines = receipt.text().split("\n")
    assert lines[0] == "c2sp.org/tlog-proof@v1"
    assert lines[1].startswith("extra ") and lines[2] == "index 5"
    assert lines.index("") == 3 + len(receipt.proof)
    assert receipt.text().endswith(receipt.checkpoint)
    assert parse_receipt(receipt.text()) == receipt
    assert check_receipt(receipt, witnessed.policy) == []


def test_a_receipt_without_its_entry_is_checked_with_the_one_that_is_handed_in(kit: Any) -> None:
    whole = receipt_of(kit)
    bare = parse_receipt(replace(whole, entry=None).text())
    assert codes(check_receipt(bare, kit.policy)) == ["receipt_without_entry"]
    assert check_receipt(bare, kit.policy, whole.entry) == []
    assert codes(check_receipt(bare, kit.policy, b"another")) == ["receipt_path"]
    assert codes(check_receipt(whole, kit.policy, b"another")) == ["receipt_other_entry"]


def test_each_thing_that_is_wrong_with_a_receipt_is_named(witnessed: Any) -> None:
    good = receipt_of(witnessed)
    entries = witnessed.entries(300)
    stranger = sign_note(good.stated().body(), new_key("isonomia.example/test", b"x" * 32)[0])
    broken = {
        "entry": replace(good, entry=(good.entry or b"") + b" "),
        "path": replace(good, proof=good.proof[::-1]),
        "short": replace(good, proof=good.proof[:-1]),
        "index": replace(good, index=6),
        "stranger": replace(good, checkpoint=stranger),
        "lonely": replace(good, checkpoint=witnessed.note(entries, cosigners=1)),
        "other tree": replace(good, checkpoint=witnessed.note(entries[:-1])),
    }
    found = {name: codes(check_receipt(receipt, witnessed.policy)) for name, receipt in broken.items()}
    assert found == {
        "entry": ["receipt_path"],
        "path": ["receipt_path"],
        "short": ["receipt_path"],
        "index": ["receipt_path"],
        "stranger": ["checkpoint_broken"],
        "lonely": ["quorum_missing"],
        "other tree": ["receipt_path"],
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2"),
        ("index 5", "index 05"),
        ("index 5", "index"),
        ("index 5", "index -5"),
        ("extra ", "extra  "),
        ("\n\nisonomia", "\nisonomia"),
        ("\n300\n", "\n0300\n"),
        ("\nindex 5\n", "\nindex 5\nAAAA\n"),
    ],
)
def test_a_receipt_of_another_form_is_refused(kit: Any, old: str, new: str) -> None:
    text = receipt_of(kit).text()
    assert old in text
    with pytest.raises(RecordError):
        parse_receipt(text.replace(old, new, 1))


def test_a_promise_is_signed_by_the_key_of_promises_and_read_back(kit: Any) -> None:
    note = make_promise(PROMISE, KEY)
    assert is_promise(note) and not is_promise(receipt_of(kit).text())
    assert parse_promise(note) == PROMISE
    assert check_promise(note, policy_of(kit)) == []


def test_no_other_key_signs_promises(kit: Any) -> None:
    with pytest.raises(RecordError, match="are signed by"):
        make_promise(PROMISE, kit.log_key)
    by_log = sign_note(PROMISE.text(), kit.log_key)
    assert codes(check_promise(by_log, policy_of(kit))) == ["promise_unsigned"]
    assert codes(check_promise(make_promise(PROMISE, KEY), kit.policy)) == ["promise_without_key"]
    changed = make_promise(PROMISE, KEY).replace("n-5", "n-6")
    assert codes(check_promise(changed, policy_of(kit))) == ["promise_unsigned"]


@pytest.mark.parametrize(
    "changes",
    [
        {"act": "n 5"},
        {"act": "n\n5"},
        {"matter": ""},
        {"until": "2026-03-01T00:00:04Z"},
        {"until": "soon"},
        {"leaf": b"short"},
        {"place": -1},
    ],
)
def test_a_promise_that_cannot_be_read_is_never_signed(changes: dict[str, Any]) -> None:
    with pytest.raises(RecordError):
        make_promise(replace(PROMISE, **changes), KEY)


def test_a_promise_is_kept_broken_or_not_due() -> None:
    assert check_kept(PROMISE, (5, b"entry"), 9, "2027-01-01T00:00:00Z") == []
    assert check_kept(PROMISE, None, 9, PROMISE.until) == []
    assert codes(check_kept(PROMISE, None, 9, "2026-03-01T00:10:06Z")) == ["promise_overdue"]
    other = check_kept(PROMISE, (5, b"other"), 9, PROMISE.entered)
    assert codes(other) == ["promise_other_entry"]
    assert other[0].get("promised") == PROMISE.leaf.hex()


def test_the_policy_names_the_key_of_promises_in_a_comment_that_other_readers_skip(kit: Any) -> None:
    written = policy_of(kit).format()
    assert f"\n# promise {VKEY}\n" in written
    assert Policy.parse(written) == policy_of(kit)
    assert Policy.parse(written).format() == written


@pytest.mark.parametrize(
    "line",
    ["#promise V", "# promise", "# promise V more", "#  promise V", " # promise V", "#\tpromise\tV", "# promise V "],
)
def test_a_line_of_promises_in_another_form_is_refused(kit: Any, line: str) -> None:
    with pytest.raises(RecordError, match="wanted `# promise <vkey>`"):
        Policy.parse(kit.policy.format() + line.replace("V", VKEY) + "\n")
    assert Policy.parse(kit.policy.format() + "# we promise nothing\n# promises\n") == kit.policy


def test_the_key_of_promises_is_no_log_key_and_named_after_its_log(kit: Any) -> None:
    log = kit.policy.logs[0].vkey
    same_seed = new_key("isonomia.example/test/promise", bytes(range(32)))[1]
    for wrong in (log, same_seed, new_key("elsewhere.example/promise", b"p" * 32)[1]):
        with pytest.raises(RecordError):
            Policy((Log(log),), promises=(wrong,))
    with pytest.raises(RecordError, match="twice"):
        Policy((Log(log),), promises=(VKEY, VKEY))
