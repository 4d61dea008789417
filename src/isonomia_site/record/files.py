"""Writing the published tree and the secrets so that a kill or a loss of power leaves whole files or none."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from isonomia.errors import ConflictError, RecordError

TEMPORARY = ".tmp"


@contextmanager
def held(root: Path) -> Iterator[None]:
    """Keep every other process of this machine from writing under a folder.

    Raises:
        ConflictError: another one is writing there.
    """
    folder = os.open(root, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ConflictError(f"another process is writing under {root}") from None
        yield
    finally:
        os.close(folder)


def keep_secret(path: Path, secret: str) -> str:
    """Keep a secret in a file that only its owner reads; return it, or the one that was kept there before.

    Of several processes that ask at once, one makes it and all get the same.
    """
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=TEMPORARY)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secret + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(made, path)
    except FileExistsError:
        secret = path.read_text(encoding="utf-8").strip()
    finally:
        os.unlink(made)
    # Before anything is sealed or signed under it: a loss of power would take all of that along.
    bring_to_disk(path.parent)
    return secret


def others_read(path: Path) -> bool:
    """Whether the mode of a file lets others than its owner at it."""
    return bool(path.stat().st_mode & 0o077)


def refuse_if_others_read(path: Path) -> None:
    """Refuse a key file whose mode lets others at it.

    Raises:
        RecordError: the mode is not 0600.
    """
    if others_read(path):
        raise RecordError(f"the key {path.name} can be read by others: wanted mode 0600")


def sweep(root: Path) -> int:
    """Remove what an interrupted writing has left; return how many files."""
    left = [path for path in root.rglob(f"*{TEMPORARY}") if path.is_file()]
    for path in left:
        path.unlink()
    return len(left)


def write_once(root: Path, name: str, data: bytes) -> None:
    """Write a file that never changes; one that is there already must hold the same bytes.

    Raises:
        RecordError: it holds others. Nothing is overwritten: what was published stays, for whoever looks into it.
    """
    path = root / name
    if not path.exists():
        write(root, name, data)
    elif path.read_bytes() != data:
        raise RecordError(f"the published file {name} holds other bytes than the record gives: nothing was signed")


def write(root: Path, name: str, data: bytes, *, private: bool = False) -> None:
    """Write a file beside its place, bring it to the disk, and put it there in one step.

    Args:
        private: whether only its owner may read it, from its first byte on.
    """
    path = root / name
    make_folders(path.parent)
    temporary = path.with_name(path.name + TEMPORARY)
    # The folder stays open from before the writing: a folder opened later may not tell of a fault in between.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        with open(temporary, "wb", opener=partial(os.open, mode=0o600 if private else 0o666)) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        os.fsync(folder)
    finally:
        os.close(folder)


def make_folders(path: Path) -> None:
    """Make a folder and those above it, each brought to the disk in the one that holds it."""
    if path.is_dir():
        return
    make_folders(path.parent)
    path.mkdir(exist_ok=True)
    bring_to_disk(path.parent)


def bring_to_disk(folder: Path) -> None:
    """Bring to the disk which files a folder holds."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_private(folder: Path) -> None:
    """Make a folder that only its owner enters; one that is there keeps its mode."""
    if not folder.is_dir():
        make_folders(folder)
        folder.chmod(0o700)
