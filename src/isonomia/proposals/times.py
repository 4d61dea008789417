"""How long proposals wait for an answer, those that still wait counted in: the estimate of Kaplan and Meier, exact.

A middle taken of the answered ones alone is too short: it leaves out those that have waited longest. Here each one
counts for as long as it was watched. Whole numbers and fractions all along: nothing is rounded before it is shown.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from isonomia.errors import InputError

SHARES = (Fraction(1, 2), Fraction(3, 4), Fraction(9, 10))
"""The shares of answered ones whose times are told: a half, three quarters, nine tenths."""


@dataclass(frozen=True, slots=True)
class Wait:
    """How long one was watched, in whole units of time, and whether it was answered at the end or still waited."""

    length: int
    answered: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A length at which answers came: how many had waited that long, and how many were answered then.

    `before` is the share that waited on when one was last lost from sight, `since` how many were left then: between two
    such losses the factors of the estimate shorten to one fraction.
    """

    length: int
    at_risk: int
    answered: int
    before: Fraction
    since: int

    @property
    def waiting(self) -> Fraction:
        """The share that waits on after this length."""
        return self.before * Fraction(self.at_risk - self.answered, self.since)


@dataclass(frozen=True, slots=True)
class Times:
    """What the waits come to: how many, how many answered, and for each share after which length it was answered.

    A length is None where so large a share was not answered as long as it was watched.
    """

    watched: int
    answered: int
    lengths: tuple[tuple[Fraction, int | None], ...]

    def after(self, share: Fraction) -> int | None:
        """The length after which a share was answered."""
        return next(length for one, length in self.lengths if one == share)


def curve(waits: Iterable[Wait]) -> tuple[Step, ...]:
    """The estimate, step by step: at each length the share that waits on is multiplied by the part left unanswered.

    Who was watched up to a length, and waits still, counts among those who had waited that long.
    """
    answered: Counter[int] = Counter()
    ended: Counter[int] = Counter()
    for one in waits:
        if one.length < 0:
            raise InputError(f"a wait of {one.length}: answered before it was received")
        ended[one.length] += 1
        answered[one.length] += one.answered
    at_risk, steps = ended.total(), list[Step]()
    before, since = Fraction(1), at_risk
    for length in sorted(ended):
        if answered[length]:
            steps.append(Step(length, at_risk, answered[length], before, since))
        if ended[length] > answered[length]:
            before *= Fraction(at_risk - answered[length], since)
            since = at_risk - ended[length]
        at_risk -= ended[length]
    return tuple(steps)


def after(steps: Sequence[Step], share: Fraction) -> int | None:
    """The least length at which at least this share was answered; None where that was never so."""
    at = bisect_left(steps, share, key=lambda one: 1 - one.waiting)
    return steps[at].length if at < len(steps) else None


def answered_within(steps: Sequence[Step], length: int) -> Fraction:
    """The share that was answered within a length, by the estimate."""
    at = bisect_right(steps, length, key=lambda one: one.length)
    return 1 - steps[at - 1].waiting if at else Fraction(0)


def times(waits: Iterable[Wait], shares: tuple[Fraction, ...] = SHARES) -> Times:
    """How many waits there are, how many ended in an answer, and after which length each share was answered."""
    known = list(waits)
    steps = curve(known)
    lengths = tuple((share, after(steps, share)) for share in shares)
    return Times(len(known), sum(one.answered for one in known), lengths)
