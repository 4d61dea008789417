"""`isonomia rules`: what the law says on a day, and whether a folder of laws can be read."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
ON = ("--law", "kz", "--on", "2022-06-05")


def test_a_rule_is_shown_with_its_value_span_source_and_place(isonomia: Run) -> None:
    said = isonomia("rules", "show", "referendum.quorum", *ON)
    assert said.code == 0
    assert "took_part: more than 1/2 of registered" in said.out
    assert "in force from 1998-10 until 2026-07-01; certainty: text; referendum.toml:" in said.out
    assert "art. 31(2) [ru]; read in" in said.out


def test_a_rule_as_json(isonomia: Run) -> None:
    found = isonomia("rules", "show", "referendum.regions", *ON, "--json").json()
    assert found["key"] == "referendum.regions"
    assert (found["law"], found["on"]) == ("kz", "2022-06-05")
    assert (found["value"], found["share"], found["compare"]) == ("2/3", "2/3", "at least")
    assert (found["measure"], found["base"], found["unit"]) == ("yes", "territories", "share")
    assert (found["from"], found["to"], found["certainty"]) == ("2007-05", "2026-07-01", "text")
    assert {"act", "article", "read_in", "language"} == set(found["citations"][0])
    assert re.fullmatch(r"referendum\.toml:\d+", found["where"])


@pytest.mark.parametrize(
    ("key", "day", "value"),
    [
        ("referendum.regions", "2000-01-01", "none"),
        ("referendum.regions", "2008-01-01", "2/3"),
        ("referendum.results_days", "2022-06-05", 7),
        ("referendum.ballots", "2022-06-05", ["yes", "no", "both_marked", "invalid"]),
    ],
)
def test_every_kind_of_value_is_shown(isonomia: Run, key: str, day: str, value: object) -> None:
    assert isonomia("rules", "show", key, "--law", "kz", "--on", day, "--json").json()["value"] == value
    assert isonomia("rules", "show", key, "--law", "kz", "--on", day).code == 0


def test_what_the_sources_do_not_give_is_unknown_and_exit_code_3(isonomia: Run) -> None:
    said = isonomia("rules", "show", "referendum.regions", "--law", "kz", "--on", "2007-05-20", "--json")
    assert said.code == 3
    assert said.json()["value"] == "unknown"
    assert "2007-05" in said.json()["missing"]
    plain = isonomia("rules", "show", "referendum.colour", *ON)
    assert plain.code == 3
    assert "unknown on 2022-06-05: no rule of this name" in plain.out


def test_all_rules_are_shown_together(isonomia: Run) -> None:
    said = isonomia("rules", "show", "all", *ON, "--json")
    assert said.code == 0
    keys = [one["key"] for one in said.json()]
    assert keys == sorted(keys)
    assert {"referendum.quorum", "referendum.abroad"} <= set(keys)


def test_a_changed_date_of_a_rule_is_seen_with_another_folder_of_laws(isonomia: Run, laws: Run) -> None:
    folder = laws("referendum.toml", '"2007-05"', '"2022-06-06"')
    before = isonomia("rules", "show", "referendum.regions", *ON, "--json", "--rules", folder).json()
    after = isonomia(
        "rules", "show", "referendum.regions", "--law", "kz", "--on", "2022-06-06", "--json", "--rules", folder
    ).json()
    assert (before["value"], after["value"]) == ("none", "2/3")


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (("rules", "show", "referendum.quorum", "--law", "kz", "--on", "5 June"), 2, '--on: not a day: "5 June"'),
        (("rules", "show", "referendum.quorum", "--law", "kz", "--on", "2022-02-30"), 2, "not a day"),
        (("rules", "show", "referendum.quorum", "--law", "xx", "--on", "2022-06-05"), 3, 'no rulebook of "xx"'),
        (("rules", "show", "referendum.quorum", *ON, "--rules", "/no/such"), 3, "not found: /no/such"),
        (("rules", "check", "/no/such"), 3, "not found: /no/such"),
    ],
)
def test_a_wrong_question_gets_one_clear_line(isonomia: Run, words: tuple[str, ...], code: int, complaint: str) -> None:
    assert complaint in isonomia(*words).refused(code)


@pytest.mark.parametrize(
    "words", [("rules", "show"), ("rules", "show", "referendum.quorum"), ("rules", "burn"), ("fly",)]
)
def test_a_wrong_use_is_exit_code_2_without_a_traceback(isonomia: Run, words: tuple[str, ...]) -> None:
    said = isonomia(*words)
    assert said.code == 2
    assert "Traceback" not in said.out + said.err


def test_the_shipped_laws_have_no_fault(isonomia: Run) -> None:
    said = isonomia("rules", "check")
    assert said.code == 0
    assert re.search(r"^kz: \d+ rules, \d+ dated values, each with its source; no fault found$", said.out, re.M)


def test_every_fault_is_listed_with_file_and_line(isonomia: Run, laws: Run) -> None:
    folder = laws("referendum.toml", "number = 7", "number = 7.5")
    (folder / "xx").mkdir()
    (folder / "xx" / "referendum.toml").write_text('country = "xx"\ninstitution = 5\ngoverns = "polling_day"\n')
    territories = folder / "kz" / "territories.toml"
    territories.write_text(territories.read_text("utf-8").replace('kind = "capital"', 'kind = "village"', 1), "utf-8")
    said = isonomia("rules", "check", folder)
    assert said.code == 1
    lines = said.out.splitlines()
    assert len(lines) == 3
    assert all(re.match(r"(kz|xx)/(referendum|territories)\.toml:\d+: ", line) for line in lines), lines
    number = next(line for line in lines if line.startswith("kz/referendum.toml"))
    at = int(number.split(":")[1])
    assert (folder / "kz" / "referendum.toml").read_text("utf-8").splitlines()[at - 1] == "number = 7.5"


def test_a_faulty_law_decides_nothing(isonomia: Run, laws: Run) -> None:
    folder = laws("referendum.toml", "number = 7", "number = 7.5")
    line = isonomia("rules", "show", "referendum.quorum", *ON, "--rules", folder).refused(3)
    assert re.search(r"referendum\.toml:\d+: .*no floats in the law", line)


def test_an_empty_folder_holds_no_law(isonomia: Run, tmp_path: Path) -> None:
    said = isonomia("rules", "check", tmp_path)
    assert said.code == 3
    assert "no rulebook found" in said.out


@pytest.mark.parametrize(
    ("country", "key", "day", "said"),
    [
        ("ch", "referendum.regions", "2020-11-29", "yes: more than 1/2 of territories"),
        ("it", "referendum.quorum", "2011-06-13", "took_part: more than 1/2 of registered"),
        ("dk", "referendum.electorate", "2009-06-07", "yes: at least 2/5 of registered"),
        ("dk", "referendum.electorate", "1939-05-23", "yes: at least 9/20 of registered"),
    ],
)
def test_the_rules_of_other_countries_are_shown_as_of_a_day(
    isonomia: Run, country: str, key: str, day: str, said: str
) -> None:
    shown = isonomia("rules", "show", key, "--law", country, "--on", day)
    assert (shown.code, said in shown.out, "certainty: " in shown.out) == (0, True, True)


def test_every_country_that_ships_is_in_order(isonomia: Run) -> None:
    said = isonomia("rules", "check")
    assert said.code == 0
    shipped = ["ch", "de", "dk", "it", "kz", "mysal", "se", "us", "za"]
    assert [line.partition(":")[0] for line in said.out.splitlines()] == shipped


def test_a_rounding_is_shown_in_words_and_in_json(isonomia: Run, tmp_path: Path) -> None:
    example = Path(__file__).resolve().parents[2] / "docs" / "examples" / "new-country" / "laws"
    asked = ("rules", "show", "referendum.regions", "--law", "meridia", "--on", "2026-05-10", "--rules", example)
    assert "at least 2/3 of territories, rounded down to a whole number" in isonomia(*asked).out
    assert isonomia(*asked, "--json").json()["rounding"] == "down"
    assert "rounding" not in isonomia("rules", "show", "referendum.regions", *ON, "--json").json()
