"""A copy of the key folder and of the ledger, which obeys the ledger as the folder itself does.

Kept apart from the dumps: dumps and keys in one hand open every paper.
"""

from pathlib import Path

from isonomia.errors import InputError, RecordError
from isonomia_site.papers.erasure import settle
from isonomia_site.papers.keystore import MASTER, Keystore, keystore, master_path
from isonomia_site.papers.ledger import LEDGER, Ledger, ledger_path, read_ledger
from isonomia_site.record.files import make_private, write


def copy_keys(out: Path) -> tuple[int, int]:
    """Bring a copy of keys, master key and ledger up to date; return how many keys came in and how many were removed.

    A key that was erased since the last time is overwritten and removed in the copy too.
    """
    settle()
    here = keystore()
    copy = Keystore(out / "keys", here.wrapping)
    ledgers = read_ledger(ledger_path()), read_ledger(out / LEDGER)
    erased = {key_id for ledger in ledgers if ledger for key_id in ledger.erased}
    make_private(out)
    make_private(copy.folder)
    removed = sum(copy.destroy(key_id) for key_id in set(copy.ids()) & erased)
    came = _copy_missing(here, copy, erased)
    for source, name in ((ledger_path(), LEDGER), (master_path(), MASTER)):
        if source.is_file():
            _copy_private(source, out / name)
    marked = here.marked()
    if marked is not None:
        copy.mark(marked)
    return came, removed


def restore_keys(source: Path) -> int:
    """Bring keys back from their copy, but none that the ledger names, here or in the copy; return how many came.

    Raises:
        InputError: this is no copy of keys.
        RecordError: the copy belongs to another ledger or another master key.
    """
    if not (source / MASTER).is_file():
        raise InputError(f"{source} is no copy of keys, or of a hall that kept no paper yet: it holds no {MASTER}")
    here = keystore()
    if master_path().is_file() and master_path().read_bytes() != (source / MASTER).read_bytes():
        raise RecordError("the copy was made under another master key: nothing was taken from it")
    ledger = _longer(read_ledger(ledger_path()), read_ledger(source / LEDGER))
    if ledger is not None and ledger != read_ledger(ledger_path()):
        _copy_private(source / LEDGER, ledger_path())
    if not master_path().is_file():
        _copy_private(source / MASTER, master_path())
    return _copy_missing(Keystore(source / "keys", here.wrapping), here, ledger.erased if ledger else set())


def _longer(one: Ledger | None, other: Ledger | None) -> Ledger | None:
    """Of two copies of one ledger, the one that goes on where the other ends."""
    if one is None or other is None:
        return one or other
    short, long = sorted((one, other), key=lambda ledger: ledger.length)
    if short.name != long.name or (short.length >= long.through and long.hash_of(short.length) != short.head):
        raise RecordError("the ledger of the copy is another than the one here: nothing was taken from it")
    return one if one.length == other.length else long


def _copy_missing(source: Keystore, target: Keystore, erased: set[str]) -> int:
    missing = set(source.ids()) - set(target.ids()) - erased
    make_private(target.folder)
    for key_id in sorted(missing):
        _copy_private(source.folder / f"{key_id}.key", target.folder / f"{key_id}.key")
    return len(missing)


def _copy_private(source: Path, target: Path) -> None:
    make_private(target.parent)
    write(target.parent, target.name, source.read_bytes(), private=True)
