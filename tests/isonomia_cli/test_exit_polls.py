"""`isonomia surveys exit-poll` and `score`: each house, the pool, forecasts judged, and tables that are refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.consoles import ROOT

Run = Callable[..., Any]
STATIONS = (ROOT / "docs" / "examples" / "surveys" / "exit-poll.csv").read_text(encoding="utf-8")


def written(folder: Path, text: str) -> Path:
    (folder / "table.csv").write_text(text, encoding="utf-8")
    return folder / "table.csv"


def test_each_house_is_told_and_three_are_pooled(isonomia: Run, tmp_path: Path) -> None:
    found = json.loads(isonomia("surveys", "exit-poll", written(tmp_path, STATIONS), "--json").out)
    assert [one["house"] for one in found["houses"]] == found["pooled"]["houses"] == ["Steppe", "Lake", "Mountain"]
    assert found["base"] == "yes_plus_no"
    assert found["pooled"]["share"] == pytest.approx(sum(one["yes"] for one in found["houses"]) / 3)
    two = "".join(line for line in STATIONS.splitlines(keepends=True) if not line.startswith("Lake"))
    assert "together: nothing, of fewer than 3 houses" in isonomia("surveys", "exit-poll", written(tmp_path, two)).out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ballots_cast", "ballots", 'no column "ballots_cast"; there are house'),
        ("S02", "S01", "Steppe: a station stands twice"),
        ("Steppe,North,S01,", "Steppe,East,S01,", "Steppe: stage 1: 1 strata have one unit of several"),
        ("Steppe,North,S01,", "Steppe,North,S01,x", "is no number"),
    ],
)
def test_stations_that_cannot_be_are_refused(isonomia: Run, tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in isonomia("surveys", "exit-poll", written(tmp_path, STATIONS.replace(old, new, 1))).refused(2)


def test_more_answers_than_people_are_refused(isonomia: Run, tmp_path: Path) -> None:
    head, first, *others = STATIONS.splitlines()
    *before, no = first.split(",")
    more = "\n".join([head, ",".join([*before, str(int(no) + 1)]), *others])
    said = isonomia("surveys", "exit-poll", written(tmp_path, more)).refused(2)
    assert "Steppe, station S01: more said yes or no than answered" in said


def test_forecasts_are_judged_by_their_draws(isonomia: Run, tmp_path: Path) -> None:
    rows = [f"{70 + at / 10},{90 + at / 10}" for at in range(101)]
    path = written(tmp_path, "\n".join(["near,far", *rows]))
    near, far = json.loads(isonomia("surveys", "score", path, "--result", "76", "--json").out).values()
    assert near["error"] == pytest.approx(-1)
    assert near["inside"] == {"0.5": True, "0.8": True, "0.95": True}
    assert far["crps"] > near["crps"]
    assert "outside 95%" in isonomia("surveys", "score", path, "--result", "76").out
