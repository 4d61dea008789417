"""What pages of the court show: the funnel, lines of the docket, the trail of a case with what is due and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from isonomia.court.case import Case
from isonomia.court.norm import Norm
from isonomia.court.steps import ENDED, STAGES, TOLD
from isonomia.deadlines.calendar import NotedDay
from isonomia.deadlines.course import OPEN, Course
from isonomia.deadlines.terms import Term
from isonomia.errors import Finding
from isonomia.procedure.acts import Basis
from isonomia.procedure.terms import Running
from isonomia.record.act import Act
from isonomia.record.sources import read_day
from isonomia.rulebook.law import Unknown
from isonomia.wording import say, say_finding
from isonomia_site.calendars import Event
from isonomia_site.court.listing import FAR, counted
from isonomia_site.court.models import Docketed, NormListed
from isonomia_site.court.services import shown_titles
from isonomia_site.entering.presenting import ShownAct, in_words
from isonomia_site.record.wordlist import act_name

__all__ = ["ENDED", "STAGES"]
WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Bar:
    """One step of the funnel: how many came so far, of all, and how wide that is drawn."""

    stage: str
    count: int
    width: int

    @property
    def key(self) -> str:
        """What the stage is called by the law's words."""
        return f"case_{self.stage}"


def funnel() -> list[Bar]:
    """How many cases came at least so far."""
    rows = counted()
    reached = {stage: sum(n for far, *_, n in rows if TOLD.index(far) >= at) for at, stage in enumerate(TOLD)}
    whole = max(reached.values(), default=0) or 1
    return [Bar(stage, count, WIDTH * count // whole) for stage, count in reached.items()]


def standing() -> list[tuple[str, int]]:
    """How many cases stand where."""
    found: dict[str, int] = {}
    for _far, stage, _outcome, n in counted():
        found[stage] = found.get(stage, 0) + n
    return sorted(found.items(), key=lambda one: -one[1])


@dataclass(frozen=True, slots=True)
class Line:
    """One case in a list."""

    row: Docketed
    due: date | None
    late: bool

    @property
    def key(self) -> str:
        """What its stage is called by the law's words."""
        return f"case_{self.row.stage}"


def lines(rows: Sequence[Docketed], on: date) -> list[Line]:
    """Cases as lists show them."""
    return [Line(one, None if one.due_on == FAR else one.due_on, one.due_on < on) for one in rows]


@dataclass(frozen=True, slots=True)
class Clock:
    """One term of a case: what it is for, the day that binds, the days skipped by name, or what the sources lack."""

    name: str
    due: date | None = None
    nominal: date | None = None
    trigger: date | None = None
    state: str = ""
    late: bool = False
    term: Term | None = None
    skipped: tuple[NotedDay, ...] = ()
    changes: tuple["Told", ...] = ()
    warnings: tuple[Finding, ...] = ()
    missing: str = ""

    @property
    def key(self) -> str:
        """What it is called by the law's words."""
        return f"clock_{self.name}"

    @property
    def open(self) -> bool:
        """Whether something is still due."""
        return self.state in OPEN


def clocks(case: Case, on: date, entered: Iterable[Act] = ()) -> list[Clock]:
    """The terms of a case, those that run first."""
    named = {act.id: act for act in entered}
    found = [_clock(name, one, on, named) for name, one in case.clocks.running.items()]
    ended = [known(name, one, on, named) for name, one in case.clocks.ended]
    return sorted((*found, *ended), key=lambda one: (not one.open, one.due or date.max))


def _clock(name: str, one: Running, on: date, named: Mapping[str, Act]) -> Clock:
    if isinstance(one, Unknown):
        return Clock(name, missing=one.missing)
    return known(name, one, on, named)


def known(name: str, one: Course, on: date, named: Mapping[str, Act] | None = None) -> Clock:
    """A term whose end is known; how it changed, by these acts."""
    found = one.deadline
    return Clock(
        name,
        due=one.due,
        nominal=found.nominal,
        trigger=found.trigger,
        state=str(one.state),
        late=one.overdue(on),
        term=found.term,
        skipped=tuple(day for day in found.skipped if day.names),
        changes=tuple(_changes(one, named or {})),
        warnings=one.warnings(),
    )


def events(case: Case, language: str) -> Iterator[Event]:
    """The days of a case that are still to come or were missed, as a calendar takes them."""
    for name, one in case.clocks.running.items():
        if isinstance(one, Course) and one.state in OPEN:
            warnings = (say_finding(each, language) for each in one.warnings())
            yield Event(
                uid=f"{case.matter.replace('/', '-')}-{name}-{one.deadline.trigger}",
                stamped=max(line.on for line in one.history),
                day=one.due,
                summary=f"{say(f'word.clock_{name}', language)}: {case.matter.partition('/')[2]}",
                description="\n".join((case.matter, *warnings)),
                tentative=one.deadline.provisional,
            )


@dataclass(frozen=True, slots=True)
class Told:
    """One change of the end of a term: the act that told it, from which day to which; the cause where it says one."""

    on: date
    name: str
    before: date
    after: date
    cause: str


def _changes(one: Course, named: Mapping[str, Act]) -> Iterator[Told]:
    """The changes of the end of a term, and where it was worked out again and stays."""
    for line in one.history[1:]:
        act = named.get(line.cause)
        cause = getattr(act.body, "cause", "") if act else ""
        if act is not None and line.before is not None and (line.before != line.after or cause):
            yield Told(line.on, act_name(act.act), line.before, line.after, cause)


def last_step(entered: Sequence[Act], on: date) -> date:
    """The day of an act that is entered in a case today: no day before that of its last step."""
    days = [getattr(act.body, "on", None) or getattr(act.body, "filed_on", None) for act in entered]
    return max(on, *(read_day(day) for day in days if day))


@dataclass(frozen=True, slots=True)
class Step:
    """One act of the trail, the basis on which it rests, and what of it is sealed."""

    told: ShownAct
    basis: Basis | None
    sealed: tuple[str, ...]


def trail(entered: Sequence[Act]) -> list[Step]:
    """What was entered, the newest first."""
    return [
        Step(one, getattr(one.act.body, "basis", None), tuple(made.field for made in one.act.commit))
        for one in in_words(entered)
    ]


@dataclass(frozen=True, slots=True)
class Registered:
    """One norm in the registry."""

    slug: str
    titles: Mapping[str, str]
    status: str
    case: str

    @property
    def key(self) -> str:
        """What its status is called by the law's words."""
        return f"norm_{self.status}"


def registered(rows: Sequence[NormListed]) -> Iterator[Registered]:
    """Norms as the registry shows them."""
    for one in rows:
        yield Registered(one.norm.partition("/")[2], shown_titles(one.titles), one.status, one.case.partition("/")[2])


def in_language(titles: Mapping[str, str], language: str) -> str:
    """A title in a language, or in the first that there is."""
    return titles.get(language) or next(iter(titles.values()), "")


def history(norm: Norm) -> list[tuple[str, str, str, str]]:
    """How a norm was reviewed: the day, the status, the case, under which constitution."""
    return [
        (one.on, f"norm_{one.status}", one.case.partition("/")[2], one.constitution or "") for _, one in norm.reviews
    ]
