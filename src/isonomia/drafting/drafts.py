"""Where one draft stands on its road: its amendments, its review, its vote, and the three clocks of what it changes.

The clocks are apart: the day of adoption, the day from which a provision is in force, the day from which it is applied.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from msgspec import Struct

from isonomia.drafting import acts, rules
from isonomia.drafting.groups import LawText, check_languages, no_edition
from isonomia.drafting.operations import Boundary
from isonomia.drafting.rules import ACCEPTED, ADOPTED, IN_REVIEW, OPEN, SUBMITTED, TABLED, unlawful
from isonomia.errors import InputError, one_of
from isonomia.record.act import Act
from isonomia.record.sources import read_day
from isonomia.rulebook.law import Law, Rule, Unknown

LawOn: TypeAlias = Callable[[date], Law]
STANDS_IN: Mapping[type[Struct], str] = {
    acts.AmendmentTabled: OPEN,
    acts.AmendmentDiscussed: OPEN,
    acts.AmendmentVoted: OPEN,
    acts.AmendmentAccepted: OPEN,
    acts.AmendmentWithdrawn: OPEN,
    acts.AmendmentRejected: OPEN,
    acts.DraftReplaced: OPEN,
    acts.DraftSentToReview: OPEN,
    acts.ReviewStated: IN_REVIEW,
    acts.DraftSubmitted: OPEN,
    acts.DraftAdopted: SUBMITTED,
    acts.CameIntoForce: ADOPTED,
}
"""The stage in which a draft must stand for each kind of act."""

DECISIONS: Mapping[type[Struct], str] = {
    acts.AmendmentAccepted: ACCEPTED,
    acts.AmendmentWithdrawn: rules.WITHDRAWN,
    acts.AmendmentRejected: rules.REJECTED,
}


@dataclass(frozen=True, slots=True)
class Amendment:
    """One amendment: the act that tabled it, what became of it, and every vote on it with its day."""

    act: Act
    body: acts.AmendmentTabled
    state: str = TABLED
    votes: tuple[tuple[date, rules.Vote], ...] = ()
    reasons: acts.Wordings = ()


@dataclass(frozen=True, slots=True)
class Review:
    """The review of a draft: by whom, of which operations, and the conclusion once it was stated."""

    reviewer: str
    operations: tuple[str, ...]
    conclusion: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """What one operation's three clocks show; None where they have not begun to run, or the event is open."""

    operation: acts.Listed
    adopted: date | None
    in_force: date | None
    applied: date | None


@dataclass
class Draft:
    """One draft as the acts tell it. Only `admit` changes it."""

    matter: str
    tabled: acts.DraftTabled | None = None
    stage: str = ""
    amendments: dict[str, Amendment] = field(default_factory=dict)
    replaced: acts.DraftReplaced | None = None
    review: Review | None = None
    submitted: acts.DraftSubmitted | None = None
    adopted: acts.DraftAdopted | None = None
    forces: dict[Boundary, acts.CameIntoForce] = field(default_factory=dict)
    silent: list[Unknown] = field(default_factory=list)

    def admit(self, act: Act, law_on: LawOn, text: LawText) -> None:
        """Take in one more act about this draft, judged by the law of the day that it tells of."""
        body = act.body
        wanted = "" if isinstance(body, acts.DraftTabled) else STANDS_IN.get(type(body))
        if wanted is None:
            raise InputError(f"{act.act} is no act about a draft")
        if self.stage != wanted:
            stands = self.stage or "not tabled"
            raise unlawful(
                f"{act.act} is for a draft that is {wanted or 'not tabled'}, this one is {stands}",
                "draft_elsewhere",
                act.matter,
                act=act.act,
                stage=stands,
            )
        match body:
            case acts.DraftTabled():
                read_day(body.tabled_on)
                self.tabled, self.stage = body, OPEN
            case acts.AmendmentTabled():
                self._table(act, body)
            case acts.AmendmentDiscussed() | acts.AmendmentVoted():
                self._consider(body)
            case acts.AmendmentAccepted() | acts.AmendmentWithdrawn() | acts.AmendmentRejected():
                self._decide(body, law_on)
            case _:
                self._go_on(body, law_on, text)

    def _go_on(self, body: Struct, law_on: LawOn, text: LawText) -> None:
        match body:
            case acts.DraftReplaced():
                self._replace(body)
            case acts.DraftSentToReview(reviewer=reviewer, sent_on=day):
                read_day(day)
                self._all_decided()
                self.review, self.stage = Review(reviewer, self._ids()), IN_REVIEW
            case acts.ReviewStated():
                self._conclude(body)
            case acts.DraftSubmitted():
                self._submit(body, law_on)
            case acts.DraftAdopted():
                self._adopt(body, law_on)
            case acts.CameIntoForce():
                self._come_into_force(body, text)

    def _table(self, act: Act, body: acts.AmendmentTabled) -> None:
        read_day(body.tabled_on)
        ids = [one.operation for one in body.operations]
        taken = {one.operation for other in self.amendments.values() for one in other.body.operations}
        twice = next((one for one in ids if one in taken or ids.count(one) > 1), None)
        if body.amendment in self.amendments or twice is not None:
            name = body.amendment if body.amendment in self.amendments else twice
            raise unlawful(f"{name} was tabled before", "tabled_before", self.matter, name=name)
        for one in body.operations:
            if one.boundary.day is not None:
                read_day(one.boundary.day)
        self.amendments[body.amendment] = Amendment(act, body)

    def _open_one(self, name: str) -> Amendment:
        """The amendment of this name, on which nothing was decided yet."""
        there = self.amendments.get(name)
        if there is None or there.state != TABLED:
            state = there.state if there else "not tabled"
            raise unlawful(f"{name} is {state}", "amendment_elsewhere", self.matter, amendment=name, state=state)
        return there

    def _consider(self, body: acts.AmendmentDiscussed | acts.AmendmentVoted) -> None:
        there = self._open_one(body.amendment)
        if isinstance(body, acts.AmendmentDiscussed):
            read_day(body.discussed_on)
            return
        day = read_day(body.voted_on)
        if not body.vote.possible:
            raise InputError(f"{body.amendment}: more votes than were present, or more present than members")
        self.amendments[body.amendment] = replace(there, votes=(*there.votes, (day, body.vote)))

    def _decide(
        self, body: acts.AmendmentAccepted | acts.AmendmentWithdrawn | acts.AmendmentRejected, law_on: LawOn
    ) -> None:
        there, day = self._open_one(body.amendment), read_day(body.decided_on)
        if isinstance(body, acts.AmendmentAccepted):
            self._need_majority(there, law_on(there.votes[-1][0] if there.votes else day))
        self.amendments[body.amendment] = replace(there, state=DECISIONS[type(body)], reasons=body.reasons)

    def _need_majority(self, there: Amendment, law: Law) -> None:
        vote = there.votes[-1][1] if there.votes else rules.Vote(0, 0, 0, 0, 0)
        met = rules.majority_met(vote, law)
        if isinstance(met, Unknown):
            self.silent.append(met)
        elif not met:
            name, cited = there.body.amendment, law.rule("drafting.group_majority").citation
            raise unlawful(
                f"{name} has no vote that meets the majority", "majority_missing", self.matter, cited, amendment=name
            )

    def _replace(self, body: acts.DraftReplaced) -> None:
        read_day(body.replaced_on)
        check_languages(body.texts)
        if self.replaced is not None:
            raise unlawful("the draft was replaced before", "begins_once", self.matter)
        self.amendments = {
            name: replace(one, state=rules.OVERTAKEN) if one.state in (TABLED, ACCEPTED) else one
            for name, one in self.amendments.items()
        }
        self.replaced, self.review = body, None

    def _all_decided(self) -> None:
        left = ", ".join(name for name, one in self.amendments.items() if one.state == TABLED)
        if left or not (self.operations() or self.replaced):
            raise unlawful(
                f"amendments not decided: {left or 'none was accepted'}",
                "undecided_left",
                self.matter,
                left=left or "-",
            )

    def _conclude(self, body: acts.ReviewStated) -> None:
        one_of(body.conclusion, rules.CONCLUSIONS, "conclusion")
        read_day(body.stated_on)
        if self.review is None or self.review.reviewer != body.reviewer:
            raise unlawful(f"the draft is not before {body.reviewer}", "not_before_it", self.matter, body=body.reviewer)
        self.review, self.stage = replace(self.review, conclusion=body.conclusion), OPEN

    def _submit(self, body: acts.DraftSubmitted, law_on: LawOn) -> None:
        law = law_on(read_day(body.submitted_on))
        self._all_decided()
        one_of(body.way, rules.WAYS, "way to adopt a draft")
        if (body.referendum is None) is (body.way == rules.REFERENDUM):
            raise InputError("a draft that is put to a referendum names it, and no other draft does")
        self._asked(rules.initiators(law), body.initiator, "not_initiator")
        self._asked(rules.ways(law), body.way, "not_a_way")
        self._need_review(rules.reviewer(law))
        self.submitted, self.stage = body, SUBMITTED

    def _asked(self, rule: Rule | Unknown, word: str, code: str) -> None:
        """Refuse what a rule's list does not name; where the sources are silent, that is kept."""
        if isinstance(rule, Unknown):
            self.silent.append(rule)
        elif not rules.names(rule, word):
            raise unlawful(f"the law does not name {word}", code, self.matter, rule.citation, word=word)

    def _need_review(self, rule: Rule | Unknown) -> None:
        if isinstance(rule, Unknown):
            self.silent.append(rule)
            return
        done = self.review
        if rule.value == "none" or done == Review(str(rule.value), self._ids(), rules.CONFORMS):
            return
        raise unlawful(
            f"{rule.value} has not concluded that the draft, as it stands, conforms",
            "review_missing",
            self.matter,
            rule.citation,
            body=rule.value,
        )

    def _adopt(self, body: acts.DraftAdopted, law_on: LawOn) -> None:
        law = law_on(read_day(body.adopted_on))
        sent = self.submitted
        if sent is None or (body.way, body.referendum) != (sent.way, sent.referendum):
            raise unlawful("the draft was put to another vote", "other_vote", self.matter)
        self._asked(rules.ways(law), body.way, "not_a_way")
        self.adopted, self.stage = body, ADOPTED

    def _come_into_force(self, body: acts.CameIntoForce, text: LawText) -> None:
        day, due = read_day(body.in_force_on), boundary_day(body.boundary, text)
        where = {"boundary": named(body.boundary)}
        if body.boundary in self.forces or not (self.replaced or self.by_boundary(body.boundary)):
            raise unlawful(
                f"nothing is left that comes into force with {named(body.boundary)}",
                "boundary_unnamed",
                self.matter,
                **where,
            )
        if due is None:
            raise unlawful(f"{named(body.boundary)} is open", "event_open", self.matter, **where)
        if day != due or (self.adopted and day < read_day(self.adopted.adopted_on)):
            raise unlawful(f"in force on {day}: wanted {due}, after the adoption", "not_that_day", self.matter, day=due)
        if read_day(body.edition_day) not in text.editions:
            raise no_edition(self.tabled.law_text if self.tabled else self.matter, body.edition_day)
        self.forces[body.boundary] = body

    def operations(self) -> tuple[acts.Listed, ...]:
        """The operations that make the draft: those of its accepted amendments, in the order of their tabling."""
        accepted = (one.body.operations for one in self.amendments.values() if one.state == ACCEPTED)
        return tuple(one for listed in accepted for one in listed)

    def _ids(self) -> tuple[str, ...]:
        return tuple(one.operation for one in self.operations())

    def by_boundary(self, boundary: Boundary) -> tuple[acts.Listed, ...]:
        """The operations that take effect with one day or event."""
        return tuple(one for one in self.operations() if one.boundary == boundary)

    def open_events(self, text: LawText) -> tuple[str, ...]:
        """The events that operations wait for and of which no act says on which day they fell."""
        events = (one.boundary.event for one in self.operations())
        return tuple(dict.fromkeys(one for one in events if one is not None and one not in text.resolved))

    def deferred(self, on: date, text: LawText) -> tuple[acts.Listed, ...]:
        """The operations that are not in force on a day, because their day is later or their event open."""
        days = ((one, boundary_day(one.boundary, text)) for one in self.operations())
        return tuple(one for one, day in days if day is None or on < day)

    def clocks(self, text: LawText) -> tuple[Clock, ...]:
        """The three clocks of each operation: adopted, in force, first applied."""
        adopted = read_day(self.adopted.adopted_on) if self.adopted else None
        first: dict[str, date] = {}
        for _, body in text.applied:
            for id in body.operations if body.draft == self.matter else ():
                first[id] = min(first.get(id, date.max), read_day(body.since))
        forces = {boundary: read_day(body.in_force_on) for boundary, body in self.forces.items()}
        return tuple(
            Clock(one, adopted, forces.get(one.boundary), first.get(one.operation)) for one in self.operations()
        )

    def summary(self) -> dict[str, str]:
        """What lists show of this draft."""
        return {"stage": self.stage, "amendments": str(len(self.amendments)), "operations": str(len(self.operations()))}


def boundary_day(boundary: Boundary, text: LawText) -> date | None:
    """The day of a boundary; None where it is an event that no act has resolved."""
    if boundary.event is not None:
        return text.resolved.get(boundary.event)
    return read_day(str(boundary.day))


def named(boundary: Boundary) -> str:
    """A boundary as a message names it."""
    return str(boundary.day or boundary.event)
