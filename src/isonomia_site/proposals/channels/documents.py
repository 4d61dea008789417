"""JSON of any length, its items one at a time: doubled keys and halves of letters are seen, and depth has an end."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from isonomia.errors import InputError
from isonomia_site.proposals.channels.decoding import encoding_of
from isonomia_site.proposals.channels.filing import Reading, Unfit

BLOCK = 1 << 18
LONGEST_ITEM = 16 * 1024 * 1024
_BLANK = re.compile(r"[ \t\n\r]*")
DOUBLED = "\0doubled"
"""Under this a document keeps the name of a key that stood in it twice; no key that is read can be this."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        found[DOUBLED] = next(name for name in names if names.count(name) > 1)
    return found


def _number(text: str) -> "int | str":
    return int(text) if len(text) < 19 else text


def _none(text: str) -> None:
    raise ValueError(f"{text} is no number of JSON")


_decoder = json.JSONDecoder(object_pairs_hook=_once, parse_float=str, parse_int=_number, parse_constant=_none)


def doubled(document: object) -> str:
    """The first key that stands twice in a document or in what it holds; empty where none does."""
    pending = [document]
    while pending:
        one = pending.pop()
        if isinstance(one, dict):
            if DOUBLED in one:
                return str(one[DOUBLED])
            pending.extend(one.values())
        elif isinstance(one, list):
            pending.extend(one)
    return ""


class Stream:
    """A JSON file that is read from its beginning to its end, value by value."""

    def __init__(self, path: Path, reading: Reading) -> None:
        self._path = path
        self._file = path.open(encoding=encoding_of(path, reading))
        self._text, self._at, self._end = "", 0, False

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def peek(self) -> str:
        """The next sign that is no blank; empty at the end."""
        while True:
            self._at = _BLANK.match(self._text, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1].lstrip("\ufeff")

    def take(self, sign: str) -> bool:
        """Pass over a sign, if it is the next one."""
        found = self.peek() == sign
        self._at += found
        return found

    def value(self) -> Any:
        """The next whole value.

        Raises:
            InputError: there is none, or it is nested too deep or too long.
        """
        self.peek()
        while True:
            try:
                value, end = _decoder.raw_decode(self._text, self._at)
                # A number that ends where the text ends may go on.
                if end < len(self._text) or not self._more():
                    self._at = end
                    return value
            except RecursionError:
                raise self.wrong("nested too deep") from None
            except json.JSONDecodeError as error:
                if not self._more():
                    raise self.wrong(error.msg) from None
            except ValueError as error:
                raise self.wrong(str(error)) from None

    def members(self) -> Iterator[str]:
        """The keys of the object that begins here; after each the value must be read or skipped."""
        self._need("{")
        while not self.take("}"):
            key = self.value()
            self._need(":")
            yield str(key)
            if not self.take(",") and self.peek() != "}":
                raise self.wrong("a comma is missing")

    def items(self) -> Iterator[Any]:
        """The items of the list that begins here."""
        self._need("[")
        while not self.take("]"):
            yield self.value()
            if not self.take(",") and self.peek() != "]":
                raise self.wrong("a comma is missing")

    def wrong(self, why: str) -> InputError:
        """What is not as it should be."""
        return InputError(f"{self._path.name}: not the JSON that was wanted: {why}")

    def _need(self, sign: str) -> None:
        if not self.take(sign):
            raise self.wrong(f"{sign!r} was wanted, there is {self.peek()!r}")

    def _more(self) -> bool:
        """Read on; as much again as is waiting, so that a long value is not tried too often."""
        if self._end:
            return False
        kept = self._text[self._at :]
        if 2 * len(kept) > LONGEST_ITEM:
            raise self.wrong(f"an item longer than {LONGEST_ITEM // 2} letters")
        read = self._file.read(max(BLOCK, len(kept)))
        self._text, self._at, self._end = kept + read, 0, not read
        return bool(read)


def refuse_doubled(document: object) -> None:
    """Refuse a row in which a key stands twice: which of the two was meant is not known.

    Raises:
        Unfit: which key.
    """
    key = doubled(document)
    if key:
        raise Unfit("doubled", key=key[:100])


def text_in(value: object) -> str:
    """A cell of a document as text; nothing for what is empty, JSON for what holds more."""
    if value is None:
        return ""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return str(value) if not isinstance(value, bool) else str(value).lower()
