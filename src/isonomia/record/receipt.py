"""What a citizen takes home: a promise when an act is entered, a receipt when it is under a signed checkpoint.

A promise is a signed note of ours. A receipt is a proof file of C2SP tlog-proof, with the entry in its `extra` line.
"""

import base64
import re
from dataclasses import dataclass

from isonomia.errors import Finding, RecordError
from isonomia.record.checkpoint import (
    MAX_NOTE,
    MAX_SIZE,
    Checkpoint,
    SigningKey,
    VerifierKey,
    open_note,
    sign_note,
    stated_in,
    strict_base64,
    strict_hash,
)
from isonomia.record.merkle import MAX_PROOF, leaf_hash, verify_inclusion
from isonomia.record.policy import PROMISER, Policy

PROOF = "c2sp.org/tlog-proof@v1"
PROMISE = "isonomia promise v1"
MAX_RECEIPT = 2 * MAX_NOTE

_number = re.compile(r"0|[1-9][0-9]{0,18}")
_instant = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_word = re.compile(r"[A-Za-z0-9_./-]{1,128}")
_FIELDS = ("origin", "act", "matter", "place", "leaf", "entered", "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """An act was entered and will be in a published checkpoint of this log at the latest at `until`."""

    origin: str
    act: str
    matter: str
    place: int
    leaf: bytes
    entered: str
    until: str

    def text(self) -> str:
        """Return the text that is signed."""
        shown = {**{name: getattr(self, name) for name in _FIELDS}, "leaf": base64.b64encode(self.leaf).decode()}
        return "".join([f"{PROMISE}\n", *(f"{name} {shown[name]}\n" for name in _FIELDS)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One entry of a log, its number, and the path from there to a signed root."""

    index: int
    proof: tuple[bytes, ...]
    checkpoint: str
    entry: bytes | None = None

    def text(self) -> str:
        """Return the file that is handed out."""
        extra = [] if self.entry is None else [f"extra {base64.b64encode(self.entry).decode()}"]
        hashes = [base64.b64encode(one).decode() for one in self.proof]
        return "\n".join([PROOF, *extra, f"index {self.index}", *hashes, "", self.checkpoint])

    def stated(self) -> Checkpoint:
        """Return what its checkpoint says; whether anybody signed it is another question."""
        return stated_in(self.checkpoint)


def make_promise(promise: Promise, key: str) -> str:
    """Sign a promise with the key of promises of its log.

    Raises:
        RecordError: a field does not fit, or the key is not that of this log's promises.
    """
    if SigningKey.parse(key).name != promise.origin + PROMISER:
        raise RecordError(f"the promises of {promise.origin} are signed by {promise.origin}{PROMISER}")
    text = promise.text()
    if _promise(text) != promise:
        raise RecordError("a promise that would be read back as another one")
    return sign_note(text, key)


def parse_promise(note: str) -> Promise:
    """Read what a promise says; whether anybody signed it is another question."""
    return _promise(note.partition("\n\n")[0] + "\n")


def parse_receipt(text: str) -> Receipt:
    """Read a receipt in its one form.

    Raises:
        RecordError: says what is not as it should be.
    """
    if len(text) > MAX_RECEIPT:
        raise RecordError(f"a receipt of {len(text)} letters; at most {MAX_RECEIPT} are read")
    head, gap, checkpoint = text.partition("\n\n")
    first, *lines = head.split("\n")
    if first != PROOF or not gap:
        raise RecordError(f"a receipt begins with the line {PROOF} and has an empty line before its checkpoint")
    entry = strict_base64(lines.pop(0).removeprefix("extra ")) if lines and lines[0].startswith("extra ") else None
    word, _, number = lines.pop(0).partition(" ") if lines else ("", "", "")
    if word != "index" or not _number.fullmatch(number) or int(number) > MAX_SIZE:
        raise RecordError(f"a receipt names the number of its entry (`index 12`), not {word} {number}".rstrip())
    if len(lines) > MAX_PROOF:
        raise RecordError(f"a path of {len(lines)} hashes; at most {MAX_PROOF} can be right")
    proof = tuple(strict_hash(line) for line in lines)
    receipt = Receipt(index=int(number), proof=proof, checkpoint=checkpoint, entry=entry)
    receipt.stated()
    return receipt


def check_receipt(receipt: Receipt, policy: Policy, entry: bytes | None = None) -> list[Finding]:
    """Check all that a receipt says: its signatures and their quorum, its leaf, and the path to the signed root.

    Args:
        policy: whose signatures count.
        entry: the bytes of the entry, where the receipt does not hold them itself.
    """
    findings = []
    try:
        if not policy.check(receipt.checkpoint).quorum_met:
            cosigned = ", ".join(policy.check(receipt.checkpoint).cosigned)
            findings.append(Finding.of("quorum_missing", "checkpoint", quorum=policy.quorum, cosigned=cosigned))
    except RecordError as error:
        findings.append(Finding.of("checkpoint_broken", "checkpoint", reason=error))
    data = entry if receipt.entry is None else receipt.entry
    if data is None:
        return [*findings, Finding.of("receipt_without_entry", "extra")]
    if entry is not None and data != entry:
        findings.append(Finding.of("receipt_other_entry", "extra", index=receipt.index))
    stated = receipt.stated()
    try:
        verify_inclusion(leaf_hash(data), receipt.index, stated.size, receipt.proof, stated.root)
    except RecordError as error:
        findings.append(Finding.of("receipt_path", "index", index=receipt.index, size=stated.size, reason=error))
    return findings


def check_promise(note: str, policy: Policy) -> list[Finding]:
    """Check that a key which the policy names for promises of this log has signed a promise."""
    promise = parse_promise(note)
    keys = [vkey for vkey in policy.promises if VerifierKey.parse(vkey).name == promise.origin + PROMISER]
    if not keys:
        return [Finding.of("promise_without_key", "promise", origin=promise.origin)]
    try:
        open_note(note, keys)
    except RecordError as error:
        return [Finding.of("promise_unsigned", "promise", reason=error)]
    return []


def check_kept(promise: Promise, found: tuple[int, bytes] | None, size: int, now: str) -> list[Finding]:
    """Compare a promise with a log: is the act in it, and the one that was promised?

    Args:
        found: the number and the bytes of the entry of this act's id; None where the log has none.
        size: how many entries the log has.
        now: the moment of the question, in UTC; until a promise is due, nothing is wrong with a log without the act.
    """
    if found is None:
        overdue = Finding.of("promise_overdue", "promise", act=promise.act, until=promise.until, size=size)
        return [overdue] if now > promise.until else []
    index, entry = found
    if leaf_hash(entry) == promise.leaf:
        return []
    hexes = {"promised": promise.leaf.hex(), "found": leaf_hash(entry).hex()}
    return [Finding.of("promise_other_entry", "promise", act=promise.act, index=index, **hexes)]


def is_promise(text: str) -> bool:
    """Say whether a text is meant as a promise, and not as a receipt."""
    return text.startswith(f"{PROMISE}\n")


def _promise(text: str) -> Promise:
    first, *lines = text.removesuffix("\n").split("\n")
    words = [line.partition(" ") for line in lines]
    if first != PROMISE or tuple(name for name, _, _ in words) != _FIELDS:
        raise RecordError(f"a promise has the line {PROMISE} and then {', '.join(_FIELDS)}, one line each")
    said = {name: value for name, _, value in words}
    _check_forms(said)
    times = {"entered": said["entered"], "until": said["until"]}
    names = {"origin": said["origin"], "act": said["act"], "matter": said["matter"]}
    return Promise(**names, **times, place=int(said["place"]), leaf=strict_hash(said["leaf"]))


def _check_forms(said: dict[str, str]) -> None:
    forms = {"act": _word, "matter": _word, "place": _number, "entered": _instant, "until": _instant}
    for name, form in forms.items():
        if not form.fullmatch(said[name]):
            raise RecordError(f"{said[name]!r} cannot be the {name} of a promise")
    if not said["origin"] or said["until"] < said["entered"]:
        raise RecordError("a promise names its log, and is due after it was given")
