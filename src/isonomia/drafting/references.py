"""References in a text: each place where it names units of law, and the units that are meant, or that none is found.

Nothing is guessed. What could be read in two ways is `ambiguous`, with every reading; what names another act is told
apart and looked up nowhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import TypeAlias

from isonomia.drafting.citations import Cite, Level, Span, cites
from isonomia.drafting.citing import FOLLOWS, LINE, Citing
from isonomia.drafting.editions import PART, TITLE, Edition, Provision
from isonomia.drafting.profiles import Profile
from isonomia.errors import InputError

Reading: TypeAlias = tuple[str, ...]
Pool: TypeAlias = tuple[tuple[str, str], ...]
_NEAR = 16
_TWO = re.compile(r"(\d+)-(\d+)")


class State(StrEnum):
    """What a reference leads to."""

    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    UNRESOLVED = "unresolved"
    OTHER_ACT = "other_act"


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that a reference names, from the widest unit to the narrowest, and the uids that it leads to.

    `steps` are pairs of kind and number; the number is empty for "this" unit, and "13–15" for a range. Where the state
    is ambiguous the uids are the candidates.
    """

    steps: tuple[tuple[str, str], ...]
    state: State
    uids: Reading = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in a text that names units: in which provision, from where to where in its line, in what words."""

    uid: str
    start: int
    end: int
    words: str
    names: tuple[Named, ...]

    @property
    def state(self) -> State:
        """The worst state of all that is named."""
        order = (State.OTHER_ACT, State.UNRESOLVED, State.AMBIGUOUS)
        return next((one for one in order if any(name.state is one for name in self.names)), State.RESOLVED)

    @property
    def uids(self) -> Reading:
        """Every unit that is surely meant, once, as named."""
        return tuple(dict.fromkeys(uid for one in self.names if one.state is State.RESOLVED for uid in one.uids))


@lru_cache(maxsize=64)
def references(edition: Edition, profile: Profile) -> tuple[Reference, ...]:
    """Every reference in a text, in printed order; one text is read once, however often a record is replayed.

    Raises:
        InputError: the profile has no words for references, or is one of another language.
    """
    if profile.references is None or profile.language != edition.language:
        raise InputError(f'profile "{profile.name}" has no words for references in "{edition.language}"')
    resolver = Resolver(edition, profile.references)
    return tuple(one for place in edition.provisions for one in _of(place, resolver))


def _of(place: Provision, resolver: "Resolver") -> Iterator[Reference]:
    line, begins = place.line, len(place.mark)
    for group in _groups(cites(line[begins:], resolver.citing)):
        for at, cite in enumerate(group):
            start, end = begins + cite.start, begins + cite.end
            names = tuple(resolver.named(place.uid, group, at))
            yield Reference(place.uid, start, end, line[start:end], names)


def _groups(found: Iterator[Cite]) -> list[list[Cite]]:
    """Those that commas or the like join to one another."""
    groups: list[list[Cite]] = []
    for cite in found:
        if cite.joined:
            groups[-1].append(cite)
        else:
            groups.append([cite])
    return groups


@dataclass
class Resolver:
    """Finds units of one edition by what a line names."""

    edition: Edition
    citing: Citing
    _pools: dict[tuple[str, str, bool], Pool] = field(default_factory=dict)

    @cached_property
    def _ranks(self) -> dict[str, int]:
        """How narrow each kind of unit is; parts and lines stand in any."""
        ranks = {one.name: at for at, one in enumerate(self.edition.kinds)}
        return ranks | {PART: len(ranks), LINE: len(ranks)}

    @cached_property
    def _through(self) -> frozenset[str]:
        return frozenset(one.name for one in self.edition.kinds if one.through)

    @cached_property
    def _innermost_through(self) -> int:
        return max((self._ranks[one] for one in self._through), default=0)

    @cached_property
    def _own_act(self) -> object:
        """The sort of act that the title names first, or last where what belongs to it stands before."""
        title = next((one.text for one in self.edition.provisions if one.kind == TITLE), "")
        found = [self.citing.act_named(word) for word in re.findall(r"[^\W\d_]+", title.lower())]
        acts = [one for one in found if one]
        return (acts[0] if self.citing.act == FOLLOWS else acts[-1]) if acts else None

    def named(self, uid: str, group: Sequence[Cite], at: int) -> Iterator[Named]:
        """What the cite at a place of its group names, seen from a provision."""
        cite = group[at]
        beside = next((one for one in _neighbours(group, at, self.citing) if one.act), None)
        mine, borrowed = self.other(cite), not cite.act and self.other(beside)
        wider = () if mine or borrowed else self._wider(group, at)
        if sum(len(one.spans) > 1 for one in cite.levels) > 1:
            # "points 1 and 2 of Articles 5 and 6": which belong together is not said.
            yield Named(_steps(cite.levels), State.OTHER_ACT if mine else State.AMBIGUOUS)
            return
        for levels in apart(cite.levels):
            readings = [] if mine else self.readings(uid, levels)
            if wider:
                readings = list(dict.fromkeys([*readings, *self.readings(uid, (*wider, *levels))]))
            found = tuple(dict.fromkeys(one for reading in readings for one in reading))
            if mine or borrowed:
                # One that borrows its act may stand alone, and mean this text.
                yield Named(_steps(levels), State.AMBIGUOUS if found else State.OTHER_ACT, found)
            elif readings:
                yield Named(_steps(levels), State.RESOLVED if len(readings) == 1 else State.AMBIGUOUS, found)
            else:
                yield Named(_steps(levels), State.UNRESOLVED)

    def other(self, cite: Cite | None) -> bool:
        """Whether another act is named."""
        if cite is None or not cite.act or cite.itself:
            return False
        return cite.dated or self.other_act(cite.act)

    def other_act(self, word: str) -> bool:
        """Whether a word names an act, and not surely the one whose text this is."""
        act = self.citing.act_named(word)
        return act is not None and not (act.only and act == self._own_act)

    def _wider(self, group: Sequence[Cite], at: int) -> tuple[Level, ...]:
        """The wider units that a neighbour names, where the cite itself names none: "point 1 and point 2 of art. 5"."""
        levels = group[at].levels
        if levels[0].this or self.rank(levels[0].kind) <= self._innermost_through:
            return ()
        widest = self.rank(levels[0].kind)
        for beside in _neighbours(group, at, self.citing):
            wider = tuple(one for one in beside.levels if self.rank(one.kind) < widest)
            if wider:
                return wider if all(len(one.spans) == 1 for one in wider) else ()
        return ()

    def rank(self, kind: str) -> int:
        return self._ranks.get(kind, len(self._ranks))

    def readings(self, uid: str, levels: tuple[Level, ...]) -> list[Reading]:
        """Every way to read what is named: for each the units that are meant."""
        level, *deeper = levels
        readings = self._this(uid, level.kind) if level.this else self._first(uid, level)
        for one in deeper:
            readings = [found for reading in readings for found in self._below(uid, reading, one)]
        return list(dict.fromkeys(readings))

    def _this(self, uid: str, kind: str) -> list[Reading]:
        if kind in (PART, LINE):
            # The words on a unit's own line are its first part.
            return [(uid,)] if self.edition.by_uid[uid].text else []
        unit = self.edition.unit_of(uid, kind)
        return [(unit.uid,)] if unit else []

    def _first(self, uid: str, level: Level) -> list[Reading]:
        """What the widest unit that is named may be: the nearest around the place, if it is not numbered throughout."""
        if level.kind not in self._through:
            here = uid
            while here:
                one = self.edition.by_uid[here]
                if one.kind == PART or self.rank(one.kind) < self.rank(level.kind):
                    found = _spanned(self.pool(here, level.kind, deep=False), level.spans[0])
                    if found:
                        return found
                here = "" if one.kind in self._through else one.parent
            if self.rank(level.kind) > self._innermost_through:
                return []
        return _spanned(_pool_of(self.edition.of_kind(level.kind), kind=level.kind), level.spans[0])

    def _below(self, uid: str, reading: Reading, level: Level) -> list[Reading]:
        """What is meant in the units of one reading; where those are several, it must be one thing in each."""
        if level.this:
            return self._this(uid, level.kind)
        found = [_spanned(self.pool(one, level.kind, deep=True), level.spans[0]) for one in reading]
        if len(found) == 1:
            return found[0]
        return [tuple(uid for one in found for uid in one[0])] if all(len(one) == 1 for one in found) else []

    def pool(self, holder: str, kind: str, *, deep: bool) -> Pool:
        """The units of a kind in another: directly, or under its parts, or wherever in it if there are none so near."""
        key = holder, kind, deep
        if key not in self._pools:
            self._pools[key] = self._gathered(holder, kind, deep)
        return self._pools[key]

    def _gathered(self, holder: str, kind: str, deep: bool) -> Pool:
        children = self.edition.within.get(holder, ())
        parts = tuple(one for one in children if one.kind == PART)
        if kind in (PART, LINE):
            # The words on a unit's own line are its first part.
            first = (("1", holder),) if self.edition.by_uid[holder].text else ()
            # Whether lines are counted with the numbered units between them differs: such a count is not read.
            return (*first, *_pool_of(parts, kind=PART)) if kind == PART or parts == children else ()
        under = [one for part in parts for one in self.edition.within.get(part.uid, ())]
        near = _pool_of((*children, *under), kind=kind)
        return near if near or not deep else _pool_of(tuple(self.edition.subtree(holder))[1:], kind=kind)


def _pool_of(units: tuple[Provision, ...], *, kind: str) -> Pool:
    return tuple((one.number, one.uid) for one in units if one.kind == kind)


def _spanned(pool: Pool, span: Span) -> list[Reading]:
    """What a number or a range may mean among units; "12-15" is a number, or a range, or may be both."""
    if span.last:
        return _between(pool, span)
    found: list[Reading] = [(uid,) for number, uid in pool if number == span.first]
    hyphen = _TWO.fullmatch(span.first)
    if hyphen and int(hyphen[1]) < int(hyphen[2]):
        found += _between(pool, Span(hyphen[1], hyphen[2]))
    return found


def _between(pool: Pool, span: Span) -> list[Reading]:
    """The units that stand from one number to another: those that there are, 83-1 between 83 and 84."""
    numbers = [number for number, _ in pool]
    if numbers.count(span.first) != 1 or numbers.count(span.last) != 1:
        return []
    first, last = numbers.index(span.first), numbers.index(span.last)
    return [tuple(uid for _, uid in pool[first : last + 1])] if first < last else []


def _neighbours(group: Sequence[Cite], at: int, citing: Citing) -> Sequence[Cite]:
    """Those whose act or whose wider units a cite may share: those that follow, or those before, the nearest first."""
    return group[at + 1 : at + _NEAR] if citing.act == FOLLOWS else group[max(at - _NEAR, 0) : at][::-1]


def apart(levels: tuple[Level, ...]) -> Iterator[tuple[Level, ...]]:
    """One for each number of the level that has several: "points 1 and 2 of Article 47" are two."""
    at = next((at for at, one in enumerate(levels) if len(one.spans) > 1), 0)
    for span in levels[at].spans:
        yield (*levels[:at], Level(levels[at].kind, (span,)), *levels[at + 1 :])


def _steps(levels: tuple[Level, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((one.kind, ", ".join("–".join(filter(None, span)) for span in one.spans)) for one in levels)
