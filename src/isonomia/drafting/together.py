"""Operations of one boundary: all see the same text, and none may decide by the order in which they come.

Two whose footprints meet are tried in both orders; where the outcomes differ, both are named and nothing is made.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from isonomia.drafting.aiming import fault, missed
from isonomia.drafting.applying import Spots, carry, footprint
from isonomia.drafting.carrying import Carried
from isonomia.drafting.editions import PART, Edition, Provision
from isonomia.drafting.faults import Code, Fault, TextError
from isonomia.drafting.operations import AnyOperation
from isonomia.drafting.tree import Tree

NO_BREAK = "\N{NO-BREAK SPACE}"


def carry_together(tree: Tree, operations: Sequence[AnyOperation], first: Edition) -> list[Carried]:
    """Carry out the operations of one boundary, each drafted for the text as it stands before all of them.

    Raises:
        TextError: what keeps any of them from being carried out: all of it.
    """
    before = tree.copy()
    aside = [missed(one, tree, first) for one in operations]
    try:
        carried = [] if any(aside) else [carry(tree, one) for one in operations]
    except TextError:
        carried = []
    if not carried:
        tried = [missing or _alone(before, one) for one, missing in zip(operations, aside, strict=True)]
        _raise([found for found in tried if found])
    meeting = list(_meeting(before, operations))
    _raise([found for one, other in meeting if (found := _order(before, one, other))])
    last = [operations[0], operations[-1]] if not meeting else [*meeting[-1]]
    if not carried or (len(meeting) > 1 and not _same_reversed(before, operations, tree)):
        _raise([_undecided(last[0], last[1], ("", ""))])
    _raise(list(unfit(tree, carried)))
    return carried


def carry_in_turn(tree: Tree, operations: Sequence[AnyOperation], first: Edition) -> list[Carried]:
    """Carry operations out one after the other, each drafted for the text that the one before it left.

    Raises:
        TextError: the first that cannot be carried out, or what does not fit at the end.
    """
    carried = []
    for one in operations:
        found = missed(one, tree, first)
        _raise([found] if found else [])
        carried.append(carry(tree, one))
    _raise(list(unfit(tree, carried)))
    return carried


def unfit(tree: Tree, carried: Sequence[Carried]) -> Iterator[Fault]:
    """What in a changed text could not be printed and read again: lines, numbers that stand twice, places."""
    for uid in sorted(tree.changed):
        one = tree.provisions.get(uid)
        if one is not None and (strange := _strange(one)):
            yield fault(_writer(carried, uid), Code.CHARACTER_REFUSED, wanted=one.line, found=ascii(strange))
        if (one is not None or not uid) and (lost := tree.misplaced(uid)):
            writer = _writer(carried, lost.uid, uid)
            yield fault(writer, Code.PLACE_IMPOSSIBLE, wanted=lost.line, found=_above(tree, lost))
    for one, other in _twins(tree):
        said = {"wanted": one.line, "found": other.line, "nearest": tree.eid(other.uid)}
        yield fault(_writer(carried, one.uid, other.uid), Code.LABEL_TAKEN, **said)
    tree.changed.clear()


def _raise(faults: list[Fault]) -> None:
    if faults:
        raise TextError(tuple(faults))


def _alone(before: Tree, operation: AnyOperation) -> Fault | None:
    """What keeps an operation from being carried out even alone."""
    try:
        carry(before.copy(), operation)
    except TextError as error:
        return error.faults[0]
    return None


def _meeting(before: Tree, operations: Sequence[AnyOperation]) -> Iterator[tuple[AnyOperation, AnyOperation]]:
    """The pairs of operations whose footprints meet, in their order."""
    prints = [footprint(before, one) for one in operations]
    writers, readers = _by_spot(one.writes for one in prints), _by_spot(one.reads for one in prints)
    near = {
        (min(pair), max(pair))
        for spot, ones in writers.items()
        for pair in product(ones, ones + readers.get(spot, []))
        if pair[0] != pair[1]
    }
    yield from ((operations[at], operations[other]) for at, other in sorted(near))


def _by_spot(spots: Iterable[Spots]) -> dict[tuple[str, str], list[int]]:
    """Of which operations, by their place in the order, each spot is one."""
    found: dict[tuple[str, str], list[int]] = {}
    for at, ones in enumerate(spots):
        for spot in ones:
            found.setdefault(spot, []).append(at)
    return found


def _order(before: Tree, one: AnyOperation, other: AnyOperation) -> Fault | None:
    """The fault of two operations of which the order decides, with the outcome of each."""
    outcomes = [_outcome(before, pair) for pair in ((one, other), (other, one))]
    ways = [way for way in outcomes if way is not None]
    if len(ways) == 2 and ways[0].same_as(ways[1]):
        return None
    uid = other.target
    texts = [way.words(uid) if way and uid in way.provisions else "" for way in outcomes]
    return _undecided(one, other, (texts[0], texts[1]))


def _outcome(before: Tree, operations: Sequence[AnyOperation]) -> Tree | None:
    tree = before.copy()
    try:
        for one in operations:
            carry(tree, one)
    except TextError:
        return None
    return tree


def _same_reversed(before: Tree, operations: Sequence[AnyOperation], tree: Tree) -> bool:
    """Whether many, each two of which may come in any order, may do so together too."""
    other = _outcome(before, operations[::-1])
    return other is not None and other.same_as(tree)


def _undecided(one: AnyOperation, other: AnyOperation, texts: tuple[str, str]) -> Fault:
    return fault(other, Code.ORDER_DECIDES, wanted=texts[0], found=texts[1], nearest=one.id)


def _above(tree: Tree, one: Provision) -> str:
    """The line of what stands before a provision in its unit, or of the unit where it comes first."""
    beside = ("", *tree.within(one.parent))
    above = beside[beside.index(one.uid) - 1] or one.parent
    return tree.provisions[above].line if above else ""


def _strange(one: Provision) -> str:
    """What keeps a line from being printed and read again: a character that no text has, or a blank at an end."""
    words = (one.line, one.heading, one.text)
    if not one.line or any(part != part.strip(" ") for part in words):
        return " "
    return next((letter for letter in one.line if not letter.isprintable() and letter != NO_BREAK), "")


def _twins(tree: Tree) -> Iterator[tuple[Provision, Provision]]:
    """Two units of one kind and number in one changed unit, or in the whole text where they are numbered through it."""
    through = {name for name, (_, kind) in tree.kinds.items() if kind.through}
    everywhere = [one for one in tree.provisions.values() if one.kind in through]
    yield from (pair for pair in _alike(everywhere) if not tree.changed.isdisjoint((pair[0].uid, pair[1].uid)))
    for around in sorted(tree.changed):
        beside = [tree.provisions[uid] for uid in tree.within(around)]
        yield from _alike(one for one in beside if one.kind not in through and one.kind != PART)


def _alike(provisions: Iterable[Provision]) -> Iterator[tuple[Provision, Provision]]:
    seen: dict[tuple[str, str], Provision] = {}
    for one in provisions:
        other = seen.setdefault((one.kind, one.number), one)
        if other is not one:
            yield one, other


def _writer(carried: Sequence[Carried], *uids: str) -> AnyOperation:
    """The last operation that wrote one of some provisions."""
    wrote = (one.operation for one in reversed(carried) if not one.touched.isdisjoint(uids))
    return next(wrote, carried[-1].operation)
