"""Claims about what the law says: a rule on a day, a number that the law raised, a holiday that moved."""

from datetime import date

from isonomia.deadlines.calendar import Calendar, DayKind
from isonomia.figures.verdicts import Check, Note, Notes, Verdict, note
from isonomia.reform import acts
from isonomia.reform.road import Reform
from isonomia.rulebook.law import Entries, Gap, Rule, Rulebook, Unknown

ON_THE_DAY = (DayKind.HOLIDAY, DayKind.HOLIDAY_ON_WEEKEND)


def check_of_rules(claim: acts.ClaimPublished, asserted: acts.OfRules, reform: Reform) -> Check:
    """Hold a claim about the law against the dated rulebook of the record.

    Law:
        constitution.death_penalty               whether it may be provided for
        constitution.forced_labour_by_court      by which act of a court
        constitution.forced_labour_without_court when without a court
        constitution.religion                    how state and religion stand to each other
        constitution.digital_technologies        whether people are protected where they are used
        constitution.compensation_by_state       for which harm the state answers
        elections.party_list_quota               which per cent of a party list, together
        elections.party_list_quota_for           for whom that quota is
    """
    match asserted:
        case acts.RuleClaim() as rule:
            return _rule(claim, rule, reform.rulebook())
        case acts.ChangeClaim() as change:
            return _change(claim, change, reform.rulebook())
        case acts.HolidayClaim(holiday=name):
            return _holiday(claim.claim, name, reform.rulebook())


def _day(claim: acts.ClaimPublished, rulebook: Rulebook, key: str) -> date:
    """The day whose law a claim speaks of: its own, or where it has none, that of the rule in its newest form."""
    if claim.stated_on is not None:
        return date.fromisoformat(claim.stated_on)
    since = rulebook.rules[key][-1].since if key in rulebook.rules else None
    return since.last if since else date.min


def _rule(claim: acts.ClaimPublished, asserted: acts.RuleClaim, rulebook: Rulebook) -> Check:
    """A rule says this on the day of the claim; what it said before, and what stands beside it, is shown."""
    day = _day(claim, rulebook, asserted.rule)
    rule = rulebook.on(day).rule(asserted.rule)
    holds = asserted.value in values_of(rule)
    if holds and asserted.newly:
        former = _former(rule, rulebook)
        if former is None:
            return Check(
                claim.claim, Verdict.NOT_DERIVABLE, notes=(_stands(rule), note("before_unknown", rule=rule.key))
            )
        holds = asserted.value not in values_of(former)
    notes: Notes = (_stands(rule),)
    notes += _before(rule, rulebook) if holds else _later(asserted, day, rulebook)
    notes += _beside(asserted.beside, day, rulebook)
    notes += (note("first_not_derivable"),) if asserted.first and holds else ()
    verdict = Verdict.HOLDS if holds else Verdict.CONTRADICTED
    return Check(claim.claim, verdict, None, None, "", _said(rule), rule.citation, (), notes)


def _stands(rule: Rule) -> Note:
    if rule.until is None:
        return note("rule_since", value=_said(rule), since=rule.since)
    return note("rule_between", value=_said(rule), since=rule.since, until=rule.until)


def values_of(rule: Rule) -> tuple[str, ...]:
    """What a rule says, as words: of lines, the word of each."""
    if isinstance(rule.value, Entries):
        return rule.value.words
    return rule.value if isinstance(rule.value, tuple) else (str(rule.value),)


def _said(rule: Rule) -> str:
    return ", ".join(values_of(rule))


def _former(rule: Rule, rulebook: Rulebook) -> Rule | None:
    """What the rule said before; None where nothing is known of that."""
    spans = rulebook.rules[rule.key]
    former = spans[spans.index(rule) - 1] if spans.index(rule) else None
    return former if isinstance(former, Rule) else None


def _before(rule: Rule, rulebook: Rulebook) -> Notes:
    former = _former(rule, rulebook)
    return (note("rule_before", value=_said(former), until=rule.since),) if former else ()


def _later(asserted: acts.RuleClaim, day: date, rulebook: Rulebook) -> Notes:
    """From when the rule says what was claimed, where it came to say so only later."""
    for span in rulebook.rules[asserted.rule]:
        if isinstance(span, Rule) and span.since.first > day and asserted.value in values_of(span):
            return (note("rule_later", value=_said(span), since=span.since),)
    return ()


def _beside(key: str, day: date, rulebook: Rulebook) -> Notes:
    found = rulebook.on(day).find(key) if key else None
    return (note("rule_beside", value=_said(found)),) if isinstance(found, Rule) else ()


def _change(claim: acts.ClaimPublished, asserted: acts.ChangeClaim, rulebook: Rulebook) -> Check:
    """A number was raised or lowered: its last value by the day of the claim is held against the first one known."""
    day = _day(claim, rulebook, asserted.rule)
    spans = [one for one in rulebook.rules.get(asserted.rule, ()) if _begun(one, day)]
    known = [(one, one.value) for one in spans if isinstance(one, Rule) and isinstance(one.value, int)]
    if len(known) < 2:
        return Check(claim.claim, Verdict.NOT_DERIVABLE, notes=(note("one_value_known", rule=asserted.rule),))
    (first, before), (last, now) = known[0], known[-1]
    moved = now > before if asserted.direction == "raised" else now < before
    notes: Notes = tuple(note("number_since", number=value, since=one.since) for one, value in known)
    for one, _ in known:
        notes += _beside(asserted.beside, one.since.last, rulebook)
    verdict = Verdict.HOLDS if moved else Verdict.CONTRADICTED
    cited = "; ".join(dict.fromkeys((first.citation, last.citation)))
    return Check(claim.claim, verdict, now, before, "number_before", str(now), cited, (), notes)


def _begun(span: Rule | Gap, day: date) -> bool:
    return span.since is not None and span.since.first <= day


def _holiday(id: str, name: str, rulebook: Rulebook) -> Check:
    """A holiday got another day: the days of the year on which the calendar has it are held against each other."""
    calendar = rulebook.on(date.min).calendar()
    if isinstance(calendar, Unknown):
        return Check(id, Verdict.NOT_DERIVABLE, notes=(note("law_unknown", reason=calendar.missing),))
    days = holidays(calendar, name)
    if len(days) < 2:
        return Check(id, Verdict.NOT_DERIVABLE, notes=(note("holiday_unknown", name=name),))
    places = {(day.month, day.day): day for day in reversed(days)}
    notes = tuple(note("holiday_from", day=day) for day in reversed(places.values()))
    told = "; ".join(dict.fromkeys(one.source for one in calendar.noted if one.day in days))
    verdict = Verdict.HOLDS if len(places) > 1 else Verdict.CONTRADICTED
    return Check(id, verdict, len(places), None, "holiday_days", str(len(places)), told, (), notes)


def holidays(calendar: Calendar, name: str) -> list[date]:
    """The days on which a holiday itself falls, in order; days off in its place are none."""
    named = (one for one in calendar.noted if one.kind in ON_THE_DAY and one.names)
    return sorted(one.day for one in named if one.names["en"] == name)
