"""The command `isonomia`: each verb imports what it needs when it runs.

Exit codes: 0 right, 1 a check failed, 2 usage, 3 data missing, 4 record broken.
"""

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import typer
from typer.core import TyperGroup

from isonomia.errors import InputError, IsonomiaError, RecordError, RulebookError
from isonomia.wording import printable

CHECK_FAILED, USAGE, MISSING, BROKEN, STOPPED = 1, 2, 3, 4, 130
GROUPS = (
    "rules",
    "referendum",
    "deadlines",
    "record",
    "witness",
    "papers",
    "people",
    "texts",
    "alignment",
    "proposals",
    "likeness",
    "rights",
    "court",
    "elections",
    "parties",
    "recall",
    "surveys",
)
VERBS = ("verify", "figures", "board", "demo", "serve", "worker", "backup", "restore")


class Verbs(TyperGroup):
    """The verbs by name; the room of a verb is opened only when it is asked for."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Name every verb, for the help."""
        return [*GROUPS, *VERBS]

    def get_command(self, ctx: typer.Context, cmd_name: str) -> object:  # type: ignore[override]
        """Open the room of one verb."""
        if cmd_name not in (*GROUPS, *VERBS):
            return None
        room = import_module(f"isonomia_cli.{cmd_name}")
        if cmd_name in GROUPS:
            command: Any = typer.main.get_group(room.app)
        else:
            alone = typer.Typer(add_completion=False)
            alone.command(cmd_name)(getattr(room, cmd_name))
            command = typer.main.get_command(alone)
        command.name = cmd_name
        return command


app = typer.Typer(
    name="isonomia",
    cls=Verbs,
    help="Run a constitutional reform in public, and let anyone check every number.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def isonomia() -> None:
    """Run a constitutional reform in public, and let anyone check every number."""


def main() -> None:
    """Run the command; an error of ours is one clear line and an exit code, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot write Kazakh shows escapes; it does not stop the work.
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
        sys.stdout.flush()
    except IsonomiaError as error:
        complain(str(error))
        sys.exit(exit_code(error))
    except (FileNotFoundError, NotADirectoryError) as error:
        complain(f"not found: {error.filename}")
        sys.exit(MISSING)
    except BrokenPipeError:
        sys.stderr.close()
    except OSError as error:
        complain(f"{error.filename or 'the output'}: {error.strerror or error}")
        if error.filename is None:
            # What could not be written must not be tried again on the way out.
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        sys.exit(USAGE)
    except KeyboardInterrupt:
        complain("stopped")
        sys.exit(STOPPED)


def complain(message: str) -> None:
    """Say in one line what is wrong; what a terminal would obey instead of showing is written as its code."""
    print(f"isonomia: {printable(message)}", file=sys.stderr)


def exit_code(error: IsonomiaError) -> int:
    """The exit code of an error."""
    match error:
        case InputError():
            return USAGE
        case RulebookError():
            return MISSING
        case RecordError():
            return BROKEN
        case _:
            return CHECK_FAILED


if __name__ == "__main__":
    main()
