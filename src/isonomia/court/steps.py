"""The steps of a case as kinds: which rule each rests on, where it leads, which papers it is bound to.

Where a step may be taken stands in the rulebook; here stands only what it is.
"""

from collections.abc import Mapping
from datetime import date

import msgspec
from msgspec import Struct, structs

from isonomia.court import acts, rules
from isonomia.errors import Finding, InputError, one_of, refused
from isonomia.procedure.acts import Basis, Moved
from isonomia.procedure.checking import check_basis, check_refusal
from isonomia.procedure.terms import Laws
from isonomia.record.act import Act
from isonomia.record.sources import read_day
from isonomia.rulebook.law import Entries, Entry, Law, Rule, Unknown


class Stage:
    """The stages in which a case can stand."""

    FILED, REGISTERED, RETURNED, DEMANDED = "filed", "registered", "returned", "demanded"
    CHECKED, STUDY, REFUSED, ADMITTED = "checked", "study", "refused", "admitted"
    PREPARATION, JOINED, SUSPENDED, HEARING = "preparation", "joined", "suspended", "hearing"
    DELIBERATION, DECIDED, TERMINATED, SENT = "deliberation", "decided", "terminated", "sent"
    PUBLISHED, CLOSED, MOVED = "published", "closed", "moved"


STAGES: tuple[str, ...] = (
    Stage.FILED,
    Stage.REGISTERED,
    Stage.RETURNED,
    Stage.DEMANDED,
    Stage.CHECKED,
    Stage.STUDY,
    Stage.REFUSED,
    Stage.ADMITTED,
    Stage.PREPARATION,
    Stage.JOINED,
    Stage.SUSPENDED,
    Stage.HEARING,
    Stage.DELIBERATION,
    Stage.DECIDED,
    Stage.TERMINATED,
    Stage.SENT,
    Stage.PUBLISHED,
    Stage.CLOSED,
    Stage.MOVED,
)
TOLD = (Stage.FILED, Stage.REGISTERED, Stage.CHECKED, Stage.ADMITTED, Stage.DECIDED, Stage.PUBLISHED)
"""The stages that tell how far a case came."""

ENDED = (Stage.RETURNED, Stage.REFUSED, Stage.JOINED, Stage.TERMINATED, Stage.PUBLISHED, Stage.CLOSED, Stage.MOVED)
"""Where nobody at the Court has anything to do on the matter itself."""

STEPS: Mapping[type[Struct], str] = {
    acts.AppealRegistered: "register",
    acts.AppealReturned: "return",
    acts.AppealCured: "cure",
    acts.DecisionDemanded: "demand",
    acts.CheckPassed: "pass",
    acts.StudyBegun: "study",
    acts.AdmissionRefused: "refuse",
    acts.AppealAdmitted: "admit",
    acts.ParticipantsNotified: "notify",
    acts.SuspensionConsidered: "warn",
    acts.RapporteurAssigned: "assign",
    acts.LotAnnounced: "assign",
    acts.LotDrawn: "assign",
    acts.JudgeRecused: "recuse",
    acts.AppealJoined: "join",
    acts.JoinedInto: "join",
    acts.ProceedingsSuspended: "suspend",
    acts.ProceedingsResumed: "resume",
    acts.TermExtended: "extend",
    acts.UrgencyDemanded: "hurry",
    acts.InformationAsked: "ask",
    acts.HearingHeld: "hear",
    acts.VoteTaken: "vote",
    acts.VoteChecked: "check_vote",
    acts.SentToPlenary: "send_to_plenary",
    acts.CaseTerminated: "terminate",
    acts.CaseDecided: "decide",
    acts.DecisionSent: "send",
    acts.AnonymisationChecked: "release",
    acts.RulingPublished: "publish",
    acts.DecisionAdded: "add",
    acts.DecisionRevised: "revise",
    acts.ExecutionReported: "report",
    acts.CaseClosed: "close",
    acts.AppealMoved: "move",
}
"""The line of `court.steps` by which each step may be taken."""

GROUNDS_IN: Mapping[type[Struct], str] = {
    acts.AppealReturned: rules.RETURN_IF,
    acts.AdmissionRefused: rules.REFUSE_IF,
    acts.CaseTerminated: rules.TERMINATE_IF,
}
"""The rule with the grounds of each act that ends an appeal: such an act rests on its ground."""

LEADS_TO: Mapping[type[Struct], str] = {
    acts.AppealRegistered: Stage.REGISTERED,
    acts.AppealReturned: Stage.RETURNED,
    acts.AppealCured: Stage.REGISTERED,
    acts.DecisionDemanded: Stage.DEMANDED,
    acts.CheckPassed: Stage.CHECKED,
    acts.StudyBegun: Stage.STUDY,
    acts.AdmissionRefused: Stage.REFUSED,
    acts.AppealAdmitted: Stage.ADMITTED,
    acts.RapporteurAssigned: Stage.PREPARATION,
    acts.LotDrawn: Stage.PREPARATION,
    acts.JoinedInto: Stage.JOINED,
    acts.ProceedingsSuspended: Stage.SUSPENDED,
    acts.HearingHeld: Stage.HEARING,
    acts.VoteTaken: Stage.DELIBERATION,
    acts.SentToPlenary: Stage.PREPARATION,
    acts.CaseTerminated: Stage.TERMINATED,
    acts.CaseDecided: Stage.DECIDED,
    acts.DecisionSent: Stage.SENT,
    acts.RulingPublished: Stage.PUBLISHED,
    acts.DecisionRevised: Stage.PREPARATION,
    acts.CaseClosed: Stage.CLOSED,
    acts.AppealMoved: Stage.MOVED,
}

FACTS = (("facts",), ())
COMMITMENTS: Mapping[type[Struct], tuple[tuple[str, ...], tuple[str, ...]]] = {
    **dict.fromkeys(acts.OF_CASE.values(), ((), ())),
    acts.AppealReturned: FACTS,
    acts.AdmissionRefused: (("facts",), ("assessment",)),
    acts.CaseTerminated: FACTS,
    acts.AppealCured: (("content",), ()),
    acts.JudgeRecused: ((), ("details",)),
    acts.CaseDecided: (("text",), ()),
    acts.VoteTaken: ((), ("ballots",)),
    acts.RulingPublished: ((), ("content",)),
}
"""The commitments that each act must have, and those that it may have."""


def day_of(body: msgspec.Struct) -> str:
    """The day of an act of a case."""
    if isinstance(body, Moved):
        return body.moved_on
    return str(body.on)  # type: ignore[attr-defined]


def basis_of(body: msgspec.Struct) -> Basis:
    """The basis of a step."""
    basis = getattr(body, "basis", None)
    if not isinstance(basis, Basis):
        raise InputError(f"{type(body).__name__} is no step with a basis")
    return basis


def line_of(act: Act, step: str, law: Law) -> Entry:
    """The line of the chart for a step; refused where the law of the day has no such step, or is silent.

    Law:
        court.steps   which step may be taken from which stages
    """
    chart = law.find(rules.CHART)
    line = chart.value.find(step) if isinstance(chart, Rule) and isinstance(chart.value, Entries) else None
    if line is None:
        missing = chart.missing if isinstance(chart, Unknown) else f"no step {step} in {chart.citation}"
        finding = Finding.of("basis_not_in_force", act.matter, rule=rules.CHART, day=law.day, missing=missing)
        raise refused(f"no step {step} on {law.day}: {missing}", finding)
    return line


def check_own_basis(act: Act, line: Entry, laws: Laws, day: date) -> None:
    """A step rests on its line of the chart; what ends an appeal on the line of its first ground."""
    basis, wanted = basis_of(act.body), GROUNDS_IN.get(type(act.body), rules.CHART)
    rule = check_basis(act, basis, day, laws) if basis.rule == wanted else None
    if rule is not None and wanted != rules.CHART and isinstance(rule.value, Entries):
        ground = rule.value.find(grounds_of(act.body)[0])
        if ground is None:
            # That the law knows each ground is asked with the rest.
            return
        line = ground
    if rule is None or (isinstance(rule.value, Entries) and basis.article != line.article):
        finding = Finding.of("basis_of_another_step", act.matter, rule=basis.rule, article=basis.article, wanted=wanted)
        raise refused(f"{act.act} rests on {wanted}, {line.article}, not on {basis.rule}, {basis.article}", finding)


def grounds_of(body: msgspec.Struct) -> tuple[str, ...]:
    """The grounds on which an appeal was returned, refused, or its case ended."""
    match body:
        case acts.CaseTerminated(ground=ground):
            return (ground,)
        case acts.AppealReturned(grounds=grounds) | acts.AdmissionRefused(grounds=grounds):
            return grounds
        case _:
            return ()


def check_bodies(body: msgspec.Struct) -> None:
    """Check the words for the bodies that a step speaks of, and for why an appeal is sent on to one."""
    match body:
        case acts.SuspensionConsidered(body=asked) | acts.InformationAsked(body=asked):
            one_of(asked, rules.BODIES, "body")
        case acts.AppealMoved(to_body=to, reason=why):
            one_of(to, rules.SENT_ON_TO, "body to which appeals are sent on")
            one_of(why, rules.MOVED_FOR, "reason to send an appeal on")


def check_refusing(act: Act, laws: Laws, law: Law) -> None:
    """Check grounds, facts and remedies of what ends an appeal; and that an older ruling ends none by itself.

    Law:
        court.return_if              on which grounds the apparatus returns an appeal
        court.refuse_if              on which grounds judges do not take it up
        court.terminate_if           on which grounds a case is ended
        court.remedies_of_return     what the applicant can do against a return
        court.remedies_of_refusal    what against a refusal
        court.admission_panel        how many judges decide on admission
    """
    match act.body:
        case acts.AppealReturned() as body:
            check_listed(act, rules.RETURN_IF, body.grounds, law)
            check_refusal(act, body.basis, body.remedies, law.day, laws, given_by=rules.REMEDIES_OF_RETURN)
        case acts.AdmissionRefused() as body:
            check_listed(act, rules.REFUSE_IF, body.grounds, law)
            _check_panel(act, len(body.judges), law)
            _check_older(act, body, laws, law)
            facts = structs.replace(act, commit=tuple(one for one in act.commit if one.field == "facts"))
            check_refusal(facts, body.basis, body.remedies, law.day, laws, given_by=rules.REMEDIES_OF_REFUSAL)
        case acts.CaseTerminated(ground=ground):
            check_listed(act, rules.TERMINATE_IF, (ground,), law)


def check_listed(act: Act, key: str, grounds: tuple[str, ...], law: Law) -> None:
    """Refuse a ground that the law of the day does not list."""
    for one in grounds:
        one_of(one, rules.GROUNDS, "ground")
        if one not in rules.listed(key, law):
            finding = Finding.of("ground_not_in_law", act.matter, ground=one)
            found = law.find(key)
            raise refused(f"{key} does not list {one} on {law.day}", finding, getattr(found, "citation", key))


def _check_older(act: Act, body: acts.AdmissionRefused, laws: Laws, law: Law) -> None:
    """An older ruling refuses a newer appeal only where it is named, and assessed if the constitution changed since."""
    decided = rules.ALREADY_DECIDED in body.grounds
    if decided is (body.older is None):
        raise refused("that it was decided names the ruling, and nothing else does", _older(act))
    if body.older is None:
        return
    then = read_day(body.older.decided_on)
    assessed = any(one.field == "assessment" for one in act.commit)
    if rules.constitution_changed(then, law, laws.on(then)) and not assessed:
        raise refused("the constitution changed since: why the ruling still holds must be assessed", _older(act))


def _older(act: Act) -> Finding:
    return Finding.of("older_ruling_not_assessed", act.matter)


def check_admitting(act: Act, judges: int, law: Law, filed: tuple[str, Law]) -> None:
    """Check that so many judges admit an appeal, of an applicant who could apply by the law of the day of filing.

    Law:
        court.applicants        who may apply
        court.admission_panel   how many judges decide on admission
    """
    _check_panel(act, judges, law)
    kind, at_filing = filed
    found = rules.listed(rules.CAN_APPLY, at_filing)
    if found and kind not in found:
        finding = Finding.of("cannot_apply", act.matter, applicant=kind, day=at_filing.day)
        raise refused(f"{kind} could not apply on {at_filing.day}", finding, at_filing.rule(rules.CAN_APPLY).citation)


def _check_panel(act: Act, judges: int, law: Law) -> None:
    wanted = rules.number(rules.ADMISSION_PANEL, law)
    if wanted is not None and judges < wanted:
        finding = Finding.of("too_few_judges", act.matter, judges=judges, wanted=wanted)
        raise refused(
            f"{judges} judges decide on admission: wanted {wanted}", finding, law.rule(rules.ADMISSION_PANEL).citation
        )
