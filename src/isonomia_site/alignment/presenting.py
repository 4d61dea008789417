"""The laws that a reform needs and what became of promises, shaped for their pages.

The law decides; nothing is decided here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from isonomia.alignment.acts import AmendedProvision, CitedProvision, EvidenceStated, FoundPhrase, NotNeeded
from isonomia.alignment.rules import Due
from isonomia.alignment.state import Commitment, Effect, Law, Part, Progress, Standing
from isonomia.exact import Share
from isonomia.record.act import Act
from isonomia.record.sources import Wording
from isonomia.reform.road import Reform
from isonomia.rulebook.citation import LegalDate
from isonomia_site.record.citing import place

PERCENT = 2
STATES = {True: "applied", False: "unapplied", None: "unsure"}


@dataclass(frozen=True, slots=True)
class Provisions:
    """Provisions of one work, each by its place."""

    work: str
    places: tuple[str, ...]

    @property
    def constitution(self) -> str:
        """The day of the constitution that the work is; empty for any other work."""
        _, kind, day, name = ["", "", *self.work.split("/")][-4:]
        return day if (kind, name) == ("act", "constitution") else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage that was reached by the day, and the act that says so."""

    name: str
    day: LegalDate
    act: Act


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLaw:
    """One law as it stands on a day."""

    matter: str
    law: Law
    stage: str
    stages: tuple[Stage, ...]
    number: str
    overdue: bool | None
    dropped: NotNeeded | None
    acts: tuple[Act, ...]

    @property
    def slug(self) -> str:
        """Its part of the address."""
        return self.matter.partition("/")[2]

    @property
    def due(self) -> Due:
        """By when it is due, and what sets that day."""
        return self.law.due

    @property
    def provisions(self) -> tuple[Provisions, ...]:
        """The amended provisions for which it is needed."""
        found = (one for one in self.law.body.grounds if isinstance(one, AmendedProvision))
        return tuple(_by_work((one.work, one.eid) for one in found))

    @property
    def citations(self) -> tuple[str, ...]:
        """The provisions that ask for it, as they were cited."""
        return tuple(one.citation for one in self.law.body.grounds if isinstance(one, CitedProvision))

    @property
    def phrases(self) -> tuple[Wording, ...]:
        """The words in other laws that name what there is no more."""
        return tuple(one.phrase for one in self.law.body.grounds if isinstance(one, FoundPhrase))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """How far the laws have come that follow from some amendments; without a name, all laws."""

    name: str
    day: str
    progress: Progress
    acts: tuple[Act, ...]

    @property
    def adopted(self) -> str:
        """The laws adopted, of those needed, in per cent; empty where none is needed."""
        return self._share(self.progress.adopted)

    @property
    def in_force(self) -> str:
        """The laws known to be in force, of those needed, in per cent; empty where none is needed."""
        return self._share(self.progress.in_force)

    def _share(self, part: int) -> str:
        needed = self.progress.needed
        return Share(part, needed, "laws_needed").percent(PERCENT) if needed else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """One amended provision, whether it is applied, and the laws that carry it."""

    provisions: Provisions
    state: str
    laws: tuple[ShownLaw, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The whole board on a day."""

    groups: tuple[Group, ...]
    laws: tuple[ShownLaw, ...]
    carried: tuple[Carried, ...]

    @property
    def whole(self) -> Group:
        """All laws together."""
        return self.groups[0]

    @property
    def states(self) -> dict[str, int]:
        """How many amended provisions are in which state."""
        found = [one.state for one in self.carried]
        return {name: found.count(name) for name in (*STATES.values(), "bare")}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPart:
    """One part of what became of a promise, with the law that it names where the record has it."""

    part: Part
    provisions: Provisions | None
    slug: str
    law: Law | None
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """One promise: what became of it by a day, part by part, and its acts."""

    standing: Standing
    made: Act
    parts: tuple[ShownPart, ...]
    acts: tuple[Act, ...]

    @property
    def slug(self) -> str:
        """Its place on the page."""
        return self.standing.matter.partition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Every promise by a day."""

    promises: tuple[Promised, ...]

    @property
    def kept(self) -> int:
        """How many are kept."""
        return sum(one.standing.status == "kept" for one in self.promises)

    @property
    def acts(self) -> tuple[Act, ...]:
        """Everything that was entered about them."""
        return tuple(act for one in self.promises for act in one.acts)


def board(reform: Reform, on: date) -> Board:
    """Shape the board of a day."""
    state = reform.alignment
    named = dict.fromkeys(one.body.follows for one in state.laws.values() if one.body.follows)
    laws = {matter: law(matter, one, on) for matter, one in state.board(on)}
    effects = (*state.effects(on), *reform.uncarried(on))
    return Board(
        groups=tuple(_group(name, reform, on) for name in ("", *named)),
        laws=tuple(laws.values()),
        carried=tuple(_carried(one, laws) for one in effects),
    )


def law(matter: str, one: Law, on: date) -> ShownLaw:
    """Shape one law as it stands on a day."""
    dropped = one.dropped[0].body if one.dropped and one.dropped_by(on) else None
    reached = ((name, *stage) for name, stage in one.stages.items())
    return ShownLaw(
        matter=matter,
        law=one,
        stage=one.stage_on(on),
        stages=tuple(Stage(name=name, day=day, act=act) for name, act, day in reached if day.reached(on) is not False),
        number=one.number(on),
        overdue=one.overdue(on),
        dropped=dropped if isinstance(dropped, NotNeeded) else None,
        acts=tuple(_acts(one)),
    )


def ledger(reform: Reform, on: date) -> Ledger:
    """Shape the promises of a day."""
    standings = reform.alignment.ledger(on, reform.drafting.in_force)
    return Ledger(promises=tuple(_promised(one, reform) for one in standings))


def _promised(standing: Standing, reform: Reform) -> Promised:
    one = reform.alignment.commitments[standing.matter]
    parts = tuple(_part(part, reform) for part in standing.parts)
    return Promised(standing=standing, made=one.made, parts=parts, acts=tuple(_said_of(one)))


def _said_of(one: Commitment) -> Iterator[Act]:
    yield one.made
    yield from (act for act, _ in (*one.links, *one.evidence))


def _part(part: Part, reform: Reform) -> ShownPart:
    work, _, eid = part.what.partition(" ")
    body = part.act.body
    return ShownPart(
        part=part,
        provisions=Provisions(work, (place(eid),)) if part.kind == "provision" else None,
        slug=part.what.partition("/")[2] if part.kind == "law" else "",
        law=reform.alignment.laws.get(part.what),
        wordings=body.wordings if isinstance(body, EvidenceStated) else (),
    )


def _acts(one: Law) -> Iterator[Act]:
    yield one.stated
    yield from (act for act, _ in one.stages.values())
    if one.dropped:
        yield one.dropped[0]


def _group(name: str, reform: Reform, on: date) -> Group:
    state, amendments = reform.alignment, reform.drafting.amendments.get(name)
    return Group(
        name=name,
        day=amendments.lists[0].act_date if amendments else "",
        progress=state.progress(on, name),
        acts=tuple(act for one in state.following(name).values() for act in _acts(one)),
    )


def _carried(one: Effect, laws: dict[str, ShownLaw]) -> Carried:
    state = STATES[one.applied] if one.laws else "bare"
    return Carried(
        provisions=Provisions(one.work, (place(one.eid),)), state=state, laws=tuple(laws[id] for id in one.laws)
    )


def _by_work(found: Iterable[tuple[str, str]]) -> Iterator[Provisions]:
    works: dict[str, list[str]] = {}
    for work, eid in found:
        works.setdefault(work, []).append(place(eid))
    return (Provisions(work, tuple(places)) for work, places in works.items())
