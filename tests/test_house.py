"""The walls, the sizes and the names, seen when they are broken on purpose; that this tree keeps them `lint` shows."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import house
import pytest

ROOT = Path(__file__).resolve().parent.parent


def lint_imports(root: Path) -> tuple[int, str]:
    """Ask import-linter about a tree; return its exit code and what it said."""
    program = Path(sys.executable).with_name("lint-imports")
    return ask(root, [str(program), "--config", str(root / "pyproject.toml"), "--no-cache"])


def ruff(root: Path) -> tuple[int, str]:
    """Ask ruff about a tree; return its exit code and what it said."""
    return ask(root, [str(Path(sys.executable).with_name("ruff")), "check", "--no-cache", "src"])


def ask(root: Path, line: list[str]) -> tuple[int, str]:
    """Run one checker in a tree, seeing that tree's packages first."""
    env = {**os.environ, "PYTHONPATH": str(root / "src"), "COLUMNS": "300", "NO_COLOR": "1"}
    done = subprocess.run(line, cwd=root, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout + done.stderr


def copied(folder: Path) -> Path:
    """A copy of the sources, to be broken."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    left_out = shutil.ignore_patterns("__pycache__", "static")
    shutil.copytree(ROOT / "src", folder / "src", ignore=left_out)
    return folder


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the sources for one test."""
    return copied(tmp_path)


def put(root: Path, name: str, text: str) -> None:
    """Add lines to a file of a tree; the file and its packages are made where they are not there."""
    path = root / "src" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    for folder in path.relative_to(root / "src").parents:
        if folder.name:
            (root / "src" / folder / "__init__.py").touch()
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{before}\n{text}\n", encoding="utf-8")


def test_docstrings_and_rulebooks_name_the_same_keys() -> None:
    assert house.law_and_docstrings(ROOT) == []


# Where a line is put, the line, the contract that it breaks, and what the linter names there if not the import itself.
WALLS: list[tuple[str, ...]] = [
    ("isonomia/referendum/rules.py", "import django", "The law stands alone"),
    ("isonomia/exact.py", "import numpy", "The law stands alone"),
    ("isonomia/record/merkle.py", "import isonomia_site.settings", "One direction"),
    ("isonomia/figures/catalogue.py", "import isonomia_cli.main", "One direction"),
    ("isonomia/figures/catalogue.py", "import isonomia_lab.counting.tables", "One direction"),
    ("isonomia_lab/counting/tables.py", "import isonomia_site.settings", "One direction"),
    ("isonomia_lab/counting/tables.py", "import django", "The lab knows no Django"),
    ("isonomia_site/referendum/services.py", "import isonomia_cli.main", "One direction"),
    ("isonomia/referendum/rules.py", "import isonomia.referendum.acts", "The rooms of the referendum"),
    ("isonomia/referendum/acts.py", "import isonomia.referendum.state", "The rooms of the referendum"),
    ("isonomia/referendum/rules2.py", "ANSWER = 42", "The rooms of the referendum", "isonomia.referendum.rules2"),
    ("isonomia/referendum/rules.py", "import isonomia.record.merkle", "Rules know the rulebook"),
    ("isonomia/people/rules.py", "import isonomia.people.acts", "The rooms of people"),
    ("isonomia/people/state.py", "import isonomia.referendum.rules", "The floors of the law"),
    ("isonomia_site/permissions.py", "import isonomia_site.record.reader", "The floors of the hall"),
    ("isonomia_site/people/services.py", "import isonomia_site.reforms.services", "The floors of the hall"),
    ("isonomia_site/people/desk.py", "import isonomia.people.acts", "Views ask and show"),
    ("isonomia/record/act.py", "import isonomia.reform.road", "The floors of the law"),
    ("isonomia/rulebook/law.py", "import isonomia.record.act", "The floors of the law"),
    ("isonomia/errors.py", "import isonomia.exact", "The floors of the law"),
    ("isonomia/senate/rules.py", "import isonomia.exact", "The floors of the law", "isonomia.senate"),
    ("isonomia/record/merkle.py", "import isonomia.record.tiles", "No circle", ".tiles -> .merkle (1 import)"),
    ("isonomia_site/referendum/views.py", "import isonomia_site.record.writer", "Only services"),
    ("isonomia_site/referendum/views.py", "import isonomia.referendum.rules", "Views ask and show"),
    ("isonomia_site/referendum/views.py", "import isonomia.referendum.acts", "Views ask and show"),
    ("isonomia_site/referendum/models.py", "import isonomia_site.referendum.views", "Each desk"),
    ("isonomia_site/record/writer.py", "import isonomia_site.referendum.views", "The floors of the hall"),
    ("isonomia_site/papers/vault.py", "import isonomia_site.referendum.views", "The floors of the hall"),
    ("isonomia_site/papers/ledger.py", "import cryptography", "Outside the law, only the key folder"),
    ("isonomia_site/papers/erasure.py", "import isonomia_site.record.writer", "Only services"),
    ("isonomia_site/senate/views.py", "ANSWER = 42", "The floors of the hall", "isonomia_site.senate"),
]
# Where an import leads must be there for the linter to see it.
ENDS = [
    "isonomia_cli/main.py",
    "isonomia_lab/counting/tables.py",
    "isonomia_site/settings.py",
    "isonomia_site/record/writer.py",
    "isonomia_site/referendum/views.py",
]


@pytest.fixture(scope="module")
def holes(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, str]:
    """What the linter says of a tree that has every hole at once."""
    tree = copied(tmp_path_factory.mktemp("holes"))
    for end in ENDS:
        put(tree, end, "")
    for name, text, *_ in WALLS:
        put(tree, name, text)
    return lint_imports(tree)


@pytest.mark.parametrize("hole", WALLS, ids=lambda hole: "-".join(hole[:3]))
def test_a_hole_in_a_wall_is_found(holes: tuple[int, str], hole: tuple[str, ...]) -> None:
    name, text, contract, *named = hole
    code, said = holes
    assert code == 1
    assert re.search(rf"^{re.escape(contract)}.* BROKEN\b", said, re.MULTILINE), said
    (told,) = re.findall(rf"^{re.escape(contract)}.*\n-+\n\n((?:.+\n|\n(?!.+\n---))*)", said, re.MULTILINE)
    imported = f"{name.removesuffix('.py').replace('/', '.')} -> {text.removeprefix('import ')} (l."
    assert re.search(rf"^- +{re.escape(named[0] if named else imported)}", told, re.MULTILINE), told


LONG = "def long() -> None:\n" + "    pass\n" * 50
DEEP = (
    "def deep(a: int) -> None:\n"
    "    if a:\n"
    "        for _ in range(a):\n"
    "            while a:\n"
    "                with a:\n"
    "                    if a:\n"
    "                        pass\n"
)
HOUSE = [
    ("isonomia/exact.py", "HALF = 0.5", "the float 0.5"),
    ("isonomia/exact.py", "HALF = float('0.5')", "float() in the law"),
    ("isonomia/referendum/rules.py", "import requests", "the law imports requests"),
    ("isonomia/record/merkle.py", "import cryptography", "the law imports cryptography"),
    ("isonomia/referendum/rules.py", "TEXT = open('law.txt')", "open() outside"),
    ("isonomia/record/tiles.py", "def peek(path): return path.read_bytes()", "read_bytes() outside"),
    ("isonomia/referendum/helpers.py", "", "say what it is; helpers"),
    ("isonomia_site/shared/views.py", "", "say what it is; shared"),
    ("isonomia/record/__init__.py", "from isonomia.record.act import Act", "must be empty"),
    ("isonomia_site/referendum/views.py", "#\n" * 400, "lines, at most 400"),
    ("isonomia_cli/main.py", LONG, "has 51 lines, at most 50"),
    ("isonomia_cli/main.py", "def many(a, b, c, d, e, f, *, g): pass", "takes 7 parameters, at most 6"),
    ("isonomia_cli/main.py", DEEP, "nests 5 deep, at most 4"),
    ("isonomia_cli/main.py", "WHERE = '/ro" + "ot/data'", "names a machine or a registry"),
    ("isonomia_cli/main.py", "HOST = 'py" + "pi.org'", "names a machine or a registry"),
]


@pytest.mark.parametrize(("name", "text", "finding"), HOUSE)
def test_a_breach_of_the_house_is_found(tmp_path: Path, name: str, text: str, finding: str) -> None:
    put(tmp_path, name, text)
    found = house.findings(tmp_path)
    assert any(line.startswith(f"src/{name.split('/')[0]}") and finding in line for line in found), found


BANNED = [
    ("import datetime\nNOW = datetime.datetime.now(datetime.UTC)", "no clock"),
    ("from datetime import date\nTODAY = date.today()", "no clock"),
    ("import time\nNOW = time.monotonic()", "no clock"),
    ("import random\nDIE = random.randint(1, 6)", "no chance"),
    ("import secrets\nKEY = secrets.token_bytes()", "no chance"),
    ("import os\nHOME = os.environ['HOME']", "does not read the environment"),
    ("import io\nTEXT = io.open('law.txt')", "only the reading rooms open files"),
    ("from .exact import Bar", "TID252"),
]


@pytest.mark.parametrize(("text", "finding"), BANNED)
def test_the_linter_keeps_clock_chance_and_files_out_of_the_law(tmp_path: Path, text: str, finding: str) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    put(tmp_path, "isonomia/referendum/rules.py", text)
    code, said = ruff(tmp_path)
    assert code == 1
    assert finding in said


def test_a_key_that_no_rulebook_has_is_found(copy: Path) -> None:
    text = 'def fee() -> None:\n    """Ask a fee.\n\n    Law:\n        referendum.fee   none\n    """'
    put(copy, "isonomia/referendum/rules.py", text)
    assert any("no rulebook has referendum.fee" in line for line in house.law_and_docstrings(copy))


def test_a_key_that_no_docstring_names_is_found(copy: Path) -> None:
    path = copy / "src/isonomia/rulebook/laws/xx/referendum.toml"
    path.parent.mkdir(parents=True)
    path.write_text('[rule.never_asked]\nunit = "share"\n', encoding="utf-8")
    found = house.law_and_docstrings(copy)
    assert "referendum.never_asked: no docstring names it under Law:" in found
