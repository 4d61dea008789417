"""`isonomia elections allocate`: seats, the table behind them, and ties, from a file of votes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
KZ = ("--law", "kz", "--on", "2023-03-19")
# The Commission's final counts of 19 March 2023.
VOTES = {
    "Amanat": 3431510,
    "Auyl": 693938,
    "Respublica": 547154,
    "Ak Zhol": 535139,
    "QHP": 432920,
    "OSDP": 331058,
    "Baytaq": 146431,
    "against all": 248291,
}
OWN = """country = "xx"
institution = "elections"
governs = "polling_day"
[source.act]
act = "An act of nowhere (invented)"
read_in = "written for this test"
language = "en"
"""
RULES = {
    "list_seats": ("number", "number = 4"),
    "method": ("word", 'word = "divisor/huntington-hill"'),
    "threshold": ("share", "none = true"),
    "tie": ("list", 'words = ["lot"]'),
}


@pytest.fixture
def votes(tmp_path: Path) -> Callable[[str], Path]:
    """Write a file of votes."""

    def write(text: str) -> Path:
        path = tmp_path / "votes.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def of_2023() -> str:
    return "list,votes\n" + "".join(f"{name},{count}\n" for name, count in VOTES.items())


def test_the_seats_of_2023_with_the_table_behind_each(isonomia: Run, votes: Run) -> None:
    found = isonomia("elections", "allocate", votes(of_2023()), *KZ, "--json").json()
    seats = {"Amanat": 40, "Auyl": 8, "Respublica": 6, "Ak Zhol": 6, "QHP": 5, "OSDP": 4, "Baytaq": 0}
    assert found["seats"] == seats
    assert (found["ties"], found["method"], found["house"]) == ([], "largest-remainder/hare", 69)
    assert found["threshold_base"] == sum(VOTES.values()) == 6366441
    rows = {row["list"]: row for row in found["explanation"]["rows"]}
    assert found["explanation"]["quota"] == "1990573/23"
    assert {name: row["whole"] + (row["order"] <= 2) for name, row in rows.items()} == {
        name: count for name, count in seats.items() if count
    }
    assert "art. 97" in found["citations"]["elections.method"]
    said = isonomia("elections", "allocate", votes(of_2023()), *KZ)
    assert said.code == 0
    assert "quota: 86546.6522 votes a seat" in said.out


def test_a_tie_is_printed_or_broken_by_the_order_of_registration(isonomia: Run, votes: Run) -> None:
    words = (*KZ, "--given", "seats=3")
    path = votes("list,votes\nb,10\na,10\n")
    assert isonomia("elections", "allocate", path, *words, "--json").json()["ties"] == [
        {"lists": ["a", "b"], "seats": 1, "step": "remainder"}
    ]
    assert "a, b: 1 between them, given to nobody" in isonomia("elections", "allocate", path, *words).out
    path = votes("list,votes,registered_order\nb,10,2\na,10,1\n")
    found = isonomia("elections", "allocate", path, *words, "--json").json()
    assert (found["seats"], found["broken"][0]["rule"]) == ({"b": 1, "a": 2}, "earlier_registration")
    assert "to a by earlier_registration" in isonomia("elections", "allocate", path, *words).out


def test_a_file_of_rules_is_enough_for_another_country(isonomia: Run, votes: Run, tmp_path: Path) -> None:
    cited = 'certainty = "text"\ncitations = [{ source = "act", article = "s. 1" }]\n'
    parts = [
        f'[rule.{name}]\nunit = "{unit}"\n[[rule.{name}.value]]\nfrom = "2000"\n{value}\n{cited}'
        for name, (unit, value) in RULES.items()
    ]
    rules = tmp_path / "elections.toml"
    rules.write_text(OWN + "".join(parts), encoding="utf-8")
    words = ("--law", "xx", "--on", "2020-01-01", "--rules", rules)
    found = isonomia("elections", "allocate", votes("list,votes\na,60\nb,10\n"), *words, "--json").json()
    assert found["seats"] == {"a": 3, "b": 1}
    first = found["explanation"]["quotients"][2]
    assert (first["list"], first["seat"], first["quotient"], first["decimal"]) == ("a", 2, "1800", "42.4264")


def test_a_word_that_no_election_knows_is_found_before_one_needs_it(isonomia: Run, laws: Run) -> None:
    said = isonomia("rules", "check", laws("elections.toml", '["earlier_registration"]', '["earliest"]'))
    assert said.code == 1
    assert 'elections.tie: no "earliest" (wanted one of earlier_registration, lot' in said.out
    assert said.out.startswith("kz/elections.toml:")


REFUSED = [
    ("list,votes\na,-5\n", (), 2, 'votes of "a": wanted a whole number from 0 up, not "-5"'),
    ("list,votes\na,1.5\n", (), 2, 'not "1.5"'),
    ("list,votes\na,1\na,2\n", (), 2, 'the list "a" stands twice'),
    ("list,votes\na,0\n", (), 2, "no votes at all: nothing can be shared"),
    ("list,votes,luck\na,1,1\n", (), 2, 'unknown column "luck"'),
    ("list\na\n", (), 2, 'wanted one column "votes"'),
    ("list,votes\na,5\n", ("--given", "seats=x"), 2, "--given seats: wanted a whole number"),
    ("list,votes\na,5\n", ("--given", "luck=1"), 2, "--given luck=1: wanted body=NAME or one of seats"),
    ("list,votes\na,5\n", ("--on", "2026-07-01"), 3, "elections.method is unknown on 2026-07-01 in kz"),
    ("list,votes\na,5\n", ("--given", "body=senate"), 3, "elections.method_senate is unknown"),
]


@pytest.mark.parametrize(("text", "more", "code", "said"), REFUSED)
def test_what_cannot_be_decided_is_refused_in_one_line(
    isonomia: Run, votes: Run, text: str, more: tuple[str, ...], code: int, said: str
) -> None:
    assert said in isonomia("elections", "allocate", votes(text), *KZ, *more).refused(code)
