"""What courts and commissioners published of their own work, and what may be claimed about it. This file only grows.

A published figure is entered as printed: for one body and one period, with how exact it is. None is merged.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

from isonomia.errors import InputError
from isonomia.exact import read_decimal
from isonomia.record.act import Body, Whole, Word
from isonomia.record.sources import Day, Source, Text, Wording, read_day

HOW = ("equals", "more than", "at least", "less than", "about")
CONFIDENCE = ("high", "medium", "low")
PERIODS = ("years",)


class StatisticPublished(Body, frozen=True, kw_only=True):
    """A body's work was counted: what (`metric`), from which day to which, how many of what unit, how exactly.

    A state on one day has that day twice. `confidence` is ours in the source, `remark` in our own words.
    """

    body: Word
    metric: Word
    since: Day
    until: Day
    compare: str
    value: Text
    unit: Word
    confidence: Word
    remark: tuple[Wording, ...] = ()
    sources: tuple[Source, ...]


class Stated(Body, frozen=True, kw_only=True):
    """One number of a claim: what was counted, how exactly, how many."""

    metric: Word
    compare: str
    number: Whole


class StatisticClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="statistic"):
    """So many were counted at a body in a period.

    `beside` names what is shown with it, `unlike` what cannot be compared, `whole` what its numbers are part of.
    """

    body: Word
    since: Day
    until: Day
    stated: tuple[Stated, ...]
    beside: tuple[Word, ...] = ()
    unlike: tuple[Word, ...] = ()
    whole: str = ""


class AverageClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="average"):
    """So many a year on average, over a period for which the whole was published."""

    body: Word
    metric: Word
    since: Day
    until: Day
    number: Whole
    per: str = "years"


class GrowthClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="growth"):
    """Something that a body counts grew from one period to a later one; `beside` is shown with it."""

    body: Word
    metric: Word
    beside: tuple[Word, ...] = ()


class SinceClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="since"):
    """Something began on a day that a rule of the law makes possible from its own first day on."""

    rule: str
    value: str
    day: Day


class EachRuleClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="each_rule"):
    """Several rules say this, one for each case (for each form of assembly)."""

    rules: tuple[str, ...]
    value: str


OfStatistics: TypeAlias = StatisticClaim | AverageClaim | GrowthClaim | SinceClaim | EachRuleClaim


def check_statistic(body: StatisticPublished) -> None:
    """Refuse a figure whose period runs backwards, whose number is none, or whose words nobody knows."""
    _period(body.since, body.until)
    read_decimal(body.value)
    _one_of("compare", body.compare, HOW)
    _one_of("confidence", body.confidence, CONFIDENCE)


def check_statistic_claim(claim: OfStatistics) -> None:
    """Refuse a claim that could be held against nothing."""
    match claim:
        case StatisticClaim(since=since, until=until, stated=stated):
            _period(since, until)
            for one in stated:
                _one_of("compare", one.compare, HOW)
            if not stated:
                raise InputError("a claim on a statistic states no number")
        case AverageClaim(since=since, until=until, per=per):
            _period(since, until)
            _one_of("per", per, PERIODS)
        case SinceClaim(day=day):
            read_day(day)
        case EachRuleClaim(rules=rules):
            if not rules:
                raise InputError("a claim on several rules names none")
        case GrowthClaim():
            pass


def _period(since: str, until: str) -> None:
    if read_day(until) < read_day(since):
        raise InputError(f"a period that ends ({until}) before it begins ({since})")


def _one_of(name: str, given: str, wanted: Sequence[str]) -> None:
    if given not in wanted:
        raise InputError(f'a statistic with the {name} "{given}": wanted one of {", ".join(wanted)}')


def reach(compare: str, value: Fraction) -> tuple[Fraction, Fraction | None]:
    """The least and the greatest value that a figure can mean; "about" is held to what it prints."""
    match compare:
        case "more than" | "at least":
            return value, None
        case "less than":
            return Fraction(0), value
        case _:
            return value, value


def meet(first: tuple[Fraction, Fraction | None], second: tuple[Fraction, Fraction | None]) -> bool:
    """Whether one value is within the reach of both."""
    tops = [top for top in (first[1], second[1]) if top is not None]
    return not tops or max(first[0], second[0]) <= min(tops)
