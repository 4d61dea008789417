"""Where one matter stands, read from its own acts: whose turn it is, by which day, and what can be done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from isonomia.assembly.notice import Assembly
from isonomia.compensation.claim import Claim
from isonomia.court import rules as court
from isonomia.court.case import Case
from isonomia.court.steps import Stage
from isonomia.deadlines.course import OPEN, Course
from isonomia.deadlines.terms import Owner
from isonomia.ombudsman.complaint import Complaint
from isonomia.procedure.terms import Running
from isonomia.record.act import Act
from isonomia.rulebook.law import Entries, Law, Rule, Unknown
from isonomia_site.entering.judging import entered, replayed
from isonomia_site.record.reader import law_on
from isonomia_site.rights.services import CURE, DEMAND, WITHDRAW

Matter = Case | Complaint | Claim | Assembly
ENDED = (Stage.DECIDED, Stage.SENT, Stage.PUBLISHED, Stage.CLOSED, Stage.MOVED, Stage.TERMINATED, Stage.REFUSED)


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a matter: its name, and the day that binds, or what the sources lack."""

    name: str
    running: Running

    @property
    def course(self) -> Course | None:
        """Its course, where a day is known."""
        return self.running if isinstance(self.running, Course) else None

    @property
    def missing(self) -> str:
        """What the sources lack, where no day is known."""
        return self.running.missing if isinstance(self.running, Unknown) else ""

    @property
    def open(self) -> bool:
        """Whether something is still due."""
        return self.course is None or self.course.state in OPEN

    @property
    def own(self) -> bool:
        """Whether it is the applicant's own."""
        return self.course is not None and self.course.deadline.term.owner is Owner.CITIZEN

    @property
    def late(self) -> bool:
        """Whether its day has passed."""
        return self.course is not None and self.course.overdue(timezone.now().date())


@dataclass(frozen=True, slots=True)
class Standing:
    """One matter: stage, the day that counts as that of filing, terms, what the applicant can do, acts."""

    matter: str
    stage: str
    filed_on: date
    terms: tuple[Term, ...]
    may: tuple[str, ...]
    acts: tuple[Act, ...]

    @property
    def yours(self) -> list[Term]:
        """What the applicant has to do, with its day."""
        return [one for one in self.terms if one.open and one.own]

    @property
    def others(self) -> list[Term]:
        """What others have to do."""
        return [one for one in self.terms if one.open and not one.own]


def standing(matter: str, under: int | None = None) -> Standing | None:
    """Where a matter stands, or stood under a head; None where it is none of a body of rights."""
    acts = entered([matter], under)
    found = _found(matter, acts)
    if found is None:
        return None
    filed = found.filed_on if isinstance(found, Case) else found.first_filed_on
    may = tuple(_may(found, law_on(timezone.now().date())))
    return Standing(matter, str(found.stage), filed, tuple(_terms(found)), may, tuple(acts))


def _found(matter: str, acts: list[Act]) -> Matter | None:
    if not acts:
        return None
    reform = replayed(acts)
    return (
        reform.court.cases.get(matter)
        or reform.ombudsman.matters.get(matter)
        or reform.compensation.matters.get(matter)
        or reform.assembly.matters.get(matter)
    )


def _terms(one: Matter) -> Iterator[Term]:
    match one:
        case Case():
            yield from (Term(name, running) for name, running in one.clocks.running.items())
        case Complaint():
            yield Term("complaint", one.term)
            yield from (Term("explanations", asked.term) for asked in one.asked.values() if not asked.answered)
            yield from (Term("recommendation", asked.term) for asked in one.recommended.values() if not asked.answered)
        case Claim():
            yield from _known(claim=one.term, decision=one.decision_term)
        case Assembly():
            yield from _known(answer=one.answer_term, offer=one.offer_term)


def _known(**running: Running | None) -> Iterator[Term]:
    yield from (Term(name, one) for name, one in running.items() if one is not None)


def _may(one: Matter, law: Law | None) -> Iterator[str]:
    """What the applicant can do where a case stands; of other matters their own desks say it."""
    if law is None or not isinstance(one, Case):
        return
    if set(one.grounds) <= set(court.listed(court.CURABLE, law)) and _takes("cure", one.stage, law):
        yield CURE
    if _takes("demand", one.stage, law):
        yield DEMAND
    if one.stage not in ENDED and not one.withdrawn:
        yield WITHDRAW


def _takes(step: str, stage: str, law: Law) -> bool:
    rule = law.find("court.steps")
    line = rule.value.find(step) if isinstance(rule, Rule) and isinstance(rule.value, Entries) else None
    return line is not None and stage in line.words
