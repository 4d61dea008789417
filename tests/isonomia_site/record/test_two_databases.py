"""The same acts under the same key give the same published files, whichever database kept them."""

import os
import subprocess
import sys
from pathlib import Path

from isonomia_site.record.keys import log_key, promise_key
from tests.isonomia_site.halls import PostgresqlServer

ROOT = Path(__file__).resolve().parents[3]


def export(tmp_path: Path, name: str, address: str = "") -> tuple[dict[str, bytes], str]:
    """Build the pack's record with `isonomia demo` under the key that is given; every file, and what was said."""
    state = tmp_path / name
    state.mkdir(mode=0o700)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("ISONOMIA", "DJANGO"))}
    env = {**kept, "PYTHONPATH": str(ROOT / "src"), "ISONOMIA_DATABASE_URL": address}
    for key in ("log.key", "promise.key"):
        (state / key).write_bytes((tmp_path / key).read_bytes())
        (state / key).chmod(0o600)
    out = state / "out"
    line = [sys.executable, "-m", "isonomia_cli.main", "demo", "--build-only", "--out", str(out), "--state", str(state)]
    done = subprocess.run(line, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=300)
    assert done.returncode == 0, done.stderr
    assert (state / "isonomia.sqlite3").exists() is (address == "")
    return {
        path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()
    }, done.stdout


def test_sqlite_and_postgresql_give_the_same_record_file_by_file(tmp_path: Path, postgresql_server: str) -> None:
    log_key(tmp_path / "log.key", "isonomia.example/kazakhstan-2022")
    promise_key(tmp_path / "promise.key", "isonomia.example/kazakhstan-2022")
    server = PostgresqlServer(postgresql_server)
    try:
        name = server.new()
        there, said_there = export(tmp_path, "postgresql", server.address_of(name))
    finally:
        server.close()
    here, said_here = export(tmp_path, "sqlite")
    kinds = ("checkpoint", "figures", "policy", "tile/0/", "tile/entries/", "blob/sha256/")
    assert all(any(path.startswith(kind) for path in here) for kind in kinds)
    assert sorted(here) == sorted(there)
    assert [path for path in here if here[path] != there[path]] == []
    assert said_here == said_there
