"""What the tests of the hall are handed: a built record to read, or a fresh hall to write into."""

import shutil
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.db import connection

from isonomia.packs.loading import Pack
from isonomia_site.permissions import at_console
from isonomia_site.record.keys import own_policy
from isonomia_site.record.publishing import publish
from isonomia_site.record.sequencer import sequence
from isonomia_site.reforms.services import enter_pack

COMPILER = at_console("compiler", date(2026, 11, 21))
"""Whoever enters a pack at the console."""


@dataclass(frozen=True)
class DemoRecord:
    """A built record: its state folder, what was published, its database, its name and size."""

    state: Path
    published: Path
    database: Path
    origin: str
    size: int


@dataclass(frozen=True)
class Hall:
    """A fresh hall: an empty database on the disk, a key, and a place to publish."""

    database: Path
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
        connection.close()
        shutil.copytree(self.published, folder / "log")
        shutil.copy(self.database, folder / "hall.sqlite3")
        attach(folder / "hall.sqlite3")
        return replace(self, database=folder / "hall.sqlite3", published=folder / "log")

    def files(self) -> dict[str, bytes]:
        """Every published file."""
        paths = [path for path in self.published.rglob("*") if path.is_file()]
        return {path.relative_to(self.published).as_posix(): path.read_bytes() for path in paths}

    def without_triggers(self, *statements: str) -> None:
        """Do what somebody with the database file could do: drop the triggers, and write."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                cursor.execute(statement)


def attach(database: Path) -> None:
    """Let Django work on another database file."""
    connection.close()
    connection.settings_dict["NAME"] = str(database)
