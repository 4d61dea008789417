"""What the law asks of a draft on its road: who may bring it to a vote, who must be heard before, who adopts it.

Plain values and the questions put to them; where the sources are silent, the answer is an `Unknown` that says so.
"""

from dataclasses import dataclass

from isonomia.errors import OWN_RULE, Finding, RulebookError, UnlawfulActError
from isonomia.exact import Bar
from isonomia.rulebook.law import NO_BAR, Law, Rule, Unknown

OPEN, IN_REVIEW, SUBMITTED, ADOPTED = "open", "in_review", "submitted", "adopted"
STAGES = (OPEN, IN_REVIEW, SUBMITTED, ADOPTED)
"""Where a draft can stand: worked on, before the body that gives its conclusion, put to a vote, adopted."""

TABLED, ACCEPTED, WITHDRAWN, REJECTED, OVERTAKEN = "tabled", "accepted", "withdrawn", "rejected", "overtaken"
OFFICES = ("chair", "deputy_chair", "member", "secretary")
LEAVINGS = ("term_over", "resigned", "dismissed", "transferred", "other")
AUTHENTICITY = ("authentic", "translation", "unknown")
CONCLUSIONS = ("conforms", "conforms_in_part", "does_not_conform")
CONFORMS = "conforms"
REFERENDUM = "referendum"
WAYS = (REFERENDUM, "parliament")
VOTED_FOR = "yes"
GOVERNS = "day_of_act"


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote in a working group, in whole people."""

    yes: int
    no: int
    abstained: int
    present: int
    members: int

    @property
    def possible(self) -> bool:
        """Whether nobody voted who was not there, and nobody was there who is no member."""
        return self.yes + self.no + self.abstained <= self.present <= self.members


def majority_met(vote: Vote, law: Law) -> bool | Unknown:
    """Whether a vote of the working group clears the bar of its rules.

    Law:
        drafting.group_majority   how many of the members, or of those present, must be in favour
    """
    found = law.find("drafting.group_majority")
    if isinstance(found, Unknown):
        return found
    if found.value == NO_BAR:
        return vote.yes > 0
    bases = {"members": vote.members, "present": vote.present}
    if not isinstance(found.value, Bar) or found.value.measure != VOTED_FOR or found.value.base not in bases:
        raise RulebookError(f"{found.key} is no bar of a working group's vote: wanted yes of members or of present")
    whole = bases[found.value.base]
    return whole > 0 and found.value.cleared_by(vote.yes, whole)


def reviewer(law: Law) -> Rule | Unknown:
    """The body whose conclusion a draft needs before it is put to a vote.

    Law:
        drafting.reviewed_by   that body, or `none`
    """
    return law.find("drafting.reviewed_by")


def initiators(law: Law) -> Rule | Unknown:
    """Who may put a draft to a vote.

    Law:
        drafting.initiated_by   the offices and bodies, as a list
    """
    return law.find("drafting.initiated_by")


def ways(law: Law) -> Rule | Unknown:
    """The ways in which a draft can be adopted.

    Law:
        drafting.adopted_by   `referendum`, `parliament`, as a list
    """
    return law.find("drafting.adopted_by")


def names(rule: Rule, word: str) -> bool:
    """Whether a rule's word, or one of its list, is this one."""
    return word == rule.value or (isinstance(rule.value, tuple) and word in rule.value)


def unlawful(reason: str, code: str, where: str, citation: str = OWN_RULE, **params: object) -> UnlawfulActError:
    """A refusal with its finding; what only this record asks for is cited as its own rule."""
    return UnlawfulActError(reason, citation, Finding.of(code, where, **params))
