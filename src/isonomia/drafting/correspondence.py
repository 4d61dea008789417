"""Where the provisions of one text stand in another that replaced it whole: a table that persons state, and its use.

A pair that is only a suggestion of similar words says so, with the words shared as whole numbers, and nothing follows
it until a person has stated it. What hangs on a provision follows it in `following.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from isonomia.drafting.editions import Edition
from isonomia.drafting.matching import article_kind, nearest, said_in
from isonomia.drafting.words import counted
from isonomia.errors import InputError

FORM = "isonomia-correspondence/1"
PERSON, SIMILARITY = "person", "similarity"
Eid = Annotated[str, Meta(max_length=256)]
Words = Annotated[int, Meta(ge=0)]


class Pair(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One provision of the old text and one of the new; empty on one side where it has no counterpart there.

    A provision with several counterparts has several pairs. `shared` of `together` words are in both texts, counted
    twice; only a suggestion needs them.
    """

    old: Eid = ""
    new: Eid = ""
    basis: Literal["person", "similarity"]
    stated_by: Annotated[str, Meta(max_length=200)] = ""
    source: Annotated[str, Meta(max_length=500)] = ""
    shared: Words = 0
    together: Words = 0

    def __post_init__(self) -> None:
        if not (self.old or self.new):
            raise ValueError("a pair names a provision of the old text, of the new, or of both")
        if self.basis == PERSON and not self.stated_by:
            raise ValueError("a pair on the word of a person names the person or body")
        if self.basis == SIMILARITY and not (self.old and self.new and self.together):
            raise ValueError("a suggestion names both provisions and how many words they share")


class Correspondence(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """The table of two texts, each known by its lineage."""

    form: Literal["isonomia-correspondence/1"] = "isonomia-correspondence/1"
    old: str
    new: str
    pairs: tuple[Pair, ...]

    @cached_property
    def stated(self) -> tuple[Pair, ...]:
        """The pairs that persons stated."""
        return tuple(one for one in self.pairs if one.basis == PERSON)

    def new_of(self, eid: str) -> tuple[str, ...] | None:
        """Where an old provision stands now: one place, several, or none; None where nobody has said.

        Without a line of its own, a provision goes where the unit around it goes.
        """
        return _looked_up(eid, [(one.old, one.new) for one in self.stated])

    def old_of(self, eid: str) -> tuple[str, ...] | None:
        """Whence a new provision comes; read as `new_of`."""
        return _looked_up(eid, [(one.new, one.old) for one in self.stated])


def _looked_up(eid: str, pairs: Iterable[tuple[str, str]]) -> tuple[str, ...] | None:
    known: dict[str, list[str]] = {}
    for here, there in pairs:
        if here:
            known.setdefault(here, []).extend([there] if there else [])
    while eid and eid not in known:
        eid = eid.rpartition("__")[0]
    return tuple(dict.fromkeys(known[eid])) if eid else None


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is wrong with a table: articles that it does not name, places that are not in the texts, contradictions."""

    old_unnamed: tuple[str, ...]
    new_unnamed: tuple[str, ...]
    old_unknown: tuple[str, ...]
    new_unknown: tuple[str, ...]
    contradicted: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is."""
        return not any((self.old_unnamed, self.new_unnamed, self.old_unknown, self.new_unknown, self.contradicted))


def gaps(table: Correspondence, old: Edition, new: Edition) -> Gaps:
    """Hold a table against its texts: each article is in it, or is stated to have no counterpart, and not both."""
    here, there = {one.old for one in table.stated if one.old}, {one.new for one in table.stated if one.new}
    alone = {one.old for one in table.stated if not one.new}, {one.new for one in table.stated if not one.old}
    joined = {one.old for one in table.stated if one.new}, {one.new for one in table.stated if one.old}
    return Gaps(
        old_unnamed=_unnamed(old, here),
        new_unnamed=_unnamed(new, there),
        old_unknown=tuple(sorted({one.old for one in table.pairs if one.old} - old.by_eid.keys())),
        new_unknown=tuple(sorted({one.new for one in table.pairs if one.new} - new.by_eid.keys())),
        contradicted=(*sorted((alone[0] & joined[0]) - {""}), *sorted((alone[1] & joined[1]) - {""})),
    )


def _unnamed(edition: Edition, named: set[str]) -> tuple[str, ...]:
    """Articles that are in the table neither themselves nor by anything that stands in them."""
    articles = edition.of_kind(article_kind(edition))
    return tuple(one.eid for one in articles if not any(each.eid in named for each in edition.subtree(one.uid)))


def suggested(old: Edition, new: Edition) -> tuple[Pair, ...]:
    """For each old article the new one with the most words in common, where one stands out: to be stated or not."""
    here = {one.uid: counted(said_in(old, one.uid)) for one in old.of_kind(article_kind(old))}
    there = {one.uid: counted(said_in(new, one.uid)) for one in new.of_kind(article_kind(new))}
    return tuple(
        Pair(
            old=old.by_uid[uid].eid,
            new=new.by_uid[other].eid,
            basis="similarity",
            shared=likeness.shared,
            together=likeness.together,
        )
        for uid, (other, likeness) in nearest(here, there).items()
    )


def write(table: Correspondence) -> bytes:
    """A table as a file."""
    return msgspec.json.encode(table, order="sorted") + b"\n"


def read(data: bytes) -> Correspondence:
    """Read a table from a file.

    Raises:
        InputError: it is none.
    """
    try:
        return msgspec.json.decode(data, type=Correspondence)
    except msgspec.MsgspecError as error:
        raise InputError(f"not a correspondence table ({FORM}): {error}") from None
