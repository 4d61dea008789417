"""Raking, errors by Taylor and by bootstrap beside leafblower and svy; and a survey of 1,200 from its file on.

python benchmarks/surveys.py [--rounds 3] [--rake 10000000] [--taylor 1000000] [--bootstrap 100000] [--replicates 1000]
                             [--no-peers]

The survey goes from its CSV file to weights and 40 shares. Each side of each task is a process of its own, each round
one after another; figures are medians, and ratios, of wall seconds, are taken round by round. Columns stand in the form
that each tool wants before its clock starts; designs and margins are put together within it. One thread is asked of
each side. The peers are pinned in requirements/peers.txt; see benchmarks/seats.py.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

# One thread each, so that seconds can be compared; read when a library is loaded, and handed to the peers.
os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1", "RAYON_NUM_THREADS": "1"}

import numpy as np
from peers.invented import measured, to_estimate, to_rake, worst
from seats import PEERS, make_peers, python_of

from isonomia_cli.csv_rows import read_columns
from isonomia_lab.surveys.asking import DesignFile, Recipe, Wanted, answered, weighed
from isonomia_lab.surveys.design import design
from isonomia_lab.surveys.estimates import Answers, Asked, Kind, estimate
from isonomia_lab.surveys.margins import margin
from isonomia_lab.surveys.raking import rake
from isonomia_lab.surveys.replicates import bootstrap, ratio

PROGRAM = Path(__file__).resolve()
PEER_PROGRAM = PROGRAM.parent / "peers" / "surveys.py"
SMALL = 1_200
PEERS_OF = {"rake": ("leafblower", "svy"), "taylor": ("svy",), "bootstrap": ("svy",)}
GOALS = {
    ("rake", False): "10x leafblower, 25x svy, 1/5 of svy's memory",
    ("rake", True): "3x svy",
    ("taylor", False): "10x svy",
    ("bootstrap", False): "6x svy",
    ("bootstrap", True): "5x svy",
}


def our_rake(rows: int) -> dict[str, Any]:
    """Rake from columns of codes."""
    columns, base, targets = to_rake(rows)
    answer, spent = measured(lambda: rake(base, [margin(name, columns[name], one) for name, one in targets.items()]))
    return {**spent, "worst": worst(columns, answer.values, targets)}


def our_taylor(rows: int) -> dict[str, Any]:
    """Two means with their errors, the design put together within the time."""
    columns = to_estimate(rows)
    everybody = np.ones(rows, np.bool_)

    def work() -> list[list[float]]:
        drawn = design(columns["weight"], strata=columns["stratum"], clusters=[columns["unit"]])
        found = [estimate(drawn, Answers(columns[name], everybody), Asked(Kind.MEAN)) for name in ("first", "second")]
        return [[one.value, one.se] for one in found]

    answer, spent = measured(work)
    return {**spent, "found": answer}


def our_bootstrap(rows: int, replicates: int) -> dict[str, Any]:
    """The error of a mean by replicates of the units, the design put together within the time."""
    columns = to_estimate(rows)
    values = np.column_stack([columns["first"], np.ones(rows)])

    def work() -> float:
        drawn = design(columns["weight"], strata=columns["stratum"], clusters=[columns["unit"]])
        return bootstrap(drawn, values, ratio, replicates=replicates, seed=1)

    answer, spent = measured(work)
    value = float(np.average(columns["first"], weights=columns["weight"]))
    return {**spent, "found": [[value, answer]]}


def ours(task: str, rows: int, replicates: int) -> None:
    """Do one task and print it, as a peer does."""
    works = {"rake": our_rake, "taylor": our_taylor, "bootstrap": lambda size: our_bootstrap(size, replicates)}
    works[task](SMALL)  # What a first call loads is not the work.
    print(json.dumps(works[task](rows)))


def once(tool: str, task: str, rows: int, replicates: int) -> dict[str, Any]:
    """One task of one side in a process of its own."""
    mine = [sys.executable, str(PROGRAM), "--side", task]
    theirs = [str(python_of(PEERS)), str(PEER_PROGRAM), tool, task]
    words = [*(mine if tool == "isonomia" else theirs), str(rows), str(replicates)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{tool} {task} {rows}: {done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def side_by_side(task: str, rows: int, given: argparse.Namespace) -> None:
    """Measure one task on every side, round by round, and print it."""
    tools = ("isonomia", *(() if given.no_peers else PEERS_OF[task]))
    rounds = [{tool: once(tool, task, rows, given.replicates) for tool in tools} for _ in range(given.rounds)]
    of = f"{given.replicates:,} replicates of " if task == "bootstrap" else ""
    print(f"{task}: {of}{rows:,} rows; goal {GOALS.get((task, rows == SMALL), 'none')}")
    for tool in tools:
        wall, cpu, added = (median(one[tool][name] for one in rounds) for name in ("wall", "cpu", "added"))
        times = median(one[tool]["wall"] / one["isonomia"]["wall"] for one in rounds)
        said = rounds[0][tool]
        result = f"worst margin {said['worst']:.1e}" if task == "rake" else _told(said["found"])
        print(
            f"  {tool:10} {wall:9.4f} s, cpu {cpu:9.4f} s, {times:6.1f}x, {added:7.0f} MiB added; {result}", flush=True
        )


def _told(found: list[list[float]]) -> str:
    return "; ".join(f"{value:.10g} se {se:.6g}" for value, se in found)


def whole(rounds: int) -> None:
    """A survey of 1,200: its file read, weights raked to five margins, forty shares estimated."""
    columns, base, targets = to_rake(SMALL)
    chance = np.random.Generator(np.random.Philox(1))
    questions = [f"question {at}" for at in range(10)]
    recipe = Recipe(
        weights="weight",
        margins={name: {str(at): one for at, one in wanted.items()} for name, wanted in targets.items()},
    )
    asked = [Wanted(Kind.PROPORTION, name, domain=domain) for name in questions for domain in ("", "sex")]
    asked += [Wanted(Kind.PROPORTION, name, category="1", domain="urbanity = 1") for name in questions]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.csv"
        table = {**columns, "weight": base} | {name: chance.integers(0, 2, SMALL) for name in questions}
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([list(table), *zip(*(one.tolist() for one in table.values()), strict=True)])
        times = []
        for _ in range(rounds):
            start = perf_counter()
            rows = read_columns(path)
            weights = weighed(rows, recipe)
            plan = DesignFile(estimate=tuple(asked), weights="raked", strata="region")
            count = len(list(answered({**rows, "raked": list(map(repr, weights.values.tolist()))}, plan)))
            times.append(perf_counter() - start)
    print(f"a survey of {SMALL:,}, file to weights to {count} shares: {median(times):.3f} s; goal 3 s")


def main() -> None:
    """Run every part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rake", type=int, default=10_000_000)
    parser.add_argument("--taylor", type=int, default=1_000_000)
    parser.add_argument("--bootstrap", type=int, default=100_000)
    parser.add_argument("--replicates", type=int, default=1000)
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--side", nargs=3, metavar=("TASK", "ROWS", "REPLICATES"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.side:
        task, rows, replicates = given.side
        ours(task, int(rows), int(replicates))
        return
    if not given.no_peers:
        make_peers()
    whole(given.rounds)
    for task, rows in (("rake", SMALL), ("bootstrap", SMALL)):
        side_by_side(task, rows, given)
    for task in PEERS_OF:
        side_by_side(task, getattr(given, task), given)


if __name__ == "__main__":
    sys.exit(main())
