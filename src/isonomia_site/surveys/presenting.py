"""What the pages of surveys show, shaped for templates: codes and numbers, never words. The law decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from isonomia.exact import decimal_text
from isonomia.record.act import Act
from isonomia.record.sources import Wording
from isonomia.reform.road import Reform
from isonomia.surveys.acts import Asked, StatementRecorded
from isonomia.surveys.rules import EXIT_POLL, VOTE
from isonomia.surveys.scoring import Forecast, Result, Score, carried, score
from isonomia.surveys.survey import PREFIX, Survey

PERCENT = 2
ROW, LABEL = 52, 12
SURE = 95
"""The level in per cent of the intervals that are drawn."""


@dataclass(frozen=True, slots=True)
class Card:
    """One survey with what is told of it, each by the first that tells it, and the bases that its shares have."""

    slug: str
    one: Survey
    number: int | None
    stations: int | None
    margin: str | None
    bases: tuple[str, ...]
    remarks: tuple[tuple[Wording, ...], ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """One share as it was printed, of one quantity, with all statements that print it so."""

    percent: str
    base: str | None
    told: tuple[tuple[Act, StatementRecorded], ...]


@dataclass(frozen=True, slots=True)
class Held:
    """What a house said of one quantity, the result carried to the base of the house, and how they compare."""

    slug: str
    said: Forecast
    result: Result
    score: Score

    @property
    def percent(self) -> str:
        """The share of the house, with no more decimals than it has."""
        return self.said.share.percent(PERCENT).rstrip("0").rstrip(".")

    @property
    def of_result(self) -> str:
        """The share of the result."""
        return self.result.share.percent(PERCENT)

    @property
    def error(self) -> str:
        """By how many points the house lies above the result; empty where the two are not comparable."""
        return "" if self.score.error is None else decimal_text(self.score.error, PERCENT)

    @property
    def ends(self) -> tuple[str, str] | None:
        """From which to which per cent, as the house gave it; None where it gave no interval."""
        found = self.said.interval(SURE)
        return (decimal_text(found.low * 100, PERCENT), decimal_text(found.high * 100, PERCENT)) if found else None


@dataclass(frozen=True, slots=True)
class Dot:
    """One house on the drawing: where its dot stands, and the ends of its interval if there is one, in per cent."""

    held: Held
    y: int
    x: str
    low: str
    high: str

    @property
    def label(self) -> int:
        """Where its name stands, above its line."""
        return self.y - LABEL


@dataclass(frozen=True, slots=True)
class Polls:
    """The exit polls of one vote against its result, all on one base: `first` and `last` are the ends of the scale."""

    dots: tuple[Dot, ...]
    result: Held
    x: str
    first: int
    last: int

    @property
    def foot(self) -> int:
        """Where the drawing ends, above its scale."""
        return ROW * (len(self.dots) + 1)

    @property
    def height(self) -> int:
        """How high it is, with its scale."""
        return self.foot + LABEL * 2


def slug_of(matter: str) -> str:
    """The name of a survey in the address of its page."""
    return matter.removeprefix(PREFIX)


def card(one: Survey) -> Card:
    """What lists and the head of its page show of a survey."""
    statements = [body for _, body in one.statements]
    bodies: list[Asked] = [*([one.announced] if one.announced else []), *statements]
    shares = [share.base for body in statements for share in body.shares]
    bases = [one.announced.base] if one.announced else list(dict.fromkeys(filter(None, shares)))
    return Card(
        slug=slug_of(one.first.matter),
        one=one,
        number=next((body.number for body in bodies if body.number), None),
        stations=next((body.stations for body in bodies if body.stations), None),
        margin=next((body.stated_margin for body in bodies if body.stated_margin), None),
        bases=tuple(bases),
        remarks=tuple(dict.fromkeys(body.remark for body in statements if body.remark)),
    )


def listed(reform: Reform) -> list[Survey]:
    """All surveys, those of the latest vote first, and of one vote by their last day."""
    found = reform.surveys.matters.values()
    return sorted(found, key=lambda one: (one.body.polling_day, one.body.field_to), reverse=True)


def acts_of(one: Survey) -> list[Act]:
    """The acts on which the page of a survey rests."""
    told = (one.estimates, one.forecasts, one.statements)
    return [one.first, *one.sealed.values(), *(act for pairs in told for act, _ in pairs)]


def printed_shares(one: Survey) -> dict[str, list[Printed]]:
    """Every quantity with each share that was printed of it: more than one where sources differ."""
    found: dict[str, dict[tuple[str, str | None], list[tuple[Act, StatementRecorded]]]] = {}
    for act, body in one.statements:
        for share in body.shares:
            found.setdefault(share.quantity, {}).setdefault((share.percent, share.base), []).append((act, body))
    return {name: [Printed(*key, tuple(told)) for key, told in shares.items()] for name, shares in found.items()}


def held(one: Survey, reform: Reform) -> list[Held]:
    """What a house said, each quantity once, against the last result of the vote; none where there is no result."""
    return list(_held(one, reform))


def _held(one: Survey, reform: Reform) -> Iterator[Held]:
    state = reform.referendums.get(one.body.about)
    if state is None or not state.stages():
        return
    stage = state.stage(state.stages()[-1])
    for said in dict.fromkeys(one.said(misprints=False)):
        # A quantity that no ballot has is held against yes, so that the law says why they do not compare.
        quantity = said.quantity if said.quantity in VOTE else VOTE[0]
        counted = stage.count.share(quantity, "took_part", state.law)
        if counted is not None:
            result = carried(Result(stage.name, quantity, counted), said.share.base, stage.count.known())
            yield Held(slug_of(one.first.matter), said, result, score(said, result))


def polls(one: Survey, reform: Reform) -> Polls | None:
    """The exit polls of the vote that this one is about, drawn beside the result; None where nothing compares."""
    asked = (each for each in reform.surveys.matters.values() if each.body.kind == EXIT_POLL == one.body.kind)
    about = (each for each in asked if each.body.about == one.body.about)
    rows = [row for each in about for row in _held(each, reform) if row.said.quantity == VOTE[0] and row.error]
    rows = [row for row in rows if row.result.share.base == rows[0].result.share.base]
    return _drawn(rows) if rows else None


def _drawn(rows: list[Held]) -> Polls:
    rows.sort(key=lambda row: -row.said.share.fraction)
    sure = [interval for row in rows if (interval := row.said.interval(SURE))]
    values = [row.said.share.fraction for row in rows] + [rows[0].result.share.fraction]
    values += [end for interval in sure for end in (interval.low, interval.high)]
    first, last = floor(min(values) * 100) - 1, ceil(max(values) * 100) + 1
    scale = _Scale(first, last)
    dots = tuple(_dot(row, scale, ROW * at) for at, row in enumerate(rows, 1))
    return Polls(dots, rows[0], scale.at(rows[0].result.share.fraction), first, last)


@dataclass(frozen=True, slots=True)
class _Scale:
    first: int
    last: int

    def at(self, share: Fraction) -> str:
        return decimal_text(100 * (share * 100 - self.first) / (self.last - self.first), PERCENT)


def _dot(row: Held, scale: _Scale, y: int) -> Dot:
    sure = row.said.interval(SURE)
    ends = (scale.at(sure.low), scale.at(sure.high)) if sure else ("", "")
    return Dot(row, y, scale.at(row.said.share.fraction), *ends)
