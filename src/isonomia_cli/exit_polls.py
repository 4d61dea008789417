"""`isonomia surveys exit-poll` and `score`: what houses found at their stations, and how good forecasts were."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from isonomia.errors import InputError
from isonomia_cli.csv_rows import read_columns
from isonomia_cli.options import AsJson
from isonomia_cli.printing import print_json, print_table
from isonomia_lab.surveys.accuracy import judged
from isonomia_lab.surveys.arrays import Floats
from isonomia_lab.surveys.asking import Table, column_of, numbers_of
from isonomia_lab.surveys.design import Lonely
from isonomia_lab.surveys.exit_polls import LEAST_HOUSES, Found, House, Pooled, Stations, at_stations, pooled

app = typer.Typer()

COUNTS = ("ballots_cast", "approached", "refused", "completed", "yes", "no")


@app.command()
def exit_poll(
    data: Annotated[Path, typer.Argument(metavar="STATIONS.csv", help="A row for each station of each house.")],
    lonely: Annotated[Lonely, typer.Option(help="What becomes of a region with one station.")] = Lonely.FAIL,
    json: AsJson = False,
) -> None:
    """Tell the share of yes among yes and no that each house found, and what three or more say together.

    Columns: house, station, ballots_cast, approached, refused, completed, yes, no; and region, where stations were
    drawn region by region.
    """
    found = houses(read_columns(data), lonely)
    together = pooled([House(name, one.share.value, one.share.se) for name, one in found.items()])
    if json:
        print_json(
            {"base": "yes_plus_no", "houses": _houses_json(found), "pooled": asdict(together) if together else None}
        )
        return
    head = ("house", "stations", "answered", "of those asked", "yes", "se", "interval", "")
    print_table([head, *(_line(name, one) for name, one in found.items())])
    typer.echo(_together(together))


@app.command()
def score(
    data: Annotated[Path, typer.Argument(metavar="DRAWS.csv", help="A column for each forecast, a row for each draw.")],
    result: Annotated[float, typer.Option(help="What came, in the unit of the draws and of the same base.")],
    json: AsJson = False,
) -> None:
    """Judge forecasts by their draws: error, intervals that held, CRPS (smaller is better), log score (larger is)."""
    table = read_columns(data)
    found = {name: judged(numbers_of(table, name, missing=()), result) for name in table}
    if json:
        print_json({name: asdict(one) for name, one in found.items()})
        return
    lines = [
        (
            name,
            f"{one.error:+.4g}",
            f"{one.error_in_sd:+.2f}",
            _held(one.inside),
            f"{one.crps:.4g}",
            f"{one.log_score:.4g}",
        )
        for name, one in found.items()
    ]
    print_table([("forecast", "error", "in sd", "inside", "crps", "log score"), *lines])


def houses(table: Table, lonely: Lonely) -> dict[str, Found]:
    """What each house found, in the order in which the houses first stand in the table.

    Raises:
        InputError: a column that is not there, a cell that is no number, counts that cannot be.
    """
    counts = {name: numbers_of(table, name, missing=()) for name in COUNTS}
    house, station = (column_of(table, name) for name in ("house", "station"))
    faults = (
        (counts["yes"] + counts["no"] > counts["completed"], "more said yes or no than answered"),
        (counts["refused"] + counts["completed"] > counts["approached"], "more refused or answered than were asked"),
    )
    for bad, said in faults:
        if rows := np.flatnonzero(bad).tolist():
            raise InputError(f"{house[rows[0]]}, station {station[rows[0]]}: {said}")
    found = {}
    for name in dict.fromkeys(house):
        rows = [at for at, one in enumerate(house) if one == name]
        if len({station[at] for at in rows}) < len(rows):
            raise InputError(f"{name}: a station stands twice")
        regions = [table["region"][at] for at in rows] if "region" in table else None
        found[name] = _of_house(name, {column: one[rows] for column, one in counts.items()}, regions, lonely)
    return found


def _of_house(name: str, counts: Mapping[str, Floats], regions: list[str] | None, lonely: Lonely) -> Found:
    # Those who answered, and said neither yes nor no, are outside the base.
    answered = counts["yes"] + counts["no"]
    try:
        stations = Stations(counts["ballots_cast"], counts["approached"], answered, counts["yes"], regions)
        return at_stations(stations, lonely)
    except InputError as error:
        raise InputError(f"{name}: {error}") from error


def _houses_json(found: Mapping[str, Found]) -> list[dict[str, object]]:
    return [
        {
            "house": name,
            "stations": one.stations,
            "completed": one.completed,
            "approached": one.approached,
            "response": one.response,
            "yes": one.share.value,
            "se": one.share.se,
            "interval": one.share.interval,
            "refused": list(one.share.refused),
        }
        for name, one in found.items()
    ]


def _line(name: str, one: Found) -> tuple[str, ...]:
    share = one.share
    interval = f"{share.interval[0]:.4f} .. {share.interval[1]:.4f}" if share.interval else "none"
    response, said = f"{one.response:.1%}", "; ".join((*share.refused, *share.told))
    return (
        name,
        str(one.stations),
        f"{one.completed:,}",
        response,
        f"{share.value:.4f}",
        f"{share.se:.4f}",
        interval,
        said,
    )


def _together(one: Pooled | None) -> str:
    if one is None:
        return f"together: nothing, of fewer than {LEAST_HOUSES} houses"
    low, high = one.interval
    return f"together: {one.share:.4f}, {one.level:.0%} {low:.4f} .. {high:.4f}; between houses {one.spread:.4f}"


def _held(inside: Mapping[float, bool]) -> str:
    return next((f"{level:.0%}" for level, held in inside.items() if held), "outside 95%")
