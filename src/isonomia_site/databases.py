"""Which database the hall keeps the record in: a file of its own, or PostgreSQL under an address.

An act that was acknowledged must survive the loss of power, on either.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from isonomia.errors import InputError

VARIABLE = "ISONOMIA_DATABASE_URL"
WANTED = "wanted: postgresql://user:password@host:port/name, or postgresql:///name?host=/folder/of/the/socket"
SCHEMES = ("postgresql://", "postgres://")
CONNECT_SECONDS = 10
# Whoever waits for another writer waits as long on either database.
WAIT_SECONDS = 20
STATEMENT_SECONDS = 60
# The server prepares what is asked to be prepared, and nothing else however often it is sent.
NEVER_BY_ITSELF = 2**31


def database(address: str, state: Path) -> dict[str, Any]:
    """What Django is told of the database: PostgreSQL under an address, or the file in the state folder without one.

    Raises:
        InputError: the address is none. It is not repeated: a password may stand in it.
    """
    return _postgresql(address) if address else _sqlite(state / "isonomia.sqlite3")


def insert_rows(table: str, names: Sequence[str], rows: Sequence[Sequence[str | bytes | None]]) -> None:
    """Insert many rows as they are: to make an object of each takes longer than all else that is done with it."""
    from django.db import connection

    if rows:
        columns, marks = ", ".join(names), ", ".join(["%s"] * len(names))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def _sqlite(path: Path) -> dict[str, Any]:
    # IMMEDIATE: a writer waits at its first statement, so that nobody has read what another then changes.
    # secure_delete: what is deleted is overwritten.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": WAIT_SECONDS,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA recursive_triggers=ON; PRAGMA secure_delete=ON"
            ),
        },
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = _parts(address)
    from psycopg import IsolationLevel

    session = (
        f"-c synchronous_commit=on -c lock_timeout={WAIT_SECONDS}s -c statement_timeout={STATEMENT_SECONDS}s "
        f"-c idle_in_transaction_session_timeout={STATEMENT_SECONDS}s"
    )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": CONNECT_SECONDS,
            "application_name": "isonomia",
            **parts,
            # What the address itself asks for comes later and wins.
            "options": f"{session} {parts.get('options', '')}".strip(),
            "isolation_level": IsolationLevel.READ_COMMITTED,
            "prepare_threshold": NEVER_BY_ITSELF,
        },
    }


def _parts(address: str) -> dict[str, Any]:
    """An address taken apart by PostgreSQL's own library."""
    if not address.startswith(SCHEMES):
        raise InputError(f"{VARIABLE} names no PostgreSQL database; {WANTED}")
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise InputError(f"{VARIABLE} is set, but psycopg is missing: pip install 'isonomia[postgres]'") from None
    try:
        parts: dict[str, Any] = dict(conninfo_to_dict(address))
    except ProgrammingError as error:
        # Up to the first quotation mark: after it the library repeats what it was given.
        reason = " ".join(str(error).partition('"')[0].split()).rstrip(": ")
        raise InputError(f"{VARIABLE} cannot be read ({reason}); {WANTED}") from None
    if not parts.get("dbname"):
        raise InputError(f"{VARIABLE} names no database after the host; {WANTED}")
    return parts
