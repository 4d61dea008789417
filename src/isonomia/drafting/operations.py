"""Amendments as operations: typed, frozen, each aimed at one provision and at the words that its drafter saw there.

An operation says what is done, where, by which point of which act, from when and why. Its words stand once for each
language. `applying.py` carries operations out and inverts them, `consolidation.py` decides which are in force.
"""

from collections.abc import Iterable
from typing import Annotated, TypeAlias

import msgspec
from msgspec import Meta, Struct

from isonomia.drafting.editions import Provision, Uid
from isonomia.errors import InputError

Language = Annotated[str, Meta(pattern=r"^[a-z]{2,3}\Z")]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
Name = Annotated[str, Meta(min_length=1, max_length=128)]
Day = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
Times = Annotated[int, Meta(ge=1, le=999)]
Eid = Annotated[str, Meta(min_length=1, max_length=256)]


class Base(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Closed keys, and what is empty is left out."""


class Boundary(Base, frozen=True, kw_only=True):
    """From when: a day, or an event whose day is not known until an act resolves it. Exactly one of the two."""

    day: Day | None = None
    event: Name | None = None

    def __post_init__(self) -> None:
        if (self.day is None) == (self.event is None):
            raise ValueError("a time boundary is a day or an event: exactly one of the two")


class Reason(Base, frozen=True, kw_only=True):
    """Why, in one language."""

    language: Language
    text: Annotated[str, Meta(min_length=1, max_length=8000)]


class Words(Base, frozen=True, kw_only=True):
    """An operation's words in one language: `expected` is the hash of the target, as printed, that its drafter saw."""

    language: Language
    expected: Digest


class Substituted(Words, frozen=True, kw_only=True):
    """In one language: which words of the target's own line are replaced, by which, how many times they stand there."""

    old: Annotated[str, Meta(min_length=1)]
    new: str
    count: Times = 1


class Content(Words, frozen=True, kw_only=True):
    """In one language: whole provisions, in printed order, each with the uid that it will have; outermost first."""

    provisions: Annotated[tuple[Provision, ...], Meta(min_length=1)]


class Placeholder(Words, frozen=True, kw_only=True):
    """In one language: what is printed in the place of a unit that was taken out."""

    text: str


class Label(Words, frozen=True, kw_only=True):
    """In one language: how a new number is printed, with the blank after it."""

    mark: Annotated[str, Meta(min_length=1)]


class Heading(Words, frozen=True, kw_only=True):
    """In one language: a new heading."""

    text: str


class Cut(Words, frozen=True, kw_only=True):
    """In one language: where a provision's own line is cut in two, and how the second half's number is printed.

    `at` counts characters of the line's words; `gap` is what stood between the two halves and stands no longer.
    """

    at: Annotated[int, Meta(ge=1)]
    gap: str = ""
    mark: str = ""


class Operation(Base, frozen=True, kw_only=True, tag_field="op"):
    """What every operation says: its id, the target's uid and where the drafter saw it, and by what it is justified.

    `act` and `point` name the amending act and its point; `proposals` the matters of the proposals behind it.
    """

    id: Name
    target: Uid
    eid: Eid
    act: Name
    point: Name
    boundary: Boundary
    reasons: tuple[Reason, ...] = ()
    proposals: tuple[Name, ...] = ()


class SubstituteText(Operation, frozen=True, kw_only=True, tag="substitute_text"):
    """Some words of the target's own line are replaced."""

    words: Annotated[tuple[Substituted, ...], Meta(min_length=1)]


class Replace(Operation, frozen=True, kw_only=True, tag="replace"):
    """The target and all that stands in it are set out anew; the one outermost new provision has the target's uid."""

    words: Annotated[tuple[Content, ...], Meta(min_length=1)]


class Insert(Operation, frozen=True, kw_only=True, tag="insert"):
    """Provisions are added before or after the target, or in it: as its first or after its last."""

    where: Annotated[str, Meta(pattern=r"^(before|after|first|append)\Z")]
    words: Annotated[tuple[Content, ...], Meta(min_length=1)]


class Repeal(Operation, frozen=True, kw_only=True, tag="repeal"):
    """The target is taken out. Its place is kept, with words that say so, unless `keep_place` is false."""

    keep_place: bool = True
    words: Annotated[tuple[Placeholder, ...], Meta(min_length=1)]


class Renumber(Operation, frozen=True, kw_only=True, tag="renumber"):
    """The target gets another number; its words and its uid stay."""

    number: Annotated[str, Meta(min_length=1, max_length=32)]
    words: Annotated[tuple[Label, ...], Meta(min_length=1)]


class Move(Operation, frozen=True, kw_only=True, tag="move"):
    """The target, with all that stands in it, comes to stand before, after or in another unit; words and uid stay."""

    where: Annotated[str, Meta(pattern=r"^(before|after|first|append)\Z")]
    beside: Uid
    words: Annotated[tuple[Words, ...], Meta(min_length=1)]


class SetHeading(Operation, frozen=True, kw_only=True, tag="set_heading"):
    """The target gets another heading."""

    words: Annotated[tuple[Heading, ...], Meta(min_length=1)]


class Split(Operation, frozen=True, kw_only=True, tag="split"):
    """The target's own line is cut in two: the second half becomes a unit after it, with a uid and a number of its own.

    Whatever stood in the target stands in the second half afterwards.
    """

    number: Annotated[str, Meta(max_length=32)] = ""
    second: Uid
    words: Annotated[tuple[Cut, ...], Meta(min_length=1)]


class Join(Operation, frozen=True, kw_only=True, tag="join"):
    """The unit `second`, which follows the target, is joined to it; its number and uid are gone."""

    second: Uid
    words: Annotated[tuple[Cut, ...], Meta(min_length=1)]


AnyOperation: TypeAlias = SubstituteText | Replace | Insert | Repeal | Renumber | Move | SetHeading | Split | Join


def read(lines: Iterable[bytes]) -> tuple[AnyOperation, ...]:
    """Read operations, one on each line.

    Raises:
        InputError: a line is none, with its number; or two operations have one id.
    """
    found: dict[str, AnyOperation] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            operation: AnyOperation = msgspec.json.decode(line, type=AnyOperation)
        except (msgspec.MsgspecError, UnicodeError) as error:
            raise InputError(f"line {number} is no operation: {error}") from None
        if operation.id in found:
            raise InputError(f"line {number}: another operation has the id {operation.id}")
        found[operation.id] = operation
    return tuple(found.values())


def write(operations: Iterable[AnyOperation]) -> bytes:
    """Operations as lines of a file."""
    return b"".join(msgspec.json.encode(one, order="sorted") + b"\n" for one in operations)
