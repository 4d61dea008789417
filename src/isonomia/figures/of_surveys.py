"""Claims about surveys and exit polls, held against what sources printed of them, the law of the day and the result.

A share of one base is never held against a share of another: beside the claim stands what a conversion comes to.
"""

from collections.abc import Iterator
from datetime import date

from isonomia.exact import decimal_text, fits_print, read_decimal
from isonomia.figures.verdicts import Check, Note, Notes, Verdict, note
from isonomia.record.act import Act
from isonomia.record.sources import read_day
from isonomia.referendum.state import Referendum
from isonomia.reform import polls
from isonomia.reform.acts import ClaimPublished
from isonomia.reform.road import Reform
from isonomia.rulebook.law import Law
from isonomia.surveys.acts import StatedShare, StatementRecorded
from isonomia.surveys.rules import EXIT_POLL
from isonomia.surveys.scoring import Forecast, Result, carried, score
from isonomia.surveys.shares import printed, root_text, simple_margin_squared
from isonomia.surveys.survey import whole

Told = tuple[Act, StatementRecorded]
Printed = tuple[Act, StatementRecorded, StatedShare]
PRINTED = 2


def check_of_surveys(claim: ClaimPublished, asserted: polls.OfSurveys, reform: Reform) -> Check:
    """Hold a claim about surveys against what the record holds of them."""
    match asserted:
        case polls.PolledClaim() as polled:
            return _polled(claim, polled, reform)
        case polls.AskedClaim() as asked:
            return _asked(claim.claim, asked, reform)
        case polls.PolledRangeClaim() as spread:
            return _spread(claim, spread, reform)
        case polls.MatchClaim() as match:
            return _match(claim, match, reform)


def _told(survey: str | None, about: str, reform: Reform) -> list[Told]:
    """What sources printed of one survey; of all that are about a vote where none is named."""
    surveys = (one for matter, one in reform.surveys.matters.items() if survey in (None, matter))
    return [told for one in surveys if one.body.about == about for told in one.statements]


def _share(body: StatementRecorded, quantity: str) -> StatedShare | None:
    return next((one for one in body.shares if one.quantity == quantity), None)


def _printed(told: list[Told], quantity: str) -> list[Printed]:
    return [(act, body, one) for act, body in told if (one := _share(body, quantity))]


def _verdict(fits: list[bool], publishers: set[str]) -> Verdict:
    """All sources say so, or some, or none; that one publisher alone says so is told."""
    if all(fits):
        return Verdict.SINGLE if len(publishers) == 1 else Verdict.HOLDS
    return Verdict.CONFLICT if any(fits) else Verdict.CONTRADICTED


def _publishers(told: list[Told]) -> set[str]:
    return {source.publisher for _, body in told for source in body.sources}


def _polled(claim: ClaimPublished, asserted: polls.PolledClaim, reform: Reform) -> Check:
    """A share as printed of a survey, with the margin that a simple sample of its size would have."""
    found = _printed(_told(asserted.survey, claim.about, reform), asserted.quantity)
    if not found:
        missing = note("no_survey", quantity=asserted.quantity)
        return Check(claim.claim, Verdict.NOT_DERIVABLE, notes=(missing,))
    wanted = read_decimal(asserted.percent)[0]
    fits = [read_decimal(one.percent)[0] == wanted for _, _, one in found]
    verdict = _verdict(fits, _publishers([(act, body) for act, body, _ in found]))
    _, body, one = found[0]
    notes = (*_margin(body, one), *_beside(body, one, asserted.beside))
    value = ", ".join(dict.fromkeys(one.percent for _, _, one in found))
    return Check(
        claim.claim, verdict, base=one.base or "", value=value, acts=tuple(act for act, _, _ in found), notes=notes
    )


def _margin(body: StatementRecorded, one: StatedShare) -> Notes:
    if not (body.number and one.base):
        return ()
    margin = root_text(simple_margin_squared(printed(one.percent, one.base), body.number), PRINTED)
    return (note("simple_margin", number=body.number, margin=margin),)


def _beside(body: StatementRecorded, one: StatedShare, names: tuple[str, ...]) -> Iterator[Note]:
    """Other shares of the same survey; that it stands above one of them is told, for it may be a tension."""
    for other in (found for name in names if (found := _share(body, name))):
        above = read_decimal(one.percent)[0] > read_decimal(other.percent)[0]
        shown = {"percent": one.percent, "other": other.quantity, "beside": other.percent}
        yield note("polled_above", **shown) if above else note("polled_beside", **shown)


def _asked(id: str, asserted: polls.AskedClaim, reform: Reform) -> Check:
    """How a survey was made, as printed; units are counted in the register of the days on which it was made."""
    survey = reform.surveys.matters.get(asserted.survey)
    if survey is None or not survey.statements:
        return Check(id, Verdict.NOT_DERIVABLE, notes=(note("not_in_record", what=asserted.survey),))
    told = survey.statements
    if asserted.units:
        return _units(id, asserted, told, reform)
    if asserted.number is not None:
        said = [
            (act, body.number == asserted.number, str(body.number)) for act, body in told if body.number is not None
        ]
    else:
        days = (asserted.field_from, asserted.field_to)
        said = [
            (act, (body.field_from, body.field_to) == days, f"{body.field_from}..{body.field_to}") for act, body in told
        ]
    verdict = _verdict([fits for _, fits, _ in said], _publishers(told)) if said else Verdict.NOT_DERIVABLE
    value = ", ".join(dict.fromkeys(value for _, _, value in said))
    return Check(id, verdict, value=value, acts=tuple(act for act, _, _ in said))


def _units(id: str, asserted: polls.AskedClaim, told: list[Told], reform: Reform) -> Check:
    """Hold the units against the register as at the last day of the survey, and tell since when it has as many."""
    act, body = told[0]
    asked, rulebook = read_day(body.field_to), reform.rulebook()
    counted = _of_kinds(asserted, rulebook.on(asked))
    wanted = [one.number for one in asserted.units]
    notes = [
        note("units_on_day", kinds=", ".join(one.kinds), number=number, day=asked)
        for one, number in zip(asserted.units, counted, strict=True)
    ]
    days = sorted({one.since.first for one in rulebook.on(date.max).register()})
    since = next((day for day in days if day > asked and _of_kinds(asserted, rulebook.on(day)) == wanted), None)
    if since:
        notes.append(note("units_since", day=since))
    # The sources of the last change by the day on which there were, or will be, as many.
    register = rulebook.on(since or asked).register()
    changed = max(one.since.first for one in register)
    cited = dict.fromkeys(place.act for one in register if one.since.first == changed for place in one.citations)
    verdict = Verdict.HOLDS if counted == wanted else Verdict.CONTRADICTED
    value = str(sum(counted))
    return Check(id, verdict, None, None, "territories", value, "; ".join(cited), (act,), tuple(notes))


def _of_kinds(asserted: polls.AskedClaim, law: Law) -> list[int]:
    return [sum(one.kind in units.kinds for one in law.register()) for units in asserted.units]


def _spread(claim: ClaimPublished, asserted: polls.PolledRangeClaim, reform: Reform) -> Check:
    """The lowest and the highest share of all exit polls; beside it each house against the result on its own base."""
    told = [(act, body) for act, body in _told(None, claim.about, reform) if body.kind == EXIT_POLL]
    polled = _printed(told, asserted.quantity)
    if not polled:
        return Check(claim.claim, Verdict.NOT_DERIVABLE, notes=(note("no_survey", quantity=asserted.quantity),))
    values = sorted({one.percent for _, _, one in polled}, key=lambda text: read_decimal(text)[0])
    fits = [read_decimal(text)[0] for text in (values[0], values[-1])] == [
        read_decimal(text)[0] for text in (asserted.least, asserted.most)
    ]
    state = reform.referendums.get(claim.about)
    notes = dict.fromkeys(_against(polled, asserted.quantity, state)) if state and state.stages() else {}
    return Check(
        claim.claim,
        Verdict.HOLDS if fits else Verdict.CONTRADICTED,
        base=", ".join(dict.fromkeys(one.base or "" for _, _, one in polled)),
        value=f"{values[0]}–{values[-1]}",
        acts=tuple(act for act, _, _ in polled),
        notes=tuple(notes),
    )


def _against(polled: list[Printed], quantity: str, state: Referendum) -> Iterator[Note]:
    """Each house against the last result: carried to the base of the house, and as it is, where it says nothing."""
    stage = state.stage(state.stages()[-1])
    official = stage.count.share(quantity, "took_part", state.law)
    for _, body, one in polled if official else ():
        if one.base is None or official is None or not whole(body):
            # A misprint is a finding; it is no error of the house.
            continue
        forecast = Forecast(body.house, quantity, printed(one.percent, one.base), registered=False)
        result = Result(stage.name, quantity, official)
        if score(forecast, result).error is None:
            shown = {"percent": official.percent(PRINTED), "base": official.base, "other": one.base}
            yield note("result_of_other_base", **shown)
        result = carried(result, one.base, stage.count.known())
        error = score(forecast, result).error
        if error is not None:
            shown = {"house": body.house, "percent": one.percent, "base": one.base}
            found = {"result": result.share.percent(PRINTED), "error": decimal_text(error, PRINTED)}
            yield note("house_error", **shown, **found)


def _match(claim: ClaimPublished, asserted: polls.MatchClaim, reform: Reform) -> Check:
    """Two shares of unlike things are not comparable; how far their numbers lie apart is told as numbers alone."""
    told = _printed(_told(asserted.survey, claim.about, reform), asserted.quantity)
    state = reform.referendums.get(claim.about)
    stage = state.stage(state.stages()[-1]) if state and state.stages() else None
    counted = stage.count.share(asserted.measure, asserted.base, state.law) if state and stage else None
    if not told or state is None or stage is None or counted is None:
        return Check(claim.claim, Verdict.NOT_DERIVABLE, notes=(note("no_survey", quantity=asserted.quantity),))
    act, body, one = told[0]
    share = printed(one.percent, one.base or counted.base)
    found = score(Forecast(body.house, asserted.quantity, share, False), Result(stage.name, asserted.measure, counted))
    apart = (share.fraction - counted.fraction) * 100
    margin = simple_margin_squared(share, body.number) if body.number else None
    notes = [
        note("as_numbers", polled=one.percent, counted=counted.percent(PRINTED), apart=decimal_text(apart, PRINTED))
    ]
    if margin is not None:
        shown = {"margin": root_text(margin, PRINTED), "number": str(body.number)}
        inside = note("inside_simple_margin", **shown)
        notes.append(inside if apart**2 <= margin else note("outside_simple_margin", **shown))
    said = all(read_decimal(other.percent)[0] == read_decimal(asserted.percent)[0] for _, _, other in told)
    stages = [state.stage(name).count.share(asserted.measure, asserted.base, state.law) for name in state.stages()]
    if not said or not any(one and fits_print(one.fraction * 100, asserted.counted) for one in stages):
        verdict = Verdict.CONTRADICTED
    elif found.error is None:
        verdict = Verdict.NOT_COMPARABLE
        notes.insert(0, note("unlike_quantities", quantity=asserted.quantity, measure=asserted.measure))
    else:
        verdict = Verdict.HOLDS if margin is not None and apart**2 <= margin else Verdict.CONTRADICTED
    cited = (act, *stage.acts.get(asserted.measure, ()))
    return Check(claim.claim, verdict, value=decimal_text(apart, PRINTED), acts=cited, notes=tuple(notes))
