"""Filling a database that is behind its published log again, from the published files and nothing else.

The files are checked first, strictly. Then everything goes in as it was: texts, entries, their numbers, signed heads.
What the database still holds must be what the files say; nothing in it is changed.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec
from django.db import transaction

from isonomia.errors import RecordError
from isonomia.record.checkpoint import Checkpoint
from isonomia.record.merkle import Frontier, leaf_hashes
from isonomia.record.policy import Policy
from isonomia.record.reading import Record, check
from isonomia.record.tiles import ENTRIES, WIDTH, split_bundle, tiles_of_level
from isonomia.reform.road import BODIES
from isonomia_site.record import models
from isonomia_site.record.files import held, make_folders, write
from isonomia_site.record.index import rebuild_from_record
from isonomia_site.record.sequencer import keep_turn, take_turn

CHUNK = 10
"""Bundles of 256 entries that go in together, in one transaction."""


@dataclass(frozen=True, slots=True)
class Refilled:
    """What was put in: entries, numbers and signed heads that were missing; and the matters of the index."""

    size: int
    entries: int
    numbers: int
    heads: int
    matters: int


def refill(root: Path, policy_text: str | None = None) -> Refilled:
    """Put into the database what a published record holds and the database has lost.

    Interrupted, it goes on where it stopped.

    Raises:
        RecordError: the strict check finds a fault, or the database holds what the files contradict.
        ConflictError: somebody is publishing there, or has taken the turn.
    """
    with held(root):
        record, findings = check(root, BODIES, policy_text=policy_text, strict=True, keep=False)
        if record is None or findings:
            shown = "; ".join(f"{one.code} at {one.where}" for one in findings[:3])
            raise RecordError(f"{len(findings)} faults in the record of {root}, nothing was filled in: {shown}")
        return _Refill(root, record).run(take_turn())


AHEAD = ("beyond_end", "unknown_file", "blob_unreferenced")


def bring_to_rest(root: Path, aside: Path, policy_text: str | None = None) -> list[str]:
    """Bring a publication that was interrupted to rest, when the database that knew the rest of it is lost.

    What lies ahead of the signed head, and leftovers, are moved into a folder aside: acts among them were entered, and
    never signed; they can be read there. Return what was moved.

    Raises:
        RecordError: more is wrong with the record than that; nothing was moved.
    """
    with held(root):
        record, broken = check(root, BODIES, policy_text=policy_text, keep=False)
        if record is None or broken:
            raise RecordError(f"{len(broken)} faults in the record of {root}, nothing was moved")
        copy = f"checkpoints/{record.size}"
        if not (root / copy).exists():
            write(root, copy, record.checkpoint.encode())
        _, findings = check(root, BODIES, policy_text=policy_text, strict=True, keep=False)
        moved = sorted({one.where for one in findings if one.code in AHEAD})
        for name in moved:
            make_folders((aside / name).parent)
            shutil.move(root / name, aside / name)
    return moved


class _Refill:
    """One filling, from files that were found right."""

    def __init__(self, root: Path, record: Record) -> None:
        self._root = root
        self._record = record
        self._tiles = list(tiles_of_level(ENTRIES, record.size))
        self._entries = self._numbers = 0
        signed = {size: bytes(root) for size, root in models.Checkpoint.objects.values_list("size", "root")}
        self._digests = self._read_again(signed)

    def _read_again(self, signed: Mapping[int, bytes]) -> list[bytes]:
        """Digest every bundle: what goes in is what leads to the signed root, and to each head that was signed here."""
        frontier, digests, roots = Frontier(), [], {0: Frontier().root()}
        for tile in self._tiles:
            data = (self._root / tile.path).read_bytes()
            digests.append(sha256(data).digest())
            for hashed in leaf_hashes(split_bundle(data)):
                frontier.append(hashed)
                if frontier.size in signed:
                    roots[frontier.size] = frontier.root()
        if frontier.root() != self._record.root:
            raise RecordError(f"the files of {self._root} changed while they were read: nothing was filled in")
        for size, root in signed.items():
            if roots.get(size) != root:
                raise RecordError(f"a head of {size} entries was signed here that is none of the past of {self._root}")
        return digests

    def run(self, token: int) -> Refilled:
        """Put in what is missing, some bundles at a time; nobody else may number or publish meanwhile."""
        stored = models.Leaf.objects.count()
        if stored > self._record.size:
            raise RecordError(
                f"the database holds {stored} numbered entries, more than the {self._record.size} of {self._root}: "
                "there is nothing to fill in"
            )
        self._texts()
        for start in range(0, len(self._tiles), CHUNK):
            entries = [entry for at in range(start, min(start + CHUNK, len(self._tiles))) for entry in self._bundle(at)]
            with transaction.atomic():
                keep_turn(token)
                self._put(self._tiles[start].index * WIDTH, entries)
        with transaction.atomic():
            keep_turn(token)
            added = sum(self._put_head(checkpoint, note, lines) for checkpoint, note, lines in self._heads())
        return Refilled(self._record.size, self._entries, self._numbers, added, rebuild_from_record())

    def _bundle(self, at: int) -> list[bytes]:
        data = (self._root / self._tiles[at].path).read_bytes()
        if sha256(data).digest() != self._digests[at]:
            raise RecordError(f"{self._tiles[at].path} changed while it was filled in")
        return split_bundle(data)

    def _put(self, start: int, entries: Sequence[bytes]) -> None:
        """Put in what is missing of some entries, which must otherwise stand here already, number by number."""
        hashes = leaf_hashes(entries)
        numbered = self._numbered(start, hashes, entries)
        if numbered == len(entries):
            return
        there = self._entered(entries[numbered:])
        missing = [entry for entry in entries[numbered:] if entry not in there]
        self._refuse_taken_places(missing)
        models.Entry.objects.bulk_create([_row(entry) for entry in missing])
        self._entries += len(missing)
        keys = self._entered(entries[numbered:])
        leaves = [
            models.Leaf(leaf_index=start + at, entry_id=keys[entries[at]], leaf_hash=hashes[at])
            for at in range(numbered, len(entries))
        ]
        models.Leaf.objects.bulk_create(leaves)
        self._numbers += len(leaves)

    def _numbered(self, start: int, hashes: Sequence[bytes], entries: Sequence[bytes]) -> int:
        """How many of these entries have their numbers here.

        Raises:
            RecordError: a number stands for something else here.
        """
        rows = models.Leaf.objects.filter(leaf_index__gte=start, leaf_index__lt=start + len(entries))
        count = 0
        for index, hashed, body in rows.order_by("leaf_index").values_list("leaf_index", "leaf_hash", "entry__body"):
            if index != start + count or bytes(hashed) != hashes[count] or bytes(body) != entries[count]:
                raise RecordError(f"number {start + count} of the log is another act here than in {self._root}")
            count += 1
        return count

    def _entered(self, entries: Sequence[bytes]) -> dict[bytes, int]:
        """Which of these entries stand here, by their bytes, numbered or not.

        Raises:
            RecordError: an act of the same id says something else here.
        """
        wanted = {_id_of(entry): entry for entry in entries}
        found = {}
        for key, act_id, body in models.Entry.objects.filter(act_id__in=wanted).values_list("pk", "act_id", "body"):
            if bytes(body) != wanted[act_id]:
                raise RecordError(f"the act {act_id} says something else here than in {self._root}")
            found[bytes(body)] = key
        return found

    def _refuse_taken_places(self, entries: Sequence[bytes]) -> None:
        rows = [_row(entry) for entry in entries]
        matters = {row.matter for row in rows}
        taken = set(models.Entry.objects.filter(matter__in=matters).values_list("matter", "place"))
        for row in rows:
            if (row.matter, row.place) in taken:
                raise RecordError(
                    f"another act stands at place {row.place} of {row.matter} here than {row.act_id} of {self._root}"
                )

    def _texts(self) -> None:
        """Put in the policy and every text that is missing, each looked at again."""
        policy = (self._root / "policy").read_bytes()
        _put_text(sha256(policy).hexdigest(), policy)
        for path in sorted((self._root / "blob" / "sha256").glob("*")):
            _put_text(path.name, path.read_bytes())

    def _heads(self) -> Iterator[tuple[Checkpoint, str, list[str]]]:
        """Every published head: what it says, the note as the log signed it, and the lines of the witnesses."""
        policy = self._record.policy
        for path in sorted((self._root / "checkpoints").glob("*"), key=lambda one: int(one.name)):
            note = path.read_text(encoding="utf-8")
            yield policy.check(note).checkpoint, *_divided(note, policy)

    def _put_head(self, head: Checkpoint, note: str, lines: Sequence[str]) -> bool:
        _, added = models.Checkpoint.objects.get_or_create(size=head.size, defaults={"root": head.root, "note": note})
        for line in lines:
            models.Cosignature.objects.get_or_create(size=head.size, line=line)
        return added


def _put_text(digest: str, data: bytes) -> None:
    if sha256(data).hexdigest() != digest:
        raise RecordError(f"the text {digest} changed while it was filled in")
    there, _ = models.Blob.objects.get_or_create(sha256=digest, defaults={"body": data})
    if bytes(there.body) != data:
        raise RecordError(f"the text {digest} holds other bytes here than were published")


def _divided(note: str, policy: Policy) -> tuple[str, list[str]]:
    """A note as the log signed it, and the lines that witnesses added."""
    text, gap, signatures = note.rpartition("\n\n")
    lines = signatures.splitlines(keepends=True)
    own = {log.vkey.partition("+")[0] for log in policy.logs}
    kept = [line for line in lines if line.split(" ")[1] in own]
    return text + gap + "".join(kept), [line for line in lines if line not in kept]


class _Header(msgspec.Struct):
    id: str
    matter: str
    place: int


_header = msgspec.json.Decoder(_Header)


def _id_of(entry: bytes) -> str:
    return _header.decode(entry).id


def _row(entry: bytes) -> models.Entry:
    header = _header.decode(entry)
    return models.Entry(act_id=header.id, matter=header.matter, place=header.place, body=entry)
