"""A text of law as a tree of provisions: one edition is one language of one work as it stands on one day.

Every provision keeps its `uid` for good, whatever becomes of its number; its `eid` says where it stands now
(`art_61__para_3__part_2`). Printed, an edition gives back the text that it was read from, character for character.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from isonomia.errors import InputError

FORM = "isonomia-edition/1"
TITLE, PREAMBLE, PART = "title", "preamble", "part"

Uid = Annotated[str, Meta(min_length=1, max_length=80)]
Count = Annotated[int, Meta(ge=0, le=99)]


class Provision(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """One unit of a text: a section, an article, a point, a sub-point, or an unnumbered part.

    Its line is printed as `mark` followed by `heading` or `text`; `number` is the label alone ("83-1"). `parent` is the
    uid of the unit it stands in, empty at the top. `before` and `after` count the blank lines around it (after: behind
    all that stands in it). A unit that was repealed keeps its place, with the words that say so.
    """

    uid: Uid
    parent: str = ""
    eid: str
    kind: str
    number: str = ""
    mark: str = ""
    heading: str = ""
    text: str = ""
    repealed: bool = False
    before: Count = 0
    after: Count = 0

    @property
    def line(self) -> str:
        """The line as printed, without what stands in the unit."""
        return f"{self.mark}{self.heading}{self.text}"


class Kind(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One kind of unit as a profile names it: what its ids are made of, and whether unnumbered parts stand in it.

    A unit numbered through the act has an id without those of the units around it.
    """

    name: str
    eid: str
    through: bool = False
    parts: bool = False


class Work(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a text is an edition of, whatever the language: country, type, day and number or name of the act."""

    country: str
    type: str
    day: str
    number: str

    @property
    def iri(self) -> str:
        """The work's name by the Akoma Ntoso naming convention: /akn/kz/act/1995-08-30/constitution."""
        return f"/akn/{self.country}/{self.type}/{self.day}/{self.number}"

    @property
    def is_invented(self) -> bool:
        """Whether its country is none: no two-letter code, or one that ISO 3166 leaves to users (Kosovo's aside)."""
        code = self.country
        return len(code) != 2 or code in ("aa", "zz") or "qm" <= code <= "qz" or (code[0] == "x" and code != "xk")

    @classmethod
    def of(cls, text: str) -> "Work":
        """Read `kz/act/1995-08-30/constitution`.

        Raises:
            InputError: it has other than four parts, or a part that no name can have.
        """
        parts = text.removeprefix("/akn/").split("/")
        if len(parts) != 4 or not all(part and part.replace("-", "").replace(".", "").isalnum() for part in parts):
            raise InputError(f'no work: "{text}" (wanted country/type/day/name, as kz/act/1995-08-30/constitution)')
        return cls(country=parts[0], type=parts[1], day=parts[2], number=parts[3])


class Left(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A reference that was left as it is though it no longer leads where it led: in which provision, in what words."""

    uid: Uid
    words: str


class Edition(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, dict=True, cache_hash=True
):
    """A whole text: the work, the language, the day from which it is in force so, and its provisions in printed order.

    `lineage` is the same for all editions that come from one first text by operations, in every language: only among
    those do uids mean the same unit. `kinds` are the units that the text may have, from the widest to the narrowest.
    `unresolved` are the references that operations have broken: an edition that has any is published as unresolved.
    """

    form: Literal["isonomia-edition/1"] = "isonomia-edition/1"
    lineage: str
    work: Work | None = None
    language: str
    profile: str
    kinds: tuple[Kind, ...]
    day: str = ""
    last_line_ends: bool = True
    unresolved: tuple[Left, ...] = ()
    provisions: tuple[Provision, ...]

    @cached_property
    def by_uid(self) -> Mapping[str, Provision]:
        """Every provision by its uid."""
        return {one.uid: one for one in self.provisions}

    @cached_property
    def by_eid(self) -> Mapping[str, Provision]:
        """Every provision by where it stands now."""
        return {one.eid: one for one in self.provisions}

    @cached_property
    def within(self) -> Mapping[str, tuple[Provision, ...]]:
        """What stands directly in each unit, in order; under the empty uid what stands at the top."""
        found: dict[str, list[Provision]] = {}
        for one in self.provisions:
            found.setdefault(one.parent, []).append(one)
        return {uid: tuple(ones) for uid, ones in found.items()}

    def of_kind(self, kind: str) -> tuple[Provision, ...]:
        """All provisions of one kind, in order."""
        return tuple(one for one in self.provisions if one.kind == kind)

    def subtree(self, uid: str) -> Iterator[Provision]:
        """A unit and all that stands in it, in printed order."""
        yield self.by_uid[uid]
        for one in self.within.get(uid, ()):
            yield from self.subtree(one.uid)

    def words(self, uid: str) -> str:
        """A unit as printed, with all that stands in it, without blank lines around it."""
        return printed(tuple(self.subtree(uid))).strip("\n")

    def unit_of(self, uid: str, kind: str) -> Provision | None:
        """The unit of a kind in which a provision stands, itself included; None where there is none."""
        while uid:
            one = self.by_uid[uid]
            if one.kind == kind:
                return one
            uid = one.parent
        return None

    def find(self, kind: str, number: str) -> Provision:
        """The one unit of a kind with this number.

        Raises:
            InputError: there is none, or there are several.
        """
        found = [one for one in self.of_kind(kind) if one.number == number]
        if len(found) != 1:
            raise InputError(f"{kind} {number}: the text has {len(found)} of that number; wanted one")
        return found[0]


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The units of an edition without their words: what must be equal between the languages of one text."""

    eids: tuple[str, ...]

    @classmethod
    def of(cls, edition: Edition) -> "Skeleton":
        """Take the words away."""
        return cls(tuple(one.eid for one in edition.provisions))


def printed(provisions: tuple[Provision, ...]) -> str:
    """The text of these provisions, each line ended, with the blank lines around them."""
    lines: list[str] = []
    open_ones: list[Provision] = []
    for one in provisions:
        while open_ones and open_ones[-1].uid != one.parent:
            lines.append("\n" * open_ones.pop().after)
        lines.append("\n" * one.before + one.line + "\n")
        open_ones.append(one)
    lines += ["\n" * one.after for one in reversed(open_ones)]
    return "".join(lines)


def numbered(provisions: Iterable[Provision], kinds: tuple[Kind, ...]) -> tuple[Provision, ...]:
    """The same provisions, in printed order, with ids that say where each stands; unnumbered parts are counted anew."""
    known = {kind.name: kind for kind in kinds}
    eids: dict[str, str] = {"": ""}
    parts: dict[str, int] = {"": 0}
    found: list[Provision] = []
    for one in provisions:
        around, number = eids[one.parent], one.number
        if one.kind == PART:
            number = str(parts[one.parent] + 1)
            parts[one.parent] += 1
        kind = known.get(one.kind)
        own = f"{kind.eid if kind else one.kind}_{number}" if number else one.kind
        eid = own if not around or (kind and kind.through) else f"{around}__{own}"
        # The words on a unit's own line are its first part.
        eids[one.uid], parts[one.uid] = eid, 1 if one.text else 0
        changed = (one.eid, one.number) != (eid, number)
        found.append(msgspec.structs.replace(one, eid=eid, number=number) if changed else one)
    return tuple(found)


def text_of(edition: Edition) -> str:
    """The whole text as printed."""
    text = printed(edition.provisions)
    return text if edition.last_line_ends else text.removesuffix("\n")


def digest(words: str) -> str:
    """The hash by which an operation says what text it was drafted for."""
    return sha256(words.encode("utf-8")).hexdigest()


def uid_of(lineage: str, eid: str) -> str:
    """The uid of a provision that a first text brings: the same in every language of that text."""
    return "p" + sha256(f"{lineage}\n{eid}".encode()).hexdigest()[:12]


def write(edition: Edition) -> bytes:
    """An edition as a file."""
    return msgspec.json.encode(edition, order="sorted") + b"\n"


def read(data: bytes) -> Edition:
    """Read an edition from a file.

    Raises:
        InputError: not an edition, or its provisions do not make one tree in printed order.
    """
    try:
        edition = msgspec.json.decode(data, type=Edition)
    except msgspec.MsgspecError as error:
        raise InputError(f"not an edition ({FORM}): {error}") from None
    check(edition)
    return edition


def check(edition: Edition) -> None:
    """Refuse provisions that do not make one tree in printed order.

    Raises:
        InputError: a uid or eid stands twice, or a unit does not follow the one that it stands in.
    """
    open_ones: list[str] = [""]
    uids: set[str] = set()
    eids: set[str] = set()
    for one in edition.provisions:
        if one.uid in uids or one.eid in eids:
            raise InputError(f"{one.eid} stands twice in the edition")
        while open_ones and open_ones[-1] != one.parent:
            open_ones.pop()
        if not open_ones:
            raise InputError(f"{one.eid} does not follow the unit that it stands in")
        open_ones.append(one.uid)
        uids.add(one.uid)
        eids.add(one.eid)
