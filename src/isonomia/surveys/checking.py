"""What is asked of each act about a survey: words, days and numbers that can be true, and its moment."""

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

import msgspec

from isonomia.errors import Finding, InputError, one_of, refused
from isonomia.procedure.checking import check_commitments
from isonomia.procedure.terms import Laws
from isonomia.record.act import Act
from isonomia.record.commitment import opens
from isonomia.record.sources import read_day
from isonomia.rulebook.law import Unknown
from isonomia.surveys import acts, rules
from isonomia.surveys.disclosure import Disclosure
from isonomia.surveys.dispositions import Dispositions
from isonomia.surveys.scoring import Interval
from isonomia.surveys.shares import BASES, printed


def check_asked(body: acts.Asked) -> None:
    """Refuse what no survey can be: unknown words, days that run backwards."""
    one_of(body.kind, rules.KINDS, "kind of survey")
    first, last, polling = (read_day(one) for one in (body.field_from, body.field_to, body.polling_day))
    if last < first or (body.kind == rules.EXIT_POLL and not first <= polling <= last):
        raise InputError(f"asked from {first} to {last}, about a vote of {polling}")
    disclosure(body)


def disclosure(body: acts.Asked) -> Disclosure:
    """What is disclosed, by item; InputError for one that stands twice."""
    told = {one.item: one.text for one in body.disclosed}
    if len(told) != len(body.disclosed):
        raise InputError("an item of disclosure stands twice")
    return Disclosure(told)


def check_announced(body: acts.SurveyAnnounced) -> None:
    """Refuse an announcement without a question, of an unknown base, or from a frame of a day after it began."""
    check_asked(body)
    one_of(body.base, BASES, "base of a share")
    if not body.questions or any(not one.wordings for one in body.questions) or not body.number:
        raise InputError("a survey is announced with its questions word for word, and with how many are to be asked")
    if body.kind == rules.EXIT_POLL and not body.stations:
        raise InputError("an exit poll is announced with its number of stations")
    if read_day(body.frame_as_at) > read_day(body.field_from):
        raise InputError(f"a frame as at {body.frame_as_at} for a survey that begins on {body.field_from}")


def check_statement(body: acts.StatementRecorded) -> None:
    """Refuse a statement that could be held against nothing; whether its numbers can be true is a finding."""
    check_asked(body)
    named = [one.quantity for one in body.shares]
    if len(set(named)) != len(named):
        raise InputError("a quantity stands twice in one statement")
    for one in body.shares:
        printed(one.percent, one.base or BASES[0])


def cases(body: acts.FieldworkClosed) -> Dispositions:
    """What became of the cases; InputError where none is known to be eligible."""
    found = Dispositions.of((one.code, one.number) for one in body.dispositions)
    if not found.eligible:
        raise InputError("no case is known to be eligible: there are no rates")
    return found


def check_data(act: Act, body: acts.DataPublished, interviewed: int) -> None:
    """Refuse a public file in which somebody could be found, or of more rows than interviews."""
    if body.alike < rules.LEAST_ALIKE:
        finding = Finding.of("rows_too_few_alike", act.matter, alike=body.alike, wanted=rules.LEAST_ALIKE)
        raise refused(f"traits of which only {body.alike} rows are alike", finding)
    if not body.alike <= body.rows <= interviewed:
        raise InputError(f"a public file of {body.rows} rows, {body.alike} alike, after {interviewed} interviews")


def check_shares(percent: str, base: str, intervals: tuple[acts.Interval, ...]) -> None:
    """Refuse a share of an unknown base, or one outside its own intervals."""
    share = printed(percent, base)
    levels = [one.level for one in intervals]
    if len(set(levels)) != len(levels) or not all(one.holds(share.fraction) for one in read(intervals)):
        raise InputError(f"{percent} % with intervals that do not hold it, or with one level twice")


def read(intervals: tuple[acts.Interval, ...]) -> tuple[Interval, ...]:
    """The intervals of an act as exact shares."""
    return tuple(Interval(one.level, Fraction(one.low) / 100, Fraction(one.high) / 100) for one in intervals)


def check_estimate(act: Act, one: acts.Estimate, data: acts.DataPublished, design: str) -> None:
    """Refuse an estimate from other data or another design than were published, or without interval and reason."""
    check_shares(one.percent, one.base, one.intervals)
    if (one.data, one.design) != (data.data.sha256, design):
        finding = Finding.of("estimate_of_other_data", act.matter, data=one.data[:12], design=one.design[:12])
        raise refused("an estimate cites the data and the design that were published here", finding)
    if bool(one.intervals) is bool(one.refusals) or not 0 < one.number <= data.rows:
        raise InputError(f"an estimate of {one.number} rows has an interval, or says why it has none")


def last_close(act: Act, polling_day: date, laws: Laws) -> datetime:
    """The moment from which all polls are closed everywhere; where the sources do not give it, the act is refused.

    Law:
        surveys.last_close   the hour of UTC, counted from the begin of polling day, at which the last polls close
    """
    law = laws.on(polling_day)
    found = law.find(rules.LAST_CLOSE)
    if isinstance(found, Unknown):
        finding = Finding.of("rule_needed", act.matter, rule=found.key, day=polling_day, missing=found.missing)
        raise refused(f"{act.act} needs {found.key}, unknown on {polling_day}: {found.missing}", finding)
    begins = datetime.combine(polling_day, time(), UTC)
    return begins + timedelta(hours=law.number(rules.LAST_CLOSE))


def check_closed(act: Act, closes: datetime, *, wanted: bool) -> None:
    """Refuse what may only be said after the last polls closed (`wanted`), or only before."""
    if (datetime.fromisoformat(act.at) >= closes) is not wanted:
        code = "polls_still_open" if wanted else "polls_closed_before"
        finding = Finding.of(code, act.matter, at=act.at, closes=f"{closes:%Y-%m-%dT%H:%M:%SZ}")
        raise refused(f"{act.act} at {act.at}; the last polls close at {closes:%Y-%m-%dT%H:%M:%SZ}", finding)


def check_forecast(act: Act, body: acts.ForecastRegistered, polling_day: date) -> None:
    """Refuse a forecast on the day of the vote or after it: nobody could tell it from hindsight."""
    check_commitments(act, ())
    check_shares(body.percent, body.base, body.intervals)
    day = datetime.fromisoformat(act.at).date()
    if day >= polling_day:
        finding = Finding.of("forecast_too_late", act.matter, day=day, polling_day=polling_day)
        raise refused(f"a forecast of {day} for a vote of {polling_day}", finding)


def check_opening(act: Act, body: acts.EstimateOpened, sealed: Act) -> None:
    """Refuse to open a seal with other words than it was made of."""
    value = msgspec.to_builtins(body.estimate)
    if not opens(sealed.commit[0].hmac, bytes.fromhex(body.salt), domain(act.matter), value):
        raise refused("salt and estimate do not open the seal", Finding.of("seal_opened_wrongly", act.matter))


def domain(matter: str) -> str:
    """What the commitment to a sealed estimate of this survey is for."""
    return f"surveys/estimate/{matter}"
