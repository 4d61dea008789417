"""TOML tables that know the line on which each key stands, and refuse what nobody asked for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from isonomia.errors import RulebookError

Path: TypeAlias = tuple[str | int, ...]
Span: TypeAlias = tuple[int, int]
_HEADING = re.compile(r'\s*\[+[\w\s."-]+\]+\s*(#.*)?$')
_NEXT = re.compile(r'\s*(\[+[\w\s."-]+\]+\s*(#.*)?$|[\w"-]+\s*=)')


@dataclass(frozen=True, slots=True)
class Place:
    """One TOML file: its name and text, to find lines in."""

    name: str
    text: str

    def line(self, path: Path) -> int:
        """The line of the deepest part of `path` that can be found; 1 where none can."""
        lines = self.text.splitlines()
        start, end, header, found = 0, len(lines), "", 1
        for part in path:
            if isinstance(part, int):
                span = self._nth(lines, header, part, (start, end))
            else:
                header = f"{header}.{part}".lstrip(".")
                span = self._table(lines, header, (start, end)) or self._key(lines, part, (start, end))
            if span is None:
                return found
            start, end = span
            found = start + 1
        return found

    @staticmethod
    def _nth(lines: list[str], header: str, nth: int, within: Span) -> Span | None:
        """The lines of the nth table of a list, written as [[header]] or in braces."""
        heading = re.compile(rf"\s*\[\[\s*{re.escape(header)}\s*\]\]")
        hits = [number for number in range(*within) if heading.match(lines[number])]
        if nth < len(hits):
            return hits[nth], _end_of_table(lines, header, hits[nth], within[1])
        braces = [number for number in range(*within) for _ in range(lines[number].count("{"))]
        if hits or nth >= len(braces):
            return None
        return braces[nth], next((number for number in braces if number > braces[nth]), within[1])

    @staticmethod
    def _table(lines: list[str], header: str, within: Span) -> Span | None:
        """The lines of a table, or from the first of those inside it where it has no heading of its own."""
        heading = re.compile(rf"\s*\[+\s*{re.escape(header)}\s*(\]|\.)")
        at = next((number for number in range(*within) if heading.match(lines[number])), None)
        if at is None:
            return None
        own = f"[{header}]" in lines[at] and f"[[{header}]]" not in lines[at]
        return at, _end_of_table(lines, header, at, within[1]) if own else within[1]

    @staticmethod
    def _key(lines: list[str], key: str, within: Span) -> Span | None:
        """The lines of a value in the part of a table before any other heading."""
        assigned = re.compile(rf'(.*[{{,\s])?"?{re.escape(key)}"?\s*=')
        for number in range(*within):
            if number > within[0] and _HEADING.match(lines[number]):
                return None
            if assigned.match(lines[number]):
                following = (one for one in range(number + 1, within[1]) if _NEXT.match(lines[one]))
                return number, next(following, within[1])
        return None


def _end_of_table(lines: list[str], header: str, start: int, end: int) -> int:
    """The first line after a table and all tables inside it."""
    inside = re.compile(rf"\s*\[+\s*{re.escape(header)}\.")
    following = (one for one in range(start + 1, end) if _HEADING.match(lines[one]) and not inside.match(lines[one]))
    return next(following, end)


class Table:
    """A TOML table that is emptied as it is read: what is left at the end is an unknown key."""

    def __init__(self, values: dict[str, object], place: Place, path: Path) -> None:
        self._values, self._left, self._place, self._path = values, dict(values), place, path

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def place_of(self, key: str) -> str:
        """File and line of a key, as "referendum.toml:12"."""
        return f"{self._place.name}:{self._place.line((*self._path, key))}"

    def fault(self, key: str, what: str) -> RulebookError:
        """An error that names file, line and key."""
        return RulebookError(f"{self.place_of(key)}: {'.'.join(map(str, (*self._path, key)))}: {what}")

    def take(self, key: str) -> object:
        """Take one value out; an error where it is missing or holds a float."""
        if key not in self._left:
            raise self.fault(key, "is missing")
        value = self._left.pop(key)
        if isinstance(value, float):
            raise self.fault(key, f'no floats in the law: {value} (wanted a whole number or a fraction "1/2")')
        return value

    def take_text(self, key: str) -> str:
        """Take a text out."""
        value = self.take(key)
        if not isinstance(value, str) or not value.strip():
            raise self.fault(key, f"wanted a text, not {value!r}")
        return value

    def take_int(self, key: str) -> int:
        """Take a whole number, not negative, out."""
        value = self.take(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.fault(key, f"wanted a whole number, not {value!r}")
        return value

    def take_choice(self, key: str, choices: tuple[str, ...]) -> str:
        """Take one word of a closed list out."""
        value = self.take(key)
        if value not in choices:
            raise self.fault(key, f"wanted one of {', '.join(choices)}; not {value!r}")
        return str(value)

    def peek_choice(self, key: str, choices: tuple[str, ...]) -> str:
        """Read one word of a closed list and leave it in, for whoever reads the rest."""
        word = self.take_choice(key, choices)
        self._left[key] = word
        return word

    def left(self) -> tuple[str, ...]:
        """The keys that nobody has read yet."""
        return tuple(self._left)

    def take_texts(self, key: str) -> tuple[str, ...]:
        """Take a list of texts out; it may be empty."""
        value = self.take(key)
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.fault(key, f"wanted a list of texts, not {value!r}")
        return tuple(value)

    def take_ints(self, key: str, count: int) -> tuple[int, ...]:
        """Take a list of so many whole numbers out."""
        value = self.take(key)
        if not isinstance(value, list) or len(value) != count or not all(type(one) is int for one in value):
            raise self.fault(key, f"wanted {count} whole numbers, not {value!r}")
        return tuple(value)

    def take_table(self, key: str) -> "Table":
        """Take an inner table out."""
        return self._table(self.take(key), key)

    def take_tables(self, key: str) -> dict[str, "Table"]:
        """Take a table of tables out, by name."""
        outer = self.take_table(key)
        return {name: outer._table(outer.take(name), name) for name in list(outer._left)}

    def take_list(self, key: str) -> list["Table"]:
        """Take a list of tables out."""
        value = self.take(key)
        if not isinstance(value, list):
            raise self.fault(key, f"wanted a list of tables, not {value!r}")
        return list(self._tables(value, key))

    def nothing_left(self) -> None:
        """Refuse keys that nobody asked for."""
        for key in self._left:
            raise self.fault(key, "unknown key")

    def _tables(self, values: list[object], key: str) -> Iterator["Table"]:
        for number, value in enumerate(values):
            if not isinstance(value, dict):
                raise self.fault(key, f"wanted a table, not {value!r}")
            yield Table(value, self._place, (*self._path, key, number))

    def _table(self, value: object, key: str) -> "Table":
        if not isinstance(value, dict):
            raise self.fault(key, f"wanted a table, not {value!r}")
        return Table(value, self._place, (*self._path, key))
