"""Which door is the right one: by what a matter is about and who comes, with the terms behind it.

Law:
    rights.doors          which bodies a subject belongs to, in their order
    rights.same_subject   other words for a subject
    rights.door_terms     the term behind a door
    rights.first_date     whether the body there keeps the day of the first filing
    appeals.wrong_door    what a body does with what is not its own
    appeals.not_for       for which bodies the Code does not hold
    appeals.acceptance    whether a body may decline to take a filing in
    appeals.silence       what the silence of a body means
"""

from collections.abc import Mapping

from isonomia.rights.answers import UNKNOWN, Working
from isonomia.rights.facts import Knock
from isonomia.rulebook.law import Entries, Entry, Unknown

COURT = "constitutional_court"
# The bodies of a case, as the doors of the rulebook name them.
BODIES: Mapping[str, str] = {"court": COURT, "ombudsman": "ombudsman_human_rights"}
STATELESS = ("none", "stateless")
# The day of a case from which the term behind a door runs, by the event of that term.
DAYS: Mapping[str, str] = {
    "infringement_known": "learned_on",
    "act_known": "learned_on",
    "judgment_adopted": "judgment_adopted_on",
    "rehabilitation_notice_received": "notice_received_on",
}


def subject_line(subject: str | None, working: Working) -> Entry | None:
    """The line of a subject among the doors of the law, also by another word for it; None where there is none."""
    doors = working.lines("rights.doors")
    if subject is None:
        return None
    line = doors.find(subject)
    if line is None:
        others = working.lines("rights.same_subject") if working.has("rights.same_subject") else Entries(())
        known = next((one.word for one in others if subject in one.words), "")
        line = doors.find(known)
    if line is None:
        working.find("fact_not_listed", "subject", given=subject, wanted=", ".join(doors.words))
    return line


def person(citizenship: str | None, country: str) -> str:
    """Whether somebody is a citizen, a foreigner or has no citizenship; empty where nothing is told."""
    if citizenship is None:
        return ""
    if citizenship.casefold() == country.casefold():
        return "citizen"
    return "stateless_person" if citizenship.casefold() in STATELESS else "foreigner"


def doors_for(subject: str | None, citizenship: str | None, working: Working) -> list[str]:
    """The doors for a subject in their order; the court drops out for those whom it does not hear."""
    line = subject_line(subject, working)
    doors = list(line.words) if line else []
    who = person(citizenship, working.law.country)
    if COURT in doors and who not in ("", "citizen"):
        other = working.lines("rights.other_persons").find(who)
        doors = list(other.words) if other else []
    return doors


def route(facts: Knock, working: Working) -> None:
    """Answer where a matter belongs, by when, and what the body does that it came to."""
    if facts.wrong_door:
        _handed_on(facts, working)
        if facts.subject is None:
            return
    if facts.subject is None:
        working.needs("subject")
        return
    doors = doors_for(facts.subject, facts.citizenship, working)
    working.values |= {"route_to": list(doors), "court_docket": COURT in doors}
    line = subject_line(facts.subject, working)
    if line:
        working.rule("rights.doors", line.article)
    if line and doors == list(line.words):
        _term(line, facts, working)
    _kept(doors, working)


def _term(line: Entry, facts: Knock, working: Working) -> None:
    """The term behind the door, where its day is told."""
    terms = working.lines("rights.door_terms").find(line.word)
    for key in terms.words if terms else ():
        term = working.law.term(key)
        if isinstance(term, Unknown):
            working.rule(key)
            working.values["due"] = UNKNOWN
            continue
        name = DAYS.get(term.event, "")
        day = getattr(facts, name) if name else None
        if day is not None:
            working.due(key, day)
        elif name:
            working.needs(name)


def _kept(doors: list[str], working: Working) -> None:
    """Whether the law of the receiving body keeps the first day."""
    line = working.lines("rights.first_date").find(doors[0]) if doors else None
    working.values["first_date"] = line.words[0] if line else UNKNOWN


def _handed_on(facts: Knock, working: Working) -> None:
    """What a body does with what does not belong to it: it hands it on, and refuses nothing."""
    body = BODIES.get(working.body, working.body)
    line = working.lines("appeals.wrong_door").find("handed_on")
    if body in working.words("appeals.not_for"):
        working.find("code_not_for_body", "wrong_door", body=body)
        line = None
    if line is None:
        working.values["redirect_due"] = UNKNOWN
        return
    working.values["refuse_to_accept"] = working.word("appeals.acceptance") != "no_refusal"
    working.values["notify_applicant"] = "applicant_notified" in line.words
    working.values["term_restarts"] = "new_term_from_receipt" in line.words
    if facts.received_on is None:
        working.needs("received_on")
    else:
        working.due(line.words[0], facts.received_on, "redirect_due")
