"""TOML tables that know the line on which each key stands, and refuse what nobody asked for."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from isonomia.errors import RulebookError

Path: TypeAlias = tuple[str | int, ...]
Span: TypeAlias = tuple[int, int]
_HEADING = re.compile(r'\s*(\[+)\s*([\w\s."-]+?)\s*\]+\s*(#.*)?$')
_NEXT = re.compile(r'\s*(\[+[\w\s."-]+\]+\s*(#.*)?$|[\w"-]+\s*=)')


class _Heading(NamedTuple):
    line: int
    brackets: str
    name: str


class Place:
    """One TOML file, to find lines in: its name, its lines, and which of them are headings."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self._lines = text.splitlines()
        found = ((number, _HEADING.match(line)) for number, line in enumerate(self._lines))
        self._headings = [_Heading(number, one[1], one[2]) for number, one in found if one]

    def line(self, path: Path) -> int:
        """The line of the deepest part of `path` that can be found; 1 where none can."""
        span, header, found = (0, len(self._lines)), "", 1
        for part in path:
            if isinstance(part, int):
                deeper = self._nth(header, part, span)
            else:
                header = f"{header}.{part}".lstrip(".")
                deeper = self._table(header, span) or self._key(part, span)
            if deeper is None:
                return found
            span = deeper
            found = span[0] + 1
        return found

    def _nth(self, header: str, nth: int, within: Span) -> Span | None:
        """The lines of the nth table of a list, written as [[header]] or in braces."""
        hits = [one.line for one in self._headings_in(within) if (one.brackets, one.name) == ("[[", header)]
        if nth < len(hits):
            return hits[nth], self._end_of_table(header, hits[nth], within[1])
        braces = [number for number in range(*within) for _ in range(self._lines[number].count("{"))]
        if hits or nth >= len(braces):
            return None
        return braces[nth], next((number for number in braces if number > braces[nth]), within[1])

    def _table(self, header: str, within: Span) -> Span | None:
        """The lines of a table, or from the first of those inside it where it has no heading of its own."""
        for one in self._headings_in(within):
            if one.name == header or one.name.startswith(f"{header}."):
                own = (one.brackets, one.name) == ("[", header)
                return one.line, self._end_of_table(header, one.line, within[1]) if own else within[1]
        return None

    def _key(self, key: str, within: Span) -> Span | None:
        """The lines of a value in the part of a table before any other heading."""
        assigned = re.compile(rf'(.*[{{,\s])?"?{re.escape(key)}"?\s*=')
        stop = next((one.line for one in self._headings_in((within[0] + 1, within[1]))), within[1])
        for number in range(within[0], stop):
            if assigned.match(self._lines[number]):
                following = (one for one in range(number + 1, within[1]) if _NEXT.match(self._lines[one]))
                return number, next(following, within[1])
        return None

    def _end_of_table(self, header: str, start: int, end: int) -> int:
        """The first line after a table and all tables inside it."""
        following = self._headings_in((start + 1, end))
        return next((one.line for one in following if not one.name.startswith(f"{header}.")), end)

    def _headings_in(self, within: Span) -> list[_Heading]:
        first, last = (bisect_left(self._headings, (line,)) for line in within)
        return self._headings[first:last]


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
