"""What a sample is drawn from: units as they stood on one day, in bytes that anyone writes again (docs/surveys.md)."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Self

from isonomia.errors import InputError

FORM = "isonomia frame 1"
# Between the words that are hashed; therefore in none of them.
BETWEEN = "|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit of a frame: its code, its stratum, and how many people it holds.

    It is there from `since`, and no more from `until` on; without a day, always.
    """

    code: str
    stratum: str
    size: int
    since: date | None = None
    until: date | None = None

    def there_on(self, day: date) -> bool:
        """Whether it is there on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    @property
    def line(self) -> str:
        """The unit as it is hashed."""
        days = ("" if day is None else day.isoformat() for day in (self.since, self.until))
        return BETWEEN.join((self.code, self.stratum, str(self.size), *days))


# No slots: the digest is kept once it is known.
@dataclass(frozen=True)
class Frame:
    """The units on one day in the order of their codes, and where their list was published; made by `at`."""

    as_at: date
    citation: str
    units: tuple[Unit, ...]

    @classmethod
    def at(cls, day: date, citation: str, rows: Iterable[Unit]) -> Self:
        """The frame as it stood on a day.

        Raises:
            InputError: no unit is there; one stands twice, holds nobody, or has a name that cannot be hashed.
        """
        units = tuple(sorted((one for one in rows if one.there_on(day)), key=lambda one: one.code))
        if not units:
            raise InputError(f"the frame has no unit on {day}")
        plain(citation, "citation")
        for one in units:
            plain(one.code, "unit")
            plain(one.stratum, f'stratum of "{one.code}"')
            if one.size < 1:
                raise InputError(f'size of "{one.code}": {one.size}; wanted at least 1, or no such unit in the frame')
        for code, same in groupby(units, key=lambda one: one.code):
            if len(list(same)) > 1:
                raise InputError(f'the unit "{code}" stands twice on {day}')
        return cls(day, citation, units)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the form, the day, the citation and the line of each unit, a line feed after each."""
        lines = (FORM, self.as_at.isoformat(), self.citation, *(one.line for one in self.units))
        return hashlib.sha256("".join(f"{one}\n" for one in lines).encode()).hexdigest()

    def strata(self) -> dict[str, tuple[Unit, ...]]:
        """The units of each stratum, both in the order of their names."""
        found: dict[str, list[Unit]] = {}
        for one in self.units:
            found.setdefault(one.stratum, []).append(one)
        return {name: tuple(found[name]) for name in sorted(found)}

    def merged(self, least: int) -> Self:
        """The frame in which every unit holds so many people at least.

        In the order of codes within a stratum, a unit that holds fewer is joined with the next, until they hold enough
        together; what is left over at the end is joined with the last. Codes are joined by "+".

        Raises:
            InputError: a whole stratum holds fewer.
        """
        units = (joined for members in self.strata().values() for joined in _merged(members, least))
        return self.at(self.as_at, self.citation, units)


def plain(word: str, what: str) -> None:
    """Refuse a word that cannot stand between the marks of what is hashed.

    Raises:
        InputError: it is empty, begins or ends with a space, or holds a control character or a "|".
    """
    if word != word.strip() or not word or BETWEEN in word or any(ord(one) < 32 or ord(one) == 127 for one in word):
        raise InputError(f'{what}: {word!r} (wanted letters without "{BETWEEN}", line breaks or spaces at the ends)')


def _merged(members: Sequence[Unit], least: int) -> list[Unit]:
    done: list[Unit] = []
    open_: list[Unit] = []
    for one in members:
        open_.append(one)
        if sum(each.size for each in open_) >= least:
            done.append(_joined(open_))
            open_ = []
    if open_ and not done:
        held = sum(one.size for one in members)
        raise InputError(f'stratum "{members[0].stratum}" holds {held} people in all, and {least} are wanted in a unit')
    if open_:
        done[-1] = _joined([done[-1], *open_])
    return done


def _joined(units: Sequence[Unit]) -> Unit:
    if len(units) == 1:
        return units[0]
    code = "+".join(one.code for one in units)
    return Unit(code=code, stratum=units[0].stratum, size=sum(one.size for one in units))
