"""Where one assembly stands on its road: its regime, its terms, the answer, and what became of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from msgspec import Struct

from isonomia.assembly import acts, rules
from isonomia.deadlines.reckoning import Deadline
from isonomia.errors import Finding, InputError, one_of, refused
from isonomia.procedure.acts import Basis
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
from isonomia.procedure.terms import Laws, Running, done, dropped, due_on, kept, passed, yes_or_no
from isonomia.record.act import Act
from isonomia.record.sources import read_day
from isonomia.rulebook.law import Rule, Unknown

FILED, REGISTERED, CONFIRMED, OFFERED = "filed", "registered", "confirmed", "offered"
ACCEPTED, DECLINED, REFUSED, APPEALED, LIFTED = "offer_accepted", "offer_declined", "refused", "appealed", "lifted"
HELD, CANCELLED, STOPPED, MOVED = "held", "cancelled", "stopped", "moved"
SILENT = "silent"
STAGES = (FILED, REGISTERED, CONFIRMED, OFFERED, ACCEPTED, DECLINED, REFUSED, APPEALED, LIFTED, HELD, STOPPED)
ENDED = (HELD, CANCELLED, STOPPED, MOVED)

_AHEAD = (FILED, REGISTERED, CONFIRMED, OFFERED, ACCEPTED, DECLINED, REFUSED, APPEALED, LIFTED)
STANDS_IN: Mapping[type[Struct], tuple[str, ...]] = {
    acts.NoticeRegistered: (FILED,),
    acts.Confirmed: (REGISTERED, ACCEPTED, DECLINED, LIFTED),
    acts.OtherOffered: (REGISTERED, LIFTED),
    acts.OfferAccepted: (OFFERED,),
    acts.OfferDeclined: (OFFERED,),
    acts.AssemblyRefused: (REGISTERED, OFFERED, ACCEPTED, DECLINED, LIFTED),
    acts.ComplaintFiled: (REGISTERED, CONFIRMED, REFUSED, STOPPED),
    acts.ComplaintDecided: (APPEALED,),
    acts.AssemblyHeld: _AHEAD,
    acts.AssemblyCancelled: _AHEAD,
    acts.AssemblyStopped: (HELD,),
    acts.AssemblyMoved: (FILED, REGISTERED),
}
"""The stages in which an assembly can stand for each kind of act."""


@dataclass(slots=True)
class Assembly:
    """One assembly as its own acts tell it. Only `admit` changes it; a refusal leaves it as it was."""

    filed: Act
    body: acts.NoticeFiled
    laws: Laws
    first_filed_on: date
    filed_on: date
    held_on: date
    stage: str = FILED
    last: date = date.min
    registered: acts.NoticeRegistered | None = None
    answer_term: Running | None = None
    offer: acts.OtherOffered | None = None
    offer_term: Running | None = None
    declined: bool = False
    answered: tuple[str, date] | None = None
    confirmed: acts.Confirmed | None = None
    refusal: acts.AssemblyRefused | None = None
    stopped: acts.AssemblyStopped | None = None
    complaints: list[acts.ComplaintFiled] = field(default_factory=list)
    decisions: list[acts.ComplaintDecided] = field(default_factory=list)
    was_held_on: date | None = None
    moved: acts.AssemblyMoved | None = None

    @classmethod
    def begun(cls, act: Act, laws: Laws) -> "Assembly":
        """An assembly as it was filed; late or at the wrong body it is filed all the same."""
        body = act.body
        if not isinstance(body, acts.NoticeFiled):
            raise refused("an assembly begins with its notice", Finding.of("matter_begins_once", act.matter))
        first = check_filed(act, body, "assembly", rules.ORGANISERS)
        filed, held = read_day(body.filed_on), read_day(body.held_on)
        rules.regime(body.form, laws.on(filed))
        for one in body.uses:
            one_of(one, rules.LIMITS, "thing that an assembly uses")
        if rules.minutes(body.ends) <= rules.minutes(body.starts):
            raise InputError(f"an assembly from {body.starts} to {body.ends} on one day: it ends before it begins")
        return cls(act, body, laws, first, filed, held, last=filed)

    @property
    def matter(self) -> str:
        """The matter of this assembly."""
        return self.filed.matter

    @property
    def sent_to(self) -> str:
        """The matter to which it was sent on; empty where it was not, or to none that is kept here."""
        return (self.moved.to or "") if self.moved else ""

    @property
    def regime(self) -> rules.Regime | Unknown:
        """Notification or approval, by the law of the day of filing."""
        return rules.regime(self.body.form, self.laws.on(self.filed_on))

    @property
    def latest(self) -> Deadline | Unknown:
        """The latest lawful day of filing, with the stricter reading of it."""
        found = self.regime
        return found if isinstance(found, Unknown) else self.laws.deadline(found.filing, self.held_on, of=self.filed_on)

    @property
    def in_time(self) -> bool | None:
        """Whether it was filed in time; the day of registration counts. None where no day is known."""
        latest = self.latest
        day = read_day(self.registered.registered_on) if self.registered else self.filed_on
        return None if isinstance(latest, Unknown) else day <= latest.due

    def silence(self, on: date) -> Rule | Unknown | None:
        """What follows from silence where the term of the answer has passed without one; None where it has not."""
        if self.stage != REGISTERED or not passed(self.answer_term, on):
            return None
        found = self.regime
        return found if isinstance(found, Unknown) else rules.silence(found, self.laws.on(self.filed_on))

    def may_be_held(self, on: date) -> bool | None:
        """Whether the law lets it be held as things stand on a day; None where the sources do not say."""
        if self.stage in (CONFIRMED, ACCEPTED, HELD):
            return True
        said = self.silence(on)
        if said is None or isinstance(said, Unknown):
            return None
        return said.value == rules.MAY_BE_HELD

    def shown(self, on: date) -> str:
        """The stage as people read it on a day: with silence, where the term passed unanswered."""
        return SILENT if self.silence(on) is not None else self.stage

    def admit(self, act: Act) -> None:
        """Take in one more act about this assembly; UnlawfulActError or InputError if it cannot stand here."""
        check_stands(act, self.stage, STANDS_IN)
        self._take(act)

    def _take(self, act: Act) -> None:
        match act.body:
            case acts.NoticeRegistered() as body:
                self._register(act, body)
            case acts.Confirmed() as body:
                self._confirm(act, body)
            case acts.OtherOffered() as body:
                self._offer(act, body)
            case acts.OfferAccepted(accepted_on=day, basis=basis):
                self._reply(act, day, basis, ACCEPTED)
            case acts.OfferDeclined(declined_on=day):
                self._reply(act, day, None, DECLINED)
            case acts.AssemblyRefused() as body:
                self._refuse(act, body)
            case acts.ComplaintFiled() | acts.ComplaintDecided():
                self._appeal(act)
            case _:
                self._end(act)

    def _rests(self, act: Act, basis: Basis, day: date) -> Rule:
        """Check that a step rests on the rule that gives it."""
        wanted = rules.step(act.act)
        if basis.rule != wanted:
            raise InputError(f"{act.act} rests on {wanted}, not on {basis.rule}")
        return check_basis(act, basis, day, self.laws)

    def _register(self, act: Act, body: acts.NoticeRegistered) -> None:
        check_commitments(act, ())
        day = check_day(body.registered_on, self.filed_on, act)
        self._rests(act, body.basis, day)
        found = self.regime
        if isinstance(found, Unknown):
            self.answer_term = found
        else:
            back = rules.runs_from_event(found.answer, self.laws.on(self.filed_on))
            trigger = self.held_on if back else day
            self.answer_term = self.laws.begin(found.answer, trigger, of=self.filed_on, cause=act.act)
        self.registered, self.stage, self.last = body, REGISTERED, day

    def _confirm(self, act: Act, body: acts.Confirmed) -> None:
        check_commitments(act, (), (FACTS,))
        day = check_day(body.confirmed_on, self.last, act)
        rule = self._rests(act, body.basis, day)
        for one in body.without:
            one_of(one, rules.LIMITS, "thing to leave out")
            if one not in rules.limits(self.laws.on(day)):
                finding = Finding.of("limit_not_in_law", act.matter, limit=one)
                raise refused(f"the law does not let the body leave out {one}", finding, rule.citation)
        if body.without and not any(one.field == FACTS for one in act.commit):
            raise refused("what is left out is bound to its facts", Finding.of("refusal_without_facts", act.matter))
        self.confirmed = body
        self._answer(act, CONFIRMED, day)

    def _offer(self, act: Act, body: acts.OtherOffered) -> None:
        check_commitments(act, (), (FACTS,))
        day = check_day(body.offered_on, self.last, act)
        self._rests(act, body.basis, day)
        if not (body.place or body.held_on or body.starts or body.ends):
            raise InputError("an offer names another place, day or hour")
        received = check_day(body.received_on, day, act) if body.received_on else day
        term = self.laws.begin(rules.OFFER_ANSWER, received, cause=act.act)
        self.offer, self.offer_term, self.declined = body, term, False
        self._answer(act, OFFERED, day)

    def _reply(self, act: Act, text: str, basis: Basis | None, stage: str) -> None:
        check_commitments(act, ())
        day = check_day(text, self.last, act)
        if basis is not None:
            self._rests(act, basis, day)
        if stage == ACCEPTED and self.offer is not None and self.offer.held_on is not None:
            self.held_on = read_day(self.offer.held_on)
        self.offer_term = done(self.offer_term, day, act.act)
        self.stage, self.declined, self.last = stage, stage == DECLINED, day

    def _refuse(self, act: Act, body: acts.AssemblyRefused) -> None:
        day = check_day(body.refused_on, self.last, act)
        law = self.laws.on(day)
        condition = rules.condition(body.ground, law)
        if body.basis.rule != f"assembly.ground_{body.ground}":
            raise InputError(f"a refusal for {body.ground} rests on assembly.ground_{body.ground}")
        check_refusal(act, body.basis, body.remedies, day, self.laws, given_by=rules.REMEDIES_IN_LAW)
        if isinstance(condition, Rule):
            one_of(str(condition.value), rules.CONDITIONS, "condition of a ground")
            if condition.value == rules.AFTER_OFFER and not self._offer_not_taken(day):
                finding = Finding.of("ground_needs_offer", act.matter, ground=body.ground)
                raise refused(f"{body.ground}: another place or time is offered first", finding, condition.citation)
        if self.stage == ACCEPTED and rules.bars_refusal(law):
            finding = Finding.of("offer_was_taken", act.matter)
            raise refused("the organiser took the offer", finding, law.rule("assembly.offer_accepted").citation)
        self.refusal = body
        self._answer(act, REFUSED, day)

    def _offer_not_taken(self, on: date) -> bool:
        return self.offer is not None and (self.declined or bool(passed(self.offer_term, on)))

    def _answer(self, act: Act, stage: str, day: date) -> None:
        self.answer_term = done(self.answer_term, day, act.act)
        self.answered = self.answered or (stage, day)
        self.stage, self.last = stage, day

    def _appeal(self, act: Act) -> None:
        match act.body:
            case acts.ComplaintFiled() as body:
                self.last = check_contested(act, body, self.last, self.laws, known=rules.REMEDIES)
                self.complaints.append(body)
                self.stage = APPEALED
            case acts.ComplaintDecided() as body:
                self._decide(act, body)

    def _decide(self, act: Act, body: acts.ComplaintDecided) -> None:
        one_of(body.outcome, rules.OUTCOMES, "outcome of a complaint")
        day = check_day(body.decided_on, self.last, act)
        if body.outcome == rules.STANDS:
            check_refusal(act, body.basis, body.remedies, day, self.laws, given_by=rules.REMEDIES_IN_LAW)
            self.stage = (
                STOPPED if self.stopped else REFUSED if self.refusal else CONFIRMED if self.confirmed else REGISTERED
            )
        else:
            check_commitments(act, (), (FACTS,))
            self._rests(act, body.basis, day)
            self.stage = STOPPED if self.stopped else LIFTED
        self.decisions.append(body)
        self.last = day

    def _end(self, act: Act) -> None:
        match act.body:
            case acts.AssemblyHeld(held_on=text):
                check_commitments(act, ())
                self.was_held_on = check_day(text, self.filed_on, act)
                self._close(act, HELD, self.was_held_on)
            case acts.AssemblyCancelled(cancelled_on=text, basis=basis):
                check_commitments(act, ())
                day = check_day(text, self.filed_on, act)
                if basis is not None:
                    self._rests(act, basis, day)
                self._close(act, CANCELLED, day)
            case acts.AssemblyStopped() as body:
                day = check_day(body.stopped_on, self.last, act)
                rules.stop(body.ground, self.laws.on(day))
                if body.basis.rule != f"assembly.stop_{body.ground}":
                    raise InputError(f"an assembly stopped for {body.ground} rests on assembly.stop_{body.ground}")
                check_refusal(act, body.basis, body.remedies, day, self.laws, given_by=rules.REMEDIES_IN_LAW)
                self.stopped = body
                self._close(act, STOPPED, day)
            case acts.AssemblyMoved() as body:
                check_commitments(act, ())
                day = check_day(body.moved_on, self.last, act)
                self._rests(act, body.basis, day)
                self.moved = body
                self._close(act, MOVED, day)

    def _close(self, act: Act, stage: str, day: date) -> None:
        # A term that ran out before is missed, and stays so; one that still ran is void.
        over = passed(self.answer_term, day)
        self.answer_term = done(self.answer_term, day, act.act) if over else dropped(self.answer_term, day, act.act)
        self.stage, self.last = stage, max(day, self.last)

    def findings(self) -> Iterator[Finding]:
        """What a reader has to know: hours that the law does not have, a refusal as late of what was in time."""
        for rule in rules.outside_hours(self.body.starts, self.body.ends, self.laws.on(self.filed_on)):
            yield Finding.of(
                "outside_hours", self.matter, starts=self.body.starts, ends=self.body.ends, rule=rule.citation
            )
        if self.refusal is not None and self.refusal.ground == "late" and self.in_time:
            yield Finding.of("late_but_in_time", self.matter)

    def summary(self) -> dict[str, str]:
        """What lists show of this assembly, by its own acts alone: the day due, never whether that has passed."""
        found = self.regime
        told, refusal = kept(self.answer_term), self.refusal
        return {
            "stage": self.stage,
            "form": self.body.form,
            "regime": "" if isinstance(found, Unknown) else found.kind,
            "territory": self.body.territory or "",
            "filed_on": self.body.filed_on,
            "registered_on": self.registered.registered_on if self.registered else "",
            "held_on": str(self.held_on),
            "due_on": str(due_on(self.answer_term) or ""),
            "in_time": yes_or_no(self.in_time),
            "answer": self.answered[0] if self.answered else "",
            "answered_on": str(self.answered[1]) if self.answered else "",
            "kept": yes_or_no(told),
            "ground": refusal.ground if refusal else "",
            "article": refusal.basis.article if refusal else "",
            "without": " ".join(self.confirmed.without) if self.confirmed else "",
            "appeals": str(len(self.complaints)),
            "lifted": "yes" if any(one.outcome == rules.LIFTED for one in self.decisions) else "",
            "was_held": "yes" if self.was_held_on else "",
        }
