"""What a channel hands on: one filing a row, or the row with why it cannot be one. No row is dropped unsaid."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from isonomia.errors import Finding
from isonomia.wording import say

MAX_TEXT = 100_000
"""Letters of one proposal; what is longer is a document, and comes as one."""
MAX_FIELD = 2_000

Pairs = tuple[tuple[str, str], ...]

_NO_TEXT = re.compile(r"[\x00\ud800-\udfff]")
_FIELDS = ("key", "author", "author_key", "contact", "territory", "language")
_fields = attrgetter(*_FIELDS)


@dataclass(slots=True)
class Filing:
    """One proposal as a source states it, before anything is masked or judged.

    Args:
        key: what the source calls it: the same in every file that it hands out.
        language: kk, ru or en where the source says it, else empty.
        author_key: what the source calls its author; two filings with one are of one person.
        about: work and article (`kz/act/1995-08-30/constitution`, `art_26`), where the source says them.
        supports: how many stand behind it, as the source counts them.
        original: the bytes that came, where they are more than the text.
        stated: what else the source says of it in public: its state, its category, its answer.
        given: the row as it came.
    """

    row: int
    key: str
    text: str
    received_on: date
    language: str = ""
    author: str = ""
    author_key: str = ""
    contact: str = ""
    author_kind: str = "citizen"
    territory: str = ""
    about: Pairs = ()
    supports: int | None = None
    original: bytes = b""
    stated: Pairs = ()
    given: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row that is no filing: its number, why, and its cells as they came."""

    row: int
    why: Finding
    given: tuple[str, ...] = ()

    def say(self, language: str) -> str:
        """Say why, in one language."""
        return say(f"filing.{self.why.code}", language, **dict(self.why.params))


Rows = Iterator[Filing | Rejected]


@dataclass(slots=True)
class Reading:
    """How a file is to be read, and what its reading has shown so far.

    Args:
        zone: the zone of the rulebook: in it a moment becomes a day.
        encoding: what the file is written in; found out where it is empty.
        received_on: the day for rows that bear none.
        columns: the map of a register, as it stands in TOML.
    """

    zone: ZoneInfo
    encoding: str = ""
    received_on: date | None = None
    columns: dict[str, Any] | None = None
    remarks: Counter[tuple[str, Pairs]] = field(default_factory=Counter)
    header: tuple[str, ...] = ()

    def again(self) -> "Reading":
        """The same, for reading once more."""
        return Reading(self.zone, self.encoding, self.received_on, self.columns)

    def remark(self, code: str, **params: object) -> None:
        """Note what whoever hands the file in should know; said once, with how often."""
        self.remarks[code, tuple((name, str(value)) for name, value in params.items())] += 1

    def say_remarks(self, language: str) -> list[str]:
        """The remarks in one language."""
        return [say(f"filing.{code}", language, times=n, **dict(params)) for (code, params), n in self.remarks.items()]


Reader = Callable[[Path, Reading], Rows]


class Unfit(Exception):
    """Why one row is no filing; carries the code of the message and its values."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def rejected(row: int, why: Unfit, given: tuple[str, ...] = ()) -> Rejected:
    """The row that this stands against."""
    return Rejected(row, Finding.of(why.code, f"row {row}", **why.params), given)


def judged(row: int, given: tuple[str, ...], make: Callable[..., Filing], *what: object) -> Filing | Rejected:
    """The filing that is made of a row, looked through; or the row with why it makes none."""
    try:
        filing = sound(make(*what))
        filing.given = given
        return filing
    except Unfit as why:
        return rejected(row, why, given)


def sound(filing: Filing) -> Filing:
    """Hand a filing on whose every field can be kept as it is.

    Raises:
        Unfit: no text, no key, a field too long, or something in it that is no letter.
    """
    if not filing.text.strip():
        raise Unfit("empty")
    if len(filing.text) > MAX_TEXT:
        raise Unfit("long", field="text", length=len(filing.text), most=MAX_TEXT)
    if not filing.key:
        raise Unfit("no_key")
    for name, value in zip(_FIELDS, _fields(filing), strict=True):
        if value:
            _check(name, value)
    for name, value in (*filing.stated, *filing.about):
        _check(name, value, MAX_TEXT)
    if _NO_TEXT.search(filing.text):
        raise Unfit("no_text", field="text")
    return filing


def _check(name: str, value: str, most: int = MAX_FIELD) -> None:
    if len(value) > most:
        raise Unfit("long", field=name, length=len(value), most=most)
    if _NO_TEXT.search(value):
        raise Unfit("no_text", field=name)


def pairs(**given: str | int | None) -> Pairs:
    """What is there of these, as text."""
    return tuple((name, str(value)) for name, value in given.items() if value not in (None, ""))
