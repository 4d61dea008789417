"""Proofs from the published tiles: that an entry is in the tree, and that one tree is the beginning of another.

A proof needs a few tiles, whatever the size of the log. The tiles are handed in by whoever reads files.
"""

from collections.abc import Callable

from isonomia.errors import RecordError
from isonomia.record.merkle import (
    EMPTY_ROOT,
    HASH_SIZE,
    consistency_ranges,
    inclusion_ranges,
    node_hash,
    subtree_hash,
)
from isonomia.record.tiles import HEIGHT, WIDTH, Tile, count_at

ReadTile = Callable[[Tile], bytes]
"""Return the bytes of one tile of hashes; a partial one may be answered with the full one or a wider part."""


class TreeInTiles:
    """The tree over the first `size` entries, as its tiles hold it. Each tile is read once."""

    def __init__(self, size: int, read: ReadTile) -> None:
        self.size = size
        self._read = read
        self._tiles: dict[tuple[int, int], bytes] = {}

    def leaf(self, index: int) -> bytes:
        """Return the hash of one entry."""
        if not 0 <= index < self.size:
            raise RecordError(f"there is no leaf {index} in a tree of {self.size}")
        return self._node(0, index)

    def root(self) -> bytes:
        """Return the root over all entries."""
        return self._range(0, self.size) if self.size else EMPTY_ROOT

    def beginning(self, size: int) -> bytes:
        """Return the root over the first entries of this tree."""
        if not 0 <= size <= self.size:
            raise RecordError(f"a tree of {self.size} entries has no beginning of {size}")
        return self._range(0, size) if size else EMPTY_ROOT

    def inclusion(self, index: int) -> list[bytes]:
        """Return the proof that the entry at `index` is in this tree."""
        return [self._range(low, high) for low, high in inclusion_ranges(index, self.size)]

    def consistency(self, size1: int) -> list[bytes]:
        """Return the proof that the tree over the first `size1` entries is the beginning of this one."""
        return [self._range(low, high) for low, high in consistency_ranges(size1, self.size)]

    def _range(self, low: int, high: int) -> bytes:
        """Return the root over a range whose beginning fits every full subtree in it."""
        peaks = []
        while low < high:
            height = (high - low).bit_length() - 1
            peaks.append(self._node(height, low >> height))
            low += 1 << height
        found = peaks.pop()
        while peaks:
            found = node_hash(peaks.pop(), found)
        return found

    def _node(self, height: int, index: int) -> bytes:
        """Return the hash over the full subtree of 2**height leaves with this index in its row."""
        level, rest = divmod(height, HEIGHT)
        tile, first = divmod(index << rest, WIDTH)
        start = first * HASH_SIZE
        data = self._tile(level, tile)[start : start + (HASH_SIZE << rest)]
        if len(data) != HASH_SIZE << rest:
            raise RecordError(f"the tile {level}/{tile} ends before hash {first + (1 << rest) - 1}")
        return subtree_hash([data[at : at + HASH_SIZE] for at in range(0, len(data), HASH_SIZE)])

    def _tile(self, level: int, index: int) -> bytes:
        if (level, index) not in self._tiles:
            width = min(count_at(level, self.size) - index * WIDTH, WIDTH)
            self._tiles[level, index] = self._read(Tile(level, index, width))
        return self._tiles[level, index]
