"""The text in force on a day: a first text, and the operations whose day has come or whose event has happened.

Nothing here chooses: operations of one day that would disagree are named, and where there is any fault no text is made.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from msgspec import structs

from isonomia.drafting.aiming import fault, worded
from isonomia.drafting.applying import brought
from isonomia.drafting.carrying import Carried
from isonomia.drafting.editions import Edition, Provision
from isonomia.drafting.faults import Code, Fault, TextError
from isonomia.drafting.operations import AnyOperation, Join, Move
from isonomia.drafting.together import carry_in_turn, carry_together
from isonomia.drafting.tree import Tree
from isonomia.errors import InputError


@dataclass(frozen=True, slots=True)
class Applied:
    """An operation in force: since when, which provisions it wrote, and what undoes it."""

    operation: AnyOperation
    day: str
    touched: frozenset[str]
    inverse: tuple[AnyOperation, ...]


@dataclass(frozen=True, slots=True)
class Consolidated:
    """The edition of a day; the operations applied, in order; those whose day or event is still to come.

    `earlier` are those whose day is not after that of the first text, which therefore has them already.
    """

    edition: Edition
    applied: tuple[Applied, ...]
    deferred: tuple[AnyOperation, ...]
    earlier: tuple[AnyOperation, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One step in the life of a provision: by which point of which act, since when, and what was done."""

    act: str
    point: str
    day: str
    operation: AnyOperation


@dataclass(frozen=True, slots=True)
class Standing:
    """One provision on a day, and its words with all that stands in it."""

    provision: Provision
    words: str


def consolidate(base: Edition, operations: Iterable[AnyOperation], on: str, events: Mapping[str, str]) -> Consolidated:
    """The edition of a day.

    Args:
        events: the day of each event that has happened; empty for one that has, on a day that is not known.
    Raises:
        TextError: every fault of the first day that has any; operations without words in the language, and events
            without a day, on any day.
        InputError: a day that is none, or before that of the first text.
    """
    plan = _plan(base, tuple(operations), on, events)
    tree = Tree.of(base)
    applied = plan.carry(tree, base)
    return Consolidated(tree.edition(base, on), tuple(applied), plan.deferred, plan.earlier)


def invert(
    base: Edition, operations: Iterable[AnyOperation], on: str, events: Mapping[str, str]
) -> tuple[AnyOperation, ...]:
    """What leads from the edition of a day back to the first text: operations to be applied in this order (`in_turn`).

    Each has the boundary of the operation that it undoes.

    Raises:
        TextError, InputError: as `consolidate`.
    """
    applied = _plan(base, tuple(operations), on, events).carry(Tree.of(base), base)
    return tuple(inverse for one in reversed(applied) for inverse in one.inverse)


def in_turn(edition: Edition, operations: Iterable[AnyOperation], day: str) -> Edition:
    """Apply operations in the order given, whatever their days: the edition that they lead to, on a day.

    Raises:
        TextError: one cannot be applied to the text that those before it left.
        InputError: the day is none.
    """
    tree = Tree.of(edition)
    for _, ones in groupby(operations, key=lambda one: one.boundary):
        carry_in_turn(tree, tuple(ones), edition)
    return tree.edition(edition, day and _day(day))


def history(applied: Iterable[Applied], uid: str) -> tuple[Change, ...]:
    """What was done to one provision, in order: not what was done to those in it or around it."""
    return tuple(
        Change(one.operation.act, one.operation.point, one.day, one.operation) for one in applied if uid in one.touched
    )


def standing(
    base: Edition, operations: Iterable[AnyOperation], on: str, *, events: Mapping[str, str], uid: str
) -> Standing | None:
    """One provision on a day, or None where the text has none of this uid then.

    Only the operations that can bear on it are carried out: those around it may have faults that `consolidate` finds.

    Raises:
        TextError, InputError: as `consolidate`.
    """
    tree = Tree.of(base)
    _plan(base, _bearing(base, tuple(operations), uid), on, events).carry(tree, base)
    one = tree.provisions.get(uid)
    return Standing(structs.replace(one, eid=tree.eid(uid)), tree.words(uid)) if one else None


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which operations are carried out on which days."""

    days: tuple[tuple[str, tuple[AnyOperation, ...]], ...]
    deferred: tuple[AnyOperation, ...]
    earlier: tuple[AnyOperation, ...]

    def carry(self, tree: Tree, first: Edition) -> list[Applied]:
        """Carry all of them out, day by day."""
        applied: list[Applied] = []
        for day, operations in self.days:
            applied += [_applied(one, day) for one in carry_together(tree, operations, first)]
        return applied


def _applied(one: Carried, day: str) -> Applied:
    return Applied(one.operation, day, one.touched, one.inverse)


def _plan(base: Edition, operations: Sequence[AnyOperation], on: str, events: Mapping[str, str]) -> _Plan:
    known = {name: day and _day(day) for name, day in events.items()}
    if _day(on) < base.day:
        raise InputError(f"the first text is of {base.day}: what was in force on {on} does not follow from it")
    days = [(_since(one, known), one) for one in operations]
    due = sorted(((day, one) for day, one in days if day and base.day < day <= on), key=lambda pair: pair[0])
    faults = [found for day, one in days if (found := _open(one, day) or _unsaid(one, base))]
    if faults:
        raise TextError(tuple(faults))
    return _Plan(
        tuple((day, tuple(one for _, one in ones)) for day, ones in groupby(due, key=lambda pair: pair[0])),
        tuple(one for day, one in days if day is None or day > on),
        tuple(one for day, one in days if day and day <= base.day),
    )


def _since(operation: AnyOperation, events: Mapping[str, str]) -> str | None:
    """The day of an operation's boundary: None while its event has not happened, empty where its day is not known."""
    boundary = operation.boundary
    return boundary.day if boundary.event is None else events.get(boundary.event)


def _open(operation: AnyOperation, day: str | None) -> Fault | None:
    event = operation.boundary.event or ""
    return fault(operation, Code.EVENT_OPEN, wanted=event) if day == "" else None


def _unsaid(operation: AnyOperation, base: Edition) -> Fault | None:
    try:
        worded(operation, operation.words, base.language)
    except TextError as error:
        return error.faults[0]
    return None


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise InputError(f'no day: "{text}" (wanted year-month-day, as 2026-03-15)') from None


def _bearing(base: Edition, operations: Sequence[AnyOperation], uid: str) -> tuple[AnyOperation, ...]:
    """The operations that can bear on a provision: those that name a unit of its article, or of one they lead to."""
    near, found, grown = _around(base, uid), set[int](), True
    while grown:
        fresh = {at for at, one in enumerate(operations) if at not in found and not near.isdisjoint(_named(one))}
        found |= fresh
        for at in fresh:
            near = near.union(*(_around(base, name) for name in _named(operations[at])))
        grown = bool(fresh)
    return tuple(one for at, one in enumerate(operations) if at in found)


def _named(operation: AnyOperation) -> set[str]:
    named = {operation.target, *brought(operation)}
    if isinstance(operation, Move):
        named.add(operation.beside)
    return named | {operation.second} if isinstance(operation, Join) else named


def _around(base: Edition, uid: str) -> set[str]:
    """A provision, all that stands in the same unit numbered through the act, and the units around that."""
    if uid not in base.by_uid:
        return {uid}
    through = {kind.name for kind in base.kinds if kind.through}
    one = base.by_uid[uid]
    while one.kind not in through and one.parent:
        one = base.by_uid[one.parent]
    near = {each.uid for each in base.subtree(one.uid)}
    while one.parent:
        one = base.by_uid[one.parent]
        near.add(one.uid)
    return near
