"""How far a law has come, by when it is due, and what becomes of a promise: plain values and the questions put to them.

Nothing here knows today: every question is asked with a day. What the sources leave open is answered with None.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from isonomia.deadlines.reckoning import reckon
from isonomia.errors import InputError
from isonomia.rulebook.citation import LegalDate
from isonomia.rulebook.law import Rulebook, Unknown

STAGES = ("draft", "discussed", "introduced", "adopted", "signed", "in_force")
"""The stages of a law on its way, in their order."""

FORMS = ("constitutional_law", "law", "code", "decree", "resolution", "treaty", "other")
CHANGES = ("new", "changed", "repealed")
SHOWS = ("applied", "not_applied")
NONE, NOT_NEEDED = "none", "not_needed"
OPEN, IN_FORCE, KEPT, DISPUTED = "open", "in_force", "kept", "disputed"


@dataclass(frozen=True, slots=True)
class Due:
    """The day by which a law is due, and what sets it; without a day `missing` says what the sources lack."""

    day: date | None
    citation: str = ""
    missing: str = ""
    rule: str = ""

    def overdue(self, on: date, done: bool | None) -> bool | None:
        """Whether the day has passed and the law is not there; None where that is not known."""
        if self.day is None:
            return None
        if on <= self.day or done:
            return False
        return True if done is False else None


def due_by(stated: str) -> Due:
    """The last day that a stated day, month or year can mean: "2023" is over on 31 December 2023."""
    return Due(LegalDate.of(stated).last)


def due_under(rule: str, since: str, rulebook: Rulebook) -> Due:
    """The day on which a term of the rulebook ends that an event of this day sets running.

    The law of the day of the event governs; where it sets no term, or no calendar is known, no day is made up.

    Raises:
        InputError: the rulebook has no term of this name at any time, or the day is none.

    Law:
        alignment.constitutional_law   within which time constitutional laws are adopted
        alignment.law                  within which time other laws that the constitution names are adopted
        alignment.older_law            within which time older law is brought into line
    """
    if rule not in rulebook.terms():
        raise InputError(f'"{rule}" is no term in the rulebook of {rulebook.country}')
    trigger = LegalDate.of(since)
    if trigger.first != trigger.last:
        return Due(None, missing=f"the event is known as {since} only, not as a day", rule=rule)
    law = rulebook.on(trigger.first)
    term, calendar = law.term(rule), law.calendar()
    for one in (term, calendar):
        if isinstance(one, Unknown):
            return Due(None, missing=one.missing, rule=rule)
    assert not isinstance(term, Unknown) and not isinstance(calendar, Unknown)
    return Due(reckon(term, trigger.first, calendar).due, law.rule(rule).citation, rule=rule)


def all_of(parts: Iterable[bool | None]) -> bool | None:
    """Whether all hold: no as soon as one does not, open as long as one is open."""
    found = list(parts)
    if False in found:
        return False
    return None if None in found else True


def becomes(links: Iterable[bool | None], evidence: Iterable[str]) -> str:
    """What becomes of a promise: `kept` only where all that it was linked to is in force and evidence shows it applied.

    >>> becomes([True, True], ["applied"]), becomes([True, True], []), becomes([True, None], ["applied"])
    ('kept', 'in_force', 'open')
    """
    linked, shown = list(links), set(evidence)
    if not linked or all_of(linked) is not True:
        return OPEN
    if "not_applied" in shown:
        return DISPUTED
    return KEPT if shown else IN_FORCE
