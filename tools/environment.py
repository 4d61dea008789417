"""Make the project's environments: a virtual environment, the pinned packages, the command, a browser.

Standard library only: this runs before anything is installed.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
MAIN = ROOT / ".venv"
STRANGER = ROOT / ".venv-stranger"
BIN = "Scripts" if os.name == "nt" else "bin"
# Each holds all that stands before it, in the same editions.
LEVELS = ("base", "site", "test")
# The one without windows shows the same pages for half the work.
SHELL = "chromium-headless-shell"
BROWSERS = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Stop(Exception):
    """Why we cannot go on, in one line that says what to do."""


def say(text: str) -> None:
    """Tell how far we are."""
    print(f"isonomia: {text}", file=sys.stderr, flush=True)


def command(name: str, folder: Path = MAIN) -> str:
    """The path of a program in an environment."""
    ending = {"isonomia": ".cmd"}.get(name, ".exe") if os.name == "nt" else ""
    return str(folder / BIN / f"{name}{ending}")


def make_environment(level: str) -> None:
    """Bring .venv up to a level of requirements; at once if it is there already."""
    if up_to(MAIN, level):
        return
    create(MAIN)
    install(MAIN, level)


def make_stranger() -> Path:
    """Make the environment of somebody who only checks a record: no Django, no numpy. Return its Python."""
    if not up_to(STRANGER, "base"):
        # Made anew, since what an older edition asked for would stay behind.
        shutil.rmtree(STRANGER, ignore_errors=True)
        create(STRANGER)
        install(STRANGER, "base")
    return Path(command("python", STRANGER))


def digest(level: str) -> str:
    """What a level's requirement file holds, as one line of a stamp."""
    return f"{level} {hashlib.sha256((REQUIREMENTS / f'{level}.txt').read_bytes()).hexdigest()}"


def up_to(folder: Path, level: str) -> bool:
    """Does the stamp of an environment say that it holds this level, or one that contains it?"""
    stamp = folder / "isonomia-stamp"
    if not stamp.exists() or not Path(command("python", folder)).exists():
        return False
    enough = LEVELS[LEVELS.index(level) :]
    return stamp.read_text(encoding="utf-8").strip() in {digest(one) for one in enough}


def create(folder: Path) -> None:
    """Make an empty environment, unless a working one stands there."""
    with_pip = uv() is None
    python = command("python", folder)
    works = ("import pip; " if with_pip else "") + "import sys; sys.exit(sys.version_info < (3, 11))"
    if Path(python).exists() and quiet([python, "-c", works]) == "":
        return
    say(f"making {folder.name}")
    if with_pip and not can_make_pip():
        minor = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise Stop(f"this Python cannot make an environment with pip: apt-get install python{minor}-venv")
    venv.EnvBuilder(clear=True, symlinks=os.name != "nt", with_pip=with_pip).create(folder)


def can_make_pip() -> bool:
    """Debian ships Python without ensurepip unless its package for it is installed."""
    return quiet([sys.executable, "-c", "import ensurepip"]) == ""


def install(folder: Path, level: str) -> None:
    """Install one level of pinned requirements, and this project beside them."""
    stamp = folder / "isonomia-stamp"
    stamp.unlink(missing_ok=True)
    say(f"installing requirements/{level}.txt into {folder.name}")
    python = command("python", folder)
    wanted = ["--require-hashes", "-r", str(REQUIREMENTS / f"{level}.txt")]
    installer = uv() or bring_uv()
    if installer:
        trouble = quiet([installer, "pip", "install", "--quiet", "--python", python, *wanted])
    else:
        trouble = quiet([python, "-m", "pip", "install", "-qq", *wanted])
    if trouble:
        raise Stop(f"could not install requirements/{level}.txt: {trouble}")
    place_project(folder, python)
    stamp.write_text(digest(level) + "\n", encoding="utf-8")


def uv() -> str | None:
    """The fast installer, if the machine or our environment has it."""
    own = command("uv")
    return own if Path(own).exists() else shutil.which("uv")


def bring_uv() -> str | None:
    """Put the fast installer, pinned, into .venv; None where that fails, and pip does the work."""
    pip = [command("python"), "-m", "pip", "install", "-qq", "--require-hashes", "-r"]
    return uv() if quiet([*pip, str(REQUIREMENTS / "installer.txt")]) == "" else None


def place_project(folder: Path, python: str) -> None:
    """Let the environment see src/, and give it the `isonomia` command. Both survive a move of the folder."""
    found = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    packages = Path(found.stdout.strip())
    pointer = os.path.relpath(ROOT / "src", packages)
    (packages / "isonomia.pth").write_text(pointer + "\n", encoding="utf-8")
    script = Path(command("isonomia", folder))
    script.write_text(WINDOWS_COMMAND if os.name == "nt" else COMMAND, encoding="utf-8")
    script.chmod(0o755)


# Read by sh and by Python both: sh hands over to the Python beside the file, wherever that now is.
COMMAND = """#!/bin/sh
'''exec' "$(dirname "$0")/python" "$0" "$@"
' '''
import sys

from isonomia_cli.main import main

sys.exit(main())
"""
WINDOWS_COMMAND = '@"%~dp0python.exe" -c "import sys; from isonomia_cli.main import main; sys.exit(main())" %*\n'


def quiet(line: list[str], env: dict[str, str] | None = None) -> str:
    """Run a program without its output; return "" when it went well, else the last thing it said."""
    try:
        done = subprocess.run(line, capture_output=True, text=True, stdin=subprocess.DEVNULL, env=env)
    except OSError as error:
        return str(error)
    if done.returncode == 0:
        return ""
    said = [text.strip() for text in (done.stderr + done.stdout).splitlines() if text.strip()]
    return " / ".join(said[-4:]) or f"exit code {done.returncode}"


def chromium(allow_missing: bool) -> str | None:
    """Find a Chromium, or install Debian's when we may; None only where its absence is allowed."""
    advice = "no Chromium: install it (Debian: apt-get install chromium), or set ISONOMIA_CHROMIUM to its path"
    if not os.environ.get("ISONOMIA_CHROMIUM"):
        found_or_installed(lambda: shutil.which(SHELL), SHELL, advice, allow_missing=True)
    return found_or_installed(find_browser, "chromium", advice, allow_missing)


def node(allow_missing: bool) -> str | None:
    """Find Node, or install Debian's when we may; None only where its absence is allowed."""
    advice = "no Node: install version 18 or later (Debian: apt-get install nodejs), or set ISONOMIA_NODE to its path"
    return found_or_installed(
        lambda: shutil.which(os.environ.get("ISONOMIA_NODE") or "node"), "nodejs", advice, allow_missing
    )


def clamd(allow_missing: bool) -> str | None:
    """Find the scanner of files, or install Debian's when we may; None only where its absence is allowed."""
    advice = "no clamd: install it (Debian: apt-get install clamav-daemon), or set ISONOMIA_CLAMD_PROGRAM to its path"
    return found_or_installed(find_clamd, "clamav-daemon", advice, allow_missing)


def find_clamd() -> str | None:
    """The scanner that the user names, or the one that the machine has, where services are kept too."""
    path = f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin"
    return shutil.which(os.environ.get("ISONOMIA_CLAMD_PROGRAM") or "clamd", path=path)


def found_or_installed(find: Callable[[], str | None], package: str, advice: str, allow_missing: bool) -> str | None:
    """Find a program, or install its Debian package when we may; None only where its absence is allowed."""
    found = find()
    if found:
        return found
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        trouble = apt_install(package)
        found = find()
        if found:
            return found
        say(f"could not install {package}: {trouble}")
    if allow_missing:
        return None
    raise Stop(advice)


def find_browser() -> str | None:
    """The browser that the user names, or the first that the machine has."""
    named = os.environ.get("ISONOMIA_CHROMIUM")
    if named:
        if not shutil.which(named):
            raise Stop(f"ISONOMIA_CHROMIUM is no program: {named}")
        return shutil.which(named)
    return next((path for path in map(shutil.which, BROWSERS) if path), None)


def oidc_provider(allow_missing: bool) -> bool:
    """Install the OpenID provider of the tests, as its lock file pins it; False only where its absence is allowed."""
    folder = ROOT / "tests" / "oidc"
    stamp = folder / "node_modules" / "isonomia-stamp"
    pinned = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == pinned:
        return True
    npm = shutil.which("npm")
    trouble = "npm is not installed"
    if npm and shutil.which("node"):
        say("installing tests/oidc/package-lock.json")
        trouble = quiet([npm, "ci", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund"])
        if not trouble:
            stamp.write_text(pinned, encoding="utf-8")
            return True
    if allow_missing:
        say(f"no OpenID provider for the tests: {trouble}")
        return False
    raise Stop(f"no OpenID provider for the tests: {trouble} (Debian: apt-get install nodejs npm, Node 18 or newer)")


def apt_install(package: str) -> str:
    """Install a Debian package, trying twice; return what went wrong."""
    say(f"installing {package} with apt-get")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    trouble = ""
    for _ in range(2):
        trouble = quiet(["apt-get", "update", "-q"], env) or quiet(
            ["apt-get", "install", "-q", "-y", "--no-install-recommends", package], env
        )
        if not trouble:
            break
    return trouble


def lock_requirements(arguments: list[str]) -> None:
    """Compile requirements/*.in, the largest first, so that the smaller ones keep its editions."""
    installer = uv() or bring_uv()
    if not installer:
        raise Stop("lock needs uv: install it")
    how = "--universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header"
    for level in (*reversed(LEVELS), "installer", "postgres", "peers"):
        say(f"pinning requirements/{level}.in")
        out = REQUIREMENTS / f"{level}.txt"
        line = [installer, "pip", "compile", "--quiet", *how.split(), "--python-version", "3.11", *arguments]
        if level not in ("test", "installer", "postgres", "peers"):
            line += ["-c", str(REQUIREMENTS / "test.txt")]
        trouble = quiet([*line, str(REQUIREMENTS / f"{level}.in"), "-o", str(out)])
        if trouble:
            raise Stop(f"requirements/{level}.in: {trouble}")
        kept = [text for text in out.read_text(encoding="utf-8").splitlines() if not text.startswith("--")]
        if any("://" in text for text in kept):
            raise Stop(f"requirements/{level}.txt names an address; it must hold names, editions and hashes only")
        out.write_text("\n".join(kept) + "\n", encoding="utf-8")
