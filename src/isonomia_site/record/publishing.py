"""Publishing: what was numbered becomes files under a signed head. Nothing is signed that was not read again.

The order is the promise: the database first, then entries, tiles and texts, then the signature into the
database, then the witnesses, the figures, the newest checkpoint, and its copy under its size.
"""

import logging
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from django.db import connection, transaction
from django.dispatch import Signal

from isonomia.errors import Finding, RecordError
from isonomia.figures import published
from isonomia.record.checkpoint import Checkpoint, SigningKey, sign_note, stated_in
from isonomia.record.growing import GrowingLog
from isonomia.record.merkle import EMPTY_ROOT
from isonomia.record.policy import Policy
from isonomia.record.reading import check, figures_path
from isonomia.record.tiles import tiles_of_sizes
from isonomia.reform.road import BODIES
from isonomia_site.record import models
from isonomia_site.record.auditing import REFILL, Audited, bodies_from
from isonomia_site.record.files import held, make_folders, sweep, write, write_once
from isonomia_site.record.reader import cosignatures
from isonomia_site.record.sequencer import Sequencer, keep_turn, numbered, take_turn
from isonomia_site.record.tree import Proofs, published_tree

head_published = Signal()
"""Sent with `size` when a head is published: what desks read out of the record follows it. Nothing hangs on it here."""

_log = logging.getLogger(__name__)


class Witnesses(Protocol):
    """Those who watch the log, as the publisher asks them (`witnessing`)."""

    def cosign(self, note: str, policy: Policy, proofs: Proofs) -> str:
        """Return the note with the lines that came."""

    def refuse_if_behind(self, note: str, policy: Policy, proofs: Proofs) -> None:
        """Raise RecordError where one of them has seen a larger log than that of this note."""


def publish(root: Path, signer: str) -> Checkpoint:
    """Number what is waiting and publish it under `root`; doing so again changes nothing. See `Publisher.publish`."""
    return Publisher(root, [signer]).publish()


def verify_published(root: Path) -> list[Finding]:
    """Put the published files to the law's own strict check; note in the database how it went."""
    record, findings = check(root, BODIES, strict=True)
    models.Check.objects.create(size=record.size if record else -1, faults=len(findings))
    return findings


class Publisher:
    """Publishes one log into one folder, again and again.

    At first, and after any fault, everything is read and compared: database, former heads, files. From then on
    each publication reads what is new and the right edge of the tree, whatever the size of the log.
    """

    def __init__(self, root: Path, signers: Sequence[str], witnesses: Witnesses | None = None) -> None:
        """Take the folder, the signing keys of the log (each named in its policy), and a way to ask witnesses."""
        self._root = root
        self._signers = signers
        self._witnesses = witnesses
        self._sequencer = Sequencer()
        self._audited = Audited()
        self._written = GrowingLog()
        self._anew = True
        self._asked = False

    def publish(self) -> Checkpoint:
        """Number and publish every entry that is waiting, sign the head and return it.

        Raises:
            RecordError: bytes, hashes, published files or a former head do not fit; then nothing is signed.
            ConflictError: another publisher has taken the turn, or is writing there.
        """
        if connection.in_atomic_block:
            raise RuntimeError("publish outside any transaction: only what is committed may be signed")
        make_folders(self._root)
        try:
            # The turn fences the database. It cannot fence the disk: before a file is written, another may publish.
            with held(self._root):
                head = self._publish(take_turn())
        except BaseException:
            # What is remembered may be half of the truth now: begin anew.
            self.forget()
            raise
        for receiver, answer in head_published.send_robust(Publisher, size=head.size):
            if isinstance(answer, Exception):
                _log.error("%s could not follow the head of %d: %s", receiver, head.size, answer)
        return head

    def _publish(self, token: int) -> Checkpoint:
        self._refuse_if_behind()
        self._sequencer.run(token)
        self._begin()
        if not self._audited.read_on():
            # A new rulebook or policy casts another light on all that stands before it.
            self.forget()
            self._begin()
            self._audited.read_on()
        head = self._audited.head()
        full = self._write_on(head)
        note = self._signed(head, token)
        write(self._root, figures_path(head.size), published.published(self._audited.reform))
        keep_turn(token)
        self._write_policy()
        write(self._root, "checkpoint", note.encode())
        write(self._root, f"checkpoints/{head.size}", note.encode())
        if self._anew:
            # Not earlier: a head that was signed and never published would stand there beyond the newest checkpoint.
            self._write_former_heads()
        self._tidy(full, head.size)
        self._anew = False
        return head

    def _refuse_if_behind(self) -> None:
        """Number nothing in a database that has lost numbers: they would be given a second time, for ever."""
        stored = numbered()
        heads = [stated_in(note) for note in self._heads()] if self._anew else []
        published = max((head.size for head in heads), default=self._written.size)
        if published > stored:
            raise RecordError(
                f"the database holds {stored} numbered entries, behind the checkpoint of {published}: "
                f"nothing was numbered or signed; {REFILL}"
            )

    def _begin(self) -> None:
        """Look at everything, unless this is the log that was published here last."""
        last = models.Checkpoint.objects.order_by("-size").first()
        if self._audited.size and last and last.size == self._written.size == self._audited.size:
            return
        self.forget()
        sweep(self._root)
        self._audited.begin(self._heads())

    def forget(self) -> None:
        """Look at everything again at the next publication."""
        self._audited = Audited()
        self._written = GrowingLog()
        self._anew = True
        self._asked = False

    def _heads(self) -> Iterator[str]:
        """Every head that was signed here or stands in the folder, whoever put it there."""
        yield from models.Checkpoint.objects.order_by("size").values_list("note", flat=True)
        for path in [self._root / "checkpoint", *(self._root / "checkpoints").glob("*")]:
            if path.is_file():
                yield path.read_text(encoding="utf-8")

    def _write_on(self, head: Checkpoint) -> list[str]:
        """Write the files of all that is new; what lies there already must be the same. Return which tiles are full."""
        full = []
        for bodies in bodies_from(self._written.size, head.size):
            for name, data in self._written.extend(bodies):
                write_once(self._root, name, data)
                full.append(name)
        # What former heads need was written with them: it is looked at once, when everything is.
        former = self._audited.former_sizes() if self._anew else []
        for tile in tiles_of_sizes([*former, head.size]):
            if not tile.full:
                write_once(self._root, tile.path, self._written.part(tile))
        for digest, data in self._audited.new_blobs():
            write_once(self._root, f"blob/sha256/{digest}", data)
        tree = published_tree(self._root, head.size)
        if (self._written.size, self._written.root()) != (head.size, head.root) or tree.root() != head.root:
            raise RecordError("the written tiles lead to another root than the database: nothing was signed")
        return full

    def _write_policy(self) -> None:
        """Write the policy in force; it takes the place of a former one of this record, and of nothing else."""
        path = self._root / "policy"
        if path.exists() and self._audited.was_policy(path.read_bytes()):
            write(self._root, "policy", self._audited.policy_text)
        else:
            write_once(self._root, "policy", self._audited.policy_text)

    def _write_former_heads(self) -> None:
        """Write what was signed and stored, and is missing here: a kill, or a lost folder."""
        for size, note in models.Checkpoint.objects.order_by("size").values_list("size", "note"):
            name = f"checkpoints/{size}"
            if not (self._root / name).exists():
                write(self._root, name, (note + "".join(cosignatures(size))).encode())

    def _signed(self, head: Checkpoint, token: int) -> str:
        """Sign the head and keep it in the database before anybody sees it; then let the witnesses see it."""
        stored = models.Checkpoint.objects.filter(size=head.size).first()
        if stored is None:
            self._ask_witnesses_first()
            note = sign_note(head.body(), self._keys(head.size))
            self._audited.policy.check(note)
            with transaction.atomic():
                keep_turn(token)
                stored = models.Checkpoint.objects.create(size=head.size, root=head.root, note=note)
        return self._cosigned(head, stored.note)

    def _keys(self, size: int) -> list[str]:
        """The keys that sign a head of this size: those in the policy that are not retired by then."""
        keys = [one for one in self._signers if self._audited.may_sign(SigningKey.parse(one).verifier(), size)]
        if not keys:
            raise RecordError(
                f"no key here may sign a head of {size} entries: the policy names others, or retired them"
            )
        return keys

    def _ask_witnesses_first(self) -> None:
        """Show the witnesses the newest stored head before another is signed: one may have seen a larger log.

        Where none is stored, they are shown the head of the empty log, which no other can contradict.
        """
        if self._witnesses is None or self._asked:
            return
        last = models.Checkpoint.objects.order_by("-size").first()
        empty = Checkpoint(self._audited.head().origin, 0, EMPTY_ROOT)
        size, note = (last.size, last.note) if last else (0, sign_note(empty.body(), self._keys(0)))
        proofs = published_tree(self._root, size).consistency
        self._witnesses.refuse_if_behind(note, self._audited.policy, proofs)
        self._asked = True

    def _cosigned(self, head: Checkpoint, note: str) -> str:
        """Return the note with every cosignature that is known; ask those that are not."""
        known = note + "".join(cosignatures(head.size))
        if self._witnesses is None:
            return known
        proofs = published_tree(self._root, head.size).consistency
        answered = self._witnesses.cosign(known, self._audited.policy, proofs)
        for line in answered.removeprefix(known).splitlines(keepends=True):
            models.Cosignature.objects.get_or_create(size=head.size, line=line)
        return answered

    def _tidy(self, full: Sequence[str], size: int) -> None:
        """Remove partial tiles that a full one replaces, and the figures of older heads."""
        for name in full:
            shutil.rmtree(self._root / f"{name}.p", ignore_errors=True)
        for path in (self._root / "figures").glob("*.json"):
            if path.name != f"{size}.json":
                path.unlink()
