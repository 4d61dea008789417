"""Where a rule stands: the act, its article, where it was read and how sure we are."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from isonomia.errors import InputError

_FORM = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


class Certainty(StrEnum):
    """How a rule is known: from the text of the law, from the press, or only assumed."""

    TEXT = "text"
    PRESS = "press"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class Citation:
    """One place that carries a rule: act and article, where that was read, and in which language."""

    act: str
    article: str
    read_in: str
    language: str

    def __str__(self) -> str:
        return f"{self.act}, {self.article}" if self.article else self.act


@dataclass(frozen=True, slots=True)
class LegalDate:
    """A date as precise as its source: a day ("1998-10-21"), a month ("1998-10") or a year ("1998").

    `first` and `last` are the earliest and the latest day that it can mean.
    """

    text: str
    first: date
    last: date

    @classmethod
    def of(cls, text: str) -> "LegalDate":
        """Read a date; InputError if it is none."""
        try:
            if not _FORM.fullmatch(text):
                raise ValueError
            numbers = [int(part) for part in text.split("-")]
            if len(numbers) == 3:
                day = date(*numbers)
                return cls(text, day, day)
            year, month = numbers if len(numbers) == 2 else (numbers[0], None)
            first = date(year, month or 1, 1)
            after = date(year + 1, 1, 1) if month in (None, 12) else date(year, (month or 0) + 1, 1)
            return cls(text, first, after - timedelta(days=1))
        except ValueError:
            raise InputError(f'not a date: "{text}" (wanted 2022-06-05, 2022-06 or 2022)') from None

    def reached(self, on: date) -> bool | None:
        """Whether it has come by a day; None on a day on which the source leaves that open.

        >>> LegalDate.of("2024-06").reached(date(2024, 6, 15)) is None
        True
        """
        if on < self.first:
            return False
        return True if self.last <= on else None

    def __str__(self) -> str:
        return self.text
