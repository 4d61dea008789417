"""What the law asks of the decisions on a recall; what the sources do not give blocks only what needs it."""

import hashlib
from datetime import date

from isonomia.errors import Finding, InputError, one_of, refused
from isonomia.procedure.acts import Basis, Remedy
from isonomia.procedure.checking import check_commitments, check_refusal
from isonomia.procedure.stepping import check_ground, check_rests, settled
from isonomia.procedure.terms import Laws, Running, passed
from isonomia.recall import acts, rules
from isonomia.recall.sampling import Sample, bears
from isonomia.record.act import Act
from isonomia.record.sources import read_day
from isonomia.rulebook.law import Law, Unknown


def check_applied(act: Act, body: acts.RecallApplied) -> None:
    """Refuse an application whose words or days cannot be true; whether it is lawful a person decides."""
    one_of(body.body, rules.BODIES, "body")
    one_of(body.mandate, rules.MANDATES, "mandate")
    one_of(body.ground, rules.GROUNDS, "ground")
    check_commitments(act, ("content",), ("applicant",))
    applied, began, ends = (read_day(one) for one in (body.on, body.mandate_began, body.mandate_ends))
    if not began <= applied <= ends or not body.group:
        raise InputError(f"asked on {applied} by {body.group}: the mandate runs from {began} to {ends}")


def check_registrable(act: Act, applied: acts.RecallApplied, laws: Laws, day: date) -> None:
    """Refuse to register what the law of the day does not open to recall.

    Law:
        recall.bodies      whose deputies can be recalled
        recall.mandates    with which mandate
        recall.grounds     on which ground
        recall.min_group   how many must ask for it
    """
    law = laws.on(day)
    for key, given in (
        ("recall.bodies", applied.body),
        ("recall.mandates", applied.mandate),
        ("recall.grounds", applied.ground),
    ):
        rule = settled(act, key, law)
        if given not in law.words(key):
            finding = Finding.of("not_open_to_recall", act.matter, rule=key, given=f"recall_{given}", day=day)
            raise refused(f"{key} does not name {given} on {day}", finding, rule.citation)
    least = settled(act, "recall.min_group", law)
    if applied.group < law.number("recall.min_group"):
        numbers = {"counted": applied.group, "wanted": law.number("recall.min_group")}
        finding = Finding.of("below_minimum", act.matter, rule="recall.min_group", **numbers)
        raise refused(f"asked for by {applied.group}", finding, least.citation)
    _check_blackouts(act, applied, laws, day)


def _check_blackouts(act: Act, applied: acts.RecallApplied, laws: Laws, day: date) -> None:
    """Refuse an application at the begin or the end of a mandate, or too soon after a vote that kept it."""
    asked = read_day(applied.on)
    for key, event in zip(rules.BLACKOUTS, (applied.mandate_began, applied.mandate_ends, applied.kept_on), strict=True):
        if event is None:
            continue
        settled(act, key, laws.on(day))
        limit = laws.deadline(key, read_day(event), of=day)
        if isinstance(limit, Unknown):
            finding = Finding.of("rule_needed", act.matter, rule=key, day=day, missing=limit.missing)
            raise refused(f"{key} cannot be reckoned: {limit.missing}", finding)
        barred = asked >= limit.due if limit.term.ahead else asked <= limit.due
        if barred:
            finding = Finding.of("in_blackout", act.matter, asked=asked, due=limit.due)
            raise refused(f"asked on {asked}; {key} reaches to {limit.due}", finding)


def check_refusing(act: Act, body: acts.RecallRefused, laws: Laws, day: date) -> None:
    """Check ground, article, facts and remedies of a refused application.

    Law:
        recall.refused_if   on which grounds
        recall.remedies     what can be done against it
    """
    line = check_ground(act, "recall.refused_if", body.ground, laws.on(day), rules.REFUSALS)
    check_rests(act, body.basis, "recall.refused_if", line.article)
    _check_remedies(act, body.basis, body.remedies, day, laws, "recall.remedies")


def _check_remedies(act: Act, basis: Basis, remedies: tuple[Remedy, ...], day: date, laws: Laws, listed: str) -> None:
    for one in remedies:
        one_of(one.kind, rules.GIVEN_REMEDIES, "remedy")
    check_refusal(act, basis, remedies, day, laws, given_by=listed)


def check_counts(act: Act, body: acts.SignaturesChecked, filed: Act | None) -> None:
    """Refuse a check of other sheets, or whose counts cannot be true."""
    check_commitments(act, ("sheets",))
    if filed is None or not isinstance(filed.body, acts.SignaturesFiled) or filed.commit != act.commit:
        raise refused("these are not the sheets that were filed", Finding.of("another_roll", act.matter))
    kinds, numbers = [one.kind for one in body.faults], [one.number for one in body.faults]
    for kind in kinds:
        one_of(kind, rules.FAULTS, "fault of a signature")
    left_out = filed.body.number - body.valid
    if len(set(kinds)) != len(kinds) or not max(numbers, default=0) <= left_out <= sum(numbers):
        raise InputError(f"the counts cannot be true: {filed.body.number} signatures, {body.valid} valid, {numbers}")


def seed_of(sheets: str, value: str, matter: str) -> str:
    """The seed of a sample: SHA-256 over the commitment to the sheets, the value of the source and the matter.

    The sheets are bound to before the source speaks, so that nobody has anything left to choose.
    """
    return hashlib.sha256(f"{sheets}||{value}||{matter}".encode()).hexdigest()


def check_sample(act: Act, body: acts.SampleChecked, announced: acts.SampleAnnounced, filed: Act, day: date) -> Sample:
    """Refuse a sample that was not drawn as announced, and return what it counted."""
    check_commitments(act, (), ("sample",))
    seed = seed_of(filed.commit[0].hmac, body.value, act.matter)
    if body.seed != seed or day < read_day(announced.source.due_on):
        finding = Finding.of("sample_not_as_announced", act.matter, due=announced.source.due_on)
        raise refused(f"the seed that follows is {seed}, from {announced.source.due_on} on", finding)
    if not isinstance(filed.body, acts.SignaturesFiled):
        raise InputError(f"{filed.act} files no signatures")
    return Sample(filed.body.number, announced.drawn, body.valid)


def told_by(sample: Sample, voters: int, law: Law) -> bool | Unknown | None:
    """Whether a sample shows that there are enough signatures, or too few; None where it shows neither.

    Law:
        recall.sample_risk   in which part of all samples it may mislead
    """
    share, risk = (rules.bar(law.find(key)) for key in ("recall.signature_share", "recall.sample_risk"))
    if isinstance(share, Unknown) or isinstance(risk, Unknown):
        return share if isinstance(share, Unknown) else risk if isinstance(risk, Unknown) else None
    return bears(sample, share.required(voters), risk.share)


def check_enough(act: Act, told: bool | Unknown | None, *, wanted: bool, day: date) -> None:
    """Refuse what needs enough signatures, or too few, where the count does not show it."""
    if isinstance(told, Unknown):
        finding = Finding.of("rule_needed", act.matter, rule=told.key, day=day, missing=told.missing)
        raise refused(f"{act.act} needs {told.key}, unknown on {day}: {told.missing}", finding)
    if told is not wanted:
        code = "signatures_undecided" if told is None else "signatures_tell_otherwise"
        raise refused(f"the count of signatures does not bear {act.act}", Finding.of(code, act.matter))


def check_ending(act: Act, body: acts.RecallEnded, laws: Laws, day: date) -> None:
    """Check ground, article, facts and remedies of an end without a vote.

    Law:
        recall.ended_if          on which grounds
        recall.remedies_of_end   what can be done against it; where the sources are silent, whatever rule is named
    """
    line = check_ground(act, "recall.ended_if", body.ground, laws.on(day), rules.ENDS)
    check_rests(act, body.basis, "recall.ended_if", line.article)
    _check_remedies(act, body.basis, body.remedies, day, laws, "recall.remedies_of_end")


def check_not_filed(act: Act, collection: Running | None, day: date) -> None:
    """Refuse to end for sheets that may still come in, or where no term is known."""
    if not passed(collection, day):
        raise refused("signatures may still be collected", Finding.of("still_collecting", act.matter))


def decided(act: Act, count: acts.VoteCounted, law: Law) -> str:
    """What the count comes to by the law of the day; refused where quorum or majority are unknown."""
    settled(act, "recall.quorum", law)
    rule = settled(act, "recall.majority", law)
    outcome = rules.outcome(count.voters, count.took_part, count.yes, law)
    if isinstance(act.body, acts.RecallDecided) and act.body.outcome != outcome:
        finding = Finding.of("outcome_unlike_count", act.matter, outcome=f"recall_{outcome}")
        raise refused(f"the count comes to {outcome}, not to {act.body.outcome}", finding, rule.citation)
    return outcome
