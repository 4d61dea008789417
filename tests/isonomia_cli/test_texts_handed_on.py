"""`isonomia texts import`, `show`, `table`, `export`: what is written, what is said, and what is refused."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from isonomia.drafting import editions, operations
from isonomia.drafting.akoma_reading import read
from tests.conftest import ROOT

Run = Callable[..., Any]
EXAMPLES = ROOT / "docs" / "examples" / "texts"
WORK = ("--work", "xm/act/2001-03-01/bridges")
MYSAL, LAW = EXAMPLES / "mysal.json", EXAMPLES / "law-7.jsonl"


@pytest.fixture
def old(isonomia: Run, tmp_path: Path) -> Path:
    """The file of an edition that was imported."""
    file = tmp_path / "old.json"
    said = isonomia(
        "texts", "import", EXAMPLES / "law-2001.txt", "--profile", "en", *WORK, "--day", "2001-03-01", "--out", file
    )
    assert said.code == 0
    return file


@pytest.fixture
def new(isonomia: Run, tmp_path: Path) -> Path:
    """The file of another edition, with a day and no operations."""
    file = tmp_path / "new.json"
    assert isonomia("texts", "import", EXAMPLES / "law-2026.txt", "--profile", "en", "--out", file).code == 0
    return file


def test_what_was_imported_prints_the_same(isonomia: Run, old: Path) -> None:
    text = (EXAMPLES / "law-2001.txt").read_text(encoding="utf-8")
    assert isonomia("texts", "export", old, "--format", "txt").out == text
    assert editions.read(old.read_bytes()).day == "2001-03-01"


def test_lines_without_a_place_are_named_and_nothing_is_written(isonomia: Run, tmp_path: Path) -> None:
    out = tmp_path / "wrong.json"
    said = isonomia("texts", "import", EXAMPLES / "misprinted.txt", "--profile", "en", "--out", out)
    assert said.code == 1
    assert "line 6 of the file" in said.err and "line 9 of the file" in said.err
    assert list(tmp_path.iterdir()) == []


def test_an_article_is_shown_as_it_stands_on_a_day(isonomia: Run) -> None:
    assert "nine seats" in isonomia("texts", "show", MYSAL, "--article", "1").out
    on = ("--on", "2030-01-01", "--operations", LAW)
    assert "eleven seats" in isonomia("texts", "show", MYSAL, "--article", "1", *on).out
    later = ("--on", "2031-01-01", "--operations", LAW, "--event", "first sitting=2030-06-01")
    assert (
        isonomia("texts", "show", MYSAL, "--article", "1", *later).out
        != isonomia("texts", "show", MYSAL, "--article", "1", *on).out
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", MYSAL, "--article", "99"), "has 0 of that number"),
        (("show", MYSAL, "--article", "1", "--operations", LAW), "name it with --on"),
        (("export", MYSAL, "--format", "pdf"), "wanted akn or txt"),
        (("table", MYSAL, MYSAL, "--format", "rtf", "--out", "x"), "wanted one of html, docx, odt, pdf, csv"),
        (("import", EXAMPLES / "law-2001.txt", "--profile", "xx", "--out", "x"), 'no profile "xx"'),
        (("import", EXAMPLES / "law-2001.txt", "--profile", "en", "--work", "x", "--out", "x"), 'no work: "x"'),
        (("import", EXAMPLES / "law-2001.txt", "--profile", "en", "--day", "2001-02-30", "--out", "x"), "not a day"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(isonomia: Run, words: tuple[Any, ...], said: str) -> None:
    assert said in isonomia("texts", *words).refused(2)


@pytest.mark.parametrize("format", ["html", "docx", "odt", "csv"])
def test_a_table_is_written_the_same_each_time(isonomia: Run, old: Path, new: Path, format: str) -> None:
    out = old.parent / f"table.{format}"
    said = isonomia("texts", "table", old, new, "--format", format, "--out", out)
    assert said.code == 0 and "Rows: 6\n" in said.out
    data = out.read_bytes()
    assert said.out.startswith(f"{out}: {len(data)} bytes\n")
    assert isonomia("texts", "table", old, new, "--format", format, "--out", out).code == 0
    assert out.read_bytes() == data


def test_the_command_in_a_table_computes_it_again(isonomia: Run, tmp_path: Path, monkeypatch: Any) -> None:
    for name in (MYSAL, LAW):
        (tmp_path / name.name).write_bytes(name.read_bytes())
    monkeypatch.chdir(tmp_path)
    assert (
        isonomia("texts", "consolidate", "mysal.json", "law-7.jsonl", "--on", "2030-01-01", "--out", "c.json").code == 0
    )
    words = ("texts", "table", "mysal.json", "c.json", "--format", "docx", "--out", "t.docx")
    assert isonomia(*words, "--operations", "law-7.jsonl", "--language", "kk").code == 0
    data = Path("t.docx").read_bytes()
    (command,) = [
        line.text.partition(": ")[2]
        for line in Document(BytesIO(data)).paragraphs
        if "isonomia texts table" in line.text
    ]
    Path("t.docx").unlink()
    assert isonomia(*command.split()[1:]).code == 0
    assert Path("t.docx").read_bytes() == data


def test_akoma_ntoso_goes_out_and_comes_back(isonomia: Run, old: Path) -> None:
    xml, again = old.parent / "old.xml", old.parent / "again.json"
    assert isonomia("texts", "export", old, "--format", "akn", "--out", xml).code == 0
    assert isonomia("texts", "import", xml, "--profile", "en", "--out", again).code == 0
    assert again.read_bytes() == old.read_bytes()
    refused = isonomia("texts", "import", xml, "--profile", "en", *WORK, "--out", again).refused(2)
    assert "leave out --work" in refused


def test_akoma_ntoso_of_a_day_names_the_operations_in_force(isonomia: Run) -> None:
    said = isonomia("texts", "export", MYSAL, "--format", "akn", "--operations", LAW, "--on", "2030-01-01").out
    there = read(said.encode())
    assert there.day == "2030-01-01"
    ids = [one.id for one in operations.read(LAW.read_bytes().splitlines())]
    assert [f'isonomia:operation="{one}"' in said for one in ids] == [True, True, False]


def test_the_table_is_set_as_pdf_and_says_that_it_is_invented(isonomia: Run, old: Path, tmp_path: Path) -> None:
    out = tmp_path / "table.pdf"
    said = isonomia("texts", "table", old, old, "--format", "pdf", "--out", out)
    assert said.code == 0
    pages = PdfReader(out).pages
    assert all("Invented country" in page.extract_text() for page in pages)
