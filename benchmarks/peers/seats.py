"""What other tools make of the same votes: run by benchmarks/seats.py in the environment of requirements/peers.txt.

python benchmarks/peers/seats.py < CASES.json: prints for each case and tool the CPU microseconds of one allocation and
the seats.
"""

import json
import sys
from collections.abc import Callable
from time import process_time
from typing import Any

from apportionment.methods import compute
from apportionpy.apportionment import Apportion
from votelib.evaluate.proportional import HighestAverages, LargestRemainder

NAMES = {
    "largest-remainder/hare": (LargestRemainder("hare"), "hamilton", "HAMILTON"),
    "divisor/sainte-lague": (HighestAverages("sainte_lague"), "saintelague", "WEBSTER"),
    "divisor/dhondt": (HighestAverages("d_hondt"), "jefferson", "JEFFERSON"),
}


def tools(case: dict[str, Any]) -> dict[str, Callable[[], list[int]]]:
    """The same election for each tool."""
    votes, seats = case["votes"], case["seats"]
    evaluator, name, american = NAMES[case["method"]]
    named = {str(at): count for at, count in enumerate(votes)}

    def by_votelib() -> list[int]:
        found = evaluator.evaluate(named, seats)
        return [found.get(one, 0) for one in named]

    return {
        "votelib": by_votelib,
        "apportionment": lambda: [int(one) for one in compute(name, votes, seats, verbose=False)],
        "apportionpy": lambda: [int(one) for one in Apportion(seats, votes, american).fair_shares],
    }


def main() -> None:
    """Time every case with every tool."""
    found = []
    for case in json.load(sys.stdin):
        for tool, work in tools(case).items():
            seats = work()
            start = process_time()
            for _ in range(case["times"]):
                work()
            found.append([case["name"], tool, 1e6 * (process_time() - start) / case["times"], seats])
    print(json.dumps(found))


if __name__ == "__main__":
    main()
