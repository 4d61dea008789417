"""Reading a published record: every byte under its folder is checked before anything is believed.

The only room of the record that reads files.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from isonomia.errors import Finding, InputError, RecordError
from isonomia.record.act import Act, Bodies
from isonomia.record.acts import ACTS
from isonomia.record.checking import ActsInOrder
from isonomia.record.checkpoint import MAX_NOTE, Checkpoint
from isonomia.record.policy import MAX_POLICY, Policy
from isonomia.record.signatures import Signatures, bears_all_of, excused
from isonomia.record.tiles import WIDTH
from isonomia.record.verifying import LogFiles, tile_at

MAX_BLOB = 64 * 1024 * 1024
MAX_FIGURES = 16 * 1024 * 1024
MAX_MISSING = 1000

GIVEN_POLICY = "given policy"

_blob = re.compile(r"blob/sha256/([0-9a-f]{64})")
_published = re.compile(r"checkpoints/(0|[1-9][0-9]{0,18})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A published record whose entries lead to the root that its log has signed.

    `notices` are no faults: what a reader should know about what was checked and what could not be.
    """

    origin: str
    size: int
    root: bytes
    checkpoint: str
    policy: Policy
    cosigned: tuple[str, ...]
    quorum_met: bool
    keys_from_record: bool
    acts: tuple[Act, ...]
    blobs: dict[str, bytes] = field(repr=False)
    figures_json: bytes | None = field(repr=False)
    notices: tuple[Finding, ...]


def check(
    root: Path,
    bodies: Bodies,
    *,
    policy_text: str | None = None,
    old_checkpoint: str | None = None,
    strict: bool = False,
    keep: bool = True,
) -> tuple[Record | None, list[Finding]]:
    """Check a published record, every byte under `root`.

    Args:
        root: the folder that holds `checkpoint`, `policy`, `tile/` and the rest.
        bodies: the kinds of act that may stand in it, beside the record's own.
        policy_text: whose signatures count; without it, the record's own policy is taken at its word.
        old_checkpoint: a checkpoint of this log that the reader kept; the log must have grown from it.
        strict: unknown files, unknown signature lines and a missing quorum are faults too.
        keep: whether acts and blobs are kept; without it the memory needed grows only with ids and matters.
    Returns:
        The record, if its entries can be read and lead to the signed root, and every fault found; a record
        with faults is not to be relied on. What must be known but is no fault is in the record's notices.
    Raises:
        InputError: `root` is no folder.
    """
    if not root.is_dir():
        raise InputError(f"no folder with a record: {root}")
    reader = _Reader(root, {**ACTS, **bodies}, strict, keep)
    record = reader.read(policy_text, old_checkpoint)
    return record, reader.findings


def load(root: Path, bodies: Bodies) -> Record:
    """Return a published record without a fault.

    Raises:
        InputError: `root` is no folder.
        RecordError: the check found a fault; the first ones are named.
    """
    record, findings = check(root, bodies)
    if findings or record is None:
        shown = "; ".join(f"{finding.code} at {finding.where}" for finding in findings[:3])
        raise RecordError(f"{len(findings)} faults in the record: {shown}")
    return record


class _Folder:
    """The files under one folder: plain files only, each read whole and up to a limit."""

    def __init__(self, root: Path) -> None:
        self.findings: list[Finding] = []
        self._root = root
        self.sizes = dict(sorted(self._list()))

    def _list(self) -> Iterator[tuple[str, int]]:
        pending = [""]
        while pending:
            folder = pending.pop()
            try:
                found = sorted(os.scandir(self._root / folder), key=lambda entry: entry.name)
            except OSError as error:
                self.findings.append(Finding.of("unreadable", _shown(folder or "."), reason=error.strerror))
                continue
            for entry in found:
                path = f"{folder}/{entry.name}" if folder else entry.name
                try:
                    mode = entry.stat(follow_symlinks=False)
                except OSError as error:
                    self.findings.append(Finding.of("unreadable", _shown(path), reason=error.strerror))
                    continue
                if stat.S_ISDIR(mode.st_mode):
                    pending.append(path)
                elif stat.S_ISREG(mode.st_mode):
                    yield path, mode.st_size
                else:
                    code = "link_found" if stat.S_ISLNK(mode.st_mode) else "special_file"
                    self.findings.append(Finding.of(code, _shown(path)))

    def read(self, path: str, limit: int) -> bytes | None:
        """Return a file's bytes; None, with a finding, if it is missing, too large or unreadable."""
        if path not in self.sizes:
            self.findings.append(Finding.of("missing_file", path))
            return None
        if self.sizes[path] > limit:
            self.findings.append(Finding.of("file_too_large", path, size=self.sizes[path], limit=limit))
            return None
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        try:
            with os.fdopen(os.open(self._root / path, flags | getattr(os, "O_BINARY", 0)), "rb") as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    raise OSError(0, "no longer a plain file")
                # One byte more than there should be shows a file that grew; asking for the limit would cost its memory.
                data = file.read(self.sizes[path] + 1)
        except OSError as error:
            self.findings.append(Finding.of("unreadable", path, reason=error.strerror))
            return None
        if len(data) > self.sizes[path]:
            self.findings.append(Finding.of("unreadable", path, reason="it grew while it was read"))
            return None
        return data


class _Reader:
    """One reading of one folder; it stops only where nothing is left to rest on."""

    def __init__(self, root: Path, bodies: Bodies, strict: bool, keep: bool) -> None:
        self._folder = _Folder(root)
        self.findings = self._folder.findings
        self._acts = ActsInOrder(bodies, keep=keep)
        self._strict = strict
        self._keep = keep

    def read(self, policy_text: str | None, old_checkpoint: str | None) -> Record | None:
        """Check everything, in the order in which one thing rests on another."""
        own_policy = self._folder.read("policy", MAX_POLICY)
        policy = self._policy(own_policy, policy_text)
        head_text = self._folder.read("checkpoint", MAX_NOTE)
        if policy is None or head_text is None:
            return None
        signatures = Signatures(policy, strict=self._strict)
        head = signatures.open("checkpoint", head_text, quorum=self._strict or policy_text is not None)
        if head is None or not self._enough_bundles(head.checkpoint.size):
            self.findings += signatures.findings
            return None
        signed = {"checkpoint": head.checkpoint, **self._published(signatures, head.checkpoint, head_text)}
        kept = signatures.open_kept(old_checkpoint, head.checkpoint)
        self.findings += signatures.findings
        log = LogFiles(self._folder, self._acts, strict=self._strict)
        confirmed = log.check(head.checkpoint, signed, kept)
        self._opening(head.checkpoint, own_policy)
        self.findings += self._acts.governing.check_retired(signatures.checked, policy)
        blobs = self._blobs()
        self.findings += self._acts.governing.check_former_policies(blobs)
        self.findings[:] = [one for one in self.findings if not self._was_right_then(one, blobs)]
        figures = self._figures(head.checkpoint.size)
        self._unknown_files(head.checkpoint.size)
        if not confirmed or self._acts.refused:
            return None
        unseen = old_checkpoint is None and (policy.quorum == "none" or not head.quorum_met)
        return Record(
            origin=head.checkpoint.origin,
            size=head.checkpoint.size,
            root=head.checkpoint.root,
            checkpoint=head_text.decode(),
            policy=policy,
            cosigned=head.cosigned,
            quorum_met=head.quorum_met,
            keys_from_record=policy_text is None,
            acts=tuple(self._acts.acts),
            blobs=blobs,
            figures_json=figures,
            notices=(*self._notices(policy_text is None, unseen), *self._acts.notices, *log.notices),
        )

    def _find(self, code: str, where: str, **params: object) -> None:
        self.findings.append(Finding.of(code, where, **params))

    def _policy(self, own_policy: bytes | None, given: str | None) -> Policy | None:
        own = None if own_policy is None else self._parsed("policy", own_policy)
        if own and self._strict and own.format().encode() != own_policy:
            self._find("policy_not_canonical", "policy")
        return own if given is None else self._parsed(GIVEN_POLICY, given)

    def _parsed(self, where: str, text: str | bytes) -> Policy | None:
        try:
            return Policy.parse(text)
        except RecordError as error:
            self._find("policy_broken", where, reason=error)
            return None

    def _enough_bundles(self, size: int) -> bool:
        # A signed size may be anything; without this a few bytes would keep the reader busy for ever.
        wanted = -(-size // WIDTH)
        there = sum(path.startswith("tile/entries/") for path in self._folder.sizes)
        if wanted > there + MAX_MISSING:
            self._find("bundles_missing", "tile/entries", wanted=wanted, there=there)
            return False
        return True

    def _published(self, signatures: Signatures, head: Checkpoint, head_text: bytes) -> dict[str, Checkpoint]:
        """Return the checkpoints that were published and are well signed, by path."""
        newest = f"checkpoints/{head.size}"
        signed = {}
        # The copy under its size is written just after the head: its absence is a fault of a log at rest only.
        first = [newest] if self._strict or newest in self._folder.sizes else []
        for path in [*first, *(path for path in self._folder.sizes if path != newest)]:
            named = _published.fullmatch(path)
            text = self._folder.read(path, MAX_NOTE) if named else None
            if named is None or text is None:
                continue
            found = signatures.open_published(path, text, int(named.group(1)), head)
            if found:
                signed[path] = found
            if found and path == newest and not bears_all_of(head_text, text):
                self._find("head_differs", "checkpoint", other=path)
        return signed

    def _was_right_then(self, one: Finding, blobs: dict[str, bytes]) -> bool:
        """Say whether an older checkpoint is without this fault under the policy of its time."""
        named = _published.fullmatch(one.where) if one.code in ("quorum_missing", "unknown_signature") else None
        digest = self._acts.governing.former_policy(int(named.group(1))) if named else None
        if digest is None or digest not in blobs:
            return False
        text = self._folder.read(one.where, MAX_NOTE) or b""
        try:
            return excused(one, text, Policy.parse(blobs[digest]))
        except RecordError:
            # That it cannot be read is a finding of its own.
            return False

    def _opening(self, head: Checkpoint, own_policy: bytes | None) -> None:
        """Compare the first act with the checkpoint and the policy beside it."""
        if head.size == 0:
            self._find("not_opened", "checkpoint", act="")
        opened = self._acts.governing.opened
        if opened and opened.origin != head.origin:
            self._find("wrong_origin", "checkpoint", origin=head.origin, wanted=opened.origin)
        self.findings += self._acts.governing.check_policy(own_policy)

    def _blobs(self) -> dict[str, bytes]:
        """Check every blob by its hash, and that all are there which an act cites, in the size cited."""
        policies = set(self._acts.governing.policies)
        cited = {digest for digest, _ in self._acts.cited} | policies
        kept, lengths = {}, {}
        for path in self._folder.sizes:
            named = _blob.fullmatch(path)
            data = self._folder.read(path, MAX_BLOB) if named else None
            if named is None or data is None:
                continue
            digest, found = named.group(1), sha256(data).hexdigest()
            lengths[digest] = len(data)
            if found != digest:
                self._find("blob_altered", path, found=found)
            elif self._keep or digest in policies:
                kept[digest] = data
            if self._strict and digest not in cited and not self._acts.refused:
                self._find("blob_unreferenced", path)
        for (digest, size), by in self._acts.cited.items():
            path = f"blob/sha256/{digest}"
            if path not in self._folder.sizes:
                self._find("blob_missing", path, cited_by=by)
            elif lengths.get(digest, size) != size:
                self._find("blob_size", path, size=lengths[digest], wanted=size, cited_by=by)
        return kept

    def _figures(self, size: int) -> bytes | None:
        path = figures_path(size)
        return self._folder.read(path, MAX_FIGURES) if path in self._folder.sizes else None

    def _unknown_files(self, size: int) -> None:
        for path in self._folder.sizes if self._strict else ():
            named = _blob.fullmatch(path) or _published.fullmatch(path) or tile_at(path)
            if not named and path not in ("checkpoint", "policy", figures_path(size)):
                self._find("unknown_file", _shown(path))

    def _notices(self, own_keys: bool, unseen: bool) -> Iterator[Finding]:
        if own_keys:
            yield Finding.of("keys_from_record", "policy")
        if unseen:
            yield Finding.of("nothing_to_compare", "checkpoint")


def figures_path(size: int) -> str:
    """Return where the figures of a log of this size lie under its folder.

    They stand under their size, so that a head and its numbers always belong together.
    """
    return f"figures/{size}.json"


def _shown(path: str) -> str:
    """Return a path that can be printed, whatever bytes its name holds."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
