"""A pytest plugin: what was not run is named, and nothing else may be left out.

A test may stand aside for one reason only: the shared data (`ISONOMIA_DATA`, or ../shared/data) is not there.
Any other skip fails the run, unless ISONOMIA_ALLOW_MISSING=1 (`tools/do.py test --allow-missing`) says that
it may be named instead.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import postgres
import pytest
from environment import BROWSERS, Stop, find_clamd

ROOT = Path(__file__).resolve().parent.parent
# The tests never touch the state of a site that runs from this folder. Set before Django reads its settings.
STATE = tempfile.TemporaryDirectory(prefix="isonomia-tests-")
os.environ.setdefault("ISONOMIA_STATE", STATE.name)
NO_DATA = "shared data absent"
# On which database the suite of the hall runs: sqlite, or postgresql on the server of ISONOMIA_PG_URL.
DATABASE = os.environ.get("ISONOMIA_TEST_DATABASE") or "sqlite"
OPENED = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """End what was opened for this run with it."""
    config.add_cleanup(OPENED.close)


def server() -> str:
    """The address of a server on which databases may be made: the one that is given, or one of this run's own.

    Raises:
        Stop: there is none.
    """
    if not os.environ.get(postgres.VARIABLE):
        programs = postgres.find()
        if programs is None:
            raise Stop(postgres.WANTED)
        # The workers of this run inherit it.
        os.environ[postgres.VARIABLE] = OPENED.enter_context(postgres.server(programs))
    return os.environ[postgres.VARIABLE]


if DATABASE == "postgresql":
    os.environ["ISONOMIA_DATABASE_URL"] = server()
else:
    os.environ.pop("ISONOMIA_DATABASE_URL", None)


def allowed_to_miss() -> bool:
    """May something be missing, if it is named?"""
    return os.environ.get("ISONOMIA_ALLOW_MISSING") == "1"


def data_folder() -> Path:
    """Where the shared data would be."""
    return Path(os.environ.get("ISONOMIA_DATA") or ROOT.parent / "shared" / "data")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of shared data; a test that asks for it is named as not run where there is none."""
    folder = data_folder()
    if not folder.is_dir():
        pytest.skip(f"{NO_DATA}: no such folder; ISONOMIA_DATA says where it is")
    return folder


@pytest.fixture(scope="session")
def stranger_python() -> str:
    """The Python of an environment without Django and numpy."""
    python = Path(os.environ.get("ISONOMIA_STRANGER_PYTHON") or ROOT / ".venv-stranger" / "bin" / "python")
    if not python.exists():
        missing(f"no stranger's environment at {python.name}: run python3 tools/do.py setup")
    return str(python)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The path of a real Chromium."""
    names = (os.environ.get("ISONOMIA_CHROMIUM"), *BROWSERS)
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        missing("no Chromium: install it, or set ISONOMIA_CHROMIUM")
    return found or ""


@pytest.fixture(scope="session")
def oidc_provider() -> list[str]:
    """The command that runs the OpenID provider of the tests; the address to come back to is added to it."""
    folder, node = ROOT / "tests" / "oidc", shutil.which("node")
    if node is None or not (folder / "node_modules" / "oidc-provider").is_dir():
        missing("no OpenID provider: install Node 18 with npm, then run npm ci in tests/oidc")
    return [node or "", str(folder / "provider.mjs")]


@pytest.fixture(scope="session")
def node_path() -> str:
    """The path of Node, which runs the verifier in JavaScript."""
    found = shutil.which(os.environ.get("ISONOMIA_NODE") or "node")
    if found is None:
        missing("no Node: install it (18 or later), or set ISONOMIA_NODE")
    return found or ""


@pytest.fixture(scope="session")
def clamd_path() -> str:
    """The path of a real clamd."""
    found = find_clamd()
    if found is None:
        missing("no clamd: install it (Debian: clamav-daemon), or set ISONOMIA_CLAMD_PROGRAM")
    return found or ""


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a real PostgreSQL on which databases may be made."""
    try:
        yield server()
    except Stop as stop:
        missing(str(stop))


def missing(what: str) -> None:
    """Fail the test, or name it as not run where that is allowed."""
    if allowed_to_miss():
        pytest.skip(what)
    pytest.fail(what, pytrace=False)


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Why a test was skipped, as it said itself."""
    said = report.longrepr
    return str(said[2] if isinstance(said, tuple) else said).removeprefix("Skipped: ")


def not_run(config: pytest.Config) -> list[tuple[str, str]]:
    """Every test that was not run, with its reason."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:
        return []
    return [(report.nodeid, reason_of(report)) for report in reporter.stats.get("skipped", [])]


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail a run that left out what it may not leave out."""
    if hasattr(session.config, "workerinput") or exitstatus != pytest.ExitCode.OK:
        return
    silent = [name for name, why in not_run(session.config) if not why.startswith(NO_DATA)]
    if silent and not allowed_to_miss():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config) -> None:
    """Name every test that was not run."""
    tests = not_run(config)
    if not tests:
        return
    terminalreporter.section(f"NOT RUN: {len(tests)}")
    for name, why in tests:
        fault = "" if why.startswith(NO_DATA) or allowed_to_miss() else "  <- not allowed, the run fails"
        terminalreporter.line(f"NOT RUN {name}: {why}{fault}")
