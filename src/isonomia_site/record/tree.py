"""The published tree as the hall hands it out: file by file, and all in one archive."""

import io
import re
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from isonomia.errors import RecordError
from isonomia.record.checkpoint import stated_in
from isonomia.record.proving import TreeInTiles
from isonomia.record.reading import figures_path
from isonomia.record.tiles import MAX_TILE, Tile, parse_tile_path, tiles_of_sizes

_SIZE = r"(?:0|[1-9][0-9]{0,18})"
NAMED = re.compile(rf"checkpoint|policy|figures/{_SIZE}\.json|checkpoints/{_SIZE}|blob/sha256/[0-9a-f]{{64}}")
CHANGING = re.compile(rf"checkpoint|policy|checkpoints/{_SIZE}|figures/{_SIZE}\.json")
"""What may be published again under its name: with more cosignatures, a new policy, or one more figure."""

Proofs = Callable[[int], list[bytes]]
"""Returns the proof that the log has grown to a head from an older size."""

TEXT = "text/plain; charset=utf-8"


def is_published_name(name: str) -> bool:
    """Whether a file of this name can be in a published tree; nothing else is ever looked for."""
    if NAMED.fullmatch(name):
        return True
    try:
        parse_tile_path(name)
    except RecordError:
        return False
    return True


def media_type(name: str) -> str:
    """The type that a file is handed out as."""
    if name.startswith("figures/"):
        return "application/json"
    return "application/octet-stream" if name.startswith(("tile/", "blob/")) else TEXT


def published_tree(root: Path, size: int) -> TreeInTiles:
    """The published tree as proofs read it; where a partial tile is gone, the full one holds the same hashes."""

    def read(tile: Tile) -> bytes:
        for path in (root / tile.path, root / Tile(tile.level, tile.index).path):
            if path.is_file():
                with open(path, "rb") as file:
                    return file.read(MAX_TILE)
        raise RecordError(f"the published tile {tile.path} is missing")

    return TreeInTiles(size, read)


def names_under_head(root: Path, size: int) -> Iterator[str]:
    """The files that belong to the head of this size; what a running publication has added is left out."""
    sizes = sorted(int(path.name) for path in (root / "checkpoints").glob("*") if path.name.isdecimal())
    sizes = [one for one in sizes if one <= size]
    yield from ("policy", figures_path(size))
    yield from (f"checkpoints/{one}" for one in sizes)
    yield from (tile.path for tile in tiles_of_sizes([*sizes, size]))
    yield from (f"blob/sha256/{path.name}" for path in sorted((root / "blob" / "sha256").glob("*")))


def write_archive(root: Path, file: IO[bytes]) -> None:
    """Write the whole published tree as a tar file; the same tree gives the same bytes."""
    head = (root / "checkpoint").read_bytes()
    size = stated_in(head.decode()).size
    with tarfile.open(fileobj=file, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        _add(archive, "checkpoint", head)
        for name in names_under_head(root, size):
            if is_published_name(name):
                _add(archive, name, (root / name).read_bytes())


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(f"record/{name}")
    entry.size = len(data)
    archive.addfile(entry, io.BytesIO(data))
