"""Claims with their verdicts and the published figures, shaped for their pages."""

from collections.abc import Mapping
from dataclasses import dataclass

from isonomia.elections.election import Election
from isonomia.figures.catalogue import all_figures
from isonomia.figures.claims import check_all
from isonomia.figures.figure import Figure
from isonomia.figures.published import figures_in
from isonomia.figures.verdicts import Check, Notes, Verdict
from isonomia.record.act import Act
from isonomia.record.sources import Source, Wording
from isonomia.reform.acts import (
    ChangeClaim,
    ClaimPublished,
    CountClaim,
    DaysClaim,
    EvenClaim,
    HolidayClaim,
    OrderClaim,
    PublishedCountClaim,
    RangeClaim,
    RuleClaim,
    ShareClaim,
    SpanClaim,
    StageClaim,
    WinnersClaim,
)
from isonomia.reform.polls import OfSurveys, PolledClaim, PolledRangeClaim
from isonomia.reform.road import Reform
from isonomia.reform.statistics import OfStatistics

WORST_FIRST = (
    Verdict.CONTRADICTED,
    Verdict.CONFLICT,
    Verdict.NAMED_BASE,
    Verdict.ROUNDED,
    Verdict.HOLDS,
    Verdict.SINGLE,
    Verdict.NOT_COMPARABLE,
    Verdict.NOT_DERIVABLE,
)

# What is counted for claims about laws and rules; what is left empty is named by the base.
OUTSIDE_VOTES: Mapping[type, str] = {
    CountClaim: "",
    StageClaim: "late",
    RangeClaim: "days",
    ChangeClaim: "change",
    HolidayClaim: "holiday",
    PublishedCountClaim: "submissions",
    WinnersClaim: "lists",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim: who stated it, in our own words, and what the record and the law make of it."""

    act: Act
    id: str
    wordings: tuple[Wording, ...]
    stated_by: str
    stated_on: str | None
    sources: tuple[Source, ...]
    check: Check
    base: str
    notes: Notes
    stated_percent: str = ""
    counted: str = ""

    @property
    def percent(self) -> str:
        """The share that was computed, where one was."""
        return self.check.value if self.counted == "share" else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Claims that share a verdict, or that wait for one institution."""

    name: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of one matter at one stage; of an election, the election too, for the names of its lists."""

    matter: str
    stage: str
    figures: tuple[Figure, ...]
    election: Election | None


def claims(reform: Reform, language: str) -> tuple[Claim, ...]:
    """Every claim with its check, in the order of entry; territories and lists are called by their names."""
    checks = {one.claim: one for one in check_all(reform)}
    units = [unit for state in reform.referendums.values() for unit in state.law.by_id.values()]
    names = {unit.id: unit.name(language) for unit in units}
    return tuple(
        _claim(act, body, checks[body.claim], {**names, **_lists(body.asserts, reform, language)})
        for act, body in reform.published()
    )


def _lists(asserted: object, reform: Reform, language: str) -> Mapping[str, str]:
    """The names of the lists of the election that a claim is about."""
    one = reform.elections.matters.get(asserted.election) if isinstance(asserted, WinnersClaim) else None
    named = {id: there.names for id, there in one.standing.lists.items()} if one else {}
    return {id: next((one.text for one in names if one.language == language), id) for id, names in named.items()}


def _claim(act: Act, body: ClaimPublished, check: Check, names: Mapping[str, str]) -> Claim:
    asserted = body.asserts
    notes = tuple(
        (code, tuple((name, _called(value, names)) for name, value in params)) for code, params in check.notes
    )
    return Claim(
        act=act,
        id=body.claim,
        wordings=body.wordings,
        stated_by=body.stated_by,
        stated_on=body.stated_on,
        sources=body.sources,
        check=check,
        base=_called(check.base, names),
        notes=notes,
        stated_percent=asserted.percent if isinstance(asserted, ShareClaim) else "",
        counted=_counted(asserted, check),
    )


def _counted(asserted: object, check: Check) -> str:
    """What the numbers of a check count: a share, days, years, dates, pairs of territories, territories at all or those
    for which something is published, or what `OUTSIDE_VOTES` names; shares that were polled; of a rule, of a body's
    work or of how a survey was made, that it says a word or a number.
    """
    if isinstance(asserted, PolledClaim | PolledRangeClaim):
        return "polled" if check.value else ""
    if isinstance(asserted, RuleClaim | OfStatistics | OfSurveys):
        return "rule" if check.value else ""
    if check.numerator is None:
        return ""
    if type(asserted) in OUTSIDE_VOTES:
        return OUTSIDE_VOTES[type(asserted)] or check.base
    if isinstance(asserted, OrderClaim):
        return "pairs"
    if isinstance(asserted, SpanClaim):
        return "years" if asserted.unit == "years" else "days"
    if isinstance(asserted, DaysClaim):
        return "dates"
    if isinstance(asserted, EvenClaim):
        return "published"
    return "territories" if check.base == "territories" else "share"


def _called(text: str, names: Mapping[str, str]) -> str:
    """Put names for the codes of territories in a list of them."""
    return ", ".join(names.get(one, one) for one in text.split(", "))


def by_verdict(listed: tuple[Claim, ...]) -> tuple[Group, ...]:
    """The claims that have a verdict, what was contradicted first."""
    groups = ((one, tuple(claim for claim in listed if claim.check.verdict is one)) for one in WORST_FIRST)
    return tuple(Group(name=str(one), claims=found) for one, found in groups if found)


def by_institution(listed: tuple[Claim, ...]) -> tuple[Group, ...]:
    """The claims that wait, by the institution that they wait for."""
    names = sorted({one.check.waits_for for one in listed if one.check.waits_for})
    return tuple(Group(name=name, claims=tuple(one for one in listed if one.check.waits_for == name)) for name in names)


def tables(reform: Reform, published: bytes) -> tuple[Table, ...]:
    """The published figures, by matter and stage; those of proposals as they stand in the published file."""
    found: dict[tuple[str, str], list[Figure]] = {}
    for one in (*all_figures(reform), *(figures_in(published, "proposals") if published else ())):
        found.setdefault((one.matter, one.stage), []).append(one)
    elections = reform.elections.matters
    return tuple(
        Table(matter, stage, tuple(figures), elections.get(matter)) for (matter, stage), figures in found.items()
    )
