"""Claims about proposals: how many there were, since when they were gathered, whether each was reviewed.

A record that holds the proposals themselves answers from them. One that is made from publications has counts of which
none says what was counted: the claim is held against each that may be meant, and none is chosen.
"""

from collections.abc import Iterator

from isonomia.exact import Share
from isonomia.figures.of_proposals import ADMISSIBLE, PRINTED
from isonomia.figures.verdicts import Check, Note, Verdict, note
from isonomia.proposals import counting
from isonomia.record.act import Act
from isonomia.record.sources import Source
from isonomia.reform import acts
from isonomia.reform.counts import SIGNS, Counted, reach
from isonomia.reform.road import Reform
from isonomia.rulebook.citation import LegalDate


def check_of_proposals(claim: acts.ClaimPublished, asserted: acts.OfProposals, reform: Reform) -> Check:
    """Hold a claim about proposals against those of the record, or against what was published of them."""
    match asserted:
        case acts.PublishedCountClaim() as count:
            own = bool(reform.proposals.submissions)
            return _own_count(claim.claim, count, reform) if own else _published(claim, count, reform)
        case acts.BeganClaim() as began:
            return _began(claim.claim, began, reform)
        case acts.EachReviewedClaim():
            return _reviewed(claim.claim, reform)


def _own_count(id: str, claim: acts.PublishedCountClaim, reform: Reform) -> Check:
    """Against the submissions of the record, counted by the rule that leaves none out."""
    triple = counting.count(reform.proposals, reform.blobs, counting.RECEIVED)
    verdict = Verdict.HOLDS if _within(triple.submissions, claim) else Verdict.CONTRADICTED
    in_campaigns = "unknown" if triple.in_campaigns is None else triple.in_campaigns
    shown = note("triple", demands=triple.demands, campaigns=in_campaigns, rule=triple.rule.name)
    number = triple.submissions
    return Check(id, verdict, number, None, "submissions", str(number), notes=(shown,))


def _within(number: int, claim: acts.PublishedCountClaim) -> bool:
    least, most = reach(claim)
    return least <= number and (most is None or number <= most)


def _published(claim: acts.ClaimPublished, asserted: acts.PublishedCountClaim, reform: Reform) -> Check:
    """Against every published count that may be meant, but for those of the claim's own publication."""
    counts = list(_meant(asserted, claim.sources, reform))
    if not counts:
        return Check(claim.claim, Verdict.NOT_DERIVABLE, notes=(note("no_counts"),))
    fits = [_meet(asserted, one) for one in counts]
    if all(fits):
        verdict = Verdict.SINGLE if len(counts) == 1 else Verdict.HOLDS
    else:
        verdict = Verdict.CONFLICT if any(fits) else Verdict.CONTRADICTED
    notes = tuple(_shown(one) for one in counts)
    return Check(claim.claim, verdict, acts=tuple(act for act, _ in counts), notes=notes)


def _meant(asserted: acts.PublishedCountClaim, own: tuple[Source, ...], reform: Reform) -> Iterator[Counted]:
    for act, body in reform.counts:
        if body.what in asserted.counts and not set(body.sources) <= set(own):
            yield act, body


def _meet(claim: acts.PublishedCountClaim, counted: Counted) -> bool:
    """Whether one number is within the reach of both."""
    (low, top), (least, most) = reach(counted[1]), reach(claim)
    tops = [one for one in (top, most) if one is not None]
    return not tops or max(low, least) <= min(tops)


def _shown(counted: Counted) -> Note:
    _, body = counted
    value = f"{SIGNS[body.compare]} {body.number}"
    day = body.as_of or "no_day_given"
    return note("published_count", what=body.what, value=value, day=day, publisher=body.sources[0].publisher)


def _began(id: str, claim: acts.BeganClaim, reform: Reform) -> Check:
    """Against each publication of a beginning, and the steps of the reform that fell on that day of a year."""
    told = [(LegalDate.of(body.began), act) for act, body in reform.beginnings]
    told += [(day, act) for day, act in _steps(reform) if _years(day, claim)]
    if not told:
        return Check(id, Verdict.NOT_DERIVABLE, notes=(note("not_in_record", what="beginning"),))
    years = {year for day, _ in told for year in _years(day, claim)}
    fits = [bool(_years(day, claim)) for day, _ in told]
    if all(fits) and len(years) == 1:
        verdict = Verdict.HOLDS
    else:
        verdict = Verdict.CONFLICT if any(fits) else Verdict.CONTRADICTED
    notes = tuple(note("beginning_told", day=day, act=act.id) for day, act in told)
    return Check(id, verdict, acts=tuple(act for _, act in told), notes=notes)


def _steps(reform: Reform) -> Iterator[tuple[LegalDate, Act]]:
    for act in reform.steps:
        if isinstance(act.body, acts.StepTaken):
            yield LegalDate.of(act.body.taken_on), act


def _years(day: LegalDate, claim: acts.BeganClaim) -> tuple[int, ...]:
    """The years in which the day of the claim lies within what a publication says."""
    years = [claim.year] if claim.year is not None else range(day.first.year, day.last.year + 1)
    wanted = (claim.month, claim.day)
    return tuple(
        one
        for one in years
        if (day.first.year, day.first.month, day.first.day) <= (one, *wanted)
        and (one, *wanted) <= (day.last.year, day.last.month, day.last.day)
    )


def _reviewed(id: str, reform: Reform) -> Check:
    """A proposal was reviewed where a named member opened it and each of its demands was decided."""
    state = reform.proposals
    admissible = [one for one in state.submissions.values() if one.admissible]
    if not admissible:
        return Check(id, Verdict.NOT_DERIVABLE, notes=(note("no_proposals"),))
    share = Share(sum(state.reviewed(one) for one in admissible), len(admissible), ADMISSIBLE)
    verdict = Verdict.HOLDS if share.part == share.whole else Verdict.CONTRADICTED
    return Check(id, verdict, share.part, share.whole, share.base, share.percent(PRINTED))
