"""The acts by which a record governs itself: its opening, its policies, its retired keys, its end.

Values in, findings out. They are collected while the log streams by, and judged when all of it was seen.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from isonomia.errors import Finding, RecordError
from isonomia.record.act import Act, write_entry
from isonomia.record.acts import KeyRetired, PolicyChanged, Predecessor, RecordClosed, RecordOpened
from isonomia.record.checkpoint import VerifierKey
from isonomia.record.merkle import leaf_hash, root_hash
from isonomia.record.policy import Checked, Policy

CONTINUED = "continued record"


class Governing:
    """What a record says of itself, act by act.

    What is wrong with an act goes into the findings that are handed in, in the order of the log.
    """

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        self.opened: RecordOpened | None = None
        self.policies: list[str] = []
        self._named_at: list[int] = []
        self.retired: list[KeyRetired] = []
        self._closed_by = ""

    def concerns(self, act: Act) -> bool:
        """Say whether an act must be taken: every other one would change nothing here."""
        return act.index == 0 or self._closed_by != "" or act.act.startswith("record.")

    def take(self, act: Act, path: str) -> None:
        """Add the act at this index of the log, from the file at `path`."""
        where = f"{path}#{act.index}"
        if self._closed_by:
            self.findings.append(Finding.of("entered_after_closing", where, id=act.id, closed_by=self._closed_by))
        if act.index == 0 and not isinstance(act.body, RecordOpened):
            self.findings.append(Finding.of("not_opened", where, act=act.act))
        match act.body:
            case RecordOpened() as opened if act.index == 0:
                self.opened = opened
                self._name_policy(opened.policy_sha256, act)
            case RecordOpened():
                self.findings.append(Finding.of("opened_again", where, index=act.index))
            case PolicyChanged(policy=policy):
                self._name_policy(policy.sha256, act)
            case KeyRetired() as retired:
                self.retired.append(retired)
                self._check_key(retired.vkey, where)
            case RecordClosed():
                self._closed_by = self._closed_by or act.id

    def _name_policy(self, digest: str, act: Act) -> None:
        self.policies.append(digest)
        self._named_at.append(act.index or 0)

    def former_policy(self, size: int) -> str | None:
        """The policy under which a head of this size was signed; None where that is the one in force now."""
        then = [digest for digest, index in zip(self.policies, self._named_at, strict=True) if index < size]
        return then[-1] if then and then[-1] != self.policies[-1] else None

    def _check_key(self, vkey: str, where: str) -> None:
        try:
            VerifierKey.parse(vkey)
        except RecordError as error:
            self.findings.append(Finding.of("retired_no_key", where, reason=error))

    def check_policy(self, own: bytes | None) -> list[Finding]:
        """Compare the policy beside the log with the one that the last act about it names."""
        if own is None or not self.policies:
            return []
        digest = sha256(own).hexdigest()
        if digest == self.policies[-1]:
            return []
        return [Finding.of("policy_differs", "policy", declared=self.policies[-1], found=digest)]

    def check_former_policies(self, blobs: Mapping[str, bytes]) -> list[Finding]:
        """Ask for every policy that stood before the one beside the log, and that each can be read.

        Args:
            blobs: what is published by its hash. That one is missing which an act cites is found elsewhere; only
                the opening names its policy by the hash alone.
        """
        findings = []
        for digest in dict.fromkeys(one for one in self.policies if one != self.policies[-1]):
            path = f"blob/sha256/{digest}"
            try:
                Policy.parse(blobs.get(digest, b"quorum none\n"))
            except RecordError as error:
                findings.append(Finding.of("policy_broken", path, reason=error))
            if digest == self.policies[0] and digest not in blobs:
                findings.append(Finding.of("policy_missing", path))
        return findings

    def check_retired(self, signed: Mapping[str, Checked], policy: Policy) -> list[Finding]:
        """Find every checkpoint that stands on the signature of a retired key alone."""
        findings = []
        for path, checked in signed.items():
            size = checked.checkpoint.size
            retired = {_identity(one.vkey) for one in self.retired if size >= one.from_size}
            logs = {_identity(log.vkey) for log in policy.logs}
            signers = {(one.name, one.key_id) for one in checked.note.signatures} & logs
            if signers and signers <= retired:
                names = ", ".join(sorted(f"{name}+{key_id:08x}" for name, key_id in signers))
                findings.append(Finding.of("retired_key", path, size=size, key=names))
        return findings


def check_continues(claim: Predecessor | None, old: Iterable[Act], origin: str) -> list[Finding]:
    """Hold what a successor says of the log before it against that log.

    Args:
        claim: what the new log's opening says.
        old: every act of the old log, in its order.
        origin: the name of the old log.
    """
    if claim is None:
        return [Finding.of("continues_nothing", CONTINUED, origin=origin)]
    if claim.origin != origin:
        return [Finding.of("continues_other", CONTINUED, origin=origin, claimed=claim.origin)]
    hashes = [leaf_hash(write_entry(act)) for act in old]
    if len(hashes) != claim.size:
        return [Finding.of("continues_size", CONTINUED, size=len(hashes), claimed=claim.size)]
    root = root_hash(hashes).hex()
    return [] if root == claim.root else [Finding.of("continues_root", CONTINUED, root=root, claimed=claim.root)]


def _identity(vkey: str) -> tuple[str, int]:
    try:
        key = VerifierKey.parse(vkey)
    except RecordError:
        return vkey, -1
    return key.name, key.key_id
