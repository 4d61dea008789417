"""The tree over the entries of a log: hashes, proofs and their verification, as RFC 9162 (2.1) has them.

Entries are plain `bytes`. A hash of an entry is a `LeafHash`, so that neither can be taken for the other:
functions that take both hash the first and keep the second.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import islice
from typing import Self

from isonomia.errors import RecordError

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()

MAX_PROOF = 63
"""The most hashes that are read as one proof, as C2SP tlog-witness has it."""

_CHUNK = 1024


class LeafHash(bytes):
    """The hash of an entry: bytes that say "already hashed"."""

    __slots__ = ()


def leaf_hash(data: bytes) -> LeafHash:
    """Hash one entry as a leaf of the tree."""
    return LeafHash(sha256(b"\x00" + data).digest())


def leaf_hashes(leaves: Iterable[bytes]) -> list[bytes]:
    """Hash many entries as leaves; those that are a `LeafHash` stay as they are."""
    return [leaf if type(leaf) is LeafHash else sha256(b"\x00" + leaf).digest() for leaf in leaves]


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two hashes as an inner node of the tree."""
    return sha256(b"\x01" + left + right).digest()


def subtree_hash(hashes: Sequence[bytes]) -> bytes:
    """Return the hash over a full subtree; the number of its hashes must be a power of two."""
    count = len(hashes)
    if count == 0 or count & (count - 1):
        raise RecordError(f"a full subtree holds a power of two of hashes, not {count}")
    while len(hashes) > 1:
        pairs = zip(hashes[::2], hashes[1::2], strict=True)
        hashes = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
    return hashes[0]


class Frontier:
    """The right edge of a growing tree: enough to add leaves and to tell the root at any time.

    It keeps one hash for each full subtree, at most as many as the size has binary digits.
    """

    __slots__ = ("_peaks", "_size")

    def __init__(self) -> None:
        self._size = 0
        self._peaks: list[bytes] = []

    @property
    def size(self) -> int:
        """The number of leaves so far."""
        return self._size

    def copy(self) -> Self:
        """Return a frontier that grows apart from this one."""
        twin = type(self)()
        twin._size, twin._peaks = self._size, self._peaks.copy()
        return twin

    def append(self, subtree: bytes, height: int = 0) -> None:
        """Add one leaf hash, or that of a full subtree of 2**height leaves where one begins."""
        if len(subtree) != HASH_SIZE:
            raise RecordError(f"a hash has {HASH_SIZE} bytes, not {len(subtree)}")
        if self._size & ((1 << height) - 1):
            raise RecordError(f"a subtree of height {height} does not fit at {self._size}")
        size = self._size >> height
        while size & 1:
            subtree = sha256(b"\x01" + self._peaks.pop() + subtree).digest()
            size >>= 1
        self._peaks.append(subtree)
        self._size += 1 << height

    def extend(self, hashes: Sequence[bytes]) -> None:
        """Add many leaf hashes in their order, as whole subtrees where they fill one."""
        start, end = 0, len(hashes)
        while start < end:
            height = (end - start).bit_length() - 1
            if self._size:
                height = min(height, (self._size & -self._size).bit_length() - 1)
            stop = start + (1 << height)
            self.append(subtree_hash(hashes[start:stop]), height)
            start = stop

    def root(self) -> bytes:
        """Return the root over all leaves so far."""
        if not self._peaks:
            return EMPTY_ROOT
        found = self._peaks[-1]
        for peak in self._peaks[-2::-1]:
            found = node_hash(peak, found)
        return found


def root_hash(leaves: Iterable[bytes]) -> bytes:
    """Return the root over all leaves, in their order.

    Args:
        leaves: entries (plain bytes, hashed here) or `LeafHash` values; read once and not kept.

    >>> root_hash([b"a", b"b"]) == root_hash([leaf_hash(b"a"), leaf_hash(b"b")])
    True
    """
    frontier = Frontier()
    remaining = iter(leaves)
    while chunk := list(islice(remaining, _CHUNK)):
        frontier.extend(leaf_hashes(chunk))
    return frontier.root()


def inclusion_proof(leaves: Iterable[bytes], index: int) -> list[bytes]:
    """Return the hashes that lead from the leaf at `index` to the root over all leaves."""
    hashes = leaf_hashes(leaves)
    return [_range_root(hashes, low, high) for low, high in inclusion_ranges(index, len(hashes))]


def consistency_proof(leaves: Iterable[bytes], size1: int) -> list[bytes]:
    """Return the hashes that show the tree over the first `size1` leaves to be the beginning of the whole."""
    hashes = leaf_hashes(leaves)
    return [_range_root(hashes, low, high) for low, high in consistency_ranges(size1, len(hashes))]


def inclusion_ranges(index: int, size: int) -> list[tuple[int, int]]:
    """Return the ranges of leaves (first, and one past the last) whose hashes make a proof of inclusion."""
    if not 0 <= index < size:
        raise RecordError(f"there is no leaf {index} in a tree of {size}")
    ranges = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            ranges.append((middle, high))
            high = middle
        else:
            ranges.append((low, middle))
            low = middle
    return ranges[::-1]


def consistency_ranges(size1: int, size2: int) -> list[tuple[int, int]]:
    """Return the ranges of leaves whose hashes make a proof of consistency between two sizes of one tree."""
    if not 0 < size1 <= size2:
        raise RecordError(f"no consistency to show from {size1} to {size2}: wanted 1 to {size2}")
    ranges: list[tuple[int, int]] = []
    low, high = 0, size2
    # RFC 9162, 2.1.4.1: SUBPROOF; the flag b is true as long as the known tree begins at 0
    while size1 != high:
        middle = low + _split(high - low)
        if size1 <= middle:
            ranges.append((middle, high))
            high = middle
        else:
            ranges.append((low, middle))
            low = middle
    if low:
        ranges.append((low, high))
    return ranges[::-1]


def verify_inclusion(leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Check that a leaf stands at `index` in the tree of `size` leaves that has this root.

    Raises:
        RecordError: it does not, or the proof does not show it.
    """
    _check_lengths(leaf_hash, root, *proof)
    # RFC 9162, 2.1.3.2
    if not 0 <= index < size:  # 1
        raise RecordError(f"there is no leaf {index} in a tree of {size}")
    fn, sn, r = index, size - 1, leaf_hash  # 2, 3
    for p in proof:  # 4
        if sn == 0:  # 4.1
            raise RecordError("the proof of inclusion is too long")
        if fn & 1 or fn == sn:  # 4.2
            r = node_hash(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:  # 4.3
            r = node_hash(r, p)
        fn, sn = fn >> 1, sn >> 1  # 4.4
    if sn:  # 5
        raise RecordError("the proof of inclusion is too short")
    if r != root:
        raise RecordError(f"the proof leads to the root {r.hex()}, not to {root.hex()}")


def verify_consistency(size1: int, size2: int, proof: Sequence[bytes], root1: bytes, root2: bytes) -> None:
    """Check that the tree of `size1` leaves is the beginning of the tree of `size2` leaves.

    An empty tree is refused as a beginning of a larger one: it would prove nothing.

    Raises:
        RecordError: it is not, or the proof does not show it.
    """
    if not 0 <= size1 <= size2:
        raise RecordError(f"a tree of {size1} leaves is no beginning of one of {size2}")
    if size1 == size2:
        # Nothing is hashed here: trees of one size are consistent exactly when their roots are equal.
        if proof or root1 != root2:
            raise RecordError(f"two trees of {size1} leaves need the same root and no proof")
        return
    _check_lengths(root1, root2, *proof)
    if size1 == 0 or not proof:
        raise RecordError(f"no proof leads from {size1} to {size2} leaves")
    first, second = _both_roots(size1, size2, proof, root1)
    if first != root1:
        raise RecordError(f"the proof leads to the first root {first.hex()}, not to {root1.hex()}")
    if second != root2:
        raise RecordError(f"the proof leads to the second root {second.hex()}, not to {root2.hex()}")


def _both_roots(size1: int, size2: int, proof: Sequence[bytes], root1: bytes) -> tuple[bytes, bytes]:
    # RFC 9162, 2.1.4.2 (1 stands above)
    path = [root1, *proof] if size1 & (size1 - 1) == 0 else list(proof)  # 2
    fn, sn = size1 - 1, size2 - 1  # 3
    while fn & 1:  # 4
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]  # 5
    for c in path[1:]:  # 6
        if sn == 0:  # 6.1
            raise RecordError("the proof of consistency is too long")
        if fn & 1 or fn == sn:  # 6.2
            fr, sr = node_hash(c, fr), node_hash(c, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:  # 6.3
            sr = node_hash(sr, c)
        fn, sn = fn >> 1, sn >> 1  # 6.4
    if sn:  # 7
        raise RecordError("the proof of consistency is too short")
    return fr, sr


def _check_lengths(*hashes: bytes) -> None:
    for found in hashes:
        if len(found) != HASH_SIZE:
            raise RecordError(f"a hash has {HASH_SIZE} bytes, not {len(found)}")


def _split(count: int) -> int:
    """Return the largest power of two below `count`, where RFC 9162 splits a tree."""
    return 1 << ((count - 1).bit_length() - 1)


def _range_root(hashes: Sequence[bytes], low: int, high: int) -> bytes:
    frontier = Frontier()
    frontier.extend(hashes[low:high])
    return frontier.root()
