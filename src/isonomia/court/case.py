"""Where one case stands: which step it took on which basis, who judges it, what is due, how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import msgspec

from isonomia.court import acts, deciding, rules, steps
from isonomia.court.clocks import Clocks
from isonomia.court.steps import Stage
from isonomia.errors import Finding, InputError, one_of, refused
from isonomia.procedure.checking import check_commitments, check_day, check_filed
from isonomia.procedure.terms import Laws
from isonomia.record.act import Act
from isonomia.record.sources import read_day
from isonomia.rulebook.law import Law


@dataclass(slots=True)
class Case:
    """One case as its own acts tell it. Only `admit` changes it; a refusal leaves it as it was."""

    filed: Act
    body: acts.AppealFiled
    laws: Laws
    filed_on: date
    stage: str = Stage.FILED
    since: date = date.min
    before: str = ""
    grounds: tuple[str, ...] = ()
    norms: list[str] = field(default_factory=list)
    joined: dict[str, date] = field(default_factory=dict)
    into: str = ""
    clocks: Clocks = field(default_factory=Clocks)
    bench: deciding.Bench = field(default_factory=deciding.Bench)
    checked: list[Act] = field(default_factory=list)
    decided: tuple[Act, acts.CaseDecided] | None = None
    published: tuple[Act, acts.RulingPublished] | None = None
    withdrawn: bool = False
    reports: list[Act] = field(default_factory=list)
    steps: list[tuple[str, date]] = field(default_factory=list)

    @classmethod
    def begun(cls, act: Act, laws: Laws) -> "Case":
        """A case as it was filed: nobody is refused here, whoever they are and whatever is missing."""
        body = act.body
        if not isinstance(body, acts.AppealFiled):
            raise refused("a case begins with an appeal", Finding.of("case_begins", act.matter))
        first = check_filed(act, body, "case", rules.APPLICANTS)
        if body.exception is not None:
            one_of(body.exception, rules.EXCEPTIONS, "reason why no judgment is needed")
        if body.judgment_adopted_on is not None:
            read_day(body.judgment_adopted_on)
        filed = read_day(body.filed_on)
        return cls(act, body, laws, first, since=filed, norms=list(body.norms), steps=[(Stage.FILED, filed)])

    @property
    def matter(self) -> str:
        """The matter of this case."""
        return self.filed.matter

    @property
    def applicant(self) -> str:
        """What kind of applicant filed it."""
        return self.body.applicant_kind

    def admit(self, act: Act) -> None:
        """Take in one more act of this case; UnlawfulActError or InputError if it cannot stand here."""
        body = act.body
        if isinstance(body, acts.AppealFiled):
            raise refused("a case is filed once", Finding.of("case_begins", act.matter))
        if type(body) not in steps.COMMITMENTS:
            raise InputError(f"{act.act} is no act of a case")
        check_commitments(act, *steps.COMMITMENTS[type(body)])
        day = check_day(steps.day_of(body), self.since, act)
        steps.check_bodies(body)
        step = steps.STEPS.get(type(body))
        if step is not None:
            self._check_step(act, step, day)
        self._take(act, day, self.laws.on(day))

    def _check_step(self, act: Act, step: str, day: date) -> None:
        """The law of the day knows the step and lets it be taken here, and the basis that is named is its own."""
        line = steps.line_of(act, step, self.laws.on(day))
        steps.check_own_basis(act, line, self.laws, day)
        if self.stage not in line.words:
            finding = Finding.of("case_elsewhere", act.matter, act=act.act, stage=f"case_{self.stage}")
            raise refused(f"{act.act} cannot be where the case is {self.stage}", finding, line.article)

    def _take(self, act: Act, day: date, law: Law) -> None:
        body = act.body
        match body:
            case acts.AppealReturned() | acts.AdmissionRefused() | acts.CaseTerminated():
                steps.check_refusing(act, self.laws, law)
                self.grounds = steps.grounds_of(body)
                self.clocks.end(day, act.id)
            case acts.AppealAdmitted(judges=judges):
                at_filing = self.laws.on(read_day(self.body.filed_on))
                steps.check_admitting(act, len(judges), law, (self.applicant, at_filing))
                self._begin_deciding(act, day, law)
            case acts.ParticipantsNotified():
                self.clocks.meet("notice", day, act.id)
            case acts.NoticeReceived():
                self._notice_received(act, day)
            case acts.AppealCured():
                self._cure(act, day)
            case acts.StudyBegun():
                self.bench.refuse_recused(act, body.judges)
            case _:
                self._take_course(act, day, law)
        self._move(body, day)

    def _take_course(self, act: Act, day: date, law: Law) -> None:
        """Take in what changes the course of a case that was admitted."""
        match act.body:
            case acts.AppealJoined(case=other, received_on=received):
                self._join(act, other, read_day(received), law)
            case acts.JoinedInto(case=leading):
                self.into = leading
                self.clocks.end(day, act.id)
            case acts.ProceedingsSuspended(ground=ground):
                steps.check_listed(act, rules.SUSPEND_IF, (ground,), law)
                self.before = self.stage
                self.clocks.suspend(day, act.id)
            case acts.ProceedingsResumed():
                self.clocks.resume(day, act.id)
            case acts.TermExtended(until=until):
                self.clocks.extend("decision", read_day(until), on=day, cause=act.id)
            case acts.UrgencyDemanded():
                self.clocks.hurry(act, self.laws, day)
            case acts.InformationAsked():
                self.clocks.begin("information", self.laws.begin(rules.INFORMATION, day, cause=act.id))
            case acts.InformationGiven():
                self.clocks.meet("information", day, act.id)
            case acts.TermReckonedAgain() as body:
                self.clocks.again(act, body)
            case acts.NormsNamed(norms=norms):
                self._name_norms(act, norms)
            case acts.AppealWithdrawn():
                self.withdrawn = True
            case _:
                self._take_decision(act, day, law)

    def _take_decision(self, act: Act, day: date, law: Law) -> None:
        """Take in what the judges do, and what becomes of their decision."""
        match act.body:
            case acts.CaseDecided() as body:
                self._decide(act, body, day, law)
            case acts.DecisionSent():
                self.clocks.meet("sending", day, act.id)
            case acts.AnonymisationChecked():
                self.checked.append(act)
            case acts.RulingPublished() as body:
                deciding.check_release(act, body, self.checked, law)
                self.published = act, body
                self._begin_execution(act, day)
            case acts.ExecutionReported(body=reporting, what=what):
                one_of(reporting, rules.BODIES, "body")
                one_of(what, rules.REPORTS, "report on a decision")
                self.reports.append(act)
            case acts.DecisionRevised():
                self.published = self.decided = None
                self.checked.clear()
                self.bench.clear_votes()
            case _:
                self.bench.admit(act, law, self.applicant, matter=self.matter)

    def _move(self, body: msgspec.Struct, day: date) -> None:
        """Go on to the stage that the step leads to, where it leads to one."""
        after = self.before if isinstance(body, acts.ProceedingsResumed) else steps.LEADS_TO.get(type(body))
        if isinstance(body, acts.JudgeRecused) and self.bench.rapporteur == "" and self.stage == Stage.PREPARATION:
            after = Stage.ADMITTED
        self.since = max(self.since, day)
        if after is not None and after != self.stage:
            self.stage = after
            self.steps.append((after, day))

    def _begin_deciding(self, act: Act, day: date, law: Law) -> None:
        rule = rules.decision_term(self.applicant, law, joined=False)
        self.clocks.begin("decision", self.laws.begin(rule, day, cause=act.id))
        self.clocks.begin("notice", self.laws.begin(rules.NOTICE, day, cause=act.id))

    def _notice_received(self, act: Act, day: date) -> None:
        if self.stage != Stage.RETURNED or "cure" in self.clocks.running:
            raise refused("a notice is received once, of a return", Finding.of("notice_of_return", act.matter))
        if set(self.grounds) & set(rules.listed(rules.CURABLE, self.laws.on(day))):
            self.clocks.begin("cure", self.laws.begin(rules.CURE, day, cause=act.id))

    def _cure(self, act: Act, day: date) -> None:
        """A defect is cured: in time, or with no notice known, the first day is kept; too late it counts as new."""
        law = self.laws.on(day)
        if not set(self.grounds) <= set(rules.listed(rules.CURABLE, law)):
            finding = Finding.of("not_curable", act.matter, grounds=", ".join(self.grounds))
            raise refused("an appeal that was returned on these grounds cannot be cured", finding)
        kept = self.clocks.meet("cure", day, act.id)
        self.clocks.drop("cure")
        self.grounds = ()
        if kept is False:
            self.filed_on = day

    def _join(self, act: Act, other: str, received: date, law: Law) -> None:
        if other == self.matter or other in self.joined:
            raise refused(f"{other} is joined already", Finding.of("joined_before", act.matter, case=other))
        self.joined[other] = received
        last = max(self.joined.values())
        rule = rules.decision_term(self.applicant, law, joined=True)
        self.clocks.begin_again("decision", self.laws.deadline(rule, last, of=law.day), on=law.day, cause=act.id)

    def _name_norms(self, act: Act, norms: tuple[str, ...]) -> None:
        """Norms are named once each, and not of a case that was decided or ended."""
        again = [one for one in norms if one in self.norms] or [one for one in norms if norms.count(one) > 1]
        if again or self.decided is not None or self.stage in steps.ENDED:
            finding = Finding.of("norms_not_named", act.matter, stage=f"case_{self.stage}", norms=", ".join(norms))
            raise refused(f"{', '.join(norms)} cannot be named here", finding)
        self.norms += norms

    def _decide(self, act: Act, body: acts.CaseDecided, day: date, law: Law) -> None:
        deciding.check_decision(act, body, self.norms, law)
        self.bench.check_carried(act, law)
        self.decided = act, body
        self.clocks.meet("decision", day, act.id)
        self.clocks.begin("sending", self.laws.begin(rules.SENDING, day, cause=act.id))

    def _begin_execution(self, act: Act, day: date) -> None:
        if self.executable:
            self.clocks.begin("bill", self.laws.begin(rules.BILL, day, cause=act.id))

    @property
    def executable(self) -> bool:
        """Whether what was decided is to be carried out by a bill."""
        outcomes = self.decided[1].outcomes if self.decided else ()
        return any(one.outcome in (rules.INTERPRETED, rules.UNCONSTITUTIONAL) for one in outcomes)

    def summary(self) -> Mapping[str, str]:
        """What lists show of this case, by its own acts alone: the day due, never whether that has passed."""
        due = self.clocks.next_due()
        decided = self.decided[1] if self.decided else None
        return {
            "stage": self.stage,
            "applicant": self.applicant,
            "language": self.body.language,
            "filed_on": str(self.filed_on),
            "since": str(self.since),
            "due_on": str(due[1]) if due else "",
            "clock": due[0] if due else "",
            "norms": " ".join(self.norms),
            "judge": self.bench.rapporteur,
            "grounds": " ".join(self.grounds),
            "outcome": " ".join(dict.fromkeys(one.outcome for one in decided.outcomes)) if decided else "",
            "number": decided.number if decided else "",
            "reached": self.reached,
        }

    @property
    def reached(self) -> str:
        """How far it has come, whatever became of it then: the furthest of the stages that are told of."""
        seen = {stage for stage, _ in self.steps}
        return next(one for one in reversed(steps.TOLD) if one in seen)
