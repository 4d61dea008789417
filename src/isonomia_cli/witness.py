"""`isonomia witness`: watch a log and cosign what has grown, as a server or once."""

import os
from pathlib import Path
from typing import Annotated

import typer

from isonomia.errors import InputError, RecordError
from isonomia_cli.serving import HOST

app = typer.Typer(no_args_is_help=True, help="Watch a record and cosign its checkpoints.")

LogPolicy = Annotated[Path | None, typer.Option("--log-policy", help="A policy that lists the logs to be watched.")]
Keys = Annotated[list[str] | None, typer.Option("--vkey", help="The key of a log to be watched; several may be given.")]
KeyFile = Annotated[Path, typer.Option("--key", help="The witness's own key, as `isonomia witness key` makes it.")]
State = Annotated[Path, typer.Option("--state", help="Where it keeps what it saw. Never restore an old one.")]


@app.command()
def key(
    name: Annotated[str, typer.Argument(help="The name of the witness, as court.example/witness.")],
    out: Annotated[Path, typer.Option("--out", help="A new file for the secret key.")],
) -> None:
    """Make the key of a witness; print its public half, which goes into the policy of a log."""
    from isonomia.record.checkpoint import COSIGNATURE, new_key
    from isonomia_site.record.files import keep_secret

    if out.exists():
        raise InputError(f"{out} is there already: a key is never overwritten")
    try:
        secret, public = new_key(name, os.urandom(32), COSIGNATURE)
    except RecordError as error:
        raise InputError(str(error)) from None
    if keep_secret(out, secret) != secret:
        raise InputError(f"{out} was made by somebody else at this moment")
    print(public)


@app.command()
def serve(
    key: KeyFile,
    state: State,
    log_policy: LogPolicy = None,
    vkey: Keys = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes a free one.")] = 8650,
    host: Annotated[str, typer.Option("--host", help="Beyond this machine only behind a proxy with TLS.")] = HOST,
) -> None:
    """Answer logs that ask for cosignatures (C2SP tlog-witness: POST /add-checkpoint)."""
    from isonomia_cli.printing import read_text
    from isonomia_cli.watching import Watch, log_keys, witness_key
    from isonomia_cli.witness_server import WitnessServer
    from isonomia_site.record.files import held, sweep

    secret = witness_key(key)
    keys = log_keys(read_text(log_policy) if log_policy else None, vkey or [])
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    with held(state):
        sweep(state)
        with WitnessServer((host, port), Watch(state, secret, keys)) as server:
            print(f"witness: http://{host}:{server.server_address[1]}/", flush=True)
            server.serve_forever()


@app.command()
def once(
    record: Annotated[str, typer.Argument(metavar="RECORD", help="A published record: a folder or an address.")],
    key: KeyFile,
    state: State,
    out: Annotated[Path | None, typer.Option("--out", help="A file for the cosigned checkpoint.")] = None,
    log_policy: LogPolicy = None,
    vkey: Keys = None,
) -> None:
    """Look at a record once: check that it has grown from what this witness saw last, and cosign its checkpoint.

    Exit code 4 where it has not grown from it: then nothing is signed.
    """
    from isonomia_cli.printing import read_text
    from isonomia_cli.vantage import Vantage
    from isonomia_cli.watching import Watch, cosign_grown, log_keys, witness_key
    from isonomia_site.record.files import held, sweep, write

    place = Vantage(record)
    named = read_text(log_policy) if log_policy else None
    if named is None and not vkey:
        named = place.policy()
        typer.echo("the key of the log is the one that the record itself names", err=True)
    secret, keys = witness_key(key), log_keys(named, vkey or [])
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    with held(state):
        sweep(state)
        cosigned = cosign_grown(Watch(state, secret, keys), place)
    if out is None:
        print(cosigned, end="")
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
        write(out.parent, out.name, cosigned.encode())
