"""Samples and what the R package `survey` 4.1-1 makes of them: read from the shared data, which stay outside."""

import csv
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from isonomia_lab.surveys.arrays import Floats
from isonomia_lab.surveys.design import Design, Lonely, design

DATA = Path(os.environ.get("ISONOMIA_DATA") or Path(__file__).resolve().parents[4] / "shared" / "data") / "surveys"
there = pytest.mark.skipif(not DATA.exists(), reason="shared data absent")
Sample = dict[str, list[str]]


@cache
def sample(name: str) -> Sample:
    """A file by its columns."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {column: [row[column] for row in rows] for column in rows[0]}


@cache
def expected(name: str) -> Any:
    """What R found."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def numbers(name: str, column: str) -> Floats:
    """A column of numbers."""
    return np.array([float(one) if one else np.nan for one in sample(name)[column]])


FILES = {"srs": "apisrs", "strat": "apistrat", "stratnf": "apistrat", "c1": "apiclus1", "c2": "apiclus2"}


def drawn(key: str) -> Design:
    """The design of a sample, by R's short name of it."""
    name = FILES[key]
    match key:
        case "srs":
            return design(population=[numbers(name, "fpc")])
        case "strat" | "stratnf":
            sizes = [numbers(name, "fpc")] if key == "strat" else []
            return design(numbers(name, "pw"), strata=sample(name)["stype"], population=sizes)
        case "c1":
            return design(numbers(name, "pw"), clusters=[sample(name)["dnum"]], population=[numbers(name, "fpc")])
        case _:
            stages = [sample(name)["dnum"], sample(name)["snum"]]
            return design(clusters=stages, population=[numbers(name, "fpc1"), numbers(name, "fpc2")])


def lonely(rule: Lonely) -> Design:
    """A sample with one unit in a stratum."""
    return design(numbers("lonely", "pw"), strata=sample("lonely")["stype"], lonely=rule)


def synthetic() -> Design:
    """An invented survey of 1,200 in 17 regions."""
    name = "synthetic_survey_1200"
    return design(numbers(name, "base_weight"), strata=sample(name)["region"], clusters=[sample(name)["cluster"]])
