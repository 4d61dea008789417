"""The hall behind the commands: opened on its state folder, made ready, and served."""

import os
import socket
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typer

from isonomia.errors import InputError, RulebookError

HOST = "127.0.0.1"


def open_hall(state: Path | None, *, new: bool = True) -> Path:
    """Set Django up on this state folder, or on that of ISONOMIA_STATE; return the folder.

    Args:
        new: whether the folder may be a new one; then it is made.
    """
    if find_spec("django") is None:
        raise RulebookError("the hall is not installed: pip install 'isonomia[site]'")
    folder = (state or Path(os.environ.get("ISONOMIA_STATE") or "var")).resolve()
    if new:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["ISONOMIA_STATE"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "isonomia_site.settings"
    import django

    django.setup()
    return folder


def open_migrated(state: Path | None) -> Path:
    """Open a hall whose database is of this edition; return its folder.

    Raises:
        RulebookError: its database is empty, or of an older edition.
    """
    folder = open_hall(state)
    refuse_if_behind()
    return folder


def refuse_if_behind() -> None:
    """Refuse an open hall whose database lacks steps to this edition.

    Raises:
        RulebookError: it is empty, or of an older edition.
    """
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    behind = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if behind:
        raise RulebookError(
            f"the database is {behind} steps behind this edition: stop workers and servers, then run "
            "`isonomia serve --migrate`"
        )


def open_existing(state: Path | None) -> None:
    """Open a hall that is there already; nothing is made where there is none.

    Raises:
        InputError: there is no hall, or nothing in its database.
    """
    folder = open_hall(state, new=False)
    if not _has_tables():
        raise InputError(f"the hall of {folder} has no database yet")


def _has_tables() -> bool:
    from django.db import connection

    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and not Path(name).exists():
        # To ask SQLite would make an empty one.
        return False
    return "papers_key" in connection.introspection.table_names()


def prepare() -> None:
    """Bring the tables of an open hall to this edition, and gather its static files."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def is_free(host: str, port: int) -> bool:
    """Whether nobody else serves there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def serve_hall(host: str, port: int, processes: int = 1) -> None:
    """Serve the open hall until interrupted."""
    from django.db import connections
    from gunicorn.app.base import BaseApplication

    from isonomia_site.wsgi import application

    # A connection must not be shared with the workers.
    connections.close_all()
    shown = f"[{host}]" if ":" in host else host

    class Server(BaseApplication):
        """Gunicorn, told what to do in code and not by its command line."""

        def load_config(self) -> None:
            """Set what differs from gunicorn's own defaults."""
            options = {"bind": f"{shown}:{port}", "worker_class": "gthread", "threads": 4, "loglevel": "warning"}
            for name, value in {**options, "workers": processes}.items():
                self.cfg.set(name, value)
            self.cfg.set("when_ready", lambda _: typer.echo(f"Isonomia: http://{shown}:{port}/"))

        def load(self) -> Any:
            """The application to be served."""
            return application

    sys.stdout.flush()
    Server().run()


def refuse_taken(host: str, port: int) -> None:
    """Refuse an address before any work is done.

    Raises:
        InputError: somebody serves there, or this machine has no such address.
    """
    if not is_free(host, port):
        raise InputError(f"port {port} of {host} is in use, or not this machine's: choose another with --port")
