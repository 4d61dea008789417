"""`isonomia parties` and `isonomia recall`: counts on the terminal, persons in the registrar's file, and exit codes."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from isonomia_cli.main import app, main

REGISTER = "person,born,territory,citizen,died,barred\n" + "".join(
    f"{number},1980-01-01,KZ-10,1,,0\n" for number in range(1, 4)
)
ROLL = "party;person;name;territory;joined\n" + "".join(
    f"п;{number};{name};KZ-10;2025-01-01\n" for number, name in ((1, "Ким"), (2, "Ли"), (9, "Пак"))
)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "register.csv").write_text(REGISTER, encoding="utf-8")
    (tmp_path / "roll.csv").write_text(ROLL, encoding="cp1251")
    (tmp_path / "sheets.csv").write_text("person,signed\n1,2026-02-01\n1,2026-02-02\n2,2026-03-01\n", encoding="utf-8")
    return tmp_path


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_a_roll_is_counted_and_the_same_counts_are_held_against_two_days(files: Path) -> None:
    private = files / "private.csv"
    given = ("--register", files / "register.csv", "--on", "2026-03-16", "--private", private, "--json")
    result = run("parties", "--encoding", "cp1251", "check", files / "roll.csv", *given)
    assert result.exit_code == 1, result.output
    (party,) = json.loads(result.output)["parties"]
    assert (party["party"], party["members"], party["faults"]) == ("п", 2, [{"kind": "missing", "number": 1}])
    assert party["minima"]["tests"][0]["wanted"] == 5000 and "Ким" not in result.output
    assert private.read_text(encoding="utf-8").splitlines() == ["party,row,person,faults", "п,4,9,missing"]
    counts = files / "counts.json"
    counts.write_text(result.output, encoding="utf-8")
    told = run("parties", "--language", "ru", "what-if", counts, "--on", "2022-11-17", "--on", "2022-11-18")
    assert told.exit_code == 0 and "20,000" in told.output and "5,000" in told.output
    assert told.output.startswith("Условное сравнение, а не решение")


def test_names_in_other_letters_are_counted_where_they_are_asked_for(files: Path) -> None:
    rows = "1,Сәбит,KZ-10,2025-01-01\np,2,Sabit,KZ-10,2025-01-01"
    (files / "two.csv").write_text(f"party,person,name,territory,joined\np,{rows}\n", encoding="utf-8")
    asked = ("parties", "check", files / "two.csv", "--register", files / "register.csv", "--on", "2026-03-16")
    told = run(*asked, "--private", files / "found.csv")
    assert "other letters" in told.output and told.output.rstrip().endswith("2") and "Sabit" not in told.output
    assert json.loads(run(*asked, "--private", files / "found.csv", "--json").output)["alike"] == 2
    assert "Sabit" not in (files / "found-names.csv").read_text(encoding="utf-8")


def test_signatures_and_whether_they_are_enough(files: Path) -> None:
    given = ("--register", files / "register.csv", "--district", "KZ-10", "--days", "2026-02-01..2026-02-28")
    found = json.loads(run("recall", "check", files / "sheets.csv", *given, "--json").output)
    assert (found["rows"], found["valid"]) == (3, 1)
    codes = [run("recall", "enough", number, "--voters", 100, "--on", "2026-07-01").exit_code for number in (11, 10, 9)]
    assert codes == [0, 1, 1]
    assert run("recall", "enough", 11, "--voters", 100, "--on", "2022-11-01").exit_code == 3
    assert json.loads(run("recall", "sample", 4, 2, 2, "--json").output)["least"] == 2
    kept, recalled = (run("recall", "vote", 34, yes, "--voters", 100, "--on", "2026-07-01") for yes in (17, 18))
    assert (kept.exit_code, recalled.exit_code, recalled.output) == (1, 0, "recalled\n")
    drawn = run("recall", "draw", 10, 3, "--sheets", "ab", "--value", "7", "--matter", "recall/2026-000001", "--json")
    assert json.loads(drawn.output)["places"] == [3, 5, 9]


def test_what_cannot_be_read_is_told_in_one_line(
    files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    roll, register = str(files / "roll.csv"), str(files / "register.csv")
    asked = ["isonomia", "parties", "check", roll, "--register", register, "--on", "2026-03-16"]
    for words, said in ((asked, "not utf-8"), ([*asked, "--private", roll], "names a file that is read")):
        monkeypatch.setattr("sys.argv", words)
        with pytest.raises(SystemExit) as left:
            main()
        assert left.value.code == 2 and said in capsys.readouterr().err
