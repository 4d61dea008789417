"""Do one thing with this project, from a bare Python: python3 tools/do.py VERB.

setup   make the environments (.venv, .venv-stranger) and install what requirements/*.txt pin
demo    set up what the site needs, then run `isonomia demo` with whatever stands after it
test    everything: lint, tests, the database's again on PostgreSQL, tests in a real browser; --allow-missing names
        what it could not run
lint    ruff, mypy, the walls between the packages, the rules of the house
bench   every program in benchmarks/
docs    check links, examples and commands in the documents
lock    pin the requirements again (lock --upgrade: to the newest editions)
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (an older Python must be told so, and not fail on what it cannot read)
    sys.exit("isonomia: Python 3.11 or newer is needed; this is " + sys.version.split()[0])

import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

import documents
import postgres
from environment import (
    MAIN,
    ROOT,
    Stop,
    chromium,
    clamd,
    command,
    lock_requirements,
    make_environment,
    make_stranger,
    node,
    oidc_provider,
    say,
)

# What pytest answers when it found nothing to run.
NO_TESTS = 5
# What a part says is kept in a file of this name, and how far it is is said at least this often.
SAID, PROGRESS_SECONDS = "said", 30
# Many tests wait for a server, a browser or a disk: the parts run beside one another, so that no core stands idle.
SPREAD = ("--dist", "worksteal")
# Tests that use one hall stay with the worker that made it.
TOGETHER = ("--dist", "loadgroup")
# Where the tests stand that ask the database, and those in a browser; `tests/test_parts.py` finds none elsewhere.
HALL, BROWSER = "tests/isonomia_site", "tests/isonomia_site/browser"
# What Python has compiled is kept inside the environment, also where a machine forbids to keep it beside the sources:
# else each of some thousand processes compiles Django anew, which takes longer than most of them work.
COMPILED = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(MAIN / "compiled")}


@dataclass(frozen=True)
class Part:
    """One part of the tests: which they are, with how many workers, whether it can run, where, and with what set.

    What stands elsewhere is not even read: reading all of them takes a process longer than many rooms take to run.
    """

    title: str
    marked: str
    workers: tuple[str, ...]
    there: bool = True
    folders: tuple[str, ...] = ()
    env: tuple[tuple[str, str], ...] = ()


# The exit code of a part, and how many of its tests passed, failed and were not run.
Ended = tuple[int, list[int]]
# What is done in a folder of its own.
Work = Callable[[Path], Ended]


def run(name: str, arguments: list[str], env: dict[str, str] | None = None, said: IO[bytes] | None = None) -> int:
    """Run one program of the project's environment at the root; return its exit code. `said` takes what it prints."""
    full, line = {**os.environ, **COMPILED, **(env or {})}, [command(name), *arguments]
    return subprocess.run(line, cwd=ROOT, env=full, stdin=subprocess.DEVNULL, stdout=said, stderr=said).returncode


def setup(arguments: list[str]) -> int:
    """Make both environments."""
    refuse(arguments)
    make_environment("test")
    make_stranger()
    say("ready: .venv/bin/isonomia")
    return 0


def demo(arguments: list[str]) -> int:
    """Set up the site and hand over to `isonomia demo`."""
    make_environment("site")
    program = command("isonomia")
    if os.name == "posix":
        # Replaces this process, so that Ctrl-C and a stop signal reach the server itself.
        sys.stderr.flush()
        os.execv(program, [program, "demo", *arguments])
    return subprocess.run([program, "demo", *arguments], cwd=ROOT).returncode


def lint(arguments: list[str]) -> int:
    """Run every check that needs no test; all of them, even after one has failed."""
    refuse(arguments)
    make_environment("test")
    checks = (
        ("ruff", ["check", "."]),
        ("ruff", ["format", "--check", "."]),
        ("mypy", []),
        ("lint-imports", ["--no-logo"]),
        ("python", ["tools/house.py"]),
    )
    failed = []
    # mypy reads Django's settings, which must not leave a state folder behind.
    with tempfile.TemporaryDirectory() as state:
        for name, words in checks:
            line = " ".join([name, *words])
            say(f"lint: {line}")
            if run(name, words, {"ISONOMIA_STATE": state}) != 0:
                failed.append(line)
    if failed:
        say("lint failed: " + "; ".join(failed))
    return 1 if failed else 0


def test(arguments: list[str]) -> int:
    """Run everything. Nothing is left out silently: what is missing fails the run, or is named."""
    allow_missing = "--allow-missing" in arguments
    refuse([word for word in arguments if word != "--allow-missing"])
    make_environment("test")
    env = {"ISONOMIA_STRANGER_PYTHON": str(make_stranger())}
    if allow_missing:
        env["ISONOMIA_ALLOW_MISSING"] = "1"
    browser = chromium(allow_missing)
    if browser:
        oidc_provider(allow_missing)
    if browser:
        env["ISONOMIA_CHROMIUM"] = browser
    script = node(allow_missing)
    if script:
        env["ISONOMIA_NODE"] = script
    clamd(allow_missing)
    with ExitStack() as opened:
        server = database_server(allow_missing, opened)
        if server:
            env[postgres.VARIABLE] = server
        return test_parts(env, browser=bool(browser), server=bool(server))


def database_server(allow_missing: bool, opened: ExitStack) -> str | None:
    """The PostgreSQL that is given, or one started for this run; None only where its absence is allowed."""
    given = os.environ.get(postgres.VARIABLE)
    if given:
        return given
    try:
        return opened.enter_context(postgres.server(postgres.bring()))
    except Stop as stop:
        if not allow_missing:
            raise
        say(str(stop))
        return None


def test_parts(env: dict[str, str], *, browser: bool, server: bool) -> int:
    """Lint, and every part of the tests for which what it needs is there, side by side; the others are named."""
    parts = (
        Part("tests", "not browser", ("-n", "2", *SPREAD)),
        Part("tests in a browser", "browser", ("-n", "2", *TOGETHER), browser, (BROWSER,)),
        Part(
            "tests of the database on PostgreSQL",
            "database and not browser",
            ("-n", "1"),
            server,
            (HALL,),
            (("ISONOMIA_TEST_DATABASE", "postgresql"),),
        ),
    )
    for one in parts:
        if not one.there:
            say(f"NOT RUN: {one.title}")
            run("pytest", ["-m", one.marked, "--collect-only", "-q", "--no-header", "--no-summary", *one.folders], env)
    works: dict[str, Work] = {"lint": lambda folder: (linted(folder), [0, 0, 0])}
    works |= {one.title: partial(pytest, one, env) for one in parts if one.there}
    say(f"{'; '.join(works)}: side by side, each told when it is through")
    ended = dict(side_by_side(works))
    say("lint passed" if ended["lint"][0] == 0 else "LINT FAILED")
    passed, failed, skipped = (sum(counts) for counts in zip(*(counts for _, counts in ended.values()), strict=True))
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 1 if any(code for code, _ in ended.values()) else 0


def side_by_side(works: dict[str, Work]) -> Iterator[tuple[str, Ended]]:
    """Do these at the same time, say at times how far each is, and tell what each said when it is through."""
    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor(len(works)) as beside:
        folders = {title: Path(home) / str(at) for at, title in enumerate(works)}
        for folder in folders.values():
            folder.mkdir()
        waiting = {beside.submit(work, folders[title]): title for title, work in works.items()}
        while waiting:
            for one in wait(waiting, PROGRESS_SECONDS, FIRST_COMPLETED).done:
                title = waiting.pop(one)
                say(title)
                print((folders[title] / SAID).read_text(encoding="utf-8", errors="replace"), flush=True)
                if one.result()[0] == NO_TESTS:
                    say(f"{title}: there is none, and there should be")
                yield title, one.result()
            if waiting:
                say(", ".join(f"{title} {progress(folders[title] / SAID)}" for title in waiting.values()))


def progress(said: Path) -> str:
    """How far a part is, as pytest shows it at the end of its lines."""
    shown = re.findall(r"\[ *(\d+)%\]", said.read_text(encoding="utf-8", errors="replace")) if said.exists() else []
    return f"{shown[-1]} %" if shown else "begun"


def linted(folder: Path) -> int:
    """Run every check of `lint`, and keep what it says."""
    with (folder / SAID).open("wb") as out:
        return run("python", ["tools/do.py", "lint"], said=out)


def pytest(part: Part, env: dict[str, str], folder: Path) -> Ended:
    """Run one part, and keep what it says; return its exit code, how many tests passed, failed and were not run."""
    report = folder / "report.xml"
    words = ["-q", f"--junit-xml={report}", *part.workers, "-m", part.marked, *part.folders]
    with (folder / SAID).open("wb") as out:
        code = run("pytest", words, {**env, **dict(part.env)}, out)
    if not report.exists():
        return code or 1, [0, 0, 0]
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))
    tests, failures, errors, skipped = (
        sum(int(suite.get(name, "0")) for suite in suites) for name in ("tests", "failures", "errors", "skipped")
    )
    failed = failures + errors
    return code, [tests - failed - skipped, failed, skipped]


def bench(arguments: list[str]) -> int:
    """Run every benchmark, one after the other."""
    refuse(arguments)
    make_environment("test")
    programs = sorted((ROOT / "benchmarks").glob("*.py"))
    if not programs:
        say("bench: there is no benchmark yet")
    codes = []
    for program in programs:
        say(f"bench: {program.name}")
        codes.append(run("python", [str(program)]))
    return 1 if any(codes) else 0


def docs(arguments: list[str]) -> int:
    """Check what the documents say that a machine can check, and build them as pages."""
    refuse(arguments)
    make_environment("test")
    files = documents.documents(ROOT)
    findings = documents.broken_links(ROOT, files)
    words_of = documents.commands_named(files)
    for words, where in sorted(words_of.items()):
        if run("isonomia", [*words, "--help"], {"COLUMNS": "80"}) != 0:
            findings.append(f"{where}: isonomia {' '.join(words)} is no command")
    for file in files:
        if ">>> " in file.read_text(encoding="utf-8") and run("python", ["-m", "doctest", str(file)]) != 0:
            findings.append(f"{file.relative_to(ROOT)}: an example does not hold")
    pages = ROOT / "build" / "docs"
    if run("python", ["-m", "sphinx", "-W", "--keep-going", "-q", str(ROOT / "docs"), str(pages)]) != 0:
        findings.append("docs: the pages do not build without a warning")
    for finding in findings:
        print(finding)
    say(f"docs: pages in {pages.relative_to(ROOT)}")
    say(f"docs: {len(files)} documents, {len(words_of)} commands, {len(findings)} findings")
    return 1 if findings else 0


def lock(arguments: list[str]) -> int:
    """Pin the requirements again."""
    refuse([word for word in arguments if word != "--upgrade"])
    make_environment("site")
    lock_requirements(arguments)
    return 0


def refuse(arguments: list[str]) -> None:
    """Stop on words that the verb does not know."""
    if arguments:
        raise Stop(f"unknown argument: {arguments[0]}")


VERBS = {verb.__name__: verb for verb in (setup, demo, test, lint, bench, docs, lock)}


def main(words: list[str]) -> int:
    """Do what the first word says; explain in one line what stands in the way."""
    if not words or words[0] not in VERBS:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        return VERBS[words[0]](words[1:])
    except Stop as stop:
        say(str(stop))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
