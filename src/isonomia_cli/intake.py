"""`isonomia proposals import`, `export` and `key`: in from files, out as data, and keys for machines."""

import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from isonomia.errors import InputError
from isonomia_cli.options import Language, State
from isonomia_cli.printing import read_text
from isonomia_cli.rules import day_of
from isonomia_cli.serving import open_existing

if TYPE_CHECKING:
    from isonomia_site.intake.importing import Outcome, Progress, Source
    from isonomia_site.intake.services import Detect

EVERY = 2.0
SHOWN = 10

From = Annotated[str, typer.Option("--from", help="decidim, consul, polis, telegram, mbox or register.")]
Map = Annotated[Path | None, typer.Option("--map", help="For a register: which column is what (TOML).")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Look at every row and enter nothing.")]
Name = Annotated[
    str, typer.Option(help="What the source is called, the same in every run; without it, import/ and the format.")
]
Channel = Annotated[
    str, typer.Option(help="How they came: platform, letter, state_portal...; without it, by the format.")
]
Zone = Annotated[str, typer.Option(help="The time zone in which a moment becomes a day; without it, ISONOMIA_ZONE.")]
Encoding = Annotated[str, typer.Option(help="What the file is written in, where that cannot be found out.")]
Received = Annotated[str, typer.Option(help="The day for rows that bear none.")]
Rejects = Annotated[
    Path | None, typer.Option("--rejected", help="The file for rejected rows; without it, beside FILE.")
]
Detected = Annotated[str, typer.Option("--detect", help="Tell languages apart, as kk,ru,en (needs isonomia[lab]).")]


def register(app: typer.Typer) -> None:
    """Add the commands to the group of proposals."""
    app.command(name="import")(bring_in)
    app.command()(export)
    app.add_typer(keys, name="key")


def bring_in(  # noqa: PLR0913 (a command has its options as arguments)
    file: Path,
    form: From,
    *,
    columns: Map = None,
    dry_run: Dry = False,
    source: Name = "",
    channel: Channel = "",
    zone: Zone = "",
    encoding: Encoding = "",
    received_on: Received = "",
    rejected: Rejects = None,
    detect: Detected = "",
    language: Language = "en",
    state: State = None,
) -> None:
    """Enter the proposals of a file of some other place; what is in already is not entered again."""
    open_existing(state)
    from django.conf import settings

    from isonomia_site.intake.importing import CHANNELS, Source, enter, look, write_rejected
    from isonomia_site.intake.services import How
    from isonomia_site.permissions import at_console
    from isonomia_site.proposals.channels.filing import Reading
    from isonomia_site.proposals.channels.register import read_map

    if not file.exists():
        raise FileNotFoundError(2, "not found", str(file))
    day = day_of(received_on, "--received-on") if received_on else None
    known = read_map(read_text(columns)) if columns else None
    given = Source(file, form, Reading(_zone(zone or settings.ISONOMIA_ZONE), encoding, day, known))
    today = datetime.now(UTC).date()
    chosen = channel or CHANNELS.get(form, "")
    how = How(
        source=source or f"import/{form}", channel=chosen, on=today, **({"detect": _detector(detect)} if detect else {})
    )
    run = look if dry_run else enter
    outcome = run(at_console("operator", today), given, how, _progress())
    _tell(outcome, given, dry_run, language)
    if outcome.rejected:
        path = rejected or file.with_name(f"{file.stem}.rejected.csv")
        write_rejected(path, outcome, given.reading.header, language)
        typer.echo(f"rejected rows, each with its reason: {path}")


def _tell(outcome: "Outcome", given: "Source", dry_run: bool, language: str) -> None:
    for line in given.reading.say_remarks(language):
        typer.echo(line)
    done = (
        "would be entered" if dry_run else f"entered{f', {outcome.first} to {outcome.last}' if outcome.first else ''}"
    )
    typer.echo(f"{outcome.read:,} rows read: {outcome.good:,} {done}; {outcome.same:,} were in before; ", nl=False)
    typer.echo(f"{len(outcome.rejected):,} rejected")
    for one in outcome.rejected[:SHOWN]:
        typer.echo(f"  row {one.row}: {one.say(language)}")
    if len(outcome.rejected) > SHOWN:
        typer.echo(f"  and {len(outcome.rejected) - SHOWN:,} more")


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise InputError(f'--zone "{name}": wanted the name of a time zone, as Asia/Almaty') from None


def _detector(among: str) -> "Detect":
    from isonomia_lab.likeness.language import languages

    names = [one.strip() for one in among.split(",")]
    next(languages(["text"], names))
    return lambda texts: [one.language for one in languages(texts, names)]


def _progress() -> "Progress":
    last = time.monotonic()

    def say(outcome: "Outcome") -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            typer.echo(f"{outcome.read:,} rows", err=True)

    return say


def export(
    out: Annotated[Path, typer.Option("--out", help="The file to be written.")],
    form: Annotated[str, typer.Option("--format", help="csv or jsonl.")] = "csv",
    *,
    internal: Annotated[bool, typer.Option("--internal", help="With names, contacts and originals.")] = False,
    role: Annotated[str, typer.Option(help="For --internal: the role in which it is done, operator.")] = "",
    ground: Annotated[str, typer.Option(help="For --internal: the order that asks for it; it is kept.")] = "",
    state: State = None,
) -> None:
    """Hand proposals out as data: what is public, each text with what opens the commitment to it."""
    open_existing(state)
    from isonomia_site.intake.exporting import disclose, write
    from isonomia_site.permissions import at_console

    if form not in ("csv", "jsonl"):
        raise InputError(f'--format "{form}": wanted csv or jsonl')
    if internal:
        if not ground.strip():
            raise InputError("--internal hands out papers: name the order that asks for it with --ground")
        disclose(at_console(role, datetime.now(UTC).date()), role, ground)
    elif role or ground:
        raise InputError("--role and --ground are for --internal")
    typer.echo(f"{write(out, form, internal=internal):,} proposals written to {out}")


keys = typer.Typer(help="Keys by which organisations send proposals by machine.", no_args_is_help=True)

Until = Annotated[str, typer.Option(help="The last day on which it is taken, as 2026-12-31.")]


@keys.command("make")
def make_key(
    name: Annotated[str, typer.Argument(help="Whose key: small letters, digits and hyphens; published.")],
    kind: Annotated[str, typer.Option(help="Who sends: civic_organisation, expert, body or media.")],
    a_minute: Annotated[int, typer.Option(min=1, max=6000, help="How many proposals a minute.")] = 60,
    until: Until = "",
    state: State = None,
) -> None:
    """Make a key and print it, once: only its hash is kept."""
    open_existing(state)
    from isonomia_site.intake.keys import make

    last: date | None = day_of(until, "--until") if until else None
    typer.echo(make(name, kind, a_minute=a_minute, until=last))


@keys.command("list")
def list_keys(state: State = None) -> None:
    """List the keys: whose, of what kind, how much, until when, whether revoked."""
    open_existing(state)
    from isonomia_cli.printing import print_table
    from isonomia_site.intake.keys import listed

    print_table(listed())


@keys.command("revoke")
def revoke_key(name: str, state: State = None) -> None:
    """Revoke a key: from now on nothing is taken that is sent with it."""
    open_existing(state)
    from isonomia_site.intake.keys import revoke

    revoke(name)
    typer.echo(f"revoked: {name}")
