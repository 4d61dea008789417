"""Numbers of the docket, each a named query over the entries of a record: counted again by anyone, in one pass.

No more of an entry is read than the numbers need: whether it is lawful is asked by the check of the record, not here.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from operator import attrgetter

import msgspec

from isonomia.court import acts
from isonomia.court.steps import LEADS_TO, Stage
from isonomia.procedure.counting import FEWEST

_OURS = b'{"act":"court.'
_FILED = "court.appeal_filed"
_RESUMED, _RECUSED = "court.proceedings_resumed", "court.judge_recused"
_NAMED = "court.norms_named"
_STAGES: Mapping[str, str] = {
    **{f"court.{name}": LEADS_TO[kind] for name, kind in acts.OF_CASE.items() if kind in LEADS_TO},
    # These lead back, name norms, or only move the end of a term.
    **dict.fromkeys(
        ("court.appeal_joined", "court.term_extended", "court.urgency_demanded", _RESUMED, _RECUSED, _NAMED), ""
    ),
    _FILED: Stage.FILED,
}
SPANS = (
    ("to_register", Stage.FILED, Stage.REGISTERED),
    ("to_return", Stage.REGISTERED, Stage.RETURNED),
    ("to_admit", Stage.FILED, Stage.ADMITTED),
    ("to_refuse", Stage.FILED, Stage.REFUSED),
    ("to_decide", Stage.ADMITTED, Stage.DECIDED),
    ("to_publish", Stage.DECIDED, Stage.PUBLISHED),
)
"""The steps of which it is told how many days they took."""

Due = Callable[[str, str], date | None]
"""The last day for a decision, by who applied and the day of acceptance; None where no day is known."""


class _Outcome(msgspec.Struct, gc=False):
    norm: str
    outcome: str


class _Said(msgspec.Struct, gc=False):
    on: str = ""
    filed_on: str = ""
    moved_on: str = ""
    applicant_kind: str = ""
    language: str = ""
    territory: str = ""
    judge: str = ""
    ground: str = ""
    grounds: tuple[str, ...] = ()
    norms: tuple[str, ...] = ()
    outcomes: tuple[_Outcome, ...] = ()


class _Entry(msgspec.Struct, gc=False):
    act: str
    matter: str
    body: _Said


class _Case(msgspec.Struct, gc=False):
    """What is kept of one case while it is counted: `days` by stage, as the record writes them."""

    filed: _Said
    days: dict[str, str]
    stage: str = Stage.FILED
    ground: tuple[str, ...] = ()
    outcomes: tuple[_Outcome, ...] = ()
    named: tuple[str, ...] = ()
    moved: bool = False
    before: str = ""
    judge: str = ""


class Waited(msgspec.Struct, frozen=True):
    """How many days a step took: of how many cases, the middle of them, and the most."""

    name: str
    cases: int
    median: int | None
    most: int | None


class Terms(msgspec.Struct, frozen=True):
    """How the term for the decision was kept: in time, too late, running, run out; `moved` had its end moved."""

    met: int = 0
    missed: int = 0
    running: int = 0
    overdue: int = 0
    moved: int = 0
    unknown: int = 0


class Statistics(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of a docket. Every count is of cases, but outcomes: those are of norms."""

    cases: int
    by_month: Mapping[str, int]
    by_stage: Mapping[str, int]
    by_applicant: Mapping[str, int]
    by_language: Mapping[str, int]
    by_territory: Mapping[str, int]
    by_ground: Mapping[str, int]
    by_norm: Mapping[str, int]
    outcomes: Mapping[str, int]
    waited: tuple[Waited, ...]
    terms: Terms


class Tally:
    """Cases as they are counted. Only `take` changes it; acts come in the order of the record."""

    def __init__(self) -> None:
        self._cases: dict[str, _Case] = {}
        self._decode = msgspec.json.Decoder(list[_Entry]).decode

    def take(self, entries: Iterable[bytes]) -> None:
        """Take in entries of a record, those of other institutions among them."""
        mine = [one for one in entries if one.startswith(_OURS)]
        cases, stages = self._cases, _STAGES
        # Many at once are decoded in half the time of one by one.
        for one in self._decode(b"[%b]" % b",".join(mine)):
            stage = stages.get(one.act)
            if stage is None:
                continue
            said = one.body
            if one.act == _FILED:
                cases[one.matter] = _Case(said, {Stage.FILED: said.filed_on})
                continue
            case = cases.get(one.matter)
            if case is None:
                continue
            if not stage:
                _aside(case, one.act, said)
                continue
            if stage == Stage.SUSPENDED:
                case.before, case.moved = case.stage, True
            elif said.grounds or said.ground:
                case.ground = said.grounds or (said.ground,)
            case.stage = stage
            case.days[stage] = said.on or said.moved_on
            if said.judge:
                case.judge = said.judge
            if said.outcomes:
                case.outcomes = said.outcomes

    def statistics(self, due: Due, *, on: date, year: int | None = None) -> Statistics:
        """The numbers, of all cases or of those that were filed in a year."""
        wanted = "" if year is None else f"{year}-"
        found = [one for one in self._cases.values() if one.filed.filed_on.startswith(wanted)]
        filed = [one.filed for one in found]
        return Statistics(
            cases=len(found),
            by_month=_counted([one.filed_on[:7] for one in filed]),
            by_stage=_counted(map(attrgetter("stage"), found)),
            by_applicant=_counted(map(attrgetter("applicant_kind"), filed)),
            by_language=_counted(map(attrgetter("language"), filed)),
            by_territory=_large(Counter(map(attrgetter("territory"), filed))),
            by_ground=_counted(ground for one in found for ground in one.ground),
            by_norm=_counted(norm for one in found for norm in (*one.filed.norms, *one.named)),
            outcomes=_counted(each.outcome for one in found for each in one.outcomes),
            waited=_waited(found),
            terms=_terms(found, due, on),
        )


def _aside(case: _Case, act: str, said: _Said) -> None:
    """Take in what leads back to an earlier stage, names norms, or moves the end of the term."""
    if act == _RESUMED:
        case.stage = case.before
    elif act == _RECUSED:
        if case.judge == said.judge and case.stage == Stage.PREPARATION:
            case.stage, case.judge = Stage.ADMITTED, ""
    elif act == _NAMED:
        case.named += said.norms
    else:
        case.moved = True


def _counted(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))


def _large(counts: Mapping[str, int]) -> dict[str, int]:
    """The territories with enough cases; the others together, where they are enough: so few could be known."""
    large = {name: n for name, n in sorted(counts.items()) if name and n >= FEWEST}
    rest = sum(counts.values()) - sum(large.values())
    return {**large, "": rest} if rest >= FEWEST else large


class _Ordinals(dict[str, int]):
    """The number of each day, worked out once."""

    def __missing__(self, day: str) -> int:
        self[day] = date.fromisoformat(day).toordinal()
        return self[day]


def _waited(found: Iterable[_Case]) -> tuple[Waited, ...]:
    at, reached = _Ordinals(), [one.days for one in found]
    return tuple(
        _told(name, sorted([at[days[last]] - at[days[first]] for days in reached if last in days and first in days]))
        for name, first, last in SPANS
    )


def _told(name: str, days: list[int]) -> Waited:
    return Waited(name, len(days), days[(len(days) - 1) // 2] if days else None, days[-1] if days else None)


def _terms(found: Iterable[_Case], due: Due, on: date) -> Terms:
    kept: Counter[str] = Counter()
    for one in found:
        accepted = one.days.get(Stage.ADMITTED)
        if accepted is not None:
            kept[_kept(one, due(one.filed.applicant_kind, accepted), on)] += 1
    return Terms(**{name: kept[name] for name in Terms.__struct_fields__})


def _kept(one: _Case, last: date | None, on: date) -> str:
    if one.moved:
        return "moved"
    if last is None:
        return "unknown"
    done = one.days.get(Stage.DECIDED) or one.days.get(Stage.TERMINATED) or one.days.get(Stage.JOINED)
    if done is not None:
        # Days in this form stand in the order of the calendar as texts do.
        return "met" if done <= str(last) else "missed"
    return "running" if on <= last else "overdue"
