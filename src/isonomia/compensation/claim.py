"""Where one claim for compensation stands on its road, and what it comes to: claimed, awarded, paid, still owed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from msgspec import Struct

from isonomia.compensation import acts, rules
from isonomia.deadlines.course import Course
from isonomia.errors import Finding, InputError, one_of, refused
from isonomia.procedure.acts import Basis, Remedy
from isonomia.procedure.checking import (
    FACTS,
    check_basis,
    check_commitments,
    check_contested,
    check_day,
    check_filed,
    check_refusal,
    check_stands,
)
from isonomia.procedure.terms import Laws, Running, done, dropped, due_on, kept, yes_or_no
from isonomia.record.act import Act
from isonomia.record.sources import read_day
from isonomia.rulebook.law import Rule, Unknown

FILED, REGISTERED, AWARDED, REFUSED, APPEALED = "filed", "registered", "awarded", "refused", "appealed"
PAID, WITHDRAWN, MOVED = "paid", "withdrawn", "moved"
STAGES = (FILED, REGISTERED, AWARDED, REFUSED, APPEALED, PAID, WITHDRAWN, MOVED)

STANDS_IN: Mapping[type[Struct], tuple[str, ...]] = {
    acts.ClaimRegistered: (FILED,),
    acts.LateClaimTaken: (FILED, REGISTERED),
    acts.Awarded: (REGISTERED,),
    acts.ClaimRefused: (REGISTERED,),
    acts.DecisionAppealed: (AWARDED, REFUSED),
    acts.AppealDecided: (APPEALED,),
    acts.Paid: (AWARDED,),
    acts.ClaimWithdrawn: (FILED, REGISTERED, APPEALED),
    acts.ClaimMoved: (FILED, REGISTERED),
}
"""The stages in which a claim can stand for each kind of act."""


@dataclass(slots=True)
class Claim:
    """One claim as its own acts tell it. Only `admit` changes it; a refusal leaves it as it was."""

    filed: Act
    body: acts.ClaimFiled
    laws: Laws
    first_filed_on: date
    filed_on: date
    claimed: int
    term: Running | None
    stage: str = FILED
    last: date = date.min
    decision_term: Running | None = None
    late_taken: acts.LateClaimTaken | None = None
    award: Mapping[str, int] = field(default_factory=dict)
    refusal: acts.ClaimRefused | None = None
    appeals: list[Remedy] = field(default_factory=list)
    paid: int = 0
    moved: acts.ClaimMoved | None = None
    decided_on: date | None = None

    @classmethod
    def begun(cls, act: Act, laws: Laws) -> "Claim":
        """A claim as it was filed; late, it is filed all the same."""
        body = act.body
        if not isinstance(body, acts.ClaimFiled):
            raise refused("a claim begins with its filing", Finding.of("matter_begins_once", act.matter))
        first = check_filed(act, body, "claim", rules.CLAIMANTS)
        one_of(body.claim_basis, rules.BASES, "basis of compensation")
        claimed = rules.total((one.kind, one.amount) for one in body.parts)
        filed = read_day(body.filed_on)
        wanted = rules.currency(laws.on(filed))
        if wanted and body.currency != wanted:
            raise InputError(f"a claim in {body.currency}: wanted {wanted}")
        there = cls(act, body, laws, first, filed, claimed, None, last=filed)
        there.term = there._term(act)
        return there

    def _term(self, act: Act) -> Running | None:
        """The term within which it had to be claimed, met or missed by the day of the first filing."""
        if not rules.has_term(self.body.claim_basis):
            return None
        if self.body.notice_received_on is None:
            return Unknown(rules.CLAIM, "the term runs from the notice, and no day of a notice is told")
        received = read_day(self.body.notice_received_on)
        if received > self.filed_on:
            raise InputError(f"notice received on {received}, claimed on {self.filed_on}")
        return done(self.laws.begin(rules.CLAIM, received, cause=act.act), max(received, self.first_filed_on), act.act)

    @property
    def matter(self) -> str:
        """The matter of this claim."""
        return self.filed.matter

    @property
    def sent_to(self) -> str:
        """The matter to which it was sent on; empty where it was not, or to none that is kept here."""
        return (self.moved.to or "") if self.moved else ""

    @property
    def in_time(self) -> bool | None:
        """Whether it was claimed in time; None where there is no term, or no day is known."""
        return kept(self.term)

    @property
    def awarded(self) -> int:
        """What is awarded in all, as it stands now."""
        return sum(self.award.values())

    @property
    def owed(self) -> int:
        """What is awarded and not paid."""
        return self.awarded - self.paid

    def admit(self, act: Act) -> None:
        """Take in one more act about this claim; UnlawfulActError or InputError if it cannot stand here."""
        check_stands(act, self.stage, STANDS_IN)
        self._take(act)

    def _take(self, act: Act) -> None:
        match act.body:
            case acts.ClaimRegistered(registered_on=text, basis=basis):
                day = self._step(act, "registered", text, basis)
                as_suit = self.late_taken is not None and self.late_taken.road == rules.AS_SUIT
                rule = rules.decision(self.body.claim_basis, as_suit)
                self.decision_term = self.laws.begin(rule, day, cause=act.act)
                self.stage, self.last = REGISTERED, day
            case acts.LateClaimTaken() as body:
                self._take_late(act, body)
            case acts.Awarded() as body:
                self._award(act, body)
            case acts.ClaimRefused() as body:
                self._refuse(act, body)
            case acts.DecisionAppealed() as body:
                self.last = check_contested(act, body, self.last, self.laws, known=rules.REMEDIES)
                self.appeals.append(body.remedy)
                self.stage = APPEALED
            case acts.AppealDecided() as body:
                self._decide_appeal(act, body)
            case acts.Paid() as body:
                self._pay(act, body)
            case acts.ClaimWithdrawn(withdrawn_on=text):
                check_commitments(act, ())
                day = check_day(text, self.last, act)
                self.decision_term = dropped(self.decision_term, day, act.act)
                self.stage, self.last = WITHDRAWN, day
            case acts.ClaimMoved(moved_on=text, basis=basis) as body:
                day = self._step(act, "moved", text, basis)
                self.moved = body
                self.decision_term = dropped(self.decision_term, day, act.act)
                self.stage, self.last = MOVED, day

    def _step(self, act: Act, step: str, text: str, basis: Basis) -> date:
        """Check the day of a step and the rule it rests on; a refusal checks its commitments by itself."""
        check_commitments(act, (), (FACTS,))
        day = check_day(text, self.last, act)
        found = rules.may(self.body.claim_basis, step, self.laws.on(day))
        if isinstance(found, Unknown):
            finding = Finding.of("basis_not_in_force", act.matter, rule=found.key, day=day, missing=found.missing)
            raise refused(f"the sources do not give this step: {found.missing}", finding)
        if basis.rule != found.key:
            raise InputError(f"{act.act} rests on {found.key}, not on {basis.rule}")
        check_basis(act, basis, day, self.laws)
        return day

    def _take_late(self, act: Act, body: acts.LateClaimTaken) -> None:
        day = self._step(act, "late_taken", body.taken_on, body.basis)
        if self.in_time is not False or self.late_taken is not None:
            raise refused("the claim is not late, or was taken before", Finding.of("claim_not_late", act.matter))
        if body.road not in rules.late_road(self.laws.on(day)):
            finding = Finding.of("ground_not_in_law", act.matter, ground=body.road)
            raise refused(f"the law does not open this road to a late claim: {body.road}", finding)
        self.late_taken, self.last = body, day

    def _award(self, act: Act, body: acts.Awarded) -> None:
        self._check_late(act)
        day = self._step(act, "awarded", body.awarded_on, body.basis)
        award = self._summed(act, body.parts, body.total)
        cut = any(award.get(one.kind, 0) < one.amount for one in self.body.parts)
        if cut:
            # What was claimed and not awarded was refused, and asks for what every refusal asks for.
            self._check_refusal(act, body.basis, body.remedies, day)
        self._check_harms(act, award, day)
        self._decided(act, award, day)

    def _refuse(self, act: Act, body: acts.ClaimRefused) -> None:
        self._check_late(act)
        one_of(body.ground, rules.GROUNDS, "ground to refuse a claim")
        day = self._step(act, "refused", body.refused_on, body.basis)
        self._check_refusal(act, body.basis, body.remedies, day)
        self.refusal = body
        self._decided(act, {}, day)

    def _check_late(self, act: Act) -> None:
        """A claim after its term is not decided in this procedure, unless a court restored it or it goes as a suit."""
        if self.in_time is False and self.late_taken is None:
            due = self.term.due if isinstance(self.term, Course) else None
            finding = Finding.of("claim_late", act.matter, filed=self.first_filed_on, due=due)
            law = self.laws.on(self.filed_on).find("compensation.late_claim")
            citation = law.citation if isinstance(law, Rule) else law.missing
            raise refused(
                f"claimed on {self.first_filed_on}, due on {due}: taken as a suit, or restored", finding, citation
            )

    def _check_refusal(self, act: Act, basis: Basis, remedies: tuple[Remedy, ...], day: date) -> None:
        for one in remedies:
            one_of(one.kind, rules.REMEDIES, "remedy")
        check_refusal(act, basis, remedies, day, self.laws, given_by=rules.remedies(self.body.claim_basis))

    def _check_harms(self, act: Act, award: Mapping[str, int], day: date) -> None:
        listed = rules.harms(self.body.claim_basis, self.laws.on(day))
        as_suit = self.late_taken is not None and self.late_taken.road == rules.AS_SUIT
        if isinstance(listed, Unknown) or as_suit:
            return
        other = [kind for kind in award if kind not in listed]
        if other:
            raise refused(
                f"the law does not make this harm good here: {other[0]}",
                Finding.of("harm_not_in_law", act.matter, harm=other[0]),
            )

    def _summed(self, act: Act, parts: tuple[acts.Harm, ...], stated: int) -> dict[str, int]:
        award = {one.kind: one.amount for one in parts}
        summed = rules.total((one.kind, one.amount) for one in parts)
        if summed != stated:
            finding = Finding.of("total_unlike_parts", act.matter, stated=stated, summed=summed)
            raise refused(f"the parts come to {summed}, the total says {stated}", finding)
        return award

    def _decided(self, act: Act, award: Mapping[str, int], day: date) -> None:
        self.decision_term = done(self.decision_term, day, act.act)
        self.award, self.decided_on = award, self.decided_on or day
        self.refusal = None if award else self.refusal
        self.stage = REFUSED if not award else AWARDED if self.owed else PAID
        self.last = day

    def _decide_appeal(self, act: Act, body: acts.AppealDecided) -> None:
        day = self._day_of_appeal(act, body)
        award = self._summed(act, body.parts, body.total)
        if sum(award.values()) < self.paid:
            raise refused(f"{self.paid} was paid already", Finding.of("paid_beyond_award", act.matter, paid=self.paid))
        if not award:
            self._check_refusal(act, body.basis, body.remedies, day)
        self._decided(act, award, day)

    def _day_of_appeal(self, act: Act, body: acts.AppealDecided) -> date:
        """What was contested is decided by the rule of the remedy that was used, or by that of these claims."""
        if body.basis.rule != self.appeals[-1].basis.rule:
            return self._step(act, "appeal_decided", body.decided_on, body.basis)
        check_commitments(act, (), (FACTS,))
        day = check_day(body.decided_on, self.last, act)
        check_basis(act, body.basis, day, self.laws)
        return day

    def _pay(self, act: Act, body: acts.Paid) -> None:
        day = self._step(act, "paid", body.paid_on, body.basis)
        if not 0 < body.amount <= self.owed:
            finding = Finding.of("paid_beyond_award", act.matter, paid=self.paid + body.amount)
            raise refused(f"{body.amount} paid, {self.owed} owed", finding)
        self.paid += body.amount
        self.stage, self.last = AWARDED if self.owed else PAID, day

    def findings(self) -> Iterator[Finding]:
        """What a reader has to know: a basis of which the law of the day of filing says nothing."""
        found = rules.found_basis(self.body.claim_basis, self.laws.on(self.filed_on))
        if isinstance(found, Unknown):
            yield Finding.of("basis_unknown", self.matter, basis=self.body.claim_basis, missing=found.missing)

    def summary(self) -> dict[str, str]:
        """What lists show of this claim, by its own acts alone: the day due, never whether that has passed."""
        return {
            "stage": self.stage,
            "claim_basis": self.body.claim_basis,
            "territory": self.body.territory or "",
            "filed_on": self.body.filed_on,
            "first_filed_on": str(self.first_filed_on),
            "due_on": str(due_on(self.decision_term) or ""),
            "in_time": yes_or_no(self.in_time),
            "late_road": self.late_taken.road if self.late_taken else "",
            "decided_on": str(self.decided_on or ""),
            "kept": yes_or_no(kept(self.decision_term)),
            "ground": self.refusal.ground if self.refusal else "",
            "article": self.refusal.basis.article if self.refusal else "",
            "currency": self.body.currency,
            "claimed": str(self.claimed),
            "awarded": str(self.awarded),
            "paid": str(self.paid),
            "appeals": str(len(self.appeals)),
        }
