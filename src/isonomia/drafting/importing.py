"""Read plain text into provisions by a country's profile: every line finds its place, or is reported.

Nothing is guessed and nothing dropped: printed again, what was read gives the same characters.
"""

from dataclasses import dataclass, field

from msgspec import structs

from isonomia.drafting.editions import (
    PART,
    PREAMBLE,
    TITLE,
    Edition,
    Provision,
    Work,
    digest,
    numbered,
    text_of,
    uid_of,
)
from isonomia.drafting.faults import Code, Fault, TextError
from isonomia.drafting.profiles import Profile, Unit

MOST_BLANKS = 99


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a text: the edition, and how many lines and characters came in and stand in it."""

    edition: Edition
    lines: int
    characters: int
    placed: int


def edition_of(text: str, profile: Profile, *, work: Work | None = None, day: str = "") -> Imported:
    """Read a whole text. Its first line is the title; what stands before the first unit is the preamble.

    Raises:
        TextError: lines that found no place, characters that no text has, labels that stand twice: all of them.
    """
    lineage = f"{work.iri}@{day}" if work else digest(text)
    provisions, lines = _Reading(profile, whole=True).take(text)
    edition = Edition(
        lineage=lineage,
        work=work,
        language=profile.language,
        profile=profile.name,
        kinds=profile.kinds,
        day=day,
        last_line_ends=text.endswith("\n"),
        provisions=_with_uids(provisions, lineage),
    )
    return Imported(edition, lines, len(text), len(text_of(edition)))


def provisions_of(text: str, profile: Profile, *, seed: str) -> tuple[Provision, ...]:
    """Read a piece of text, such as an operation brings; an unnumbered line at its top is a part of its unit to be.

    Args:
        seed: what the uids of these provisions are made from: the operation's id.
    Raises:
        TextError: as `edition_of`.
    """
    provisions, _ = _Reading(profile, whole=False).take(text)
    return _with_uids(numbered(provisions, profile.kinds), seed)


def _with_uids(provisions: list[Provision] | tuple[Provision, ...], lineage: str) -> tuple[Provision, ...]:
    """Give each provision the uid that it keeps; until now its first eid stood there."""
    uids = {"": ""} | {one.uid: uid_of(lineage, one.uid) for one in provisions}
    return tuple(structs.replace(one, uid=uids[one.uid], parent=uids[one.parent]) for one in provisions)


@dataclass(slots=True)
class _Reading:
    """One text being read, line by line; `_open` leads from the top to the last line, each with its depth."""

    profile: Profile
    whole: bool
    found: list[Provision] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    _line: int = 0
    _open: list[tuple[int, Provision]] = field(default_factory=list)
    _parts: dict[str, int] = field(default_factory=dict)
    _eids: set[str] = field(default_factory=set)
    _blanks: int = 0

    def take(self, text: str) -> tuple[list[Provision], int]:
        """Read all lines; return the provisions, and how many lines there were.

        Raises:
            TextError: whatever found no place.
        """
        lines = text.split("\n")
        for line in lines if lines[-1] else lines[:-1]:
            self._line += 1
            self._take_line(line)
        if not self.found:
            self._fault(Code.LINE_UNPLACED, "")
        if self.faults:
            raise TextError(tuple(self.faults))
        self._close()
        return self.found, self._line

    def _take_line(self, line: str) -> None:
        if not line:
            self._blanks += 1
        elif strange := next((one for one in line if not one.isprintable() and one != "\N{NO-BREAK SPACE}"), ""):
            self._fault(Code.CHARACTER_REFUSED, ascii(strange))
        elif line != line.strip(" ") or self._blanks > MOST_BLANKS:
            self._fault(Code.CHARACTER_REFUSED, ascii(" "))
        else:
            self._place(line)

    def _place(self, line: str) -> None:
        for depth, unit in enumerate(self.profile.units):
            match = unit.line.fullmatch(line)
            if match:
                return self._add_unit(depth, unit, match.groupdict(""))
        holder = self._holder()
        if holder is not None:
            self._add_part(holder, line)
        elif self.whole and len(self.found) < 2:
            # Deeper than any unit: whatever comes next stands beside it.
            kind = PREAMBLE if self.found else TITLE
            self._open.clear()
            self._add(len(self.profile.units), kind, Provision(uid="", eid="", kind=kind, text=line))
        elif not self.whole and (not self._open or self._open[0][1].kind == PART):
            self._add_top_part(line)
        else:
            self._fault(Code.LINE_UNPLACED, line)
        return None

    def _add_unit(self, depth: int, unit: Unit, words: dict[str, str]) -> None:
        while self._open and (self._open[-1][0] >= depth or (unit.parts and self._open[-1][1].kind == PART)):
            self._open.pop()
        heading, text = words.get("heading", ""), words.get("text", "")
        one = Provision(
            uid="",
            eid="",
            kind=unit.kind,
            number=words["num"],
            mark=words["mark"],
            heading=heading,
            text=text,
            repealed=(text or heading) in self.profile.repealed,
        )
        own = f"{unit.eid}_{one.number}"
        self._add(depth, own if unit.through else self._below(own), one)

    def _holder(self) -> tuple[int, Provision] | None:
        """The innermost open unit that has unnumbered parts."""
        for depth, one in reversed(self._open):
            unit = self.profile.unit(one.kind)
            if one.kind == PREAMBLE or (unit is not None and unit.parts):
                return depth, one
        return None

    def _add_part(self, holder: tuple[int, Provision], line: str) -> None:
        depth, around = holder
        while self._open[-1][1].uid != around.uid:
            self._open.pop()
        # The words on the unit's own line are its first part.
        self._count_part(depth, line, first=2 if around.text else 1)

    def _add_top_part(self, line: str) -> None:
        self._open.clear()
        self._count_part(0, line, first=1)

    def _count_part(self, depth: int, line: str, *, first: int) -> None:
        around = self._open[-1][1].uid if self._open else ""
        number = self._parts.get(around, first)
        self._parts[around] = number + 1
        repealed = line in self.profile.repealed
        one = Provision(uid="", eid="", kind=PART, number=str(number), text=line, repealed=repealed)
        self._add(depth, self._below(f"{PART}_{number}"), one)

    def _below(self, own: str) -> str:
        around = self._open[-1][1].eid if self._open else ""
        return f"{around}__{own}" if around else own

    def _add(self, depth: int, eid: str, one: Provision) -> None:
        if eid in self._eids:
            self._fault(Code.LABEL_TWICE, one.line, eid)
        parent = self._open[-1][1].uid if self._open else ""
        # The eid stands for the uid until the whole text is read.
        placed = structs.replace(one, uid=eid, eid=eid, parent=parent, before=self._blanks)
        self._blanks = 0
        self._eids.add(eid)
        self.found.append(placed)
        self._open.append((depth, placed))

    def _close(self) -> None:
        """Blank lines at the end belong to the outermost unit that ends there."""
        if self._blanks:
            place = self.found.index(self._open[0][1])
            self.found[place] = structs.replace(self.found[place], after=self._blanks)

    def _fault(self, code: Code, found: str, eid: str = "") -> None:
        self.faults.append(
            Fault(code=code, eid=eid or self._below("").removesuffix("__"), line=self._line, found=found)
        )
