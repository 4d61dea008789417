"""Claims about amended articles and about laws: how many, what part, by when, how long."""

from fractions import Fraction

from isonomia.alignment.rules import STAGES
from isonomia.exact import Share
from isonomia.figures.lawmaking import KINDS_OF, PRINTED, acts_of, days_to_first, last_day, shares_of_articles
from isonomia.figures.spans import after
from isonomia.figures.verdicts import Check, Notes, Verdict, note
from isonomia.reform import acts
from isonomia.reform.acts import TENTHS, read_part
from isonomia.reform.road import Reform
from isonomia.rulebook.citation import LegalDate


def check_of_laws(claim: acts.ClaimPublished, asserted: acts.OfLaws, reform: Reform) -> Check:
    """Hold a claim about articles or laws against what the record says was changed and adopted."""
    match asserted:
        case acts.CountClaim(what=what) as count:
            return _articles(claim.claim, count, reform) if what in KINDS_OF else _laws(claim.claim, count, reform)
        case acts.PartClaim() as part:
            return _part(claim.claim, part, reform)
        case acts.StageClaim() as stage:
            return _stage(claim.claim, stage, reform)
        case acts.RangeClaim() as span:
            return _range(claim, span, reform)


def _articles(id: str, claim: acts.CountClaim, reform: Reform) -> Check:
    """So many articles were changed: a list that was published is taken as whole."""
    one = reform.drafting.amendments.get(claim.of)
    if one is None:
        return Check(id, Verdict.NOT_DERIVABLE, notes=(note("not_in_record", what=claim.of),))
    if not one.agree:
        return Check(id, Verdict.CONFLICT, base="articles", acts=tuple(one.entered))
    counts = {kind: len(one.changed(*kinds)) for kind, kinds in KINDS_OF.items()}
    found = counts[claim.what]
    verdict = Verdict.HOLDS if _compares(found, claim) else Verdict.CONTRADICTED
    split = note("articles_split", amended=counts["articles_amended"], inserted=counts["articles_inserted"])
    told = one.lists[0].by_act
    return Check(id, verdict, found, None, "articles", str(found), told, tuple(one.entered), (split,))


def _laws(id: str, claim: acts.CountClaim, reform: Reform) -> Check:
    """So many laws are needed: those in the record are a least number, for no act says that the list is whole."""
    state = reform.alignment
    laws, day = state.following(claim.of), last_day(state)
    if not laws or day is None:
        return Check(id, Verdict.NOT_DERIVABLE, notes=(note("not_in_record", what=claim.of),))
    progress = state.progress(day, claim.of)
    known = progress.needed
    if claim.compare in ("more than", "at least") and _compares(known, claim):
        verdict = Verdict.HOLDS
    elif claim.compare in ("equals", "less than") and known > claim.number - (claim.compare == "less than"):
        verdict = Verdict.CONTRADICTED
    else:
        verdict = Verdict.NOT_DERIVABLE
    entered = tuple(act for law in laws.values() for act in acts_of(law))
    shown = note("laws_known", known=known, adopted=progress.adopted, in_force=progress.in_force)
    return Check(id, verdict, known, None, "laws", str(known), "", entered, (shown,))


def _compares(found: int, claim: acts.CountClaim) -> bool:
    return {
        "equals": found == claim.number,
        "more than": found > claim.number,
        "at least": found >= claim.number,
        "less than": found < claim.number,
    }[claim.compare]


def _part(id: str, claim: acts.PartClaim, reform: Reform) -> Check:
    """A part as people say it: it holds exactly, or when no other part down to tenths is nearer to the exact share."""
    one = reform.drafting.amendments.get(claim.of)
    if one is None:
        return Check(id, Verdict.NOT_DERIVABLE, notes=(note("not_in_record", what=claim.of),))
    entered, told = tuple(one.entered), one.lists[0].by_act
    changed, stated = len(one.changed()), read_part(claim.part)
    shares = shares_of_articles(changed, one)
    if not one.agree or not shares:
        verdict = Verdict.NOT_DERIVABLE if one.agree else Verdict.CONFLICT
        return Check(id, verdict, changed, None, "articles", "", told, entered, (note("total_unknown", what=claim.of),))
    exact = [base for base, share in shares.items() if share.fraction == stated]
    holding = exact or [base for base, share in shares.items() if _said_as(share.fraction, stated)]
    if claim.number not in (None, changed):
        holding = []
    base = (holding or list(shares))[0]
    if not holding:
        verdict = Verdict.CONTRADICTED
    elif len(holding) < len(shares):
        verdict = Verdict.NAMED_BASE
    else:
        verdict = Verdict.HOLDS if exact else Verdict.ROUNDED
    share = shares[base]
    notes = (*_on_others(base, shares), *_without_inserted(len(one.changed("amended")), one.before))
    return Check(id, verdict, share.part, share.whole, base, share.percent(PRINTED), told, entered, notes)


def _said_as(exact: Fraction, stated: Fraction) -> bool:
    return exact.limit_denominator(TENTHS) == stated


def _on_others(base: str, shares: dict[str, Share]) -> Notes:
    others = ((one, share) for one, share in shares.items() if one != base)
    return tuple(
        note("share_on_base", base=one, part=share.part, whole=share.whole, percent=share.percent(PRINTED))
        for one, share in others
    )


def _without_inserted(amended: int, before: int | None) -> Notes:
    """The share of those articles alone that stood there before."""
    if not before:
        return ()
    percent = Share(amended, before, "articles_before").percent(PRINTED)
    return (note("amended_alone", part=amended, whole=before, percent=percent),)


def _stage(id: str, claim: acts.StageClaim, reform: Reform) -> Check:
    """A law reaches a stage by a day: held against the day on which it did, or a later stage shows that it had."""
    law = reform.alignment.laws.get(claim.law)
    wanted = STAGES[STAGES.index(claim.stage) :]
    known = [law.stages[one] for one in wanted if one in law.stages] if law else []
    if not known:
        return Check(id, Verdict.NOT_DERIVABLE, notes=(note("stage_unknown", law=claim.law, stage=claim.stage),))
    act, day = known[0]
    limit = LegalDate.of(claim.by).last
    if day.last <= limit:
        verdict = Verdict.HOLDS
    else:
        verdict = Verdict.CONTRADICTED if limit < day.first else Verdict.NOT_DERIVABLE
    shown = note("stage_reached", stage=getattr(act.body, "stage", ""), day=day, limit=limit)
    days = max((day.first - limit).days, 0)
    return Check(id, verdict, days, None, "days_late", str(days), "", (act,), (shown,))


def _range(claim: acts.ClaimPublished, span: acts.RangeClaim, reform: Reform) -> Check:
    """Between two events lie from so many to so many months; without the events, what is near to them is shown."""
    events = [reform.event(name, claim.stated_on) for name in (span.since, span.until)]
    known = [one for one in events if one is not None]
    if len(known) < 2:
        names = f"{span.since}, {span.until}"
        notes: Notes = (note("event_unknown", events=names), *_near(span, claim.stated_on, reform))
        cited = days_to_first(span.since.partition("#")[0], reform)
        return Check(claim.claim, Verdict.NOT_DERIVABLE, acts=cited[1] if cited else (), notes=notes)
    (since, _), (until, _) = known
    holds = after(since, span.least, span.unit) <= until <= after(since, span.most, span.unit)
    days = (until - since).days
    entered = tuple(act for _, act in known if act is not None)
    verdict = Verdict.HOLDS if holds else Verdict.CONTRADICTED
    shown = note("days_between", since=since, until=until, days=days)
    return Check(claim.claim, verdict, days, None, "days", str(days), "", entered, (shown,))


def _near(span: acts.RangeClaim, stated_on: str | None, reform: Reform) -> Notes:
    """The days between two events that the record does know, where the claim names such."""
    found = [reform.event(name, stated_on) for name in span.near]
    days = [one[0] for one in found if one is not None]
    if len(days) < 2:
        return ()
    return (note("days_between", since=days[0], until=days[1], days=(days[1] - days[0]).days),)
