"""Rows a second from a CSV file to acts in the record, with texts and papers: read, masked, judged, sealed, entered.

python benchmarks/import_proposals.py [--rows 100000] [--authors] [--json]

A hall of its own in a folder of its own, on SQLite as it is served (every batch brought to the disk before it counts).
With --authors every row bears a name and an address: each author then gets a key of their own, in a file of its own on
the disk. The second run over the same file must enter nothing.
"""

import argparse
import csv
import json
import os
import random
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple
from zoneinfo import ZoneInfo

WORDS = "жер заң бап құқық халық мемлекет конституция сайлау парламент президент сот статья право закон земля"


def made(path: Path, rows: int, authors: bool) -> None:
    """Write a register of invented proposals of some 200 letters; one in fifty bears a telephone number."""
    chance = random.Random(7)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["key", "text", "received_on", "language", *(["author", "contact"] if authors else [])])
        for number in range(rows):
            words = " ".join(chance.choices(WORDS.split(), k=28))
            text = f"{words} +7 701 234 56 78" if number % 50 == 0 else words
            who = [f"Азамат {number}", f"a{number}@example.kz"] if authors else []
            writer.writerow([number, text, "2026-01-15", "kk", *who])


def main() -> None:
    """Measure, and say what was reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--authors", action="store_true")
    parser.add_argument("--json", action="store_true", help="print a line for bars_of_proposals.py as well")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="isonomia-import-", dir=os.environ.get("ISONOMIA_BENCH")) as folder:
        os.environ.update(ISONOMIA_STATE=folder, DJANGO_SETTINGS_MODULE="isonomia_site.settings")
        first, second = measure(Path(folder), asked.rows, asked.authors)
    if asked.json:
        rates = {"rate": asked.rows / first.wall, "cpu_rate": asked.rows / first.cpu}
        print(json.dumps(rates | {"again": second.entered}))


class Run(NamedTuple):
    """How many rows were entered, and in how many seconds by the clock and of the processor."""

    entered: int
    wall: float
    cpu: float


def measure(folder: Path, rows: int, authors: bool) -> list[Run]:
    """Make a hall and a file, enter it twice."""
    import django

    django.setup()
    from django.core.management import call_command

    from isonomia.packs.loading import folder as pack_of
    from isonomia.packs.loading import load
    from isonomia_site.intake.importing import Source, enter
    from isonomia_site.intake.services import How
    from isonomia_site.permissions import at_console
    from isonomia_site.proposals.channels.filing import Reading
    from isonomia_site.record.keys import log_key, own_policy
    from isonomia_site.reforms.services import adopt_rulebook, open_record

    call_command("migrate", verbosity=0)
    pack = load(pack_of("kazakhstan-2026"))
    by = at_console("compiler", django.utils.timezone.now().date())
    open_record(pack, own_policy(log_key(folder / "log.key", pack.manifest.origin)), by)
    adopt_rulebook(pack, by)
    path = folder / "proposals.csv"
    made(path, rows, authors)
    how = How(source="benchmark", channel="state_portal", on=by.on)
    by = at_console("operator", by.on)
    runs = []
    for run in ("first run", "second run"):
        begun, used = perf_counter(), process_time()
        outcome = enter(by, Source(path, "register", Reading(ZoneInfo("Asia/Almaty"))), how)
        took, used = perf_counter() - begun, process_time() - used
        done = f"{outcome.read:,} rows, {outcome.good:,} entered, {outcome.same:,} were in"
        speed = f"{outcome.read / took:,.0f} rows a second, {outcome.read / used:,.0f} a CPU second"
        print(f"{run}: {done}; {took:.1f} s ({used:.1f} CPU s): {speed}")
        runs.append(Run(outcome.good, took, used))
        wanted = rows if run == "first run" else 0
        if outcome.good != wanted:
            sys.exit(f"{run}: {outcome.good} entered, {wanted} were wanted")
    return runs


if __name__ == "__main__":
    main()
