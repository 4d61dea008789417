"""The terms that run in one case: each a deadline in its course, or what the sources lack."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from isonomia.court import acts, rules
from isonomia.deadlines import course
from isonomia.deadlines.course import Course, State
from isonomia.deadlines.reckoning import Deadline
from isonomia.deadlines.terms import Owner, Roll
from isonomia.errors import Finding, InputError, one_of, refused
from isonomia.procedure.terms import Laws, Running, done, due_on
from isonomia.record.act import Act
from isonomia.record.sources import read_day
from isonomia.rulebook.law import Unknown

_DAY = timedelta(days=1)


@dataclass(slots=True)
class Clocks:
    """The terms of a case by name: cure, decision, notice, information, sending, bill; those that ended stay shown."""

    running: dict[str, Running] = field(default_factory=dict)
    ended: list[tuple[str, Course]] = field(default_factory=list)

    def begin(self, name: str, running: Running) -> None:
        """Set a term running; one that ran under this name before is kept among those that ended."""
        self.drop(name)
        self.running[name] = running

    def drop(self, name: str) -> None:
        """Put a term among those that ended."""
        before = self.running.pop(name, None)
        if isinstance(before, Course):
            self.ended.append((name, before))

    def meet(self, name: str, day: date, cause: str) -> bool | None:
        """Enter that what was due was done; whether in time, None where no day is known."""
        found = done(self.running.get(name), day, cause)
        if found is None:
            return None
        self.running[name] = found
        return found.state is State.MET if isinstance(found, Course) else None

    def end(self, day: date, cause: str) -> None:
        """Nothing that runs is due any more; a notice of how it ended still is, and the time to cure."""
        for name, one in self.running.items():
            if isinstance(one, Course) and one.state in course.OPEN and name != "notice":
                self.running[name] = course.void(one, on=day, cause=cause)

    def suspend(self, day: date, cause: str) -> None:
        """Stop the clock for the decision."""
        one = self._decision(cause)
        self.running["decision"] = course.suspend(one, on=day, cause=cause)

    def resume(self, day: date, cause: str) -> None:
        """Let it run on: the end moves by the days that the clock stood still, and off a day off as the term says."""
        one = self._decision(cause)
        due = _off_days_off(one.due + (day - course.suspended_on(one)), one.deadline)
        self.running["decision"] = course.resume(one, on=day, due=due, cause=cause)

    def extend(self, name: str, until: date, *, on: date, cause: str) -> None:
        """Move the end of a term to a later day."""
        self.running[name] = course.extend(self._decision(cause), on=on, due=until, cause=cause)

    def hurry(self, act: Act, laws: Laws, day: date) -> None:
        """The short term of an urgent demand, by the law of its day, from the day on which the other began.

        Law:
            court.decision_president   within which time the Court decides where the President asks for urgency
        """
        one, law = self._decision(act.id), laws.on(day)
        term = law.term(rules.HURRIED)
        if isinstance(term, Unknown):
            raise refused("the law sets no term for urgency", Finding.of("no_term", act.matter, missing=term.missing))
        self.running["decision"] = course.recompute(one, on=day, cause=act.id, term=term)

    def begin_again(self, name: str, deadline: Deadline | Unknown, *, on: date, cause: str) -> None:
        """Let a term run from another event; where it did not run yet, it runs from now on."""
        before = self.running.get(name)
        if isinstance(deadline, Unknown):
            self.running[name] = deadline
        elif isinstance(before, Course) and before.state in course.OPEN:
            self.running[name] = course.begin_again(before, deadline, on=on, cause=cause)
        else:
            self.begin(name, course.begin(deadline, on=on, cause=cause))

    def again(self, act: Act, body: acts.TermReckonedAgain) -> None:
        """Enter that an open term was worked out again: the later day is one that the newest rules give.

        A citizen's own term is never shortened: there the day before stays.
        """
        one = self.running.get(body.clock)
        if not isinstance(one, Course) or one.state not in course.OPEN:
            raise InputError(f"no open term {body.clock} in {act.matter}")
        one_of(body.cause, rules.CAUSES, "cause")
        own, before = one.deadline.term.owner is Owner.CITIZEN, read_day(body.before)
        kept = max(before, one.due) if own else one.due
        if str(kept) != body.after:
            finding = Finding.of("term_not_so", act.matter, given=body.after, due=kept)
            raise refused(f"{body.clock} is due on {kept}, not on {body.after}", finding)
        changed = course.reckoned_again(one, on=read_day(body.on), before=before, due=kept, cause=act.id)
        self.running[body.clock] = changed

    def next_due(self) -> tuple[str, date] | None:
        """The open term that is due first."""
        days = [(name, due_on(one)) for name, one in self.running.items()]
        return min(((name, day) for name, day in days if day is not None), key=lambda one: one[1], default=None)

    def _decision(self, cause: str) -> Course:
        one = self.running.get("decision")
        if not isinstance(one, Course):
            raise refused("no term for the decision runs", Finding.of("no_term_runs", cause))
        return one


def _off_days_off(day: date, deadline: Deadline) -> date:
    if deadline.term.roll is not Roll.NEXT:
        return day
    calendar = deadline.calendar
    while not (calendar.plain(day) if calendar.works(day) is None else calendar.works(day)):
        day += _DAY
    return day
