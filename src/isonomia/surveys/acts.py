"""What may be entered about a survey or an exit poll, in the past tense. This file only grows.

A survey is a matter by itself, `survey/<name>`. No act holds a person or an answer: answers stand in the public
file, which is cited by its hash. What a source printed of a house's survey is a statement, which can be wrong.
"""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct

from isonomia.record.act import Blob, Body, Digest, Identifier, Whole, Word
from isonomia.record.sources import Day, Source, Text, Wording

Percent = Annotated[str, Meta(pattern=r"^[0-9]{1,3}(\.[0-9]{1,12})?\Z")]
"""A number in per cent, with its decimals as they are declared."""


class Question(Body, frozen=True, kw_only=True):
    """One question, word for word in each language it is asked in; `quantity` names what its answers measure."""

    quantity: Word
    wordings: tuple[Wording, ...]


class Disclosed(Body, frozen=True, kw_only=True):
    """One item of disclosure, and what is told of it."""

    item: Word
    text: Text


class Asked(Body, frozen=True, kw_only=True):
    """What is said of a survey whoever tells it: its kind, its house, the vote it is about, how many were asked where.

    `number` is interviews, `stations` polling stations; each is left out where it is not told.
    """

    kind: Word
    house: Text
    about: Identifier
    polling_day: Day
    field_from: Day
    field_to: Day
    number: Whole | None = None
    stations: Whole | None = None
    stated_margin: Percent | None = None
    disclosed: tuple[Disclosed, ...] = ()


class SurveyAnnounced(Asked, frozen=True, kw_only=True):
    """A survey or an exit poll was announced: who pays, who does it, the questions, the frame and its day, the design.

    `number` and `stations` are those planned.
    """

    sponsor: Text
    questions: tuple[Question, ...]
    base: Word
    frame_as_at: Day
    design: Blob


class Disposition(Body, frozen=True, kw_only=True):
    """So many cases ended with one code of the AAPOR Standard Definitions."""

    code: Annotated[str, Meta(pattern=r"^[1-4]\.[0-9]{1,3}\Z")]
    number: Whole


class FieldworkClosed(Body, frozen=True, kw_only=True):
    """The last interview was made; what became of every case of the sample."""

    on: Day
    dispositions: tuple[Disposition, ...]


class DataPublished(Body, frozen=True, kw_only=True):
    """The public file of answers was published: each combination of the named traits has at least `alike` rows."""

    data: Blob
    rows: Whole
    traits: tuple[Word, ...]
    alike: Whole


class Interval(Body, frozen=True, kw_only=True):
    """From which to which per cent, at a level in per cent."""

    level: Whole
    low: Percent
    high: Percent


class Estimate(Body, frozen=True, kw_only=True):
    """One quantity as estimated: per cent of a base, its error and interval, how, and from which data and design.

    Where there is no interval, `refusals` says why.
    """

    quantity: Word
    percent: Percent
    base: Word
    number: Whole
    se: Percent | None = None
    intervals: tuple[Interval, ...] = ()
    method: Text
    refusals: tuple[Text, ...] = ()
    data: Digest
    design: Digest


class EstimatePublished(Body, frozen=True, kw_only=True):
    """An estimate was published; of an exit poll, after the polls were closed everywhere."""

    estimate: Estimate


class EstimateSealed(Body, frozen=True, kw_only=True):
    """An estimate was bound to before the polls closed; the commitment `estimate` binds to what it says."""

    quantity: Word


class EstimateOpened(Body, frozen=True, kw_only=True):
    """A sealed estimate was opened after the last polls closed: which, with the salt by which anyone can check it."""

    sealed: Identifier
    salt: Digest
    estimate: Estimate


class ForecastRegistered(Body, frozen=True, kw_only=True):
    """A forecast was registered before the day of the vote: quantity, base, intervals, method."""

    quantity: Word
    percent: Percent
    base: Word
    intervals: tuple[Interval, ...] = ()
    method: Text


class StatedShare(Body, frozen=True, kw_only=True):
    """One share as printed: which quantity, of which base (left out where the source names none), in per cent."""

    quantity: Word
    percent: Percent
    base: Word | None = None


class UnitCount(Body, frozen=True, kw_only=True):
    """So many units of some kinds of territory (regions; cities and the capital) that the survey is said to cover."""

    kinds: tuple[Word, ...]
    number: Whole


class StatementRecorded(Asked, frozen=True, kw_only=True):
    """What a source printed of a house's survey, as printed; two sources that differ both stand."""

    shares: tuple[StatedShare, ...] = ()
    units: tuple[UnitCount, ...] = ()
    remark: tuple[Wording, ...] = ()
    sources: tuple[Source, ...]


ACTS: Mapping[tuple[str, int], type[Struct]] = {
    ("surveys.announced", 1): SurveyAnnounced,
    ("surveys.fieldwork_closed", 1): FieldworkClosed,
    ("surveys.data_published", 1): DataPublished,
    ("surveys.estimate_published", 1): EstimatePublished,
    ("surveys.estimate_sealed", 1): EstimateSealed,
    ("surveys.estimate_opened", 1): EstimateOpened,
    ("surveys.forecast_registered", 1): ForecastRegistered,
    ("surveys.statement_recorded", 1): StatementRecorded,
}
