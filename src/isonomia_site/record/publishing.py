"""Publishing: what was numbered becomes files under a signed head. Nothing is signed that was not read again.

The order is the promise: the database first, then entries, tiles and texts, then the signature into the
database, then the figures and every checkpoint by its size, and the newest checkpoint last.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.db import connection, transaction

from isonomia.errors import Finding, RecordError
from isonomia.figures import published
from isonomia.record.act import Act, cited_blobs, read_entry
from isonomia.record.acts import RecordOpened
from isonomia.record.checkpoint import Checkpoint, sign_note
from isonomia.record.merkle import Frontier, LeafHash, leaf_hash, leaf_hashes, root_hash
from isonomia.record.policy import Policy
from isonomia.record.reading import check
from isonomia.record.tiles import ENTRIES, published_files, split_bundle, split_tile, tiles_of_level
from isonomia.reform.road import BODIES, Reform, adopted
from isonomia_site.record import models
from isonomia_site.record.files import held, make_folders, sweep, write, write_once
from isonomia_site.record.sequencer import keep_turn, take_turn


@dataclass(frozen=True, slots=True)
class _Log:
    """The numbered part of the record, read again from the database and found to fit its hashes."""

    entries: list[bytes]
    acts: list[Act]
    blobs: dict[str, bytes]
    origin: str
    policy: Policy

    def root(self, size: int) -> bytes:
        """The root over the first entries."""
        return root_hash(self.entries[:size])


def publish(root: Path, signer: str) -> Checkpoint:
    """Publish every numbered entry under `root`, sign the head and return it; doing so again changes nothing.

    Args:
        signer: the log's signing key, which the record's own policy must name.
    Raises:
        RecordError: bytes, hashes, published files or a former head do not fit; then nothing is signed.
        ConflictError: another publisher has taken the turn, or is writing there.
    """
    if connection.in_atomic_block:
        raise RuntimeError("publish outside any transaction: only what is committed may be signed")
    make_folders(root)
    # The turn fences the database. It cannot fence the disk: between asking for it and writing, another may publish.
    with held(root):
        return _publish(root, signer, take_turn())


def _publish(root: Path, signer: str, token: int) -> Checkpoint:
    sweep(root)
    log = _read_log()
    head = Checkpoint(log.origin, len(log.entries), log.root(len(log.entries)))
    former = _former_heads(root, log)
    _write_tree(root, log, [*former, head.size])
    _compare_with_disk(root, head)
    _sign(head, signer, log.policy, token)
    write(root, "figures.json", published.published(Reform.after(log.acts, adopted(log.acts, log.blobs))))
    notes = dict(models.Checkpoint.objects.order_by("size").values_list("size", "note"))
    for size, note in notes.items():
        write_once(root, f"checkpoints/{size}", note.encode())
    keep_turn(token)
    write(root, "checkpoint", notes[head.size].encode())
    return head


def verify_published(root: Path) -> list[Finding]:
    """Put the published files to the law's own strict check; note in the database how it went."""
    record, findings = check(root, BODIES, strict=True)
    models.Check.objects.create(size=record.size if record else -1, faults=len(findings))
    return findings


def _read_log() -> _Log:
    """Read all numbered entries and what they cite, comparing bytes with hashes."""
    rows = models.Leaf.objects.order_by("leaf_index").values_list("leaf_index", "leaf_hash", "entry__body")
    entries: list[bytes] = []
    for index, hashed, body in rows:
        if index != len(entries):
            raise RecordError(f"number {len(entries)} of the log is missing: nothing was signed")
        entries.append(bytes(body))
        if leaf_hash(entries[-1]) != bytes(hashed):
            raise RecordError(f"the stored bytes of entry {index} are not those that were numbered: nothing was signed")
    acts = [read_entry(entry, BODIES, index) for index, entry in enumerate(entries)]
    if not acts or not isinstance(acts[0].body, RecordOpened):
        raise RecordError("the first entry of a record opens it: there is nothing to publish")
    opened = acts[0].body
    blobs = _read_blobs(acts, opened.policy_sha256)
    return _Log(entries, acts, blobs, opened.origin, Policy.parse(blobs.pop(opened.policy_sha256)))


def _read_blobs(acts: Iterable[Act], policy_sha256: str) -> dict[str, bytes]:
    """Return the policy and every text that an act cites, each found to fit its hash."""
    wanted = {digest for act in acts for digest, _ in cited_blobs(act.body)} | {policy_sha256}
    rows = models.Blob.objects.in_bulk(sorted(wanted))
    blobs = {digest: bytes(row.body) for digest, row in rows.items()}
    for digest in sorted(wanted):
        if digest not in blobs or sha256(blobs[digest]).hexdigest() != digest:
            raise RecordError(f"the text {digest} is missing or altered: nothing was signed")
    return blobs


def _former_heads(root: Path, log: _Log) -> list[int]:
    """Return the sizes signed before; refuse if a head, here or published, is not a beginning of this log."""
    heads = [(row.size, row.note) for row in models.Checkpoint.objects.order_by("size")]
    for path in [root / "checkpoint", *(root / "checkpoints").glob("*")]:
        if path.is_file():
            checked = log.policy.check(path.read_bytes())
            heads.append((checked.checkpoint.size, checked.note.text))
    roots: dict[int, bytes] = {}
    for size, note in heads:
        if size > len(log.entries):
            raise RecordError(
                f"the database holds {len(log.entries)} entries, behind the checkpoint of {size}: nothing was signed"
            )
        if size not in roots:
            roots[size] = log.root(size)
        if not note.startswith(Checkpoint(log.origin, size, roots[size]).body()):
            raise RecordError(
                f"the checkpoint of {size} entries has another root than the database: nothing was signed"
            )
    return sorted(roots)


def _write_tree(root: Path, log: _Log, sizes: list[int]) -> None:
    for name, data in published_files(log.entries, sizes):
        write_once(root, name, data)
    for digest, data in sorted(log.blobs.items()):
        write_once(root, f"blob/sha256/{digest}", data)
    write_once(root, "policy", log.policy.format().encode())


def _compare_with_disk(root: Path, head: Checkpoint) -> None:
    """Read bundles and tiles of leaf hashes back from the disk: they, too, must lead to the root."""
    tiles = Frontier()
    for tile, bundle in zip(tiles_of_level(0, head.size), tiles_of_level(ENTRIES, head.size), strict=True):
        hashes = split_tile((root / tile.path).read_bytes())
        if leaf_hashes(split_bundle((root / bundle.path).read_bytes())) != hashes:
            raise RecordError(f"{bundle.path} and {tile.path} differ on the disk: nothing was signed")
        tiles.extend([LeafHash(one) for one in hashes])
    if (tiles.size, tiles.root()) != (head.size, head.root):
        raise RecordError("the written tiles lead to another root than the database: nothing was signed")


def _sign(head: Checkpoint, signer: str, policy: Policy, token: int) -> None:
    """Sign the head and keep it in the database, before anybody sees it."""
    note = sign_note(head.body(), signer)
    policy.check(note)
    with transaction.atomic():
        keep_turn(token)
        models.Checkpoint.objects.get_or_create(size=head.size, defaults={"root": head.root, "note": note})
