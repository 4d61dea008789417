"""The command `isonomia`: each verb imports what it needs when it runs.

Exit codes: 0 right, 1 a check failed, 2 usage, 3 data missing, 4 record broken.
"""

import sys

import typer

from isonomia.errors import InputError, IsonomiaError, RecordError, RulebookError
from isonomia_cli import demo, figures, referendum, rules, verify

CHECK_FAILED, USAGE, MISSING, BROKEN = 1, 2, 3, 4

app = typer.Typer(
    name="isonomia",
    help="Run a constitutional reform in public, and let anyone check every number.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(rules.app, name="rules")
app.add_typer(referendum.app, name="referendum")
app.command()(verify.verify)
app.command()(figures.figures)
app.command()(demo.demo)


def main() -> None:
    """Run the command; an error of ours is one clear line and an exit code, never a traceback."""
    try:
        app()
    except IsonomiaError as error:
        print(f"isonomia: {error}", file=sys.stderr)
        sys.exit(exit_code(error))
    except (FileNotFoundError, NotADirectoryError) as error:
        print(f"isonomia: not found: {error.filename}", file=sys.stderr)
        sys.exit(MISSING)
    except (IsADirectoryError, PermissionError) as error:
        print(f"isonomia: cannot be read: {error.filename}", file=sys.stderr)
        sys.exit(USAGE)
    except BrokenPipeError:
        sys.stderr.close()


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
