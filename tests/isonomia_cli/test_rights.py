"""`isonomia rights`: examples held against the law, in words and as JSON, with the exit codes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

HEAD = "id,kind,body,as_of,input_json,expected_json\n"
RIGHT = 'A,vote,court,2026-10-05,"{""judges_total"": 11, ""present"": 7}","{""quorum_needed"": 8, ""valid"": false}"\n'
WRONG = 'B,vote,court,2026-10-05,"{""judges_total"": 11, ""present"": 9}","{""valid"": false}"\n'
UNREAD = 'C,deadline,court,2026-10-05,"{""accepted_on"": ""soon"", ""appellant"": ""citizen""}",\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "examples.csv"


def test_examples_that_agree_leave_with_0(isonomia: Run, file: Path) -> None:
    file.write_text(HEAD + RIGHT)
    said = isonomia("rights", "check", str(file))
    assert said.code == 0 and "1 of 1 examples agree" in said.out


def test_an_example_that_differs_is_named_and_leaves_with_1(isonomia: Run, file: Path) -> None:
    file.write_text(HEAD + RIGHT + WRONG)
    said = isonomia("rights", "check", str(file), "--json")
    assert said.code == 1
    found = json.loads(said.out)
    assert (found["right"], found["of"]) == (1, 2)
    assert [(one["id"], one["agrees"], one["differs"]) for one in found["examples"]] == [
        ("A", True, []),
        ("B", False, ["valid"]),
    ]
    assert found["examples"][0]["rules"][0]["article"] == "art. 25(2)"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_what_cannot_be_read_is_said_in_each_language(isonomia: Run, file: Path, language: str) -> None:
    file.write_text(HEAD + UNREAD)
    said = isonomia("rights", "check", str(file), "--language", language)
    assert said.code == 0 and "accepted_on" in said.out and "finding." not in said.out


def test_a_file_that_is_not_there_leaves_with_3(isonomia: Run, file: Path) -> None:
    assert isonomia("rights", "check", str(file)).code == 3


def test_a_file_that_is_none_leaves_with_2(isonomia: Run, file: Path) -> None:
    file.write_text("id\n")
    assert isonomia("rights", "check", str(file)).code == 2
