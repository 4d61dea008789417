"""Evidence of two histories: two signed checkpoints of one log that cannot both be true, in one file.

Checkpoints of one size differ in their roots. For different sizes the larger tree shows, by a proof of consistency,
which root its first entries have: another than the log has signed for that size.
"""

import base64
from dataclasses import dataclass

from isonomia.errors import Finding, RecordError
from isonomia.record.checkpoint import MAX_NOTE, stated_in, strict_hash
from isonomia.record.merkle import MAX_PROOF, verify_consistency
from isonomia.record.policy import Checked, Policy
from isonomia.record.proving import TreeInTiles

EVIDENCE = "isonomia fork-evidence v1"
MAX_EVIDENCE = 3 * MAX_NOTE


@dataclass(frozen=True, slots=True)
class Evidence:
    """Two signed checkpoints, the smaller one first; for different sizes the root that the larger tree has there."""

    smaller: str
    larger: str
    root: bytes | None = None
    proof: tuple[bytes, ...] = ()

    def text(self) -> str:
        """Return the file."""
        head = [EVIDENCE]
        if self.root is not None:
            head += [f"root {_encoded(self.root)}", *(_encoded(one) for one in self.proof)]
        return "\n".join([*head, "", self.smaller, self.larger])


def compare(one: Checked, other: Checked, notes: tuple[str, str], tree: TreeInTiles | None = None) -> Evidence | None:
    """Return the evidence that two checkpoints of one log cannot both be true; None where there is none to see.

    Args:
        one: the smaller checkpoint, opened.
        other: the larger one, or one of the same size.
        notes: both as they were signed.
        tree: for different sizes, the tree of the larger one.
    Raises:
        RecordError: the tree does not lead to the root of the larger checkpoint: it shows nothing.
    """
    smaller, larger = one.checkpoint, other.checkpoint
    if smaller.origin != larger.origin:
        return None
    if smaller.size == larger.size:
        return None if smaller.root == larger.root else Evidence(*notes)
    if tree is None or smaller.size == 0:
        return None
    root, proof = tree.beginning(smaller.size), tree.consistency(smaller.size)
    verify_consistency(smaller.size, larger.size, proof, root, larger.root)
    return None if root == smaller.root else Evidence(*notes, root, tuple(proof))


def parse_evidence(text: str) -> Evidence:
    """Read an evidence file.

    Raises:
        RecordError: says what is not as it should be.
    """
    parts = text.split("\n\n")
    if len(text) > MAX_EVIDENCE or len(parts) != 5 or not parts[4].endswith("\n"):
        raise RecordError("evidence is a head and two signed checkpoints, with an empty line between")
    first, *lines = parts[0].split("\n")
    if first != EVIDENCE or len(lines) > MAX_PROOF + 1:
        raise RecordError(f"evidence begins with the line {EVIDENCE}")
    smaller, larger = f"{parts[1]}\n\n{parts[2]}\n", f"{parts[3]}\n\n{parts[4]}"
    for note in (smaller, larger):
        stated_in(note)
    if not lines:
        return Evidence(smaller, larger)
    if not lines[0].startswith("root "):
        raise RecordError("the hashes of evidence begin with a line `root <hash>`")
    hashes = [strict_hash(line) for line in (lines[0].removeprefix("root "), *lines[1:])]
    return Evidence(smaller, larger, hashes[0], tuple(hashes[1:]))


def check_evidence(evidence: Evidence, policy: Policy) -> list[Finding]:
    """Return what keeps a file from proving two histories; nothing where it proves them."""
    try:
        one, other = policy.check(evidence.smaller).checkpoint, policy.check(evidence.larger).checkpoint
    except RecordError as error:
        return [Finding.of("evidence_unsigned", "evidence", reason=error)]
    if one.origin != other.origin:
        return [Finding.of("evidence_two_logs", "evidence", one=one.origin, other=other.origin)]
    if one.size == other.size:
        agreed, wrong = one.root == other.root, evidence.root is not None
    else:
        agreed, wrong = evidence.root == one.root, evidence.root is None
        try:
            verify_consistency(one.size, other.size, evidence.proof, evidence.root or b"", other.root)
        except RecordError as error:
            return [Finding.of("evidence_path", "evidence", reason=error)]
    if wrong:
        return [Finding.of("evidence_path", "evidence", reason="hashes belong to different sizes, and only to them")]
    return [Finding.of("evidence_agrees", "evidence", size=one.size)] if agreed else []


def double_signers(evidence: Evidence, policy: Policy) -> tuple[str, ...]:
    """Name the witnesses that have cosigned both histories: each of them did not do its work."""
    both = set(policy.check(evidence.smaller).cosigned) & set(policy.check(evidence.larger).cosigned)
    return tuple(sorted(both))


def _encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()
