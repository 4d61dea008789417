"""A real PostgreSQL server to be thrown away: on a socket of its own, in a temporary folder, gone at the end.

python3 tools/postgres.py [--wheel] [--durable] COMMAND...   run a command that finds the server in ISONOMIA_PG_URL

Standard library only. The programs are Debian's, or those of the wheel that requirements/postgres.txt pins.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import environment
from environment import REQUIREMENTS, ROOT, Stop, quiet, say

VARIABLE = "ISONOMIA_PG_URL"
DEBIAN = Path("/usr/lib/postgresql")
WHEEL = ROOT / ".venv-postgres"
WANTED = (
    "no PostgreSQL: install it (Debian: apt-get install postgresql), "
    f"or set {VARIABLE} to a server on which databases may be made"
)
OWNER = "postgres"
# What waits for the end of its own input ends with whoever started it, however that ends: so no server is left behind.
KEEPER = """
"$0/postgres" -D "$1/data" -k "$1" >"$1/log" 2>&1 </dev/null &
server=$!
cat >/dev/null
kill -INT $server 2>/dev/null
wait $server
rm -rf "$1" 2>/dev/null
"""
SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "unix_socket_permissions": "0777",
}
# A server that is thrown away loses nothing worth keeping.
FORGETFUL = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "autovacuum": "off"}
START_SECONDS = 60


def find() -> Path | None:
    """The newest server programs of this machine, Debian's before the wheel's."""
    found = [path.parent for path in DEBIAN.glob("*/bin/postgres") if path.parent.parent.name.isdecimal()]
    return max(found, key=lambda path: int(path.parent.name)) if found else of_wheel()


def of_wheel() -> Path | None:
    """The server programs of the wheel, if it is installed in the edition that is pinned."""
    stamp = WHEEL / "isonomia-stamp"
    if not stamp.exists() or stamp.read_text(encoding="utf-8").strip() != environment.digest("postgres"):
        return None
    return next((path.parent for path in WHEEL.glob("**/pginstall/bin/postgres")), None)


def bring() -> Path:
    """The server programs of this machine; where there are none, the wheel's, which is installed now.

    Raises:
        Stop: there are none, and none could be had.
    """
    return find() or install_wheel()


def install_wheel() -> Path:
    """Install the pinned wheel into an environment of its own; return the folder of its programs."""
    say(f"installing requirements/postgres.txt into {WHEEL.name}")
    shutil.rmtree(WHEEL, ignore_errors=True)
    environment.create(WHEEL)
    python = environment.command("python", WHEEL)
    wanted = ["--require-hashes", "-r", str(REQUIREMENTS / "postgres.txt")]
    installer = environment.uv()
    pip = [installer, "pip", "install", "--python", python] if installer else [python, "-m", "pip", "install"]
    trouble = quiet([*pip, "--quiet", *wanted])
    if trouble:
        raise Stop(f"{WANTED} ({trouble})")
    (WHEEL / "isonomia-stamp").write_text(environment.digest("postgres") + "\n", encoding="utf-8")
    found = of_wheel()
    if found is None:
        raise Stop(f"{WANTED} (the wheel holds no server for this machine)")
    return found


@contextmanager
def server(programs: Path, *, durable: bool = False) -> Iterator[str]:
    """Run a server of its own while the block runs; give the address under which databases may be made on it.

    Args:
        durable: what is committed is brought to the disk, as on a server in earnest.
    Raises:
        Stop: it does not start.
    """
    folder = Path(tempfile.mkdtemp(prefix="isonomia-pg-", dir=_short()))
    try:
        programs = _make_cluster(programs, folder, SETTINGS if durable else {**SETTINGS, **FORGETFUL})
        # In a session of its own: Ctrl-C must not take the server from tests that are still closing.
        line = ["sh", "-c", KEEPER, str(programs), str(folder)]
        keeper = subprocess.Popen(line, stdin=subprocess.PIPE, start_new_session=True, cwd=folder, **_nobody())
        try:
            _wait(programs, folder, keeper)
            yield f"postgresql:///postgres?host={folder}&user={OWNER}"
        finally:
            if keeper.stdin:
                keeper.stdin.close()
            keeper.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _short() -> str:
    # A socket's path has at most 107 bytes.
    return tempfile.gettempdir() if len(tempfile.gettempdir()) < 60 else "/tmp"


def _nobody() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as nobody."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _make_cluster(programs: Path, folder: Path, settings: dict[str, str]) -> Path:
    who = _nobody()
    if who:
        os.chown(folder, pwd.getpwnam("nobody").pw_uid, pwd.getpwnam("nobody").pw_gid)
        programs = _within_reach(programs, folder)
    line = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", OWNER, "-A", "trust", "-E", "UTF8"]
    line += ["--locale", "C", "--no-sync", "--no-instructions"]
    done = subprocess.run(line, capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd=folder, **who)
    if done.returncode != 0:
        raise Stop("initdb: " + " / ".join((done.stderr or done.stdout).strip().splitlines()[-3:]))
    with open(folder / "data" / "postgresql.conf", "a", encoding="utf-8") as file:
        file.writelines(f"{name} = {value}\n" for name, value in settings.items())
    return programs


def _within_reach(programs: Path, folder: Path) -> Path:
    """The same programs where nobody can read them: a checkout may stand in a folder that is root's alone."""
    line = [str(programs / "postgres"), "--version"]
    with suppress(PermissionError):
        if subprocess.run(line, capture_output=True, cwd=folder, **_nobody()).returncode == 0:
            return programs
    # The wheel keeps its libraries in a folder beside its package, and its programs look for them there.
    package = programs.parents[1]
    for beside in package.parent.glob(f"{package.name}*"):
        if not beside.name.endswith(".dist-info"):
            shutil.copytree(beside, folder / "server" / beside.name, symlinks=True)
    nobody = pwd.getpwnam("nobody")
    for path in [folder / "server", *(folder / "server").rglob("*")]:
        os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)
    return folder / "server" / programs.relative_to(package.parent)


def _wait(programs: Path, folder: Path, keeper: "subprocess.Popen[bytes]") -> None:
    ready = [str(programs / "pg_isready"), "-q", "-h", str(folder)]
    ready = ready if Path(ready[0]).exists() else [str(programs / "psql"), "-qc", "", "-h", str(folder), "-U", OWNER]
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and keeper.poll() is None:
        if quiet(ready) == "":
            return
        time.sleep(0.05)
    log = folder / "log"
    said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-3:] if log.exists() else []
    raise Stop("PostgreSQL did not start: " + " / ".join(said))


def main(words: list[str]) -> int:
    """Run a command beside a server."""
    wheel, durable = "--wheel" in words, "--durable" in words
    command = [word for word in words if word not in ("--wheel", "--durable")]
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        programs = (of_wheel() or install_wheel()) if wheel else bring()
        with server(programs, durable=durable) as address:
            say(f"PostgreSQL of {programs}")
            return subprocess.run(command, env={**os.environ, VARIABLE: address}).returncode
    except Stop as stop:
        say(str(stop))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
