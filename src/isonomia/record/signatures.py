"""Whose signatures stand under a checkpoint, and whether it fits the log and what a reader kept of it.

Values in, findings out; the files are read in `reading`.
"""

from collections.abc import Iterable, Mapping

from isonomia.errors import Finding, RecordError
from isonomia.record.checkpoint import Checkpoint, Note
from isonomia.record.policy import Checked, Policy

OLD_CHECKPOINT = "old checkpoint"

# base64 writes the 32 bits of a key's id as groups of six, the last one shared with the signature
_GROUPS = (0xFC000000, 0x03F00000, 0x000FC000, 0x00003F00, 0x000000FC, 0x00000003)


class Signatures:
    """Opens the checkpoints of one log under one policy, and collects what is wrong with them."""

    def __init__(self, policy: Policy, *, strict: bool) -> None:
        self.findings: list[Finding] = []
        self.checked: dict[str, Checked] = {}
        self._policy = policy
        self._strict = strict
        self._known = policy.known_keys()

    def open(self, where: str, text: str | bytes, *, quorum: bool) -> Checked | None:
        """Open a checkpoint; None, with a finding, if it cannot be believed.

        Args:
            quorum: whether a missing quorum of witnesses is a fault.
        """
        try:
            checked = self._policy.check(text)
        except RecordError as error:
            self.findings.append(Finding.of("checkpoint_broken", where, reason=error))
            return None
        self._check_lines(where, checked.note)
        if quorum and not checked.quorum_met:
            names = ", ".join(checked.cosigned)
            params = {"quorum": self._policy.quorum, "cosigned": names}
            self.findings.append(Finding.of("quorum_missing", where, **params))
        self.checked[where] = checked
        return checked

    def open_published(self, where: str, text: bytes, size: int, head: Checkpoint) -> Checkpoint | None:
        """Open a checkpoint published under its size, which must be one of the head's past."""
        checked = self.open(where, text, quorum=self._strict)
        if checked is None:
            return None
        found = checked.checkpoint
        if found.origin != head.origin:
            params = {"origin": found.origin, "wanted": head.origin}
            self.findings.append(Finding.of("wrong_origin", where, **params))
        elif found.size != size:
            self.findings.append(Finding.of("wrong_size", where, size=found.size, wanted=size))
        elif size > head.size:
            self.findings.append(Finding.of("checkpoint_beyond_head", where, size=size, head=head.size))
        else:
            return found
        return None

    def open_kept(self, text: str | None, head: Checkpoint) -> list[Checkpoint]:
        """Return the checkpoint that the reader kept, if there is one to compare."""
        if text is None:
            return []
        try:
            kept = self._policy.check(text).checkpoint
        except RecordError as error:
            self.findings.append(Finding.of("old_checkpoint_broken", OLD_CHECKPOINT, reason=error))
            return []
        if kept.origin != head.origin:
            params = {"origin": kept.origin, "wanted": head.origin}
            self.findings.append(Finding.of("other_origin", OLD_CHECKPOINT, **params))
            return []
        if kept.size > head.size:
            self.findings.append(Finding.of("rolled_back", OLD_CHECKPOINT, kept=kept.size, size=head.size))
            return []
        return [kept]

    def _check_lines(self, where: str, note: Note) -> None:
        for line in note.unknown:
            if damaged(line.name, line.key_id, self._known):
                self.findings.append(Finding.of("damaged_signature", where, name=line.name))
            elif self._strict:
                self.findings.append(Finding.of("unknown_signature", where, name=line.name))
        if note.repeated and self._strict:
            self.findings.append(Finding.of("repeated_signature", where, count=note.repeated))


def excused(finding: Finding, text: bytes, former: Policy) -> bool:
    """Say whether a fault of an older checkpoint is none under the policy that was in force when it was signed.

    Witnesses come and go: those who are gone stand under it, and those who came later could not.
    """
    try:
        checked = former.check(text)
    except RecordError:
        return False
    if finding.code == "quorum_missing":
        return checked.quorum_met
    return finding.code == "unknown_signature" and not checked.note.unknown


def bears_all_of(head: bytes, copy: bytes) -> bool:
    """Say whether a signed head has the text of its copy and every signature line of it, and perhaps later ones."""
    text, _, lines = head.rpartition(b"\n\n")
    copied, _, wanted = copy.rpartition(b"\n\n")
    return text == copied and set(wanted.split(b"\n")) <= set(lines.split(b"\n"))


def compare_roots(
    signed: Mapping[str, Checkpoint], kept: Iterable[Checkpoint], roots: Mapping[int, bytes]
) -> list[Finding]:
    """Compare every signed root, and the one that a reader kept, with the root that the entries give.

    `agreed` is the largest signed size whose root is right: what was altered lies at or after this index.
    """
    agreed = max((one.size for one in signed.values() if roots[one.size] == one.root), default=0)
    findings = []
    for path, one in signed.items():
        if roots[one.size] != one.root:
            hexes = {"signed": one.root.hex(), "computed": roots[one.size].hex()}
            findings.append(Finding.of("root_mismatch", path, size=one.size, agreed=agreed, **hexes))
    for one in kept:
        if roots[one.size] != one.root:
            hexes = {"kept": one.root.hex(), "computed": roots[one.size].hex()}
            findings.append(Finding.of("forked", OLD_CHECKPOINT, size=one.size, **hexes))
    return findings


def damaged(name: str, key_id: int, known: Iterable[tuple[str, int]]) -> bool:
    """Say whether a signature line by an unknown key is that of a known one with a letter changed.

    The name is another while the id is the same, or the name is the same and one letter of the id's base64
    differs. Both are practically impossible by chance; without this, a flipped byte in a witness's line
    would only make it the line of a stranger.
    """
    for known_name, known_id in known:
        if name != known_name and key_id == known_id:
            return True
        if name == known_name and any(not (key_id ^ known_id) & ~group for group in _GROUPS):
            return True
    return False
