"""Whether an operation meets what its drafter saw: its target, where it stands, and the words that it was drafted for.

An operation is aimed by uid. A target whose words and own label are those expected is met wherever the units around it
have been renumbered to; one that stands elsewhere and reads otherwise has moved, and is reported.
"""

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any, TypeVar

from isonomia.drafting.editions import Edition, digest
from isonomia.drafting.faults import Code, Fault, TextError
from isonomia.drafting.operations import AnyOperation, Insert, Move, Renumber, Repeal, Replace, Words
from isonomia.drafting.tree import Tree

Worded = TypeVar("Worded", bound=Words)


def fault(operation: AnyOperation, code: Code, **said: Any) -> Fault:
    """A fault of an operation, with its act, its point and the place that its drafter saw."""
    return Fault(
        code=code, operation=operation.id, act=operation.act, point=operation.point, **{"eid": operation.eid, **said}
    )


def refused(operation: AnyOperation, code: Code, **said: Any) -> TextError:
    """The error of one fault."""
    return TextError((fault(operation, code, **said),))


def worded(operation: AnyOperation, words: tuple[Worded, ...], language: str) -> Worded:
    """An operation's words in a language.

    Raises:
        TextError: it has none.
    """
    for one in words:
        if one.language == language:
            return one
    raise refused(operation, Code.LANGUAGE_MISSING, wanted=language, found=", ".join(one.language for one in words))


def missed(operation: AnyOperation, tree: Tree, first: Edition) -> Fault | None:
    """What keeps an operation from its target, or None where it meets it.

    Args:
        first: the edition that operations began with, where the words of a hash are looked for.
    """
    try:
        words = worded(operation, operation.words, tree.language)
    except TextError as error:
        return error.faults[0]
    if operation.target not in tree.provisions:
        return _missing(operation, tree, first)
    found = tree.words(operation.target)
    if tree.provisions[operation.target].repealed and not _bears_repealed(operation):
        return fault(operation, Code.TARGET_REPEALED, wanted=_known(operation, words.expected, first), found=found)
    stands = tree.eid(operation.target)
    agrees = digest(found) == words.expected
    if agrees and _shape(stands) == _shape(operation.eid):
        return None
    if stands == operation.eid:
        wanted = _known(operation, words.expected, first)
        nearest = _bearer(words.expected, tree)
        return fault(operation, Code.OLD_TEXT_DIFFERS, wanted=wanted, found=found, nearest=nearest)
    return _moved(operation, words.expected, tree, first)


def closest(wanted: str, line: str) -> str:
    """The stretch of a line that comes nearest to some words, of their length."""
    match = SequenceMatcher(None, line, wanted, autojunk=False).find_longest_match()
    start = max(match.a - match.b, 0)
    return line[start : start + len(wanted)] if match.size else ""


def nearest_of(wanted: str, names: Iterable[str]) -> str:
    """The name that has most in common with another; of equals the first."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    best, most = "", (0, 1)
    for name in names:
        matcher.set_seq1(name)
        share = (2 * sum(block.size for block in matcher.get_matching_blocks()), len(name) + len(wanted))
        if share[0] * most[1] > most[0] * share[1]:
            best, most = name, share
    return best


def _bears_repealed(operation: AnyOperation) -> bool:
    """Whether an operation may be aimed at a place whose unit was repealed: it sets it anew, or leaves its words."""
    match operation:
        case Insert():
            return operation.where in ("before", "after")
        case Repeal():
            return not operation.keep_place
        case _:
            return isinstance(operation, Replace | Renumber | Move)


def _shape(eid: str) -> str:
    """Where a unit stands, without the numbers of the units around it, which operations above it shift."""
    *above, own = eid.split("__")
    kinds = [unit.rpartition("_")[0] for unit in above]
    return "__".join([*kinds, "part" if own.startswith("part_") else own])


def _missing(operation: AnyOperation, tree: Tree, first: Edition) -> Fault:
    """The target is not in the text: repealed since with the unit that it stood in, or never there."""
    gone = first.by_uid.get(operation.target)
    above = gone.parent if gone else ""
    while above:
        around = tree.provisions.get(above)
        if around and around.repealed:
            wanted, found = first.words(operation.target), tree.words(above)
            return fault(operation, Code.TARGET_REPEALED, wanted=wanted, found=found, nearest=tree.eid(above))
        above = first.by_uid[above].parent
    eids = {tree.eid(uid): uid for uid in tree.provisions}
    eid = operation.eid if operation.eid in eids else nearest_of(operation.eid, eids)
    wanted = first.words(operation.target) if gone else operation.target
    found = tree.words(eids[eid]) if eid else ""
    return fault(operation, Code.TARGET_MISSING, wanted=wanted, found=found, nearest=eid)


def _moved(operation: AnyOperation, expected: str, tree: Tree, first: Edition) -> Fault:
    wanted, found = _known(operation, expected, first), tree.words(operation.target)
    return fault(operation, Code.TARGET_HAS_MOVED, wanted=wanted, found=found, nearest=tree.eid(operation.target))


def _known(operation: AnyOperation, expected: str, first: Edition) -> str:
    """The words that the drafter saw, where the first edition has them; otherwise their hash."""
    uids = [operation.target, *(one.uid for one in first.provisions)]
    for uid in uids:
        if uid in first.by_uid and digest(words := first.words(uid)) == expected:
            return words
    return f"sha256:{expected}"


def _bearer(expected: str, tree: Tree) -> str:
    """Where the words that the drafter saw stand now, if they stand anywhere."""
    return next((tree.eid(uid) for uid in tree.provisions if digest(tree.words(uid)) == expected), "")
