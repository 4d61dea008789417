"""A published record as it is seen from somewhere: a folder, or an address on the web."""

import os
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from isonomia.errors import InputError, RecordError
from isonomia.record.checkpoint import MAX_NOTE
from isonomia.record.policy import MAX_POLICY
from isonomia.record.proving import TreeInTiles
from isonomia.record.tiles import ENTRIES, MAX_BUNDLE, WIDTH, Tile, split_bundle

TIMEOUT = 20


class Vantage:
    """The files of one record under a folder or a base address."""

    def __init__(self, place: str) -> None:
        self.place = place.rstrip("/") or place
        self._web = is_address(place)

    def read(self, path: str, limit: int = MAX_BUNDLE) -> bytes:
        """Return one file.

        Raises:
            FileNotFoundError: it is not there, or nobody answers.
            InputError: it is larger than such a file can be.
        """
        where = f"{self.place}/{path}" if path else self.place
        data = _fetch(where, limit) if self._web else _load(Path(where), limit)
        if len(data) > limit:
            raise InputError(f"{where}: larger than {limit} bytes")
        return data

    def tile(self, tile: Tile) -> bytes:
        """Return a tile; a partial one that is no longer kept is the beginning of the full one."""
        try:
            return self.read(tile.path)
        except FileNotFoundError:
            if tile.full:
                raise
            return self.read(Tile(tile.level, tile.index).path)

    def tree(self, size: int) -> TreeInTiles:
        """Return the tree over the first entries, as the tiles tell it."""
        return TreeInTiles(size, self.tile)

    def entries(self, bundle: Tile) -> list[bytes]:
        """Return the entries of one bundle."""
        found = split_bundle(self.tile(bundle))[: bundle.width]
        if len(found) != bundle.width:
            raise RecordError(f"{bundle.path} holds {len(found)} entries instead of {bundle.width}")
        return found

    def entry(self, index: int, size: int) -> bytes:
        """Return one entry of a log of this size."""
        if not 0 <= index < size:
            raise RecordError(f"there is no entry {index} in a log of {size}")
        number = index // WIDTH
        return self.entries(Tile(ENTRIES, number, min(WIDTH, size - number * WIDTH)))[index % WIDTH]

    def text(self, path: str, limit: int) -> str:
        """Return one file as text.

        Raises:
            InputError: it is not UTF-8.
        """
        try:
            return self.read(path, limit).decode()
        except UnicodeDecodeError as error:
            raise InputError(f"{self.place}/{path}".rstrip("/") + f": not UTF-8 at byte {error.start}") from None

    def checkpoint(self) -> str:
        """Return the newest signed checkpoint."""
        return self.text("checkpoint", MAX_NOTE)

    def policy(self) -> str:
        """Return the policy that the record itself names."""
        return self.text("policy", MAX_POLICY)


def is_address(place: str) -> bool:
    """Say whether a place is an address on the web."""
    return urlsplit(place).scheme in ("http", "https")


def _load(path: Path, limit: int) -> bytes:
    with path.open("rb") as file:
        return file.read(limit + 1)


def _fetch(address: str, limit: int) -> bytes:
    try:
        with urlopen(Request(address, headers={"User-Agent": "isonomia"}), timeout=TIMEOUT) as answer:
            data: bytes = answer.read(limit + 1)
            return data
    except HTTPError as error:
        raise FileNotFoundError(2, f"answered {error.code}", address) from None
    except (URLError, OSError, HTTPException, ValueError) as error:
        raise FileNotFoundError(2, os.strerror(2), f"{address} ({error})") from None
