"""`isonomia surveys`: estimates of a file by a design, weights by a recipe, and what is said where there are none."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
ROWS = [("AB"[at % 2], f"u{at % 10}", 1 + at % 3, 20 + at, "yes" if at % 7 > 1 else "no") for at in range(60)]
DESIGN = """
weights = "weight"
strata = "region"
clusters = ["unit"]
[[estimate]]
kind = "mean"
variable = "age"
[[estimate]]
kind = "proportion"
variable = "vote"
category = "yes"
[[estimate]]
kind = "total"
variable = "age"
domain = "region"
"""
RECIPE = """
weights = "weight"
id = "age"
[margins.region]
A = 500
B = {b}
[margins.vote]
yes = 600
no = 400
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("region", "unit", "weight", "age", "vote"), *ROWS])
    return path


def written(folder: Path, text: str) -> Path:
    (folder / "asked.toml").write_text(text, encoding="utf-8")
    return folder / "asked.toml"


def test_every_estimate_that_is_asked_is_told_with_its_error(isonomia: Run, data: Path, tmp_path: Path) -> None:
    said = isonomia("surveys", "estimate", data, "--design", written(tmp_path, DESIGN), "--json")
    assert said.code == 0
    mean, share, first, second = json.loads(said.out)["estimates"]
    heavy = [(weight, age) for _, _, weight, age, _ in ROWS]
    assert mean["estimate"] == pytest.approx(sum(w * age for w, age in heavy) / sum(w for w, _ in heavy))
    assert (mean["df"], mean["clusters"], mean["n"]) == (8, 10, 60)
    assert (share["category"], share["method"]) == ("yes", "logit")
    assert share["interval"][0] < share["estimate"] < share["interval"][1]
    assert (first["domain"], second["domain"]) == ("region = A", "region = B")
    assert first["estimate"] + second["estimate"] == pytest.approx(sum(w * age for w, age in heavy))
    assert first["interval"] is None or first["refused"] == []
    assert "8   60" in isonomia("surveys", "estimate", data, "--design", written(tmp_path, DESIGN)).out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"unit"', '"nobody"', 'no column "nobody"; there are region, unit'),
        ('variable = "age"', 'variable = "unit"', 'unit, row 1: "u0" is no number'),
        ('"proportion"', '"guess"', "guess"),
        ('category = "yes"', 'category = "maybe"', 'nobody answered "maybe"; there are no, yes'),
        ('domain = "region"', 'domain = "region = C"', 'nobody has "C" in region'),
        ('category = "yes"', 'interval = "t"', "known are logit, wilson, beta"),
        ("weights", "wights", "wights"),
    ],
)
def test_what_cannot_be_asked_is_said(isonomia: Run, data: Path, tmp_path: Path, old: str, new: str, said: str) -> None:
    found = isonomia("surveys", "estimate", data, "--design", written(tmp_path, DESIGN.replace(old, new, 1)))
    assert said in found.refused(2)


def test_weights_meet_their_margins_or_are_not_written(isonomia: Run, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "weights.csv"
    said = isonomia("surveys", "weigh", data, "--recipe", written(tmp_path, RECIPE.format(b=501)), "--out", out)
    assert (said.code, out.exists()) == (2, False)
    assert "margin vote adds up to 1000, margin region to 1001" in said.err
    said = isonomia("surveys", "weigh", data, "--recipe", written(tmp_path, RECIPE.format(b=500)), "--out", out)
    assert said.code == 0
    with out.open(encoding="utf-8", newline="") as file:
        weights = {row["age"]: float(row["weight"]) for row in csv.DictReader(file)}
    assert sum(weights[str(age)] for place, _, _, age, _ in ROWS if place == "A") == pytest.approx(500, rel=1e-13)
    assert sum(weights[str(age)] for *_, age, vote in ROWS if vote == "yes") == pytest.approx(600, rel=1e-13)
