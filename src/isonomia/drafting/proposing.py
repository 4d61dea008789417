"""What a phrase of an amending law asks for, as operations on a text: proposals, for a person to confirm.

Wherever the law does not say one thing alone, nothing is proposed and the reason is told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from msgspec import structs

from isonomia.drafting.citations import Level
from isonomia.drafting.editions import PART, Edition, Provision, digest
from isonomia.drafting.faults import TextError
from isonomia.drafting.importing import provisions_of
from isonomia.drafting.operations import (
    AnyOperation,
    Boundary,
    Content,
    Heading,
    Insert,
    Label,
    Move,
    Placeholder,
    Renumber,
    Repeal,
    Replace,
    SetHeading,
    Substituted,
    SubstituteText,
    Words,
)
from isonomia.drafting.profiles import Profile
from isonomia.drafting.references import Resolver, apart

_DIGITS = re.compile(r"\d+")
_ENDS = (";", ".", ",")
_Operation = TypeVar("_Operation", SubstituteText, Replace, Insert, Repeal, Renumber, Move, SetHeading)


class Why(StrEnum):
    """Why a clause was not understood."""

    NO_PHRASE = "no_phrase"
    QUOTES_OPEN = "quotes_open"
    OTHER_ACT = "other_act"
    TARGET_MISSING = "target_missing"
    TARGET_UNCLEAR = "target_unclear"
    WORDS_MISSING = "words_missing"
    WORDS_UNCLEAR = "words_unclear"
    CONTENT_UNREAD = "content_unread"
    CONTENT_OTHER = "content_other"
    LABEL_TAKEN = "label_taken"
    PLACE_UNCLEAR = "place_unclear"


class Note(StrEnum):
    """What a person who confirms a proposal should look at."""

    STANDS_WITHIN = "stands_within"
    STANDS_OFTEN = "stands_often"
    BLANK_TAKEN = "blank_taken"
    BLANK_ADDED = "blank_added"
    PLACE_BY_NUMBER = "place_by_number"
    PLACE_KEPT = "place_kept"


class NotUnderstoodError(Exception):
    """A clause asks for no one thing."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Asked:
    """What one phrase says: what is to be done, the units named, and the quoted texts of its gaps."""

    does: str
    unit: tuple[Level, ...] = ()
    added: tuple[Level, ...] = ()
    beside: tuple[Level, ...] = ()
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    text: tuple[str, ...] = ()


Made = tuple[AnyOperation, tuple[Note, ...]]


@dataclass(slots=True)
class Proposer:
    """Makes operations of one amending act on one edition, each with an id of its own."""

    edition: Edition
    profile: Profile
    resolver: Resolver
    act: str
    boundary: Boundary
    _ids: dict[str, int]

    def propose(self, asked: Asked, point: str) -> tuple[Made, ...]:
        """The operations that a phrase asks for.

        Raises:
            NotUnderstoodError: it does not say one thing alone.
        """
        ways = {
            "substitute": self._substituted,
            "substitute_heading": self._substituted,
            "insert_words": self._substituted,
            "delete_words": self._substituted,
            "replace": self._replaced,
            "insert": self._inserted,
            "repeal": self._repealed,
            "renumber": self._renumbered,
            "move": self._moved,
            "set_heading": self._headed,
        }
        return tuple(ways[asked.does](asked, point))

    def _targets(self, levels: tuple[Level, ...]) -> tuple[Provision, ...]:
        """The units that are named, each surely.

        Raises:
            NotUnderstoodError: none is named, or is there, or it may be one or another.
        """
        if not levels:
            raise NotUnderstoodError(Why.TARGET_MISSING)
        if any(one.this for one in levels) or sum(len(one.spans) > 1 for one in levels) > 1:
            raise NotUnderstoodError(Why.TARGET_UNCLEAR)
        found: list[str] = []
        for one in apart(levels):
            readings = self.resolver.readings("", one)
            if len(readings) != 1:
                raise NotUnderstoodError(Why.TARGET_UNCLEAR if readings else Why.TARGET_MISSING)
            found += readings[0]
        return tuple(self.edition.by_uid[uid] for uid in found)

    def _units(self, levels: tuple[Level, ...]) -> tuple[Provision, ...]:
        """The units that are named as wholes; the words of a unit's own line are no unit, though they are its part."""
        found = self._targets(levels)
        if levels[-1].kind == PART and any(one.kind != PART for one in found):
            raise NotUnderstoodError(Why.TARGET_UNCLEAR)
        return found

    def _unit(self, levels: tuple[Level, ...]) -> Provision:
        found = self._units(levels)
        if len(found) != 1:
            raise NotUnderstoodError(Why.TARGET_UNCLEAR)
        return found[0]

    def _substituted(self, asked: Asked, point: str) -> Iterator[Made]:
        news = asked.new or ("",)
        if len(news) not in (1, len(asked.old)):
            raise NotUnderstoodError(Why.WORDS_UNCLEAR)
        whole = not (asked.unit and asked.unit[-1].kind == PART)
        for unit in self._targets(asked.unit):
            for old, new in zip(asked.old, news * (len(asked.old) // len(news)), strict=True):
                one, within = self._bearer(unit, old, whole=whole, heading=asked.does == "substitute_heading")
                old, new, notes = _worded(asked.does, one, old, new)
                count = one.heading.count(old) + one.text.count(old)
                words = Substituted(**self._seen(one), old=old, new=new, count=count)
                notes += (Note.STANDS_OFTEN,) * (count > 1) + (Note.STANDS_WITHIN,) * within
                yield self._made(SubstituteText, one, point, words=(words,)), notes

    def _bearer(self, unit: Provision, old: str, *, whole: bool, heading: bool) -> tuple[Provision, bool]:
        """The one provision of a unit in whose line some words stand, and whether it is another than the unit."""
        if not old.strip():
            raise NotUnderstoodError(Why.WORDS_MISSING)
        if heading:
            found = [unit] * bool(_whole(old, unit.heading))
        else:
            pool = self.edition.subtree(unit.uid) if whole else (unit,)
            found = [one for one in pool if _whole(old, one.heading) or _whole(old, one.text)]
        if len(found) != 1:
            raise NotUnderstoodError(Why.WORDS_UNCLEAR if found else Why.WORDS_MISSING)
        if any(_whole(old, line) != line.count(old) for line in (found[0].heading, found[0].text)):
            # They also stand there as a piece of longer words, where an operation would not tell them apart.
            raise NotUnderstoodError(Why.WORDS_UNCLEAR)
        return found[0], found[0].uid != unit.uid

    def _replaced(self, asked: Asked, point: str) -> Iterator[Made]:
        unit = self._unit(asked.unit)
        made = self._made(Replace, unit, point, words=())
        provisions = self._read(asked.text, made.id)
        tops = [one for one in provisions if not one.parent]
        # An unnumbered part is counted anew where it comes to stand.
        if len(tops) != 1 or tops[0].kind != unit.kind or (unit.kind != PART and tops[0].number != unit.number):
            raise NotUnderstoodError(Why.CONTENT_OTHER)
        names = {tops[0].uid: unit.uid}
        renamed = tuple(
            structs.replace(one, uid=names.get(one.uid, one.uid), parent=names.get(one.parent, one.parent))
            for one in provisions
        )
        yield structs.replace(made, words=(Content(**self._seen(unit), provisions=renamed),)), ()

    def _inserted(self, asked: Asked, point: str) -> Iterator[Made]:
        if not asked.added:
            raise NotUnderstoodError(Why.PLACE_UNCLEAR)
        kind, numbers = asked.added[-1].kind, [one.first for one in asked.added[-1].spans if not one.last]
        target, where, note = self._gap(asked, kind, numbers)
        made = self._made(Insert, target, point, where=where, words=())
        provisions = self._read(asked.text, made.id)
        brought = [(one.kind, one.number) for one in provisions if not one.parent]
        wanted = [(kind, number) for number in numbers]
        if brought != wanted and not (kind == PART and [one[0] for one in brought] == [PART] * len(numbers)):
            raise NotUnderstoodError(Why.CONTENT_OTHER)
        # Blank lines stand before a new unit as before the one of its kind beside it.
        spaced = tuple(
            structs.replace(one, before=target.before) if (one.parent, one.kind) == ("", target.kind) else one
            for one in provisions
        )
        yield structs.replace(made, words=(Content(**self._seen(target), provisions=spaced),)), note

    def _gap(self, asked: Asked, kind: str, numbers: list[str]) -> tuple[Provision, str, tuple[Note, ...]]:
        """Where new units go: beside the unit that is named, or after the one whose number comes before theirs."""
        if not numbers or len(numbers) != len(asked.added[-1].spans):
            raise NotUnderstoodError(Why.PLACE_UNCLEAR)
        holder, pool = self._pool(asked, kind)
        taken = {number for number, _ in pool}
        if taken & set(numbers):
            raise NotUnderstoodError(Why.LABEL_TAKEN)
        if asked.beside:
            return self._unit(asked.beside), "after", ()
        before = [uid for number, uid in pool if _order(number) < _order(numbers[0])]
        if kind == PART and numbers[0] != str(len(before) + 1):
            raise NotUnderstoodError(Why.PLACE_UNCLEAR)
        if before and before[-1] != (holder.uid if holder else ""):
            return self.edition.by_uid[before[-1]], "after", (Note.PLACE_BY_NUMBER,)
        if holder is None or self.edition.within.get(holder.uid):
            raise NotUnderstoodError(Why.PLACE_UNCLEAR)
        return holder, "append", ()

    def _pool(self, asked: Asked, kind: str) -> tuple[Provision | None, tuple[tuple[str, str], ...]]:
        """The unit that takes new ones, if they are not numbered through the act, and those of their kind in it."""
        levels = (*asked.unit, *asked.added[:-1])
        if any(one.through and one.name == kind for one in self.edition.kinds):
            return None, tuple((one.number, one.uid) for one in self.edition.of_kind(kind))
        around = levels or asked.beside[:-1]
        holder = self._unit(around)
        return holder, self.resolver.pool(holder.uid, kind, deep=False)

    def _repealed(self, asked: Asked, point: str) -> Iterator[Made]:
        drafting = self.profile.drafting
        for unit in self._units(asked.unit):
            said = drafting.placeholders.get(unit.kind) if drafting else None
            if said is None:
                raise NotUnderstoodError(Why.PLACE_UNCLEAR)
            last = self.edition.words(unit.uid)[-1]
            text = said + (last if last in _ENDS and unit.kind not in ("article", PART) else ".")
            words = Placeholder(**self._seen(unit), text=text)
            yield self._made(Repeal, unit, point, words=(words,)), (Note.PLACE_KEPT,)

    def _renumbered(self, asked: Asked, point: str) -> Iterator[Made]:
        units = self._units(asked.unit)
        numbers = [one.first for level in asked.added[-1:] for one in level.spans if not one.last]
        if len(units) != len(numbers) or any(not one.mark for one in units):
            raise NotUnderstoodError(Why.TARGET_UNCLEAR)
        for unit, number in zip(units, numbers, strict=True):
            mark = number.join(unit.mark.rsplit(unit.number, 1))
            words = Label(**self._seen(unit), mark=mark)
            yield self._made(Renumber, unit, point, number=number, words=(words,)), ()

    def _moved(self, asked: Asked, point: str) -> Iterator[Made]:
        unit, beside = self._unit(asked.unit), self._unit(asked.beside)
        words = Words(**self._seen(unit))
        yield self._made(Move, unit, point, where="after", beside=beside.uid, words=(words,)), ()

    def _headed(self, asked: Asked, point: str) -> Iterator[Made]:
        unit = self._unit(asked.unit)
        if not unit.heading or len(asked.text) != 1:
            raise NotUnderstoodError(Why.TARGET_UNCLEAR)
        words = Heading(**self._seen(unit), text=asked.text[0].removeprefix(unit.mark).strip())
        yield self._made(SetHeading, unit, point, words=(words,)), ()

    def _read(self, text: tuple[str, ...], seed: str) -> tuple[Provision, ...]:
        """The provisions of a quoted text."""
        lines = "\n".join(line.strip() for one in text for line in one.splitlines() if line.strip())
        try:
            return provisions_of(lines, self.profile, seed=seed)
        except TextError:
            raise NotUnderstoodError(Why.CONTENT_UNREAD) from None

    def _seen(self, unit: Provision) -> dict[str, str]:
        return {"language": self.edition.language, "expected": digest(self.edition.words(unit.uid))}

    def _made(self, kind: type[_Operation], target: Provision, point: str, **said: Any) -> _Operation:
        """An operation whose id says what it does where, the same in every language."""
        name = f"{self.act}:{kind.__struct_config__.tag}:{target.eid}"
        self._ids[name] = nth = self._ids.get(name, 0) + 1
        id = name if nth == 1 else f"{name}:{nth}"
        id = id if len(id) <= 128 else digest(id)
        return kind(id=id, target=target.uid, eid=target.eid, act=self.act, point=point, boundary=self.boundary, **said)


def _whole(words: str, line: str) -> int:
    """How often words stand in a line as words, not as a piece of longer ones."""
    begins = r"(?<!\w)" if words[:1].isalnum() else ""
    ends = r"(?!\w)" if words[-1:].isalnum() else ""
    return len(re.findall(f"{begins}{re.escape(words)}{ends}", line))


def _worded(does: str, one: Provision, old: str, new: str) -> tuple[str, str, tuple[Note, ...]]:
    """The words that go and those that come: added words bring a blank, and deleted ones take one with them."""
    if does == "insert_words":
        blank = "" if new[:1] in (",", ".", ";", ":", ")") else " "
        return old, f"{old}{blank}{new}", (Note.BLANK_ADDED,) * bool(blank)
    if does != "delete_words":
        return old, new, ()
    line = one.heading + one.text
    for taken in (f" {old}", f"{old} "):
        if line.count(taken) == line.count(old):
            return taken, "", (Note.BLANK_TAKEN,)
    return old, "", ()


def _order(number: str) -> tuple[int, ...]:
    """Numbers in order: 83, 83-1, 84."""
    return tuple(int(one) for one in _DIGITS.findall(number))
