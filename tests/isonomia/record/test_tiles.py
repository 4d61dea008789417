"""Tiles and bundles: their paths, what a log of a size has, and taking them apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.errors import RecordError
from isonomia.record.merkle import leaf_hash, root_hash, subtree_hash
from isonomia.record.tiles import (
    ENTRIES,
    Tile,
    bundle,
    parse_tile_path,
    published_files,
    split_bundle,
    split_tile,
    tile_path,
    tiles_of,
    tiles_of_sizes,
)


def test_path_vector(vectors) -> None:
    vector = vectors("checkpoint-and-tiles.json")["tile_path"]
    assert tile_path(0, vector["index"]) == "tile/0/" + vector["path"]


@pytest.mark.parametrize("size", [256, 70_000])
def test_count_vectors(vectors, size: int) -> None:
    for name, wanted in vectors("checkpoint-and-tiles.json")[f"tiles_for_size_{size}"].items():
        level = int(name[5])
        tiles = [tile for tile in tiles_of(size) if tile.level == level]
        if name.endswith("full"):
            assert sum(tile.full for tile in tiles) == wanted, name
        else:
            assert [tile.width for tile in tiles if not tile.full] == [wanted], name


@given(st.integers(ENTRIES, 63), st.integers(0, 2**55), st.integers(1, 256))
def test_a_path_is_read_as_it_was_written(level: int, index: int, width: int) -> None:
    assert parse_tile_path(tile_path(level, index, width)) == Tile(level, index, width)


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/0",
        "tile/0/1000",
        "tile/0/x000/001",
        "tile/0/001/001",
        "tile/00/001",
        "tile/64/001",
        "tile/0/001.p/0",
        "tile/0/001.p/256",
        "tile/0/001.p/01",
        "tile/0/001.p/999",
        "tile/0/001\n",
        "tile/0/٠٠١",
        "/tile/0/001",
        "tile/entry/001",
        "tile/0/../001",
        "tile/0/" + "x001/" * 100 + "001",
    ],
)
def test_other_paths_are_refused(path: str) -> None:
    with pytest.raises(RecordError):
        parse_tile_path(path)


@pytest.mark.parametrize("arguments", [(-2, 0, 256), (64, 0, 256), (0, -1, 256), (0, 0, 0), (0, 0, 257)])
def test_there_are_no_other_tiles(arguments: tuple[int, int, int]) -> None:
    with pytest.raises(RecordError):
        tile_path(*arguments)


@given(st.lists(st.binary(max_size=50), min_size=1, max_size=256))
def test_a_bundle_is_split_into_what_was_put_in(entries: list[bytes]) -> None:
    data = bundle(entries)
    assert split_bundle(data) == entries
    with pytest.raises(RecordError):
        split_bundle(data + b"\x00")
    if entries[-1]:
        with pytest.raises(RecordError):
            split_bundle(data[:-1])


def test_what_does_not_fit_a_file_is_refused() -> None:
    assert split_bundle(bundle([b"x" * 65_535])) == [b"x" * 65_535]
    for call in (
        lambda: bundle([]),
        lambda: bundle([b""] * 257),
        lambda: bundle([b"x" * 65_536]),
        lambda: split_bundle(b"\x00\x00" * 257),
        lambda: split_tile(b""),
        lambda: split_tile(b"x" * 33),
        lambda: split_tile(b"x" * 32 * 257),
        lambda: list(published_files([b"a"], [2])),
    ):
        with pytest.raises(RecordError):
            call()


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 700])
def test_files_hold_the_entries_and_their_hashes(size: int) -> None:
    entries = [str(number).encode() for number in range(size)]
    files = dict(published_files(entries))
    assert set(files) == {tile.path for tile in tiles_of(size)}
    back = [entry for tile in tiles_of(size) if tile.level == ENTRIES for entry in split_bundle(files[tile.path])]
    assert back == entries and root_hash(back) == root_hash(entries)
    hashes = [part for tile in tiles_of(size) if tile.level == 0 for part in split_tile(files[tile.path])]
    assert hashes == [leaf_hash(entry) for entry in entries]
    if size >= 256:
        path = next(tile.path for tile in tiles_of(size) if tile.level == 1)
        assert split_tile(files[path])[0] == subtree_hash(hashes[:256])


@given(st.sets(st.integers(0, 70_000), min_size=1, max_size=5))
def test_older_sizes_keep_the_partial_tiles_that_have_no_full_one(sizes: set[int]) -> None:
    kept = tiles_of_sizes(sizes)
    assert len(set(kept)) == len(kept)
    everything = {tile for size in sizes for tile in tiles_of(size)}
    assert set(kept) == {tile for tile in everything if tile.full or Tile(tile.level, tile.index) not in everything}
