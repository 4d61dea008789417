"""Carry one operation out on a text in one language, and say exactly by which operations it is undone.

Whether an operation meets its target is asked before (`aiming.py`). A footprint says which provisions' lines, numbers,
places and contents an operation reads and writes: operations whose footprints do not meet may come in any order.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from isonomia.drafting import placing, rewording
from isonomia.drafting.aiming import refused, worded
from isonomia.drafting.carrying import Carried, Carrying
from isonomia.drafting.faults import Code
from isonomia.drafting.operations import (
    AnyOperation,
    Insert,
    Join,
    Move,
    Renumber,
    Repeal,
    Replace,
    SetHeading,
    Split,
    SubstituteText,
)
from isonomia.drafting.tree import Tree

LINE, LABEL, PLACE, BELOW = "line", "label", "place", "below"
Spots = frozenset[tuple[str, str]]


def carry(tree: Tree, operation: AnyOperation) -> Carried:
    """Carry an operation out on a tree.

    Raises:
        TextError: it cannot be done, or it has no words in the language; the tree may be half changed then.
    """
    job, language = Carrying(tree, operation), tree.language
    if operation.target not in tree.provisions:
        raise refused(operation, Code.TARGET_MISSING, wanted=operation.target)
    match operation:
        case SubstituteText():
            return rewording.substitute(job, worded(operation, operation.words, language))
        case Replace():
            return placing.replace(job, worded(operation, operation.words, language))
        case Insert():
            return placing.insert(job, operation.where, worded(operation, operation.words, language))
        case Repeal():
            words = worded(operation, operation.words, language)
            return placing.keep_place(job, words) if operation.keep_place else placing.remove(job)
        case Renumber():
            return rewording.renumber(job, operation.number, worded(operation, operation.words, language))
        case Move():
            return placing.move(job, operation.where, operation.beside)
        case SetHeading():
            return rewording.set_heading(job, worded(operation, operation.words, language))
        case Split():
            return rewording.split(job, operation, worded(operation, operation.words, language))
        case Join():
            return rewording.join(job, operation.second, worded(operation, operation.words, language))


@dataclass(frozen=True, slots=True)
class Footprint:
    """What an operation reads and writes of a text: of which provisions the line, the number, the place, the contents.

    What stands in a unit is written as a whole, or at one gap between two that stand there.
    """

    reads: Spots
    writes: Spots

    def meets(self, other: "Footprint") -> bool:
        """Whether one of two operations writes what the other reads or writes."""
        return not (self.writes.isdisjoint(other.writes | other.reads) and self.reads.isdisjoint(other.writes))


def footprint(tree: Tree, operation: AnyOperation) -> Footprint:
    """What an operation reads and writes of a text that it has not been carried out on, and that has its target."""
    target = operation.target
    reads = {(target, PLACE)}
    match operation:
        case SubstituteText() | SetHeading():
            writes = {(target, LINE)}
        case Renumber():
            writes = {(target, LABEL)}
        case Replace():
            writes = _whole(tree, target) - reads | _brought(operation)
        case Insert():
            parent, gap = _gap(tree, operation.where, target)
            reads |= {(parent, BELOW)}
            writes = {(parent, gap)} | _brought(operation)
        case Repeal():
            writes = _whole(tree, target) - reads
            if not operation.keep_place:
                writes |= {(target, PLACE), *_edges(tree, target)}
                reads |= {(tree.provisions[target].parent, BELOW)}
        case Move():
            parent, gap = _gap(tree, operation.where, operation.beside)
            reads |= {(operation.beside, PLACE), (parent, BELOW), (tree.provisions[target].parent, BELOW)}
            writes = {(target, PLACE), (parent, gap), *_edges(tree, target)}
        case Split() | Join():
            halves = (target, operation.second)
            writes = {(half, part) for half in halves for part in (LINE, BELOW)}
            writes |= {(operation.second, LABEL), (operation.second, PLACE), *_edges(tree, target)}
            writes |= {(uid, PLACE) for half in halves for uid in tree.within(half)}
            reads |= {(tree.provisions[target].parent, BELOW)}
    return Footprint(frozenset(reads), frozenset(writes))


def brought(operation: AnyOperation) -> Iterable[str]:
    """The uids of the provisions that an operation brings, in every language."""
    if isinstance(operation, Replace | Insert):
        return {one.uid for words in operation.words for one in words.provisions}
    return {operation.second} if isinstance(operation, Split) else ()


def _brought(operation: AnyOperation) -> set[tuple[str, str]]:
    return {(uid, PLACE) for uid in brought(operation) if uid != operation.target}


def _whole(tree: Tree, uid: str) -> set[tuple[str, str]]:
    return {(one.uid, part) for one in tree.subtree(uid) for part in (LINE, LABEL, PLACE, BELOW)}


def _gap(tree: Tree, where: str, uid: str) -> tuple[str, str]:
    """The unit in which a place is, and the gap before what stands next there; nowhere, for a uid of no unit."""
    if uid not in tree.provisions:
        return "", ""
    parent, at = tree.spot(where, uid)
    return parent, f"{BELOW} {next(iter(tree.within(parent)[at:]), '')}"


def _edges(tree: Tree, uid: str) -> tuple[tuple[str, str], ...]:
    """The gaps on both sides of a unit."""
    return _gap(tree, "before", uid), _gap(tree, "after", uid)
