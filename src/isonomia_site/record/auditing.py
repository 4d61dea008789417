"""Reading the numbered part of the record again before it is signed: every byte against its hash, every head."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from isonomia.errors import RecordError
from isonomia.record.act import Act, cited_blobs, read_entry
from isonomia.record.acts import KeyRetired, RecordOpened
from isonomia.record.checkpoint import Checkpoint, VerifierKey
from isonomia.record.governing import Governing
from isonomia.record.merkle import Frontier, leaf_hashes
from isonomia.record.policy import Policy
from isonomia.reform.road import BODIES, Reform, adopted
from isonomia_site.record.models import RECORD, Blob, Leaf

CHUNK = 2_560
REFILL = "fill it again with `isonomia record refill FOLDER`, from the published folder"


class Audited:
    """What the database holds of the log, as far as it was read and found to fit; nothing of it is kept twice."""

    policy: Policy
    policy_text: bytes
    reform: Reform

    def __init__(self) -> None:
        self._frontier = Frontier()
        self._origin = ""
        self._heads: dict[int, set[str]] = {}
        self._new_blobs: set[str] = set()
        self._retired: list[KeyRetired] = []
        self._former_policies: list[str] = []

    @property
    def size(self) -> int:
        """How many entries were read."""
        return self._frontier.size

    def begin(self, heads: Iterable[str]) -> None:
        """Start from nothing: what opens the log, its law, and the heads that its past must lead to.

        Raises:
            RecordError: there is no opening act, a head is not the log's, or one is beyond what is stored.
        """
        acts = list(_acts_that_rule())
        if not acts or acts[0].index != 0 or not isinstance(acts[0].body, RecordOpened):
            raise RecordError("the first entry of a record opens it: there is nothing to publish")
        self._origin = acts[0].body.origin
        self._govern(acts)
        named = {digest for act in acts for digest, _ in cited_blobs(act.body)}
        self.reform = Reform(adopted(acts, {digest: _blob(digest) for digest in named}), _Texts())
        stored = Leaf.objects.count()
        for note in heads:
            self._expect(note, stored)

    def _govern(self, acts: Iterable[Act]) -> None:
        governing = Governing([])
        for act in acts:
            governing.take(act, RECORD)
        if governing.findings:
            raise RecordError(
                f"the record governs itself in a way that no reader accepts: {governing.findings[0].code}"
            )
        self._retired = governing.retired
        current = governing.policies[-1]
        self._former_policies = [one for one in governing.policies if one != current]
        # The opening cites its policy by the hash alone; once another is in force, readers find it as a text.
        self._new_blobs.update(self._former_policies)
        self.policy_text = _blob(current)
        self.policy = Policy.parse(self.policy_text)

    def may_sign(self, key: VerifierKey, size: int) -> bool:
        """Whether a key is in the policy, and not retired for heads of this size."""
        retired = {one.vkey for one in self._retired if size >= one.from_size}
        named = [log.vkey for log in self.policy.logs if log.vkey not in retired]
        return key in [VerifierKey.parse(vkey) for vkey in named]

    def was_policy(self, text: bytes) -> bool:
        """Whether this was the policy of the record before the one in force."""
        return sha256(text).hexdigest() in self._former_policies

    def _expect(self, note: str, stored: int) -> None:
        checkpoint = self.policy.check(note).checkpoint
        if checkpoint.size > stored:
            raise RecordError(
                f"the database holds {stored} entries, behind the checkpoint of {checkpoint.size}: "
                f"nothing was signed; {REFILL}"
            )
        self._heads.setdefault(checkpoint.size, set()).add(checkpoint.body())

    def read_on(self) -> bool:
        """Read every entry that was numbered since; False where one of them changes the law of those before.

        Raises:
            RecordError: bytes do not fit their hash, a number is missing, or a former head tells another past.
        """
        begun = self.size
        for rows in _rows_from(self.size):
            acts = [self._act(index, hashed, body) for index, hashed, body in rows]
            if begun and any(act.matter == RECORD for act in acts):
                return False
            for act in acts:
                self._new_blobs.update(digest for digest, _ in cited_blobs(act.body))
                self.reform.take(act)
        for digest in self._new_blobs:
            _blob(digest)
        return True

    def _act(self, index: int, hashed: bytes, body: bytes) -> Act:
        if index != self.size:
            raise RecordError(f"number {self.size} of the log is missing: nothing was signed")
        if leaf_hashes([body]) != [hashed]:
            raise RecordError(f"the stored bytes of entry {index} are not those that were numbered: nothing was signed")
        self._frontier.append(hashed)
        if self.size in self._heads and self._heads[self.size] != {self.head().body()}:
            raise RecordError(
                f"the checkpoint of {self.size} entries has another root than the database: nothing was signed"
            )
        return read_entry(body, BODIES, index)

    def head(self) -> Checkpoint:
        """The head over all that was read."""
        return Checkpoint(self._origin, self.size, self._frontier.root())

    def former_sizes(self) -> list[int]:
        """The sizes of the heads that were signed before this reading began."""
        return sorted(self._heads)

    def new_blobs(self) -> Iterator[tuple[str, bytes]]:
        """The texts that were cited since this was last asked, each found to fit its hash."""
        while self._new_blobs:
            digest = self._new_blobs.pop()
            yield digest, _blob(digest)


def bodies_from(start: int, size: int) -> Iterator[list[bytes]]:
    """The bytes of the numbered entries from `start` on, some at a time, up to `size`."""
    for rows in _rows_from(start, size):
        yield [body for _, _, body in rows]


def _rows_from(start: int, size: int | None = None) -> Iterator[list[tuple[int, bytes, bytes]]]:
    """Number, hash and bytes of every entry from a number on, in chunks: a log need not fit into memory."""
    while True:
        end = start + CHUNK if size is None else min(start + CHUNK, size)
        rows = Leaf.objects.filter(leaf_index__gte=start, leaf_index__lt=end).order_by("leaf_index")
        found = [
            (index, bytes(hashed), bytes(body))
            for index, hashed, body in rows.values_list("leaf_index", "leaf_hash", "entry__body")
        ]
        if not found:
            return
        yield found
        start = found[-1][0] + 1


def _acts_that_rule() -> Iterator[Act]:
    """The acts of the record about itself: how it opened, and the law that it adopts."""
    rows = Leaf.objects.filter(entry__matter=RECORD).order_by("leaf_index")
    for index, body in rows.values_list("leaf_index", "entry__body"):
        yield read_entry(bytes(body), BODIES, index)


class _Texts(Mapping[str, bytes]):
    """Every text that is kept, by its hash: each is looked up when it is asked for, and none is kept here."""

    def __getitem__(self, digest: str) -> bytes:
        found = Blob.objects.filter(sha256=digest).values_list("body", flat=True).first()
        if found is None:
            raise KeyError(digest)
        return bytes(found)

    def __iter__(self) -> Iterator[str]:
        return iter(Blob.objects.values_list("sha256", flat=True))

    def __len__(self) -> int:
        return Blob.objects.count()


def _blob(digest: str) -> bytes:
    """Return a text, found to fit its hash."""
    found = Blob.objects.filter(sha256=digest).values_list("body", flat=True).first()
    if found is None or sha256(bytes(found)).hexdigest() != digest:
        raise RecordError(f"the text {digest} is missing or altered: nothing was signed")
    return bytes(found)
