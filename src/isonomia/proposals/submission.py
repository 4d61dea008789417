"""Where one proposal stands on its road: its registration, its clock, what it was linked to, its answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from msgspec import Struct

from isonomia.errors import Finding, InputError, one_of, refused
from isonomia.proposals import acts, rules
from isonomia.proposals.rules import NO_DUE, Due, Laws
from isonomia.record.act import Act
from isonomia.record.sources import read_day
from isonomia.rulebook.law import Rule

RECEIVED, REGISTERED, ADMISSIBLE, INADMISSIBLE = "received", "registered", "admissible", "inadmissible"
FORWARDED, ASSIGNED, UNDER_REVIEW, ANSWERED = "forwarded", "assigned", "under_review", "answered"
SECOND_LOOK, WITHDRAWN, DISOWNED = "second_look", "withdrawn", "disowned"
INFORMATION_ASKED, DECIDED, TRACED = "information_asked", "decided", "traced"
STAGES = (RECEIVED, REGISTERED, INADMISSIBLE, FORWARDED, ADMISSIBLE, ASSIGNED, UNDER_REVIEW, ANSWERED, SECOND_LOOK)
ENDED = (WITHDRAWN, DISOWNED)

_WORKED_ON = (ADMISSIBLE, ASSIGNED, UNDER_REVIEW)
_OPEN = (REGISTERED, *_WORKED_ON, SECOND_LOOK)
_LINKABLE = (*_WORKED_ON, ANSWERED, SECOND_LOOK)
STANDS_IN: Mapping[type[Struct], tuple[str, ...]] = {
    acts.ProposalRegistered: (RECEIVED,),
    acts.FoundAdmissible: (REGISTERED, SECOND_LOOK),
    acts.FoundInadmissible: (REGISTERED, SECOND_LOOK),
    acts.InformationAsked: _OPEN,
    acts.InformationGiven: _OPEN,
    acts.ProposalForwarded: _OPEN,
    acts.ProposalAssigned: (*_WORKED_ON, SECOND_LOOK),
    acts.DemandLinked: _LINKABLE,
    acts.DemandUnlinked: _LINKABLE,
    acts.ReadByMember: _LINKABLE,
    acts.ProposalAnswered: (INADMISSIBLE, FORWARDED, *_WORKED_ON, SECOND_LOOK),
    acts.SecondLookAsked: (ANSWERED,),
    acts.ProposalWithdrawn: (RECEIVED, INADMISSIBLE, FORWARDED, *_OPEN),
    acts.ProposalDisowned: STAGES,
    acts.TextHidden: (*STAGES, *ENDED),
}
"""The stages in which a proposal can stand for each kind of act."""


@dataclass(slots=True)
class Submission:
    """One proposal as its own acts tell it. Only `admit` changes it; a refusal leaves it as it was."""

    received: Act
    body: acts.ProposalReceived
    stage: str = RECEIVED
    received_on: date = date.min
    registered_on: date | None = None
    found: Act | None = None
    found_again: bool = False
    clock: tuple[str, date] | None = None
    due: Due = NO_DUE
    due_at_first: Due | None = None
    stopped: tuple[date, date | None, Due] | None = None
    group: str = ""
    links: dict[str, Act] = field(default_factory=dict)
    read: dict[str, date] = field(default_factory=dict)
    forwarded: Act | None = None
    answers: list[tuple[Act, acts.ProposalAnswered]] = field(default_factory=list)
    looks: list[Act] = field(default_factory=list)
    ended: Act | None = None
    ended_on: date | None = None
    hidden: Act | None = None

    @classmethod
    def begun(cls, act: Act, laws: Laws) -> "Submission":
        """A proposal as it was received."""
        body = act.body
        if not isinstance(body, acts.ProposalReceived):
            raise refused("a proposal begins with its receipt", Finding.of("begins_once", act.matter))
        if not rules.is_matter(act.matter, "proposal"):
            raise InputError(f'"{act.matter}" is not the matter of a proposal, as proposal/P-2025-000412')
        _check_received(act, body)
        there = cls(act, body, received_on=read_day(body.received_on))
        if body.registered_on is not None:
            there._register(act, read_day(body.registered_on), laws)
        return there

    @property
    def matter(self) -> str:
        """The matter of this proposal."""
        return self.received.matter

    @property
    def number(self) -> str:
        """The number by which people know it, as P-2025-000412."""
        return self.matter.partition("/")[2]

    @property
    def answered_on(self) -> date | None:
        """The day of the first answer."""
        return read_day(self.answers[0][1].answered_on) if self.answers else None

    @property
    def shown(self) -> str:
        """The stage as people read it: while the clock stands still, that more was asked for."""
        return INFORMATION_ASKED if self.stopped and self.stage in _OPEN else self.stage

    @property
    def first_due(self) -> Due:
        """By when the first answer was due, with every stop of the clock; after a second look `due` is another day."""
        return self.due_at_first or self.due

    def overdue(self, on: date) -> bool | None:
        """Whether an answer is due and not there on a day; None where the sources set no day."""
        if self.stage in (RECEIVED, ANSWERED, *ENDED) or (self.stopped and self.stopped[1] is None):
            return False
        return None if self.due.day is None else on > self.due.day

    def admit(self, act: Act, laws: Laws) -> None:
        """Take in one more act about this proposal; UnlawfulActError or InputError if it cannot stand here."""
        wanted = STANDS_IN.get(type(act.body))
        if wanted is None:
            if isinstance(act.body, acts.ProposalReceived):
                raise refused("a proposal is received once", Finding.of("begins_once", act.matter))
            raise InputError(f"{act.act} is no act about a proposal")
        if self.stage not in wanted:
            raise refused(
                f"{act.act} is for a proposal that is {' or '.join(wanted)}, this one is {self.stage}",
                Finding.of("proposal_elsewhere", act.matter, act=act.act, stage=f"proposal_{self.stage}"),
            )
        _check_commitments(act, ("reasons",) if isinstance(act.body, acts.SecondLookAsked) else ())
        self._take(act, laws)

    def _take(self, act: Act, laws: Laws) -> None:
        match act.body:
            case acts.ProposalRegistered(registered_on=day):
                self._register(act, self._day(day, act), laws)
            case acts.FoundAdmissible(found_on=day):
                self._day(day, act)
                self._find(act, ADMISSIBLE)
            case acts.FoundInadmissible() as body:
                self._find_inadmissible(act, body, laws)
            case acts.InformationAsked() | acts.InformationGiven():
                self._stop(act, laws)
            case acts.DemandLinked() | acts.DemandUnlinked():
                self._link(act)
            case acts.ReadByMember(capacity=capacity, read_on=day):
                if capacity in self.read:
                    raise refused(f"{capacity} has read it", Finding.of("read_before", act.matter, member=capacity))
                self.read[capacity] = self._day(day, act)
                self._move(UNDER_REVIEW, (ADMISSIBLE, ASSIGNED))
            case acts.ProposalAnswered() as body:
                self._answer(act, body)
            case acts.SecondLookAsked(asked_on=day):
                self._look(act, self._day(day, act), laws)
            case _:
                self._take_rest(act, laws)

    def _take_rest(self, act: Act, laws: Laws) -> None:
        match act.body:
            case acts.ProposalForwarded(forwarded_on=day):
                self._day(day, act)
                self.forwarded = act
                self._move(FORWARDED, (REGISTERED, *_WORKED_ON))
            case acts.ProposalAssigned(assigned_on=day, method=method, group=group):
                one_of(method, rules.METHODS, "way to assign a proposal")
                self._day(day, act)
                self.group = group
                self._move(ASSIGNED, (ADMISSIBLE,))
            case acts.ProposalWithdrawn(withdrawn_on=day):
                self.ended_on = self._day(day, act)
                self.ended, self.stage = act, WITHDRAWN
            case acts.ProposalDisowned(disowned_on=day):
                self.ended_on = self._day(day, act)
                self.ended, self.stage = act, DISOWNED
            case acts.TextHidden() as body:
                self._hide(act, body, laws)

    def _day(self, text: str, act: Act) -> date:
        day = read_day(text)
        start = self.registered_on or self.received_on
        if day < start:
            raise refused(
                f"{act.act} on {day}: the proposal came later, on {start}",
                Finding.of("before_proposal", act.matter, day=day, start=start),
            )
        return day

    def _move(self, stage: str, since: tuple[str, ...]) -> None:
        if self.stage in since:
            self.stage = stage

    def _register(self, act: Act, day: date, laws: Laws) -> None:
        if day < self.received_on:
            raise refused(
                f"registered on {day}, received on {self.received_on}",
                Finding.of("before_proposal", act.matter, day=day, start=self.received_on),
            )
        due = laws.due(rules.ANSWER, day)
        self.registered_on, self.stage = day, REGISTERED
        self.clock, self.due = (rules.ANSWER, day), due

    def _find(self, act: Act, stage: str) -> None:
        self.found, self.found_again = act, self.stage == SECOND_LOOK
        self._move(stage, (REGISTERED,))

    @property
    def admissible(self) -> bool:
        """Whether the proposal was taken up, by what was found last."""
        return self.found is not None and isinstance(self.found.body, acts.FoundAdmissible)

    def _find_inadmissible(self, act: Act, body: acts.FoundInadmissible, laws: Laws) -> None:
        one_of(body.ground, rules.INADMISSIBLE, "ground not to take up a proposal")
        day = self._day(body.found_on, act)
        _check_listed(rules.INADMISSIBLE_IF, body.ground, day, act, laws)
        self._find(act, INADMISSIBLE)

    def _stop(self, act: Act, laws: Laws) -> None:
        """Stop the clock, or let it go on: it does so by itself after the last day for what was asked for."""
        body = act.body
        if isinstance(body, acts.InformationAsked) is (self.stopped is not None) or self.clock is None:
            raise refused("nothing, or something already, was asked for", Finding.of("asked_differently", act.matter))
        rule, since = self.clock
        if isinstance(body, acts.InformationAsked):
            asked, until = self._day(body.asked_on, act), read_day(body.until) if body.until else None
            if until is not None and until < asked:
                raise InputError(f"asked on {asked}, to be given by {until}: the last day lies before the first")
            before = self.due
            self.due = laws.resumed(before, rule, (since, asked, until)) if until else before
            self.stopped = asked, until, before
        elif isinstance(body, acts.InformationGiven) and self.stopped is not None:
            asked, until, before = self.stopped
            given = self._day(body.given_on, act)
            if given < asked:
                raise InputError(f"given on {given}, asked for on {asked}")
            self.due = laws.resumed(before, rule, (since, asked, min(given, until or given)))
            self.stopped = None

    def _link(self, act: Act) -> None:
        match act.body:
            case acts.DemandLinked(demand=demand, linked_on=day, method=method, span=span):
                one_of(method, rules.METHODS, "way to link a proposal")
                self._day(day, act)
                if demand in self.links:
                    raise refused(f"linked to {demand} already", Finding.of("demand_linked", act.matter, demand=demand))
                if span is not None and span.end <= span.start:
                    raise InputError(f"a span from {span.start} to {span.end} holds nothing")
                self.links[demand] = act
            case acts.DemandUnlinked(demand=demand, unlinked_on=day, reason=reason):
                one_of(reason, rules.UNLINKING, "reason to take a link back")
                self._day(day, act)
                if demand not in self.links:
                    raise refused(f"not linked to {demand}", Finding.of("demand_not_linked", act.matter, demand=demand))
                del self.links[demand]

    def _answer(self, act: Act, body: acts.ProposalAnswered) -> None:
        one_of(body.mode, rules.MODES, "way to answer")
        if (body.mode == rules.BATCH) is (body.batch is None):
            raise InputError("an answer in a batch names the batch, and no other does")
        if len({one.language for one in body.texts}) != len(body.texts):
            raise InputError("an answer has each language once")
        self._day(body.answered_on, act)
        wanted = self.admissible and self.forwarded is None
        if wanted is not bool(body.decisions):
            raise refused(
                "an answer rests on decisions, unless the proposal was not taken up or was sent on",
                Finding.of("answer_without_decision", act.matter),
            )
        new = set(body.decisions) - {one for _, given in self.answers for one in given.decisions}
        if self.stage == SECOND_LOOK and not new and not self.found_again:
            raise refused(
                "after a second look nothing new was decided", Finding.of("nothing_decided_again", act.matter)
            )
        self.answers.append((act, body))
        self.stage, self.stopped = ANSWERED, None

    def _look(self, act: Act, day: date, laws: Laws) -> None:
        given = read_day(self.answers[-1][1].answered_on)
        if day < given:
            raise InputError(f"a second look asked for on {day}, answered on {given}")
        limit = laws.due(rules.SECOND_LOOK, given)
        if limit.kept(day) is False:
            finding = Finding.of("look_too_late", act.matter, day=day, due=limit.day)
            raise refused(f"a second look asked for on {day}: it could be until {limit.day}", finding, limit.citation)
        if not self.looks:
            self.due_at_first = self.due
        self.looks.append(act)
        self.clock, self.due = (rules.SECOND_ANSWER, day), laws.due(rules.SECOND_ANSWER, day)
        self.stage, self.found_again = SECOND_LOOK, False

    def _hide(self, act: Act, body: acts.TextHidden, laws: Laws) -> None:
        one_of(body.ground, rules.HIDING, "ground to hide a text")
        if self.hidden is not None:
            raise refused("the text is hidden already", Finding.of("hidden_before", act.matter))
        _check_listed(rules.HIDDEN_IF, body.ground, self._day(body.hidden_on, act), act, laws)
        self.hidden = act

    def summary(self) -> dict[str, str]:
        """What lists show of this proposal, by its own acts alone: the day due, never whether that has passed."""
        body = self.body
        return {
            "stage": self.shown,
            "channel": body.channel,
            "language": body.language,
            "received_on": body.received_on,
            "due_on": str(self.due.day or "") if self.stage not in (ANSWERED, *ENDED) else "",
            "group": self.group,
            "demands": " ".join(self.links),
            "answered_on": str(self.answered_on or ""),
            "territory": body.territory or "",
            "hidden": "yes" if self.hidden else "",
        }


def _check_received(act: Act, body: acts.ProposalReceived) -> None:
    one_of(body.channel, rules.CHANNELS, "channel")
    one_of(body.language, rules.LANGUAGES, "language of proposals")
    one_of(body.language_by, rules.LANGUAGE_BY, "way to tell a language")
    one_of(body.author_kind, rules.AUTHOR_KINDS, "kind of author")
    if body.author is not None and not body.verified:
        raise InputError(f"{body.author}: only an author who was verified has a public pseudonym")
    _check_commitments(act, ("text", "original", "author"))
    if not any(one.field == "text" for one in act.commit):
        raise InputError('a proposal is bound to its text by the commitment "text"')


def _check_commitments(act: Act, allowed: tuple[str, ...]) -> None:
    fields = [one.field for one in act.commit]
    if not set(fields) <= set(allowed) or len(set(fields)) != len(fields):
        wanted = ", ".join(allowed) or "none"
        raise InputError(f"{act.act} with commitments {', '.join(fields)}: wanted {wanted}, each at most once")


def _check_listed(key: str, ground: str, day: date, act: Act, laws: Laws) -> None:
    found = rules.listed(key, ground, laws.on(day))
    if isinstance(found, Rule):
        finding = Finding.of("ground_not_in_law", act.matter, ground=ground)
        raise refused(f"the law does not know this ground: {ground}", finding, found.citation)
