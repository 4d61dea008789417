"""The documents hold: they build without a warning, and what they tell a reader to type prints what they show."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.consoles import ROOT, commands, unlike

DOCUMENTS = sorted(
    path for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")] if any(True for _ in commands(path))
)


def test_there_are_documents_with_commands() -> None:
    assert ROOT / "docs/tutorial.md" in DOCUMENTS


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_prints_what_the_document_shows(document: Path, tmp_path: Path) -> None:
    example = document.parent / "examples" / document.stem
    folder = Path(shutil.copytree(example, tmp_path / "example")) if example.is_dir() else tmp_path
    assert unlike(document, folder) == []


def test_what_prints_something_else_is_found(tmp_path: Path) -> None:
    document = tmp_path / "wrong.md"
    document.write_text("```console\n$ echo one\none\n$ echo two\nthree\n```\n", encoding="utf-8")
    assert [found.partition("\n")[0] for found in unlike(document, tmp_path)] == ["$ echo two"]


def test_the_documents_build_without_a_warning(tmp_path: Path) -> None:
    line = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-d", str(tmp_path / "doctrees")]
    done = subprocess.run(
        [*line, str(ROOT / "docs"), str(tmp_path / "html")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "html" / "index.html").is_file()
