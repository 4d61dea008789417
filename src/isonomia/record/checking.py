"""What is checked of a log while it streams by: the tree, and the acts in their order.

Values in, findings out; the files are read in `reading`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from contextlib import suppress

from isonomia.errors import Finding, RecordError
from isonomia.record.act import Act, Bodies, cited_blobs, read_entry
from isonomia.record.governing import Governing
from isonomia.record.merkle import EMPTY_ROOT, Frontier, subtree_hash
from isonomia.record.repeated import Repeated
from isonomia.record.shapes import shape_of
from isonomia.record.tiles import ENTRIES, HEIGHT, WIDTH, next_level, tile_path

# Of one entry, a repeated id is told after what else its header says and before its place.
_SAID = {"id_repeated": 1, "place_wrong": 2}


class Telling:
    """One telling of the tree: its right edge, the hash over each full bundle, roots at wanted sizes."""

    def __init__(self, sizes: Iterable[int]) -> None:
        self.frontier = Frontier()
        self.roots = {0: EMPTY_ROOT}
        self._sizes = sorted(set(sizes))
        self._over_bundles: list[bytes] = []

    def copy(self) -> "Telling":
        """Return a telling that goes on apart from this one."""
        twin = Telling(self._sizes)
        twin.frontier = self.frontier.copy()
        twin.roots = self.roots.copy()
        twin._over_bundles = self._over_bundles.copy()
        return twin

    def take(self, hashes: Sequence[bytes]) -> None:
        """Add the leaf hashes of one bundle."""
        start = self.frontier.size
        end = start + len(hashes)
        probe, done = self.frontier.copy(), start
        for size in self._sizes[bisect_right(self._sizes, start) : bisect_left(self._sizes, end)]:
            probe.extend(hashes[done - start : size - start])
            done = size
            self.roots[size] = probe.root()
        if len(hashes) == WIDTH:
            self._over_bundles.append(subtree_hash(hashes))
            self.frontier.append(self._over_bundles[-1], HEIGHT)
        else:
            self.frontier.extend(hashes)
        if end in self._sizes[bisect_left(self._sizes, end) :][:1]:
            self.roots[end] = self.frontier.root()

    def levels(self) -> list[list[bytes]]:
        """Return the hashes of the tiles from level 1 up; the first list stands for level 1."""
        levels = [self._over_bundles]
        while len(levels[-1]) >= WIDTH:
            levels.append(next_level(levels[-1]))
        return levels


class TwoTellings:
    """The tree as the entries tell it and as the tiles of leaf hashes tell it.

    As long as they agree they are one. Where they part, the signed root says later which of them is right,
    and so which file was altered.
    """

    def __init__(self, size: int, sizes: Iterable[int]) -> None:
        self.size = size
        self.by_entries = Telling([*sizes, size])
        self.by_tiles = self.by_entries
        self.whole = True
        self._parted: list[tuple[int, int, int]] = []

    def take(self, bundle: int, by_entries: Sequence[bytes] | None, by_tile: Sequence[bytes] | None) -> None:
        """Add one bundle: its leaf hashes from entries and from the tile; None where a file is of no use."""
        from_entries = by_entries or by_tile
        from_tile = by_tile or by_entries
        if from_entries is None or from_tile is None or not self.whole:
            self.whole = False
            return
        if from_entries != from_tile:
            self._part(bundle, from_entries, from_tile)
        if self.by_tiles is not self.by_entries:
            self.by_tiles.take(from_tile)
        self.by_entries.take(from_entries)

    def _part(self, bundle: int, from_entries: Sequence[bytes], from_tile: Sequence[bytes]) -> None:
        if self.by_tiles is self.by_entries:
            self.by_tiles = self.by_entries.copy()
        pairs = zip(from_entries, from_tile, strict=True)
        first = next(number for number, (one, other) in enumerate(pairs) if one != other)
        self._parted.append((bundle, len(from_entries), bundle * WIDTH + first))

    def settle(self, root: bytes) -> tuple[Telling, list[Finding]]:
        """Return the telling that leads to the signed root, and what was altered in the other.

        If neither leads there, both are suspect; the telling by entries is returned.
        """
        entries_right = self.by_entries.roots.get(self.size) == root
        tiles_right = self.by_tiles.roots.get(self.size) == root
        findings = []
        for bundle, width, index in self._parted:
            if not entries_right:
                where = f"{tile_path(ENTRIES, bundle, width)}#{index}"
                findings.append(Finding.of("entry_altered", where, index=index))
            if not tiles_right or entries_right:
                findings.append(Finding.of("tile_altered", tile_path(0, bundle, width), index=index))
        right = self.by_tiles if tiles_right and not entries_right else self.by_entries
        return right, findings


class ActsInOrder:
    """The acts of a log one after the other: each well formed, in its place, under an id of its own."""

    def __init__(self, bodies: Bodies, *, keep: bool) -> None:
        self.findings: list[Finding] = []
        self.notices: list[Finding] = []
        self.acts: list[Act] = []
        self.cited: dict[tuple[str, int], str] = {}
        self.governing = Governing(self.findings)
        self.refused = False
        self._bodies = bodies
        self._citing = {kind for kind in bodies.values() if shape_of(kind).cites}
        self._keep = keep
        self._found_at: list[int] = []
        self._ids = Repeated()
        self._places: dict[str, int] = {}
        self._latest = ""

    def take_bundle(self, start: int, path: str, entries: Iterable[bytes]) -> None:
        """Add the entries of one bundle, the first of which stands at `start`."""
        for index, data in enumerate(entries, start=start):
            self.take(index, path, data)
            if len(self.findings) > len(self._found_at):
                self._found_at += [index] * (len(self.findings) - len(self._found_at))

    def take(self, index: int, path: str, data: bytes) -> None:
        """Add the entry at this index of the log, from the file at `path`."""
        try:
            act = read_entry(data, self._bodies, index)
        except RecordError as error:
            self.refused = True
            self.findings.append(Finding.of("entry_refused", f"{path}#{index}", index=index, reason=error))
            return
        if self.governing.concerns(act):
            self.governing.take(act, path)
        self._check_order(act, path)
        if type(act.body) in self._citing:
            for blob in cited_blobs(act.body):
                self.cited.setdefault(blob, f"{path}#{index}")
        self._ids.take(act.id)
        if self._keep:
            self.acts.append(act)

    def skip(self) -> None:
        """Pass over a bundle whose entries cannot be read."""
        self.refused = True

    def _check_order(self, act: Act, path: str) -> None:
        wanted = self._places.get(act.matter, 0)
        # Once an entry cannot be read, its matter has lost a place that must not be held against the next.
        if act.place != wanted and not self.refused:
            shown = {"matter": act.matter, "place": act.place, "wanted": wanted}
            self.findings.append(Finding.of("place_wrong", f"{path}#{act.index}", **shown))
        self._places[act.matter] = act.place + 1
        if act.at < self._latest:
            self.notices.append(Finding.of("clock_backwards", f"{path}#{act.index}", at=act.at, before=self._latest))
        else:
            self._latest = act.at

    def find_repeated(self, bundles: Iterable[tuple[int, str, Iterable[bytes]]]) -> None:
        """Find the ids that stand twice; the bundles are read once more only where there can be any."""
        suspects = self._ids.suspects()
        if not suspects:
            return
        found = list(zip(self._found_at, self.findings, strict=True))
        for start, path, entries in bundles:
            for index, data in enumerate(entries, start=start):
                with suppress(RecordError):
                    id = read_entry(data, self._bodies, index).id
                    first = self._ids.first(id, index, suspects)
                    if first != index:
                        found.append((index, Finding.of("id_repeated", f"{path}#{index}", id=id, first=first)))
        found.sort(key=lambda one: (one[0], _SAID.get(one[1].code, 0)))
        self.findings[:] = [finding for _, finding in found]
