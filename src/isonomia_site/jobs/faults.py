"""What can stand in a worker's way, told in one line that names no person: what it is, where, and what is done."""

import errno
import traceback
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from isonomia.errors import ConflictError, IsonomiaError, RecordError

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
SAID_OF_NO_ROOM = ("disk is full", "no space left", "file too large", "could not extend file")
PASSING = ("turn_lost", "database_unreachable", "database_busy", "disk_full")
"""Faults that end by themselves, or when somebody has made room or mended the connection."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that went wrong: its name, and words for whoever runs the hall."""

    name: str
    words: str

    @property
    def passing(self) -> bool:
        """Whether it is right to try again and again."""
        return self.name in PASSING


def fault_of(error: Exception) -> Fault:
    """Name what went wrong. Of a fault that nobody foresaw only kind and place are told, never what was in hand."""
    match error:
        case ConflictError():
            return Fault("turn_lost", str(error))
        case RecordError():
            return Fault("record_refused", str(error))
        case DatabaseError() | InterfaceError():
            return _of_database(error)
        case OSError() if error.errno in NO_ROOM:
            where = error.filename or settings.ISONOMIA_PUBLISHED
            return Fault("disk_full", f"no room to write in {_folder(where)}: nothing new is published until there is")
        case OSError():
            return Fault("files_refused", f"{error.filename or settings.ISONOMIA_PUBLISHED}: {error.strerror or error}")
    return Fault("fault", kind_and_place(error))


def kind_and_place(error: Exception) -> str:
    """The kind of an error and the line of code where it arose."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


def told(error: Exception) -> str:
    """What may be kept of a job's fault: our own words on the record and on machines, of anything else the place."""
    if isinstance(error, IsonomiaError) and not isinstance(error, (ConflictError, RecordError)):
        return kind_and_place(error)
    return fault_of(error).words


def _of_database(error: Exception) -> Fault:
    said = " ".join(str(error).split())
    state = getattr(error.__cause__, "sqlstate", None) or ""
    if state == "53100" or any(words in said.lower() for words in SAID_OF_NO_ROOM):
        return Fault("disk_full", f"the database {_database()} finds no room: nothing is entered or signed")
    if "locked" in said or state in ("55P03", "40P01", "57014"):
        return Fault("database_busy", f"the database {_database()} is held by another writer")
    if _is_lost(error, state, said):
        why = f" ({said})" if connection.vendor == "sqlite" else ""
        return Fault("database_unreachable", f"the database {_database()} cannot be reached{why}: waiting for it")
    return Fault("database_refused", f"the database {_database()} refused: {kind_and_place(error)} {state}".rstrip())


def _is_lost(error: Exception, state: str, said: str) -> bool:
    if connection.vendor == "postgresql":
        # Without a state of its own the server has not answered; 08 is the connection, 57P the server going down.
        return isinstance(error, InterfaceError) or not state or state.startswith(("08", "57P"))
    return "unable to open" in said or "disk I/O" in said


def _folder(path: object) -> Path:
    found = Path(str(path))
    return found if found.is_dir() else found.parent


def _database() -> str:
    """Where the database is, without who asks and with which password."""
    told = connection.settings_dict
    return f"{told['NAME']} on {told['HOST']}" if told.get("HOST") else str(told["NAME"])
