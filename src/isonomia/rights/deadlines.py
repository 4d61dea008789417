"""Terms of a matter: which of the law's terms its days set running, and when each ends.

Which term is whose stands in the rulebook. Here stands only which day of a case is which event of the law.

Law:
    court.decision_terms      which term for the decision holds for whom
    appeals.complaint_terms   which term a complaint has, by whether remedies were stated
"""

from collections.abc import Mapping
from datetime import date

from isonomia.deadlines.calendar import Calendar
from isonomia.deadlines.terms import Term
from isonomia.rights.answers import ASSESSMENT, UNKNOWN, Working
from isonomia.rights.facts import Days, minutes, moment
from isonomia.rulebook.law import Rule

CITIZEN = "citizen"
# The days of a case as files name them, and the event that each is, by institution.
EVENTS: Mapping[str, Mapping[str, str]] = {
    "court": {
        "published_on": "decision_published",
        "judgment_adopted_on": "judgment_adopted",
        "notice_received_on": "notice_received",
        "session_on": "session",
        "request_received_on": "information_asked",
    },
    "ombudsman": {
        "complaint_registered_on": "complaint_received",
        "complaint_received_on": "complaint_received",
        "received_on": "complaint_received",
        "registered_on": "complaint_received",
        "recommendation_received_on": "recommendation_received",
        "request_received_on": "request_received",
        "extension_decided_on": "extension_decided",
    },
    "appeals": {
        "received_on": "appeal_received",
        "complaint_received_on": "complaint_received",
        "complaint_registered_on": "complaint_registered",
        "complaint_decision_received_on": "complaint_decision_received",
        "suit_filed_on": "suit_filed",
        "learned_on": "infringement_known",
        "request_received_on": "request_made",
    },
    "compensation": {"notice_received_on": "rehabilitation_notice_received"},
}
# What a body did on `adopted_on`: the events that this day is, by what was adopted.
ADOPTED: Mapping[str, str] = {
    "final_decision": "decision_adopted",
    "decision": "decision_adopted",
    "admission": "admission_decided",
    "admission_decision": "admission_decided",
}


def deadline(institution: str, facts: Days, working: Working) -> None:
    """Answer when what is due is due, by the terms of one institution."""
    match institution:
        case "court":
            _court(facts, working)
        case "assembly":
            _assembly(facts, working)
        case "appeals":
            _appeals(facts, working)
        case _:
            _events(institution, facts, working)
    if not working.values and not working.findings:
        working.needs("event")


def _events(institution: str, facts: Days, working: Working) -> None:
    """Work out every term of an institution whose event is told; the first is what is due."""
    named = EVENTS.get(institution, {})
    days = {event: getattr(facts, name) for name, event in named.items() if getattr(facts, name) is not None}
    _reckon(institution, days, working)


def _reckon(institution: str, days: Mapping[str, date], working: Working) -> None:
    for key, found in working.law.found.items():
        if not key.startswith(f"{institution}.") or not isinstance(found, Rule) or not isinstance(found.value, Term):
            continue
        day = days.get(found.value.event)
        if day is not None:
            name = "due" if "due" not in working.values else f"{key.partition('.')[2]}_due"
            working.due(key, day, name)


def _court(facts: Days, working: Working) -> None:
    if facts.extended:
        working.values["due"] = UNKNOWN
        working.rule("court.decision_extension")
    elif facts.suspended:
        working.values["due"] = UNKNOWN
        working.find("rest_of_term_unknown", "suspended")
    elif facts.joined is not None:
        _joined(facts, working)
    elif facts.accepted_on is not None:
        key = _decision_term(facts, working)
        if key:
            working.due(key, facts.accepted_on)
    elif facts.adopted_on is not None:
        if working.one_of("event", facts.event, tuple(ADOPTED)):
            _reckon("court", {ADOPTED[facts.event or ""]: facts.adopted_on}, working)
    else:
        _events("court", facts, working)
        if not working.values:
            working.needs("accepted_on")


def _decision_term(facts: Days, working: Working, *, joined: bool = False) -> str:
    """Which term of decision holds for an applicant; empty where there is none."""
    known = working.lines("court.applicants")
    if not working.one_of("appellant", facts.appellant, known.words):
        working.values["due"] = UNKNOWN
        return ""
    holder = CITIZEN if facts.appellant in working.words("court.citizens_term") else "others"
    if facts.urgent_on_president_demand and not joined:
        if facts.appellant == "president":
            holder = "president_urgent"
        else:
            # The demand shortens the term of the President's own appeal alone.
            working.find("urgency_not_for_applicant", "urgent_on_president_demand", given=facts.appellant)
    line = working.lines("court.decision_terms").find(holder)
    if line is None or len(line.words) <= joined:
        working.find("rule_unknown", "court.decision_terms", missing=holder)
        working.values["due"] = UNKNOWN
        return ""
    return line.words[joined]


def _joined(facts: Days, working: Working) -> None:
    """Of joined appeals the term runs from the day on which the last was received."""
    received = [one.received_on for one in facts.joined or []]
    days = [day for day in received if day is not None]
    if not days or len(days) < len(received):
        working.needs("joined.received_on")
        working.values["due"] = UNKNOWN
        return
    appellants = {one.appellant or facts.appellant for one in facts.joined or []}
    longer = {one in working.words("court.citizens_term") for one in appellants}
    if len(longer) > 1:
        # Appeals whose terms differ may be joined; which of the two then holds, the law does not say.
        working.values |= {"due": UNKNOWN, "needs": ASSESSMENT}
        working.find("joined_terms_differ", "joined")
        return
    key = _decision_term(facts if facts.appellant else Days(appellant=appellants.pop()), working, joined=True)
    if key:
        working.due(key, max(days))


def _assembly(facts: Days, working: Working) -> None:
    if facts.offer_received_on is not None:
        working.due("assembly.offer_answer", facts.offer_received_on)
        return
    forms = [one.removeprefix("assembly.regime_") for one in working.law.found if one.startswith("assembly.regime_")]
    if not working.one_of("form", facts.form, forms):
        return
    regime = working.word(f"assembly.regime_{facts.form}")
    working.values["procedure"] = regime
    filing, answer = ("notice", "notice_answer") if regime == "notification" else ("application", "application_answer")
    if facts.event_on is not None:
        _latest(f"assembly.{filing}", facts, working)
    counts_from = _event_of(f"assembly.{answer}", working)
    day = facts.event_on if counts_from == "assembly" else facts.registered_on
    if day is not None:
        found = working.due(f"assembly.{answer}", day, "answer_due")
        if facts.event_on is None and found:
            working.values["due"] = working.values["answer_due"]
        working.values["if_no_answer"] = working.word(f"assembly.silence_{regime}")
    if facts.event_on is None and facts.registered_on is None:
        working.needs("event_on", "registered_on")


def _event_of(key: str, working: Working) -> str:
    found = working.law.find(key)
    return found.value.event if isinstance(found, Rule) and isinstance(found.value, Term) else ""


def _latest(key: str, facts: Days, working: Working) -> None:
    """The last lawful day of filing, that of the stricter reading, and whether a filing was in time."""
    found = working.due(key, facts.event_on or date.min, "latest_filing_day")
    if found is None:
        return
    if found.strict:
        working.values["strict_reading_latest"] = str(found.strict)
    filed = facts.filed_on or facts.registered_on
    if filed is not None:
        working.values["in_time"] = filed <= found.due


def _appeals(facts: Days, working: Working) -> None:
    """Administrative appeals: registration first, where the hour of receipt is told."""
    if facts.appeal_received_at is not None:
        registered = _registered(facts, working)
        if registered:
            working.values["registered_on"] = str(registered)
            working.due("appeals.decision", registered)
    elif facts.registered_on is not None:
        working.due("appeals.decision", facts.registered_on)
    elif facts.administrative_act_known_on is not None:
        _complaint(facts, working)
    elif facts.extension_decided_on is not None:
        working.due("appeals.extension", facts.extension_decided_on)
        working.due("appeals.extension_notice", facts.extension_decided_on, "notice_due")
    elif facts.petition_registered_on is not None:
        if working.one_of("petition_level", facts.petition_level, ("central", "local")):
            working.due(f"appeals.petition_{facts.petition_level}", facts.petition_registered_on)
    else:
        _events("appeals", facts, working)


def _registered(facts: Days, working: Working) -> date | None:
    """The day of registration: that of receipt, or the next one worked after hours or on a day off."""
    received, closes = moment(facts.appeal_received_at), minutes(facts.office_closes)
    if received is None:
        working.find("fact_unreadable", "appeal_received_at", given=facts.appeal_received_at, why="2026-04-30T19:20")
        return None
    if closes is None:
        working.needs("office_closes")
        return None
    calendar = working.law.calendar()
    day = received.date()
    works = calendar.works(day) if isinstance(calendar, Calendar) else None
    if received.hour * 60 + received.minute <= closes and works is not False:
        return day
    late = working.reckon("appeals.registration_after_hours", day)
    return late.due if late else None


def _complaint(facts: Days, working: Working) -> None:
    """A complaint against an act: its term hangs on whether the act told how to complain."""
    known = facts.administrative_act_known_on
    if facts.remedies_stated_in_act is None:
        working.needs("remedies_stated_in_act")
        working.values["due"] = UNKNOWN
        return
    stated = "remedies_stated" if facts.remedies_stated_in_act else "remedies_not_stated"
    line = working.lines("appeals.complaint_terms").find(stated)
    if line is None or known is None:
        working.values["due"] = UNKNOWN
        return
    working.due(line.words[0], known)
