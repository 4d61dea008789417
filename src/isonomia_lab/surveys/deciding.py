"""How likely it is that the law will find a question adopted: the law itself decides each draw of a forecast."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from isonomia.errors import InputError
from isonomia.referendum.rules import Count, Decision, TerritoryCount, Votes, decide
from isonomia.rulebook.law import Law
from isonomia_lab.surveys.arrays import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Foreseen:
    """Draws of a vote, a row a draw and a column a territory: turnout in the registered, and yes in who took part."""

    territories: Sequence[str]
    registered: Sequence[int]
    turnout: Floats
    yes: Floats


@dataclass(frozen=True, slots=True)
class Chances:
    """The share of draws with each outcome, and that in which each test of the law was passed."""

    draws: int
    outcomes: dict[str, float]
    passed: dict[str, float]


def chances(foreseen: Foreseen, law: Law, question: str = "amendment") -> Chances:
    """Let the law that governs the day of the vote decide each draw.

    Raises:
        InputError: draws of other shapes, or shares that are none.
        RulebookError: the law does not say what it takes.
    """
    shape = (len(foreseen.turnout), len(foreseen.territories))
    if not (shape[0] and foreseen.turnout.shape == foreseen.yes.shape == shape) or len(foreseen.registered) != shape[1]:
        raise InputError(
            "turnout and yes want a row a draw and a column a territory, as registered has one number each"
        )
    for draws in (foreseen.turnout, foreseen.yes):
        if not ((draws >= 0) & (draws <= 1)).all():
            raise InputError("a draw is no share between 0 and 1")
    took = np.rint(foreseen.turnout * np.array(foreseen.registered)).astype(np.int64)
    yes = np.rint(took * foreseen.yes).astype(np.int64)
    decided = [decide(_votes(foreseen, *each), law, question) for each in zip(took.tolist(), yes.tolist(), strict=True)]
    return Chances(shape[0], _shares(Counter(one.outcome for one in decided), shape[0]), _passed(decided))


def _votes(foreseen: Foreseen, took: list[int], yes: list[int]) -> Votes:
    """One draw as counts; how many said no is left open, for ballots may say neither."""
    territories = tuple(
        TerritoryCount(name, Count(registered=registered, took_part=part, yes=said))
        for name, registered, part, said in zip(foreseen.territories, foreseen.registered, took, yes, strict=True)
    )
    return Votes(Count(registered=sum(foreseen.registered), took_part=sum(took), yes=sum(yes)), territories)


def _passed(decided: Sequence[Decision]) -> dict[str, float]:
    tests = Counter({test.key: 0 for test in decided[0].tests})
    tests.update(test.key for one in decided for test in one.tests if test.passed)
    return _shares(tests, len(decided))


def _shares(counted: Counter[str], draws: int) -> dict[str, float]:
    return {name: count / draws for name, count in counted.items()}
