"""`isonomia surveys plan` and `draw`: the plan told, a draw written and made again, a frame of other days refused."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from isonomia.rulebook.loading import shipped

Run = Callable[..., Any]
PLAN = """
as_at = {day}
citation = "the list of territories"
territories = "kz"
allocation = "equal"
sample = 1200
margin = 0.1
deff = 1.2
"""
DRAW = """
as_at = 2022-05-12
citation = "the list of stations"
of = "units"
sample = 6
method = "sampford"
"""


@pytest.fixture
def regions(tmp_path: Path) -> Callable[[date], Path]:
    """FRAME.csv with a row for each territory of a day."""

    def written(day: date) -> Path:
        ids = [one.id for one in shipped("kz").on(day).register()]
        return put(tmp_path / "regions.csv", "unit,stratum,size\n" + "".join(f"{one},{one},600000\n" for one in ids))

    return written


@pytest.fixture
def stations(tmp_path: Path) -> Path:
    rows = (f"s{at},{'AB'[at % 2]},{200 + at * 17}\n" for at in range(30))
    return put(tmp_path / "stations.csv", "unit,stratum,size\n" + "".join(rows))


def put(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_plan_tells_each_stratum_and_what_a_margin_takes(
    isonomia: Run, regions: Callable[[date], Path], tmp_path: Path
) -> None:
    day = date(2022, 5, 12)
    asked = ("surveys", "plan", regions(day), "--design", put(tmp_path / "plan.toml", PLAN.format(day=day)))
    found = isonomia(*asked, "--json").json()
    assert (found["sample"], found["probability"], len(found["strata"])) == (1200, True, 17)
    assert found["strata"][-1] == {
        "stratum": "KZ-79",
        "there": 600000,
        "drawn": 70,
        "margin": pytest.approx(0.128, abs=5e-4),
    }
    assert (found["needed"]["each"], found["needed"]["in_all"], len(found["needed"]["short"])) == (116, 1972, 17)
    said = isonomia(*asked).out
    assert "KZ-79    600,000  70      ±12.8 points" in said
    assert "±10.0 points takes 116 in a stratum, 1,972 in all" in said
    put(tmp_path / "plan.toml", PLAN.format(day=day) + "quotas = true")
    assert isonomia(*asked, "--json").json()["probability"] is False
    said = isonomia(*asked).out
    assert "quota" in said.splitlines()[0] and "probability: false (quotas: the interval rests on a model)" in said


def test_a_frame_of_twenty_regions_in_may_2022_is_refused_with_the_decree(
    isonomia: Run, regions: Callable[[date], Path], laws: Callable[..., Path], tmp_path: Path
) -> None:
    twenty = regions(date(2022, 7, 1))
    for day in ("2022-05-09", "2022-05-12", "2022-06-07"):
        asked = ("surveys", "plan", twenty, "--design", put(tmp_path / "plan.toml", PLAN.format(day=day)))
        said = isonomia(*asked).refused(2)
        assert f"a frame of 20 territories as at {day}, when there were 17" in said
        assert "KZ-10 Abai Region (from 2022-06-08)" in said and "made public on 4 May 2022" in said
    # The days stand in the law and nowhere else: under another law the same frame is right.
    earlier = laws("territories.toml", "2022-06-08", "2022-05-05")
    assert isonomia(*asked, "--rules", earlier).code == 0
    put(tmp_path / "plan.toml", PLAN.format(day="2022-06-08"))
    assert isonomia(*asked).code == 0


def test_a_draw_is_made_again_and_the_first_other_line_is_shown(isonomia: Run, stations: Path, tmp_path: Path) -> None:
    out = tmp_path / "draw.csv"
    asked = ("surveys", "draw", stations, "--design", put(tmp_path / "plan.toml", DRAW), "--seed", "beacon 7")
    said = isonomia(*asked, "--out", out)
    assert said.code == 0 and "6 of 30 units; frame " in said.out
    assert "every line the same" in isonomia(*asked, "--check", out).out
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "unit,stratum,size,inclusion,probability,every,start" and len(lines) == 7
    put(out, "\n".join([*lines[:3], lines[3].replace("true", "false"), *lines[4:]]))
    said = isonomia(*asked, "--check", out)
    assert (said.code, said.out) == (1, "") and f'draw.csv line 4: "{lines[3].replace("true", "false")}"' in said.err
    put(out, "\n".join(lines[:-1]))
    assert f'line 7: "nothing"; drawn again: "{lines[6]}"' in isonomia(*asked, "--check", out).err
    assert isonomia(*asked[:-1], "beacon 8", "--check", out).code == 1
    put(tmp_path / "plan.toml", DRAW + "quotas = true")
    assert "probability: false" in isonomia(*asked, "--out", out).out
    assert ",false," in out.read_text(encoding="utf-8").splitlines()[1]


def test_one_of_out_and_check_is_wanted_and_a_frame_with_its_columns(
    isonomia: Run, stations: Path, tmp_path: Path
) -> None:
    asked = ("surveys", "draw", stations, "--design", put(tmp_path / "plan.toml", DRAW), "--seed", "beacon 7")
    assert "--out or --check" in isonomia(*asked).refused(2)
    put(stations, "unit,size\na,1\n")
    assert 'no column "stratum"; there are unit, size' in isonomia(*asked, "--out", tmp_path / "x").refused(2)
    assert not (tmp_path / "x").exists()
