"""A published log checked by a reader, against the floor: the hashes alone, one leaf and one node an entry.

The log is built once in a temporary folder. Then, in turn and in one process: the floor, the reader's check of the
tree (bundles, tiles, roots, the acts not read), and the reader's full check. Peak memory is that of a process that
does the full check and nothing else.

python benchmarks/tree.py [--entries 200000] [--rounds 5]
"""

import argparse
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

ORIGIN = "isonomia.example/benchmark"


def entries(number: int) -> Iterator[bytes]:
    """The entries of an invented log: its opening, then one report after the other, in 450 matters.

    Written out in their canonical form, which the reader checks: the pen is not what is measured here.
    """
    digest = sha256(policy()[1]).hexdigest()
    by, at = '"actor":{"role":"commission"}', '"at":"2026-03-01T10:00:00Z"'
    opening = f'"body":{{"origin":"{ORIGIN}","policy_sha256":"{digest}"}}'
    yield f'{{"act":"record.opened",{by},{at},{opening},"id":"a-0","matter":"record","place":0,"v":1}}'.encode()
    for index in range(1, number):
        place, matter = divmod(index - 1, 450)
        station = f"KZ-{10 + matter % 70}/{matter:04}"
        body = f'"no":{index % 300},"station":"{station}","took_part":{index % 1500},"yes":{index % 700}'
        where = f'"id":"a-{index}","matter":"station/{matter:04}","place":{place}'
        yield f'{{"act":"test.noted",{by},{at},"body":{{{body}}},{where},"v":1}}'.encode()


def noted() -> type:
    """The one kind of act in the log, beside its opening."""
    from isonomia.record.act import Body

    class Noted(Body, frozen=True, kw_only=True):
        station: str
        took_part: int
        yes: int
        no: int

    return Noted


def policy() -> tuple[str, bytes]:
    """The secret key of the log, and the policy that names its public one."""
    from isonomia.record.checkpoint import new_key
    from isonomia.record.policy import Log, Policy

    secret, public = new_key(ORIGIN, bytes(range(32)))
    return secret, Policy((Log(public),)).format().encode()


def build(root: Path, number: int) -> None:
    """Write the log, and print what that cost against the floor."""
    from isonomia.record.checkpoint import Checkpoint, sign_note
    from isonomia.record.merkle import root_hash
    from isonomia.record.tiles import published_files

    made = list(entries(number))
    floor = timed(floor_of(made))
    wall, cpu = perf_counter(), process_time()
    for path, data in published_files(made):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    written = (perf_counter() - wall, process_time() - cpu)
    show("build and write the files", [written], number, [floor])
    secret, text = policy()
    note = sign_note(Checkpoint(ORIGIN, number, root_hash(made)).body(), secret).encode()
    (root / "checkpoints").mkdir()
    for path, data in {"checkpoint": note, f"checkpoints/{number}": note, "policy": text}.items():
        (root / path).write_bytes(data)


def floor_of(made: list[bytes]) -> Callable[[], None]:
    """The hashes that nobody can do without, each in a list comprehension over bytes that are ready."""
    leaves = [b"\0" + entry for entry in made]
    nodes = [b"\1" + entry[:32].ljust(32, b"-") + at.to_bytes(32, "big") for at, entry in enumerate(made)]

    def hashes() -> None:
        _ = [sha256(one).digest() for one in leaves]
        _ = [sha256(one).digest() for one in nodes]

    return hashes


def full_check(root: Path) -> None:
    """What `isonomia verify` does to a record, without keeping its acts."""
    from isonomia.record.reading import check

    record, findings = check(root, {("test.noted", 1): noted()}, strict=True, keep=False)
    if record is None or findings:
        sys.exit(f"the log does not check: {findings[:3]}")


class Unread:
    """Acts that are not read: what is left of the check is the tree."""

    def __init__(self) -> None:
        self.findings: list[object] = []

    def take_bundle(self, start: int, path: str, entries: list[bytes]) -> None:
        """Pass over the entries of a bundle."""

    def find_repeated(self, bundles: object) -> None:
        """Look for nothing."""

    def skip(self) -> None:
        """Pass over a bundle."""


def tree_check(root: Path) -> None:
    """The same reader's bundles, tiles and roots; the acts are not read."""
    from isonomia.record.checkpoint import parse_checkpoint
    from isonomia.record.reading import _Folder
    from isonomia.record.verifying import LogFiles

    folder = _Folder(root)
    head = parse_checkpoint((root / "checkpoint").read_text().split("\n\n")[0] + "\n")
    right = LogFiles(folder, Unread(), strict=True).check(head, {"checkpoint": head}, [])  # type: ignore[arg-type]
    if not right or folder.findings:
        sys.exit(f"the tree does not check: {folder.findings[:3]}")


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and CPU seconds of one run."""
    wall, cpu = perf_counter(), process_time()
    work()
    return perf_counter() - wall, process_time() - cpu


def show(
    name: str, runs: list[tuple[float, float]], number: int, floor: list[tuple[float, float]] | None = None
) -> None:
    """Print the medians of one job and, paired run by run, its ratio to the floor."""
    wall, cpu = (median(one[at] for one in runs) for at in (0, 1))
    ratio = ""
    if floor:
        by_wall, by_cpu = (
            median(ours[at] / least[at] for ours, least in zip(runs, floor, strict=True)) for at in (0, 1)
        )
        ratio = f"{by_wall:8.2f}x {by_cpu:8.2f}x"
    print(f"{name:28} {wall:9.3f} {cpu:9.3f} {number / cpu:12,.0f} {ratio}", flush=True)


def compare(root: Path, number: int, rounds: int) -> None:
    """Time floor, tree and full check in turn; print medians."""
    made = list(read_back(root))
    floor = floor_of(made)
    jobs = {
        "floor: the hashes alone": floor,
        "check of the tree": lambda: tree_check(root),
        "full check": lambda: full_check(root),
    }
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, work in jobs.items():
            runs[name].append(timed(work))
    for name, own in runs.items():
        show(name, own, number, next(iter(runs.values())))
    print(f"an entry has {sum(map(len, made)) / number:.0f} bytes")


def read_back(root: Path) -> Iterator[bytes]:
    """The entries, from their bundles."""
    from isonomia.record.tiles import ENTRIES, split_bundle, tiles_of_level

    count = int(next((root / "checkpoints").iterdir()).name)
    for tile in tiles_of_level(ENTRIES, count):
        yield from split_bundle((root / tile.path).read_bytes())


def peak(check: Callable[[Path], None], root: Path) -> None:
    """Run one check in this process, which does nothing else, and print its peak memory."""
    check(root)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"peak memory of the {check.__name__.replace('_', ' ')}: {used / 1024:.0f} MiB")


def main() -> None:
    """Build, compare, and measure memory: each in a process of its own, so that none carries another's memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--part", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    parts: dict[str, Callable[[Path], None]] = {
        "build": lambda root: build(root, given.entries),
        "compare": lambda root: compare(root, given.entries, given.rounds),
        "tree_memory": lambda root: peak(tree_check, root),
        "full_memory": lambda root: peak(full_check, root),
    }
    if given.part:
        parts[given.part[0]](Path(given.part[1]))
        return
    print(
        f"{given.entries:,} entries, {given.rounds} rounds in turn, medians; an entry of the floor: one leaf, one node"
    )
    print(f"{'':28} {'wall s':>9} {'CPU s':>9} {'entries/s':>12} {'wall':>9} {'CPU':>9}", flush=True)
    with TemporaryDirectory() as folder:
        for part in parts:
            asked = [f"--{name}={getattr(given, name)}" for name in ("entries", "rounds")]
            subprocess.run([sys.executable, __file__, *asked, "--part", part, folder], check=True)


if __name__ == "__main__":
    main()
