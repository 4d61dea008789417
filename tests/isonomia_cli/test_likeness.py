"""`isonomia likeness` reads and writes CSV files, names what is wrong with one, and leaves no half of a file behind."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.isonomia_cli.conftest import Said, run_isonomia

TEXTS = [
    ("b", "Отменить налог на землю для крестьян"),
    ("a", "ОТМЕНИТЬ налог на землю для крестьян!"),
    ("c", "Мектептерге тегін кітап берілсін"),
    ("d", "Oтмeнить налог на зeмлю для крeстьян"),
    ("e", "Judges should be elected"),
]


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """Write a CSV file."""

    def write(head: str, *rows: tuple[str, ...], name: str = "in.csv") -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(head + "\n")
            csv.writer(file).writerows(rows)
        return path

    return write


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_copies_are_named_by_the_least_id(table: Callable[..., Path], tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    said = run_isonomia("likeness", "duplicates", table("id,text", *TEXTS), "--out", out)
    assert (said.code, said.out) == (0, f"{out}: 5 texts, 3 groups\n")
    assert {row["id"]: row["cluster"] for row in read(out)} == {"a": "a", "b": "a", "c": "c", "d": "a", "e": "e"}
    run_isonomia("likeness", "duplicates", table("id,text", *TEXTS), "--out", out, "--reasons")
    reasons = {row["id"]: row["reason"] for row in read(out)}
    assert reasons == {"a": "", "b": "same_words", "c": "", "d": "borrowed_letters", "e": ""}


def test_the_language_of_each_text(table: Callable[..., Path], tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert run_isonomia("likeness", "language", table("id,text", *TEXTS), "--out", out).code == 0
    assert [row["language"] for row in read(out)] == ["ru", "ru", "kk", "ru", "en"]
    assert all(0.5 < float(row["confidence"]) <= 1 for row in read(out))


def test_texts_are_routed(table: Callable[..., Path], tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    examples = [("налог на землю", "land"), ("земля и налог", "land"), ("книги в школе", "school"), ("школа", "school")]
    train = table("text,label", *examples, name="train.csv")
    asked = table("id,text", ("1", "налог и земля"), ("2", "школа и книги"), ("3", "?"))
    assert run_isonomia("likeness", "route", "--train", train, "--in", asked, "--out", out).code == 0
    assert [(row["first"], row["second"], row["third"]) for row in read(out)][:2] == [
        ("land", "school", ""),
        ("school", "land", ""),
    ]
    said = run_isonomia("likeness", "route", "--train", train, "--in", asked, "--out", out, "--least", "0.99")
    assert said.code == 0
    assert read(out)[2] == {"id": "3", "first": "", "second": "", "third": "", "confidence": read(out)[2]["confidence"]}


def test_like_texts_are_shown_with_their_words(table: Callable[..., Path]) -> None:
    path = table("id,text", *TEXTS)
    found = run_isonomia("likeness", "search", path, "--query", "Судьялар сайлансын", "--json").json()
    assert found[0]["id"] == "e"
    assert found[0]["words"][:1] == ["elected"] or "judges" in found[0]["words"]
    said = run_isonomia("likeness", "search", path, "--for", "a", "--most", "2")
    assert [line.split()[0] for line in said.out.splitlines()] == ["b", "d"]


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"", 'wanted one column "id"'),
        (b"id,texts\n1,x\n", 'wanted one column "text"; the first line has id, texts'),
        (b"id,text,text\n1,x,y\n", 'wanted one column "text"'),
        (b"id,text\n", "no rows"),
        (b"id,text\n1,x\n1,y\n", '"1" stands twice'),
        (b"id,text\n,x\n", "an empty id"),
        (b"id,text\n1,x\n2\n", "line 3: 1 cells, wanted 2"),
        ("id,text\n1,Закон\n".encode("cp1251"), "not UTF-8"),
        ("id,text\n1,Закон\n".encode("utf-16"), "not UTF-8"),
        (b'id,text\n1,"open\n', "not CSV"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(data: bytes, wanted: str, tmp_path: Path) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_bytes(data)
    assert wanted in run_isonomia("likeness", "duplicates", path, "--out", out).refused(2)
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_asked_wrongly_is_refused(table: Callable[..., Path], tmp_path: Path) -> None:
    path, out = table("id,text", *TEXTS), tmp_path / "out.csv"
    run_isonomia("likeness", "duplicates", tmp_path / "no.csv", "--out", out).refused(3)
    assert "two or more" in run_isonomia("likeness", "language", path, "--out", out, "--languages", "kk").refused(2)
    assert "xx" in run_isonomia("likeness", "language", path, "--out", out, "--languages", "kk,xx").refused(2)
    for words in ((), ("--query", " "), ("--query", "x", "--for", "a")):
        assert "--query TEXT or --for ID" in run_isonomia("likeness", "search", path, *words).refused(2)
    assert '"z"' in run_isonomia("likeness", "search", path, "--for", "z").refused(2)
    one = table("text,label", ("x", "a"), name="train.csv")
    assert "two labels" in run_isonomia("likeness", "route", "--train", one, "--in", path, "--out", out).refused(2)
    assert not out.exists()


def test_a_table_of_a_spreadsheet_is_read(tmp_path: Path) -> None:
    """A byte order mark, semicolons, capitals in the headings, a column more."""
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_bytes("\ufeffID;Text;Lang\r\n1;Закон;ru\r\n\r\n2;Заң;kk\r\n".encode())
    said: Said = run_isonomia("likeness", "duplicates", path, "--out", out)
    assert said.code == 0, said.err
    assert len(read(out)) == 2
