"""Builders with good defaults, and the law that ships."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, settings

from isonomia.packs.loading import Pack, folder, load
from isonomia.record.act import Act, Actor
from isonomia.reform.road import BODIES, Reform
from isonomia.rulebook.checking import shipped_laws
from isonomia.rulebook.law import Law, Rulebook
from isonomia.rulebook.loading import read, shipped, texts

# The same cases on every run and on every machine: a fault that is found stays found.
settings.register_profile("isonomia", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("isonomia")

ROOT = Path(__file__).resolve().parents[1]
POLLING_DAY = date(2022, 6, 5)


@pytest.fixture(scope="session")
def kz() -> Rulebook:
    """The rulebook of Kazakhstan as it ships."""
    return shipped("kz")


@pytest.fixture(scope="session")
def law(kz: Rulebook) -> Law:
    """The law of Kazakhstan on the day of the vote of 2022."""
    return kz.on(POLLING_DAY)


@pytest.fixture(scope="session")
def kz_texts() -> dict[str, str]:
    """The TOML files of Kazakhstan's rulebook, to be changed."""
    return texts(shipped_laws(), "kz")


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The pack of 2022 as it ships."""
    return load(folder("kazakhstan-2022"))


@pytest.fixture(scope="session")
def reform(pack: Pack, kz: Rulebook) -> Reform:
    """The reform of 2022, replayed from its pack."""
    return Reform.after(pack.acts, {"kz": kz})


def _changed(act: Act, **changes: Any) -> Act:
    body = msgspec.json.decode(msgspec.json.encode(act.body))
    for path, value in changes.items():
        at: Any = body
        *parents, last = path.split("__")
        for part in parents:
            at = at[int(part)] if part.isdigit() else at[part]
        if value is None:
            del at[int(last) if last.isdigit() else last]
        else:
            at[int(last) if last.isdigit() else last] = value
    values = {name: getattr(act, name) for name in Act.__struct_fields__}
    return Act(**{**values, "body": msgspec.convert(body, type(act.body))})


@pytest.fixture(scope="session")
def replayed_with(pack: Pack, kz: Rulebook) -> Callable[..., Reform]:
    """Replay the pack with one act's body changed (`counts__2__count=5`), with acts left out, or under other rules."""

    def replay(id: str = "", without: Iterable[str] = (), rules: Rulebook | None = None, **changes: Any) -> Reform:
        left_out = set(without)
        assert {id, *left_out} - {""} <= {one.id for one in pack.acts}
        entered = [_changed(one, **changes) if one.id == id else one for one in pack.acts if one.id not in left_out]
        return Reform.after(entered, {"kz": rules or kz})

    return replay


@pytest.fixture(scope="session")
def kz_with(kz_texts: dict[str, str]) -> Callable[..., Rulebook]:
    """The shipped rulebook with one passage of its text replaced; the passage must be there."""

    def changed(name: str, old: str, new: str) -> Rulebook:
        assert old in kz_texts[name]
        return read("kz", {**kz_texts, name: kz_texts[name].replace(old, new)})

    return changed


@pytest.fixture(scope="session")
def an_act() -> Callable[..., Act]:
    """Make one act from its name and its body as plain values, with a source unless one is given."""
    source = {"publisher": "a newspaper", "reference": "p. 1", "language": "en"}

    def make(name: str, body: Mapping[str, Any], *, id: str = "", matter: str = "referendum/2022-06-05") -> Act:
        kind = BODIES[name, 1]
        made = msgspec.convert({"sources": [source], **body}, kind)
        return Act(
            act=name,
            v=1,
            id=id or f"test/{name}",
            matter=matter,
            place=0,
            at="2022-06-09T12:00:00Z",
            actor=Actor(role="clerk"),
            body=made,
        )

    return make


@pytest.fixture(scope="session")
def demo_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `isonomia demo --build-only` makes of the pack of 2022: its state folder, and the record that it publishes.

    It is made once for all processes of a run, and copied, never changed.
    """
    own = tmp_path_factory.getbasetemp()
    home = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder, making = home / "demo-built", home / "demo-being-built"
    with (home / "demo.lock").open("w") as lock:
        # Whoever comes second waits here until it is there.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            shutil.rmtree(making, ignore_errors=True)
            env = {key: value for key, value in os.environ.items() if not key.startswith(("ISONOMIA", "DJANGO"))}
            env |= {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
            line = [sys.executable, "-m", "isonomia_cli.main", "demo", "--build-only", "--state", str(making / "state")]
            line += ["--out", str(making / "kazakhstan-2022")]
            done = subprocess.run(line, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=300)
            assert done.returncode == 0, done.stdout + done.stderr
            making.rename(folder)
    return folder


@pytest.fixture(scope="session")
def record(demo_built: Path) -> Path:
    """The record of 2022 as `isonomia demo --build-only` publishes it; it is copied, never changed."""
    return demo_built / "kazakhstan-2022"
