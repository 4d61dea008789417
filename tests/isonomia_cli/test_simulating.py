"""`isonomia elections simulate`: other laws beside the one in force, and draws that anyone draws again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.isonomia_cli.test_elections import KZ, of_2023

Run = Callable[..., Any]


@pytest.fixture(scope="module")
def votes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The votes of 2023 as a file."""
    path = tmp_path_factory.mktemp("votes") / "votes.csv"
    path.write_text(of_2023(), encoding="utf-8")
    return path


def test_every_combination_is_a_law_beside_the_one_in_force(isonomia: Run, votes: Path) -> None:
    words = ("--threshold", "7", "--threshold", "5 %", "--threshold", "7.0", "--method", "divisor/dhondt")
    found = isonomia("elections", "simulate", votes, *KZ, *words, "--json").json()
    assert "No forecast" in found["what_if"]
    assert [one["law"] for one in found["laws"]] == ["in force", "7 %, dhondt", "5 %, dhondt"]
    assert [one["seats"]["Amanat"] for one in found["laws"]] == [40, 46, 41]
    assert found["laws"][1]["threshold"] == {"share": "7/100", "base": "valid"}
    assert found["laws"][1]["wasted"] == {"part": 910409, "whole": 6118150, "of": "votes_for_lists"}
    said = isonomia("elections", "simulate", votes, *KZ, "--threshold", "7", "--seats", "98").out.splitlines()
    assert said[0].startswith("What if: the same votes under another law. No forecast")
    assert [line.split()[-2:] for line in said[2:8]] == [
        ["65", "(+25)"],
        ["13", "(+5)"],
        ["10", "(+4)"],
        ["10", "(+4)"],
        ["0", "(-5)"],
        ["0", "(-4)"],
    ]


def test_draws_say_their_model_and_are_the_same_again(isonomia: Run, votes: Path) -> None:
    words = ("elections", "simulate", votes, *KZ, "--draws", "200", "--spread", "2", "--seed", "s")
    found = isonomia(*words, "--json").json()
    assert found == isonomia(*words, "--json").json()
    osdp = found["laws"][0]["draws"]["lists"]["OSDP"]
    assert osdp["seated"]["whole"] == 200 and 60 < osdp["seated"]["part"] < 160 and osdp["seats"]["5"] == 0
    said = isonomia(*words).out
    assert "200 draws, seed s" in said and "as if its share came from a sample" in said


def test_where_a_law_is_silent_that_is_said_beside_the_others(isonomia: Run, votes: Path) -> None:
    day = ("--law", "kz", "--on", "2026-07-01")
    said = isonomia("elections", "simulate", votes, *day, "--threshold", "5", "--method", "divisor/dhondt").out
    assert "in force: open: elections.method is unknown on 2026-07-01" in said
    assert "elections.method is unknown" in isonomia("elections", "simulate", votes, *day).refused(3)


REFUSED = [
    (("--threshold", "x"), "--threshold x: wanted per cent from 0 to 100"),
    (("--threshold", "101"), "wanted per cent from 0 to 100"),
    (("--method", "lots"), 'no method "lots"'),
    (("--seats", "0"), "--seats 0: wanted a whole number from 1 to"),
    (("--draws", "9"), "--draws is given, and no --spread"),
    (("--spread", "2"), "--spread is given, and no --draws"),
    (("--draws", "9", "--spread", "nan"), "a spread of nan points"),
    (("--draws", "1000000", "--spread", "1"), "--draws 1000000: wanted a whole number from 1 to"),
    (tuple(word for one in range(1, 26) for word in ("--seats", str(one))), "25 laws come of these options"),
]


@pytest.mark.parametrize(("words", "said"), REFUSED)
def test_what_cannot_be_supposed_is_refused_in_one_line(
    isonomia: Run, votes: Path, words: tuple[str, ...], said: str
) -> None:
    assert said in isonomia("elections", "simulate", votes, *KZ, *words).refused(2)
