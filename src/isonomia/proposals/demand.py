"""Where one demand stands: who reviewed it, what was decided and on which ground, what became of it in the text."""

from dataclasses import dataclass, field
from datetime import date

from isonomia.errors import Finding, InputError, one_of, refused
from isonomia.proposals import acts, rules
from isonomia.proposals.rules import Laws
from isonomia.record.act import Act
from isonomia.record.sources import read_day
from isonomia.rulebook.law import Rule

STATED, REVIEWED, DECIDED, TRACED = "stated", "reviewed", "decided", "traced"


@dataclass(slots=True)
class Demand:
    """One demand as its own acts tell it. Only `admit` changes it; a refusal leaves it as it was."""

    stated: Act
    body: acts.DemandStated
    stated_on: date
    reviews: list[tuple[Act, acts.DemandReviewed]] = field(default_factory=list)
    heard: set[str] = field(default_factory=set)
    aside: dict[str, date] = field(default_factory=dict)
    decisions: list[tuple[Act, acts.DemandDecided]] = field(default_factory=list)
    traces: list[tuple[Act, acts.DemandTraced]] = field(default_factory=list)

    @classmethod
    def begun(cls, act: Act) -> "Demand":
        """A demand as it was stated."""
        body = act.body
        if not isinstance(body, acts.DemandStated):
            raise refused("a demand begins with its statement", Finding.of("begins_once", act.matter))
        if not rules.is_matter(act.matter, "demand"):
            raise InputError(f'"{act.matter}" is not the matter of a demand, as demand/D-2025-7')
        one_of(body.change, rules.CHANGES, "kind of change")
        return cls(act, body, read_day(body.stated_on))

    @property
    def matter(self) -> str:
        """The matter of this demand."""
        return self.stated.matter

    @property
    def stage(self) -> str:
        """How far it has come."""
        if self.traces:
            return TRACED
        return DECIDED if self.decisions else REVIEWED if self.reviews else STATED

    @property
    def decided(self) -> tuple[Act, acts.DemandDecided] | None:
        """The decision that stands: the last one."""
        return self.decisions[-1] if self.decisions else None

    @property
    def in_text(self) -> bool:
        """Whether it is found in the text of the draft, in whichever words."""
        return any(one.kind in rules.IN_TEXT for _, one in self.traces)

    def admit(self, act: Act, laws: Laws) -> None:
        """Take in one more act about this demand; UnlawfulActError or InputError if it cannot stand here."""
        if act.commit:
            raise InputError(f"{act.act} holds no commitment")
        match act.body:
            case acts.DemandReviewed() as body:
                self._review(act, body)
            case acts.ReviewerSteppedAside(capacity=capacity, stepped_on=day):
                if capacity in self.aside:
                    raise refused(f"{capacity} stepped aside", Finding.of("aside_before", act.matter, member=capacity))
                self.aside[capacity] = self._day(day, act)
            case acts.DemandDecided() as body:
                self._decide(act, body, laws)
            case acts.DemandTraced() as body:
                self._trace(act, body)
            case acts.DemandStated():
                raise refused("a demand is stated once", Finding.of("begins_once", act.matter))
            case _:
                raise InputError(f"{act.act} is no act about a demand")

    def _day(self, text: str, act: Act) -> date:
        day = read_day(text)
        if day < self.stated_on:
            raise refused(
                f"{act.act} on {day}: the demand was stated on {self.stated_on}",
                Finding.of("before_proposal", act.matter, day=day, start=self.stated_on),
            )
        return day

    def _review(self, act: Act, body: acts.DemandReviewed) -> None:
        one_of(body.interest, rules.INTERESTS, "interest")
        one_of(body.opinion, rules.OPINIONS, "opinion")
        self._day(body.reviewed_on, act)
        self._not_aside(act, body.capacity)
        if body.capacity in self.heard:
            finding = Finding.of("reviewed_before", act.matter, member=body.capacity)
            raise refused(f"{body.capacity} has reviewed it", finding)
        self.heard.add(body.capacity)
        self.reviews.append((act, body))

    def _not_aside(self, act: Act, capacity: str) -> None:
        if capacity in self.aside:
            raise refused(f"{capacity} stepped aside", Finding.of("aside_before", act.matter, member=capacity))

    def _decide(self, act: Act, body: acts.DemandDecided, laws: Laws) -> None:
        one_of(body.outcome, rules.OUTCOMES, "outcome")
        day = self._day(body.decided_on, act)
        again = body.after is not None
        if again is not bool(self.decisions) or body.after in [one.after for _, one in self.decisions if one.after]:
            raise refused("decided again only after a second look", Finding.of("decided_before", act.matter))
        if body.outcome != rules.FULL:
            if body.ground is None:
                raise refused("what is not accepted in full has its ground", Finding.of("ground_missing", act.matter))
            one_of(body.ground, rules.GROUNDS, "ground of a decision")
            self._hold(act, rules.listed(rules.GROUNDS_OF_REFUSAL, body.ground, laws.on(day)), "ground_not_in_law")
        self._not_aside(act, body.signatory)
        self._voted(act, body, laws, day)
        self.decisions.append((act, body))
        self.heard.clear()

    def _voted(self, act: Act, body: acts.DemandDecided, laws: Laws, day: date) -> None:
        if not body.vote.possible:
            raise InputError(f"no vote of a working group: {body.vote}")
        law, counts = laws.on(day), body.vote.counts()
        self._hold(act, rules.clears(rules.QUORUM, counts, law), "quorum_of_group_missing")
        self._hold(act, rules.clears(rules.MAJORITY, counts, law), "majority_of_group_missing")
        needed = rules.number(rules.REVIEWS_FOR_REFUSAL, law)
        if body.outcome == rules.REFUSED and needed is not None:
            there = {one.capacity for _, one in self.reviews if one.interest == "none"} - set(self.aside)
            if len(there) < needed:
                raise refused(
                    f"{len(there)} members without an interest of their own reviewed it, wanted {needed}",
                    Finding.of("reviews_missing", act.matter, there=len(there), wanted=needed),
                    law.rule(rules.REVIEWS_FOR_REFUSAL).citation,
                )

    def _hold(self, act: Act, found: object, code: str) -> None:
        """Refuse where a rule was found that the act does not meet; the silence of the sources refuses nothing."""
        if isinstance(found, Rule):
            raise refused(f"{found.key} is not met", Finding(code, act.matter, (("rule", found.key),)), found.citation)

    def _trace(self, act: Act, body: acts.DemandTraced) -> None:
        self._day(body.traced_on, act)
        if self.decided is None:
            raise refused("a demand is traced once it was decided", Finding.of("trace_undecided", act.matter))
        allowed = rules.TRACES[self.decided[1].outcome]
        if body.kind not in allowed:
            finding = Finding.of("trace_unlike_outcome", act.matter, kind=body.kind, outcome=self.decided[1].outcome)
            raise refused(f"{body.kind}: wanted {' or '.join(allowed)}, as was decided", finding)
        if (body.amendment is None) is not (body.draft is None):
            raise InputError("an amendment is named with its draft, and a draft with its amendment")
        placed = body.kind in (*rules.IN_TEXT, rules.IN_LAW)
        if placed is (body.provision is None and body.amendment is None):
            raise InputError(f"traced as {body.kind}: wanted {'a provision or an amendment' if placed else 'no place'}")
        if any(_aim(one) == _aim(body) for _, one in self.traces):
            raise refused("traced there before", Finding.of("traced_before", act.matter))
        self.traces.append((act, body))

    def summary(self) -> dict[str, str]:
        """What lists show of this demand, by its own acts alone."""
        decision = self.decided
        return {
            "stage": self.stage,
            "change": self.body.change,
            "outcome": decision[1].outcome if decision else "",
            "decided_on": decision[1].decided_on if decision else "",
            "group": decision[1].group if decision else "",
            "about": " ".join(one.eid or one.work for one in self.body.about),
        }


def _aim(one: acts.DemandTraced) -> tuple[object, ...]:
    return one.kind, one.draft, one.amendment, one.provision
