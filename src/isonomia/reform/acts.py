"""What may be entered about a reform as a whole, in the past tense. This file only grows.

A claim is what somebody published about the reform, in our own words, in a form that can be held against the record
and the law. The verdict is never entered: it is computed.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeAlias

from msgspec import Struct

from isonomia.alignment.rules import STAGES as LAW_STAGES
from isonomia.errors import InputError
from isonomia.exact import read_decimal
from isonomia.record.act import Body, Identifier, Whole, Word
from isonomia.record.sources import Day, RoughDay, Source, Wording, read_day
from isonomia.reform.polls import OfSurveys, check_survey_claim
from isonomia.reform.statistics import OfStatistics, StatisticPublished, check_statistic_claim
from isonomia.rulebook.citation import LegalDate
from isonomia.rulebook.loading import KINDS

# What a claim on a share may name, each measure with the bases that it is held against where the author names none.
BASES: Mapping[str, tuple[str, ...]] = {
    "took_part": ("registered",),
    "yes": ("took_part", "registered", "yes_plus_no", "valid"),
    "no": ("took_part", "registered", "yes_plus_no", "valid"),
    "both_marked": ("took_part", "registered", "valid"),
    "invalid": ("took_part", "registered"),
}
COMPARES = ("equals", "more than", "at least", "less than")
COUNTED_HOW = ("equals", "more than", "at least", "less than", "about")
STAGES = ("", "preliminary", "final")
DAYS_OF: Mapping[str, int] = {"days": 1, "weeks": 7}
UNITS = (*DAYS_OF, "months", "years")
LONGEST_SPAN = 1000
# What may be counted, and in which matters: of laws the record never says that its list is complete.
COUNTED_AS = ("articles_changed", "articles_amended", "articles_inserted", "laws_needed")
TENTHS = 10
DIRECTIONS = ("raised", "lowered")


class Opened(Body, frozen=True, kw_only=True):
    """A reform was opened in this record: its country, its names, its referendum, and how the record came about.

    `made_from` is `publications` (a reconstruction), `own_acts` (entered as they happened) or `invention`.
    """

    country: str
    year: str
    made_from: str
    titles: tuple[Wording, ...]
    referendum: str
    sources: tuple[Source, ...]


class StepTaken(Body, frozen=True, kw_only=True):
    """A step on the road of the reform was taken on a day, as a publication says."""

    step: str
    taken_on: Day
    sources: tuple[Source, ...]


class ShareClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="share"):
    """A share in per cent: `measure` of `base` (empty where the author names none), at a stage (empty: the last)."""

    measure: str
    base: str
    compare: str
    percent: str
    stage: str = ""


class TestClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="test"):
    """A test of the law was passed."""

    rule: str


class SpanClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="span"):
    """So much time lies between two events: `number` of `unit`, exactly or `less than`."""

    since: str
    until: str
    compare: str
    number: int
    unit: str


class EventDay(Body, frozen=True, kw_only=True):
    """One event with the day that is stated for it."""

    event: str
    day: Day


class DaysClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="days"):
    """Events fell on the days that are stated."""

    stated: tuple[EventDay, ...]


class OrderClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="order"):
    """Territories of some kinds had a higher turnout than territories of other kinds, at an hour."""

    higher: tuple[str, ...]
    lower: tuple[str, ...]
    hour: str


class EvenClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="even"):
    """A share was spread evenly over the territories."""

    measure: str
    base: str


class WaitingClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="waiting"):
    """A claim on what this version does not compute yet: the institution that it waits for."""

    institution: str


class CountClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="count"):
    """So many articles were changed by some amendments, or so many laws are needed after them (`what`)."""

    what: str
    of: Identifier
    compare: str
    number: Whole


class PartClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="part"):
    """The articles that were changed are such a part of all ("1/3"); `number` where their count is stated too."""

    of: Identifier
    part: str
    number: Whole | None = None


class StageClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="stage"):
    """A law reaches a stage by a day, a month or a year."""

    law: Identifier
    stage: str
    by: RoughDay


class RangeClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="range"):
    """From `least` to `most` of a unit lie between two events; what the record knows of nearer ones is shown beside."""

    since: str
    until: str
    least: Whole
    most: Whole
    unit: str
    near: tuple[str, ...] = ()


class RuleClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="rule"):
    """A rule of the law says this (on the day of the claim, or in its newest form), perhaps for the `first` time.

    `beside` names a rule that is shown with it: exceptions, for whom it is; `named` are more, each shown under its
    name. `newly`: it did not say so before. `coming`: the author speaks of law still to come.
    """

    rule: str
    value: str
    beside: str = ""
    named: tuple[str, ...] = ()
    first: bool = False
    newly: bool = False
    coming: bool = False


class ChangeClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="change"):
    """A number that the law sets, or a share in per cent, was `raised` or `lowered`: from `former` to `number`.

    The two stand where the author names them. `coming`: the author speaks of law still to come.
    """

    rule: str
    direction: str
    beside: str = ""
    former: str = ""
    number: str = ""
    coming: bool = False


class HolidayClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="holiday"):
    """A holiday, named in English as the calendar names it, gets another day."""

    holiday: str


class PublishedCountClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="published_count"):
    """So many proposals were sent: held against the record's own, else against every published count that may be meant.

    `counts` are the words by which those counts are named: the claim itself does not say what it counts.
    """

    counts: tuple[Word, ...]
    compare: str
    number: Whole


class BeganClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="began"):
    """The reform began on a day of the year; `year` is left out where the author names none."""

    month: Whole
    day: Whole
    year: Whole | None = None


class EachReviewedClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="each_reviewed"):
    """Each proposal was reviewed by a working group."""


class WinnersClaim(Body, frozen=True, kw_only=True, tag_field="kind", tag="winners"):
    """So many parties won seats in an election."""

    election: Identifier
    number: Whole


OfProposals: TypeAlias = PublishedCountClaim | BeganClaim | EachReviewedClaim
OfLaws: TypeAlias = CountClaim | PartClaim | StageClaim | RangeClaim
OfRules: TypeAlias = RuleClaim | ChangeClaim | HolidayClaim
OfVotes: TypeAlias = ShareClaim | TestClaim | SpanClaim | DaysClaim | OrderClaim | EvenClaim
Assertion: TypeAlias = OfVotes | OfLaws | OfRules | OfProposals | OfStatistics | OfSurveys | WinnersClaim | WaitingClaim


class ClaimPublished(Body, frozen=True, kw_only=True):
    """Somebody published a claim about a matter: who, where, when, in our own words, and what it asserts.

    `stated_on` is left out where the publication bears no day.
    """

    claim: str
    about: str
    wordings: tuple[Wording, ...]
    stated_by: str
    stated_on: Day | None = None
    asserts: Assertion
    sources: tuple[Source, ...]


class CountPublished(Body, frozen=True, kw_only=True):
    """A count was published: of what, as the publication says it, how many, how exactly, as of which day.

    Nothing is added up or rounded here. `what` names the same thing in every publication of it, `as_of` is left out
    where the publication gives no day, `stated_by` where it names nobody.
    """

    what: Word
    wordings: tuple[Wording, ...]
    compare: str
    number: Whole
    as_of: RoughDay | None = None
    stated_by: str = ""
    sources: tuple[Source, ...]


class BeginningPublished(Body, frozen=True, kw_only=True):
    """A publication said since when the proposals of this reform are gathered: a day, a month or a year."""

    began: RoughDay
    wordings: tuple[Wording, ...]
    sources: tuple[Source, ...]


Act: TypeAlias = Opened | StepTaken | ClaimPublished | CountPublished | BeginningPublished | StatisticPublished

ACTS: Mapping[tuple[str, int], type[Struct]] = {
    ("reform.opened", 1): Opened,
    ("reform.step_taken", 1): StepTaken,
    ("reform.claim_published", 1): ClaimPublished,
    ("reform.count_published", 1): CountPublished,
    ("reform.beginning_published", 1): BeginningPublished,
    ("reform.statistic_published", 1): StatisticPublished,
}


def check_count(count: CountPublished) -> None:
    """Refuse a count whose word for how exact it is nobody knows, or whose day is none."""
    _one_of("compare", count.compare, COUNTED_HOW, "a count")
    if count.as_of is not None:
        LegalDate.of(count.as_of)


def check_claim(claim: ClaimPublished) -> None:
    """Refuse a claim that names what no rule of this house knows: it could be held against nothing."""
    if claim.stated_on is not None:
        read_day(claim.stated_on)
    if isinstance(claim.asserts, OfStatistics):
        check_statistic_claim(claim.asserts)
    elif isinstance(claim.asserts, OfSurveys):
        check_survey_claim(claim.asserts)
    else:
        _check_asserted(claim.asserts)


def _check_asserted(asserted: OfVotes | OfLaws | OfRules | OfProposals | WinnersClaim | WaitingClaim) -> None:
    match asserted:
        case ShareClaim(measure=measure, base=base, compare=compare, stage=stage, percent=percent):
            _one_of("measure", measure, tuple(BASES))
            _one_of("base", base, ("", *BASES[measure]))
            _one_of("compare", compare, COMPARES)
            _one_of("stage", stage, STAGES)
            read_decimal(percent)
        case SpanClaim(unit=unit, compare=compare, number=number):
            _one_of("unit", unit, UNITS)
            if not 0 <= number <= LONGEST_SPAN:
                raise InputError(f"a claim on a span of {number} {unit}: wanted 0 to {LONGEST_SPAN}")
            _one_of("compare", compare, ("equals", "less than"))
        case DaysClaim(stated=stated):
            for one in stated:
                read_day(one.day)
        case OrderClaim(higher=higher, lower=lower):
            for kind in (*higher, *lower):
                _one_of("kind of territory", kind, KINDS)
        case PublishedCountClaim(compare=compare):
            _one_of("compare", compare, COUNTED_HOW)
        case BeganClaim(month=month, day=day, year=year):
            # A leap year, so that every day of a year can be named.
            read_day(f"{year or 2024:04}-{month:02}-{day:02}")
        case CountClaim() | PartClaim() | StageClaim() | RangeClaim() | ChangeClaim():
            _check_of_laws(asserted)
        case _:
            pass


def _check_of_laws(asserted: OfLaws | ChangeClaim) -> None:
    match asserted:
        case CountClaim(what=what, compare=compare):
            _one_of("count", what, COUNTED_AS)
            _one_of("compare", compare, COMPARES)
        case PartClaim(part=part):
            read_part(part)
        case StageClaim(stage=stage, by=by):
            _one_of("stage", stage, LAW_STAGES)
            LegalDate.of(by)
        case RangeClaim(least=least, most=most, unit=unit, near=near):
            _one_of("unit", unit, UNITS)
            if not least <= most <= LONGEST_SPAN or len(near) not in (0, 2):
                raise InputError(f"a claim on {least} to {most} {unit}: wanted at most {LONGEST_SPAN}, two near events")
        case ChangeClaim(direction=direction, former=former, number=number):
            _one_of("direction", direction, DIRECTIONS)
            for stated in (former, number) if former or number else ():
                read_decimal(stated)


def read_part(text: str) -> Fraction:
    """Read a part of a whole as people say it, "1/3": from a half to tenths."""
    part, slash, whole = text.partition("/")
    if not (slash and part.isdigit() and whole.isdigit() and len(text) <= 5 and 0 < int(part) < int(whole) <= TENTHS):
        raise InputError(f'no part of a whole: "{text}" (wanted a fraction such as "1/3", at most tenths)')
    return Fraction(int(part), int(whole))


def _one_of(name: str, given: str, wanted: tuple[str, ...], of: str = "a claim") -> None:
    if given not in wanted:
        raise InputError(f'{of} with the {name} "{given}": wanted one of {", ".join(wanted)}')
