"""Claims about territories: which voted more actively, and how evenly."""

from isonomia.exact import read_decimal
from isonomia.figures.verdicts import Check, Notes, Verdict, note
from isonomia.referendum.rules import TerritoryCount
from isonomia.referendum.state import Referendum
from isonomia.referendum.turnout import last_points, series
from isonomia.reform import acts


def _territories(state: Referendum) -> str:
    """What says which territories there were on the day that governs."""
    return "; ".join(dict.fromkeys(one.act for unit in state.law.register() for one in unit.citations))


def check_order(id: str, claim: acts.OrderClaim, state: Referendum) -> Check:
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


def check_even(id: str, claim: acts.EvenClaim, state: Referendum) -> Check:
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
