"""Hold what was claimed in public against the record and the law: a verdict from a closed list, with its arithmetic.

No verdict is stored anywhere: each is computed here, and changes when an act or the date of a rule changes.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TypeAlias

from isonomia.errors import InputError, RulebookError
from isonomia.exact import Share, decimal_text, fits_print, read_decimal, whole_number
from isonomia.figures.catalogue import fields_of
from isonomia.figures.gathered import check_of_proposals
from isonomia.figures.of_laws import check_of_laws
from isonomia.figures.of_rules import check_of_rules
from isonomia.figures.of_statistics import check_of_statistics
from isonomia.figures.of_surveys import check_of_surveys
from isonomia.figures.of_winners import check_of_winners
from isonomia.figures.spans import check_days, check_span
from isonomia.figures.territories import check_even, check_order
from isonomia.figures.verdicts import Check, Notes, Verdict, note
from isonomia.record.act import Act
from isonomia.referendum.state import Referendum
from isonomia.reform import acts
from isonomia.reform.acts import BASES
from isonomia.reform.polls import OfSurveys
from isonomia.reform.road import Reform
from isonomia.reform.statistics import OfStatistics

OutsideVotes: TypeAlias = acts.OfLaws | acts.OfRules | acts.OfProposals | OfStatistics | OfSurveys | acts.WinnersClaim


def check_all(reform: Reform) -> list[Check]:
    """Every claim of a record with its verdict, in the order of entry."""
    return [check(act, body, reform) for act, body in reform.published()]


def check(act: Act, claim: acts.ClaimPublished, reform: Reform) -> Check:
    """Hold one claim against the record; what the record does not hold makes it not derivable."""
    asserted = claim.asserts
    if isinstance(asserted, acts.WaitingClaim):
        return Check(claim.claim, None, acts=(act,), waits_for=asserted.institution)
    if isinstance(asserted, OutsideVotes):
        return _outside_votes(act, claim, asserted, reform)
    state = reform.referendums.get(claim.about)
    if state is None or not state.stages():
        return Check(claim.claim, Verdict.NOT_DERIVABLE, acts=(act,), notes=(note("no_result", matter=claim.about),))
    try:
        return _held(claim, asserted, state, reform)
    except RulebookError as error:
        return Check(claim.claim, Verdict.NOT_DERIVABLE, acts=(act,), notes=(note("law_unknown", reason=error),))


def _outside_votes(act: Act, claim: acts.ClaimPublished, asserted: OutsideVotes, reform: Reform) -> Check:
    """Hold a claim that needs no result of a vote; one without acts of its own to show cites the claim itself."""
    try:
        if isinstance(asserted, acts.OfLaws):
            found = check_of_laws(claim, asserted, reform)
        elif isinstance(asserted, acts.OfProposals):
            found = check_of_proposals(claim, asserted, reform)
        elif isinstance(asserted, OfStatistics):
            found = check_of_statistics(claim, asserted, reform)
        elif isinstance(asserted, OfSurveys):
            found = check_of_surveys(claim, asserted, reform)
        elif isinstance(asserted, acts.WinnersClaim):
            found = check_of_winners(claim.claim, asserted, reform)
        else:
            found = check_of_rules(claim, asserted, reform)
    except (RulebookError, InputError) as error:
        found = Check(claim.claim, Verdict.NOT_DERIVABLE, notes=(note("law_unknown", reason=error),))
    return found if found.acts else replace(found, acts=(act,))


def _held(claim: acts.ClaimPublished, asserted: acts.OfVotes, state: Referendum, reform: Reform) -> Check:
    match asserted:
        case acts.ShareClaim() as share:
            return _share(claim.claim, share, state)
        case acts.TestClaim(rule=rule):
            return _test(claim.claim, rule, state)
        case acts.SpanClaim() as span:
            return check_span(claim, span, reform)
        case acts.DaysClaim(stated=stated):
            return check_days(claim, stated, reform)
        case acts.OrderClaim() as order:
            return check_order(claim.claim, order, state)
        case acts.EvenClaim() as even:
            return check_even(claim.claim, even, state)


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
