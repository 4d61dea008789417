"""A claim for compensation: on what it rests, until when it is made, and what follows when it is late.

Law:
    compensation.basis_rehabilitation             what holds for harm by prosecution
    compensation.basis_unlawful_act               for harm by an unlawful act of a body or its official
    compensation.basis_act_annulled_after_ruling  for harm where an act fell after a ruling of the Court
    compensation.claim                            the term of a claim after rehabilitation
    compensation.late_claim                       what is open to a claim after that term
    rights.suit_for_harm                          the term of a suit on the other bases
"""

from collections.abc import Mapping

from isonomia.rights.answers import UNKNOWN, Working
from isonomia.rights.facts import Claim
from isonomia.rulebook.law import Unknown

CLAIM, SUIT, LATE = "compensation.claim", "rights.suit_for_harm", "compensation.late_claim"
TERMS: Mapping[str, str] = {"rehabilitation": CLAIM, "unlawful_act": SUIT, "act_annulled_after_ruling": SUIT}
"""The bases of a claim, each with the rule of its term."""

RESTORED = "term_restored"


def claim(facts: Claim, working: Working) -> None:
    """Answer until when compensation is claimed, and what holds after that."""
    if not working.one_of("basis", facts.basis, TERMS) or facts.basis is None:
        return
    working.values["holds"] = list(working.words(f"compensation.basis_{facts.basis}"))
    key = TERMS[facts.basis]
    if key == CLAIM:
        # What a court has to grant for good cause is open to nobody of itself.
        open_to_all = (one for one in working.words(LATE) if one != RESTORED)
        working.values["after_expiry"] = next(open_to_all, UNKNOWN)
    if isinstance(working.law.term(key), Unknown):
        working.rule(key)
        working.values["due"] = UNKNOWN
    elif facts.notice_received_on is None:
        working.needs("notice_received_on")
        working.values["due"] = UNKNOWN
    else:
        found = working.due(key, facts.notice_received_on)
        if found and facts.claimed_on is not None:
            in_time = facts.claimed_on <= found.due
            way = "claim" if in_time else working.values.get("after_expiry", UNKNOWN)
            working.values |= {"in_time": in_time, "way": way}
