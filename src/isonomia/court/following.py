"""Open terms after another rulebook or calendar was adopted: the day that was told, the day due now, and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from isonomia.court import rules
from isonomia.court.state import Court
from isonomia.deadlines.course import OPEN, Course
from isonomia.errors import IsonomiaError
from isonomia.procedure.terms import Running
from isonomia.record.act import Act
from isonomia.rulebook.law import Rulebook


@dataclass(frozen=True, slots=True)
class Moved:
    """An open term whose end is another one by the newest rules: as it was told, and as it stands now."""

    clock: str
    told: Course
    now: Course

    @property
    def cause(self) -> str:
        """What changed: the rule, or no more than the calendar."""
        same = self.told.deadline.term == self.now.deadline.term
        return rules.CALENDAR_CHANGED if same else rules.RULE_CHANGED

    @property
    def kept(self) -> bool:
        """Whether the day that was told stands, because the term is a citizen's own and would be shorter."""
        return self.told.due == self.now.due


def moved(entered: Sequence[Act], rulebook: Rulebook) -> Iterator[Moved]:
    """The open terms of one case that end on another day than was told when they were entered last.

    Args:
        entered: the acts of the case.
        rulebook: the one in force, as `road.adopted` gives it.
    """
    for clock, now in _terms(entered, rulebook).items():
        if not isinstance(now, Course) or now.state not in OPEN:
            continue
        book = rulebook.as_of(_told_at(entered, now))
        told = None if book is rulebook else _terms(entered, book).get(clock)
        if isinstance(told, Course) and told.state in OPEN and _ends(told) != _ends(now):
            yield Moved(clock, told, now)


def _ends(one: Course) -> tuple[object, object]:
    return one.due, one.deadline.due


def _told_at(entered: Iterable[Act], one: Course) -> str:
    """When the last act was entered that said when this term ends."""
    at = {act.id: act.at for act in entered}
    return next((at[line.cause] for line in reversed(one.history) if line.cause in at), "")


def _terms(entered: Sequence[Act], rulebook: Rulebook) -> dict[str, Running]:
    """The terms of a case by one version of the rules."""
    court = Court(lambda: rulebook)
    for act in entered:
        try:
            court.take(act)
        except IsonomiaError:
            # What the other version does not let stand moves no term there.
            continue
    case = court.cases.get(entered[0].matter)
    return case.clocks.running if case else {}
