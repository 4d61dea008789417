"""A text while operations are carried out on it: each provision by its uid, and what stands in each, in order.

A tree is copied cheaply, so that two orders of the same operations can be compared.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from msgspec import structs

from isonomia.drafting.editions import PART, PREAMBLE, TITLE, Edition, Kind, Provision, numbered, printed


@dataclass(slots=True)
class Tree:
    """One language of a text; `eid` and the number of unnumbered parts are true only again in the edition it gives.

    `changed` gathers the units whose own line, or what stands in them, was changed.
    """

    language: str
    kinds: Mapping[str, tuple[int, Kind]]
    provisions: dict[str, Provision]
    children: dict[str, tuple[str, ...]]
    changed: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, edition: Edition) -> "Tree":
        """The tree of an edition."""
        children = {uid: tuple(one.uid for one in ones) for uid, ones in edition.within.items()}
        kinds = {kind.name: (depth, kind) for depth, kind in enumerate(edition.kinds)}
        return cls(edition.language, kinds, dict(edition.by_uid), children)

    def copy(self) -> "Tree":
        """The same tree again; neither sees what is done to the other."""
        return Tree(self.language, self.kinds, self.provisions.copy(), self.children.copy())

    def same_as(self, other: "Tree") -> bool:
        """Whether both have the same provisions in the same places."""
        return self.provisions == other.provisions and self.children == other.children

    def edition(self, like: Edition, day: str) -> Edition:
        """The edition that this tree has become: like another one, on its day."""
        ones = numbered((one for top in self.within("") for one in self.subtree(top)), like.kinds)
        return structs.replace(like, provisions=ones, day=day)

    def within(self, uid: str) -> tuple[str, ...]:
        """The uids of what stands directly in a unit."""
        return self.children.get(uid, ())

    def subtree(self, uid: str) -> Iterator[Provision]:
        """A unit and all that stands in it, in printed order."""
        waiting = [uid]
        while waiting:
            one = waiting.pop()
            yield self.provisions[one]
            waiting += reversed(self.within(one))

    def words(self, uid: str) -> str:
        """A unit as printed, with all that stands in it, without blank lines around it."""
        return printed(tuple(self.subtree(uid))).strip("\n")

    def eid(self, uid: str) -> str:
        """Where a unit stands now."""
        one = self.provisions[uid]
        _, kind = self.kinds.get(one.kind, (0, None))
        number = str(self._count(one)) if one.kind == PART else one.number
        own = f"{kind.eid if kind else one.kind}_{number}" if number else one.kind
        return own if not one.parent or (kind and kind.through) else f"{self.eid(one.parent)}__{own}"

    def _count(self, one: Provision) -> int:
        """Which part of its unit this is; the words on the unit's own line are its first part."""
        beside = self.within(one.parent)
        before = beside[: beside.index(one.uid)]
        first = 2 if one.parent and self.provisions[one.parent].text else 1
        return first + sum(self.provisions[uid].kind == PART for uid in before)

    def put(self, one: Provision) -> None:
        """Set a provision in the place of the one that has its uid."""
        self.provisions[one.uid] = one
        self.changed |= {one.uid, one.parent}

    def hang(self, uids: tuple[str, ...], parent: str, at: int) -> None:
        """Let units that stand nowhere stand in another, from a place among what stands there."""
        if not uids:
            return
        beside = self.within(parent)
        self.children[parent] = (*beside[:at], *uids, *beside[at:])
        self.changed.add(parent)
        for uid in uids:
            one = self.provisions[uid]
            if one.parent != parent:
                self.provisions[uid] = structs.replace(one, parent=parent)

    def unhang(self, uid: str) -> None:
        """Take a unit out of its place; it is still in the tree, and stands nowhere."""
        parent = self.provisions[uid].parent
        left = tuple(one for one in self.within(parent) if one != uid)
        if left:
            self.children[parent] = left
        else:
            del self.children[parent]
        self.changed.add(parent)

    def drop(self, uids: Iterable[str]) -> None:
        """Let go of units that stand nowhere any longer."""
        for uid in uids:
            del self.provisions[uid]
            self.children.pop(uid, None)

    def place(self, uid: str) -> tuple[str, str]:
        """How a unit that is taken out would be put back: `after`, `before` or `first`, and beside or in which unit."""
        parent = self.provisions[uid].parent
        beside = self.within(parent)
        at = beside.index(uid)
        if at:
            return "after", beside[at - 1]
        return ("before", beside[1]) if len(beside) > 1 else ("first", parent)

    def spot(self, where: str, uid: str) -> tuple[str, int]:
        """Before, after, first or last in a unit: in which unit that is, and at which place among what stands there."""
        if where in ("first", "append"):
            return uid, 0 if where == "first" else len(self.within(uid))
        parent = self.provisions[uid].parent
        return parent, self.within(parent).index(uid) + (where == "after")

    def misplaced(self, parent: str) -> Provision | None:
        """The first provision in a unit that, printed, would be read as standing elsewhere; None where all is right."""
        before = ""
        for uid in self.within(parent):
            one = self.provisions[uid]
            if not self._holds(parent, one) or (before and self._swallows(before, one)) or self._late(before, one):
                return one
            before = uid
        return None

    def _depth(self, kind: str) -> int:
        return self.kinds[kind][0] if kind in self.kinds else len(self.kinds)

    def _has_parts(self, kind: str) -> bool:
        return kind == PREAMBLE or (kind in self.kinds and self.kinds[kind][1].parts)

    def _holds(self, parent: str, one: Provision) -> bool:
        """Whether a unit can hold a provision at all."""
        if not parent:
            return one.kind != PART
        around = self.provisions[parent]
        if one.kind in (TITLE, PREAMBLE) or around.kind == TITLE:
            return False
        if one.kind == PART:
            return self._has_parts(around.kind)
        if around.kind == PART:
            return not self._has_parts(one.kind) and self._holds(around.parent, one)
        return around.kind != PREAMBLE and self._depth(one.kind) > self._depth(around.kind)

    def _late(self, before: str, one: Provision) -> bool:
        """Whether this is a title or a preamble that does not begin the text."""
        if one.kind == TITLE:
            return bool(before)
        return one.kind == PREAMBLE and (not before or self.provisions[before].kind != TITLE)

    def _swallows(self, before: str, one: Provision) -> bool:
        """Whether a provision, printed after another, would be read as standing in it."""
        while before:
            if self._holds(before, one):
                return True
            before = next(reversed(self.within(before)), "")
        return False
