"""The right edge of a growing log: what it takes to add entries and to write the files that they change.

Pure: entries in, paths and bytes out. What it keeps does not grow with the log.
"""

from collections.abc import Iterator, Sequence

from isonomia.errors import RecordError
from isonomia.record.merkle import Frontier, leaf_hashes, subtree_hash
from isonomia.record.tiles import ENTRIES, HEIGHT, WIDTH, Tile, bundle, tile_path


class GrowingLog:
    """The unfinished bundle, the unfinished tile of each level, and the frontier of the tree."""

    def __init__(self) -> None:
        self._frontier = Frontier()
        self._entries: list[bytes] = []
        self._levels: list[list[bytes]] = [[]]

    @property
    def size(self) -> int:
        """The number of entries so far."""
        return self._frontier.size

    def root(self) -> bytes:
        """Return the root over all entries so far."""
        return self._frontier.root()

    def extend(self, entries: Sequence[bytes]) -> Iterator[tuple[str, bytes]]:
        """Add entries; yield path and content of every bundle and tile that they fill, entries before hashes."""
        start = 0
        while start < len(entries):
            stop = min(start + WIDTH - len(self._entries), len(entries))
            yield from self._take(entries[start:stop])
            start = stop

    def part(self, tile: Tile) -> bytes:
        """Return the content of a partial tile of the present size, or of a smaller one that no full tile replaces.

        Raises:
            RecordError: it is not the unfinished tile of its level, or it is wider than that.
        """
        rows: Sequence[bytes] = self._entries if tile.level == ENTRIES else self._level(tile.level)
        if tile.index != self.size >> (HEIGHT * (max(tile.level, 0) + 1)) or tile.width > len(rows):
            raise RecordError(f"{tile.path} is no part of the right edge of a log of {self.size} entries")
        return bundle(rows[: tile.width]) if tile.level == ENTRIES else b"".join(rows[: tile.width])

    def _level(self, level: int) -> list[bytes]:
        return self._levels[level] if level < len(self._levels) else []

    def _take(self, entries: Sequence[bytes]) -> Iterator[tuple[str, bytes]]:
        """Add entries that fill the unfinished bundle at most."""
        hashes = leaf_hashes(entries)
        self._entries += entries
        self._levels[0] += hashes
        self._frontier.extend(hashes)
        if len(self._entries) == WIDTH:
            yield tile_path(ENTRIES, self.size // WIDTH - 1), bundle(self._entries)
            self._entries = []
            yield from self._fill(0)

    def _fill(self, level: int) -> Iterator[tuple[str, bytes]]:
        """Yield a tile that is full, and those above it that it fills in turn."""
        while len(self._levels[level]) == WIDTH:
            full = self._levels[level]
            self._levels[level] = []
            if level + 1 == len(self._levels):
                self._levels.append([])
            self._levels[level + 1].append(subtree_hash(full))
            index = (self.size >> (HEIGHT * (level + 1))) - 1
            yield tile_path(level, index), b"".join(full)
            level += 1
