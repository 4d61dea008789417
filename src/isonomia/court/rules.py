"""What the law asks of a constitutional court: closed lists, the chart of steps, quorum and majorities.

Which step may be taken where, on which grounds and by how many, stands in the rulebook of the country alone; code knows
only the kinds. Where the rulebook has no rule for a step, that step does not exist there.

Law:
    court.suspend_if                    on which grounds proceedings are suspended
    court.curable                       which grounds can be cured
    court.opinions                      whether separate opinions are published
    court.ballot                        how judges vote among themselves
    court.recusal_grounds               on which grounds a judge steps aside
    court.joining                       who joins related appeals
    court.hearing                       whether there is a hearing
    court.additional_decision_grounds   when the court adds to a decision
    court.revision_grounds              when it revises one
    court.sent_to                       to whom a decision is sent
    court.other_decisions_published     whether its other decisions are published
    court.suspensive_effect             what an appeal stops
    court.filing_contents               what an appeal says
    court.annexes                       what is enclosed
    court.filing_forms                  in which form it is filed
    court.filing_languages              in which languages
    court.representatives               who may represent a citizen
    court.representatives_most          how many at most
    court.began_work                    since when the court works
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from isonomia.errors import RulebookError
from isonomia.exact import Bar
from isonomia.rulebook.law import NO_BAR, Entries, Law, Rule, Unknown

APPLICANTS = (
    "citizen",
    "person",
    "legal_entity",
    "president",
    "chair_of_senate",
    "chair_of_mazhilis",
    "chair_of_kurultai",
    "group_of_deputies",
    "prime_minister",
    "court",
    "prosecutor_general",
    "ombudsman",
    "other_body",
)
GROUNDS = (
    "outside_competence",
    "form_or_content",
    "wrong_subject",
    "fee",
    "conditions_not_met",
    "already_decided",
    "not_constitutional_matter",
    "act_repealed",
    "withdrawn",
    "decided_on_another_appeal",
    "manifestly_unfounded",
    "not_in_interests_of_justice",
    "expert_needed",
    "other_proceedings",
    "parties_missing",
    "force_majeure",
    "other_cases",
)
"""Why an appeal is returned, refused, suspended or terminated; the rulebook says which of these its law knows."""

ALREADY_DECIDED, WITHDRAWN = "already_decided", "withdrawn"
EXCEPTIONS = ("imperative_norm", "court_practice", "referral")
OUTCOMES = ("constitutional", "constitutional_in_interpretation", "unconstitutional")
CONSTITUTIONAL, INTERPRETED, UNCONSTITUTIONAL = OUTCOMES
DECISIONS = ("normative_resolution", "opinion", "message", "ruling", "judgment", "order")
NORM_STATUS = ("never_reviewed", "pending", *OUTCOMES, "terminated", "under_revision")
MODES = CHAIR, ROSTER, LOT = ("chair", "roster", "lot")
ASSIGNED_FOR = ("order_of_receipt", "workload", "subject", "language", "related_case", "recusal", "roster", "lot")
RECUSED_FOR = ("direct_interest", "indirect_interest", "took_part_before", "kinship", "other")
EXCLUDED_FOR = ("recused", "suspended", "leave", "workload", "took_part_before")
FORMATIONS = PLENARY, PANEL = ("plenary", "panel")
HEARINGS = ("oral", "written")
OPEN, SECRET = "open", "secret"
REPORTS = ("bill_introduced", "act_changed", "act_repealed", "nothing_yet")
CAUSES = CALENDAR_CHANGED, RULE_CHANGED = ("calendar_changed", "rule_changed")
SENT_ON_TO = ("ombudsman", "court", "prosecutor", "state_body", "local_body")
MOVED_FOR = ("not_our_matter", "other_body", "court", "prosecutor")
BODIES = ("parliament", "government", "president", "supreme_court", "prosecutor_general", "other_body")

REMEDIES_OF_RETURN, REMEDIES_OF_REFUSAL = "court.remedies_of_return", "court.remedies_of_refusal"
RETURN_IF, REFUSE_IF = "court.return_if", "court.refuse_if"
TERMINATE_IF, SUSPEND_IF, CURABLE = "court.terminate_if", "court.suspend_if", "court.curable"
CAN_APPLY, KINDS, CAN_BE = "court.applicants", "court.decisions", "court.outcomes"
QUORUM, MAJORITY, PANEL_MAJORITY = "court.quorum", "court.majority", "court.panel_majority"
JUDGES, PANEL_SIZE, ADMISSION_PANEL = "court.judges", "court.panel", "court.admission_panel"
PANEL_HEARS, TIE, VOTE, ASSIGNMENT = "court.panel_hears", "court.tie", "court.vote", "court.assignment"
CONSTITUTION, CITIZENS_TERM, CHART = "court.constitution", "court.citizens_term", "court.steps"
NOTICE, SENDING, BILL, CURE = (
    "court.admission_notice",
    "court.send_decision",
    "court.execution_bill",
    "court.cured_appeal",
)
HURRIED, INFORMATION = "court.decision_president", "court.information"


def decision_term(applicant: str, law: Law, *, joined: bool) -> str:
    """The rule that sets the term for a decision on an appeal of this applicant.

    Law:
        court.citizens_term      whose appeals have the citizens' term
        court.decision_citizen   within which time the Court decides on them, from acceptance
        court.decision           within which time it decides on all others
        court.joined_citizen     the same, where appeals were joined, from receipt of the last
        court.joined             the same for all others
    """
    found = law.find(CITIZENS_TERM)
    citizens = applicant in _words(found)
    name = "joined" if joined else "decision"
    return f"court.{name}_citizen" if citizens else f"court.{name}"


@dataclass(frozen=True, slots=True)
class Count:
    """How a vote of judges went: the bench, who was there, and for and against where the law shows them."""

    members: int
    present: int
    yes: int | None = None
    no: int | None = None
    chair_yes: bool | None = None

    @property
    def possible(self) -> bool:
        """Whether such a vote can be: nobody abstains, and no more vote than are there."""
        counted = self.yes is None or self.no is None or self.yes + self.no == self.present
        return 0 < self.present <= self.members and (self.yes is None) is (self.no is None) and counted


def quorum_missing(count: Count, law: Law) -> Rule | None:
    """The rule on the quorum where too few judges were there; RulebookError where the sources are silent.

    Law:
        court.quorum   how many of the judges must be present
    """
    return _fails(QUORUM, {"present": count.present, "members": count.members}, law)


def quorum_needed(members: int, law: Law) -> int:
    """How many judges must be there, of a bench of so many."""
    bar = law.bar(QUORUM)
    return bar.required(members) if bar else 1


def carried(count: Count, formation: str, law: Law) -> bool:
    """Whether an open vote adopts the decision: by majority, by a unanimous panel, or by the chair where it is a tie.

    Law:
        court.majority         how many of those present must be in favour in a plenary session
        court.panel_majority   how many in a panel
        court.tie              what a tie means: chair_decides or rejected
    """
    counts = {"yes": count.yes or 0, "no": count.no or 0, "present": count.present, "members": count.members}
    key = PANEL_MAJORITY if formation == PANEL else MAJORITY
    if formation == PLENARY and counts["yes"] == counts["no"] and law.word(TIE) == "chair_decides":
        return count.chair_yes is True
    return _fails(key, counts, law) is None


def _fails(key: str, counts: Mapping[str, int], law: Law) -> Rule | None:
    rule = law.rule(key)
    if rule.value == NO_BAR:
        return None
    bar = rule.value
    if not isinstance(bar, Bar) or bar.measure not in counts or bar.base not in counts:
        raise RulebookError(f"{key} is no bar of a bench: wanted one of {', '.join(counts)} of another")
    return None if bar.cleared_by(counts[bar.measure], counts[bar.base]) else rule


def listed(key: str, law: Law) -> tuple[str, ...]:
    """The words that the law lists under a key; none where the sources are silent."""
    return _words(law.find(key))


def _words(found: Rule | Unknown) -> tuple[str, ...]:
    value = found.value if isinstance(found, Rule) else ()
    return value.words if isinstance(value, Entries) else value if isinstance(value, tuple) else ()


def number(key: str, law: Law) -> int | None:
    """A whole number of the law; None where the sources are silent."""
    found = law.find(key)
    return found.value if isinstance(found, Rule) and isinstance(found.value, int) else None


def constitution_of(law: Law) -> str | None:
    """Which text of the constitution governs; None where the sources are silent."""
    found = law.find(CONSTITUTION)
    return str(found.value) if isinstance(found, Rule) else None


def constitution_changed(then: date, now: Law, before: Law) -> bool:
    """Whether other norms of the constitution may govern now than on an earlier day; silence counts as a change.

    Law:
        court.constitution   which text of the constitution governs
    """
    old, new = before.find(CONSTITUTION), now.find(CONSTITUTION)
    if isinstance(old, Unknown) or isinstance(new, Unknown):
        return True
    return old.value != new.value or then > now.day
