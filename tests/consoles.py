"""Documents as they are read: every `console` block is run, and must print what it shows."""

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
CHECKER = doctest.OutputChecker()
LENIENT = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def commands(document: Path) -> Iterator[tuple[str, str]]:
    """Each command of a document with the output shown under it, in their order."""
    for block in BLOCK.findall(document.read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, shown = part.partition("\n")
            yield line, shown


def unlike(document: Path, folder: Path) -> list[str]:
    """Run a document's commands in a folder, one after the other; return what printed something else than shown."""
    there = (str(Path(sys.executable).parent), os.environ["PATH"])
    left_out = ("ISONOMIA_STATE", "DJANGO_SETTINGS_MODULE", "ISONOMIA_DATABASE_URL")
    env = {key: value for key, value in os.environ.items() if key not in left_out}
    env |= {"PATH": os.pathsep.join(there), "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}
    found = []
    for line, shown in commands(document):
        done = subprocess.run(
            ["bash", "-c", line], cwd=folder, env=env, capture_output=True, text=True, timeout=300, check=False
        )
        if not CHECKER.check_output(shown, done.stdout + done.stderr, LENIENT):
            found.append(f"$ {line}\nshown:\n{shown}\nprinted:\n{done.stdout}{done.stderr}")
    return found
