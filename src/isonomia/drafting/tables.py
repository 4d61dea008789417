"""The comparative table as data: each changed unit, in force and as proposed, why, and by whose proposals.

A row says nothing that is not in the editions and the operations: its texts are the units' own lines, its reasons and
proposals those of the operations behind it. A change that no operation explains stands in the table and says so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from isonomia.drafting.comparison import Comparison, Kind, Place, Unit
from isonomia.drafting.editions import Edition, Provision
from isonomia.drafting.faults import Code, Fault, TextError
from isonomia.drafting.operations import (
    AnyOperation,
    Content,
    Insert,
    Join,
    Reason,
    Renumber,
    SetHeading,
    Split,
    SubstituteText,
)
from isonomia.drafting.words import DELETED, INSERTED, KEPT
from isonomia.errors import InputError

Key = tuple[str, str]
OWN_LINE = (SubstituteText, SetHeading, Renumber)


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of text, and whether it was kept, deleted or inserted."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to a proposal, in one language."""

    proposal: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Considered:
    """A proposal behind a change, with what was answered to it; without answers, none is known."""

    proposal: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One language of a row: the text in force and the proposed one, in pieces; empty where there is none."""

    language: str
    in_force: tuple[Marked, ...]
    proposed: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One changed unit; one put in or taken out whole, with all that stands in it.

    `path` are the units from the widest down to this one, as they are printed; `units` are the uids, old and new, of
    the changed lines that the row shows.
    """

    number: int
    kind: Kind
    place: Place
    path: tuple[Provision, ...]
    columns: tuple[Column, ...]
    units: tuple[Key, ...]
    operations: tuple[str, ...]
    reasons: tuple[Reason, ...]
    considered: tuple[Considered, ...]

    @property
    def explained(self) -> bool:
        """Whether an operation is behind the change."""
        return bool(self.operations)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows in the order of the act, and the comparisons from which they were made: one for each language."""

    rows: tuple[Row, ...]
    comparisons: tuple[Comparison, ...]

    def totals(self) -> Mapping[str, int]:
        """Counts of what the rows show: articles and lines changed, operations and proposals behind them."""
        first = self.comparisons[0]
        shown = set(chain.from_iterable(row.units for row in self.rows))
        articles = [one for one in first.articles if one.is_article and any(unit.key in shown for unit in one.changes)]
        return {
            "rows": len(self.rows),
            "articles": len(articles),
            "units": len(shown),
            "operations": len(set(chain.from_iterable(row.operations for row in self.rows))),
            "proposals": len({one.proposal for row in self.rows for one in row.considered}),
            "unexplained": sum(not row.explained for row in self.rows),
        }


def comparative_table(
    comparisons: Sequence[Comparison], operations: Iterable[AnyOperation] = (), answers: Iterable[Answer] = ()
) -> Table:
    """Make the table of one language, or of several side by side.

    Raises:
        InputError: there is no comparison at all.
        TextError: the languages do not have the same units.
    """
    if not comparisons:
        raise InputError("a comparative table needs the comparison of two editions: none was given")
    units = [{unit.key: unit for one in found.articles for unit in one.units} for found in comparisons]
    _same_units(comparisons, units)
    changed = {key for each in units for key, unit in each.items() if unit.changed}
    groups = _groups([units[0][key] for key in units[0] if key in changed])
    rows, known = _Rows(comparisons, units, operations), tuple(answers)
    return Table(tuple(rows.row(at, keys, known) for at, keys in enumerate(groups, start=1)), tuple(comparisons))


def _same_units(comparisons: Sequence[Comparison], units: Sequence[Mapping[Key, Unit]]) -> None:
    """Refuse languages whose texts are built otherwise: a row would show what is not the same."""
    first = units[0]
    faults = []
    for found, each in zip(comparisons[1:], units[1:], strict=True):
        for key in [*(key for key in first if key not in each), *(key for key in each if key not in first)]:
            unit = first.get(key) or each[key]
            wanted, given = comparisons[0].new.language, found.new.language
            faults.append(Fault(code=Code.LANGUAGES_DIFFER, eid=unit.shown.eid, wanted=wanted, found=given))
    if faults:
        raise TextError(tuple(faults))


def _groups(changed: Sequence[Unit]) -> list[list[Key]]:
    """The lines that share a row: what was put in, or taken out, with the unit that it stands in."""
    rows: list[list[Key]] = []
    row_of: dict[tuple[Kind, str], list[Key]] = {}
    for unit in changed:
        whole = unit.old is None or unit.new is None
        row = row_of.get((unit.kind, unit.shown.parent)) if whole else None
        if row is None:
            row = []
            rows.append(row)
        row.append(unit.key)
        # Where a place is kept, what stood in it names it as its old parent.
        head = unit.old if unit.kind is Kind.REPEALED else unit.new
        if head is not None and unit.kind in (Kind.INSERTED, Kind.REPEALED):
            row_of[unit.kind, head.uid] = row
    return rows


class _Rows:
    """Rows being made from the same units in each language, and from the operations behind them."""

    def __init__(
        self,
        comparisons: Sequence[Comparison],
        units: Sequence[Mapping[Key, Unit]],
        operations: Iterable[AnyOperation],
    ) -> None:
        self.comparisons, self.units = comparisons, units
        self._behind: dict[str, list[AnyOperation]] = {}
        for operation in operations:
            for uid in touched(operation, comparisons[0].old):
                self._behind.setdefault(uid, []).append(operation)

    def row(self, number: int, keys: Sequence[Key], answers: Sequence[Answer]) -> Row:
        """One row of the table."""
        heads = [each[keys[0]] for each in self.units]
        kinds = [one.kind for one in heads if one.kind is not Kind.UNCHANGED]
        behind = {one.id: one for key in keys for uid in key for one in self._behind.get(uid, ())}
        proposals = dict.fromkeys(name for one in behind.values() for name in one.proposals)
        return Row(
            number=number,
            kind=kinds[0] if kinds else Kind.UNCHANGED,
            place=heads[0].place,
            path=self._path(heads[0]),
            columns=tuple(self._columns(keys)),
            units=tuple(keys),
            operations=tuple(behind),
            reasons=tuple(dict.fromkeys(reason for one in behind.values() for reason in one.reasons)),
            considered=tuple(
                Considered(name, tuple(one for one in answers if one.proposal == name)) for name in proposals
            ),
        )

    def _path(self, unit: Unit) -> tuple[Provision, ...]:
        edition = self.comparisons[0].new if unit.new else self.comparisons[0].old
        one: Provision | None = unit.shown
        found: list[Provision] = []
        while one is not None:
            found.append(one)
            one = edition.by_uid.get(one.parent)
        return tuple(reversed(found))

    def _columns(self, keys: Sequence[Key]) -> Iterator[Column]:
        for found, units in zip(self.comparisons, self.units, strict=True):
            ones = [units[key] for key in keys]
            in_force = _lines([before_of(one) for one in ones if one.old])
            yield Column(found.new.language, in_force, _lines([after_of(one) for one in ones if one.new]))


def touched(operation: AnyOperation, old: Edition) -> frozenset[str]:
    """The uids of the lines that an operation changes, puts in or takes out."""
    found = set() if isinstance(operation, Insert) else {operation.target}
    if isinstance(operation, Split | Join):
        found.add(operation.second)
    if not isinstance(operation, (Insert, *OWN_LINE)) and operation.target in old.by_uid:
        found |= {one.uid for one in old.subtree(operation.target)}
    for words in operation.words:
        if isinstance(words, Content):
            found |= {one.uid for one in words.provisions}
    return frozenset(found)


def before_of(unit: Unit) -> tuple[Marked, ...]:
    """The line in force, in pieces: what is kept, and what is deleted."""
    assert unit.old is not None
    if unit.new is None:
        return (Marked(DELETED, unit.old.line),)
    line = unit.old.line
    pieces = [Marked(one.kind, line[one.old_start : one.old_end]) for one in unit.spans if one.kind != INSERTED]
    return tuple(pieces) or (Marked(KEPT, line),)


def after_of(unit: Unit) -> tuple[Marked, ...]:
    """The proposed line, in pieces: what is kept, and what is inserted."""
    assert unit.new is not None
    if unit.old is None:
        return (Marked(INSERTED, unit.new.line),)
    line = unit.new.line
    pieces = [Marked(one.kind, line[one.new_start : one.new_end]) for one in unit.spans if one.kind != DELETED]
    return tuple(pieces) or (Marked(KEPT, line),)


def _lines(lines: Sequence[tuple[Marked, ...]]) -> tuple[Marked, ...]:
    """Several lines one under another; pieces of one kind that meet are one piece."""
    found: list[Marked] = []
    for at, line in enumerate(lines):
        for place, piece in enumerate(line):
            text = piece.text if at == 0 or place else f"\n{piece.text}"
            if found and found[-1].kind == piece.kind:
                found[-1] = Marked(piece.kind, found[-1].text + text)
            else:
                found.append(Marked(piece.kind, text))
    return tuple(found)
