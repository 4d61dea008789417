"""`isonomia surveys plan` and `draw`: how a sample is shared among strata, and units drawn that anyone draws again."""

from dataclasses import asdict
from itertools import zip_longest
from pathlib import Path
from typing import Annotated

import typer

from isonomia.errors import InputError
from isonomia.rulebook.loading import load
from isonomia.surveys.frames import Frame
from isonomia_cli.csv_rows import as_csv, read_columns
from isonomia_cli.options import AsJson
from isonomia_cli.printing import grouped, print_json, print_table, read_text, write_whole
from isonomia_cli.rules import Laws, laws_folder
from isonomia_lab.surveys.planning import Plan, needed, planned, read_plan
from isonomia_lab.surveys.refusals import Told
from isonomia_lab.surveys.sampling import HEAD, drawn_from, frame_of, rows_of

app = typer.Typer()

QUOTAS = f"probability: false ({Told.QUOTAS})"

FrameFile = Annotated[Path, typer.Argument(metavar="FRAME.csv", help="Columns unit, stratum, size; from and to.")]
Design = Annotated[Path, typer.Option("--design", metavar="PLAN.toml", help="The day of the frame, and the sample.")]


@app.command()
def plan(file: FrameFile, design: Design, rules: Laws = None, json: AsJson = False) -> None:
    """Share a sample among the strata of a frame, and tell what margin each will have."""
    wanted = read_plan(read_text(design), str(design))
    frame = _frame(file, wanted, rules)
    if json:
        print_json(plan_json(frame, wanted))
    else:
        _print_plan(frame, wanted)


@app.command()
def draw(
    file: FrameFile,
    design: Design,
    seed: Annotated[str, typer.Option("--seed", help="The text that was announced, or a public source gave.")],
    out: Annotated[Path | None, typer.Option("--out", metavar="DRAW.csv", help="Where the draw is written.")] = None,
    check: Annotated[Path | None, typer.Option("--check", metavar="DRAW.csv", help="A draw to be made again.")] = None,
    rules: Laws = None,
) -> None:
    """Draw the units of a sample, or make a published draw again.

    Exit code 1 with --check where a line is another one.
    """
    if (out is None) == (check is None):
        raise InputError("wanted is --out or --check, one of them")
    wanted = read_plan(read_text(design), str(design))
    frame = _frame(file, wanted, rules)
    drawn = drawn_from(frame, wanted, seed)
    text = as_csv(HEAD, rows_of(drawn, wanted))
    if check is not None:
        _compare(check, text)
        typer.echo(f"{check}: drawn again, every line the same; frame {frame.digest}")
    if out is not None:
        write_whole(out, text.encode())
        typer.echo(f"{out}: {len(drawn):,} of {len(frame.units):,} units; frame {frame.digest}")
        if wanted.quotas:
            typer.echo(QUOTAS)


def plan_json(frame: Frame, plan: Plan) -> dict[str, object]:
    """A plan as plain values; where it wants a margin, how many answers that takes, and which strata have fewer."""
    strata = planned(frame, plan)
    found = {
        "as_at": plan.as_at.isoformat(),
        "frame": frame.digest,
        "of": plan.of,
        "probability": not plan.quotas,
        "told": [Told.QUOTAS] if plan.quotas else [],
        "sample": sum(one.drawn for one in strata),
        "strata": [asdict(one) for one in strata],
    }
    if plan.margin is None or plan.of == "units":
        return found
    each = needed(plan, plan.margin)
    short = [one.stratum for one in strata if one.drawn < each]
    return found | {"needed": {"each": each, "in_all": each * len(strata), "short": short}}


def _print_plan(frame: Frame, plan: Plan) -> None:
    strata = planned(frame, plan)
    what = "quota" if plan.quotas else "sample"
    rows = ((one.stratum, grouped(one.there), grouped(one.drawn), _points(one.margin)) for one in strata)
    print_table([("stratum", plan.of, what, "margin"), *rows])
    total = sum(one.drawn for one in strata)
    typer.echo(f"{total:,} in all; frame {frame.digest}")
    if plan.quotas:
        typer.echo(QUOTAS)
    if plan.margin is not None and plan.of == "people":
        each = needed(plan, plan.margin)
        typer.echo(f"{_points(plan.margin)} takes {each:,} in a stratum, {each * len(strata):,} in all")


def _points(margin: float | None) -> str:
    return "-" if margin is None else f"±{100 * margin:.1f} points"


def _compare(path: Path, again: str) -> None:
    """Leave with 1 at the first line of a published draw that is another one."""
    lines = zip_longest(read_text(path).splitlines(), again.splitlines(), fillvalue="nothing")
    for number, (given, wanted) in enumerate(lines, 1):
        if given != wanted:
            typer.echo(f'{path} line {number}: "{given}"; drawn again: "{wanted}"', err=True)
            raise typer.Exit(1)


def _frame(file: Path, plan: Plan, rules: Path | None) -> Frame:
    rulebook = load(laws_folder(rules), plan.territories) if plan.territories else None
    return frame_of(read_columns(file), plan, rulebook)
