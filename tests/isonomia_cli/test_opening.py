"""`isonomia record open` and `policy` as an administrator runs them: a record of one's own, from an empty folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from isonomia.record.acts import RecordOpened, RulebookAdopted
from isonomia.record.reading import check
from isonomia.reform.road import BODIES

SOURCES = Path(__file__).resolve().parents[2] / "src"
ORIGIN = "reform.example/log"
OPEN = ("record", "open", "--country", "kz", "--purpose", "en=The reform of 2026", "--origin")


def isonomia(state: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `isonomia` on a state folder, on SQLite."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ISONOMIA", "DJANGO"))}
    env = {**kept, "PYTHONPATH": str(SOURCES), "PYTHONUTF8": "1", "ISONOMIA_STATE": str(state)}
    line = [sys.executable, "-m", "isonomia_cli.main", *words]
    return subprocess.run(line, env=env, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)


def right(state: Path, *words: str) -> str:
    done = isonomia(state, *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def refused(state: Path, code: int, *words: str) -> str:
    done = isonomia(state, *words)
    lines = done.stderr.strip().splitlines()
    assert done.returncode == code and len(lines) == 1 and lines[0].startswith("isonomia: "), done.stderr
    return lines[0]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state folder of a hall whose record is not opened."""
    folder = tmp_path_factory.mktemp("opening") / "empty"
    right(folder, "serve", "--migrate")
    return folder


@pytest.fixture
def state(empty: Path, tmp_path: Path) -> Path:
    """A state folder of one's own."""
    return Path(shutil.copytree(empty, tmp_path / "state"))


@pytest.fixture(scope="module")
def opened(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state folder of a hall whose record is open and published; it is copied, never changed."""
    folder = Path(shutil.copytree(empty, tmp_path_factory.mktemp("opened") / "state"))
    said = right(folder, *OPEN, ORIGIN)
    assert said.startswith(f"{ORIGIN} is open, under ") and f"\n{ORIGIN}+" in said
    right(folder, "worker", "--once")
    return folder


@pytest.fixture
def running(opened: Path, tmp_path: Path) -> Path:
    """A state folder of one's own whose record is open."""
    return Path(shutil.copytree(opened, tmp_path / "state"))


def test_a_record_is_opened_published_and_verified(running: Path) -> None:
    state = running
    assert (state / "log.key").stat().st_mode & 0o777 == 0o600
    record, findings = check(state / "log", BODIES, strict=True)
    assert findings == [] and record is not None
    opened, law = (act.body for act in record.acts)
    assert isinstance(opened, RecordOpened) and isinstance(law, RulebookAdopted)
    assert (opened.origin, opened.purpose[0].text, opened.continues) == (ORIGIN, "The reform of 2026", None)
    assert law.country == "kz" and {one.sha256 for one in law.files} <= set(record.blobs)
    assert [act.actor.role for act in record.acts] == ["operator", "operator"]
    # Promises of this record can be checked: its policy names their key.
    assert len(record.policy.promises) == 1
    assert "keeps a record already" in refused(state, 1, *OPEN, "other.example/log")


def test_nothing_is_made_where_the_name_or_the_country_is_wrong(state: Path) -> None:
    assert "no name of a log" in refused(state, 2, *OPEN, "two words")
    wanted = refused(state, 2, "record", "open", "--country", "zz", "--purpose", "en=P", "--origin", ORIGIN)
    assert 'no rules of "zz"' in wanted and "kz" in wanted
    odd = refused(state, 2, "record", "open", "--country", "kz", "--purpose", "Reform", "--origin", ORIGIN)
    assert "--purpose" in odd and "ru=" in odd
    assert not (state / "log.key").exists() and not (state / "promise.key").exists()
    right(state, *OPEN, ORIGIN)


def test_a_hall_without_tables_is_told_what_to_run(tmp_path: Path) -> None:
    assert "serve --migrate" in refused(tmp_path / "none", 3, *OPEN, ORIGIN)
    assert not (tmp_path / "none" / "log.key").exists()


def test_rules_of_a_country_of_ones_own_are_adopted_and_wrong_ones_are_not(state: Path) -> None:
    guide = SOURCES.parent / "docs" / "examples" / "new-country"
    own = ("record", "open", "--country", "meridia", "--purpose", "en=P", "--origin", ORIGIN, "--rules")
    assert "meridia/referendum.toml:19" in refused(state, 3, *own, str(guide / "draft"))
    assert "under 2 files of rules of meridia" in right(state, *own, str(guide / "laws"))


def test_a_witness_comes_into_the_policy(running: Path, tmp_path: Path) -> None:
    state = running
    key = str(tmp_path / "witness.key")
    witness = right(state, "witness", "key", "court.example/witness", "--out", key).split()[-1]
    policy = tmp_path / "policy"
    change = ("record", "policy", str(policy), "--reason", "The court watches")
    policy.write_text((state / "log" / "policy").read_text())
    assert "policy in force" in refused(state, 2, *change)
    policy.write_text(policy.read_text() + "log\n")
    assert "line" in refused(state, 2, *change)
    before = (state / "log" / "policy").read_text()
    policy.write_text(before.replace("quorum none", f"witness court {witness}\nquorum none"))
    assert "1 witnesses" in right(state, *change)
    right(state, "worker", "--once")
    assert witness in (state / "log" / "policy").read_text()
    record, findings = check(state / "log", BODIES, strict=True)
    assert findings == [] and record is not None and len(record.policy.promises) == 1


def test_a_successor_goes_on_from_a_closed_record_that_names_it(running: Path, empty: Path, tmp_path: Path) -> None:
    state = running
    second = Path(shutil.copytree(empty, tmp_path / "second"))
    going_on = (*OPEN, "reform.example/second", "--continues", str(state / "log"))
    third = Path(shutil.copytree(empty, tmp_path / "third"))
    early = isonomia(third, *going_on)
    assert early.returncode == 0 and "is not closed" in early.stderr
    right(third, "worker", "--once")
    right(third, "record", "continues", str(third / "log"), str(state / "log"))
    right(state, "record", "close", "--reason", "The key was lost", "--successor", "reform.example/second")
    right(state, "worker", "--once")
    assert "named reform.example/second" in refused(second, 2, *OPEN, "x.example", "--continues", str(state / "log"))
    right(second, *going_on)
    right(second, "worker", "--once")
    right(second, "record", "continues", str(second / "log"), str(state / "log"))
    assert isonomia(third, "record", "continues", str(third / "log"), str(state / "log")).returncode == 4
