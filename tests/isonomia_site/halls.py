"""What the tests of the hall are handed: a built record to read, or a fresh hall to write into.

The same on SQLite and on PostgreSQL: a database is known by its name there, and is made from another one by copying.
"""

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path

from django.db import connection

from isonomia.packs.loading import Pack
from isonomia_site.permissions import at_console
from isonomia_site.record.keys import own_policy
from isonomia_site.record.publishing import publish
from isonomia_site.record.sequencer import sequence
from isonomia_site.reforms.services import enter_pack

Statement = str | tuple[str, Sequence[object]]


class SqliteFiles:
    """Databases as files in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def new(self, template: str = "") -> str:
        """Make a database, empty or as another one; return its name."""
        name = str(self._folder / ("isonomia.sqlite3" if not template else f"copy-{next(self._numbers)}.sqlite3"))
        if template:
            # Only a closed database is whole in its one file.
            connection.close()
            shutil.copy(template, name)
        return name

    def drop(self, name: str) -> None:
        """Remove a database."""
        for path in (name, f"{name}-wal", f"{name}-shm"):
            Path(path).unlink(missing_ok=True)

    def close(self) -> None:
        """Nothing is left to remove: the folder goes with the run."""


class PostgresqlServer:
    """Databases on one server; their names are this process's own."""

    # One count for all: two of these in one process must not give one name twice.
    _numbers = count(1)

    def __init__(self, address: str) -> None:
        self.address = address
        self._made: list[str] = []

    def address_of(self, name: str, user: str = "") -> str:
        """The address of one database of the server, for another user if one is named (`name:password`)."""
        found = re.fullmatch(r"(\w+://)(?:([^/?@]*)@)?([^/?]*)(?:/[^?]*)?(\?.*)?", self.address)
        assert found is not None
        scheme, owner, host, rest = found.groups(default="")
        if user:
            rest = re.sub(r"(?<=[?&])(?:user|password)=[^&]*&?", "", rest).rstrip("?&")
        login = user or owner
        return f"{scheme}{login}{'@' if login else ''}{host}/{name}{rest}"

    def run(self, statement: str) -> None:
        """Run one statement on the server itself, outside any transaction."""
        import psycopg

        with closing(psycopg.connect(self.address, autocommit=True)) as server:
            server.execute(statement.encode())

    def new(self, template: str = "") -> str:
        """Make a database, empty or as another one; return its name."""
        connection.close()
        name = f"isonomia_test_{os.getpid()}_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template or 'template0'} ENCODING 'UTF8'")
        self._made.append(name)
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self._made.remove(name)

    def close(self) -> None:
        """Remove every database that was made here."""
        connection.close()
        for name in [*self._made]:
            self.drop(name)


Databases = SqliteFiles | PostgresqlServer

COMPILER = at_console("compiler", date(2026, 11, 21))
"""Whoever enters a pack at the console."""


@dataclass(frozen=True)
class DemoRecord:
    """A built record: its state folder, what was published, its database, an empty one, its name and size."""

    state: Path
    published: Path
    database: str
    empty: str
    origin: str
    size: int


@dataclass(frozen=True)
class Hall:
    """A fresh hall: an empty database, a key, and a place to publish."""

    databases: Databases
    database: str
    published: Path
    signer: str
    pack: Pack

    def fill(self) -> int:
        """Enter the pack; return how many acts were new."""
        return enter_pack(self.pack, own_policy(self.signer))

    def publish(self) -> int:
        """Number what is waiting, publish; return the size of the head."""
        sequence()
        return publish(self.published, self.signer).size

    def copy(self, folder: Path) -> "Hall":
        """Copy database and published files, and go on in the copy."""
        shutil.copytree(self.published, folder / "log")
        copied = self.databases.new(self.database)
        attach(copied)
        return replace(self, database=copied, published=folder / "log")

    def files(self) -> dict[str, bytes]:
        """Every published file."""
        paths = [path for path in self.published.rglob("*") if path.is_file()]
        return {path.relative_to(self.published).as_posix(): path.read_bytes() for path in paths}

    def without_triggers(self, *statements: Statement) -> None:
        """Do what somebody who owns the database could do: drop the triggers, and write."""
        with connection.cursor() as cursor:
            for statement in triggers_dropped():
                cursor.execute(statement)
            for statement in statements:
                cursor.execute(*((statement,) if isinstance(statement, str) else statement))


def triggers_dropped() -> list[str]:
    """The statements that drop every trigger of the record."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            return [f"DROP TRIGGER {name}" for (name,) in cursor.fetchall()]
        cursor.execute("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
        return [f"DROP TRIGGER {name} ON {table}" for name, table in cursor.fetchall()]


def attach(database: str, **settings: object) -> None:
    """Let Django work on another database of the same kind."""
    connection.close()
    connection.settings_dict.update({**settings, "NAME": database})


@contextmanager
def attached(database: str, **settings: object) -> Iterator[None]:
    """The same for a while."""
    before = dict(connection.settings_dict)
    attach(database, **settings)
    try:
        yield
    finally:
        attach(**{"database": before.pop("NAME"), **before})
