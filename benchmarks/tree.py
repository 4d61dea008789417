"""A published log checked by a reader, against the floor: the hashes alone, one leaf and one node an entry.

The log is built once in a temporary folder. Then, in turn and in one process: the floor, the reader's check of the
tree (bundles, tiles, roots, the acts not read), its full check, and its full check with the replay of every act by the
law. The acts are calls, reports of turnout and results of invented referendums, of the kinds that ship.
Peak memory is that of a process that does one check and nothing else.

python benchmarks/tree.py [--entries 200000] [--rounds 5]
"""

import argparse
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import count, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from isonomia.record.reading import Record

ORIGIN = "isonomia.example/benchmark"
SOURCES = [{"publisher": "gazette", "reference": "p. 1", "language": "en"}]


def entries(number: int) -> Iterator[bytes]:
    """The entries of an invented log: its opening, its rulebook, then acts of 450 referendums in turn.

    Written out in their canonical form, which the reader checks: the pen is not what is measured here.
    """
    from msgspec.json import Encoder

    write = Encoder(order="sorted").encode
    always = {"actor": {"role": "compiler"}, "at": "2026-03-01T10:00:00Z", "v": 1}
    for index, (act, matter, place, body) in enumerate(islice(told(), number)):
        yield write({**always, "act": act, "id": f"a-{index}", "matter": matter, "place": place, "body": body})


def told() -> Iterator[tuple[str, str, int, dict[str, object]]]:
    """What the log tells: each act with its matter, its place there, and what it says."""
    digest = sha256(policy()[1]).hexdigest()
    yield "record.opened", "record/opening", 0, {"origin": ORIGIN, "policy_sha256": digest}
    files = [{"path": path, "sha256": name, "size": len(data)} for path, (name, data) in rulebook().items()]
    yield "rulebook.adopted", "record/rulebook", 0, {"country": "kz", "files": files}
    for place in count():
        for vote in range(450):
            act, body = said(place, vote)
            yield f"referendum.{act}", f"referendum/{vote:04}", place, {**body, "sources": SOURCES}


def said(place: int, vote: int) -> tuple[str, dict[str, object]]:
    """What is said of one referendum at one place: its call, then nine reports of turnout to one result."""
    if place == 0:
        by = {"called_by": "the President", "by_act": "a decree", "act_date": "2022-05-05"}
        return "called", {"polling_day": "2022-06-05", "question": "amendment", **by}
    if place % 10:
        percent = f"{place % 100}.{vote % 100:02}"
        hour = {"hour": f"{7 + place % 15:02}:00", "measure": "ballots_received", "percent": percent}
        return "turnout_reported", {**hour, "received": 10 * place, "registered": 20 * place + vote}
    parts = {"yes": 400 + vote, "no": 150, "both_marked": 30, "invalid": 20}
    counts = {"registered": 2000, "took_part": sum(parts.values()), **parts}
    version = place // 10
    result = {
        "stage": "final",
        "published_on": "2022-06-08",
        "counts": [{"measure": n, "count": c} for n, c in counts.items()],
    }
    return "result_published", result if version == 1 else {**result, "version": version, "reason": "counted again"}


def rulebook() -> dict[str, tuple[str, bytes]]:
    """The files of the rulebook that ships, each with its digest."""
    from isonomia.rulebook.checking import shipped_laws

    files = {one.name: one.read_bytes() for one in sorted((shipped_laws() / "kz").iterdir())}
    return {path: (sha256(data).hexdigest(), data) for path, data in files.items()}


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
    (root / "blob" / "sha256").mkdir(parents=True)
    blobs = {f"blob/sha256/{name}": data for name, data in rulebook().values()}
    for path, data in {"checkpoint": note, f"checkpoints/{number}": note, "policy": text, **blobs}.items():
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
    """What `isonomia verify` does to a record, without keeping its acts and without replaying them."""
    checked(root, keep=False)


def full_check_with_replay(root: Path) -> None:
    """What `isonomia verify` does to a record, up to the replay of every act under the record's own rulebook."""
    from isonomia.reform.road import Reform, adopted

    record = checked(root, keep=True)
    reform = Reform.after(record.acts, adopted(record.acts, record.blobs))
    held = sum(len(one.acts) for one in reform.referendums.values())
    if reform.refused or held != record.size - 2:
        sys.exit(f"the replay held {held} of {record.size} acts: {reform.refused[:3]}")


def checked(root: Path, *, keep: bool) -> "Record":
    """The record, if nothing is wrong with it."""
    from isonomia.record.reading import check
    from isonomia.reform.road import BODIES

    record, findings = check(root, BODIES, strict=True, keep=keep)
    if record is None or findings:
        sys.exit(f"the log does not check: {findings[:3]}")
    return record


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
    from isonomia.record.checkpoint import stated_in
    from isonomia.record.reading import _Folder
    from isonomia.record.verifying import LogFiles

    folder = _Folder(root)
    head = stated_in((root / "checkpoint").read_text())
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
        "full check, without replay": lambda: full_check(root),
        "full check with replay": lambda: full_check_with_replay(root),
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
        "replay_memory": lambda root: peak(full_check_with_replay, root),
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
