"""How the legal texts of a country are printed in a language: the units of its law, each known by how its line begins.

A profile is a TOML file; another country or script needs its own and no code. docs/texts.md describes the keys.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from isonomia.drafting import citing, phrases
from isonomia.drafting.citing import Citing
from isonomia.drafting.editions import Kind
from isonomia.drafting.phrases import Drafting
from isonomia.errors import InputError, RulebookError
from isonomia.rulebook.lines import Place, Table

THROUGH, WITHIN = "through the act", "within its unit"
GROUPS = {"mark", "num"}
_WORD = re.compile(r"[a-z][a-z_]*")


@dataclass(frozen=True, slots=True)
class Unit:
    """One kind of unit: how its line begins, how its id is made, and whether unnumbered paragraphs stand in it.

    `line` has the groups `mark` (what is printed before the words, with the blank after it), `num` (the number alone)
    and `heading` or `text` (the words). Units numbered through the act have ids without those of the units around them.
    """

    kind: str
    eid: str
    line: re.Pattern[str]
    through: bool
    parts: bool


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """The print of one country's legal texts in one language, units from the widest to the narrowest."""

    name: str
    country: str
    language: str
    units: tuple[Unit, ...]
    repealed: tuple[str, ...]
    references: Citing | None = None
    drafting: Drafting | None = None

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The units without their print, as an edition carries them."""
        return tuple(Kind(name=one.kind, eid=one.eid, through=one.through, parts=one.parts) for one in self.units)

    def unit(self, kind: str) -> Unit | None:
        """The unit of a kind, or None: titles, preambles and unnumbered parts have no line of their own."""
        return next((unit for unit in self.units if unit.kind == kind), None)


@cache
def shipped(name: str) -> Profile:
    """Read a profile that ships with this version.

    Raises:
        InputError: there is none of this name.
    """
    if name not in names():
        raise InputError(f'no profile "{name}"; there are {", ".join(names())}')
    file = resources.files("isonomia.drafting") / "profiles" / f"{name}.toml"
    return read(file.name, file.read_text("utf-8"))


def names() -> tuple[str, ...]:
    """The profiles that ship with this version."""
    folder = resources.files("isonomia.drafting") / "profiles"
    return tuple(sorted(one.name.removesuffix(".toml") for one in folder.iterdir() if one.name.endswith(".toml")))


def read(file: str, text: str) -> Profile:
    """Read a profile from the text of its TOML file.

    Raises:
        RulebookError: a key that is missing, unknown or does not fit, with file and line.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(f"{file}: {error}") from None
    table = Table(values, Place(file, text), ())
    units = tuple(_unit(one) for one in table.take_list("unit"))
    repealed = table.take_table("repealed")
    kinds = frozenset(one.kind for one in units)
    profile = Profile(
        name=table.take_text("name"),
        country=table.take_text("country"),
        language=table.take_text("language"),
        units=units,
        repealed=tuple(repealed.take_texts("texts")),
        references=citing.read(table.take_table("references"), kinds) if "references" in table else None,
        drafting=phrases.read(table.take_table("drafting"), table.take_list("phrase")) if "drafting" in table else None,
    )
    repealed.nothing_left()
    table.nothing_left()
    return profile


def _unit(table: Table) -> Unit:
    line = _pattern(table, "line")
    numbered = table.take_choice("numbered", (THROUGH, WITHIN))
    words = {name: table.take_text(name) for name in ("kind", "eid")}
    for name, word in words.items():
        if not _WORD.fullmatch(word):
            raise table.fault(name, f'"{word}" (wanted small Latin letters)')
    parts = table.take("parts") if "parts" in table else False
    if not isinstance(parts, bool):
        raise table.fault("parts", "wanted true or false")
    table.nothing_left()
    return Unit(words["kind"], words["eid"], line, numbered == THROUGH, parts)


def _pattern(table: Table, key: str) -> re.Pattern[str]:
    text = table.take_text(key)
    try:
        pattern = re.compile(text)
    except re.error as error:
        raise table.fault(key, f"no pattern: {error}") from None
    if not set(pattern.groupindex) >= GROUPS or not {"heading", "text"} & set(pattern.groupindex):
        raise table.fault(key, "wanted the groups mark, num, and heading or text")
    return pattern
