"""Seats one election at a time by the law, and 100,000 elections at once by the lab, beside votelib, apportionment and
apportionpy.

python benchmarks/seats.py [--rounds 7] [--elections 100000] [--no-peers]

Both sides are measured in each round, in turn; figures are medians, and ratios are taken round by round. Times are CPU
time of one thread. The peers are pinned in requirements/peers.txt and stand in an environment of their own,
.venv-peers, made when it is missing. Of the many elections the peers' time is that of one, times their number.
"""

import argparse
import json
import os
import subprocess
import sys
import venv
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from statistics import median
from time import process_time

# One thread each, so that CPU seconds can be compared; read when numpy is loaded.
os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}

import numpy as np

from isonomia.elections.seats import allocate
from isonomia.exact import Bar
from isonomia_lab.simulation.elections import allocate_many

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / ".venv-peers"
PEER_PROGRAM = ROOT / "benchmarks" / "peers" / "seats.py"
MAZHILIS = [3431510, 693938, 547154, 535139, 432920, 331058]
BUNDESTAG = [11196374, 10328780, 8149124, 5762380, 4356532, 2964028, 76138]
CASES = [
    {"name": "69 seats, 6 lists", "votes": MAZHILIS, "seats": 69, "method": "largest-remainder/hare", "times": 2000},
    {"name": "69 seats, 6 lists", "votes": MAZHILIS, "seats": 69, "method": "divisor/dhondt", "times": 200},
    {"name": "630 seats, 7 lists", "votes": BUNDESTAG, "seats": 630, "method": "divisor/sainte-lague", "times": 30},
]
GOALS = {
    "69 seats, 6 lists largest-remainder/hare": "5x votelib",
    "630 seats, 7 lists divisor/sainte-lague": "10x votelib",
}
BAR = Bar(Fraction(5, 100), False)


def python_of(folder: Path) -> Path:
    """The Python of an environment."""
    return folder / ("Scripts" if os.name == "nt" else "bin") / "python"


def make_peers() -> None:
    """Bring the environment of the peers up to what is pinned."""
    pinned, stamp = ROOT / "requirements" / "peers.txt", PEERS / "peers.txt"
    if stamp.exists() and stamp.read_bytes() == pinned.read_bytes():
        return
    venv.EnvBuilder(with_pip=True).create(PEERS)
    words = [python_of(PEERS), "-m", "pip", "install", "-qq", "--require-hashes", "-r", pinned]
    subprocess.run(list(map(str, words)), check=True)
    stamp.write_bytes(pinned.read_bytes())


def cpu(work: Callable[[], object], times: int) -> float:
    """CPU microseconds of one call."""
    start = process_time()
    for _ in range(times):
        work()
    return 1e6 * (process_time() - start) / times


def peers() -> dict[tuple[str, str], tuple[float, list[int]]]:
    """One round of the peers: microseconds and seats, by case and tool."""
    cases = [{**case, "name": f"{case['name']} {case['method']}"} for case in CASES]
    done = subprocess.run(
        [str(python_of(PEERS)), str(PEER_PROGRAM)], input=json.dumps(cases), capture_output=True, text=True, check=True
    )
    return {(name, tool): (time, seats) for name, tool, time, seats in json.loads(done.stdout)}


def one_by_one(rounds: int, with_peers: bool) -> dict[tuple[str, str], float]:
    """One election at a time; the medians of the peers."""
    ours: dict[str, list[float]] = {}
    theirs: dict[tuple[str, str], list[float]] = {}
    for _ in range(rounds):
        for case in CASES:
            name = f"{case['name']} {case['method']}"
            votes = {str(at): count for at, count in enumerate(case["votes"])}
            work = lambda votes=votes, case=case: allocate(votes, case["seats"], case["method"])  # noqa: E731
            ours.setdefault(name, []).append(cpu(work, case["times"] * 5))
        for key, (time, seats) in (peers() if with_peers else {}).items():
            theirs.setdefault(key, []).append(time)
            case = next(one for one in CASES if key[0] == f"{one['name']} {one['method']}")
            votes = {str(at): count for at, count in enumerate(case["votes"])}
            if seats != list(allocate(votes, case["seats"], case["method"]).seats.values()):
                print(f"{key[0]}: {key[1]} has other seats: {seats}")
    for name, times in ours.items():
        line = f"{name:46} isonomia {median(times):8.1f} us"
        for (case, tool), others in theirs.items():
            if case == name:
                ratio = median(other / own for other, own in zip(others, times, strict=True))
                line += f"; {tool} {median(others):9.1f} us, {ratio:.1f}x"
        print(f"{line}{'; goal ' + GOALS[name] if name in GOALS else ''}", flush=True)
    return {key: median(times) for key, times in theirs.items()}


def many(rounds: int, elections: int, theirs: dict[tuple[str, str], float]) -> None:
    """Many elections with a bar of five per cent, by arrays."""
    random = np.random.default_rng(1)
    shares = random.dirichlet(np.array(MAZHILIS) / 100_000, elections)
    votes = random.multinomial(6_000_000, shares)
    for method in ("largest-remainder/hare", "divisor/dhondt", "divisor/sainte-lague", "divisor/huntington-hill"):
        times = [cpu(lambda way=method: allocate_many(votes, 69, way, threshold=BAR), 1) for _ in range(rounds)]
        found = allocate_many(votes, 69, method, threshold=BAR)
        line = f"{elections:,} elections, 69 seats, 6 lists, {method:23} {median(times) / 1e6:.3f} s"
        peer = theirs.get((f"69 seats, 6 lists {method}", "votelib"))
        if peer is not None:
            line += f"; votelib {peer * elections / 1e6:.1f} s without the bar, {peer * elections / median(times):.0f}x"
        goal = "; goal 0.15 s, 40x" if method.startswith("largest") else ""
        print(f"{line}; {int((found.between > 0).sum())} ties{goal}", flush=True)


def main() -> None:
    """Run both parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--elections", type=int, default=100_000)
    parser.add_argument("--no-peers", action="store_true")
    given = parser.parse_args()
    if not given.no_peers:
        make_peers()
    many(given.rounds, given.elections, one_by_one(given.rounds, not given.no_peers))


if __name__ == "__main__":
    sys.exit(main())
