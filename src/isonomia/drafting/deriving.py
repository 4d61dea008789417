"""The operations that lead from one edition to another, exactly: what a drafter who edited a text has done to it.

All of them have one boundary, so none may depend on the order in which they are carried out. A change of places that
cannot be said so is said by setting out anew the narrowest unit that holds it; at the top of a text it is refused.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from typing import Any

from msgspec import structs

from isonomia.drafting.editions import PART, PREAMBLE, TITLE, Edition, Provision, digest, uid_of
from isonomia.drafting.matching import matched
from isonomia.drafting.operations import (
    AnyOperation,
    Boundary,
    Content,
    Heading,
    Insert,
    Label,
    Move,
    Placeholder,
    Reason,
    Renumber,
    Repeal,
    Replace,
    SetHeading,
    Substituted,
    SubstituteText,
    Words,
)
from isonomia.drafting.words import KEPT, difference, longest_rise, tokens
from isonomia.errors import InputError

Found = list[AnyOperation] | None
FEW = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What all operations of one edit say: the act and point, from when, and why. Their ids begin with `id`."""

    id: str
    act: str
    point: str
    boundary: Boundary
    reasons: tuple[Reason, ...] = ()
    proposals: tuple[str, ...] = ()


def operations_between(old: Edition, new: Edition, head: Head) -> tuple[AnyOperation, ...]:
    """The operations after which the old edition reads as the new one, character for character.

    Raises:
        InputError: the editions are of different languages or units, or the change cannot be said for one boundary.
    """
    for name in ("language", "kinds", "last_line_ends"):
        if getattr(old, name) != getattr(new, name):
            raise InputError(f"no operation changes the {name} of a text: both editions must have the same")
    found = _Deriving(old, of_lineage(old, new, head.id), head).within("")
    if found is None:
        raise InputError(
            "units at the top of the text changed their order or blank lines in a way no operation can say"
        )
    return tuple(found)


def of_lineage(old: Edition, new: Edition, seed: str) -> Edition:
    """The new edition with the uids of the old one wherever a unit has its counterpart there; the rest from a seed."""
    if old.lineage == new.lineage:
        return new
    pairs = matched(old, new)
    uids = {one.uid: pairs.old_of.get(one.uid) or uid_of(seed, one.eid) for one in new.provisions} | {"": ""}
    provisions = tuple(structs.replace(one, uid=uids[one.uid], parent=uids[one.parent]) for one in new.provisions)
    return structs.replace(new, lineage=old.lineage, provisions=provisions)


class _Deriving:
    """Two editions of one lineage, walked side by side. None stands for what operations of one boundary cannot say."""

    def __init__(self, old: Edition, new: Edition, head: Head) -> None:
        self.old, self.new, self.head = old, new, head
        self._next = count(1)

    def within(self, parent: str) -> Found:
        """What became of all that stands in a unit."""
        here = [one.uid for one in self.old.within.get(parent, ())]
        there = [one.uid for one in self.new.within.get(parent, ())]
        at = {uid: place for place, uid in enumerate(here)}
        both = [uid for uid in there if uid in at]
        stay = {both[place] for place in longest_rise([at[uid] for uid in both])}
        found: list[AnyOperation] = []
        for ones in (
            self._taken_out(here),
            self._placed(there, stay, parent),
            *(self._unit(uid) for uid in there if uid in self.old.by_uid),
        ):
            if ones is None:
                return None
            found += ones
        return found

    def _unit(self, uid: str) -> Found:
        """What became of one unit; where that cannot be said piece by piece, it is set out anew."""
        own = self._own(self.old.by_uid[uid], self.new.by_uid[uid])
        inner = None if own is None else self.within(uid)
        return self._replaced(uid) if own is None or inner is None else [*own, *inner]

    def _replaced(self, uid: str) -> Found:
        was, now = self.old.by_uid[uid], self.new.by_uid[uid]
        here, there = list(self.old.subtree(uid)), list(self.new.subtree(uid))
        left = {one.uid for one in here} & self.new.by_uid.keys()
        came = {one.uid for one in there} & self.old.by_uid.keys()
        if left != came or (was.before, was.after) != (now.before, now.after):
            return None
        return [self._made(Replace, Content, uid, provisions=_uprooted(there))]

    def _taken_out(self, here: Sequence[str]) -> Found:
        gone = [uid for uid in here if uid not in self.new.by_uid]
        if any(one.uid in self.new.by_uid for uid in gone for one in self.old.subtree(uid)):
            return None
        return [self._made(Repeal, Placeholder, uid, keep_place=False, text="") for uid in gone]

    def _placed(self, there: Sequence[str], stay: set[str], parent: str) -> Found:
        """What was put in or moved, each run beside a unit that stays; no two may want the same side of one."""
        found: list[AnyOperation] = []
        last = ""
        for steady, run in groupby(there, key=lambda uid: uid in stay):
            uids = list(run)
            if steady:
                last = uids[-1]
                continue
            after = there[there.index(uids[-1]) + 1 :][:1]
            spots = self._spots(last, after[0] if after else "", parent)
            groups = list(self._groups(uids))
            if len(groups) > len(spots):
                return None
            if len(groups) == 1:
                # Beside a neighbour, whose words are fewer than those of the unit around it.
                spots = sorted(spots, key=lambda spot: spot[0] in ("first", "append"))[:1]
            for group, spot in zip(groups, spots, strict=True):
                one = self._at(group, *spot)
                if one is None:
                    return None
                found.append(one)
        return found

    def _spots(self, before: str, after: str, parent: str) -> list[tuple[str, str]]:
        """Where something can be put between two units that stay: beside either, else in the unit around them."""
        inside = parent if parent and not self.old.by_uid[parent].repealed else ""
        first = ("after", before) if before else ("first", inside)
        second = ("before", after) if after else ("append", inside)
        return [spot for spot in (first, second) if spot[1]]

    def _groups(self, uids: Sequence[str]) -> Iterator[list[str]]:
        """New units that follow one another are put in together; each moved one is moved by itself."""
        for moved, run in groupby(uids, key=lambda uid: uid in self.old.by_uid):
            ones = list(run)
            yield from [[uid] for uid in ones] if moved else [ones]

    def _at(self, uids: list[str], where: str, beside: str) -> AnyOperation | None:
        if uids[0] in self.old.by_uid:
            moved: Move = self._made(Move, Words, uids[0], where=where, beside=beside)
            return moved
        brought = [one for uid in uids for one in _uprooted(list(self.new.subtree(uid)))]
        if any(one.uid in self.old.by_uid for one in brought):
            return None
        put_in: Insert = self._made(Insert, Content, beside, where=where, provisions=tuple(brought))
        return put_in

    def _own(self, was: Provision, now: Provision) -> Found:
        """What became of a unit's own line."""
        names = ("kind", "repealed", "before", "after")
        if any(getattr(was, name) != getattr(now, name) for name in names):
            return None
        found: list[AnyOperation] = []
        if was.kind != PART and (was.number, was.mark) != (now.number, now.mark):
            if not was.mark or not now.number or now.number not in now.mark:
                return None
            found.append(self._made(Renumber, Label, was.uid, number=now.number, mark=now.mark))
        if (was.heading, was.text) == (now.heading, now.text):
            return found
        if was.repealed:
            return None
        if was.heading != now.heading:
            # A number is printed otherwise where no heading follows it: one without the other fits no text.
            bare = not was.heading or not now.heading
            if bare or was.text or now.text or was.kind in (TITLE, PREAMBLE, PART):
                return None
            return [*found, self._made(SetHeading, Heading, was.uid, text=now.heading)]
        words = substitutions(was, now.text)
        if words is None:
            return None
        return found + [self._made(SubstituteText, Substituted, was.uid, old=old, new=new) for old, new in words]

    def _made(self, made: type[Any], words: type[Words], target: str, **said: Any) -> Any:
        inside = {name: said.pop(name) for name in tuple(said) if name in words.__struct_fields__}
        expected = digest(self.old.words(target))
        known = words(language=self.old.language, expected=expected, **inside)
        head = {name: getattr(self.head, name) for name in ("act", "point", "boundary", "reasons", "proposals")}
        eid = self.old.by_uid[target].eid
        return made(id=f"{self.head.id}-{next(self._next)}", target=target, eid=eid, words=(known,), **head, **said)


def _uprooted(provisions: list[Provision]) -> tuple[Provision, ...]:
    return (structs.replace(provisions[0], parent=""), *provisions[1:])


def substitutions(was: Provision, text: str) -> list[tuple[str, str]] | None:
    """Few words for few words, each standing once in the line and free of the others; else the whole words at once.

    None where even those stand twice, or there are none.
    """
    if not was.text or not text:
        return None
    ways = [_pieces(was.text, text), [(was.text, text)]]
    for way in ways:
        if way and len(way) <= FEW and _free(was, way, text):
            return way
    return None


def _pieces(old: str, new: str) -> list[tuple[str, str]]:
    """The changes of a line, each with so many kept words around it that they stand once; empty where none suffice."""
    runs = [list(run) for _, run in groupby(difference(old, new), key=lambda one: one.kind == KEPT)]
    found: list[tuple[str, str]] = []
    if len(runs) > 2 * FEW + 1:
        return found
    for at, run in enumerate(runs):
        if run[0].kind == KEPT:
            continue
        left = old[runs[at - 1][0].old_start : run[0].old_start] if at else ""
        right = old[run[-1].old_end : runs[at + 1][0].old_end] if at + 1 < len(runs) else ""
        was = old[run[0].old_start : run[-1].old_end]
        around = next((one for one in _around(left, right) if _once(old, one[0] + was + one[1])), None)
        if around is None:
            return []
        now = new[run[0].new_start : run[-1].new_end]
        found.append((around[0] + was + around[1], around[0] + now + around[1]))
    return found


def _around(left: str, right: str) -> Iterator[tuple[str, str]]:
    """More and more whole words on both sides of a change, beginning with none."""
    before = [len(left), *(one.start for one in reversed(tokens(left)))]
    after = [0, *(one.end for one in tokens(right))]
    for wide in range(max(len(before), len(after))):
        yield left[before[min(wide, len(before) - 1)] :], right[: after[min(wide, len(after) - 1)]]


def _free(was: Provision, way: Sequence[tuple[str, str]], text: str) -> bool:
    """Whether each finds its words once, whichever others came before it, and all together give the new text."""
    for at in range(len(way)):
        line = was
        for old, new in (*way[at:], *way[:at]):
            if not _once(line.text, old) or old in line.heading:
                return False
            line = structs.replace(line, text=line.text.replace(old, new))
        if line.text != text:
            return False
    return True


def _once(text: str, words: str) -> bool:
    """Whether words stand once in a text, not even across themselves."""
    return bool(words) and words in text and text.find(words) == text.rfind(words)
