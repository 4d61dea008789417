"""Claims about the work of courts and commissioners, held against what was published of it and against the law.

A figure that only its own author states is `stated by a single source`; what others published of other periods is held
beside it: fewer in a part of the period, more in a longer one, or the sources conflict.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from isonomia.exact import decimal_text, fits_print, read_decimal
from isonomia.figures.figure import Figure
from isonomia.figures.of_rules import values_of
from isonomia.figures.spans import in_years
from isonomia.figures.verdicts import Check, Note, Notes, Verdict, note
from isonomia.record.act import Act
from isonomia.record.sources import Source
from isonomia.reform import statistics
from isonomia.reform.acts import ClaimPublished
from isonomia.reform.counts import SIGNS
from isonomia.reform.road import Reform
from isonomia.reform.statistics import StatisticPublished, meet, reach
from isonomia.rulebook.law import Rule

Told = tuple[Act, StatisticPublished]
PRINTED = 2


def check_of_statistics(claim: ClaimPublished, asserted: statistics.OfStatistics, reform: Reform) -> Check:
    """Hold a claim about the work of a body against published figures and the law."""
    match asserted:
        case statistics.StatisticClaim() as stated:
            return _stated(claim, stated, reform)
        case statistics.AverageClaim() as average:
            return _average(claim.claim, average, reform)
        case statistics.GrowthClaim() as growth:
            return _growth(claim.claim, growth, reform)
        case statistics.SinceClaim() as since:
            return _since(claim.claim, since, reform)
        case statistics.EachRuleClaim() as each:
            return _each(claim, each, reform)


def _of(body: str, metric: str, reform: Reform) -> list[Told]:
    return [(act, one) for act, one in reform.statistics if (one.body, one.metric) == (body, metric)]


def _reach(one: StatisticPublished) -> tuple[Fraction, Fraction | None]:
    return reach(one.compare, read_decimal(one.value)[0])


def _stated(claim: ClaimPublished, asserted: statistics.StatisticClaim, reform: Reform) -> Check:
    """Each number against the figures of the same period, and against shorter and longer ones of other publishers."""
    verdicts: list[Verdict] = []
    cited: list[Act] = []
    notes: list[Note] = []
    for said in asserted.stated:
        told = _of(asserted.body, said.metric, reform)
        wanted = reach(said.compare, Fraction(said.number))
        verdict, used = _held(told, wanted, asserted, claim.sources)
        verdicts.append(verdict)
        cited += [act for act, _ in used]
        notes += [_note("statistic_told", one) for _, one in used]
    for metric in asserted.beside:
        notes += [_note("statistic_beside", one) for _, one in reform.statistics if one.metric == metric]
    for metric in asserted.unlike:
        notes += [_note("statistic_unlike", one) for _, one in reform.statistics if one.metric == metric]
    notes += _parts(asserted, reform)
    value = ", ".join(str(one.number) for one in asserted.stated)
    number = asserted.stated[0].number if len(asserted.stated) == 1 else None
    acts = tuple(dict.fromkeys(cited))
    return Check(claim.claim, _worst(verdicts), number, value=value, acts=acts, notes=tuple(dict.fromkeys(notes)))


def _worst(verdicts: list[Verdict]) -> Verdict:
    order = (Verdict.CONTRADICTED, Verdict.CONFLICT, Verdict.NOT_DERIVABLE, Verdict.SINGLE, Verdict.HOLDS)
    return min(verdicts, key=order.index)


def _held(
    told: list[Told],
    wanted: tuple[Fraction, Fraction | None],
    asserted: statistics.StatisticClaim,
    own: tuple[Source, ...],
) -> tuple[Verdict, list[Told]]:
    """The verdict on one number, and the figures that it was held against."""
    period = [one for one in told if (one[1].since, one[1].until) == (asserted.since, asserted.until)]
    others = [one for one in period if not set(one[1].sources) <= set(own)]
    apart = [one for one in told if one not in period and not _fits(one[1], wanted, asserted)]
    fits = [meet(_reach(one), wanted) for _, one in others]
    around = [one for one in told if one not in period and _overlaps(one[1], asserted)]
    if not period:
        return Verdict.NOT_DERIVABLE, around
    if any(not meet(_reach(one), wanted) for _, one in period if (_, one) not in others):
        # Its own publication says otherwise.
        return Verdict.CONTRADICTED, period
    if apart or (fits and not all(fits)):
        return Verdict.CONFLICT, [*period, *apart]
    return (Verdict.HOLDS if others else Verdict.SINGLE), [*period, *around]


def _overlaps(one: StatisticPublished, asserted: statistics.StatisticClaim) -> bool:
    return one.since <= asserted.until and asserted.since <= one.until


def _fits(
    one: StatisticPublished, wanted: tuple[Fraction, Fraction | None], asserted: statistics.StatisticClaim
) -> bool:
    """Whether a figure of another period can be true beside a number: a part is no larger, a longer one no smaller."""
    least, most = _reach(one)
    within = asserted.since <= one.since and one.until <= asserted.until
    around = one.since <= asserted.since and asserted.until <= one.until
    if one.since == one.until or not (within or around):
        return True
    if within:
        return wanted[1] is None or least <= wanted[1]
    return most is None or most >= wanted[0]


def _note(code: str, one: StatisticPublished) -> Note:
    value = f"{SIGNS[one.compare]} {one.value}"
    period = one.since if one.since == one.until else f"{one.since}..{one.until}"
    return note(code, metric=one.metric, value=value, period=period, publisher=one.sources[0].publisher)


def _parts(asserted: statistics.StatisticClaim, reform: Reform) -> Notes:
    """What the numbers come to, beside the whole of which they are parts."""
    if not asserted.whole:
        return ()
    told = [one for _, one in _of(asserted.body, asserted.whole, reform) if one.until == asserted.until]
    total = sum(one.number for one in asserted.stated)
    return tuple(
        note("parts_of_whole", part=total, whole=f"{SIGNS[one.compare]} {one.value}", metric=one.metric) for one in told
    )


def _average(id: str, asserted: statistics.AverageClaim, reform: Reform) -> Check:
    """The published whole of the period by its years."""
    told = _of(asserted.body, asserted.metric, reform)
    period = [one for one in told if (one[1].since, one[1].until) == (asserted.since, asserted.until)]
    if not period:
        return Check(id, Verdict.NOT_DERIVABLE, notes=(note("no_statistics", metric=asserted.metric),))
    act, one = period[0]
    total = read_decimal(one.value)[0]
    average = total / in_years(date.fromisoformat(one.since), date.fromisoformat(one.until))
    if average == asserted.number:
        verdict = Verdict.HOLDS
    else:
        verdict = Verdict.ROUNDED if fits_print(average, str(asserted.number)) else Verdict.CONTRADICTED
    shown = (_note("statistic_told", one),)
    return Check(id, verdict, None, value=decimal_text(average, PRINTED), acts=(act,), notes=shown)


def _growth(id: str, asserted: statistics.GrowthClaim, reform: Reform) -> Check:
    """A later period had more a day than an earlier one that does not overlap with it."""
    beside = tuple(_note("statistic_beside", one) for _, one in reform.statistics if one.metric in asserted.beside)
    told = sorted(_of(asserted.body, asserted.metric, reform), key=lambda one: one[1].since)
    if len(told) < 2 or told[-1][1].since <= told[0][1].until:
        missing = note("no_series", metric=asserted.metric)
        return Check(id, Verdict.NOT_DERIVABLE, acts=tuple(act for act, _ in told), notes=(missing, *beside))
    first, last = told[0][1], told[-1][1]
    grew = _a_day(last) > _a_day(first)
    notes = (_note("statistic_told", first), _note("statistic_told", last), *beside)
    verdict = Verdict.HOLDS if grew else Verdict.CONTRADICTED
    return Check(id, verdict, value=last.value, acts=(told[0][0], told[-1][0]), notes=notes)


def _a_day(one: StatisticPublished) -> Fraction:
    days = (date.fromisoformat(one.until) - date.fromisoformat(one.since)).days + 1
    return read_decimal(one.value)[0] / days


def _since(id: str, asserted: statistics.SinceClaim, reform: Reform) -> Check:
    """The law makes it possible from a day on; that it happened then is told by whoever claims it."""
    rulebook, day = reform.rulebook(), date.fromisoformat(asserted.day)
    spans = [one for one in rulebook.rules.get(asserted.rule, ()) if isinstance(one, Rule)]
    saying = [one for one in spans if asserted.value in values_of(one)]
    if not saying:
        return Check(id, Verdict.NOT_DERIVABLE, notes=(note("law_unknown", reason=asserted.rule),))
    first = saying[0]
    shown = (note("rule_since", value=asserted.value, since=first.since),)
    verdict = Verdict.CONTRADICTED if day < first.since.first else Verdict.SINGLE
    return Check(id, verdict, value=asserted.day, citation=first.citation, notes=shown)


def _each(claim: ClaimPublished, asserted: statistics.EachRuleClaim, reform: Reform) -> Check:
    """Of several rules, those that say it on the day of the claim."""
    rulebook = reform.rulebook()
    day = date.fromisoformat(claim.stated_on) if claim.stated_on else date.max
    rules = {key: rulebook.on(day).rule(key) for key in asserted.rules}
    saying = [key for key, rule in rules.items() if asserted.value in values_of(rule)]
    if saying and len(saying) < len(rules):
        verdict = Verdict.NAMED_BASE
    else:
        verdict = Verdict.HOLDS if saying else Verdict.CONTRADICTED
    shown = (rules[key] for key in (*saying, *(key for key in rules if key not in saying)))
    notes = tuple(
        note("rule_of_case", case=rule.key.rpartition("_")[2], value=", ".join(values_of(rule)), since=rule.since)
        for rule in shown
    )
    cited = "; ".join(dict.fromkeys(rule.citation for rule in rules.values()))
    return Check(claim.claim, verdict, len(saying), len(rules), "cases_of_law", asserted.value, cited, (), notes)


def of_statistics(reform: Reform) -> Iterator[Figure]:
    """Every published figure of the work of a body, as printed; nothing is added up."""
    for act, one in reform.statistics:
        name = f"statistics.{one.body}.{one.compare.replace(' ', '_')}"
        stage = one.since if one.since == one.until else f"{one.since}..{one.until}"
        unit = "percent" if one.unit == "percent" else "count"
        number = int(one.value) if one.value.isdigit() else None
        yield Figure(name, act.matter, stage, "cited", unit, one.value, number, base=one.metric, acts=(act,))
