"""Proofs from published tiles: that an entry is in the tree, and that one tree is the beginning of another.

Values in, hashes out: whoever asks brings a function that reads a tile by its path.
"""

from collections.abc import Callable

from isonomia.errors import RecordError
from isonomia.record.merkle import Frontier, consistency_ranges, inclusion_ranges, subtree_hash
from isonomia.record.tiles import ENTRIES, HEIGHT, WIDTH, Tile, count_at, split_bundle, split_tile

Read = Callable[[str], bytes]
"""Returns the bytes of a published file by its path."""


class Tree:
    """The tree of one size as its published tiles tell it; a tile once read is kept."""

    def __init__(self, read: Read, size: int) -> None:
        self.size = size
        self._read = read
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    def inclusion(self, index: int) -> list[bytes]:
        """Return the proof that the entry at this index is in the tree."""
        return [self.range_root(low, high) for low, high in inclusion_ranges(index, self.size)]

    def consistency(self, size: int) -> list[bytes]:
        """Return the proof that the tree over the first `size` entries is its beginning; empty from size 0."""
        return [self.range_root(low, high) for low, high in consistency_ranges(size, self.size)] if size else []

    def root(self, size: int) -> bytes:
        """Return the root over the first entries."""
        if not 0 <= size <= self.size:
            raise RecordError(f"a tree of {self.size} entries has no root at size {size}")
        return self.range_root(0, size)

    def range_root(self, low: int, high: int) -> bytes:
        """Return the root over the leaves from `low` up to `high`, where `low` begins a full subtree as large."""
        frontier = Frontier()
        while low < high:
            height = (high - low).bit_length() - 1
            if low:
                height = min(height, (low & -low).bit_length() - 1)
            frontier.append(self._subtree(height, low >> height), height)
            low += 1 << height
        return frontier.root()

    def entry(self, index: int) -> bytes:
        """Return the bytes of one entry."""
        if not 0 <= index < self.size:
            raise RecordError(f"there is no entry {index} in a log of {self.size}")
        tile = self._tile(ENTRIES, index // WIDTH)
        entries = split_bundle(self._read(tile.path))
        if len(entries) != tile.width:
            raise RecordError(f"{tile.path} holds {len(entries)} entries instead of {tile.width}")
        return entries[index % WIDTH]

    def _subtree(self, height: int, index: int) -> bytes:
        """Return the hash over the full subtree of 2**height leaves, the so-manieth of its height."""
        level, within = divmod(height, HEIGHT)
        number, first = divmod(index << within, WIDTH)
        hashes = self._hashes(level, number)[first : first + (1 << within)]
        return subtree_hash(hashes)

    def _hashes(self, level: int, number: int) -> list[bytes]:
        known = self._tiles.get((level, number))
        if known is None:
            tile = self._tile(level, number)
            known = split_tile(self._read(tile.path))
            if len(known) != tile.width:
                raise RecordError(f"{tile.path} holds {len(known)} hashes instead of {tile.width}")
            self._tiles[level, number] = known
        return known

    def _tile(self, level: int, number: int) -> Tile:
        return Tile(level, number, min(WIDTH, count_at(level, self.size) - number * WIDTH))
