"""Rolls and signatures against a register: every fault, held equal to a plain count; files that cannot be read."""

import csv
import stat
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from random import Random

import pytest

from isonomia.errors import InputError, RulebookError
from isonomia.rulebook.loading import shipped
from isonomia_lab.rolls.checking import FAULTS, Asked, asked_by, check_roll
from isonomia_lab.rolls.petition import Window, check_signatures

ON = date(2026, 3, 16)
ASKED = Asked(ON, date(2008, 3, 16), citizens_only=True, latest_counts=True)
REGISTER = ("person", "born", "territory", "citizen", "died", "barred")
ROLL = ("party", "person", "name", "territory", "joined")
PEOPLE = [
    (1, "1980-01-01", "A", 1, "", 0),
    (2, "2008-03-16", "A", 1, "", 0),
    (3, "2008-03-17", "A", 1, "", 0),
    (4, "1980-01-01", "A", 0, "", 0),
    (5, "1980-01-01", "A", 1, "2026-03-16", 0),
    (6, "1980-01-01", "A", 1, "2026-03-17", 0),
    (7, "1980-01-01", "B", 1, "", 0),
    (8, "1980-01-01", "A", 1, "", 1),
    (9, "1980-01-01", "A", 1, "", 0),
    (10, "1980-01-01", "A", 1, "", 0),
]


def written(path: Path, head: Iterable[str], rows: Iterable[Iterable[object]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return written(tmp_path / "register.csv", REGISTER, PEOPLE)


def line(party: str, person: int, joined: str = "2025-01-01") -> tuple[object, ...]:
    return party, person, "Әлия Ким", "A", joined


def test_each_fault_is_found_once_and_only_counts_come_out(tmp_path: Path, register: Path) -> None:
    people = (1, 2, 3, 4, 5, 6, 7, 8, 11)
    lines = [*(line("p", one) for one in people), line("p", 1, "2024-01-01")]
    # Nine joined q last, ten joined both on one day.
    lines += [line("p", 9), line("q", 9, "2025-02-01"), line("p", 10), line("q", 10)]
    private = tmp_path / "private.csv"
    p, q = check_roll(written(tmp_path / "roll.csv", ROLL, lines), register, ASKED, private=private)
    assert (p.rows, p.members, p.by_territory) == (12, 3, {"A": 3})
    faults = {"twice": 1, "other_party": 2, "missing": 1, "elsewhere": 1, "dead": 1, "under_age": 1}
    assert p.faults == {**faults, "not_citizen": 1, "barred_service": 1}
    assert (q.rows, q.members, q.faults["other_party"]) == (2, 1, 1)
    rows = list(csv.reader(private.open(encoding="utf-8")))
    assert rows[0] == ["party", "row", "person", "faults"]
    assert ["p", "10", "11", "missing"] in rows and ["p", "11", "1", "twice"] in rows and len(rows) == 1 + 9 + 1
    assert stat.S_IMODE(private.stat().st_mode) == 0o600


def test_where_neither_membership_counts_both_are_flagged(tmp_path: Path, register: Path) -> None:
    roll = written(tmp_path / "roll.csv", ROLL, [line("p", 9), line("q", 9, "2025-02-01")])
    asked = Asked(ON, ASKED.adult, citizens_only=True, latest_counts=False)
    assert [one.members for one in check_roll(roll, register, asked)] == [0, 0]


def plain(lines: list[tuple[str, int, str, str]], people: dict[int, tuple[object, ...]]) -> dict[str, int]:
    """The faults of a roll counted line by line, as anybody would."""
    found = dict.fromkeys((*FAULTS, "members"), 0)
    firsts: dict[tuple[str, int], int] = {}
    for at in sorted(range(len(lines)), key=lambda one: (lines[one][3], -one), reverse=True):
        firsts.setdefault((lines[at][0], lines[at][1]), at)
    for at, (party, person, territory, joined) in enumerate(lines):
        one = people.get(person)
        days = [lines[first][3] for (_, who), first in firsts.items() if who == person]
        alone = len(days) == 1 or (joined == max(days) and days.count(max(days)) == 1)
        faults = {
            "twice": firsts[party, person] != at,
            "other_party": not alone,
            "missing": one is None,
            "elsewhere": one is not None and one[2] != territory,
            "dead": one is not None and one[4] != "" and str(one[4]) <= str(ON),
            "under_age": one is not None and str(one[1]) > str(ASKED.adult),
            "not_citizen": one is not None and one[3] == 0,
            "barred_service": one is not None and one[5] == 1,
        }
        for name, there in faults.items():
            found[name] += there
        found["members"] += not any(faults.values())
    return found


def test_the_statements_say_what_a_plain_count_says(tmp_path: Path) -> None:
    draw = Random(7)
    people = [
        (n, f"{draw.randint(1940, 2012)}-05-05", draw.choice("ABC"), int(draw.random() < 0.9),
         draw.choice(("", "", "2020-01-01", "2027-01-01")), int(draw.random() < 0.1))
        for n in range(400)
    ]  # fmt: skip
    lines = [
        (draw.choice("pqr"), draw.randint(0, 450), draw.choice("AAABC"), f"2025-0{draw.randint(1, 9)}-01")
        for _ in range(900)
    ]
    register = written(tmp_path / "register.csv", REGISTER, people)
    roll = written(tmp_path / "roll.csv", ROLL, [(one[0], one[1], "N", *one[2:]) for one in lines])
    counted = check_roll(roll, register, ASKED)
    summed = {name: sum(one.faults[name] for one in counted) for name in FAULTS}
    assert {**summed, "members": sum(one.members for one in counted)} == plain(lines, {one[0]: one for one in people})


def test_signatures_of_a_petition(tmp_path: Path, register: Path) -> None:
    signed = [(1, "2026-02-01"), (1, "2026-02-02"), (2, "2026-01-31"), (7, "2026-02-03"), (4, "2026-02-03")]
    signed += [(11, "2026-02-03"), (9, "2026-02-28"), (10, "2026-03-01"), (6, "2026-02-10"), (2, "2026-02-11")]
    sheets = written(tmp_path / "sheets.csv", ("person", "signed"), signed)
    window = Window("A", date(2026, 2, 1), date(2026, 2, 28))
    found = check_signatures(sheets, register, window, private=tmp_path / "private.csv")
    # Two signed before the days of the collection and again within: the later one counts, the earlier one is the copy.
    assert (found.rows, found.valid) == (10, 4)
    expected = {"twice": 2, "missing": 1, "elsewhere": 1, "dead": 0, "not_citizen": 1, "outside_window": 2}
    assert found.faults == expected


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("p", "x1", "N", "A", "2025-01-01"), 'row 3, column person: "x1", wanted a whole number'),
        (("p", 1, "N", "A", "2025-02-30"), 'row 3, column joined: "2025-02-30", wanted a day'),
        (("p", 1, "N", "", "2025-01-01"), 'row 3, column territory: "", wanted a text'),
        (("p", 1, "N", "A"), "row 3: 4 cells, wanted 5"),
    ],
)
def test_a_bad_line_is_told_by_row_and_column(
    tmp_path: Path, register: Path, row: tuple[object, ...], said: str
) -> None:
    roll = written(tmp_path / "roll.csv", ROLL, [line("p", 2), row])
    with pytest.raises(InputError) as error:
        check_roll(roll, register, ASKED)
    assert said in str(error.value) and "roll.csv" in str(error.value)


def test_columns_encodings_and_registers_that_do_not_fit(tmp_path: Path, register: Path) -> None:
    good = [line("p", 1)]
    russian = written(tmp_path / "cp.csv", ROLL, [("партия", 1, "Ким", "A", "2025-01-01")], "cp1251")
    assert check_roll(russian, register, ASKED, encoding="cp1251")[0].party == "партия"
    with pytest.raises(InputError, match="not utf-8"):
        check_roll(russian, register, ASKED)
    with pytest.raises(InputError, match='no encoding "koi8"'):
        check_roll(russian, register, ASKED, encoding="koi8")
    with pytest.raises(InputError, match='an unknown column "phone"'):
        check_roll(written(tmp_path / "more.csv", (*ROLL, "phone"), [(*good[0], 1)]), register, ASKED)
    with pytest.raises(InputError, match='no column "joined"'):
        check_roll(written(tmp_path / "less.csv", ROLL[:4], [good[0][:4]]), register, ASKED)
    roll = written(tmp_path / "roll.csv", ROLL, good)
    with pytest.raises(InputError, match="stands twice in the register"):
        check_roll(roll, written(tmp_path / "twice.csv", REGISTER, [*PEOPLE, PEOPLE[0]]), ASKED)
    with pytest.raises(InputError, match="lack a value"):
        check_roll(roll, written(tmp_path / "two.csv", REGISTER, [(1, "1980-01-01", "A", 2, "", 0)]), ASKED)


def test_what_is_asked_of_a_member_comes_from_the_law() -> None:
    assert asked_by(shipped("kz").on(ON)) == ASKED
    assert asked_by(shipped("mysal").on(ON)).adult == date(2010, 3, 16)
    assert not asked_by(shipped("mysal").on(ON)).latest_counts
    with pytest.raises(RulebookError, match=r"parties\.age is unknown"):
        asked_by(shipped("kz").on(date(2010, 1, 1)))
