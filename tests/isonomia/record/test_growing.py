"""A log that grows step by step writes the same files as one that is written whole."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from isonomia.errors import RecordError
from isonomia.record.growing import GrowingLog
from isonomia.record.merkle import root_hash
from isonomia.record.tiles import WIDTH, Tile, published_files, tiles_of, tiles_of_sizes


def entries(count: int) -> list[bytes]:
    return [b"entry %d" % number for number in range(count)]


# What can go wrong goes wrong about the edge of a tile, or of a tile of tiles; in between all sizes are alike.
SIZES = st.integers(0, 3 * WIDTH) | st.integers(WIDTH**2 - 300, WIDTH**2 + 300)


@settings(max_examples=12)
@example([WIDTH - 1, WIDTH, WIDTH + 1])
@example([WIDTH**2 - 1, WIDTH**2, WIDTH**2 + 1])
@given(st.lists(SIZES, min_size=1, max_size=4))
def test_growing_in_steps_gives_the_files_of_the_whole(sizes: list[int]) -> None:
    steps = sorted({0, *sizes})
    made = entries(steps[-1])
    log = GrowingLog()
    written: dict[str, bytes] = {}
    for low, high in pairwise(steps):
        full = list(log.extend(made[low:high]))
        parts = [(tile.path, log.part(tile)) for tile in tiles_of(high, partial_only=True)]
        for path, data in [*full, *parts]:
            assert written.setdefault(path, data) == data
        assert (log.size, log.root()) == (high, root_hash(made[:high]))
    whole = dict(published_files(made, steps))
    # Partial files of older sizes may remain beside the full one; everything that a reader wants is there.
    assert whole.items() <= written.items()
    assert all(".p/" in path for path in written.keys() - whole.keys())


@settings(max_examples=12)
@example([WIDTH - 1, WIDTH, WIDTH + 1])
@example([WIDTH**2 - 1, WIDTH**2, WIDTH**2 + 1])
@given(st.lists(SIZES, min_size=1, max_size=20))
def test_the_right_edge_gives_the_parts_that_every_former_size_needs(sizes: list[int]) -> None:
    made = entries(max(sizes))
    log = GrowingLog()
    written = dict(log.extend(made))
    written |= {tile.path: log.part(tile) for tile in tiles_of_sizes(sizes) if not tile.full}
    assert written == dict(published_files(made, sizes))


def test_what_is_no_part_of_the_edge_is_refused() -> None:
    log = GrowingLog()
    list(log.extend(entries(WIDTH + 5)))
    assert len(log.part(Tile(0, 1, 5))) == 5 * 32
    for tile in (Tile(0, 0, 5), Tile(0, 1, 6), Tile(1, 1, 1), Tile(7, 0, 1)):
        with pytest.raises(RecordError, match="no part of the right edge"):
            log.part(tile)
