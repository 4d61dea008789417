"""Proofs from tiles are those from all leaves, and are refused where a tile does not reach."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.errors import RecordError
from isonomia.record.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_hash,
    verify_consistency,
    verify_inclusion,
)
from isonomia.record.proving import TreeInTiles
from isonomia.record.tiles import Tile, published_files

MOST = 66_000
ENTRIES = [b"entry %d" % number for number in range(MOST)]
FILES = dict(published_files(ENTRIES, range(0, MOST, 7)))


def read(tile: Tile) -> bytes:
    """The tile, or the full one where the partial one is no longer kept."""
    path = tile.path
    return FILES.get(path) or FILES[path.partition(".p/")[0]]


def test_proofs_from_tiles_are_those_from_all_leaves() -> None:
    for size in (7, 252, 259, 511, 1022):
        tree = TreeInTiles(size, read)
        assert tree.root() == root_hash(ENTRIES[:size])
        for index in (0, 1, size // 2, size - 1):
            assert tree.inclusion(index) == inclusion_proof(ENTRIES[:size], index)
            assert tree.consistency(index + 1) == consistency_proof(ENTRIES[:size], index + 1)


@given(st.integers(1, MOST // 7 - 1), st.data())
def test_a_proof_from_tiles_verifies(sevenths: int, data: st.DataObject) -> None:
    size = sevenths * 7
    tree = TreeInTiles(size, read)
    index = data.draw(st.integers(0, size - 1))
    verify_inclusion(leaf_hash(ENTRIES[index]), index, size, tree.inclusion(index), tree.root())
    before = data.draw(st.integers(1, size))
    verify_consistency(before, size, tree.consistency(before), TreeInTiles(before, whole).root(), tree.root())


def whole(tile: Tile) -> bytes:
    """The part of a tile that a smaller tree needs, out of the full one."""
    found = FILES.get(Tile(tile.level, tile.index).path)
    if found is None:
        found = max(
            (data for path, data in FILES.items() if path.startswith(Tile(tile.level, tile.index).path)), key=len
        )
    return found


def test_a_tile_that_ends_too_early_is_refused() -> None:
    with pytest.raises(RecordError, match="ends before hash 6"):
        TreeInTiles(7, lambda tile: read(tile)[: 7 * 32 - 1]).inclusion(0)
    with pytest.raises(RecordError, match="no leaf 7"):
        TreeInTiles(7, read).leaf(7)
