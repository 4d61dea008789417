"""`isonomia demo`: build a record from a pack, check it as a stranger would, and show it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from isonomia.errors import Finding, IsonomiaError
from isonomia.figures.published import replayed
from isonomia.packs.loading import SHIPPED, Pack, folder, load
from isonomia.record.reading import check
from isonomia.reform.road import BODIES
from isonomia.wording import say_finding
from isonomia_cli.figures import print_figures
from isonomia_cli.serving import HOST, is_free, open_hall, prepare, serve_hall
from isonomia_cli.verify import wrong_numbers

CHECK_FAILED = 1
USAGE = 2
DATA_MISSING = 3
BROKEN = 4


def demo(
    build_only: Annotated[bool, typer.Option("--build-only", help="Build and check, do not serve.")] = False,
    out: Annotated[Path | None, typer.Option(help="With --build-only: an empty folder for the record.")] = None,
    pack: Annotated[str, typer.Option(help="A pack that ships, by name, or a folder.")] = SHIPPED[0],
    state: Annotated[Path | None, typer.Option(help="Keep database and keys here.")] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Serve on this port of this machine.")] = 8000,
) -> None:
    """Build a record from published facts, verify it, recompute its figures, and serve it on this machine.

    The database is a file in the state folder, or the empty PostgreSQL database that ISONOMIA_DATABASE_URL names; give
    --state with that one, because the key stays there.
    """
    if (out is None) is build_only:
        stop("--build-only and --out belong together: the record is written into the folder of --out", USAGE)
    if out is not None and out.exists() and not (out.is_dir() and not any(out.iterdir())):
        stop(f"{out} is not an empty folder", USAGE)
    if not build_only and not is_free(HOST, port):
        stop(f"port {port} is in use: choose another with --port", USAGE)
    try:
        read = load(folder(pack))
    except IsonomiaError as error:
        stop(str(error), DATA_MISSING)
    if find_spec("django") is None:
        stop("the hall is not installed: pip install 'isonomia[site]'", DATA_MISSING)
    in_postgresql = names_postgresql()
    try:
        with state_folder(state) as home:
            tree = build_or_say_why(read, home, "PostgreSQL" if in_postgresql else f"the database in {home}")
            if out is None:
                verify(tree)
                serve_hall(HOST, port)
            else:
                hand_over(tree, out)
    except IsonomiaError as error:
        stop(f"{type(error).__name__}: {error}", BROKEN)
    except shutil.Error as error:
        # One line of many alike: each file that could not be copied, and why.
        stop(f"the record could not be written: {error.args[0][0][2]}", DATA_MISSING)
    except OSError as error:
        stop(f"the record could not be written: {error}", DATA_MISSING)


def names_postgresql() -> bool:
    """Whether the environment names a PostgreSQL database; a name that is none ends the command."""
    from isonomia_site.databases import VARIABLE, database

    try:
        return "HOST" in database(os.environ.get(VARIABLE, ""), Path())
    except IsonomiaError as error:
        stop(str(error), USAGE)


def build_or_say_why(pack: Pack, state: Path, database: str) -> Path:
    """Build the record; a database that cannot be written is told as a file that cannot."""
    from django.db import Error

    try:
        return build(pack, state)
    except Error as error:
        raise OSError(f"{database}: {' '.join(str(error).split())}") from error


def hand_over(tree: Path, out: Path) -> None:
    """Write a record into a folder, whole and verified or not at all.

    It is verified beside its place and then renamed; of two who write to one place only the first succeeds.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as beside:
        whole = Path(beside) / "record"
        shutil.copytree(tree, whole)
        verify(whole)
        os.rename(whole, out)


def stop(message: str, code: int) -> NoReturn:
    """Say in one line what stands in the way, and end."""
    typer.echo(f"isonomia demo: {message}", err=True)
    raise typer.Exit(code)


def say(message: str) -> None:
    """Say how far the work has come."""
    typer.echo(message, err=True)


@contextmanager
def state_folder(kept: Path | None) -> Iterator[Path]:
    """The folder that is to be kept, or one that is removed at the end."""
    if kept is not None:
        kept.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield kept.resolve()
        return
    owner, made = os.getpid(), Path(tempfile.mkdtemp(prefix="isonomia-"))
    try:
        yield made
    finally:
        # The server's workers are copies of this process and pass here too.
        if os.getpid() == owner:
            shutil.rmtree(made, ignore_errors=True)


def build(pack: Pack, state: Path) -> Path:
    """Enter the pack's acts into a record of its own, number, sign and publish them; return the published tree."""
    # Served to this machine alone, where there is no TLS.
    os.environ.setdefault("ISONOMIA_PLAIN_HTTP", "1")
    open_hall(state)
    prepare()
    from django.conf import settings

    from isonomia_site.proposals.services import keep_openings
    from isonomia_site.record.keys import log_key, own_policy, promise_key
    from isonomia_site.record.publishing import publish, verify_published
    from isonomia_site.reforms.services import enter_pack

    tree: Path = settings.ISONOMIA_PUBLISHED
    signer = log_key(state / "log.key", pack.manifest.origin)
    policy = own_policy(signer, promise_key(state / "promise.key", pack.manifest.origin))
    say(f"{enter_pack(pack, policy)} acts entered from {pack.manifest.name}")
    if pack.openings:
        say(f"{keep_openings(pack.openings)} texts of proposals kept beside the record")
    head = publish(tree, signer)
    say(f"{head.size} acts published and signed as {head.origin}")
    verify_published(tree)
    return tree


def verify(tree: Path) -> None:
    """Check the published tree as any stranger would, recompute its figures, and print them."""
    record, findings = check(tree, BODIES, strict=True)
    if record is None or findings:
        stop("\n  ".join(["the record does not verify:", *(_shown(one) for one in findings[:20])]), BROKEN)
    wrong = wrong_numbers(record)
    if wrong:
        stop("\n  ".join(["the numbers do not recompute:", *(_shown(one) for one in wrong[:20])]), CHECK_FAILED)
    print_figures(replayed(record), "en")
    witnesses = len(record.policy.witnesses)
    typer.echo(
        f"\nverified: {record.size} entries lead to the root {record.root.hex()}, and every published figure "
        f"recomputes; cosigned by {len(record.cosigned)} of {witnesses} witnesses"
    )


def _shown(finding: Finding) -> str:
    return f"{finding.where}: {say_finding(finding, 'en')}"
