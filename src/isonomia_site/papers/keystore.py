"""The key folder: one data key a person or case, each a file of its own outside the database, each wrapped.

To remove a key is to erase whatever it sealed, in every dump at once. Nothing here is kept in memory: a key that is
gone from the folder is gone for every process.
"""

import os
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from isonomia.errors import InputError, RecordError
from isonomia_site.record.files import TEMPORARY, bring_to_disk, keep_secret, make_private, refuse_if_others_read, write

KEY_SIZE = 32
NONCE_SIZE = 12
TOGETHER = 16
MARK = "ledger"
MASTER = "paper-master.key"

_key_id = re.compile(r"[0-9a-f]{32}")


class Wrapping(Protocol):
    """Who wraps the data keys: the master key in a file, or a service that keeps it in hardware."""

    def wrap(self, key: bytes, key_id: str) -> bytes:
        """Return the key in a form that may lie on a disk, bound to its id."""

    def wrap_many(self, keys: Mapping[str, bytes]) -> dict[str, bytes]:
        """Wrap many keys, by their ids."""

    def unwrap(self, wrapped: bytes, key_id: str) -> bytes:
        """Return the key; RecordError if the bytes were not wrapped here under this id."""


class MasterFile:
    """The master key in a file that only its owner reads; made on first use."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def wrap(self, key: bytes, key_id: str) -> bytes:
        """Wrap a key with AES-256-GCM, its id as associated data."""
        return self.wrap_many({key_id: key})[key_id]

    def wrap_many(self, keys: Mapping[str, bytes]) -> dict[str, bytes]:
        """Wrap many keys, the master key read once."""
        master = AESGCM(self._key(make=True))
        nonces = {key_id: os.urandom(NONCE_SIZE) for key_id in keys}
        return {one: nonces[one] + master.encrypt(nonces[one], key, one.encode()) for one, key in keys.items()}

    def unwrap(self, wrapped: bytes, key_id: str) -> bytes:
        """Return the key."""
        try:
            return AESGCM(self._key()).decrypt(wrapped[:NONCE_SIZE], wrapped[NONCE_SIZE:], key_id.encode())
        except (InvalidTag, ValueError):
            raise RecordError(f"the key {key_id} does not open under this master key: fetch the one it had") from None

    def _key(self, *, make: bool = False) -> bytes:
        if make and not self._path.exists():
            make_private(self._path.parent)
            keep_secret(self._path, secrets.token_hex(KEY_SIZE))
        if not self._path.exists():
            raise RecordError(f"the master key {self._path.name} of the papers is missing: fetch its copy")
        refuse_if_others_read(self._path)
        text = self._path.read_text(encoding="ascii").strip()
        if not re.fullmatch(r"[0-9a-f]{64}", text):
            raise RecordError(f"{self._path.name} is no master key: wanted 64 hexadecimal digits")
        return bytes.fromhex(text)


class Keystore:
    """The data keys in their folder."""

    def __init__(self, folder: Path, wrapping: Wrapping) -> None:
        self.folder = folder
        self.wrapping = wrapping

    def make(self) -> str:
        """Make a new key; return its id."""
        key_id = secrets.token_hex(16)
        self._write(f"{key_id}.key", self.wrapping.wrap(os.urandom(KEY_SIZE), key_id))
        return key_id

    def make_many(self, count: int) -> dict[str, bytes]:
        """Make new keys, each in a file of its own as `make` does; return them by their ids.

        Every file is brought to the disk by itself, several at a time, since a disk takes those that wait together at
        once; the folder is, after all of them.
        """
        made = {secrets.token_hex(16): os.urandom(KEY_SIZE) for _ in range(count)}
        if made:
            make_private(self.folder)
            wrapped = self.wrapping.wrap_many(made).items()
            shares = [list(wrapped)[start::TOGETHER] for start in range(TOGETHER)]
            with ThreadPoolExecutor(TOGETHER) as pool:
                for done in [pool.submit(self._write_beside, share) for share in shares]:
                    done.result()
            for key_id in made:
                path = str(self._path(key_id))
                os.replace(path + TEMPORARY, path)
            bring_to_disk(self.folder)
        return made

    def find(self, key_id: str) -> bytes | None:
        """Return a key; None if there is none of this id (any more).

        Raises:
            RecordError: the file can be read by others, or does not open.
        """
        path = self._path(key_id)
        try:
            wrapped = path.read_bytes()
        except FileNotFoundError:
            return None
        refuse_if_others_read(path)
        return self.wrapping.unwrap(wrapped, key_id)

    def destroy(self, key_id: str) -> bool:
        """Overwrite a key, remove it, and bring that to the disk; return whether it was there."""
        path = self._path(key_id)
        try:
            with open(path, "r+b") as file:
                file.write(os.urandom(path.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
        except FileNotFoundError:
            return False
        bring_to_disk(self.folder)
        return True

    def ids(self) -> Iterator[str]:
        """The ids of the keys that are there."""
        for path in sorted(self.folder.glob("*.key")):
            if _key_id.fullmatch(path.stem):
                yield path.stem

    def mark(self, text: str) -> None:
        """Note how far the ledger of erasures reached when this folder last obeyed it."""
        self._write(MARK, text.encode())

    def marked(self) -> str | None:
        """That note; None where nothing was erased yet."""
        path = self.folder / MARK
        return path.read_text(encoding="utf-8") if path.exists() else None

    def _path(self, key_id: str) -> Path:
        if not _key_id.fullmatch(key_id):
            raise InputError(f'"{key_id}" is no id of a key: wanted 32 hexadecimal digits')
        return self.folder / f"{key_id}.key"

    def _write_beside(self, wrapped: Sequence[tuple[str, bytes]]) -> None:
        for key_id, data in wrapped:
            handle = os.open(f"{self._path(key_id)}{TEMPORARY}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(handle, "wb", buffering=0) as file:
                file.write(data)
                os.fsync(handle)

    def _write(self, name: str, data: bytes) -> None:
        make_private(self.folder)
        write(self.folder, name, data, private=True)


def keystore() -> Keystore:
    """The key folder of this installation."""
    return Keystore(Path(settings.ISONOMIA_KEYS or settings.STATE / "keys" / "papers"), MasterFile(master_path()))


def master_path() -> Path:
    """Where the master key lies."""
    return Path(settings.ISONOMIA_MASTER_KEY or settings.STATE / "keys" / MASTER)
