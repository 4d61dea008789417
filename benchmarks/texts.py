"""The constitution of Kazakhstan and its reform of 2022: the operations put together, undone, and one provision read.

The text of 17 September 2022 and the thirty deferred operations are those of the shared data (ISONOMIA_DATA); sixty-one
are those and a substitution in each of thirty-one other points. Every run begins with an edition that was just read.

python benchmarks/texts.py [--rounds 50]
"""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from msgspec import structs

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from isonomia.drafting.consolidation import consolidate, invert, standing  # noqa: E402
from isonomia.drafting.editions import Edition, digest  # noqa: E402
from isonomia.drafting.operations import AnyOperation, Boundary, Substituted, SubstituteText  # noqa: E402
from tests.isonomia.drafting.kz2022 import ELECTIONS, PROFILE, edition, operations, text_on  # noqa: E402

DAY = "2023-03-19"
HELD = {ELECTIONS: DAY}
WHOLE, ONE = 20, 5


def sixty_one(base: Edition, thirty: tuple[AnyOperation, ...]) -> tuple[AnyOperation, ...]:
    """The thirty, and as many substitutions in other points as are wanting."""
    taken = {one.target for one in thirty}
    free = [one for one in base.of_kind("point") if one.uid not in taken and not one.repealed]
    made = []
    for at, one in enumerate(free[: 61 - len(thirty)]):
        seen = {"language": base.language, "expected": digest(base.words(one.uid))}
        words = Substituted(**seen, old=one.text, new=f"{one.text} Это проба.")
        head = {"id": f"made-{at}", "target": one.uid, "eid": one.eid, "act": "invented", "point": str(at)}
        made.append(SubstituteText(**head, boundary=Boundary(day="2023-01-01"), words=(words,)))
    return (*thirty, *made)


def timed(work: Callable[[Edition], object], base: Edition, rounds: int) -> tuple[float, float]:
    """Medians of wall and CPU milliseconds; nothing is kept from one run to the next."""
    runs = []
    for _ in range(rounds):
        fresh = structs.replace(base)
        wall, cpu = perf_counter(), process_time()
        work(fresh)
        runs.append((perf_counter() - wall, process_time() - cpu))
    return 1000 * median(one[0] for one in runs), 1000 * median(one[1] for one in runs)


def main() -> None:
    """Time each job and print it beside its bar; leave with 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    given = parser.parse_args()
    data = Path(os.environ.get("ISONOMIA_DATA") or ROOT.parent / "shared" / "data")
    base = edition(data)
    thirty = operations(data, base)
    many = sixty_one(base, thirty)
    uids = [base.by_eid[eid].uid for eid in ("art_61__para_5", "art_1__para_1")]
    inserted = consolidate(base, thirty, DAY, HELD).edition.by_eid["art_53__part_1__subpara_1-2"].uid
    jobs: dict[str, tuple[int, Callable[[Edition], object]]] = {
        "consolidate 30 operations": (WHOLE, lambda one: consolidate(one, thirty, DAY, HELD)),
        "consolidate 61 operations": (WHOLE, lambda one: consolidate(one, many, DAY, HELD)),
        "invert 61 operations": (WHOLE, lambda one: invert(one, many, DAY, HELD)),
        "one provision, replaced": (ONE, lambda one: standing(one, many, DAY, events=HELD, uid=uids[0])),
        "one provision, untouched": (ONE, lambda one: standing(one, many, DAY, events=HELD, uid=uids[1])),
        "one provision, inserted": (ONE, lambda one: standing(one, many, DAY, events=HELD, uid=inserted)),
    }
    letters = len(text_on(data, "2022-09-17"))
    print(f"{len(base.provisions)} provisions, {letters:,} characters, profile {PROFILE.name}; {given.rounds} rounds")
    print(f"{'':28} {'wall ms':>9} {'CPU ms':>9} {'bar ms':>7}")
    missed = 0
    for name, (bar, work) in jobs.items():
        wall, cpu = timed(work, base, given.rounds)
        missed += cpu > bar
        print(f"{name:28} {wall:9.2f} {cpu:9.2f} {bar:7}", flush=True)
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
