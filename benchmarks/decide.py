"""A referendum decided: the law's tree of tests with its citations against the same bars as bare integers; and
what it takes to replay the pack that ships and to compute every figure and claim of it.

python benchmarks/decide.py [--rounds 15]
"""

import argparse
from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time

from isonomia.figures.published import published
from isonomia.packs.loading import SHIPPED, folder, load
from isonomia.referendum.rules import Votes, decide
from isonomia.reform.road import Reform
from isonomia.rulebook.loading import shipped

TIMES = 100


def bare(votes: Votes) -> str:
    """The bars of 2022, typed out as integers: no rulebook, no citation, no margin, nothing unknown."""
    count = votes.national
    if not (count.took_part and count.registered and count.yes and 2 * count.took_part > count.registered):
        return "invalid"
    agreed = sum(
        one.majority == "yes" or bool(one.count.yes and one.count.took_part and 2 * one.count.yes > one.count.took_part)
        for one in votes.territories
    )
    return "adopted" if 2 * count.yes > count.took_part and 3 * agreed >= 2 * 17 else "rejected"


def timed(work: Callable[[], object], times: int) -> tuple[float, float]:
    """Milliseconds of one call, wall and CPU, over so many calls."""
    wall, cpu = perf_counter(), process_time()
    for _ in range(times):
        work()
    return (perf_counter() - wall) * 1000 / times, (process_time() - cpu) * 1000 / times


def main() -> None:
    """Time every job in turn and print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    pack = load(folder(SHIPPED[0]))
    rulebooks = {pack.manifest.country: shipped(pack.manifest.country)}
    reform = Reform.after(pack.acts, rulebooks)
    state = next(one for one in reform.referendums.values() if one.stages())
    stage = state.stages()[-1]
    votes, law = state.votes(stage), state.law
    jobs: dict[str, tuple[Callable[[], object], int]] = {
        "bars as bare integers": (lambda: bare(votes), TIMES * 10),
        "decide, from counts": (lambda: decide(votes, law), TIMES),
        "decide, from the acts": (lambda: state.decision(stage), TIMES // 5),
        "law of one day": (lambda: rulebooks["kz"].on(law.day), TIMES),
        "read the pack": (lambda: load(folder(SHIPPED[0])), 1),
        "replay its acts": (lambda: Reform.after(pack.acts, rulebooks), 5),
        "figures, claims, findings": (lambda: published(reform), 2),
    }
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, (work, times) in jobs.items():
            runs[name].append(timed(work, times))
    print(f"pack {pack.manifest.name}: {len(pack.acts)} acts; {rounds} rounds in turn, medians")
    print(f"{'':28} {'wall ms':>10} {'CPU ms':>10}")
    for name, own in runs.items():
        wall, cpu = (median(one[at] for one in own) for at in (0, 1))
        print(f"{name:28} {wall:10.4f} {cpu:10.4f}")
    pairs = zip(runs["decide, from counts"], runs["bars as bare integers"], strict=True)
    print(f"decide against bare integers: {median(ours[1] / theirs[1] for ours, theirs in pairs):,.0f}x CPU")
    print(f"outcome: {decide(votes, law).outcome}, bare: {bare(votes)}; {len(published(reform)):,} bytes of figures")


if __name__ == "__main__":
    main()
