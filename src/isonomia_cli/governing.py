"""`isonomia record adopt`, `policy`, `rotate`, `retire`, `close`: how a record governs itself, from its machine."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from isonomia.errors import InputError, RecordError
from isonomia_cli.opening import Country, Laws, laws_of
from isonomia_cli.options import State
from isonomia_cli.serving import open_migrated

if TYPE_CHECKING:
    from isonomia.record.sources import Wording

Reason = Annotated[str, typer.Option(help="Why, in the language of --language; it stands in the record for ever.")]
Language = Annotated[str, typer.Option("--language", help="The language of the reason: en, ru or kk.")]


def policy(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The new policy: that of the record, and witnesses.")],
    reason: Reason,
    state: State = None,
    language: Language = "en",
) -> None:
    """Enter that another policy says whose signatures count: a witness more, another quorum.

    It keeps the log's keys; rotate and retire change those.
    """
    from isonomia.record.policy import Policy

    try:
        wanted = Policy.parse(file.read_bytes())
    except RecordError as error:
        raise InputError(f"{file}: {error}") from None
    open_migrated(state)
    from isonomia_site.record import governing

    governing.change_policy(wanted, _reason(reason, language))
    typer.echo(f"the policy names {len(wanted.witnesses)} witnesses; it counts from the next head on")


def rotate(reason: Reason, state: State = None, language: Language = "en") -> None:
    """Make one more signing key and enter that it counts; from the next head on it signs beside those before it.

    When everyone has the new policy, retire the old key.
    """
    folder = open_migrated(state)
    from isonomia_site.record import governing, reader
    from isonomia_site.record.keys import next_key

    vkey = next_key(folder, reader.origin())
    governing.add_key(vkey, _reason(reason, language))
    typer.echo(vkey)


def retire(
    vkey: Annotated[str, typer.Argument(metavar="VKEY", help="A log key of the policy in force.")],
    reason: Reason,
    state: State = None,
    language: Language = "en",
) -> None:
    """Enter that a key is retired: no head from then on stands on its signature alone."""
    open_migrated(state)
    from isonomia_site.record import governing, reader

    size = reader.head().size + 1
    governing.retire_key(vkey, size, _reason(reason, language))
    typer.echo(f"retired for heads of {size} entries or more")


def adopt(country: Country, rules: Laws = None, state: State = None) -> None:
    """Enter that other rules, or another calendar, count from here on: those that ship, or those of a folder.

    Open terms follow them; the desk of the court shows which end on another day, to be entered.
    """
    laws = laws_of(country, rules)
    open_migrated(state)
    from isonomia_site.record import governing

    governing.adopt(country, laws)
    typer.echo(f"{len(laws)} files of rules of {country} count from here on")


def close(
    reason: Reason,
    successor: Annotated[str | None, typer.Option(help="The name of the log that goes on from this one.")] = None,
    state: State = None,
    language: Language = "en",
) -> None:
    """Enter that the record is closed: nothing is entered after that. It cannot be taken back."""
    open_migrated(state)
    from isonomia_site.record import governing

    governing.close(_reason(reason, language), successor)
    typer.echo("closed; the worker publishes the last head")


def _reason(text: str, language: str) -> "tuple[Wording]":
    from isonomia.record.sources import Wording

    return (Wording(language=language, text=text, status="original"),)
