"""What may be entered about a referendum, in the past tense. This file only grows.

Published results of others are entered as they were printed, with their source; they can be wrong, and two
publications that differ both stand.
"""

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct

from isonomia.errors import InputError
from isonomia.exact import read_decimal
from isonomia.record.act import Body, Whole
from isonomia.record.sources import Day, Source, Wording
from isonomia.referendum.rules import SUMS, Count, PrintedShare

COUNTED = tuple(Count.__dataclass_fields__)


class PrintedCount(Body, frozen=True, kw_only=True):
    """One count as printed: whole people or whole ballots."""

    measure: str
    count: Whole


class Printed(Body, frozen=True, kw_only=True):
    """One share as printed, in per cent with its decimals, of a named base."""

    measure: str
    base: str
    percent: str


class TerritoryPrint(Body, frozen=True, kw_only=True):
    """One territory of a publication: counts and shares as printed."""

    territory: str
    counts: tuple[PrintedCount, ...] = ()
    shares: tuple[Printed, ...] = ()


class Called(Body, frozen=True, kw_only=True):
    """A referendum was called: who called it, by which act, for which day, on what kind of question."""

    polling_day: Day
    question: str
    called_by: str
    by_act: str
    act_date: Day
    sources: tuple[Source, ...]


class QuestionPut(Body, frozen=True, kw_only=True):
    """The question of the ballot was published."""

    wordings: tuple[Wording, ...]
    sources: tuple[Source, ...]


class TextPublished(Body, frozen=True, kw_only=True):
    """The text that is put to the vote was published."""

    published_on: Day
    in_words: tuple[Wording, ...]
    sources: tuple[Source, ...]


class RegisterStated(Body, frozen=True, kw_only=True):
    """The number of registered voters was stated, as at a time on a day."""

    as_at: str
    registered: Whole
    sources: tuple[Source, ...]


class TerritoryTurnout(Body, frozen=True, kw_only=True):
    """The turnout of one territory at an hour, as printed: the share in per cent, and counts where given."""

    territory: str
    percent: str
    received: Whole | None = None
    registered: Whole | None = None


class TurnoutReported(Body, frozen=True, kw_only=True):
    """Turnout was reported for an hour of polling day: what had been counted so far, nationally or by territory.

    `measure` says what was counted. In the series of polling day it is `ballots_received`, which is another measure
    than those who took part by the protocols, and is never subtracted from it.
    """

    hour: str
    measure: str
    percent: str = ""
    received: Whole | None = None
    registered: Whole | None = None
    territories: tuple[TerritoryTurnout, ...] = ()
    sources: tuple[Source, ...]


class ResultPublished(Body, frozen=True, kw_only=True):
    """A result was published: its stage (`preliminary` or `final`), counts and shares as printed.

    `version` counts what one publisher published of one stage; from the second on, `reason` says why. `published_on`
    is left out where the publication bears no day.
    """

    stage: str
    published_on: Day | None = None
    version: int = 1
    counts: tuple[PrintedCount, ...] = ()
    shares: tuple[Printed, ...] = ()
    territories: tuple[TerritoryPrint, ...] = ()
    reason: str = ""
    sources: tuple[Source, ...]


class MajorityStated(Body, frozen=True, kw_only=True):
    """Somebody stated in public which answer had the majority in each of some territories, without counts."""

    stated_by: str
    stated_on: Day
    majority: str
    territories: tuple[str, ...]
    sources: tuple[Source, ...]


class DecisionPublished(Body, frozen=True, kw_only=True):
    """The body that the law names published what was decided, and under which provisions."""

    decided_by: str
    published_on: Day
    outcome: str
    provisions: str
    sources: tuple[Source, ...]


Act: TypeAlias = (
    Called
    | QuestionPut
    | TextPublished
    | RegisterStated
    | TurnoutReported
    | ResultPublished
    | MajorityStated
    | DecisionPublished
)

ACTS: Mapping[tuple[str, int], type[Struct]] = {
    ("referendum.called", 1): Called,
    ("referendum.question_put", 1): QuestionPut,
    ("referendum.text_published", 1): TextPublished,
    ("referendum.register_stated", 1): RegisterStated,
    ("referendum.turnout_reported", 1): TurnoutReported,
    ("referendum.result_published", 1): ResultPublished,
    ("referendum.majority_stated", 1): MajorityStated,
    ("referendum.decision_published", 1): DecisionPublished,
}


def count_of(counts: tuple[PrintedCount, ...]) -> Count:
    """The counts of a publication as one count; a measure printed twice, or unknown, is refused."""
    found: dict[str, int] = {}
    for one in counts:
        if one.measure in found or one.measure not in COUNTED:
            raise InputError(f'"{one.measure}" is {"printed twice" if one.measure in found else "no measure"}')
        found[one.measure] = one.count
    return Count(**found)


def shares_of(shares: tuple[Printed, ...]) -> tuple[PrintedShare, ...]:
    """The shares of a publication as the rules take them; one that could never be checked is refused."""
    for one in shares:
        read_decimal(one.percent)
        for name in (one.measure, one.base):
            if name not in (*COUNTED, *SUMS):
                raise InputError(f'"{name}" is no measure of a vote: wanted one of {", ".join((*COUNTED, *SUMS))}')
    return tuple(PrintedShare(one.measure, one.base, one.percent) for one in shares)
