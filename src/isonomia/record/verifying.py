"""The files of a log against its signed roots: bundles of entries, and tiles of hashes.

It is handed the files; they are opened in `reading`.
"""

from collections.abc import Callable, Iterator
from typing import Protocol

from isonomia.errors import Finding, RecordError
from isonomia.record.checking import ActsInOrder, TwoTellings
from isonomia.record.checkpoint import Checkpoint
from isonomia.record.merkle import leaf_hashes
from isonomia.record.signatures import compare_roots
from isonomia.record.tiles import (
    ENTRIES,
    MAX_BUNDLE,
    MAX_TILE,
    WIDTH,
    Tile,
    count_at,
    parse_tile_path,
    split_bundle,
    split_tile,
    tiles_of,
    tiles_of_level,
    tiles_of_sizes,
)

Split = Callable[[bytes], list[bytes]]


class Files(Protocol):
    """Files by path, with their sizes; what cannot be read becomes a finding."""

    findings: list[Finding]
    sizes: dict[str, int]

    def read(self, path: str, limit: int) -> bytes | None:
        """Return a file's bytes, or None with a finding."""


class LogFiles:
    """Checks the bundles and tiles of one log, every byte of them."""

    def __init__(self, files: Files, acts: ActsInOrder, *, strict: bool) -> None:
        self.findings = files.findings
        self.notices: list[Finding] = []
        self._files = files
        self._acts = acts
        self._strict = strict
        self._older_parts: dict[int, tuple[list[bytes], list[bytes]]] = {}

    def check(self, head: Checkpoint, signed: dict[str, Checkpoint], kept: list[Checkpoint]) -> bool:
        """Check entries, tiles and roots; say whether the entries lead to the signed root."""
        tellings = TwoTellings(head.size, [one.size for one in (*signed.values(), *kept)])
        needed = set(tiles_of(head.size))
        extra = [tile for tile in self._tiles_there() if tile not in needed]
        remembered = {tile.index for tile in extra if tile.level <= 0}
        for tile in tiles_of_level(ENTRIES, head.size):
            by_entries = self._bundle(tile)
            by_tile = self._hashes(Tile(0, tile.index, tile.width), by_entries)
            tellings.take(tile.index, by_entries, by_tile)
            if tile.index in remembered and (by_entries or by_tile):
                self._older_parts[tile.index] = (by_entries or by_tile or [], by_tile or by_entries or [])
        right, altered = tellings.settle(head.root)
        self.findings += altered
        told = len(self.findings)
        self._acts.find_repeated(self._again(head.size))
        # What a second reading says of the files was said by the first.
        del self.findings[told:]
        self.findings += self._acts.findings
        levels: list[list[bytes]] = []
        if tellings.whole:
            levels = right.levels()
            self.findings += compare_roots(signed, kept, right.roots)
            extra = [*sorted(tile for tile in needed if tile.level > 0), *extra]
        for tile in extra:
            self._compare(tile, head.size, levels, from_tiles=right is not tellings.by_entries)
        self._missing_parts(signed)
        # Where only the tiles lead to the root, the entries that were read are not those that were signed.
        return tellings.whole and tellings.by_entries.roots[head.size] == head.root

    def _bundle(self, tile: Tile) -> list[bytes] | None:
        """Read one bundle: its acts are taken, its leaf hashes returned."""
        entries = self._entries(tile)
        if entries is None:
            self._acts.skip()
            return None
        self._acts.take_bundle(tile.index * WIDTH, tile.path, entries)
        return leaf_hashes(entries)

    def _entries(self, tile: Tile) -> list[bytes] | None:
        data = self._files.read(tile.path, tile.width * MAX_BUNDLE // WIDTH)
        return None if data is None else self._parts(tile, split_bundle, data)

    def _again(self, size: int) -> Iterator[tuple[int, str, list[bytes]]]:
        """Yield the bundles that can be read, once more: their first index, their path, their entries."""
        for tile in tiles_of_level(ENTRIES, size):
            yield tile.index * WIDTH, tile.path, self._entries(tile) or []

    def _hashes(self, tile: Tile, likely: list[bytes] | None = None) -> list[bytes] | None:
        """Read one tile of hashes; where they are the likely ones, as nearly always, nothing is taken apart."""
        data = self._files.read(tile.path, MAX_TILE)
        if data is not None and likely is not None and data == b"".join(likely):
            return likely
        return None if data is None else self._parts(tile, split_tile, data)

    def _parts(self, tile: Tile, split: Split, data: bytes) -> list[bytes] | None:
        code = "bundle_broken" if tile.level == ENTRIES else "tile_broken"
        try:
            parts = split(data)
        except RecordError as error:
            self._find(code, tile.path, reason=error)
            return None
        if len(parts) != tile.width:
            self._find(code, tile.path, reason=f"{len(parts)} instead of {tile.width}")
            return None
        return parts

    def _compare(self, tile: Tile, size: int, levels: list[list[bytes]], *, from_tiles: bool) -> None:
        """Compare a tile that no other rests on with what the entries give.

        Args:
            levels: hashes of the tiles from level 1 up; empty where they are not known.
        """
        start, end = tile.index * WIDTH, tile.index * WIDTH + tile.width
        if end > count_at(tile.level, size):
            # What the next publication has written already is no fault, but neither does a log at rest have it.
            beyond = Finding.of("beyond_end", tile.path, size=size)
            (self.findings if self._strict else self.notices).append(beyond)
            return
        if tile.level == ENTRIES:
            entries = self._entries(tile)
            found = None if entries is None else leaf_hashes(entries)
        else:
            found = self._hashes(tile)
        if tile.level > 0:
            wanted = levels[tile.level - 1][start:end] if tile.level <= len(levels) else []
        else:
            wanted = self._older_parts.get(tile.index, ([], []))[from_tiles][: tile.width]
        if found is None or not wanted or found == wanted:
            return
        pairs = enumerate(zip(found, wanted, strict=True), start=start)
        index = next(number for number, (one, other) in pairs if one != other)
        if tile.level == ENTRIES:
            self._find("entry_altered", f"{tile.path}#{index}", index=index)
        else:
            self._find("tile_altered", tile.path, index=index)

    def _missing_parts(self, signed: dict[str, Checkpoint]) -> None:
        """In strict mode, miss the partial tiles of older checkpoints too, where no full one is due."""
        if self._strict and signed:
            head = set(tiles_of(max(one.size for one in signed.values())))
            for tile in tiles_of_sizes(one.size for one in signed.values()):
                if tile not in head and tile.path not in self._files.sizes:
                    self._find("missing_file", tile.path)

    def _tiles_there(self) -> Iterator[Tile]:
        for path in self._files.sizes:
            if tile := tile_at(path):
                yield tile

    def _find(self, code: str, where: str, **params: object) -> None:
        self.findings.append(Finding.of(code, where, **params))


def tile_at(path: str) -> Tile | None:
    """Return the tile that a path names, or None."""
    try:
        return parse_tile_path(path)
    except RecordError:
        return None
