"""Claims about time: how long, and on which days."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from isonomia.exact import decimal_text, fits_print
from isonomia.figures.verdicts import Check, Verdict, note
from isonomia.record.act import Act
from isonomia.referendum import acts as referendum_acts
from isonomia.reform import acts
from isonomia.reform.acts import DAYS_OF
from isonomia.reform.road import Reform


def check_span(claim: acts.ClaimPublished, span: acts.SpanClaim, reform: Reform) -> Check:
    """So much time lies between two events; a stated whole number may hold only when rounded."""
    events = [reform.event(name, claim.stated_on) for name in (span.since, span.until)]
    known = [one for one in events if one is not None]
    if len(known) < 2:
        names = f"{span.since}, {span.until}"
        return Check(claim.claim, Verdict.NOT_DERIVABLE, notes=(note("event_unknown", events=names),))
    (since, _), (until, _) = known
    days = (until - since).days
    value = decimal_text(in_years(since, until), 1) if span.unit == "years" else str(days)
    notes = (note("days_between", since=since, until=until, days=days),)
    cited = tuple(dict.fromkeys(act for _, act in known if act is not None))
    verdict = _span_verdict(span, since, until)
    told = _told_by(cited)
    return Check(claim.claim, verdict, days, base="days", value=value, citation=told, acts=cited, notes=notes)


def _span_verdict(span: acts.SpanClaim, since: date, until: date) -> Verdict:
    if span.compare == "less than":
        return Verdict.HOLDS if until < after(since, span.number, span.unit) else Verdict.CONTRADICTED
    days = (until - since).days
    if span.unit == "months":
        # Whoever says "a month" does not say which: any so many months in a row may be meant.
        lengths = [(after(first, span.number, "months") - first).days for first in _firsts()]
        return Verdict.HOLDS if min(lengths) <= days <= max(lengths) else Verdict.CONTRADICTED
    if span.unit != "years":
        return Verdict.HOLDS if days == span.number * DAYS_OF[span.unit] else Verdict.CONTRADICTED
    years = in_years(since, until)
    if years == span.number:
        return Verdict.HOLDS
    return Verdict.ROUNDED if fits_print(years, str(span.number)) else Verdict.CONTRADICTED


def after(day: date, number: int, unit: str) -> date:
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


def in_years(since: date, until: date) -> Fraction:
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


def check_days(claim: acts.ClaimPublished, stated: Sequence[acts.EventDay], reform: Reform) -> Check:
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
