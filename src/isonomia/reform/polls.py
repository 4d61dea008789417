"""What may be claimed about surveys and exit polls. This file only grows."""

from typing import TypeAlias

from isonomia.errors import InputError, one_of
from isonomia.exact import read_decimal
from isonomia.record.act import Body, Identifier, Whole, Word
from isonomia.record.sources import Day, read_day
from isonomia.rulebook.loading import KINDS
from isonomia.surveys.acts import UnitCount
from isonomia.surveys.shares import COUNTED


class PolledClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="polled"):
    """A survey found such a share; `survey` is left out where the author names none. `beside` is shown with it."""

    quantity: Word
    percent: str
    survey: Identifier | None = None
    beside: tuple[Word, ...] = ()


class AskedClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="asked"):
    """How a survey was made: how many were asked, or from which day to which, or in how many units of which kinds."""

    survey: Identifier
    number: Whole | None = None
    field_from: Day | None = None
    field_to: Day | None = None
    units: tuple[UnitCount, ...] = ()


class PolledRangeClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="polled_range"):
    """The exit polls of the vote found from `least` to `most` per cent."""

    quantity: Word
    least: str
    most: str


class MatchClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="polled_match"):
    """What a survey found (`quantity`) matched what was counted: the part `measure` of a base, in per cent."""

    survey: Identifier
    quantity: Word
    percent: str
    measure: Word
    base: Word
    counted: str


OfSurveys: TypeAlias = PolledClaim | AskedClaim | PolledRangeClaim | MatchClaim


def check_survey_claim(claim: OfSurveys) -> None:
    """Refuse a claim that could be held against nothing."""
    match claim:
        case PolledClaim(percent=percent):
            read_decimal(percent)
        case PolledRangeClaim(least=least, most=most):
            if read_decimal(most)[0] < read_decimal(least)[0]:
                raise InputError(f"a claim on {least} to {most} %")
        case MatchClaim(percent=percent, counted=counted, base=base):
            read_decimal(percent)
            read_decimal(counted)
            one_of(base, tuple(COUNTED), "base of a result")
        case AskedClaim(number=number, field_from=first, field_to=last, units=units):
            said = [number is not None, first is not None, bool(units)]
            if (first is None) is not (last is None) or sum(said) != 1:
                raise InputError("a claim on how a survey was made says how many, from when to when, or in which units")
            for day in filter(None, (first, last)):
                read_day(day)
            for kind in (kind for one in units for kind in one.kinds):
                one_of(kind, KINDS, "kind of territory")
