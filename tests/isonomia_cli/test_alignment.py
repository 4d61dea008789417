"""`isonomia alignment status`: laws, provisions and promises on a day."""

import shutil
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_the_pack_that_ships_is_shown_as_of_its_last_act(isonomia: Run) -> None:
    found = isonomia("alignment", "status", "--json").json()
    assert found["on"] == "2026-11-21"
    june = found["progress"]["amendments/kz-2022-06-08"]
    assert (june["needed"], june["adopted"], june["in_force"], june["base"]) == (9, 8, 5, "laws_needed")
    assert len([one for one in found["provisions"] if one["eid"] == "art_15"]) == 1


def test_a_record_says_the_same_as_its_pack(isonomia: Run, record: Path) -> None:
    pack, own = (isonomia("alignment", "status", *given, "--json").json() for given in ([], [record]))
    assert own == pack


@pytest.mark.parametrize(("day", "overdue"), [("2023-12-31", False), ("2024-01-01", True), ("2024-06-19", False)])
def test_what_is_overdue_stands_first_on_its_days(isonomia: Run, day: str, overdue: bool) -> None:
    found = isonomia("alignment", "status", "--on", day, "--json").json()
    assert found["laws"][0]["matter"] == "law/kz-mass-media"
    assert [one["matter"] for one in found["laws"] if one["overdue"]] == ["law/kz-mass-media"] * overdue
    first = isonomia("alignment", "status", "--on", day).out.split("Laws\n")[1].splitlines()[2]
    assert ("OVERDUE since 2023-12-31" in first) is overdue


@pytest.mark.parametrize(("day", "status"), [("2024-08-19", "open"), ("2024-08-20", "in_force")])
def test_a_promise_changes_with_the_law_that_meets_it(isonomia: Run, day: str, status: str) -> None:
    found = isonomia("alignment", "status", "--on", day, "--json").json()
    promise = next(one for one in found["commitments"] if one["topic"] == "mass_media")
    assert promise["status"] == status
    assert promise["parts"][0]["holds"] is (status == "in_force")


@pytest.mark.parametrize(("language", "words"), [("ru", "Обещания"), ("kk", "Уәделер"), ("en", "Promises")])
def test_it_speaks_three_languages(isonomia: Run, language: str, words: str) -> None:
    assert words in isonomia("alignment", "status", "--language", language).out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--on", "2024"], 2, "--on: not a day"),
        (["nowhere"], 3, "not found"),
        (["--language", "de"], 2, "wanted one of kk, ru, en"),
    ],
)
def test_what_is_wrong_is_one_line_and_a_code(isonomia: Run, words: list[str], code: int, said: str) -> None:
    assert said in isonomia("alignment", "status", *words).refused(code)


def copied(folder: Path) -> Path:
    shipped = Path(str(resources.files("isonomia.packs"))) / "kazakhstan-2022"
    return Path(shutil.copytree(shipped, folder / "pack", ignore=shutil.ignore_patterns("__pycache__")))


def test_a_pack_without_laws_says_so(isonomia: Run, tmp_path: Path) -> None:
    pack = copied(tmp_path)
    (pack / "07-alignment.toml").unlink()
    said = isonomia("alignment", "status", pack)
    assert (said.code, said.out) == (3, "")
    assert "neither laws" in said.err


def test_a_pack_whose_act_the_law_refuses_is_not_shown(isonomia: Run, tmp_path: Path) -> None:
    pack = copied(tmp_path)
    file = pack / "07-alignment.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('stage = "in_force"', 'stage = "draft"', 1), encoding="utf-8")
    said = isonomia("alignment", "status", pack)
    assert said.code != 0 and "kz-2022/in-force-constitutional-court is refused" in said.err
