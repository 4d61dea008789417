"""How a record governs itself from the console: other rules or policy, a retired key, the end. Each is an act."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db import transaction

from isonomia.errors import InputError, UnlawfulActError
from isonomia.record.act import Act, Blob, Body
from isonomia.record.acts import KeyRetired, PolicyChanged, RecordClosed, RulebookAdopted
from isonomia.record.policy import Log, Policy
from isonomia.record.sources import Wording
from isonomia_site.record.models import RECORD
from isonomia_site.record.opening import enter_own, keep_files
from isonomia_site.record.reader import acts_of, governing, policy_in_force
from isonomia_site.record.sequencer import CLOSING
from isonomia_site.record.writer import keep_blob

MEDIA = "text/plain"


@transaction.atomic
def change_policy(policy: Policy, reason: Sequence[Wording]) -> int:
    """Enter that another policy says whose signatures count; return the number of the entry.

    Raises:
        InputError: it is the policy in force, or drops a log key by which older heads are checked.
        UnlawfulActError: the record is closed.
    """
    acts = acts_of(RECORD)
    before = policy_in_force(acts)
    dropped = {log.vkey for log in before.logs} - {log.vkey for log in policy.logs}
    if policy == before:
        raise InputError("this is the policy in force: nothing to change")
    if dropped:
        raise InputError(f"a new policy keeps the keys by which older heads are checked: {', '.join(sorted(dropped))}")
    text = policy.format().encode()
    digest = keep_blob(text)
    body = PolicyChanged(policy=Blob(sha256=digest, size=len(text), media=MEDIA), reason=tuple(reason))
    return _enter("record.policy_changed", body, acts)


def add_key(vkey: str, reason: Sequence[Wording]) -> int:
    """Enter that one more key signs for the log, beside those that do; return the number of the entry."""
    before = policy_in_force(acts_of(RECORD))
    return change_policy(replace(before, logs=(*before.logs, Log(vkey))), reason)


@transaction.atomic
def retire_key(vkey: str, from_size: int, reason: Sequence[Wording]) -> int:
    """Enter that a key of the log is retired for heads from a size on; return the number of the entry.

    Raises:
        InputError: it is no key of the policy in force, or the last one that is not retired.
    """
    acts = acts_of(RECORD)
    retired = {one.vkey for one in governing(acts).retired}
    standing = {log.vkey for log in policy_in_force(acts).logs} - retired
    if vkey not in standing or len(standing) == 1:
        raise InputError(f"one of several standing keys is retired; these stand: {', '.join(sorted(standing))}")
    return _enter("record.key_retired", KeyRetired(vkey=vkey, from_size=from_size, reason=tuple(reason)), acts)


@transaction.atomic
def close(reason: Sequence[Wording], successor: str | None = None) -> int:
    """Enter that the record is closed: the pen writes nothing after it. Return the number of the entry."""
    return _enter("record.closed", RecordClosed(reason=tuple(reason), successor=successor), acts_of(RECORD), CLOSING)


@transaction.atomic
def adopt(country: str, laws: Mapping[str, str]) -> int:
    """Enter that other rules, or another calendar, are those of this record from here on; return the entry's number.

    Raises:
        InputError: it is another country's rulebook, or the one in force.
        UnlawfulActError: the record is closed.
    """
    acts = acts_of(RECORD)
    before = [act.body for act in acts if isinstance(act.body, RulebookAdopted)]
    body = RulebookAdopted(country=country, files=keep_files(laws))
    if not before or before[-1].country != country:
        raise InputError(f"this record is under no rules of {country}")
    if body == before[-1]:
        raise InputError("these are the rules in force: nothing to change")
    return _enter("rulebook.adopted", body, acts)


def _enter(name: str, body: Body, acts: Sequence[Act], id: str = "") -> int:
    if any(act.act == "record.closed" for act in acts):
        raise UnlawfulActError("the record is closed: nothing is entered after that", "docs/record-format.md")
    return enter_own(name, len(acts), body, id)
