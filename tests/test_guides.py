"""A guide quotes its example: what stands in `docs/NAME.md` stands in the files of `docs/examples/NAME`.

Its commands are run by test_documents.py, in a copy of that folder.
"""

import re
import tomllib
from pathlib import Path

import pytest

from isonomia.rulebook.checking import countries, faults
from tests.consoles import ROOT, commands

# An example with rules of its own is the guide to a new country; others hold what their page reads.
EXAMPLES = sorted(one.parent for one in (ROOT / "docs" / "examples").glob("*/laws") if one.is_dir())
QUOTED = re.compile(r"^```toml\n(.*?)^```", re.MULTILINE | re.DOTALL)
named = pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.name)


def guide(example: Path) -> Path:
    return ROOT / "docs" / f"{example.name}.md"


def files(example: Path) -> list[Path]:
    return sorted(example.rglob("*.toml"))


def test_there_is_a_guide_to_a_new_country() -> None:
    assert "new-country" in [one.name for one in EXAMPLES]


@named
def test_what_a_guide_quotes_stands_in_its_example(example: Path) -> None:
    written = [one.read_text(encoding="utf-8") for one in files(example)]
    quoted = QUOTED.findall(guide(example).read_text(encoding="utf-8"))
    assert quoted
    assert [one for one in quoted if not any(one in text for text in written)] == []


@named
def test_a_guide_asks_its_own_folder_and_shows_what_fails(example: Path) -> None:
    shown = list(commands(guide(example)))
    asked = {line.split()[1] for line, _ in shown if line.startswith("isonomia ")}
    assert asked == {"rules", "referendum"}
    assert {code for _, printed in shown for code in re.findall(r"left with code (\d)", printed)} == {"1", "3"}
    assert all("--rules laws" in line for line, _ in shown if "--law" in line)


@named
def test_the_country_of_an_example_is_marked_as_invented_in_every_file(example: Path) -> None:
    for file in files(example):
        text = file.read_text(encoding="utf-8")
        assert "invented" in text.partition("\n")[0]
        assert tomllib.loads(text)["country"] == file.parent.name


def test_the_laws_of_the_example_are_read_without_a_fault_and_the_draft_with_one() -> None:
    example = ROOT / "docs" / "examples" / "new-country"
    assert countries(example / "laws") == ["meridia"]
    assert faults(example / "laws", "meridia") == []
    assert len(faults(example / "draft", "meridia")) == 1
