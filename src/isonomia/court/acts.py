"""What may be entered about cases before the court, in the past tense. This file only grows.

A case is `case/<year>-<6 digits>`. Every step of a case names its basis: the rule by which it may be taken and the
article as cited there. No act holds the text of a person or a name: the appeal, the facts of a private case and the
text of a decision before it is anonymised are papers, bound to by commitments. A secret vote leaves no more than
sealed ballots and what two officers, each by an act, found in them.
"""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct

from isonomia.procedure.acts import Basis, Filed, Moved, Remedy
from isonomia.record.act import Blob, Body, Digest, Identifier, Whole, Word
from isonomia.record.sources import Day, Language, Text, Wording

WorkName = Annotated[str, Meta(min_length=1, max_length=128)]
Eid = Annotated[str, Meta(min_length=1, max_length=256)]
Number = Annotated[str, Meta(min_length=1, max_length=40)]
Judges = Annotated[tuple[Identifier, ...], Meta(min_length=1)]
Grounds = Annotated[tuple[Word, ...], Meta(min_length=1)]


class Right(Body, frozen=True, kw_only=True):
    """A right of the constitution that an appeal relies on: the text as of a day, and the place in it."""

    work: WorkName
    eid: Eid


class AppealFiled(Filed, frozen=True, kw_only=True):
    """An appeal was filed: against which norms, relying on which rights, after which judicial act.

    `exception` says why no judgment was needed. The commitments `content` and `applicant` bind to papers.
    """

    norms: tuple[Identifier, ...] = ()
    rights: tuple[Right, ...] = ()
    judgment_adopted_on: Day | None = None
    exception: Word | None = None


class Step(Body, frozen=True, kw_only=True):
    """A step of a case: its day, and its basis."""

    on: Day
    basis: Basis


class AppealRegistered(Step, frozen=True, kw_only=True):
    """An appeal was registered."""


class AppealReturned(Step, frozen=True, kw_only=True):
    """An appeal was returned by the apparatus: on which grounds, and what can be done; the facts are a paper."""

    grounds: Grounds
    remedies: tuple[Remedy, ...]


class NoticeReceived(Body, frozen=True, kw_only=True):
    """The applicant received the notice of a return: from here the time to cure it runs."""

    on: Day


class AppealCured(Step, frozen=True, kw_only=True):
    """What was missing was sent: in time, the day of the first filing is kept. `content` binds to what was sent."""


class DecisionDemanded(Step, frozen=True, kw_only=True):
    """The applicant demanded that the Court itself decide on an appeal that its apparatus returned."""


class CheckPassed(Step, frozen=True, kw_only=True):
    """The apparatus found nothing against an appeal."""


class StudyBegun(Step, frozen=True, kw_only=True):
    """An appeal was given to judges for a preliminary study."""

    judges: Judges


class OlderRuling(Body, frozen=True, kw_only=True):
    """An older ruling on the same norm: its number and its day."""

    number: Number
    decided_on: Day
    case: Identifier | None = None


class AdmissionRefused(Step, frozen=True, kw_only=True):
    """Judges did not take an appeal up: on which grounds, and what can be done; the facts are a paper.

    That the matter was decided before names the `older` ruling; where the constitution changed since, the assessment
    why it still holds is a paper too, bound to by the commitment `assessment`.
    """

    judges: Judges
    grounds: Grounds
    remedies: tuple[Remedy, ...]
    older: OlderRuling | None = None


class AppealAdmitted(Step, frozen=True, kw_only=True):
    """Judges took an appeal up: the term for the decision runs."""

    judges: Judges


class ParticipantsNotified(Step, frozen=True, kw_only=True):
    """The participants were told that the appeal was taken up or not."""


class SuspensionConsidered(Step, frozen=True, kw_only=True):
    """A body was asked to consider suspending the act that was put before the Court."""

    body: Word


class RapporteurAssigned(Step, frozen=True, kw_only=True):
    """A case was given to a judge by the chair or by the roster, and why to this one."""

    judge: Identifier
    mode: Word
    reason: Word


class Excluded(Body, frozen=True, kw_only=True):
    """A judge who takes no part in a lot, and why."""

    judge: Identifier
    reason: Word


class FixedSource(Body, frozen=True, kw_only=True):
    """A public source that nobody here controls, fixed in advance: which figure, as of which day or round."""

    name: Text
    reference: Text
    due_on: Day


class LotAnnounced(Step, frozen=True, kw_only=True):
    """A lot was announced: among which judges in which order, without whom, at which head, from which source."""

    eligible: Judges
    excluded: tuple[Excluded, ...] = ()
    head_size: Whole
    head_root: Digest
    source: FixedSource


class LotDrawn(Step, frozen=True, kw_only=True):
    """The announced lot was drawn: the value of the source, the seed that follows, the judge it falls on."""

    value: Text
    seed: Digest
    judge: Identifier


class JudgeRecused(Step, frozen=True, kw_only=True):
    """A judge takes no part in a case; the kind of reason is public, its details may be a paper (`details`)."""

    judge: Identifier
    reason: Word


class AppealJoined(Step, frozen=True, kw_only=True):
    """Another appeal on the same norm was joined to this case: the term runs from the receipt of the last one."""

    case: Identifier
    received_on: Day


class JoinedInto(Step, frozen=True, kw_only=True):
    """This appeal was joined to another case and goes on there."""

    case: Identifier


class ProceedingsSuspended(Step, frozen=True, kw_only=True):
    """The proceedings were suspended: the clock stands still."""

    ground: Word


class ProceedingsResumed(Step, frozen=True, kw_only=True):
    """The proceedings go on."""


class TermExtended(Step, frozen=True, kw_only=True):
    """The term for the decision was extended, until which day."""

    until: Day


class UrgencyDemanded(Step, frozen=True, kw_only=True):
    """The President demanded an urgent decision."""


class InformationAsked(Step, frozen=True, kw_only=True):
    """A body was asked for information or documents."""

    body: Word


class InformationGiven(Body, frozen=True, kw_only=True):
    """The body that was asked gave what was asked for."""

    on: Day


class HearingHeld(Step, frozen=True, kw_only=True):
    """The Court sat on the case: in a hearing or in writing, as a plenary or a panel, which judges were there."""

    form: Word
    formation: Word
    judges: Judges


class SealedBallot(Body, frozen=True, kw_only=True):
    """The sealed vote of one judge: a salted commitment, opened by the officers who check it alone."""

    judge: Identifier
    hmac: Digest


class VoteTaken(Step, frozen=True, kw_only=True):
    """The judges voted: how many sit on the bench, who was there; counts, or sealed ballots where votes are secret."""

    formation: Word
    members: Whole
    judges: Judges
    yes: Whole | None = None
    no: Whole | None = None
    chair_yes: bool | None = None
    ballots: tuple[SealedBallot, ...] = ()


class VoteChecked(Step, frozen=True, kw_only=True):
    """An officer opened the sealed ballots and counted: whether the decision was adopted, and no more."""

    adopted: bool


class SentToPlenary(Step, frozen=True, kw_only=True):
    """A case on which a panel was not of one mind was given to the plenary session."""


class CaseTerminated(Step, frozen=True, kw_only=True):
    """The proceedings were ended without a decision on the matter; the facts are a paper."""

    ground: Word


class Outcome(Body, frozen=True, kw_only=True):
    """What was decided on one norm; the reading of the Court where the norm stands only in that."""

    norm: Identifier
    outcome: Word
    reading: tuple[Wording, ...] = ()


class CaseDecided(Step, frozen=True, kw_only=True):
    """The Court decided on norms; `bill_by` is the day that it set for a bill, `text` binds to what was adopted."""

    kind: Word
    number: Number
    outcomes: tuple[Outcome, ...] = ()
    effective_on: Day | None = None
    bill_by: Day | None = None


class DecisionSent(Step, frozen=True, kw_only=True):
    """The decision was sent to the applicant and to the bodies that the law lists."""


class CheckedText(Body, frozen=True, kw_only=True):
    """A text that was read for names and numbers of persons, by its hash; what is not released is not shown."""

    language: Language
    digest: Digest


class AnonymisationChecked(Step, frozen=True, kw_only=True):
    """Somebody read the texts to be published and found no person in them."""

    texts: Annotated[tuple[CheckedText, ...], Meta(min_length=1)]


class PublishedText(Body, frozen=True, kw_only=True):
    """A ruling in one language as it was released."""

    language: Language
    text: Blob


class RulingPublished(Step, frozen=True, kw_only=True):
    """A decision was published in the texts that another person had checked; `content` binds to signatures on them."""

    texts: Annotated[tuple[PublishedText, ...], Meta(min_length=1)]


class DecisionAdded(Step, frozen=True, kw_only=True):
    """An additional decision interpreted the first or corrected errors in it."""

    number: Number


class DecisionRevised(Step, frozen=True, kw_only=True):
    """A revision of the decision was taken up: the norms stand under revision until there is another."""


class ExecutionReported(Step, frozen=True, kw_only=True):
    """A body reported what it did to carry the decision out."""

    body: Word
    what: Word


class CaseClosed(Step, frozen=True, kw_only=True):
    """Nothing more is to be done in the case."""


class AppealMoved(Moved, frozen=True, kw_only=True):
    """An appeal was sent on to the body that is competent."""


class NormsNamed(Body, frozen=True, kw_only=True):
    """The registrar said which norms of the registry an appeal is about, beside those that it named itself."""

    on: Day
    norms: Annotated[tuple[Identifier, ...], Meta(min_length=1)]


class AppealWithdrawn(Body, frozen=True, kw_only=True):
    """The applicant takes the appeal back; it is for the Court to end the proceedings."""

    on: Day


class TermReckonedAgain(Body, frozen=True, kw_only=True):
    """An open term was worked out again after a rule or the calendar changed: both days, and why."""

    on: Day
    clock: Word
    before: Day
    after: Day
    cause: Word


OF_CASE: Mapping[str, type[Struct]] = {
    "appeal_filed": AppealFiled,
    "appeal_registered": AppealRegistered,
    "appeal_returned": AppealReturned,
    "notice_received": NoticeReceived,
    "appeal_cured": AppealCured,
    "decision_demanded": DecisionDemanded,
    "check_passed": CheckPassed,
    "study_begun": StudyBegun,
    "admission_refused": AdmissionRefused,
    "appeal_admitted": AppealAdmitted,
    "participants_notified": ParticipantsNotified,
    "suspension_considered": SuspensionConsidered,
    "rapporteur_assigned": RapporteurAssigned,
    "lot_announced": LotAnnounced,
    "lot_drawn": LotDrawn,
    "judge_recused": JudgeRecused,
    "appeal_joined": AppealJoined,
    "joined_into": JoinedInto,
    "proceedings_suspended": ProceedingsSuspended,
    "proceedings_resumed": ProceedingsResumed,
    "term_extended": TermExtended,
    "urgency_demanded": UrgencyDemanded,
    "information_asked": InformationAsked,
    "information_given": InformationGiven,
    "hearing_held": HearingHeld,
    "vote_taken": VoteTaken,
    "vote_checked": VoteChecked,
    "sent_to_plenary": SentToPlenary,
    "case_terminated": CaseTerminated,
    "case_decided": CaseDecided,
    "decision_sent": DecisionSent,
    "anonymisation_checked": AnonymisationChecked,
    "ruling_published": RulingPublished,
    "decision_added": DecisionAdded,
    "decision_revised": DecisionRevised,
    "execution_reported": ExecutionReported,
    "case_closed": CaseClosed,
    "appeal_moved": AppealMoved,
    "norms_named": NormsNamed,
    "appeal_withdrawn": AppealWithdrawn,
    "term_reckoned_again": TermReckonedAgain,
}
"""The kinds of acts of a case, by the second part of their names."""

ACTS: Mapping[tuple[str, int], type[Struct]] = {(f"court.{name}", 1): kind for name, kind in OF_CASE.items()}
