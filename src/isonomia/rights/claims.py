"""A claim for compensation: on what it rests, until when it is made, and what follows when it is late.

Law:
    rights.compensation_bases   the term of a claim on each basis, and what holds for it
    rights.after_expiry         what becomes of a late claim
"""

from isonomia.rights.answers import UNKNOWN, Working
from isonomia.rights.facts import Claim
from isonomia.rulebook.law import Unknown


def claim(facts: Claim, working: Working) -> None:
    """Answer until when compensation is claimed, and what holds after that."""
    bases = working.lines("rights.compensation_bases")
    if not working.one_of("basis", facts.basis, bases.words):
        return
    line = bases.find(facts.basis or "")
    if line is None or not line.words:
        return
    working.rule("rights.compensation_bases", line.article)
    key, *holds = line.words
    rules = [one for one in holds if "." in one]
    working.values["holds"] = [one for one in holds if "." not in one]
    for one in rules:
        working.values[one.partition(".")[2]] = working.word(one)
    term = working.law.term(key)
    if isinstance(term, Unknown):
        working.rule(key)
        working.values["due"] = UNKNOWN
    elif facts.notice_received_on is None:
        working.needs("notice_received_on")
        working.values["due"] = UNKNOWN
    else:
        found = working.due(key, facts.notice_received_on)
        if found and facts.claimed_on is not None:
            in_time = facts.claimed_on <= found.due
            working.values |= {
                "in_time": in_time,
                "way": "claim" if in_time else working.values.get("after_expiry", UNKNOWN),
            }
