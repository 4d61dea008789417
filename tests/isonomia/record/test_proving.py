"""Proofs from published tiles are those from the entries themselves, at every size."""

import pytest

from isonomia.errors import RecordError
from isonomia.record.merkle import consistency_proof, inclusion_proof, leaf_hashes, root_hash
from isonomia.record.proving import Tree
from isonomia.record.tiles import published_files

ENTRIES = [b"%d" % number for number in range(70_000)]


def tree(size: int) -> Tree:
    return Tree(dict(published_files(ENTRIES[:size])).__getitem__, size)


@pytest.mark.parametrize("size", [1, 2, 7, 255, 256, 257, 700, 65_536, 65_537, 70_000])
def test_proofs_from_tiles_are_those_from_the_entries(size: int) -> None:
    entries = ENTRIES[:size]
    hashes = leaf_hashes(entries)
    published = tree(size)
    assert published.root(size) == root_hash(entries)
    for index in {0, 1, size // 2, size - 1} - {size}:
        assert published.inclusion(index) == inclusion_proof(entries, index)
        assert published.entry(index) == entries[index]
    for old in {1, 2, 255, 256, 257, size // 2 + 1, size}:
        if 0 < old <= size:
            assert published.consistency(old) == consistency_proof(entries, old)
            assert published.root(old) == root_hash(entries[:old])
    assert published.consistency(0) == []
    assert len(hashes) == size


def test_what_is_not_there_or_too_short_is_refused() -> None:
    files = dict(published_files(ENTRIES[:300]))
    with pytest.raises(RecordError, match="no leaf 300"):
        Tree(files.__getitem__, 300).inclusion(300)
    with pytest.raises(RecordError, match="no root at size 301"):
        Tree(files.__getitem__, 300).root(301)
    files["tile/0/001.p/44"] = files["tile/0/001.p/44"][:-32]
    with pytest.raises(RecordError, match="43 hashes instead of 44"):
        Tree(files.__getitem__, 300).inclusion(299)
