"""The accounting checks of many counts: the lab's arrays against the law's loop, count by count.

python benchmarks/identities.py [--counts 50000] [--rounds 5]
"""

import argparse
import random
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from statistics import median
from time import perf_counter, process_time

import numpy as np

from isonomia.exact import decimal_text, fits_print
from isonomia.referendum.accounting import identity_gap
from isonomia.referendum.rules import WITHIN, Count
from isonomia.rulebook.law import Law
from isonomia.rulebook.loading import shipped
from isonomia_lab.counting.identities import Counts, PrintedShares, broken, impossible_parts, misprints

Work = Callable[[], int]


def protocols(number: int) -> tuple[list[Count], list[str]]:
    """Invented protocols of polling stations with their printed share of yes; one in a hundred is wrong."""
    die = random.Random(2022)
    counts, shares = [], []
    for row in range(number):
        registered = die.randint(50, 3000)
        took_part = die.randint(1, registered)
        yes = die.randint(0, took_part)
        no = die.randint(0, took_part - yes)
        both = die.randint(0, took_part - yes - no)
        invalid = took_part - yes - no - both + (7 if row % 100 == 0 else 0)
        fields = {"registered": registered, "took_part": took_part, "yes": yes, "no": no}
        counts.append(Count(**fields, both_marked=both, invalid=invalid))
        exact = decimal_text(Fraction(100 * yes, took_part), 2)
        shares.append("99.99" if row % 100 == 1 else exact)
    return counts, shares


def impossible(count: Count) -> bool:
    """Whether a part of one count exceeds its whole, as the law's findings ask it."""
    known = count.known()
    return any(known[part] > known[whole] for part, whole in WITHIN.items() if part in known and whole in known)


def misprinted(count: Count, percent: str, law: Law) -> bool:
    """Whether the printed share of yes does not fit one count, as the law's findings ask it."""
    exact = count.share("yes", "took_part", law)
    return exact is not None and not fits_print(exact.fraction * 100, percent)


def jobs(counts: list[Count], printed: list[str], law: Law) -> Mapping[str, tuple[Work, Work]]:
    """For each check both sides: the law one by one, the lab together; each returns how many faults it found."""
    arrays = Counts.of(counts)
    return {
        "identity": (
            lambda: sum(1 for one in counts if identity_gap(one, law)),
            lambda: int(broken(arrays, law).sum()),
        ),
        "impossible parts": (
            lambda: sum(map(impossible, counts)),
            lambda: int(np.logical_or.reduce(list(impossible_parts(arrays).values())).sum()),
        ),
        "printed share, from its text": (
            lambda: sum(misprinted(one, text, law) for one, text in zip(counts, printed, strict=True)),
            lambda: int(misprints(arrays, PrintedShares("yes", "took_part", printed), law).sum()),
        ),
        "identity, arrays made first": (
            lambda: sum(1 for one in counts if identity_gap(one, law)),
            lambda: int(broken(Counts.of(counts), law).sum()),
        ),
    }


def timed(work: Work) -> tuple[float, float, int]:
    """Wall and CPU seconds of one run, and how many faults it found."""
    wall, cpu = perf_counter(), process_time()
    found = work()
    return perf_counter() - wall, process_time() - cpu, found


def main() -> None:
    """Time both sides in turn and print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    print(f"{given.counts:,} counts, {given.rounds} rounds in turn, medians; seconds as wall / CPU")
    print(f"{'':30} {'law, one by one':>17} {'lab, together':>17} {'lab faster (CPU)':>17} {'faults, law and lab':>20}")
    for name, (law, lab) in jobs(*protocols(given.counts), LAW).items():
        runs = [(timed(law), timed(lab)) for _ in range(given.rounds)]
        sides = [f"{median(r[at][0] for r in runs):8.4f} / {median(r[at][1] for r in runs):6.4f}" for at in (0, 1)]
        faster = median(theirs[1] / ours[1] for theirs, ours in runs)
        print(f"{name:30} {sides[0]:>17} {sides[1]:>17} {faster:16.1f}x {runs[0][0][2]:>12} {runs[0][1][2]:>7}")


LAW = shipped("kz").on(date(2022, 6, 5))

if __name__ == "__main__":
    main()
