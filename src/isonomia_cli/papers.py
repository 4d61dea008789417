"""`isonomia papers`: erase the papers of an owner, finish what was interrupted, keep the ledger short."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from isonomia_cli.options import State
from isonomia_cli.serving import open_existing

app = typer.Typer(help="Papers that never stand in the record: erase them, and keep what erases them in order.")

Owner = Annotated[str, typer.Argument(help="Whose papers: person/<id> or case/<id>.")]
Ground = Annotated[str, typer.Option(help="The provision or order that asks for it, without blanks; published.")]
Role = Annotated[str, typer.Option(help="The role that ordered it; published.")]
Days = Annotated[int, typer.Option(min=1, help="How many days every dump and copy of keys is kept at most.")]


@app.command()
def erase(owner: Owner, ground: Ground, role: Role, state: State = None) -> None:
    """Erase all papers of an owner for ever, in every dump, and enter the act that says so."""
    open_existing(state)
    from isonomia.record.act import Actor
    from isonomia_site.papers.erasure import erase as erase_papers

    line = erase_papers(owner, ground=ground, by=Actor(role=role), at=datetime.now(UTC))
    typer.echo(f"erased: line {line} of the ledger")
    typer.echo("Bring every copy of the ledger and of the keys up to date now (isonomia backup --keys).")


@app.command()
def settle(state: State = None) -> None:
    """Finish interrupted erasures, and obey the ledger wherever a dump or a key has come back."""
    open_existing(state)
    from isonomia_site.papers.erasure import settle as settle_erasures

    typer.echo(f"{settle_erasures()} erasures carried out")


@app.command("renew-search")
def renew_search(state: State = None) -> None:
    """Hash all searches anew under a new key, so that those in older dumps cannot be tried with guesses."""
    open_existing(state)
    from isonomia_site.papers.vault import renew_search as hash_anew

    typer.echo(f"{hash_anew()} searches hashed anew")


@app.command("drop-old-lines")
def drop_old_lines(days: Days, state: State = None) -> None:
    """Drop lines of the ledger that are older than every dump and copy of keys; older ones are refused from then on."""
    open_existing(state)
    from isonomia_site.papers.erasure import drop_old_lines as drop

    typer.echo(f"{drop(datetime.now(UTC), days=days)} lines dropped")
