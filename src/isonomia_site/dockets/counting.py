"""Counts as their pages show them: each number beside what it is a part of."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

from django.utils.functional import Promise

Names = Mapping[str, str | Promise]
Row = tuple[str | Promise, int | None, int | None]


class Part(Protocol):
    """A part of a whole, both told; in a row that is not told apart both are None."""

    @property
    def name(self) -> str:
        """What it is a part for."""

    @property
    def part(self) -> int | None:
        """How many."""

    @property
    def whole(self) -> int | None:
        """Of how many."""


def shares(counts: Any, names: Names) -> list[Row]:
    """Single parts of some counts, by the names of their fields."""
    return [(label, one.part, one.whole) for name, label in names.items() for one in [getattr(counts, name)]]


def tables(counts: Any, names: Names, called: Callable[[str, str], str]) -> list[tuple[str | Promise, list[Row]]]:
    """Tables of some counts, by the names of their fields; `called` names a row of a field."""
    return [(label, list(_rows(name, getattr(counts, name), called))) for name, label in names.items()]


def _rows(field: str, parts: Iterable[Part], called: Callable[[str, str], str]) -> Iterator[Row]:
    return ((called(field, one.name), one.part, one.whole) for one in parts if one.part or one.part is None)
