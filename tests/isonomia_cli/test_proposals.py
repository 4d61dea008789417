"""How long answers take, from a list: those that wait are counted in, and what is wrong in the list is told by line."""

import random
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from tests.isonomia_cli.conftest import Said

Run = Callable[..., Said]
# Answered after 2, 2, 5 and 8 days; three wait, received 3, 5 and 9 days before the end.
LIST = """id,received,answered,channel
1,2025-01-02,2025-01-04,form
2,2025-01-02,2025-01-04,form
3,2025-01-02,2025-01-07,form
4,2025-01-02,2025-01-10,letter
5,2025-01-08,,form
6,2025-01-06,,form
7,2025-01-02,,form
"""


@pytest.fixture
def events(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "events.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_case_that_was_worked_by_hand(isonomia: Run, events: Callable[[str], Path]) -> None:
    said = isonomia("proposals", "times", events(LIST), "--until", "2025-01-11", "--within", "5", "--json")
    assert said.code == 0 and said.json() == {
        "until": "2025-01-11",
        "watched": 7,
        "answered": 4,
        "waiting": 3,
        "answered_percent": "57.14",
        "days": {"50": "8.00", "75": None, "90": None},
        "within_days": 5,
        # 1 - 15/28
        "within_percent": "46.43",
        "half_of_answered_alone_days": "2.00",
    }


def test_an_answer_after_the_end_of_the_list_was_waited_for(isonomia: Run, events: Callable[[str], Path]) -> None:
    late = LIST.replace("1,2025-01-02,2025-01-04", "1,2025-01-02,2025-03-04")
    found = isonomia("proposals", "times", events(late), "--until", "2025-01-11", "--json").json()
    assert (found["answered"], found["waiting"]) == (3, 4)
    assert isonomia("proposals", "times", events(late), "--json").json()["until"] == "2025-03-04"


def test_moments_are_counted_to_the_second_and_days_are_printed(isonomia: Run, events: Callable[[str], Path]) -> None:
    text = "id,received,answered\na,2025-01-01T00:00:00Z,2025-01-02T12:00:00Z\nb,2025-01-01T05:00:00+05:00,\n"
    found = isonomia("proposals", "times", events(text), "--until", "2025-01-05T00:00:00Z", "--json").json()
    assert found["days"] == {"50": "1.50", "75": None, "90": None}


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_it_is_said_in_words(isonomia: Run, events: Callable[[str], Path], language: str) -> None:
    said = isonomia("proposals", "times", events(LIST), "--until", "2025-01-11", "--language", language)
    assert said.code == 0 and "8.00" in said.out and "times." not in said.out


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("id,received", "number,received", "wanted the columns id, received, answered"),
        ("3,2025-01-02,2025-01-07,form", "3,2025-01-02,form", ":4: 3 cells, wanted 4"),
        ("2,2025-01-02", "1,2025-01-02", ':3: the id "1" stands twice'),
        ("3,2025-01-02", "3,2025-01-32", ":4: no day and no moment"),
        ("3,2025-01-02", "3,2025-01-09", "line 4: answered 2025-01-07, received 2025-01-09"),
        ("5,2025-01-08", "5,2025-02-08", "line 6: received 2025-02-08, after the end"),
        ("5,2025-01-08", "5,2025-01-08T10:00:00Z", "mixed"),
    ],
)
def test_what_is_wrong_in_the_list_is_told_by_its_line(
    isonomia: Run, events: Callable[[str], Path], old: str, new: str, told: str
) -> None:
    assert old in LIST
    said = isonomia("proposals", "times", events(LIST.replace(old, new)), "--until", "2025-01-11")
    assert told in said.refused(2)


def test_an_empty_list_and_none(isonomia: Run, events: Callable[[str], Path], tmp_path: Path) -> None:
    assert "empty" in isonomia("proposals", "times", events("id,received,answered\n")).refused(2)
    assert "not found" in isonomia("proposals", "times", tmp_path / "none.csv").refused(3)


def test_a_register_of_forty_eight_thousand_takes_seconds(isonomia: Run, events: Callable[[str], Path]) -> None:
    lot, lines = random.Random(3), ["id,received,answered"]
    for one in range(48_245):
        day, hour = lot.randrange(1, 29), lot.randrange(24)
        done = f"2025-03-{lot.randrange(1, 29):02}T{hour:02}:{lot.randrange(60):02}:00Z" if lot.random() < 0.76 else ""
        lines.append(f"{one},2025-02-{day:02}T{hour:02}:{lot.randrange(60):02}:00Z,{done}")
    before = process_time()
    found = isonomia("proposals", "times", events("\n".join(lines)), "--until", "2025-06-01T00:00:00Z", "--json").json()
    assert found["watched"] == 48_245 and process_time() - before < 4
