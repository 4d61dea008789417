"""What `isonomia record receipt` does with a promise or a receipt, alone or beside a record."""

import json
from datetime import UTC, datetime
from pathlib import Path

from isonomia.errors import Finding, InputError, RecordError
from isonomia.record.merkle import leaf_hash, root_hash, verify_inclusion
from isonomia.record.policy import Policy
from isonomia.record.receipt import (
    Promise,
    check_kept,
    check_promise,
    check_receipt,
    parse_promise,
    parse_receipt,
)
from isonomia.record.tiles import ENTRIES, tiles_of_level
from isonomia.wording import say
from isonomia_cli.printing import read_text
from isonomia_cli.vantage import Vantage

Checked = tuple[dict[str, object], list[Finding], list[str | Finding]]
"""What was read (for programs), what is wrong, and the lines that tell it to people."""


def chosen_policy(given: Path | None, record: Vantage | None) -> Policy:
    """Return the policy that counts: the one given, or that of the record.

    Raises:
        InputError: it is no policy.
    """
    text = read_text(given) if given else record.policy() if record else ""
    try:
        return Policy.parse(text)
    except RecordError as error:
        raise InputError(f"{given or 'the policy of the record'}: {error}") from None


def check_one_receipt(text: str, policy: Policy, record: Vantage | None, language: str) -> Checked:
    """Check a receipt; beside a record, also that its entry stands there at the same number."""
    try:
        receipt = parse_receipt(text)
    except RecordError as error:
        return {"kind": "receipt"}, [Finding.of("receipt_broken", "receipt", reason=error)], []
    entry = _entry_there(record, policy, receipt.index) if record else None
    findings = check_receipt(receipt, policy, entry)
    stated = receipt.stated()
    said: dict[str, object] = {"kind": "receipt", "origin": stated.origin, "index": receipt.index, "size": stated.size}
    data = receipt.entry if receipt.entry is not None else entry
    said |= _named(data or b"")
    if findings:
        return said, findings, [say("receipt.wrong", language, count=len(findings))]
    shown = {**said, "cosigned": len(policy.check(receipt.checkpoint).cosigned), "witnesses": len(policy.witnesses)}
    right = say("receipt.right", language, **{name: shown.get(name, "?") for name in ("act", "id", *shown)})
    return said, [], [right, say("receipt.proves", language)]


def check_one_promise(text: str, policy: Policy, record: Vantage | None, language: str) -> Checked:
    """Check a promise; beside a record, also whether it was kept there."""
    try:
        promise = parse_promise(text)
    except RecordError as error:
        return {"kind": "promise"}, [Finding.of("promise_broken", "promise", reason=error)], []
    findings = check_promise(text, policy)
    said: dict[str, object] = {"kind": "promise", "origin": promise.origin, "id": promise.act, "until": promise.until}
    lines: list[str | Finding] = []
    if record and not findings:
        found, size = _search(record, policy, promise)
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        findings = check_kept(promise, found, size, now)
        said |= {"index": found[0] if found else None, "size": size}
        if not findings:
            code = "promise.kept" if found else "promise.open"
            lines.append(say(code, language, index=found[0] if found else "", size=size, until=promise.until))
    if findings:
        return said, findings, [say("promise.wrong", language, count=len(findings))]
    shown = {"id": promise.act, "origin": promise.origin, "entered": promise.entered, "until": promise.until}
    return said, [], [say("promise.right", language, **shown), *lines, say("promise.proves", language)]


def _entry_there(record: Vantage, policy: Policy, index: int) -> bytes:
    """Return the entry of this number in a record, after proving that it is under the record's signed head."""
    head = policy.check(record.checkpoint()).checkpoint
    entry = record.entry(index, head.size)
    verify_inclusion(leaf_hash(entry), index, head.size, record.tree(head.size).inclusion(index), head.root)
    return entry


def _search(record: Vantage, policy: Policy, promise: Promise) -> tuple[tuple[int, bytes] | None, int]:
    """Look for the act of a promise in a record whose every entry is under the signed head.

    Raises:
        RecordError: the record is that of another log, or its entries do not lead to the signed root.
    """
    head = policy.check(record.checkpoint()).checkpoint
    if head.origin != promise.origin:
        raise RecordError(f"the promise is of {promise.origin}, the record is {head.origin}")
    entries = [one for bundle in tiles_of_level(ENTRIES, head.size) for one in record.entries(bundle)]
    if root_hash(entries) != head.root:
        raise RecordError("the entries of the record do not lead to its signed root: see `isonomia verify`")
    wanted = f'"id":"{promise.act}"'.encode()
    for index, entry in enumerate(entries):
        if wanted in entry and _named(entry).get("id") == promise.act:
            return (index, entry), head.size
    return None, head.size


def _named(entry: bytes) -> dict[str, object]:
    """Return which act an entry says that it is; nothing where it cannot be read."""
    try:
        read = json.loads(entry)
    except (ValueError, RecursionError):
        return {}
    return {name: str(read.get(name)) for name in ("act", "id", "matter", "at")} if isinstance(read, dict) else {}
