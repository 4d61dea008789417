"""The hall of the invented country: what is filed there, and a real scanner that knows one signature of our own."""

import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.isonomia_site.proposals.conftest import first_mysal, mysal

__all__ = ["first_mysal", "mysal"]

MARKER = b"isonomia test signature 4f2b"


@pytest.fixture(scope="session")
def clamd(clamd_path: str) -> Iterator[str]:
    """The address of a running clamd whose only signature is `MARKER`."""
    # A socket's path is short, and the folders of tests are not.
    with tempfile.TemporaryDirectory(prefix="clamd-") as name:
        folder = Path(name)
        (folder / "db").mkdir()
        (folder / "db" / "own.ndb").write_text(f"Isonomia.Test:0:*:{MARKER.hex()}\n", encoding="ascii")
        said = {
            "LocalSocket": folder / "socket",
            "DatabaseDirectory": folder / "db",
            "TemporaryDirectory": folder,
            "Foreground": "yes",
            "StreamMaxLength": "1M",
        }
        conf = folder / "clamd.conf"
        conf.write_text("".join(f"{key} {value}\n" for key, value in said.items()), encoding="utf-8")
        with (folder / "log").open("wb") as log:
            running = subprocess.Popen([clamd_path, "-c", str(conf)], stdout=log, stderr=log)
        try:
            wait_for(folder / "socket", running)
            yield f"unix:{folder / 'socket'}"
        finally:
            running.terminate()
            running.wait(20)


def wait_for(path: Path, running: subprocess.Popen[bytes]) -> None:
    """Wait until a process has made its socket."""
    for _ in range(200):
        if path.exists():
            return
        assert running.poll() is None, (path.parent / "log").read_text(encoding="utf-8")
        time.sleep(0.05)
    raise AssertionError("clamd did not begin to listen")
