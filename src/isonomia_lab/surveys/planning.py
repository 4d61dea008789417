"""PLAN.toml: of which frame how many are drawn, how they are shared among strata, and what margin that leaves.

Shares are exact: roots and powers are taken to 40 digits, the rest is fractions, so that every machine rounds alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor, inf, lcm, sqrt
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from isonomia.elections.seats import MOST_SEATS, allocate
from isonomia.errors import InputError
from isonomia.surveys.drawing import Method
from isonomia.surveys.frames import Frame
from isonomia_lab.surveys.asking import read_toml
from isonomia_lab.surveys.intervals import quantile_t

DIGITS = 40
Claims: TypeAlias = Mapping[str, Fraction]
Count: TypeAlias = Annotated[int, Meta(ge=0, le=MOST_SEATS)]
Amount: TypeAlias = Annotated[float, Meta(gt=0, le=1e15)]
Share: TypeAlias = Annotated[float, Meta(gt=0, lt=1)]


class Kind(StrEnum):
    """By what a sample is shared among strata."""

    PROPORTIONAL = "proportional"
    EQUAL = "equal"
    NEYMAN = "neyman"
    POWER = "power"
    COMPROMISE = "compromise"
    COST = "cost"
    GIVEN = "given"


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """PLAN.toml: the day and the source of the frame, the sample and how it is shared, how units are drawn."""

    as_at: date
    citation: str
    allocation: Kind = Kind.PROPORTIONAL
    sample: Count = 0
    of: Literal["people", "units"] = "people"
    territories: str = ""
    left_out: tuple[str, ...] = ()
    least: Count = 0
    power: Annotated[float, Meta(ge=0, le=1)] = 0.5
    spread: dict[str, Amount] = {}
    cost: dict[str, Amount] = {}
    budget: Amount | None = None
    given: dict[str, Count] = {}
    margin: Share | None = None
    share: Share = 0.5
    deff: Amount = 1
    level: Share = 0.95
    method: Method = Method.SIMPLE
    every: Count = 0
    merge_below: Count = 0
    quotas: bool = False

    def __post_init__(self) -> None:
        if self.quotas and self.every:
            raise ValueError("quotas and every: where quotas decide who is asked, no lot does")
        if (self.allocation is Kind.COST) != (self.budget is not None) or (self.budget is None) != bool(self.sample):
            raise ValueError("sample: how many are drawn in all; an allocation by cost has a budget instead")


@dataclass(frozen=True, slots=True)
class Stratum:
    """What of a stratum counts: its weight in a proportional sample, and how many can be drawn from it."""

    weight: int
    most: int


@dataclass(frozen=True, slots=True)
class Planned:
    """A stratum of the plan: how many there are, how many are drawn, and the margin where answers are counted."""

    stratum: str
    there: int
    drawn: int
    margin: float | None


def read_plan(text: str, name: str) -> Plan:
    """Read PLAN.toml; faults are told with the name of the file."""
    return read_toml(text, Plan, name)


def measured(frame: Frame, plan: Plan) -> dict[str, Stratum]:
    """What counts of each stratum: people, and of units that are drawn alike their number."""
    found = {}
    for name, units in frame.strata().items():
        people = sum(one.size for one in units)
        alike = plan.of == "units" and plan.method is Method.SIMPLE
        found[name] = Stratum(len(units) if alike else people, people if plan.of == "people" else len(units))
    return found


def allocated(strata: Mapping[str, Stratum], plan: Plan) -> dict[str, int]:
    """How many of each stratum are drawn.

    Raises:
        InputError: a stratum gets none, or more than it has; numbers given do not add up to the sample; a number that
            the kind of allocation wants is missing.
    """
    found = _given(strata, plan) if plan.allocation is Kind.GIVEN else _shared(strata, plan)
    for name, one in strata.items():
        if found[name] > one.most:
            raise InputError(
                f'stratum "{name}" gets {found[name]:,} and has {one.most:,}: take all of it as a stratum of its own,'
                " or a smaller sample"
            )
        if found[name] < 1:
            raise InputError(
                f'stratum "{name}" gets none of {sum(found.values()):,}: join it with another, or give each a least one'
            )
    return found


def planned(frame: Frame, plan: Plan) -> tuple[Planned, ...]:
    """The plan stratum by stratum; how many people are asked in a unit it does not say, and so no margin of units."""
    strata = measured(frame, plan)
    shared = allocated(strata, plan)
    people = plan.of == "people"
    return tuple(
        Planned(name, one.most, shared[name], margin_of(shared[name], plan) if people else None)
        for name, one in strata.items()
    )


def largest_remainders(claims: Claims, count: int) -> dict[str, int]:
    """Share a number by claims: whole parts, then one more to each of the largest remainders, ties in order of names.

    >>> largest_remainders({"b": Fraction(1), "a": Fraction(1), "c": Fraction(2)}, 5)
    {'b': 1, 'a': 1, 'c': 3}
    """
    whole = lcm(*(one.denominator for one in claims.values()))
    found = allocate({name: int(one * whole) for name, one in claims.items()}, count, "largest-remainder/hare")
    tied = {name for tie in found.ties for name in tie.lists[: tie.seats]}
    return {name: held + (name in tied) for name, held in found.seats.items()}


def _given(strata: Mapping[str, Stratum], plan: Plan) -> dict[str, int]:
    _named(strata, plan.given, "given")
    if (total := sum(plan.given.values())) != plan.sample:
        raise InputError(f"given: the numbers add up to {total:,}, and the sample is {plan.sample:,}")
    return dict(plan.given)


def _shared(strata: Mapping[str, Stratum], plan: Plan) -> dict[str, int]:
    if plan.allocation is Kind.COST:
        return _within_budget(strata, plan)
    claims = _claims(strata, plan)
    if plan.allocation is not Kind.COMPROMISE:
        return largest_remainders(claims, plan.sample)
    rest = plan.sample - plan.least * len(strata)
    if rest < 0:
        raise InputError(f"least: {plan.least:,} for each of {len(strata)} strata are more than {plan.sample:,}")
    more = largest_remainders(claims, rest) if rest else dict.fromkeys(strata, 0)
    return {name: plan.least + one for name, one in more.items()}


def _claims(strata: Mapping[str, Stratum], plan: Plan) -> Claims:
    """What each stratum claims: its weight, one, weight times spread, or a power of the weight (Bankier, 1988)."""
    weights = {name: Fraction(one.weight) for name, one in strata.items()}
    match plan.allocation:
        case Kind.EQUAL:
            return dict.fromkeys(strata, Fraction(1))
        case Kind.NEYMAN:
            spread = _numbers(strata, plan.spread, "spread")
            return {name: one * spread[name] for name, one in weights.items()}
        case Kind.POWER:
            spread = _numbers(strata, plan.spread or dict.fromkeys(strata, 1.0), "spread")
            return {name: _power(one, plan.power) * spread[name] for name, one in weights.items()}
        case _:
            return weights


def _within_budget(strata: Mapping[str, Stratum], plan: Plan) -> dict[str, int]:
    """The largest sample that the budget pays, shared by weight times spread over the root of the cost of one."""
    spread, cost = _numbers(strata, plan.spread, "spread"), _numbers(strata, plan.cost, "cost")
    budget = _exact(plan.budget or 0)
    claims = {name: one.weight * spread[name] / _power(cost[name], 0.5) for name, one in strata.items()}
    paid = sum(one * cost[name] for name, one in claims.items())
    # Rounding saves less than the price of one in each stratum: a larger sample than this no budget pays.
    most = floor((budget + sum(cost.values())) * sum(claims.values()) / paid)
    if most > MOST_SEATS:
        raise InputError(f"budget: {plan.budget:g} may pay for more than {MOST_SEATS:,}, the most planned here")
    for count in range(most, 0, -1):
        found = largest_remainders(claims, count)
        if sum(one * cost[name] for name, one in found.items()) <= budget:
            return found
    raise InputError(f"budget: {plan.budget:g} does not pay for one; the cheapest costs {float(min(cost.values())):g}")


def _numbers(strata: Mapping[str, Stratum], given: Mapping[str, float], what: str) -> Claims:
    _named(strata, given, what)
    return {name: _exact(one) for name, one in given.items()}


def _named(strata: Mapping[str, Stratum], given: Mapping[str, float], what: str) -> None:
    if other := sorted(set(strata) ^ set(given)):
        raise InputError(f'{what}: one number for each stratum of the frame is wanted; look at "{other[0]}"')


def _exact(number: float) -> Fraction:
    """A number as it was written in the file."""
    return Fraction(repr(number))


def _power(number: Fraction, power: float) -> Fraction:
    with localcontext(prec=DIGITS):
        return Fraction((Decimal(number.numerator) / number.denominator) ** Decimal(repr(power)))


def margin_of(count: int, plan: Plan) -> float:
    """Half the width of the interval that a share of so many answers of a large stratum will have."""
    return quantile_t(plan.level, inf) * sqrt(plan.deff * plan.share * (1 - plan.share) / count)


def needed(plan: Plan, margin: float) -> int:
    """How many answers such a margin takes."""
    return ceil(plan.deff * plan.share * (1 - plan.share) * (quantile_t(plan.level, inf) / margin) ** 2)
