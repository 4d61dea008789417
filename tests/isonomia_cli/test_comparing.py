"""`isonomia texts compare`: plain texts and editions, what is listed, and how it refuses."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from isonomia.drafting.editions import write
from isonomia.drafting.importing import edition_of
from isonomia.drafting.profiles import shipped
from tests.conftest import ROOT

Run = Callable[..., Any]
FOLDER = ROOT / "docs" / "examples" / "texts"
OLD, NEW = FOLDER / "law-2001.txt", FOLDER / "law-2026.txt"


def test_articles_are_listed_by_what_became_of_them(isonomia: Run) -> None:
    said = isonomia("texts", "compare", OLD, NEW, "--profile", "en")
    assert said.code == 0
    lines = [line.split(None, 2) for line in said.out.splitlines()[1:8]]
    assert lines == [
        ["amended", "1", "2"],
        ["inserted", "1", "2-1"],
        ["repealed", "1", "4"],
        ["editorial", "1", "3"],
        ["moved", "0"],
        ["renumbered", "0"],
        ["unchanged", "1"],
    ]
    assert "for [-three-]{+five+} years." in said.out


def test_the_same_as_json_from_editions(isonomia: Run, tmp_path: Path) -> None:
    files = [tmp_path / "old.json", tmp_path / "new.json"]
    for file, text in zip(files, (OLD, NEW), strict=True):
        file.write_bytes(write(edition_of(text.read_text("utf-8"), shipped("en")).edition))
    found = isonomia("texts", "compare", *files, "--json").json()
    assert found == isonomia("texts", "compare", OLD, NEW, "--profile", "en", "--json").json()
    assert found["totals"]["articles"]["amended"] == 1
    assert [(one["number"], one["kind"], one["place"]) for one in found["articles"]] == [
        ("2", "amended", "same"),
        ("2-1", "inserted", "same"),
        ("3", "editorial", "same"),
        ("4", "repealed", "same"),
    ]
    assert found["headings"] == []
    unit = found["articles"][0]["units"][0]
    old, new = unit["old"]["line"], unit["new"]["line"]
    assert "".join(old[one["old_start"] : one["old_end"]] for one in unit["spans"]) == old
    assert "".join(new[one["new_start"] : one["new_end"]] for one in unit["spans"]) == new


def test_numbers_and_places_that_changed(isonomia: Run, tmp_path: Path) -> None:
    text = OLD.read_text("utf-8")
    start, end = text.index("Article 1."), text.index("Article 2.")
    new = tmp_path / "new.txt"
    new.write_text(text[:start] + text[end:] + text[start:end], "utf-8")
    said = isonomia("texts", "compare", OLD, new, "--profile", "en")
    assert "moved       1  1\n" in said.out
    assert "art_1: moved" in said.out
    new.write_text(text.replace("Article 4. Work", "Article 5. Work"), "utf-8")
    said = isonomia("texts", "compare", OLD, new, "--profile", "en")
    assert "renumbered  1  4 -> 5\n" in said.out


def test_long_lines_are_cut_far_from_the_changes(isonomia: Run, tmp_path: Path) -> None:
    text = OLD.read_text("utf-8")
    files = [tmp_path / "old.txt", tmp_path / "new.txt"]
    for file, word in zip(files, ("red", "blue"), strict=True):
        file.write_text(text.replace("crossing.", f"crossing {'over and over again ' * 20}the {word} bridge."), "utf-8")
    (line,) = [
        line for line in isonomia("texts", "compare", *files, "--profile", "en").out.splitlines() if "[-red-]" in line
    ]
    assert line == "  2. Nobody pays for crossing ... over and over again the [-red-]{+blue+} bridge."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((OLD, NEW), "law-2001.txt: a plain text: name how it is printed with --profile"),
        ((OLD, NEW, "--profile", "xx"), 'law-2001.txt: no profile "xx"; there are de, en'),
        ((OLD, NEW, "--profile", "kz-ru"), "law-2001.txt: para_1 line 9: label twice"),
    ],
)
def test_what_cannot_be_read_is_refused(isonomia: Run, words: tuple[str | Path, ...], said: str) -> None:
    assert said in isonomia("texts", "compare", *words).refused(2)


def test_an_edition_that_is_none_and_a_file_that_is_not_there(isonomia: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{}", "utf-8")
    assert "broken.json: not an edition" in isonomia("texts", "compare", broken, broken).refused(2)
    assert "nothing.txt" in isonomia("texts", "compare", tmp_path / "nothing.txt", NEW, "--profile", "en").refused(3)
