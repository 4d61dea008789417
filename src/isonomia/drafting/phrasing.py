"""Read the language of amending laws: each clause becomes proposed operations, or is returned as not understood.

Every operation that comes out is a proposal: it is written apart from operations, and a person confirms it. The pieces
of an instruction, put together, are the instruction: no character of it is dropped.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec
from msgspec import Struct, structs

from isonomia.drafting.citations import Level
from isonomia.drafting.clauses import Clause, Item, clauses
from isonomia.drafting.editions import TITLE, Edition
from isonomia.drafting.faults import Code, Fault, TextError
from isonomia.drafting.operations import AnyOperation, Boundary
from isonomia.drafting.phrases import Drafting, Gap, Phrase
from isonomia.drafting.profiles import Profile
from isonomia.drafting.proposing import Asked, Note, NotUnderstoodError, Proposer, Why
from isonomia.drafting.references import Resolver
from isonomia.errors import InputError


class Proposed(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A piece of an instruction and what it proposes: one operation; or, where `why` is set, nothing.

    A piece with neither only says where what follows belongs. Where one piece proposes several operations, its words
    stand with the first, and the others begin and end where it ends.
    """

    operation: AnyOperation | None = None
    words: str
    start: int
    end: int
    why: Why | None = None
    notes: tuple[Note, ...] = ()


class Proposal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A proposed operation as a line of a file: no operation yet, and no reader of operations takes it for one."""

    proposed: AnyOperation
    words: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    """A phrase found in a clause: its first item, and what it says."""

    begins: int
    phrase: Phrase
    gaps: dict[str, Item]


def proposals(text: str, edition: Edition, profile: Profile, *, act: str, boundary: Boundary) -> tuple[Proposed, ...]:
    """Read an instruction in the language of an edition; `act` names the amending act.

    Raises:
        InputError: the profile has no phrases, or is one of another language.
    """
    citing, drafting = profile.references, profile.drafting
    if citing is None or drafting is None or profile.language != edition.language:
        raise InputError(f'profile "{profile.name}" has no phrases of amending laws in "{edition.language}"')
    resolver = Resolver(edition, citing)
    reading = _Reading(resolver, drafting, Proposer(edition, profile, resolver, act, boundary, {}), text)
    title = next((one.text for one in edition.provisions if one.kind == TITLE), "")
    return tuple(one for clause in clauses(text, citing, drafting, title) for one in reading.take(clause))


@dataclass(slots=True)
class _Reading:
    """One instruction being read: the places that clauses above have named, and the labels on the way."""

    resolver: Resolver
    drafting: Drafting
    proposer: Proposer
    text: str
    _places: dict[int, tuple[Level, ...] | None] = field(default_factory=dict)
    _labels: dict[int, str] = field(default_factory=dict)

    def take(self, clause: Clause) -> list[Proposed]:
        """Read one clause."""
        if clause.label:
            for known in (self._places, self._labels):
                for depth in [one for one in known if one >= clause.depth]:
                    del known[depth]
            self._labels[clause.depth] = clause.label
        try:
            return self._read(clause)
        except NotUnderstoodError as error:
            if clause.opens:
                # Whatever stands under it has no place that is known.
                self._places[clause.depth] = None
            return [self._piece(clause.start, clause.end, why=error.why)]

    def _read(self, clause: Clause) -> list[Proposed]:
        if clause.broken:
            raise NotUnderstoodError(Why.QUOTES_OPEN)
        if any(one.cite and self.resolver.other(one.cite) for one in clause.items):
            raise NotUnderstoodError(Why.OTHER_ACT)
        matches = self._matches(clause)
        if clause.opens:
            self._places.pop(clause.depth, None)
            if any(one.word and self.resolver.other_act(one.word) for one in clause.items):
                raise NotUnderstoodError(Why.OTHER_ACT)
        found: list[Proposed] = []
        around = self._around()
        for nth, match in enumerate(matches):
            begins = clause.items[match.begins].start if nth else clause.start
            ends = clause.items[matches[nth + 1].begins].start if nth + 1 < len(matches) else clause.end
            named = self._named(match, "inside", "unit")
            if match.phrase.does in ("place", "opening"):
                if named:
                    self._places[clause.depth] = named
                found.append(self._piece(begins, ends))
                continue
            asked = self._asked(match, self._merged(around, named))
            around = asked.unit if match.phrase.row[0] != Gap("unit") else around
            found += self._proposed(asked, begins, ends)
        return found

    def _proposed(self, asked: Asked, begins: int, ends: int) -> list[Proposed]:
        point = " ".join(self._labels[one] for one in sorted(self._labels)) or "-"
        found = []
        for operation, notes in self.proposer.propose(asked, point):
            found.append(self._piece(begins, ends, operation=operation, notes=notes))
            begins = ends
        return found

    def _piece(self, start: int, end: int, **said: Any) -> Proposed:
        return Proposed(words=self.text[start:end], start=start, end=end, **said)

    def _matches(self, clause: Clause) -> list[_Match]:
        """The phrases that a clause consists of, one after another, to its last word."""
        at, found = 0, []
        while at < len(clause.items):
            match, beyond = self._match(clause, at)
            if match is None:
                raise NotUnderstoodError(Why.NO_PHRASE)
            found.append(match)
            at = beyond
            while at < len(clause.items) - 1 and clause.items[at].word in self.resolver.citing.join:
                at += 1
        if not found:
            raise NotUnderstoodError(Why.NO_PHRASE)
        return found

    def _match(self, clause: Clause, at: int) -> tuple[_Match | None, int]:
        """The longest phrase that begins at an item."""
        for phrase in self.drafting.phrases:
            beyond = at + len(phrase.row)
            items = clause.items[at:beyond]
            heads = phrase.does in ("place", "opening")
            if len(items) != len(phrase.row) or not all(map(_fits, phrase.row, items)):
                continue
            if not heads or _heads(clause, phrase, clause.items[beyond:]):
                gaps = {one.name: item for one, item in zip(phrase.row, items, strict=True) if isinstance(one, Gap)}
                return _Match(at, phrase, gaps), len(clause.items) if heads else beyond
        return None, at

    def _around(self) -> tuple[Level, ...]:
        """The units that the clauses above name for what stands under them."""
        found: tuple[Level, ...] = ()
        for depth in sorted(self._places):
            named = self._places[depth]
            if named is None:
                raise NotUnderstoodError(Why.TARGET_UNCLEAR)
            found = self._merged(found, named)
        return found

    def _merged(self, around: tuple[Level, ...], named: tuple[Level, ...]) -> tuple[Level, ...]:
        """What is named, within the wider units around it."""
        if not named:
            return around
        widest = self._rank(named[0].kind)
        return (*(one for one in around if self._rank(one.kind) < widest), *named)

    def _rank(self, kind: str) -> int:
        return next(at for at, one in enumerate(self.resolver.citing.units) if one.kind == kind)

    def _named(self, match: _Match, *names: str) -> tuple[Level, ...]:
        """The units in some gaps, the wider first."""
        found: tuple[Level, ...] = ()
        for name in names:
            item = match.gaps.get(name)
            if item and item.cite:
                found = self._merged(found, item.cite.levels)
        return found

    def _asked(self, match: _Match, unit: tuple[Level, ...]) -> Asked:
        added, beside = self._named(match, "added"), self._named(match, "beside")
        if match.phrase.does == "insert":
            added = self._merged(unit, added)
            unit, beside = (), self._merged(unit, beside) if beside else ()
        elif beside:
            beside = self._merged(self._around(), beside)
        quoted = {name: match.gaps[name].quoted for name in ("old", "new", "text") if name in match.gaps}
        return Asked(match.phrase.does, unit, added, beside, **quoted)


def _heads(clause: Clause, phrase: Phrase, rest: tuple[Item, ...]) -> bool:
    """Whether a clause that begins with a phrase can be a heading: it ends in a colon, and names nothing further."""
    return clause.opens and (phrase.open_end or not rest) and all(one.word for one in rest)


def _fits(wanted: frozenset[str] | Gap, item: Item) -> bool:
    if isinstance(wanted, Gap):
        return bool(item.quoted) if wanted.quoted else item.cite is not None
    return item.word in wanted


def joined(first: Iterable[Proposed], second: Iterable[Proposed]) -> tuple[Proposed, ...]:
    """Give the operations of one language the words of another: those that do the same to the same unit.

    Raises:
        TextError: an operation of one language has none beside it in the other, or brings other units.
    """
    theirs = {_same(one.operation): one.operation for one in second if one.operation}
    faults: list[Fault] = []
    found: list[Proposed] = []
    for one in first:
        mine = one.operation
        other = theirs.pop(_same(mine), None) if mine else None
        if mine is None:
            found.append(one)
        elif other is None:
            faults.append(_differ(mine))
        else:
            found.append(structs.replace(one, operation=structs.replace(mine, words=(*mine.words, *other.words))))
    faults += map(_differ, theirs.values())
    if faults:
        raise TextError(tuple(faults))
    return tuple(found)


def _same(operation: AnyOperation) -> tuple[object, ...]:
    """What two languages of one operation have in common: all but their words; of new units, all but theirs."""
    words = operation.words[0]
    shape = tuple((one.uid, one.parent, one.kind, one.number) for one in getattr(words, "provisions", ()))
    said = structs.asdict(operation)
    return (type(operation), shape, *(said[name] for name in sorted(said) if name not in ("words", "point", "reasons")))


def _differ(operation: AnyOperation) -> Fault:
    return Fault(
        code=Code.LANGUAGES_DIFFER,
        operation=operation.id,
        act=operation.act,
        point=operation.point,
        eid=operation.eid,
        found=", ".join(one.language for one in operation.words),
    )


def write(proposed: Iterable[Proposed]) -> bytes:
    """The proposed operations as lines of a file, each marked as a proposal."""
    lines = (
        Proposal(proposed=one.operation, words=one.words.strip(), notes=one.notes) for one in proposed if one.operation
    )
    return b"".join(msgspec.json.encode(one, order="sorted") + b"\n" for one in lines)


def read(lines: Iterable[bytes]) -> tuple[Proposal, ...]:
    """Read proposals, one on each line.

    Raises:
        InputError: a line is none, with its number.
    """
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            found += [msgspec.json.decode(line, type=Proposal)] if line.strip() else []
        except (msgspec.MsgspecError, UnicodeError) as error:
            raise InputError(f"line {number} is no proposal: {error}") from None
    return tuple(found)
