"""Dumps of the database with the published files, and how they come back: never before the ledger was obeyed.

A dump holds no key of papers, no ledger and no session. Whoever has only dumps opens no paper and no
officer's page.
"""

import io
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

import msgspec
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from isonomia.errors import InputError, RecordError
from isonomia_site.papers import vault
from isonomia_site.papers.erasure import FETCH, Mark, is_behind, mark_of_database, refuse_mark, settle
from isonomia_site.papers.ledger import ledger_path, read_ledger
from isonomia_site.record.clock import written
from isonomia_site.record.files import make_folders, write
from isonomia_site.record.models import Leaf
from isonomia_site.record.tree import is_published_name, write_archive

THE_DUMP = "the dump"
MANIFEST = "manifest.json"
RECORD = "record.tar"
LEFT_OUT = ("django_session", "people_attempt")
"""Tables whose rows no dump holds: a session opens the pages of whoever is signed in, to anyone who reads its row."""

DATABASE = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a dump holds, and how far the ledger of erasures reached when it was made."""

    made_at: str
    vendor: str
    entries: int
    published: int
    ledger: str
    ledger_seq: int
    ledger_line: str
    sha256: dict[str, str]


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of a restore."""

    entries: int
    erased_again: int
    kept_tree: bool
    behind: bool


def dump(out: Path, now: datetime) -> Manifest:
    """Write database and published files into a new folder, whole or not at all.

    The published files are taken first: so the database of a dump is never behind them.

    Raises:
        InputError: something is there already.
    """
    if out.exists():
        raise InputError(f"{out} is there already: a dump is written into a new folder")
    make_folders(out.parent.resolve())
    beside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        published = _dump_record(beside)
        name = DATABASE[connection.vendor]
        {"sqlite": _dump_sqlite, "postgresql": _dump_postgresql}[connection.vendor](beside / name)
        mark = mark_of_database() or Mark(THE_DUMP, "", 0, "")
        manifest = Manifest(
            made_at=written(now),
            vendor=connection.vendor,
            entries=Leaf.objects.count(),
            published=published,
            ledger=mark.ledger,
            ledger_seq=mark.seq,
            ledger_line=mark.line,
            sha256={path.name: _sha256(path) for path in sorted(beside.iterdir())},
        )
        write(beside, MANIFEST, msgspec.json.format(msgspec.json.encode(manifest, order="sorted")))
        os.rename(beside, out)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return manifest


def restore(source: Path, *, replace: bool = False) -> Restored:
    """Bring a dump back, obey the ledger of erasures on it, and only then let the hall open on it.

    Published files that are there already stay: they are what others have seen.

    Args:
        replace: whether a database that is there may be lost.
    Raises:
        InputError: no dump, or one of another kind of database, or a database is there already.
        RecordError: the dump was altered; or ledger, keys and dump do not belong together.
    """
    manifest = read_manifest(source)
    if manifest.vendor != connection.vendor:
        raise InputError(f"a dump of {manifest.vendor}: this hall runs on {connection.vendor}")
    _refuse_before_anything_is_lost(manifest)
    kept_tree = not _restore_record(source / RECORD)
    database = source / DATABASE[manifest.vendor]
    bring_back = {"sqlite": _restore_sqlite, "postgresql": _restore_postgresql}[manifest.vendor]
    done = bring_back(database, replace)
    return Restored(Leaf.objects.count(), done, kept_tree, is_behind())


def read_manifest(source: Path) -> Manifest:
    """Read what a dump says of itself, and compare its files with it.

    Raises:
        RecordError: a file is missing or differs.
    """
    data = (source / MANIFEST).read_bytes()
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except msgspec.MsgspecError as error:
        raise RecordError(f"{MANIFEST} of the dump cannot be read: {error}") from None
    for name, digest in manifest.sha256.items():
        path = source / Path(name).name
        if not path.is_file() or _sha256(path) != digest:
            raise RecordError(f"{name} of the dump is missing, or is not what was dumped")
    return manifest


def _refuse_before_anything_is_lost(manifest: Manifest) -> None:
    there = read_ledger(ledger_path())
    if there is not None and manifest.ledger:
        refuse_mark(there, Mark(THE_DUMP, manifest.ledger, manifest.ledger_seq, manifest.ledger_line))
    elif manifest.ledger:
        raise RecordError(f"the ledger of erasures is missing, and the dump needs it: {FETCH}")


def _obey_the_ledger() -> int:
    call_command("migrate", verbosity=0)
    done = settle()
    if not vault.search_works():
        vault.renew_search()
    return done


def _dump_record(folder: Path) -> int:
    root: Path = settings.ISONOMIA_PUBLISHED
    if not (root / "checkpoint").is_file():
        return 0
    with open(folder / RECORD, "wb") as file:
        write_archive(root, file)
        file.flush()
        os.fsync(file.fileno())
    return _size_in(folder / RECORD)


def _size_in(archive: Path) -> int:
    with tarfile.open(archive) as files:
        head = files.extractfile("record/checkpoint") or io.BytesIO()
        return int(head.read().split(b"\n")[1])


def _restore_record(archive: Path) -> bool:
    """Unpack the published files where there are none; return whether that was done."""
    root: Path = settings.ISONOMIA_PUBLISHED
    if not archive.is_file() or (root.is_dir() and any(root.iterdir())):
        return False
    make_folders(root.parent)
    with tempfile.TemporaryDirectory(prefix=f".{root.name}-", dir=root.parent) as beside:
        whole = Path(beside) / "record"
        with tarfile.open(archive) as files:
            for member in files:
                name = member.name.removeprefix("record/")
                data = files.extractfile(member) if is_published_name(name) else None
                if data is None:
                    raise RecordError(f"{RECORD} of the dump holds {name}, which no record publishes")
                write(whole, name, data.read())
        if root.is_dir():
            root.rmdir()
        os.rename(whole, root)
    return True


def _dump_sqlite(path: Path) -> None:
    connection.ensure_connection()
    with sqlite3.connect(path) as copy:
        connection.connection.backup(copy)
        # A dump is one file: whoever carries it need not know of write-ahead files.
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("PRAGMA secure_delete=ON")
        for table in LEFT_OUT:
            copy.execute(f"DELETE FROM {table}")
    copy.close()
    path.chmod(0o600)


def _restore_sqlite(dumped: Path, replace: bool) -> int:
    """Work on a copy beside the database, and put it in its place when the ledger was obeyed."""
    target = Path(connection.settings_dict["NAME"])
    if target.exists() and not replace:
        raise InputError(f"{target.name} is there already: give --replace to lose it")
    make_folders(target.parent)
    copy = target.with_name(target.name + ".restoring")
    _remove_sqlite(copy)
    shutil.copyfile(dumped, copy)
    copy.chmod(0o600)
    connection.close()
    connection.settings_dict["NAME"] = str(copy)
    try:
        done = _obey_the_ledger()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        # The write-ahead file of a lost database must never be played onto another.
        for ending in ("-wal", "-shm"):
            target.with_name(target.name + ending).unlink(missing_ok=True)
        os.replace(copy, target)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(target)
        _remove_sqlite(copy)
    return done


def _remove_sqlite(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _dump_postgresql(path: Path) -> None:
    # Not compressed: what is sealed does not shrink, and anyone can search a dump for what must not be in it.
    options = ("--format=custom", "--compress=0", "--no-owner", "--no-privileges")
    left_out = [f"--exclude-table-data={table}" for table in LEFT_OUT]
    _run_postgresql("pg_dump", *options, *left_out, f"--file={path}")
    path.chmod(0o600)


def _restore_postgresql(dumped: Path, replace: bool) -> int:
    """Restore in one transaction. Until the ledger was obeyed the hall refuses to open, so a kill here is no harm."""
    if Leaf._meta.db_table in connection.introspection.table_names() and not replace:
        raise InputError("the database holds tables already: give --replace to lose them")
    _run_postgresql(
        "pg_restore", "--clean", "--if-exists", "--single-transaction", "--exit-on-error", "--no-owner", str(dumped)
    )
    return _obey_the_ledger()


def _run_postgresql(program: str, *options: str) -> None:
    """Run one of PostgreSQL's own programs on this hall's database; the password goes by the environment."""
    where = os.environ.get("ISONOMIA_POSTGRES_BIN")
    found = shutil.which(program, path=where)
    if found is None:
        raise FileNotFoundError(2, "no such program", f"{where}/{program}" if where else program)
    args, env = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    connection.close()
    line = [found, *args[1:-1], f"--dbname={args[-1]}", *options]
    done = subprocess.run(line, env={**os.environ, **(env or {})}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RecordError(f"{program}: {done.stderr.strip() or done.returncode}")


def _sha256(path: Path) -> str:
    with open(path, "rb") as file:
        return file_digest(file, "sha256").hexdigest()
