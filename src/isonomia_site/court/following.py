"""Open terms after other rules or another calendar were adopted: which end on another day, and their acts in one go."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from django.db import transaction

from isonomia.court import acts
from isonomia.court.following import Moved, moved
from isonomia.record.act import Act
from isonomia.rulebook.law import Rulebook
from isonomia_site.court import presenting, services
from isonomia_site.court.listing import CASE, FAR
from isonomia_site.court.models import Docketed
from isonomia_site.court.presenting import Clock
from isonomia_site.entering.judging import entered
from isonomia_site.permissions import By
from isonomia_site.record.reader import rulebooks

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One open term that ends on another day, as the desk shows it: what was told, what is due now."""

    number: str
    moved: Moved
    now: Clock

    @property
    def key(self) -> str:
        """What stands in the form for it: entered only if that still holds."""
        return f"{self.number} {self.moved.clock} {self.moved.told.due} {self.moved.now.due}"


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in some open cases: their terms, how many were looked at, and where the next begin."""

    lines: tuple[Line, ...]
    cases: int
    after: int


def in_force() -> Rulebook | None:
    """The rulebook of the record; None where it has none, several, or has had no other one before."""
    found = list(rulebooks().values())
    return found[0] if len(found) == 1 and found[0].before is not None else None


def look(rulebook: Rulebook, after: int, on: date) -> Looked:
    """Look through the open cases from a number on, so many at once that a page does not keep anybody waiting."""
    rows = Docketed.objects.filter(due_on__lt=FAR, ordinal__gt=after).order_by("ordinal")[: AT_ONCE + 1]
    some = list(rows[:AT_ONCE])
    lines = tuple(_lines([one.number for one in some], rulebook, on))
    return Looked(lines, len(some), some[-1].ordinal if len(rows) > AT_ONCE else 0)


def _lines(numbers: Collection[str], rulebook: Rulebook, on: date) -> Iterator[Line]:
    for matter, own in _by_case(numbers):
        for one in moved(own, rulebook):
            yield Line(matter.removeprefix(CASE), one, presenting.known(one.clock, one.now, on))


def _by_case(numbers: Collection[str]) -> Iterator[tuple[str, Sequence[Act]]]:
    found = entered([f"{CASE}{one}" for one in numbers])
    for matter, own in groupby(sorted(found, key=attrgetter("matter", "place")), attrgetter("matter")):
        yield matter, tuple(own)


@transaction.atomic
def enter(by: By, rulebook: Rulebook, wanted: Collection[str]) -> int:
    """Enter that these terms were worked out again, each by an act of its case; what no longer holds is left out.

    Raises:
        UnlawfulActError, InputError: the law refuses one of them; then none is entered.
        ConflictError: another act was entered in one of these cases meanwhile.
    """
    done = 0
    for matter, own in _by_case({one.partition(" ")[0] for one in wanted}):
        number, place = matter.removeprefix(CASE), len(own)
        last = presenting.last_step(own, by.on)
        for line in _lines([number], rulebook, by.on):
            if line.key in wanted:
                services.enter(by, matter, _body(line.moved, last), place)
                place, done = place + 1, done + 1
    return done


def _body(one: Moved, on: date) -> acts.TermReckonedAgain:
    return acts.TermReckonedAgain(
        on=str(on), clock=one.clock, before=str(one.told.due), after=str(one.now.due), cause=one.cause
    )
