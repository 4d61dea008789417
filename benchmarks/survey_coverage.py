"""How often intervals of 95 % hold the truth: of shares from a sample of clusters, and of exit polls that err together.

python benchmarks/survey_coverage.py [--samples 2000]

Everything is invented and drawn from a fixed seed. The pool that takes houses for samples of one truth is shown beside
ours: it is what a shared error makes of it.
"""

import argparse
import sys
from math import sqrt

import numpy as np

from isonomia_lab.surveys.design import design
from isonomia_lab.surveys.estimates import Answers, Asked, Kind, estimate
from isonomia_lab.surveys.exit_polls import House, fixed_effect, pooled

STRATA, CLUSTERS, SIZE, TAKEN, ASKED = 17, 60, 40, 6, 12
TRUE_SHARE, SHARED_ERROR, HOUSE_ERROR, SAMPLING = 0.77, 0.02, 0.012, 0.006


def shares(samples: int) -> tuple[int, int]:
    """How many logit intervals hold the share of the population, of two-stage samples in strata."""
    chance = np.random.Generator(np.random.Philox(20220512))
    lean = chance.normal(0.5, 0.4, STRATA)[:, None] + chance.normal(0, 0.5, (STRATA, CLUSTERS))
    people = chance.random((STRATA, CLUSTERS, SIZE)) < 1 / (1 + np.exp(-lean))[:, :, None]
    truth, held = people.mean(), 0
    strata = np.repeat(np.arange(STRATA), TAKEN * ASKED)
    units = np.repeat(np.arange(STRATA * TAKEN), ASKED)
    # As many clusters of each stratum, as many people of each cluster: the weights are equal.
    drawn = design(np.full(len(units), CLUSTERS * SIZE / (TAKEN * ASKED)), strata=strata, clusters=[units])
    everybody = np.ones(len(units), np.bool_)
    for _ in range(samples):
        clusters = chance.permuted(np.tile(np.arange(CLUSTERS), (STRATA, 1)), axis=1)[:, :TAKEN]
        persons = chance.permuted(np.tile(np.arange(SIZE), (STRATA, TAKEN, 1)), axis=2)[:, :, :ASKED]
        answers = people[np.arange(STRATA)[:, None, None], clusters[:, :, None], persons].ravel()
        found = estimate(drawn, Answers(answers.astype(np.float64), everybody), Asked(Kind.PROPORTION)).interval
        held += found is not None and found[0] <= truth <= found[1]
    return held, samples


def polls(samples: int) -> tuple[int, int, int]:
    """How many intervals of three houses hold the truth: ours, and the fixed effect's."""
    chance = np.random.Generator(np.random.Philox(20220605))
    ours = fixed = 0
    for _ in range(samples):
        shared = chance.normal(0, SHARED_ERROR)
        errors = shared + chance.normal(0, sqrt(HOUSE_ERROR**2 + SAMPLING**2), 3)
        houses = [House(str(at), TRUE_SHARE + one, SAMPLING) for at, one in enumerate(errors)]
        found = pooled(houses)
        ours += found is not None and found.interval[0] <= TRUE_SHARE <= found.interval[1]
        low, high = fixed_effect(houses)[1]
        fixed += low <= TRUE_SHARE <= high
    return ours, fixed, samples


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=2000)
    samples = parser.parse_args().samples
    held, count = shares(samples)
    print(f"shares: {held:,} of {count:,} intervals hold the truth, {held / count:.1%}; goal 93.5 to 96.5 %")
    ours, fixed, count = polls(samples)
    print(f"three exit polls with a shared error of 2 points: pooled {ours / count:.1%}, goal at least 93 %;", end=" ")
    print(f"as samples of one truth {fixed / count:.1%}, goal below 60 %")


if __name__ == "__main__":
    sys.exit(main())
