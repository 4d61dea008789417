"""`isonomia referendum decide`: what the law makes of the figures of a vote."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from isonomia.rulebook.law import Law

Run = Callable[..., Any]
ON = ("--law", "kz", "--on", "2022-06-05")
FINAL = {
    "registered": 11734642,
    "took_part": 7985769,
    "yes": 6163516,
    "no": 1490470,
    "both_marked": 125859,
    "invalid": 205924,
}


@pytest.fixture
def file(tmp_path: Path, law: Law) -> Callable[..., Path]:
    """Write the figures of the vote of 2022 to a file, with some of them changed."""

    def write(agree: int = 17, against: int = 0, **changes: int | None) -> Path:
        ids = [one.id for one in law.register()][: agree + against]
        said = [{"id": id, "majority": "yes" if at < agree else "no"} for at, id in enumerate(ids)]
        path = tmp_path / "figures.json"
        path.write_text(json.dumps({**FINAL, "territories": said, **changes}))
        return path

    return write


def test_the_vote_of_2022_is_adopted_with_every_test_shown(isonomia: Run, file: Run) -> None:
    said = isonomia("referendum", "decide", file(), *ON, "--json")
    assert said.code == 0
    found = said.json()
    assert (found["outcome"], found["missing"], found["findings"]) == ("adopted", [], [])
    assert (found["law"], found["on"], found["question"]) == ("kz", "2022-06-05", "amendment")
    tests = {one["test"]: one for one in found["tests"]}
    assert list(tests) == ["referendum.quorum", "referendum.majority", "referendum.regions"]
    quorum = tests["referendum.quorum"]
    assert (quorum["number"], quorum["numerator"], quorum["denominator"]) == (7985769, 7985769, 11734642)
    assert (quorum["operator"], quorum["required"], quorum["share"]) == ("more than", 5867322, "1/2")
    assert (quorum["measure"], quorum["base"], quorum["passed"]) == ("took_part", "registered", True)
    assert "art. 31(2)" in quorum["citation"]
    regions = tests["referendum.regions"]
    assert (regions["number"], regions["required"], regions["denominator"]) == (17, 12, 17)
    assert (regions["operator"], regions["share"], regions["basis"]) == ("at least", "2/3", "reported")
    assert regions["tests"][0]["territory"] == "KZ-11"
    assert len(regions["tests"]) == 17


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"took_part": 5867321, "yes": 4000000, "no": 1000000, "invalid": 1}, "invalid"),
        ({"took_part": 5867322, "yes": 4000000, "no": 1000000, "invalid": 1}, "adopted"),
        ({"agree": 11, "against": 6}, "rejected"),
        ({"agree": 12, "against": 5}, "adopted"),
        ({"agree": 11}, "undecided"),
        ({"yes": None}, "undecided"),
    ],
)
def test_the_outcome_follows_the_figures(isonomia: Run, file: Run, changes: dict[str, int], outcome: str) -> None:
    said = isonomia("referendum", "decide", file(**changes), *ON, "--json")
    assert (said.code, said.json()["outcome"]) == (0, outcome)
    assert bool(said.json()["missing"]) is (outcome == "undecided")


def test_the_outcome_for_people(isonomia: Run, file: Run) -> None:
    said = isonomia("referendum", "decide", file(invalid=20696, agree=11), *ON)
    assert said.code == 0
    assert said.out.startswith("outcome: undecided\n")
    assert "7,985,769 of 11,734,642" in said.out
    assert "needed: 12 (at least 2/3 of territories)" in said.out
    assert "missing: yes of KZ-59" in said.out
    assert "finding: the ballots published by class add up to" in said.out


def test_the_books_are_checked_beside_the_decision(isonomia: Run, file: Run) -> None:
    found = isonomia("referendum", "decide", file(both_marked=None), *ON, "--json").json()["findings"]
    assert [(one["code"], one["where"]) for one in found] == [("remainder", "kz")]
    assert "125,859" in found[0]["text"]


def test_a_changed_date_in_another_folder_of_laws_changes_the_outcome(isonomia: Run, file: Run, laws: Run) -> None:
    def decided(day: str) -> str:
        folder = laws("referendum.toml", '"2007-05"', f'"{day}"')
        outcome: str = isonomia(
            "referendum", "decide", file(agree=5, against=12), *ON, "--json", "--rules", folder
        ).json()["outcome"]
        return outcome

    assert decided("2022-06-05") == "rejected"
    assert decided("2022-06-06") == "adopted"


def test_another_question_is_held_against_other_tests(isonomia: Run, file: Run) -> None:
    ordinary = isonomia("referendum", "decide", file(agree=0), *ON, "--question", "ordinary", "--json").json()
    assert ordinary["outcome"] == "adopted"
    line = isonomia("referendum", "decide", file(), *ON, "--question", "new_constitution").refused(3)
    assert "adopted_if_new_constitution is unknown on 2022-06-05" in line
    assert "no kind of question" in isonomia("referendum", "decide", file(), *ON, "--question", "poll").refused(2)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('{"yes": 1.5}', "yes: wanted a whole number from 0 up, not 1.5"),
        ('{"yes": -1}', "yes: wanted a whole number from 0 up, not -1"),
        ('{"yes": NaN}', "yes: wanted a whole number"),
        ('{"yes": 1, "yes": 2}', 'the key "yes" stands twice'),
        ('{"turnout": 1}', "unknown key turnout"),
        ('{"registered": 5, "took_part": 6}', "took_part 6 is more than registered 5"),
        ('{"territories": [{"id": "KZ-10", "majority": "yes"}]}', "KZ-10 was no territory of kz on 2022-06-05"),
        ('{"territories": [{"id": "KZ-11", "weight": 2}]}', "the law of kz gives 1"),
        ("[" * 50_000, "not JSON"),
        ("", "not JSON"),
    ],
    ids=lambda value: value[:30],
)
def test_wrong_figures_get_one_clear_line(isonomia: Run, tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "figures.json"
    path.write_text(text)
    assert complaint in isonomia("referendum", "decide", path, *ON).refused(2)


def test_a_file_that_is_not_there_or_not_utf8_is_told(isonomia: Run, tmp_path: Path) -> None:
    assert "not found" in isonomia("referendum", "decide", tmp_path / "none.json", *ON).refused(3)
    (tmp_path / "latin.json").write_bytes(b'{"yes": "\xff"}')
    assert "not UTF-8 at byte" in isonomia("referendum", "decide", tmp_path / "latin.json", *ON).refused(2)
    assert "Is a directory" in isonomia("referendum", "decide", tmp_path, *ON).refused(2)


def test_the_text_says_on_what_a_test_rests(isonomia: Run, file: Run) -> None:
    said = isonomia("referendum", "decide", file(), *ON).out
    assert "rests on: reported by one person, without counts" in said


def test_territories_that_have_more_than_the_country_are_found(isonomia: Run, file: Run, law: Law) -> None:
    huge = [{"id": one.id, "took_part": 10**6, "yes": 10**6} for one in law.register()]
    said = isonomia("referendum", "decide", file(territories=huge), *ON).out
    assert "the territories have 17,000,000 together" in said


def test_a_part_is_held_against_the_register_where_the_turnout_is_not_known(isonomia: Run, file: Run) -> None:
    unknown = file(took_part=None, registered=100, yes=500)
    assert "yes 500 is more than registered 100" in isonomia("referendum", "decide", unknown, *ON).refused(2)


def test_a_file_with_a_mark_of_byte_order_is_read(isonomia: Run, file: Run) -> None:
    path = file()
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert isonomia("referendum", "decide", path, *ON).code == 0


def test_a_vote_of_another_country_is_decided_with_its_half_cantons(isonomia: Run, tmp_path: Path) -> None:
    for_it = ("BE", "BS", "FR", "GE", "JU", "NE", "TI", "VD", "ZH")
    against = ("AG", "AI", "AR", "BL", "GL", "GR", "LU", "NW", "OW", "SG", "SH", "SO", "SZ", "TG", "UR", "VS", "ZG")
    said = {**dict.fromkeys(for_it, "yes"), **dict.fromkeys(against, "no")}
    path = tmp_path / "figures.json"
    cantons = [{"id": f"CH-{one}", "majority": majority} for one, majority in said.items()]
    cantons[1]["weight"] = "1/2"
    path.write_text(json.dumps({"yes": 1299173, "no": 1261673, "territories": cantons}))
    shown = isonomia("referendum", "decide", path, "--law", "ch", "--on", "2020-11-29")
    assert shown.code == 0
    assert "outcome: rejected" in shown.out
    assert "17/2 of 23" in shown.out
    cantons[1]["weight"] = "1"
    path.write_text(json.dumps({"yes": 1299173, "no": 1261673, "territories": cantons}))
    shown = isonomia("referendum", "decide", path, "--law", "ch", "--on", "2020-11-29")
    assert "the law of ch gives 1/2" in shown.refused(2)


@pytest.mark.parametrize(
    ("country", "day", "question", "outcome"),
    [
        ("it", "1999-04-18", "ordinary", "invalid"),
        ("it", "1999-04-18", "amendment", "adopted"),
        ("dk", "2009-06-07", "amendment", "adopted"),
        ("dk", "2009-06-07", "ordinary", "adopted"),
    ],
)
def test_the_same_figures_under_the_laws_of_other_countries(
    isonomia: Run, tmp_path: Path, country: str, day: str, question: str, outcome: str
) -> None:
    path = tmp_path / "figures.json"
    path.write_text(json.dumps({"registered": 49309060, "took_part": 24447521, "yes": 21161866, "no": 1960022}))
    shown = isonomia("referendum", "decide", path, "--law", country, "--on", day, "--question", question, "--json")
    assert (shown.code, shown.json()["outcome"]) == (0, outcome)
