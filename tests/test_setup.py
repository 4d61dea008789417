"""The set-up: pinned requirements, environments that are made once, a wheel that holds everything."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import documents
import environment
import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = ["base", "site", "test", "installer", "peers"]
FONTS = ROOT / "src" / "isonomia_site" / "pages" / "static" / "fonts"


def pins(name: str) -> set[str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return {line.rstrip("\\ ") for line in text.splitlines() if not line.startswith(" ")}


@pytest.mark.parametrize("name", FILES)
def test_every_requirement_is_pinned_with_hashes_and_names_no_address(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)
    assert all(re.match(r"[a-z0-9._-]+==\S+", block) and "--hash=sha256:" in block for block in blocks)


def test_each_level_holds_the_one_before_in_the_same_editions() -> None:
    assert pins("base") < pins("site") < pins("test")


def test_the_stranger_gets_neither_django_nor_numpy() -> None:
    names = {pin.split("==")[0] for pin in pins("base")}
    assert {"msgspec", "cryptography", "typer", "rich"} <= names
    assert not {"django", "numpy"} & names


def environment_with_stamp(folder: Path, stamp: str) -> Path:
    python = Path(environment.command("python", folder))
    python.parent.mkdir(parents=True)
    python.touch()
    (folder / "isonomia-stamp").write_text(stamp, encoding="utf-8")
    return folder


def test_a_stamped_environment_is_not_made_again(tmp_path: Path) -> None:
    folder = environment_with_stamp(tmp_path / "venv", environment.digest("site"))
    assert environment.up_to(folder, "base")
    assert environment.up_to(folder, "site")
    assert not environment.up_to(folder, "test")


def test_an_environment_of_other_requirements_is_made_again(tmp_path: Path) -> None:
    folder = environment_with_stamp(tmp_path / "venv", "site 0000")
    assert not environment.up_to(folder, "site")
    assert not environment.up_to(tmp_path / "nothing", "site")


def do(*words: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, str(ROOT / "tools" / "do.py"), *words]
    full = {**os.environ, **(env or {})}
    return subprocess.run(line, capture_output=True, text=True, stdin=subprocess.DEVNULL, env=full)


def test_an_unknown_verb_is_answered_with_the_verbs() -> None:
    done = do("dance")
    assert done.returncode == 2
    verbs = ("setup", "demo", "test", "lint", "bench", "docs", "lock")
    assert all(f"\n{verb} " in done.stderr for verb in verbs)


def test_an_unknown_argument_stops_in_one_line() -> None:
    done = do("lint", "--fast")
    assert done.returncode == 1
    assert done.stderr == "isonomia: unknown argument: --fast\n"


def test_a_browser_that_is_not_there_stops_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISONOMIA_CHROMIUM", "no-such-browser")
    with pytest.raises(environment.Stop, match="no-such-browser"):
        environment.chromium(allow_missing=False)


def test_without_root_the_missing_browser_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ISONOMIA_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(environment.Stop, match="apt-get install chromium"):
        environment.chromium(allow_missing=False)
    assert environment.chromium(allow_missing=True) is None


def test_without_root_a_missing_node_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ISONOMIA_NODE", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(environment.Stop, match="apt-get install nodejs"):
        environment.node(allow_missing=False)
    assert environment.node(allow_missing=True) is None


def test_without_root_a_missing_scanner_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISONOMIA_CLAMD_PROGRAM", "no-such-scanner")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(environment.Stop, match="apt-get install clamav-daemon"):
        environment.clamd(allow_missing=False)
    assert environment.clamd(allow_missing=True) is None


STANDS_ASIDE = """
import pytest

def test_runs():
    pass

def test_wants_data(shared_data):
    pass
"""
LAZY = """
import pytest

@pytest.mark.skip(reason="another day")
def test_lazy():
    pass
"""


def run_pytest(folder: Path, text: str, *words: str, **env: str) -> tuple[int, str]:
    (folder / "test_one.py").write_text(text, encoding="utf-8")
    (folder / "pytest.ini").write_text(
        f"[pytest]\npythonpath = {ROOT / 'tools'}\naddopts = -p honest\n", encoding="utf-8"
    )
    ours = ("ISONOMIA_", "PYTEST_")
    inner = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:django", "-p", "no:cacheprovider", *words],
        cwd=folder,
        env={**inner, **env},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("words", [(), ("-n", "2")])
def test_a_test_without_shared_data_is_named(tmp_path: Path, words: tuple[str, ...]) -> None:
    code, said = run_pytest(tmp_path, STANDS_ASIDE, *words, ISONOMIA_DATA=str(tmp_path / "none"))
    assert code == 0
    assert "NOT RUN test_one.py::test_wants_data: shared data absent" in said
    assert "1 passed, 1 skipped" in said


def test_any_other_skip_fails_the_run_unless_allowed(tmp_path: Path) -> None:
    code, said = run_pytest(tmp_path, LAZY)
    assert code == 1
    assert "NOT RUN test_one.py::test_lazy: another day  <- not allowed" in said
    code, said = run_pytest(tmp_path, LAZY, ISONOMIA_ALLOW_MISSING="1")
    assert code == 0
    assert "NOT RUN test_one.py::test_lazy: another day\n" in said


def test_the_wheel_holds_every_file_of_the_packages(tmp_path: Path) -> None:
    line = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
        metadata = archive.read(next(name for name in held if name.endswith("/METADATA"))).decode()
    wanted = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted <= held, sorted(wanted - held)[:9]
    assert "License-Expression: Apache-2.0" in metadata
    packages = {name.split("/")[0] for name in held if name.endswith("__init__.py")}
    assert packages == {"isonomia", "isonomia_lab", "isonomia_site", "isonomia_cli"}


def test_the_fonts_are_small_and_carry_their_licence() -> None:
    sizes = {path.name: path.stat().st_size for path in FONTS.glob("*.woff2")}
    assert len(sizes) == 3
    assert sum(sizes.values()) < 110_000
    for name in sizes:
        licence = (FONTS / name.replace(".woff2", "-OFL.txt")).read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_links_in_the_documents_lead_somewhere() -> None:
    assert documents.broken_links(ROOT, documents.documents(ROOT)) == []


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    text = "# A b\n[one](gone.md) [two](#a-b) [three](#c) [four](https://example.org/)\n"
    file.write_text(text, encoding="utf-8")
    found = documents.broken_links(tmp_path, [file])
    assert found == [
        "README.md: the link gone.md leads nowhere",
        "README.md: the link #c names no heading there",
    ]


def test_commands_are_read_off_the_documents(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text(
        "`isonomia verify DIR`, `isonomia referendum decide FIGURES.json --law kz`\n"
        "```\nisonomia demo --build-only --out build/demo\n.venv/bin/isonomia rules show KEY\n```\n"
        "The package isonomia is not a command.\n",
        encoding="utf-8",
    )
    named = set(documents.commands_named([file]))
    assert named == {("verify",), ("referendum", "decide"), ("demo",), ("rules", "show")}


def test_ci_runs_the_tests() -> None:
    text = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "exec make test" in text
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
