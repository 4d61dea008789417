"""Claims about what the law says: a rule on a day, a number that the law raised, a holiday that moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from isonomia.deadlines.calendar import Calendar, DayKind
from isonomia.exact import Bar, read_decimal, whole_number
from isonomia.figures.verdicts import Check, Note, Notes, Verdict, note
from isonomia.reform import acts
from isonomia.reform.road import Reform
from isonomia.rulebook.law import Entries, Rule, Rulebook, Unknown

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
        elections.chosen_by_rural_head           who chooses the heads of villages and rural districts
    """
    match asserted:
        case acts.RuleClaim() as rule:
            return _rule(claim, rule, reform)
        case acts.ChangeClaim() as change:
            return _change(claim, change, reform)
        case acts.HolidayClaim(holiday=name):
            return _holiday(claim.claim, name, reform.rulebook())


def _day(claim: acts.ClaimPublished, rulebook: Rulebook, key: str) -> date:
    """The day whose law a claim speaks of: its own, or where it has none, that of the rule in its newest form."""
    if claim.stated_on is not None:
        return date.fromisoformat(claim.stated_on)
    since = rulebook.rules[key][-1].since if key in rulebook.rules else None
    return since.last if since else date.min


def _rule(claim: acts.ClaimPublished, asserted: acts.RuleClaim, reform: Reform) -> Check:
    """A rule says this on the day of the claim; what it said before, and what stands beside it, is shown."""
    rulebook = reform.rulebook()
    day = _day(claim, rulebook, asserted.rule)
    came = _came(asserted, day, rulebook)
    day = came.since.last if came and asserted.coming else day
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
    if holds:
        notes += (*_dated(rule, claim, reform), *_before(rule, rulebook))
    elif came:
        # It came to say so only later.
        notes += (note("rule_later", value=_said(came), since=came.since),)
    notes += (*_beside(asserted.beside, day, rulebook), *_named(asserted.named, day, rulebook))
    notes += (note("first_not_derivable"),) if asserted.first and holds else ()
    verdict = Verdict.HOLDS if holds else Verdict.CONTRADICTED
    return Check(claim.claim, verdict, None, None, "", _said(rule), rule.citation, (), notes)


def _dated(rule: Rule, claim: acts.ClaimPublished, reform: Reform) -> Notes:
    """Where the law came to say it after the claim, or before the vote that the claim is about: from which day."""
    day = _day(claim, reform.rulebook(), rule.key)
    if rule.since.first > day:
        return (note("came_later", since=rule.since, days=(rule.since.first - day).days),)
    vote = reform.event(f"{claim.about}#polling_day", None)
    if vote and rule.since.last < vote[0]:
        return (note("before_the_vote", since=rule.since, vote=vote[0]),)
    return ()


def _came(asserted: acts.RuleClaim, day: date, rulebook: Rulebook) -> Rule | None:
    """The rule as it came to say, after a day, what was claimed."""
    spans = (one for one in rulebook.rules.get(asserted.rule, ()) if isinstance(one, Rule) and one.since.first > day)
    return next((one for one in spans if asserted.value in values_of(one)), None)


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


def _beside(key: str, day: date, rulebook: Rulebook) -> Notes:
    found = rulebook.on(day).find(key) if key else None
    return (note("rule_beside", value=_said(found)),) if isinstance(found, Rule) else ()


def _named(keys: Sequence[str], day: date, rulebook: Rulebook) -> Notes:
    """Other rules as they stood on a day, each under its name."""
    found = ((key, rulebook.on(day).find(key)) for key in keys)
    return tuple(note("rule_named", rule=key, value=_said(one)) for key, one in found if isinstance(one, Rule))


def _change(claim: acts.ClaimPublished, asserted: acts.ChangeClaim, reform: Reform) -> Check:
    """A number was raised or lowered: as stated, or its last value by the day of the claim against the first known."""
    rulebook = reform.rulebook()
    day = _day(claim, rulebook, asserted.rule)
    known = _numbers(rulebook, asserted.rule)
    begun = [one for one in known if one.rule.since.first <= day]
    stated = _stated(asserted, known)
    if stated is None and len(begun) < 2:
        return Check(claim.claim, Verdict.NOT_DERIVABLE, notes=(note("one_value_known", rule=asserted.rule),))
    first, last = stated or (begun[0], begun[-1])
    moved = last.size > first.size if asserted.direction == "raised" else last.size < first.size
    holds = moved and bool(stated or not asserted.former) and (last in begun or asserted.coming)
    shown = known[: max(len(begun), known.index(last) + 1)]
    notes: Notes = tuple(note("number_since", number=one.told, since=one.rule.since) for one in shown)
    if holds or last not in begun:
        notes += _dated(last.rule, claim, reform)
    for one in shown:
        notes += _beside(asserted.beside, one.rule.since.last, rulebook)
    cited = "; ".join(dict.fromkeys((first.rule.citation, last.rule.citation)))
    base = "percent_before" if isinstance(last.rule.value, Bar) else "number_before"
    parts = whole_number(last.size), whole_number(first.size), base, last.told
    return Check(claim.claim, Verdict.HOLDS if holds else Verdict.CONTRADICTED, *parts, cited, (), notes)


@dataclass(frozen=True, slots=True)
class _Number:
    """A rule that says a number, with how large it is; of a bar, its share in per cent."""

    rule: Rule
    size: Fraction

    @property
    def told(self) -> str:
        return f"{self.size} %" if isinstance(self.rule.value, Bar) else str(self.size)


def _numbers(rulebook: Rulebook, key: str) -> list[_Number]:
    """What a rule said over time, where it says a number."""
    found = []
    for one in rulebook.rules.get(key, ()):
        if isinstance(one, Rule) and isinstance(one.value, int | Bar):
            size = 100 * one.value.share if isinstance(one.value, Bar) else Fraction(one.value)
            found.append(_Number(one, size))
    return found


def _stated(asserted: acts.ChangeClaim, known: Sequence[_Number]) -> tuple[_Number, _Number] | None:
    """The change from the one stated number to the other; None where none is stated, or the law never made it."""
    if not asserted.former:
        return None
    wanted = read_decimal(asserted.former)[0], read_decimal(asserted.number)[0]
    return next((pair for pair in pairwise(known) if (pair[0].size, pair[1].size) == wanted), None)


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
