"""The command `isonomia`: each verb imports what it needs when it runs.

Exit codes: 0 right, 1 a check failed, 2 usage, 3 data missing, 4 record broken.
"""

import os
import sys
from io import TextIOWrapper

import typer

from isonomia.errors import InputError, IsonomiaError, RecordError, RulebookError
from isonomia.wording import printable
from isonomia_cli import demo, figures, referendum, refill, rules, serve, verify, worker

CHECK_FAILED, USAGE, MISSING, BROKEN, STOPPED = 1, 2, 3, 4, 130

app = typer.Typer(
    name="isonomia",
    help="Run a constitutional reform in public, and let anyone check every number.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(rules.app, name="rules")
app.add_typer(referendum.app, name="referendum")
record_app = typer.Typer(no_args_is_help=True, help="The record of a hall.")
record_app.command("refill")(refill.refill)
app.add_typer(record_app, name="record")
app.command()(verify.verify)
app.command()(figures.figures)
app.command()(demo.demo)
app.command()(serve.serve)
app.command()(worker.worker)


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
