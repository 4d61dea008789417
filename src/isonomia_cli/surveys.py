"""`isonomia surveys`: what a sample says of a population, and with what error."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from isonomia_cli import drawing, exit_polls
from isonomia_cli.csv_rows import read_columns, write_rows
from isonomia_cli.options import AsJson
from isonomia_cli.printing import print_json, print_table, read_text
from isonomia_lab.surveys.asking import Answered, answered, read_design, read_recipe, weighed
from isonomia_lab.surveys.weights import unevenness

app = typer.Typer(help="Surveys and exit polls.", no_args_is_help=True)
app.add_typer(drawing.app)
app.add_typer(exit_polls.app)

Data = Annotated[Path, typer.Argument(metavar="DATA.csv", help="A row for each person asked, headings first.")]


@app.callback()
def group() -> None:
    """Surveys and exit polls."""


@app.command()
def estimate(
    data: Data,
    plan: Annotated[Path, typer.Option("--design", metavar="DESIGN.toml", help="How they were drawn; what is asked.")],
    json: AsJson = False,
) -> None:
    """Estimate means, totals, ratios, proportions and quantiles, each with its error or the reason why not."""
    asked = read_design(read_text(plan), str(plan))
    found = list(answered(read_columns(data), asked))
    if json:
        print_json({"estimates": [estimate_json(one) for one in found]})
        return
    head = ("of", "estimate", "se", "interval", "deff", "df", "n", "")
    print_table([head, *(_line(one) for one in found)])


@app.command()
def weigh(
    data: Data,
    recipe: Annotated[
        Path, typer.Option("--recipe", metavar="RECIPE.toml", help="Base weights, and what is to be met.")
    ],
    out: Annotated[Path, typer.Option("--out", help="The CSV file of weights; none is written where they miss.")],
    json: AsJson = False,
) -> None:
    """Make weights that meet margins and totals, by raking or calibration, and tell how uneven they are."""
    wanted = read_recipe(read_text(recipe), str(recipe))
    table = read_columns(data)
    weights = weighed(table, wanted)
    name = wanted.id or "row"
    ids = table[wanted.id] if wanted.id else [str(at) for at in range(1, len(weights.values) + 1)]
    rows = ((id, repr(one)) for id, one in zip(ids, weights.values.tolist(), strict=True))
    write_rows(out, (name, "weight"), rows)
    told = {"before": asdict(unevenness(weights.base)), "after": asdict(unevenness(weights.values))}
    if json:
        print_json({"error": weights.error, **told})
    else:
        print_table([("", *told), *((key, *(f"{one[key]:.6g}" for one in told.values())) for key in told["after"])])
        typer.echo(f"{out}: {len(weights.values):,} weights; the worst margin is missed by {weights.error:.2g} of all")


def estimate_json(one: Answered) -> dict[str, object]:
    """An estimate as plain values, every digit kept."""
    found = one.found
    return {
        "kind": one.kind,
        "variable": one.variable,
        "denominator": one.denominator or None,
        "category": one.category or None,
        "domain": one.domain or None,
        "estimate": found.value,
        "se": found.se,
        "deff": found.deff,
        "deff_wr": found.deff_wr,
        "interval": found.interval,
        "method": found.method or None,
        "level": one.level,
        "df": found.df,
        "n": found.n,
        "n_eff": found.n_eff,
        "clusters": found.clusters,
        "refused": list(found.refused),
        "told": list(found.told),
    }


def _line(one: Answered) -> tuple[str, ...]:
    found = one.found
    of = f"{one.kind} {one.variable}" + (f" / {one.denominator}" if one.denominator else "")
    name = of + (f" = {one.category}" if one.category else "") + (f", {one.domain}" if one.domain else "")
    interval = f"{found.interval[0]:.6g} .. {found.interval[1]:.6g}" if found.interval else "none"
    deff = "-" if found.deff is None else f"{found.deff:.3f}"
    said = "; ".join((*found.refused, *found.told))
    return name, f"{found.value:.6g}", f"{found.se:.4g}", interval, deff, str(found.df), f"{found.n:,}", said
