"""What a citizen takes home: a promise at the moment of entry, a receipt once the act is under a signed head."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from isonomia.errors import Finding, InputError, RecordError
from isonomia.record.act import read_entry
from isonomia.record.checkpoint import public_key
from isonomia.record.merkle import leaf_hash
from isonomia.record.policy import Policy
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
from isonomia.reform.road import BODIES
from isonomia_site.record.clock import written
from isonomia_site.record.keys import promise_key
from isonomia_site.record.models import RECORD, Entry
from isonomia_site.record.reader import acts_of, origin, policy_in_force
from isonomia_site.record.tree import published_tree

KEY_FILE = "promise.key"
DUE_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at a promise or a receipt gave: what it is about, what is wrong, and where the act stands here."""

    kind: str
    findings: tuple[Finding, ...]
    act_id: str = ""
    index: int | None = None
    until: str = ""


def promise(entry_id: int, at: datetime, key_file: Path | None = None) -> str:
    """Promise that an entered act will be under a published head soon; to be called when its transaction is over.

    Args:
        entry_id: the entry's number in the database, as the pen returned it.
        at: the moment of the promise; the act is due ten minutes later.
        key_file: the file of the key of promises; by default the one in the state folder.
    Raises:
        InputError: there is no such entry, or the record is not opened yet.
    """
    row = Entry.objects.filter(pk=entry_id).first()
    if row is None:
        raise InputError(f"there is no entry {entry_id} to promise anything about")
    log = origin()
    body = bytes(row.body)
    said = Promise(
        origin=log,
        act=row.act_id,
        matter=row.matter,
        place=row.place,
        leaf=leaf_hash(body),
        entered=read_entry(body, BODIES).at,
        until=written(at + DUE_WITHIN),
    )
    return make_promise(said, promise_key(key_file or settings.STATE / KEY_FILE, log))


def promise_of(matter: str, place: int) -> str:
    """The promise for an act that was entered here, due ten minutes after its entry: the same whenever it is asked for.

    Raises:
        InputError: there is no such act, or promises of this hall could not be checked by anyone.
    """
    row = Entry.objects.filter(matter=matter, place=place).first()
    if row is None or not gives_promises():
        raise InputError(f"no promise can be given for act {place} of {matter}")
    return promise(row.pk, row.created)


def gives_promises() -> bool:
    """Whether the key of promises lies here and the policy of the record names it; another would promise nothing."""
    path = settings.STATE / KEY_FILE
    acts = acts_of(RECORD)
    if not acts or not path.exists():
        return False
    return public_key(promise_key(path, origin())) in policy_in_force(acts).promises


def receipt(index: int) -> str:
    """Return the receipt of one entry under the published head: its bytes, its path to the root, the signed head.

    Raises:
        InputError: there is no such entry under the head.
    """
    note, policy = published_head()
    head = policy.check(note).checkpoint
    if not 0 <= index < head.size:
        raise InputError(f"there is no entry {index}: the record has entries 0 to {head.size - 1}")
    entry = bytes(Entry.objects.values_list("body", flat=True).get(leaf__leaf_index=index))
    proof = published_tree(settings.ISONOMIA_PUBLISHED, head.size).inclusion(index)
    made = Receipt(index=index, proof=tuple(proof), checkpoint=note, entry=entry)
    # That witnesses are missing is seen on the receipt itself; with any other fault it is not handed out.
    if wrong := [one.code for one in check_receipt(made, policy) if one.code != "quorum_missing"]:
        raise RecordError(f"the receipt of entry {index} does not verify: {', '.join(wrong)}")
    return made.text()


def look(text: str, now: datetime) -> Looked:
    """Check a promise or a receipt that somebody hands in against this record."""
    text = text.replace("\r\n", "\n").strip("\n") + "\n"
    try:
        return _look_at_promise(text, now) if is_promise(text) else _look_at_receipt(text)
    except RecordError as error:
        code = "promise_broken" if is_promise(text) else "receipt_broken"
        return Looked("", (Finding(code, "", (("reason", str(error)),)),))


def published_head() -> tuple[str, Policy]:
    """Return the published head with every signature, and the policy that counts for it.

    Raises:
        RecordError: nothing is published yet.
    """
    root = settings.ISONOMIA_PUBLISHED
    try:
        return (root / "checkpoint").read_text(encoding="utf-8"), Policy.parse((root / "policy").read_bytes())
    except FileNotFoundError:
        raise RecordError("nothing is published yet: there is no head to hold a receipt against") from None


def _look_at_receipt(text: str) -> Looked:
    handed_in = parse_receipt(text)
    note, policy = published_head()
    head = policy.check(note).checkpoint
    here = None
    if 0 <= handed_in.index < head.size and handed_in.stated().origin == head.origin:
        here = bytes(Entry.objects.values_list("body", flat=True).get(leaf__leaf_index=handed_in.index))
    findings = check_receipt(handed_in, policy, here)
    if here is None:
        findings.append(Finding.of("receipt_not_here", "index", index=handed_in.index, size=head.size))
    act_id = read_entry(here, BODIES).id if here is not None and not findings else ""
    return Looked("receipt", tuple(findings), act_id, handed_in.index)


def _look_at_promise(text: str, now: datetime) -> Looked:
    handed_in = parse_promise(text)
    note, policy = published_head()
    size = policy.check(note).checkpoint.size
    findings = check_promise(text, policy)
    row = Entry.objects.filter(act_id=handed_in.act, leaf__leaf_index__lt=size).values_list("leaf__leaf_index", "body")
    found = next(((index, bytes(body)) for index, body in row), None)
    if not findings:
        findings = check_kept(handed_in, found, size, written(now))
    return Looked("promise", tuple(findings), handed_in.act, found[0] if found else None, handed_in.until)
