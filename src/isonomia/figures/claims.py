"""Hold what was claimed in public against the record and the law: a verdict from a closed list, with its arithmetic.

No verdict is stored anywhere: each is computed here, and changes when an act or the date of a rule changes.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from isonomia.errors import RulebookError
from isonomia.exact import Share, decimal_text, fits_print, read_decimal
from isonomia.figures.catalogue import fields_of, whole_number
from isonomia.record.act import Act
from isonomia.referendum import acts as referendum_acts
from isonomia.referendum.rules import TerritoryCount
from isonomia.referendum.state import Referendum
from isonomia.referendum.turnout import last_points, series
from isonomia.reform import acts
from isonomia.reform.acts import BASES, DAYS_OF
from isonomia.reform.road import Reform

Note: TypeAlias = tuple[str, tuple[tuple[str, str], ...]]
Notes: TypeAlias = tuple[Note, ...]


class Verdict(StrEnum):
    """What the record and the law make of a claim: the closed list."""

    HOLDS = "holds"
    ROUNDED = "holds when rounded"
    NAMED_BASE = "holds with the named base"
    CONTRADICTED = "contradicted"
    CONFLICT = "sources conflict"
    SINGLE = "stated by a single source"
    NOT_COMPARABLE = "not comparable"
    NOT_DERIVABLE = "not derivable"


@dataclass(frozen=True, slots=True)
class Check:
    """One claim with its verdict: numerator, denominator and base of what was computed, and a note as message code.

    `waits_for` names the institution that a claim waits for; then there is no verdict yet.
    """

    claim: str
    verdict: Verdict | None
    numerator: int | None = None
    denominator: int | None = None
    base: str = ""
    value: str = ""
    citation: str = ""
    acts: tuple[Act, ...] = ()
    notes: Notes = ()
    waits_for: str = ""


def note(code: str, **params: object) -> Note:
    """One remark on a verdict: the code of its message, and the values in it."""
    return code, tuple((name, str(value)) for name, value in params.items())


def check_all(reform: Reform) -> list[Check]:
    """Every claim of a record with its verdict, in the order of entry."""
    return [check(act, body, reform) for act, body in reform.published()]


def check(act: Act, claim: acts.ClaimPublished, reform: Reform) -> Check:
    """Hold one claim against the record; what the record does not hold makes it not derivable."""
    asserted = claim.asserts
    if isinstance(asserted, acts.WaitingClaim):
        return Check(claim.claim, None, acts=(act,), waits_for=asserted.institution)
    state = reform.referendums.get(claim.about)
    if state is None or not state.stages():
        return Check(claim.claim, Verdict.NOT_DERIVABLE, acts=(act,), notes=(note("no_result", matter=claim.about),))
    try:
        return _held(claim, state, reform)
    except RulebookError as error:
        return Check(claim.claim, Verdict.NOT_DERIVABLE, acts=(act,), notes=(note("law_unknown", reason=error),))


def _held(claim: acts.ClaimPublished, state: Referendum, reform: Reform) -> Check:
    match claim.asserts:
        case acts.ShareClaim() as share:
            return _share(claim.claim, share, state)
        case acts.TestClaim(rule=rule):
            return _test(claim.claim, rule, state)
        case acts.SpanClaim() as span:
            return _span(claim, span, reform)
        case acts.DaysClaim(stated=stated):
            return _days(claim, stated, reform)
        case acts.OrderClaim() as order:
            return _order(claim.claim, order, state)
        case acts.EvenClaim() as even:
            return _even(claim.claim, even, state)
        case acts.WaitingClaim(institution=institution):
            return Check(claim.claim, None, waits_for=institution)


def _share(id: str, claim: acts.ShareClaim, state: Referendum) -> Check:
    """A share holds on its base; where the author names none, the bases on which it holds are named."""
    name = claim.stage or state.stages()[-1]
    stage = state.stage(name)
    bases = (claim.base,) if claim.base else BASES[claim.measure]
    shares = {base: stage.count.share(claim.measure, base, state.law) for base in bases}
    known = {base: share for base, share in shares.items() if share is not None}
    if not known:
        needed = {one for base in bases for one in fields_of(claim.measure, base)}
        verdict = Verdict.CONFLICT if needed.intersection(stage.disputed) else Verdict.NOT_DERIVABLE
        return Check(id, verdict, notes=(note("count_unknown", measure=claim.measure, stage=name),))
    holding = [base for base, share in known.items() if _meets(share, claim)]
    base = (holding or list(known))[0]
    if holding and not claim.base and len(holding) < len(known):
        verdict = Verdict.NAMED_BASE
    else:
        verdict = Verdict.HOLDS if holding else Verdict.CONTRADICTED
    share = known[base]
    cited = stage.acts.get(claim.measure, ()) + stage.acts.get(base, ())
    notes = (*_other_bases(claim, base, state, name), *_other_stages(claim, base, state, name))
    return Check(
        id,
        verdict,
        share.part,
        share.whole,
        base,
        share.percent(2),
        _cited(claim.measure, state),
        tuple(dict.fromkeys(cited)),
        notes,
    )


def _meets(share: Share, claim: acts.ShareClaim) -> bool:
    percent = share.fraction * 100
    stated = read_decimal(claim.percent)[0]
    compare: Mapping[str, Callable[[], bool]] = {
        "equals": lambda: fits_print(percent, claim.percent),
        "more than": lambda: percent > stated,
        "at least": lambda: percent >= stated,
        "less than": lambda: percent < stated,
    }
    return compare[claim.compare]()


def _other_bases(claim: acts.ShareClaim, base: str, state: Referendum, stage: str) -> Notes:
    count = state.stage(stage).count
    others = {one: count.share(claim.measure, one, state.law) for one in BASES[claim.measure] if one != base}
    return tuple(
        note("on_other_base", base=one, percent=share.percent(2)) for one, share in others.items() if share is not None
    )


def _other_stages(claim: acts.ShareClaim, base: str, state: Referendum, stage: str) -> Notes:
    """The same share at other stages, where it is printed differently."""
    here = state.stage(stage).count.share(claim.measure, base, state.law)
    shares = {one: state.stage(one).count.share(claim.measure, base, state.law) for one in state.stages()}
    return tuple(
        note("at_other_stage", stage=one, percent=share.percent(2))
        for one, share in shares.items()
        if share is not None and here is not None and share.percent(2) != here.percent(2)
    )


def _cited(measure: str, state: Referendum) -> str:
    """Where the law holds this measure against a base; where it does not, where the ballots are sorted."""
    try:
        tests = state.decision(state.stages()[-1]).tests
    except RulebookError:
        tests = ()
    held = [one.citation for one in tests if one.bar.measure == measure and one.bar.base != "territories"]
    return held[0] if held else state.law.rule("referendum.ballots").citation


def _test(id: str, rule: str, state: Referendum) -> Check:
    """A test of the law was passed, as the law of polling day and the last result say."""
    name = state.stages()[-1]
    test = next((one for one in state.decision(name).tests if one.key == rule), None)
    if test is None or test.passed is None:
        return Check(id, Verdict.NOT_DERIVABLE, notes=(note("test_open", rule=rule),))
    part, whole = Fraction(test.numerator or 0), Fraction(test.denominator or 1)
    stage = state.stage(name)
    passed = Verdict.SINGLE if test.basis == "reported" else Verdict.HOLDS
    return Check(
        id,
        passed if test.passed else Verdict.CONTRADICTED,
        whole_number(part),
        whole_number(whole),
        test.bar.base,
        decimal_text(100 * part / whole, 2),
        test.citation,
        stage.acts.get(test.bar.measure, ()),
        (note("required", number=test.required, operator=test.bar.operator, share=test.bar.share),),
    )


def _span(claim: acts.ClaimPublished, span: acts.SpanClaim, reform: Reform) -> Check:
    """So much time lies between two events; a stated whole number may hold only when rounded."""
    events = [reform.event(name, claim.stated_on) for name in (span.since, span.until)]
    known = [one for one in events if one is not None]
    if len(known) < 2:
        names = f"{span.since}, {span.until}"
        return Check(claim.claim, Verdict.NOT_DERIVABLE, notes=(note("event_unknown", events=names),))
    (since, _), (until, _) = known
    days = (until - since).days
    value = decimal_text(_in_years(since, until), 1) if span.unit == "years" else str(days)
    notes = (note("days_between", since=since, until=until, days=days),)
    cited = tuple(dict.fromkeys(act for _, act in known if act is not None))
    verdict = _span_verdict(span, since, until)
    told = _told_by(cited)
    return Check(claim.claim, verdict, days, base="days", value=value, citation=told, acts=cited, notes=notes)


def _span_verdict(span: acts.SpanClaim, since: date, until: date) -> Verdict:
    if span.compare == "less than":
        return Verdict.HOLDS if until < _after(since, span.number, span.unit) else Verdict.CONTRADICTED
    days = (until - since).days
    if span.unit == "months":
        # Whoever says "a month" does not say which: any so many months in a row may be meant.
        lengths = [(_after(first, span.number, "months") - first).days for first in _firsts()]
        return Verdict.HOLDS if min(lengths) <= days <= max(lengths) else Verdict.CONTRADICTED
    if span.unit != "years":
        return Verdict.HOLDS if days == span.number * DAYS_OF[span.unit] else Verdict.CONTRADICTED
    years = _in_years(since, until)
    if years == span.number:
        return Verdict.HOLDS
    return Verdict.ROUNDED if fits_print(years, str(span.number)) else Verdict.CONTRADICTED


def _after(day: date, number: int, unit: str) -> date:
    """The day that lies so many days, weeks, months or years of the calendar after another."""
    if unit in DAYS_OF:
        return day + timedelta(days=number * DAYS_OF[unit])
    if unit == "years":
        return _anniversary(day, day.year + number)
    years, month = divmod(day.month - 1 + number, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _firsts() -> list[date]:
    """The first days of the months of four years, one of them a leap year."""
    return [date(year, month, 1) for year in range(2000, 2004) for month in range(1, 13)]


def _in_years(since: date, until: date) -> Fraction:
    """Whole years by the calendar, and the part of the year that has begun."""
    whole = until.year - since.year - ((until.month, until.day) < (since.month, since.day))
    last, following = (_anniversary(since, since.year + one) for one in (whole, whole + 1))
    return whole + Fraction((until - last).days, (following - last).days)


def _anniversary(day: date, year: int) -> date:
    """The same day in another year; 29 February falls on 1 March where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def _days(claim: acts.ClaimPublished, stated: Sequence[acts.EventDay], reform: Reform) -> Check:
    """Events fell on the days that are stated."""
    found = [(one, reform.event(one.event, claim.stated_on)) for one in stated]
    known = [(one, event) for one, event in found if event is not None]
    if len(known) < len(found):
        names = ", ".join(one.event for one, event in found if event is None)
        return Check(claim.claim, Verdict.NOT_DERIVABLE, notes=(note("event_unknown", events=names),))
    right = sum(str(day) == one.day for one, (day, _) in known)
    notes = tuple(note("event_on", event=one.event.partition("#")[2], day=day) for one, (day, _) in known)
    cited = tuple(dict.fromkeys(act for _, (_, act) in known if act is not None))
    verdict = Verdict.HOLDS if right == len(known) else Verdict.CONTRADICTED
    told = _told_by(cited)
    return Check(claim.claim, verdict, right, len(known), "dates", citation=told, acts=cited, notes=notes)


def _told_by(cited: Sequence[Act]) -> str:
    """What fixes the days of some acts: the act by which a vote was called, else the first publication."""
    told = []
    for act in cited:
        match act.body:
            case referendum_acts.Called(by_act=by_act):
                told.append(by_act)
            case referendum_acts.TextPublished(sources=sources) | referendum_acts.ResultPublished(sources=sources):
                told += [f"{one.publisher}, {one.reference}" for one in sources[:1]]
    return "; ".join(dict.fromkeys(told))


def _territories(state: Referendum) -> str:
    """What says which territories there were on the day that governs."""
    return "; ".join(dict.fromkeys(one.act for unit in state.law.register() for one in unit.citations))


def _order(id: str, claim: acts.OrderClaim, state: Referendum) -> Check:
    """Every territory of the higher kinds above each of the lower; where that holds against some, they are named."""
    points = {place: hours[claim.hour] for place, hours in series(state.reports()).items() if claim.hour in hours}
    values = {place: read_decimal(point.value)[0] for place, point in points.items() if place and point.value}
    kinds = {unit.id: unit.kind for unit in state.law.register()}
    if len(values) < len(kinds):
        missing = sorted(set(kinds) - set(values))
        return Check(id, Verdict.NOT_DERIVABLE, notes=(note("territories_missing", names=", ".join(missing)),))
    higher = [place for place in values if kinds[place] in claim.higher]
    lower = [place for place in values if kinds[place] in claim.lower]
    if not higher or not lower:
        # No territory of a kind: whatever is said of all of them would be true of none.
        absent = claim.lower if higher else claim.higher
        return Check(id, Verdict.NOT_DERIVABLE, notes=(note("territories_missing", names=", ".join(absent)),))
    beaten = [low for low in lower if all(values[high] > values[low] for high in higher)]
    above = sum(values[high] > values[low] for high in higher for low in lower)
    notes = tuple(
        note("below", name=low, count=sum(values[high] <= values[low] for high in higher), whole=len(higher))
        for low in lower
        if low not in beaten
    )
    verdict = Verdict.HOLDS if len(beaten) == len(lower) else Verdict.NAMED_BASE if beaten else Verdict.CONTRADICTED
    cited = tuple(dict.fromkeys(act for point in points.values() for act in point.acts))
    base = ", ".join(beaten)
    return Check(id, verdict, above, len(higher) * len(lower), base, claim.hour, _territories(state), cited, notes)


def _even(id: str, claim: acts.EvenClaim, state: Referendum) -> Check:
    """Evenness over the territories needs the share of each of them; the spread of turnout is shown meanwhile."""
    register = state.law.register()
    given = {one.id: one for one in state.votes(state.stages()[-1]).territories}
    known = [unit.id for unit in register if unit.id in given and _has_share(given[unit.id], claim, state)]
    notes: Notes = (note("share_known_for", measure=claim.measure, base=claim.base, names=", ".join(known)),)
    notes += _spread(state)
    if len(known) < len(register):
        told = _territories(state)
        return Check(id, Verdict.NOT_DERIVABLE, len(known), len(register), "territories", "", told, (), notes)
    return Check(
        id, Verdict.NOT_COMPARABLE, len(known), len(register), "territories", notes=(note("no_measure_of_even"),)
    )


def _spread(state: Referendum) -> Notes:
    """How turnout was spread over the territories in the last report: another measure, shown beside."""
    values = sorted((point.value for point in last_points(state.reports()) if point.value), key=read_decimal)
    return (note("turnout_spread", lowest=values[0], highest=values[-1], territories=len(values)),) if values else ()


def _has_share(one: TerritoryCount, claim: acts.EvenClaim, state: Referendum) -> bool:
    printed = any((share.measure, share.base) == (claim.measure, claim.base) for share in one.shares)
    return printed or one.count.share(claim.measure, claim.base, state.law) is not None
