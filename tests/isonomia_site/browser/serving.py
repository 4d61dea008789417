"""The server that serves a hall in public, on a port of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[3]


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def served(state: Path, port: int, **more: str) -> Iterator[str]:
    """Serve the hall of a state folder, with more settings where they are given."""
    env = {
        **os.environ,
        "ISONOMIA_STATE": str(state),
        "DJANGO_SETTINGS_MODULE": "isonomia_site.settings",
        "PYTHONPATH": str(ROOT / "src"),
        **more,
    }
    line = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "--worker-class", "gthread"]
    server = subprocess.Popen(
        [*line, "--threads", "4", "--graceful-timeout", "1", "isonomia_site.wsgi"], env=env, stderr=subprocess.PIPE
    )
    try:
        yield waited(f"http://127.0.0.1:{port}", server)
    finally:
        server.terminate()
        server.wait(timeout=30)


def waited(address: str, server: "subprocess.Popen[bytes]") -> str:
    """The address, once it answers."""
    for _ in range(200):
        try:
            with urlopen(f"{address}/healthz", timeout=5):
                return address
        except OSError:
            assert server.poll() is None, (server.stderr.read() if server.stderr else b"").decode()
            time.sleep(0.05)
    raise TimeoutError(address)
