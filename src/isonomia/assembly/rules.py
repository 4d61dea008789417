"""What the law asks of peaceful assemblies: forms, regimes, terms, grounds and the condition under which each is used.

Plain values and the questions put to them; where the sources are silent the answer says so, and blocks nobody.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from isonomia.deadlines.terms import Direction
from isonomia.errors import InputError, one_of
from isonomia.rulebook.law import Law, Rule, Unknown

FORMS = ("picket", "meeting", "rally", "procession", "demonstration")
ORGANISERS = ("citizen", "citizens", "legal_entity", "party", "other")
NOTIFICATION, APPROVAL = "notification", "approval"
LIMITS = ("structures", "sound", "vehicles")
GROUNDS = (
    "aims",
    "barred_organiser",
    "threat",
    "late",
    "incomplete",
    "false_documents",
    "financing",
    "barred_place",
    "over_capacity",
    "place_taken",
    "offer_not_taken",
)
"""Why an assembly may be refused; the rulebook says on each day which of these its law knows, and on what condition."""

STOPS = ("danger", "incitement", "changed_form", "breach_not_ended", "not_filed")
UNCONDITIONAL, AFTER_OFFER = "unconditional", "after_offer_not_taken"
CONDITIONS = (UNCONDITIONAL, AFTER_OFFER)
REMEDIES = ("complaint", "suit", "none")
LIFTED, STANDS = "lifted", "stands"
OUTCOMES = (LIFTED, STANDS)
BAND = ("up_to_10", "up_to_100", "up_to_1000", "over_1000")

MAY_BE_HELD, BARS_REFUSAL = "may_be_held", "bars_refusal"
REMEDIES_IN_LAW, OFFER_ANSWER = "assembly.remedies", "assembly.offer_answer"
_terms: Mapping[str, tuple[str, str]] = {
    NOTIFICATION: ("assembly.notice", "assembly.notice_answer"),
    APPROVAL: ("assembly.application", "assembly.application_answer"),
}
_hour = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True, slots=True)
class Regime:
    """How an assembly of one form is filed: by notification or for approval, on the ground of which rule."""

    kind: str
    rule: Rule

    @property
    def filing(self) -> str:
        """The rule that says until when it is filed."""
        return _terms[self.kind][0]

    @property
    def answer(self) -> str:
        """The rule that says within which time it is answered."""
        return _terms[self.kind][1]

    @property
    def silence(self) -> str:
        """The rule that says what follows where nobody answers."""
        return f"assembly.silence_{self.kind}"


def regime(form: str, law: Law) -> Regime | Unknown:
    """Tell how an assembly of a form is filed under the law of a day; unknown where the sources are silent.

    Law:
        assembly.regime_picket         notification or approval, for a picket
        assembly.regime_meeting        for a meeting
        assembly.regime_rally          for a rally
        assembly.regime_procession     for a procession
        assembly.regime_demonstration  for a demonstration
    """
    one_of(form, FORMS, "form of assembly")
    found = law.find(f"assembly.regime_{form}")
    if isinstance(found, Unknown):
        return found
    if found.value not in _terms:
        raise InputError(f'{found.key} is "{found.value}": wanted {" or ".join(_terms)}')
    return Regime(str(found.value), found)


def runs_from_event(rule: str, law: Law) -> bool:
    """Whether a term is counted back from the day of the assembly, and not on from its registration."""
    term = law.term(rule)
    return not isinstance(term, Unknown) and term.direction is Direction.BEFORE


def silence(regime: Regime, law: Law) -> Rule | Unknown:
    """Tell what follows where the body does not answer in its term.

    Law:
        assembly.silence_notification  what follows where a notification is not answered
        assembly.silence_approval      what follows where an application is not answered
    """
    return law.find(regime.silence)


def condition(ground: str, law: Law) -> Rule | Unknown:
    """Tell on what condition a ground of refusal may be used; unknown where the law of the day does not list it.

    Law:
        assembly.ground_aims              aims against the constitutional order, or against the law
        assembly.ground_barred_organiser  an organiser whom the law bars
        assembly.ground_threat            a threat to security, order, health or the rights of others
        assembly.ground_late              filed late
        assembly.ground_incomplete        data or a signature missing
        assembly.ground_false_documents   false or unfitting documents
        assembly.ground_financing         money from whom the law bars
        assembly.ground_barred_place      a place or a time that the law bars
        assembly.ground_over_capacity     more people than the place holds
        assembly.ground_place_taken       another event or works at the place and time
        assembly.ground_offer_not_taken   another place or time was offered, and not taken
    """
    one_of(ground, GROUNDS, "ground to refuse an assembly")
    return law.find(f"assembly.ground_{ground}")


def stop(ground: str, law: Law) -> Rule | Unknown:
    """Find the rule by which an assembly may be stopped on a ground.

    Law:
        assembly.stop_danger            danger to life, health, order or things
        assembly.stop_incitement        incitement, or calls against the constitutional order
        assembly.stop_changed_form      another form than the one filed
        assembly.stop_breach_not_ended  a breach that was not ended in the time set
        assembly.stop_not_filed         no paper was filed, or it was refused
    """
    one_of(ground, STOPS, "ground to stop an assembly")
    return law.find(f"assembly.stop_{ground}")


def limits(law: Law) -> tuple[str, ...]:
    """What a body may leave out of an assembly that it lets go ahead.

    Law:
        assembly.go_ahead  which of structures, sound and vehicles may be left out
    """
    found = law.find("assembly.go_ahead")
    return found.value if isinstance(found, Rule) and isinstance(found.value, tuple) else ()


def bars_refusal(law: Law) -> bool:
    """Whether an offer that was taken bars a refusal.

    Law:
        assembly.offer_accepted  whether the body may still refuse after its offer was taken
    """
    found = law.find("assembly.offer_accepted")
    return isinstance(found, Rule) and found.value == BARS_REFUSAL


def outside_hours(starts: str, ends: str, law: Law) -> tuple[Rule, ...]:
    """The rules on hours that an assembly does not keep; a warning, never a refusal.

    Law:
        assembly.earliest_start  the hour before which none may begin
        assembly.latest_end      the hour after which none may last
    """
    early, late = law.find("assembly.earliest_start"), law.find("assembly.latest_end")
    found = []
    if isinstance(early, Rule) and isinstance(early.value, int) and minutes(starts) < early.value * 60:
        found.append(early)
    if isinstance(late, Rule) and isinstance(late.value, int) and minutes(ends) > late.value * 60:
        found.append(late)
    return tuple(found)


def minutes(hour: str) -> int:
    """The minutes of a day up to an hour, as 09:30; InputError if it is none."""
    if not _hour.fullmatch(hour):
        raise InputError(f'no hour of a day: "{hour}" (wanted the form 09:30)')
    return int(hour[:2]) * 60 + int(hour[3:])


def band(number: int) -> str:
    """The size of an assembly as it is shown and counted."""
    return BAND[(number > 10) + (number > 100) + (number > 1000)]


_steps: Mapping[str, str] = {
    "registered": "assembly.registration",
    "confirmed": "assembly.go_ahead",
    "other_offered": "assembly.offer",
    "offer_accepted": "assembly.offer_accepted",
    "cancelled": "assembly.cancellation",
    "moved": "assembly.transfer",
    "complaint_decided": "assembly.complaint_decision",
}


def step(name: str) -> str:
    """The rule on which a step rests that is no refusal, by the name of its act.

    Law:
        assembly.registration        which day counts as the day of filing
        assembly.offer               what may be offered instead
        assembly.cancellation        that the organiser may give the assembly up
        assembly.transfer            that a notice at the wrong body is sent on
        assembly.complaint_decision  how a complaint against a refusal is decided
        assembly.remedies            what can be done against a refusal
    """
    return _steps[name.partition(".")[2]]


OPINIONS = ("assembly.opinion_icj", "assembly.opinion_hrw")


def opinions(law: Law) -> tuple[Rule, ...]:
    """What others said of these rules, each with its source and the rules it concerns; it decides nothing.

    Law:
        assembly.opinion_icj  what a legal opinion of international lawyers said of the draft
        assembly.opinion_hrw  what a report of an organisation said of the law
    """
    found = (law.find(one) for one in OPINIONS)
    return tuple(one for one in found if isinstance(one, Rule))
