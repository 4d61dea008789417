"""What the law asks of the decisions on a party: a check that adds up, minima, terms; of a refusal, more than that."""

from collections.abc import Iterable
from datetime import date

from isonomia.deadlines.terms import months_on
from isonomia.errors import Finding, InputError, one_of, refused
from isonomia.parties import acts, rules
from isonomia.parties.minima import Group, Members, Minimum, Standing, of_group, of_members
from isonomia.procedure.acts import Basis, Remedy
from isonomia.procedure.checking import check_basis, check_commitments, check_refusal
from isonomia.procedure.stepping import check_ground, check_rests
from isonomia.procedure.terms import Laws, Running, kept, passed
from isonomia.record.act import Act
from isonomia.rulebook.law import Law, Unknown


def counted(parts: Iterable[acts.InTerritory]) -> dict[str, int]:
    """Counts by territory, each territory once."""
    found: dict[str, int] = {}
    for one in parts:
        if one.territory in found:
            raise InputError(f"{one.territory} stands twice")
        found[one.territory] = one.number
    return found


def check_counts(act: Act, body: acts.RollChecked, filed: Act | None, law: Law) -> None:
    """Refuse a check that is of another roll, or whose counts cannot be true."""
    check_commitments(act, ("roll",))
    if filed is None or not isinstance(filed.body, acts.RollFiled) or filed.commit != act.commit:
        raise refused("this is not the roll that was filed", Finding.of("another_roll", act.matter))
    kinds = [one.kind for one in body.faults]
    for kind in kinds:
        one_of(kind, rules.FAULTS, "fault of a roll")
    known_territories((one.territory for one in body.by_territory), law)
    by_territory, faulty = counted(body.by_territory), sum(one.number for one in body.faults)
    # A line may have several faults, so what is left out is at least the largest of them and at most their sum.
    left_out, most = body.rows - body.members, max((one.number for one in body.faults), default=0)
    adds_up = sum(by_territory.values()) == body.members and body.rows == filed.body.rows
    if len(set(kinds)) != len(kinds) or not adds_up or not most <= left_out <= faulty:
        raise InputError(f"the counts cannot be true: {body.rows} lines, {body.members} members, {faulty} faults")


def check_registrable(act: Act, group: Group | None, members: Members | None, law: Law) -> None:
    """Refuse to register a party below a minimum; a minimum on which the sources are silent blocks this alone."""
    if group is None or members is None:
        raise refused("no roll was checked", Finding.of("roll_not_checked", act.matter))
    for standing in (of_group(group, law), of_members(members, law)):
        _check_standing(act, standing)


def _check_standing(act: Act, standing: Standing) -> None:
    for one in standing.tests:
        if isinstance(one, Unknown):
            finding = Finding.of("rule_needed", act.matter, rule=one.key, day=standing.day, missing=one.missing)
            raise refused(f"{act.act} needs {one.key}, unknown on {standing.day}: {one.missing}", finding)
        if not one.passed:
            reason = f"{one.counted} counted, {one.wanted} wanted by {one.key}"
            numbers = {"counted": one.counted, "wanted": one.wanted}
            raise refused(reason, Finding.of("below_minimum", act.matter, rule=one.key, **numbers), one.citation)


def check_in_time(act: Act, **terms: Running | None) -> None:
    """Refuse to register a party that was founded out of time; a term of which no day is known bars nobody."""
    for what, term in terms.items():
        if kept(term) is False:
            finding = Finding.of("founded_too_late", act.matter, what=f"party_{what}")
            raise refused(f"too late: {what}", finding)


def check_refusing(
    act: Act, body: acts.RegistrationRefused, check: acts.RollChecked | None, law: Law, laws: Laws
) -> None:
    """Check ground, article, facts and remedies; and that the counts bear a ground that speaks of the roll.

    Law:
        parties.grounds    on which grounds registration is refused, and what the check must have shown
        parties.remedies   what can be done against it
    """
    line = check_ground(act, "parties.grounds", body.ground, law, rules.GROUNDS)
    check_rests(act, body.basis, "parties.grounds", line.article)
    check_remedies(act, body.basis, body.remedies, law.day, laws)
    if line.words and not any(_shown(one, check, law) for one in line.words):
        finding = Finding.of("refused_against_counts", act.matter, ground=f"party_{body.ground}")
        raise refused(f"the check of the roll does not show {' or '.join(line.words)}", finding, line.article)


def _shown(condition: str, check: acts.RollChecked | None, law: Law) -> bool:
    """Whether the check of the roll shows what a ground asks for."""
    if check is None:
        return False
    if condition == rules.SHORTFALL:
        return of_members(Members(check.members, counted(check.by_territory)), law).reached is False
    return any(one.number for one in check.faults if one.kind in rules.barring(law))


def check_remedies(act: Act, basis: Basis, remedies: tuple[Remedy, ...], day: date, laws: Laws) -> None:
    """Check that a decision against a party has its article, its facts and its remedies."""
    for one in remedies:
        one_of(one.kind, rules.GIVEN_REMEDIES, "remedy")
    check_refusal(act, basis, remedies, day, laws, given_by=rules.REMEDIES)


def check_again(act: Act, refused_on: date, day: date, laws: Laws) -> None:
    """Refuse papers that come in again before the law lets them; where it names no day, they may come at once."""
    wait = laws.deadline("parties.again", refused_on)
    if not isinstance(wait, Unknown) and day <= wait.due:
        finding = Finding.of("filed_again_early", act.matter, day=day, due=wait.due)
        raise refused(f"papers may come in again after {wait.due}", finding)


def known_territories(territories: Iterable[str], law: Law) -> set[str]:
    """Refuse territories that the country does not have on that day; where its list is unknown, none is refused."""
    strange = [] if isinstance(law.territories, Unknown) else [one for one in territories if one not in law.by_id]
    if strange:
        raise InputError(f"{strange[0]} is no territory of {law.country} on {law.day}")
    return set(territories)


def has_all_branches(branches: set[str], law: Law) -> bool:
    """Whether there are branches in as many territories as the law asks for; not where the sources are silent."""
    share = of_members(Members(0, {}), law)
    wanted = [one.wanted for one in share.tests if isinstance(one, Minimum) and one.key == "parties.territories"]
    return bool(wanted) and len(branches) >= wanted[0]


def check_branches_missed(act: Act, term: Running | None, day: date) -> None:
    """Refuse to annul a registration whose term for branches runs, was kept, or is not known."""
    if not passed(term, day):
        raise refused("the term for branches is not missed", Finding.of("branches_not_missed", act.matter))


def check_suspension(act: Act, body: acts.PartySuspended, day: date, laws: Laws) -> date:
    """Check ground, length and remedies of a suspension, and return its last day.

    Law:
        parties.suspended_if   on which grounds a court suspends the activity of a party
    """
    law = laws.on(day)
    line = check_ground(act, "parties.suspended_if", body.ground, law, rules.SUSPENSIONS)
    check_rests(act, body.basis, "parties.suspended_if", line.article)
    check_remedies(act, body.basis, body.remedies, day, laws)
    span = rules.months_of_suspension(law)
    if isinstance(span, Unknown):
        finding = Finding.of("rule_needed", act.matter, rule=span.key, day=day, missing=span.missing)
        raise refused(f"{act.act} needs {span.key}: {span.missing}", finding)
    if not span[0] <= body.months <= span[1]:
        finding = Finding.of("suspension_too_long", act.matter, months=body.months, least=span[0], most=span[1])
        raise refused(f"suspended for {body.months} months: wanted {span[0]} to {span[1]}", finding)
    return months_on(day, body.months)


def check_dissolved(act: Act, body: acts.PartyDissolved, day: date, laws: Laws) -> None:
    """Check the ground on which a party ends; where a court ends it, facts and remedies as of a refusal.

    Law:
        parties.dissolved_if   on which grounds a party ends, and which of them a court decides
    """
    line = check_ground(act, "parties.dissolved_if", body.ground, laws.on(day), rules.ENDS)
    check_rests(act, body.basis, "parties.dissolved_if", line.article)
    if line.words:
        check_remedies(act, body.basis, body.remedies, day, laws)
        return
    check_commitments(act, ())
    check_basis(act, body.basis, day, laws)
