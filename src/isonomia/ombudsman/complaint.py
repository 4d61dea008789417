"""Where one complaint to a commissioner stands on its road: its term, what was asked of bodies, what came of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from msgspec import Struct

from isonomia.deadlines import course
from isonomia.deadlines.course import Course
from isonomia.deadlines.reckoning import Deadline
from isonomia.errors import Finding, InputError, one_of, refused
from isonomia.ombudsman import acts, rules
from isonomia.procedure.acts import Basis
from isonomia.procedure.checking import (
    FACTS,
    check_basis,
    check_commitments,
    check_day,
    check_filed,
    check_refusal,
    check_stands,
)
from isonomia.procedure.terms import Laws, Running, done, dropped, due_on, kept, passed, yes_or_no
from isonomia.record.act import Act
from isonomia.record.sources import read_day
from isonomia.rulebook.law import Unknown

FILED, EXAMINED, ENDED_WITH_RESULT = "filed", "examined", "result"
ADVISED, REJECTED, CLOSED, WITHDRAWN, MOVED = "advised", "rejected", "closed", "withdrawn", "moved"
STAGES = (FILED, EXAMINED, ENDED_WITH_RESULT, ADVISED, REJECTED, CLOSED, WITHDRAWN, MOVED)
ENDED = (ADVISED, REJECTED, CLOSED, WITHDRAWN, MOVED)

_OPEN = (FILED, EXAMINED)
_RESULTS = (EXAMINED, ENDED_WITH_RESULT)
STANDS_IN: Mapping[type[Struct], tuple[str, ...]] = {
    acts.ComplaintAccepted: (FILED,),
    acts.ComplaintAdvised: _OPEN,
    acts.ComplaintRejected: _OPEN,
    acts.ExplanationsAsked: (EXAMINED,),
    acts.ExplanationsGiven: _RESULTS,
    acts.TermExtended: _OPEN,
    acts.Recommended: _RESULTS,
    acts.RecommendationAnswered: (ENDED_WITH_RESULT,),
    acts.Petitioned: _RESULTS,
    acts.SuitFiled: _RESULTS,
    acts.ReferredToCourt: _RESULTS,
    acts.ComplaintClosed: (ENDED_WITH_RESULT,),
    acts.ComplaintWithdrawn: (*_OPEN, ENDED_WITH_RESULT),
    acts.ComplaintMoved: _OPEN,
}
"""The stages in which a complaint can stand for each kind of act."""


@dataclass(slots=True)
class Asked:
    """Something that a body owes an answer to: the act that asked, the term, the answer."""

    act: Act
    term: Running
    answered: str = ""


@dataclass(slots=True)
class Complaint:
    """One complaint as its own acts tell it. Only `admit` changes it; a refusal leaves it as it was."""

    filed: Act
    body: acts.ComplaintFiled
    laws: Laws
    first_filed_on: date
    filed_on: date
    term: Running
    subject: str
    stage: str = FILED
    last: date = date.min
    asked: dict[str, Asked] = field(default_factory=dict)
    recommended: dict[str, Asked] = field(default_factory=dict)
    results: list[str] = field(default_factory=list)
    extended: acts.TermExtended | None = None
    rejection: acts.ComplaintRejected | None = None
    closed: acts.ComplaintClosed | None = None
    court_case: str = ""
    moved: acts.ComplaintMoved | None = None
    decided_on: date | None = None

    @classmethod
    def begun(cls, act: Act, laws: Laws) -> "Complaint":
        """A complaint as it was filed; at the wrong commissioner it is filed all the same."""
        body = act.body
        if not isinstance(body, acts.ComplaintFiled):
            raise refused("a complaint begins with its filing", Finding.of("matter_begins_once", act.matter))
        first = check_filed(act, body, "complaint", rules.APPLICANTS)
        rules.known(body.commissioner)
        one_of(body.subject, rules.SUBJECTS, "subject of a complaint")
        filed = read_day(body.filed_on)
        term = laws.begin(rules.key(body.commissioner, "complaint"), filed, cause=act.act)
        return cls(act, body, laws, first, filed, term, body.subject, last=filed)

    @property
    def matter(self) -> str:
        """The matter of this complaint."""
        return self.filed.matter

    @property
    def sent_to(self) -> str:
        """The matter to which it was sent on, the Court's among them; empty where to none that is kept here."""
        return (self.moved.to or "") if self.moved else self.court_case

    @property
    def commissioner(self) -> str:
        """The commissioner in whose queue it stands."""
        return self.body.commissioner

    def competent(self, on: date) -> bool | Unknown:
        """Whether this commissioner considers such complaints by the law of a day."""
        return rules.considers(self.commissioner, self.subject, self.laws.on(on))

    def admit(self, act: Act) -> None:
        """Take in one more act about this complaint; UnlawfulActError or InputError if it cannot stand here."""
        check_stands(act, self.stage, STANDS_IN)
        if not isinstance(act.body, acts.ComplaintRejected):
            check_commitments(act, (), (FACTS,))
        self._take(act)

    def _take(self, act: Act) -> None:
        match act.body:
            case acts.ComplaintAccepted() as body:
                self._accept(act, body)
            case acts.ComplaintAdvised(advised_on=text, basis=basis):
                self._decide(act, self._step(act, "advised", text, basis), ADVISED)
            case acts.ComplaintRejected() as body:
                self._reject(act, body)
            case acts.ExplanationsAsked() | acts.ExplanationsGiven():
                self._ask(act)
            case acts.TermExtended() as body:
                self._extend(act, body)
            case acts.RecommendationAnswered() as body:
                self._answered(act, body)
            case acts.ComplaintClosed(outcome=outcome, closed_on=text) as body:
                one_of(outcome, rules.CLOSINGS, "outcome of a complaint")
                day = check_day(text, self.last, act)
                self.closed, self.stage, self.last = body, CLOSED, day
            case acts.ComplaintWithdrawn(withdrawn_on=text):
                day = check_day(text, self.last, act)
                self.term = dropped(self.term, day, act.act) or self.term
                self.stage, self.last = WITHDRAWN, day
            case acts.ComplaintMoved() as body:
                self._move(act, body)
            case _:
                self._result(act)

    def _step(self, act: Act, step: str, text: str, basis: Basis) -> date:
        """Check that this commissioner may take a step on its day, on the ground of the rule that gives it."""
        day = check_day(text, self.last, act)
        found = rules.may(self.commissioner, step, self.laws.on(day))
        if isinstance(found, Unknown):
            finding = Finding.of("basis_not_in_force", act.matter, rule=found.key, day=day, missing=found.missing)
            raise refused(f"the sources do not give this step to this commissioner: {found.missing}", finding)
        if basis.rule != found.key:
            raise InputError(f"{act.act} rests on {found.key}, not on {basis.rule}")
        check_basis(act, basis, day, self.laws)
        return day

    def _accept(self, act: Act, body: acts.ComplaintAccepted) -> None:
        subject = body.subject or self.subject
        day = self._step(act, "accepted", body.accepted_on, body.basis)
        law = self.laws.on(day)
        found = rules.considers(self.commissioner, subject, law)
        if found is False:
            finding = Finding.of("not_competent", act.matter, subject=subject, commissioner=self.commissioner)
            rule = law.rule(rules.key(self.commissioner, "considers"))
            raise refused(f"{self.commissioner} does not consider {subject}", finding, rule.citation)
        self.subject, self.stage, self.last = subject, EXAMINED, day

    def _decide(self, act: Act, day: date, stage: str) -> None:
        self.term = done(self.term, day, act.act) or self.term
        self.decided_on = self.decided_on or day
        self.stage, self.last = stage, day

    def _reject(self, act: Act, body: acts.ComplaintRejected) -> None:
        one_of(body.ground, rules.GROUNDS, "ground to reject a complaint")
        for one in body.remedies:
            one_of(one.kind, rules.REMEDIES, "remedy")
        day = self._step(act, "rejected", body.rejected_on, body.basis)
        given_by = rules.remedies(self.commissioner)
        check_refusal(act, body.basis, body.remedies, day, self.laws, given_by=given_by)
        listed = rules.rejected_if(self.commissioner, self.laws.on(day))
        if not isinstance(listed, Unknown) and body.ground not in listed:
            raise refused(
                f"the law does not know this ground: {body.ground}",
                Finding.of("ground_not_in_law", act.matter, ground=body.ground),
            )
        self.rejection = body
        self._decide(act, day, REJECTED)

    def _ask(self, act: Act) -> None:
        match act.body:
            case acts.ExplanationsAsked() as body:
                day = self._step(act, "explanations_asked", body.asked_on, body.basis)
                received = check_day(body.received_on, day, act) if body.received_on else day
                rule = rules.key(self.commissioner, "requested_materials")
                term = self.laws.begin(rule, received, cause=act.act)
                if body.until:
                    term = self._term_set(act, body.until, received, term)
                self.asked[act.id] = Asked(act, term)
                self.last = day
            case acts.ExplanationsGiven(asked=asked, given_on=text):
                there = self._open(self.asked, asked, act)
                day = check_day(text, self.filed_on, act)
                there.term, there.answered = done(there.term, day, act.act) or there.term, "given"
                self.last = max(self.last, day)

    def _term_set(self, act: Act, text: str, received: date, term: Running) -> Running:
        """The term with the day that a request set: the law lets it, and that day binds, but for one too near.

        Law:
            ombudsman.requested_materials_least  how near the day may be that a request sets
        """
        until = check_day(text, received, act)
        rule = rules.key(self.commissioner, "requested_materials_least")
        least = self.laws.deadline(rule, received)
        if isinstance(least, Deadline) and until < least.due:
            finding = Finding.of("request_too_short", act.matter, until=until, least=least.due)
            citation = self.laws.on(received).rule(rule).citation
            raise refused(f"{until} is set for an answer, the law gives until {least.due}", finding, citation)
        return term if not isinstance(term, Course) or until == term.due else _bound(term, received, until, act)

    def _open(self, of: dict[str, Asked], id: str, act: Act) -> Asked:
        there = of.get(id)
        if there is None or there.answered:
            raise refused(f"{id} asks for nothing here that is open", Finding.of("nothing_asked", act.matter, act=id))
        return there

    def _extend(self, act: Act, body: acts.TermExtended) -> None:
        day = self._step(act, "extended", body.extended_on, body.basis)
        until = check_day(body.until, day, act)
        if isinstance(self.term, Course):
            self.term = course.extend(self.term, on=day, due=until, cause=act.act)
        self.extended, self.last = body, day

    def _answered(self, act: Act, body: acts.RecommendationAnswered) -> None:
        one_of(body.answer, rules.ANSWERS, "answer to a recommendation")
        there = self._open(self.recommended, body.recommended, act)
        day = check_day(body.answered_on, self.filed_on, act)
        there.term, there.answered = done(there.term, day, act.act) or there.term, body.answer
        self.last = max(self.last, day)

    def _result(self, act: Act) -> None:
        match act.body:
            case acts.Recommended() as body:
                day = self._step(act, "recommended", body.recommended_on, body.basis)
                received = check_day(body.received_on, day, act) if body.received_on else day
                rule = rules.key(self.commissioner, "recommendation_answer")
                self.recommended[act.id] = Asked(act, self.laws.begin(rule, received, cause=act.act))
                self._end_with("recommended", act, day)
            case acts.Petitioned(kind=kind, petitioned_on=text, basis=basis):
                day = self._step(act, "petitioned", text, basis)
                one_of(kind, rules.petitions(self.commissioner, self.laws.on(day)), "kind of proceedings")
                self._end_with("petitioned", act, day)
            case acts.SuitFiled(filed_on=text, basis=basis):
                self._end_with("suit_filed", act, self._step(act, "suit_filed", text, basis))
            case acts.ReferredToCourt(case=case, referred_on=text, basis=basis):
                if not case.startswith("case/") or self.court_case:
                    raise InputError(
                        f"{case}: a complaint is put to the Court once, in a matter of its docket (case/…)"
                    )
                day = self._step(act, "referred_to_court", text, basis)
                self.court_case = case
                self._end_with("referred_to_court", act, day)

    def _end_with(self, result: str, act: Act, day: date) -> None:
        self.results.append(result)
        self._decide(act, day, ENDED_WITH_RESULT)

    def _move(self, act: Act, body: acts.ComplaintMoved) -> None:
        one_of(body.reason, rules.REASONS, "reason to send a complaint on")
        one_of(body.to_body, rules.BODIES, "body to send a complaint on to")
        if body.to_body == self.commissioner:
            raise InputError("a complaint is not sent on to the commissioner who has it")
        day = self._step(act, "moved", body.moved_on, body.basis)
        self.moved = body
        self._decide(act, day, MOVED)

    def findings(self) -> Iterator[Finding]:
        """What a reader has to know: an applicant whom the law does not name, a complaint at another's door."""
        law = self.laws.on(self.filed_on)
        rule = rules.outside(self.commissioner, self.body.applicant_kind, law)
        if rule is not None:
            yield Finding.of("applicant_not_named", self.matter, applicant=self.body.applicant_kind, rule=rule.citation)
        if self.stage == FILED and self.competent(self.filed_on) is False:
            yield Finding.of("at_another_door", self.matter, commissioner=self.commissioner, subject=self.subject)

    def summary(self) -> dict[str, str]:
        """What lists show of this complaint, by its own acts alone: the day due, never whether that has passed."""
        open_terms = [self.term, *(one.term for one in self._owed())]
        due = min((day for one in open_terms if (day := due_on(one)) is not None), default=None)
        answers = [one.answered for one in self.recommended.values()]
        terms = [kept(one.term) for one in self.recommended.values()]
        return {
            "stage": self.stage,
            "commissioner": self.commissioner,
            "subject": self.subject,
            "territory": self.body.territory or "",
            "filed_on": self.body.filed_on,
            "first_filed_on": str(self.first_filed_on),
            "due_on": str(due or "") if self.stage not in ENDED else "",
            "decided_on": str(self.decided_on or ""),
            "kept": yes_or_no(kept(self.term)),
            "results": " ".join(self.results),
            "ground": self.rejection.ground if self.rejection else "",
            "article": self.rejection.basis.article if self.rejection else "",
            "recommended": str(len(answers)),
            "answered": str(sum(bool(one) for one in answers)),
            "followed": str(sum(one == "followed" for one in answers)),
            "answered_in_time": str(sum(one is True for one in terms)),
            "to_body": self.moved.to_body if self.moved else "",
            "came": "moved" if self.body.moved_from else "",
            "case": self.court_case,
            "outcome": self.closed.outcome if self.closed else "",
        }

    def _owed(self) -> list[Asked]:
        return [*self.asked.values(), *self.recommended.values()]

    def overdue(self, on: date) -> list[Act]:
        """The requests and recommendations whose term passed without an answer."""
        return [one.act for one in self._owed() if not one.answered and passed(one.term, on)]


def _bound(term: Course, received: date, until: date, act: Act) -> Course:
    if until > term.due:
        return course.extend(term, on=received, due=until, cause=act.act)
    line = course.Change(received, course.State.RUNNING, term.due, until, act.act)
    return Course(term.deadline, until, course.State.RUNNING, (*term.history, line))
