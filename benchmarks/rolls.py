"""A roll of a million lines against a register of 12.3 million: what `isonomia parties check` runs, beside bare polars.

python benchmarks/rolls.py [--roll 1000000] [--register 12300000] [--rounds 3]

Both read the same Parquet files in processes of their own, in turn; the counts must be the same. The people are
invented, drawn by a seeded generator: their numbers begin with 8 or 9 and hold no day of birth.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

import duckdb

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.likeness import PEERS, Cost, make_peers, python_of  # noqa: E402

ON, ADULT = date(2026, 3, 16), date(2008, 3, 16)
SEED = 20260316
OWN = """
import sys
from datetime import date
from pathlib import Path
from isonomia_lab.rolls.checking import FAULTS, Asked, check_roll
on, adult = (date.fromisoformat(one) for one in sys.argv[3:5])
found = check_roll(Path(sys.argv[1]), Path(sys.argv[2]), Asked(on, adult, citizens_only=True, latest_counts=True))
pairs = sum(len(one.by_territory) for one in found)
print(pairs, sum(one.rows for one in found), sum(one.members for one in found),
      *(sum(one.faults[name] for one in found) for name in FAULTS))
"""


def drawn(kind: int, below: int, of: str = "i") -> str:
    """A number below a bound, the same at every run."""
    return f"(hash({of} * 1000003 + {kind} * {SEED}) % {below})::BIGINT"


def make(folder: Path, people: int, lines: int) -> tuple[Path, Path]:
    """Write an invented register and a roll of seven parties with every fault in it."""
    roll, register = folder / "roll.parquet", folder / "register.parquet"
    run = duckdb.connect(config={"memory_limit": "2GB", "threads": 2})
    run.execute(f"""COPY (SELECT 900000000000 + i * 7 AS person, DATE '1930-01-01' + {drawn(1, 30000)}::INT AS born,
        'KZ-' || (10 + {drawn(2, 20)}) AS territory, ({drawn(3, 1000)} > 3)::SMALLINT AS citizen,
        CASE WHEN {drawn(4, 100)} = 0 THEN DATE '2015-01-01' + {drawn(5, 3900)}::INT END AS died,
        ({drawn(6, 200)} = 0)::SMALLINT AS barred FROM range({people}) t(i)) TO '{register}' (FORMAT parquet)""")
    of_person = "((person - 900000000000) // 7)"
    run.execute(f"""COPY (SELECT party, person, name, CASE WHEN {drawn(7, 50)} = 0 THEN 'KZ-' || (10 + {drawn(8, 20)})
        ELSE 'KZ-' || (10 + {drawn(2, 20, of_person)}) END AS territory, joined FROM (SELECT i,
        'party-' || (1 + {drawn(11, 7)}) AS party, 'Person ' || {drawn(14, 300000)} AS name,
        CASE WHEN {drawn(12, 100)} = 0 THEN 800000000000 + i ELSE 900000000000 + 7 * {drawn(13, people)} END AS person,
        DATE '2024-01-01' + {drawn(15, 800)}::INT AS joined FROM range({lines}) t(i))) TO '{roll}' (FORMAT parquet)""")
    run.close()
    return roll, register


def run(*words: object) -> tuple[Cost, str]:
    """Run one side to its end: what it cost, and what it counted."""
    begun = perf_counter()
    process = subprocess.Popen([str(word) for word in words], stdout=subprocess.PIPE, env=os.environ, text=True)
    said = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"left with {os.waitstatus_to_exitcode(status)}")
    return Cost(used.ru_utime + used.ru_stime, perf_counter() - begun, used.ru_maxrss // 1024), said.strip()


def main() -> int:
    """Measure both sides in turn; 1 where their counts differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--roll", type=int, default=1_000_000)
    parser.add_argument("--register", type=int, default=12_300_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    make_peers()
    peer = ROOT / "benchmarks" / "peers" / "rolls.py"
    ours: list[Cost] = []
    theirs: list[Cost] = []
    with tempfile.TemporaryDirectory() as folder:
        files = make(Path(folder), asked.register, asked.roll)
        for _ in range(asked.rounds):
            own, counted = run(sys.executable, "-c", OWN, *files, ON, ADULT)
            other, said = run(python_of(PEERS), peer, *files, ON, ADULT)
            ours.append(own)
            theirs.append(other)
            if counted != said:
                print(f"the counts differ: {counted} and {said}")
                return 1
    print(f"counts of both: {counted}")
    for name, costs in (("isonomia", ours), ("polars", theirs)):
        cpu, wall, memory = (median(one) for one in zip(*costs, strict=True))
        print(f"{name}: {cpu:.2f} CPU s, {wall:.2f} s, {memory:.0f} MiB")
    ratio = median(own.cpu / other.cpu for own, other in zip(ours, theirs, strict=True))
    walls = median(own.wall / other.wall for own, other in zip(ours, theirs, strict=True))
    print(f"against polars: {ratio:.2f} in CPU seconds, {walls:.2f} by the clock (goal: at most 1.2, 700 MB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
