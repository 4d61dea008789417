"""The record under kill -9: real writers and workers, killed at random moments; what must hold is looked at each time.

python benchmarks/kill.py [--kills 200] [--database sqlite|postgresql] [--seed 1]
"""

import argparse
import sys
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
sys.path.insert(0, str(ROOT / "tools"))
sys.path.insert(0, str(ROOT))

import postgres  # noqa: E402

from tests.isonomia_site.ordeal import Ordeal  # noqa: E402


def main() -> None:
    """Kill, look, and print the tally; the first thing that does not hold ends it with its name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for database in asked.database or ("sqlite", "postgresql"):
        server = postgres.server(postgres.bring(), durable=True) if database == "postgresql" else nullcontext("")
        with server as address, TemporaryDirectory() as folder, Ordeal(Path(folder), address, asked.seed) as ordeal:
            ordeal.prepare()
            tally = ordeal.suffer(asked.kills)
        print(
            f"{database}: {sum(tally.kills.values())} kills (writers {tally.kills['writer']}, workers "
            f"{tally.kills['worker']}) in {tally.seconds:.0f} s, {tally.looks} looks between; "
            f"{tally.acknowledged} acts acknowledged, {tally.entries} in the record, none lost, doubled or out of "
            f"order; {tally.jobs} jobs, all done; {tally.heads_seen} heads seen, each a prefix of the last; "
            f"{tally.left_over} left-over files seen",
            flush=True,
        )


if __name__ == "__main__":
    main()
