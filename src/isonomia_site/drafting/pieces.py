"""An amendment while it is written: what its editors have chosen and typed so far, whether or not it fits already."""

from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct, structs

from isonomia.drafting.editions import PART
from isonomia.drafting.operations import Boundary

SUBSTITUTE, REPLACE, REPEAL, REMOVE = "substitute_text", "replace", "repeal", "remove"
AFTER, BEFORE, APPEND = "insert_after", "insert_before", "insert_append"
RENUMBER, SET_HEADING = "renumber", "set_heading"
SPLIT, JOIN = "split", "join"
MOVES: Mapping[str, str] = {"move_after": "after", "move_before": "before", "move_append": "append"}
"""The ways to move a unit, each with where it comes to stand beside the unit that is chosen."""

TYPED: Mapping[str, tuple[str, ...]] = {
    SUBSTITUTE: ("old", "new", "count"),
    REPLACE: ("text",),
    AFTER: ("text",),
    BEFORE: ("text",),
    APPEND: ("text",),
    REPEAL: ("text",),
    REMOVE: (),
    RENUMBER: (),
    SET_HEADING: ("text",),
    **dict.fromkeys(MOVES, ()),
    SPLIT: ("second",),
    JOIN: ("between",),
}
"""The ways to change a unit that the desk offers, each with what is typed in every language."""

MAY_BE_EMPTY = ("new", "between")
"""Words that are taken out are replaced by none; two lines that are joined may have nothing but a blank between."""


class Piece(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One operation in work: its target, what is done, from when, and the words in each language.

    `number` is the one that is given, `beside` the unit beside which or in which a moved one comes to stand.
    `seen` are the words of the target that stood before its editor, by language, and `seen_place` how many acts the
    draft had then.
    """

    key: int
    target: str
    eid: str
    way: str = ""
    day: str = ""
    event: str = ""
    point: str = ""
    number: str = ""
    beside: str = ""
    words: Mapping[str, Mapping[str, str]] = {}
    seen: Mapping[str, str] = {}
    seen_place: int = 0

    @property
    def boundary(self) -> Boundary | None:
        """From when; None while neither a day nor an event is chosen."""
        return Boundary(day=self.day or None, event=self.event or None) if self.day or self.event else None

    def lacking(self, languages: Sequence[str]) -> tuple[str, ...]:
        """The languages in which words are missing."""
        wanted = [one for one in TYPED.get(self.way, ()) if one not in MAY_BE_EMPTY]
        return tuple(one for one in languages if not all(self.words.get(one, {}).get(name) for name in wanted))

    @property
    def is_begun(self) -> bool:
        """Whether it is said what is done, from when and by which point."""
        chosen = (self.number or not self.needs_number) and (self.beside or self.way not in MOVES)
        return bool(self.way and self.boundary and self.point and chosen)

    @property
    def needs_number(self) -> bool:
        """Whether a number is given: to the unit, or to the second of two halves, unless these are unnumbered parts."""
        is_part = self.eid.rpartition("__")[2].startswith(f"{PART}_")
        return self.way == RENUMBER or (self.way == SPLIT and not is_part)


class Written(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An amendment in work: the amending act, why, the proposals behind it, its pieces, and a law's text to read."""

    act: str = ""
    tabled_on: str = ""
    basis: str = ""
    reasons: Mapping[str, str] = {}
    proposals: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    keys: int = 0
    law: Mapping[str, str] = {}
    law_day: str = ""

    @property
    def is_told(self) -> bool:
        """Whether it is said by which act, on which day and on what basis it is tabled."""
        return bool(self.act and self.tabled_on and self.basis)

    def piece(self, key: int) -> Piece | None:
        """One of its pieces."""
        return next((one for one in self.pieces if one.key == key), None)

    def adding(self, target: str, eid: str, **said: object) -> "Written":
        """The same with one piece more."""
        made = Piece(key=self.keys + 1, target=target, eid=eid, **said)  # type: ignore[arg-type]
        return structs.replace(self, pieces=(*self.pieces, made), keys=self.keys + 1)

    def putting(self, piece: Piece) -> "Written":
        """The same with a piece as it is now."""
        pieces = tuple(piece if one.key == piece.key else one for one in self.pieces)
        return structs.replace(self, pieces=pieces)

    def without(self, key: int) -> "Written":
        """The same without a piece."""
        return structs.replace(self, pieces=tuple(one for one in self.pieces if one.key != key))


def write(written: Written) -> bytes:
    """An amendment in work as bytes."""
    return msgspec.json.encode(written)


def read(data: bytes) -> Written:
    """Read one."""
    return msgspec.json.decode(data, type=Written)
