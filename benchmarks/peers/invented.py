"""Invented samples that benchmarks/surveys.py and its peers are both given, and what both are measured by."""

import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np
from numpy.typing import NDArray

WIDTHS = {"region": 20, "sex": 2, "age": 5, "education": 4, "urbanity": 2}
POPULATION = 12_000_000
STRATA, CLUSTER = 17, 10
STATUS = Path("/proc/self/status")

Columns = dict[str, NDArray[Any]]


def to_rake(rows: int) -> tuple[Columns, NDArray[np.float64], dict[str, dict[int, float]]]:
    """Codes of five margins, uneven base weights, and targets that differ from what was drawn."""
    chance = np.random.Generator(np.random.Philox(20220512))
    columns, targets = {}, {}
    for name, width in WIDTHS.items():
        share = 1 + np.arange(width) / width
        columns[name] = chance.choice(width, rows, p=share / share.sum()).astype(np.int8)
        wanted = share[::-1] + 0.5
        targets[name] = dict(enumerate((POPULATION * wanted / wanted.sum()).tolist()))
    return columns, chance.uniform(0.5, 2.0, rows) * POPULATION / rows, targets


def to_estimate(rows: int) -> Columns:
    """Two answers of people in clusters of ten, in 17 strata."""
    chance = np.random.Generator(np.random.Philox(20220605))
    unit = np.arange(rows) // CLUSTER
    answer = chance.normal(size=rows) + chance.normal(size=int(unit[-1]) + 1)[unit]
    return {
        "stratum": unit % STRATA,
        "unit": unit,
        "weight": chance.uniform(0.5, 2.0, rows),
        "first": answer,
        "second": (answer > 0).astype(np.float64),
    }


def worst(columns: Columns, weights: NDArray[np.float64], targets: dict[str, dict[int, float]]) -> float:
    """By how much of the population the worst margin is missed."""
    miss = [
        np.abs(np.bincount(columns[name], weights, len(wanted)) - np.array(list(wanted.values()))).max()
        for name, wanted in targets.items()
    ]
    return float(max(miss)) / POPULATION


def measured(work: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """What the work gives, with CPU and wall seconds, and the MiB it held at its peak beyond those before it."""
    before = _fresh_peak()
    wall, cpu = perf_counter(), process_time()
    found = work()
    spent = {"wall": perf_counter() - wall, "cpu": process_time() - cpu}
    return found, {**spent, "added": (_mib("VmHWM") - before) if before else 0.0}


def _fresh_peak() -> float:
    """Forget the peak so far, where the system can; the MiB held now."""
    if not sys.platform.startswith("linux"):
        return 0.0
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _mib("VmRSS")


def _mib(name: str) -> float:
    line = next(one for one in STATUS.read_text(encoding="ascii").splitlines() if one.startswith(name))
    return int(line.split()[1]) / 1024
