"""What the law asks of proposals: closed lists, the bars of a vote, the terms that run.

Plain values and the questions put to them; where the sources are silent the answer says so, and blocks nobody.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from isonomia.deadlines.calendar import Calendar
from isonomia.deadlines.reckoning import reckon
from isonomia.deadlines.terms import Term
from isonomia.errors import RulebookError
from isonomia.exact import Bar
from isonomia.rulebook.law import NO_BAR, Law, Rule, Rulebook, Unknown

CHANNELS = (
    "form",
    "state_portal",
    "platform",
    "social_media",
    "e_mail",
    "letter",
    "in_person",
    "phone",
    "meeting",
    "other",
)
LANGUAGES = ("kk", "ru", "en", "und")
LANGUAGE_BY = ("author", "detected", "clerk")
AUTHOR_KINDS = ("citizen", "civic_organisation", "expert", "body", "media")
METHODS = ("hand", "suggestion", "exact_copy")
CHANGES = ("keep", "change", "add", "repeal", "not_constitutional")
INTERESTS = ("none", "declared")
OPINIONS = ("in_favour", "in_part", "against", "undecided")
OWN, BATCH = "own", "batch"
MODES = (OWN, BATCH)

INADMISSIBLE = ("no_request", "not_understandable", "unreadable", "abusive", "sent_twice", "outside_process")
"""Why a proposal is not taken up; the rulebook says which of these its law knows."""

HIDING = ("personal_data", "rights_of_others", "unlawful_content", "author_asked", "court_order")
"""Why the text of a proposal is no longer shown."""

UNLINKING = ("linked_by_mistake", "better_elsewhere", "author_objected", "other")
GROUNDS = (
    "unalterable_provision",
    "narrows_rights",
    "contradicts_provisions",
    "belongs_in_a_law",
    "other_solution_chosen",
    "no_majority",
    "effect_unclear",
    "provided_already",
    "outside_the_text",
)
"""Why a demand is not taken up as it was made; the rulebook says which of these its law knows."""

FULL, SUBSTANCE, PART = "accepted_in_full", "accepted_in_substance", "accepted_in_part"
REFUSED, PROVIDED, OUTSIDE = "refused", "already_provided", "outside_constitution"
OUTCOMES = (FULL, SUBSTANCE, PART, REFUSED, PROVIDED, OUTSIDE)
ACCEPTED = (FULL, SUBSTANCE, PART)

WORDED, MEANT, IN_PART = "word_for_word", "in_substance", "in_part"
IN_TEXT = (WORDED, MEANT, IN_PART)
IN_LAW, NOT_TAKEN, BEYOND = "already_in_law", "refused", "outside_scope"
TRACES: Mapping[str, tuple[str, ...]] = {
    FULL: IN_TEXT,
    SUBSTANCE: IN_TEXT,
    PART: IN_TEXT,
    REFUSED: (NOT_TAKEN,),
    PROVIDED: (IN_LAW,),
    OUTSIDE: (BEYOND,),
}
"""How a demand can be traced, by what was decided on it."""

ANSWER, SECOND_LOOK, SECOND_ANSWER = "proposals.answer", "proposals.second_look", "proposals.second_answer"
QUORUM, MAJORITY = "proposals.quorum", "proposals.group_majority"
REVIEWS_FOR_REFUSAL, LIMIT = "proposals.reviews_for_refusal", "proposals.limit_per_author"
INADMISSIBLE_IF, GROUNDS_OF_REFUSAL, HIDDEN_IF = (
    "proposals.inadmissible_if",
    "proposals.grounds_of_refusal",
    "proposals.hidden_if",
)
TEXT_DOMAIN, ORIGINAL_DOMAIN = "proposals/text", "proposals/original"
AUTHOR_DOMAIN, REASONS_DOMAIN = "proposals/author", "proposals/reasons"
"""What the commitments of these acts are for."""

GOVERNS = "day_of_act"
_kinds = {
    "proposal": re.compile(r"proposal/P-[0-9]{4}-[0-9]{6}"),
    "demand": re.compile(r"demand/D-[0-9]{4}-[0-9]{1,6}"),
    "campaign": re.compile(r"campaign/C-[0-9]{4}-[0-9]{1,6}"),
}


def is_matter(text: str, kind: str) -> bool:
    """Whether a text is the matter of a proposal, a demand or a campaign.

    >>> is_matter("proposal/P-2025-000412", "proposal"), is_matter("proposal/412", "proposal")
    (True, False)
    """
    return bool(_kinds[kind].fullmatch(text))


@dataclass(frozen=True, slots=True)
class Due:
    """The day by which something is due, and what sets it; without a day `missing` says what the sources lack."""

    day: date | None
    citation: str = ""
    missing: str = ""

    def kept(self, done: date) -> bool | None:
        """Whether what was done on a day was done in time; None where no day is known."""
        return None if self.day is None else done <= self.day


NO_DUE = Due(None, missing="nothing is due yet")


class Laws:
    """The law on each day, read from the rulebook once a day, and the terms that it sets running."""

    def __init__(self, rulebook: Callable[[], Rulebook]) -> None:
        self._rulebook = rulebook
        self._laws: dict[date, Law] = {}
        self._dues: dict[tuple[str, date], Due] = {}

    def on(self, day: date) -> Law:
        """The law in force on a day: each step is judged by the law of its own day."""
        if day not in self._laws:
            rulebook = self._rulebook()
            governs = rulebook.governs.get("proposals", GOVERNS)
            if governs != GOVERNS:
                raise RulebookError(f'the rulebook has "{governs}" as the day that governs proposals: wanted {GOVERNS}')
            self._laws[day] = rulebook.on(day)
        return self._laws[day]

    def due(self, rule: str, since: date) -> Due:
        """When a term ends that an event of this day sets running; no day is made up where the law sets none.

        Law:
            proposals.answer          within which time a proposal is answered, from its registration
            proposals.second_look     within which time its author may ask for a second look, from the answer
            proposals.second_answer   within which time it is answered again, from the asking
        """
        if (rule, since) not in self._dues:
            self._dues[rule, since] = self._end(rule, since)
        return self._dues[rule, since]

    def _end(self, rule: str, since: date) -> Due:
        found = self._running(rule, since)
        if isinstance(found, Unknown):
            return Due(None, missing=found.missing)
        term, calendar = found
        return Due(reckon(term, since, calendar).due, self.on(since).rule(rule).citation)

    def resumed(self, due: Due, rule: str, stopped: tuple[date, date, date]) -> Due:
        """The day that is due after the clock stood still: what was left of the term runs from the day after.

        `stopped` are the day from which the term ran, the day on which it stopped, the day on which it goes on.
        """
        since, asked, given = stopped
        found = self._running(rule, since)
        if due.day is None or isinstance(found, Unknown) or due.day <= asked:
            return due
        term, calendar = found
        if not term.by_work:
            return replace(due, day=due.day + (given - asked))
        days = (asked + timedelta(days=one) for one in range(1, (due.day - asked).days + 1))
        left = sum(_works(day, calendar) for day in days)
        return replace(due, day=reckon(replace(term, count=left), given, calendar).due) if left else due

    def _running(self, rule: str, since: date) -> tuple[Term, Calendar] | Unknown:
        law = self.on(since)
        term, calendar = law.term(rule), law.calendar()
        if isinstance(term, Unknown):
            return term
        return calendar if isinstance(calendar, Unknown) else (term, calendar)


def _works(day: date, calendar: Calendar) -> bool:
    works = calendar.works(day)
    return calendar.plain(day) if works is None else works


def clears(key: str, counts: Mapping[str, int], law: Law) -> Rule | Unknown | None:
    """Hold a vote of a working group against a bar: None where it clears it or the law sets none, else the rule.

    Law:
        proposals.quorum          how many of the members must be present
        proposals.group_majority  how many of those present, or of the members, must be in favour
    """
    found = law.find(key)
    if isinstance(found, Unknown):
        return found
    if found.value == NO_BAR:
        return None
    bar = found.value
    if not isinstance(bar, Bar) or bar.measure not in counts or bar.base not in counts:
        raise RulebookError(f"{key} is no bar of a working group: wanted one of {', '.join(counts)} of another")
    whole = counts[bar.base]
    return None if whole and bar.cleared_by(counts[bar.measure], whole) else found


def listed(key: str, word: str, law: Law) -> Rule | Unknown | None:
    """Hold a ground against the list of the law: None where it stands there, else the rule, or what is missing.

    Law:
        proposals.inadmissible_if      why a proposal may not be taken up
        proposals.grounds_of_refusal   why a demand may not be taken up as it was made
        proposals.hidden_if            why the text of a proposal may be hidden
    """
    found = law.find(key)
    if isinstance(found, Unknown):
        return found
    return None if isinstance(found.value, tuple) and word in found.value else found


def number(key: str, law: Law) -> int | None:
    """A whole number of the law; None where the sources are silent.

    Law:
        proposals.reviews_for_refusal   how many members must have reviewed a demand before it is refused
        proposals.limit_per_author      how many proposals one author may send
    """
    found = law.find(key)
    return found.value if isinstance(found, Rule) and isinstance(found.value, int) else None
