"""`isonomia record open`: begin a record of one's own, in an empty hall."""

from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from isonomia.errors import InputError, RecordError, RulebookError
from isonomia_cli.options import State
from isonomia_cli.serving import open_migrated

if TYPE_CHECKING:
    from isonomia.record.acts import Predecessor
    from isonomia.record.sources import Wording

Origin = Annotated[str, typer.Option(help="The name of the log, for ever: a domain of yours and a path, no spaces.")]
Country = Annotated[str, typer.Option(help="Whose rules it is under, as kz.")]
Purpose = Annotated[
    list[str], typer.Option(metavar="LANGUAGE=TEXT", help="What it is for, published; once for each of kk, ru, en.")
]
Laws = Annotated[Path | None, typer.Option("--rules", help="A folder of laws instead of those that ship.")]
Continues = Annotated[Path | None, typer.Option(help="The folder of the record that this one goes on from.")]


def open_record(
    origin: Origin,
    country: Country,
    purpose: Purpose,
    rules: Laws = None,
    continues: Continues = None,
    state: State = None,
) -> None:
    """Open a record: make the keys of its log and of its promises, enter its first act and the rules it is under.

    Nothing can be entered before. The worker publishes the first head.
    """
    _check_name(origin)
    worded = _worded(purpose)
    laws = laws_of(country, rules)
    before = _predecessor(continues, origin) if continues else None
    folder = open_migrated(state)
    from isonomia_site.record.keys import log_key, own_policy, promise_key
    from isonomia_site.record.opening import Opening, open_under, refuse_second

    refuse_second()
    signer = log_key(folder / "log.key", origin)
    policy = own_policy(signer, promise_key(folder / "promise.key", origin))
    said = Opening(origin=origin, purpose=worded, continues=before)
    open_under(said, policy, country, laws)
    typer.echo(f"{origin} is open, under {len(laws)} files of rules of {country}; the worker publishes its first head")
    typer.echo(f"{policy.logs[0].vkey}")
    typer.echo(f"Whoever has {folder / 'log.key'} can sign as this log: keep a copy where nobody else comes.")


def _check_name(origin: str) -> None:
    import msgspec

    from isonomia.record import acts

    try:
        msgspec.convert(origin, acts.Origin)
    except msgspec.ValidationError:
        said = f'--origin: no name of a log: "{origin}" (wanted no space and no plus, as reform.example/log)'
        raise InputError(said) from None


def _worded(purpose: list[str]) -> "tuple[Wording, ...]":
    from isonomia.record.sources import Wording

    parted = [one.partition("=") for one in purpose]
    if any(language not in ("kk", "ru", "en") or not text.strip() for language, _, text in parted):
        raise InputError('--purpose: wanted a language and a text, as "ru=Реформа", once for each of kk, ru, en')
    return tuple(Wording(language=language, text=text.strip(), status="own_words") for language, _, text in parted)


def laws_of(country: str, rules: Path | None) -> Mapping[str, str]:
    """The files of a country's rules, without a fault."""
    from isonomia.rulebook.checking import countries, faults
    from isonomia.rulebook.loading import texts
    from isonomia_cli.rules import laws_folder

    folder: Path | Traversable = laws_folder(rules)
    known = countries(folder)
    if country not in known:
        raise InputError(f'--country: there are no rules of "{country}" (there are {", ".join(known)})')
    wrong = faults(folder, country)
    if wrong:
        raise RulebookError("; ".join(wrong))
    return texts(folder, country)


def _predecessor(folder: Path, origin: str) -> "Predecessor":
    """The claim about the record before, which verifies, and named no other as its successor."""
    from isonomia.record.acts import Predecessor, RecordClosed
    from isonomia.record.reading import check
    from isonomia.reform.road import BODIES
    from isonomia.wording import say_finding
    from isonomia_cli.printing import is_record

    is_record(folder)
    record, findings = check(folder, BODIES)
    if record is None or findings:
        raise RecordError(f"{folder} does not verify: {say_finding(findings[0], 'en')}")
    end = record.acts[-1].body if record.acts else None
    if not isinstance(end, RecordClosed):
        # Whoever lost the key cannot close it any more.
        typer.echo(f"{record.origin} is not closed: should it grow, `isonomia record continues` will say so", err=True)
    elif end.successor not in (None, origin):
        raise InputError(f"{record.origin} named {end.successor} as the log that goes on, not {origin}")
    return Predecessor(origin=record.origin, size=record.size, root=record.root.hex())
