"""The tree and its entries as files that never change: tiles and entry bundles after C2SP tlog-tiles."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from isonomia.errors import RecordError
from isonomia.record.merkle import HASH_SIZE, leaf_hashes, subtree_hash

WIDTH = 256
HEIGHT = 8
ENTRIES = -1
"""The level of an entry bundle, which lies below the tiles of leaf hashes."""

MAX_ENTRY = 65_535
"""Bytes that one entry of a log may have: a bundle counts them in 16 bits."""

MAX_TILE = WIDTH * HASH_SIZE
MAX_BUNDLE = WIDTH * (MAX_ENTRY + 2)

_path = re.compile(r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """One file of the log: hashes of one level, or a bundle of entries (level `ENTRIES`), `width` of them."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Where it lies under the log's prefix."""
        return tile_path(self.level, self.index, self.width)

    @property
    def full(self) -> bool:
        """Whether it can grow no more."""
        return self.width == WIDTH


def tile_path(level: int, index: int, width: int = WIDTH) -> str:
    """Return where a tile lies under the log's prefix.

    >>> tile_path(0, 1234067), tile_path(ENTRIES, 2, 17)
    ('tile/0/x001/x234/067', 'tile/entries/002.p/17')
    """
    if not (ENTRIES <= level <= 63 and index >= 0 and 1 <= width <= WIDTH):
        raise RecordError(f"there is no tile of level {level}, index {index}, width {width}")
    shelf = "entries" if level == ENTRIES else str(level)
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    parts = [digits[start : start + 3] for start in range(0, len(digits), 3)]
    numbered = "/".join([*(f"x{part}" for part in parts[:-1]), parts[-1]])
    return f"tile/{shelf}/{numbered}" + (f".p/{width}" if width < WIDTH else "")


def parse_tile_path(path: str) -> Tile:
    """Read a tile's path; any other spelling than `tile_path` writes is refused."""
    found = _path.fullmatch(path)
    if found and len(path) <= 64:
        shelf, numbered, width = found.groups()
        level = ENTRIES if shelf == "entries" else int(shelf)
        tile = Tile(level, int(re.sub("[x/]", "", numbered)), int(width) if width else WIDTH)
        if level <= 63 and tile.width <= WIDTH and tile.path == path:
            return tile
    raise RecordError(f"not the path of a tile: {path!r}")


def tiles_of_level(level: int, size: int, *, partial_only: bool = False) -> Iterator[Tile]:
    """Yield the files of one level that a log of `size` entries has, the partial one last."""
    full, rest = divmod(count_at(level, size), WIDTH)
    if not partial_only:
        yield from (Tile(level, index) for index in range(full))
    if rest:
        yield Tile(level, full, rest)


def tiles_of(size: int, *, partial_only: bool = False) -> Iterator[Tile]:
    """Yield every file that a log of `size` entries has: bundles first, then hashes, from the leaves up."""
    level = ENTRIES
    while count_at(level, size):
        yield from tiles_of_level(level, size, partial_only=partial_only)
        level += 1


def tiles_of_sizes(sizes: Iterable[int]) -> list[Tile]:
    """Return every file that checkpoints of these sizes need, but no partial one whose full one is there."""
    known = set(sizes)
    largest = max(known, default=0)
    partial = {tile for size in known for tile in tiles_of(size, partial_only=True)}
    kept = {tile for tile in partial if (tile.index + 1) * WIDTH > count_at(tile.level, largest)}
    return sorted(kept.union(tiles_of(largest)))


def count_at(level: int, size: int) -> int:
    """Return how many entries or hashes stand on one level of a log of `size` entries."""
    return size >> (HEIGHT * max(level, 0))


def published_files(entries: Sequence[bytes], sizes: Iterable[int] = ()) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every file that publishes these entries: bundles, then tiles of hashes.

    Args:
        entries: all entries of the log, in their order.
        sizes: smaller sizes for which a checkpoint was also published.
    """
    wanted = {*sizes, len(entries)}
    if not all(0 <= size <= len(entries) for size in wanted):
        raise RecordError(f"a log of {len(entries)} entries has no checkpoint of size {max(wanted)}")
    levels: list[list[bytes]] = [leaf_hashes(entries)]
    while len(levels[-1]) >= WIDTH:
        levels.append(next_level(levels[-1]))
    for tile in tiles_of_sizes(wanted):
        span = slice(tile.index * WIDTH, tile.index * WIDTH + tile.width)
        content = bundle(entries[span]) if tile.level == ENTRIES else b"".join(levels[tile.level][span])
        yield tile.path, content


def next_level(hashes: Sequence[bytes]) -> list[bytes]:
    """Return the hashes one tile higher: one over each full tile of these."""
    full = len(hashes) - len(hashes) % WIDTH
    return [subtree_hash(hashes[start : start + WIDTH]) for start in range(0, full, WIDTH)]


def bundle(entries: Sequence[bytes]) -> bytes:
    """Put up to 256 entries into one file, each after its length in two bytes."""
    if not 0 < len(entries) <= WIDTH:
        raise RecordError(f"a bundle holds 1 to {WIDTH} entries, not {len(entries)}")
    for number, entry in enumerate(entries):
        if len(entry) > MAX_ENTRY:
            raise RecordError(f"entry {number} of the bundle has {len(entry)} bytes; at most {MAX_ENTRY} fit")
    return b"".join(part for entry in entries for part in (len(entry).to_bytes(2, "big"), entry))


def split_bundle(data: bytes) -> list[bytes]:
    """Take a bundle apart into its entries."""
    entries: list[bytes] = []
    start, end = 0, len(data)
    # This runs once an entry: two indices are half the cost of a slice, and what is wrong is seen at the end as well.
    while start < end - 1 and len(entries) < WIDTH:
        first = start + 2
        start = first + (data[start] << 8 | data[start + 1])
        entries.append(data[first:start])
    if start != end:
        raise RecordError(f"the bundle does not end where its lengths say (after {len(entries)} entries)")
    return entries


def split_tile(data: bytes) -> list[bytes]:
    """Take a tile apart into its hashes."""
    if len(data) % HASH_SIZE or not 0 < len(data) <= MAX_TILE:
        raise RecordError(f"a tile holds 1 to {WIDTH} hashes of {HASH_SIZE} bytes, not {len(data)} bytes")
    return [data[start : start + HASH_SIZE] for start in range(0, len(data), HASH_SIZE)]
