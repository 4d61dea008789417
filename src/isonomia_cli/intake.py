"""`isonomia proposals import`, `export` and `key`: in from files, out as data, and keys for machines."""

import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from isonomia.errors import InputError
from isonomia_cli.options import Language, State
from isonomia_cli.printing import read_text
from isonomia_cli.rules import day_of
from isonomia_cli.serving import open_existing

if TYPE_CHECKING:
    from isonomia_site.intake.importing import Outcome, Progress, Source
    from isonomia_site.intake.services import Detect, How
    from isonomia_site.proposals.channels.filing import Reading

EVERY = 2.0
SHOWN = 10

From = Annotated[str, typer.Option("--from", help="decidim, consul, polis, telegram, mbox or register.")]
Map = Annotated[
    Path | None, typer.Option("--map", help="Which column of a register is what, and what the source is called (TOML).")
]
Dry = Annotated[bool, typer.Option("--dry-run", help="Look at every row and enter nothing.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the group of proposals."""
    app.command(name="import")(bring_in)
    app.command()(export)
    app.add_typer(keys, name="key")


def bring_in(
    file: Path,
    form: From,
    *,
    columns: Map = None,
    dry_run: Dry = False,
    language: Language = "en",
    state: State = None,
) -> None:
    """Enter the proposals of a file of some other place; what is in already is not entered again."""
    open_existing(state)
    from isonomia_site.intake.importing import Source, enter, look, write_rejected
    from isonomia_site.permissions import at_console
    from isonomia_site.proposals.channels.register import read_map

    if not file.exists():
        raise FileNotFoundError(2, "not found", str(file))
    known = read_map(read_text(columns)) if columns else {}
    today = datetime.now(UTC).date()
    given = Source(file, form, _reading(known))
    run = look if dry_run else enter
    outcome = run(at_console("operator", today), given, _how(form, known, today), _progress())
    _tell(outcome, given, dry_run, language)
    if outcome.rejected:
        path = file.with_name(f"{file.stem}.rejected.csv")
        write_rejected(path, outcome, given.reading.header, language)
        typer.echo(f"rejected rows, each with its reason: {path}")


def _reading(known: dict[str, Any]) -> "Reading":
    from django.conf import settings

    from isonomia_site.proposals.channels.filing import Reading

    said = known.get("source", {})
    day = day_of(said["received_on"], "source.received_on of the map") if "received_on" in said else None
    return Reading(_zone(said.get("zone", settings.ISONOMIA_ZONE)), said.get("encoding", ""), day, known)


def _how(form: str, known: dict[str, Any], today: date) -> "How":
    from isonomia_site.intake.importing import CHANNELS
    from isonomia_site.intake.services import How, untold

    said = known.get("source", {})
    detect = _detector(said["detect"]) if "detect" in said else untold
    channel = said.get("channel", CHANNELS.get(form, "other"))
    return How(source=said.get("name", f"import/{form}"), channel=channel, on=today, detect=detect)


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
        raise InputError(f'source.zone of the map, "{name}": wanted the name of a time zone, as Asia/Almaty') from None


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
