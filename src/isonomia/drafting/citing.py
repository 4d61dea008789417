"""The words by which a language names units of law: data of a profile, plain lists of words and no patterns over lines.

A word is given in every form that it takes; whoever reads a line asks only whether a word is in a list.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from isonomia.rulebook.lines import Table

AFTER, BEFORE = "after the word", "before the word"
NARROW, WIDE, EITHER = "narrow first", "wide first", "either"
FOLLOWS, PRECEDES = "after the units", "before the units"
# Some languages count an act's lines, whatever they are; such a count is told from that of unnumbered parts.
LINE = "line"
DIGITS = r"\d+(-\d+)*[a-z]?"


@dataclass(frozen=True, slots=True)
class Cited:
    """One kind of unit as it is named: its words for one and for many, and what its numbers look like."""

    kind: str
    one: frozenset[str]
    many: frozenset[str]
    number: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Act:
    """One sort of act as it is named. `only`: there is one of it, and in its own text its bare name means itself."""

    words: frozenset[str]
    endings: tuple[str, ...]
    only: bool

    def named(self, word: str) -> bool:
        """Whether a word, in small letters, names such an act."""
        return word in self.words or (bool(self.endings) and word.endswith(self.endings))


@dataclass(frozen=True, slots=True)
class Citing:
    """How a language names units: the order of units and numbers, and its words for joining, for ranges, for "this".

    `units` go from the widest to the narrowest. `adjectives` are endings of words that may stand before an act's name,
    `dated` the words that follow an act's name where another act of that name is meant.
    """

    order: str
    numbers: str
    ordinals_stand: str
    act: str
    this: frozenset[str]
    join: frozenset[str]
    to: frozenset[str]
    glue: frozenset[str]
    adjectives: tuple[str, ...]
    dated: frozenset[str]
    ordinals: Mapping[str, str]
    units: tuple[Cited, ...]
    acts: tuple[Act, ...]
    words: Mapping[str, tuple[int, bool]]

    def act_named(self, word: str) -> Act | None:
        """The sort of act that a word names."""
        return next((one for one in self.acts if one.named(word)), None)


def read(table: Table, kinds: frozenset[str]) -> Citing:
    """Read the table `references` of a profile.

    Raises:
        RulebookError: a key that is missing, unknown or does not fit, with file and line.
    """
    order = table.take_choice("order", (NARROW, WIDE, EITHER))
    numbers = table.take_choice("numbers", (AFTER, BEFORE))
    stand = table.take_choice("ordinals_stand", (AFTER, BEFORE)) if "ordinals_stand" in table else numbers
    act = table.take_choice("act", (FOLLOWS, PRECEDES))
    lists = {key: words(table, key) for key in ("this", "join", "to", "glue", "adjectives", "dated", "ordinals")}
    units = tuple(_unit(one, kinds) for one in table.take_list("unit"))
    acts = tuple(_act(one) for one in table.take_list("acts"))
    table.nothing_left()
    return Citing(
        order=order,
        numbers=numbers,
        ordinals_stand=stand,
        act=act,
        **{key: frozenset(lists[key]) for key in ("this", "join", "to", "glue", "dated")},
        adjectives=lists["adjectives"],
        ordinals=_counted(lists["ordinals"]),
        units=units,
        acts=acts,
        words=_by_word(units),
    )


def words(table: Table, key: str) -> tuple[str, ...]:
    """The words of a key, blanks between them; none where the key is absent."""
    return tuple(table.take_text(key).lower().split()) if key in table else ()


def _counted(forms: tuple[str, ...]) -> dict[str, str]:
    """The ordinals in order, a slash between the forms of one: "first" is 1."""
    return {word: str(number) for number, one in enumerate(forms, start=1) for word in one.split("/")}


def _by_word(units: tuple[Cited, ...]) -> dict[str, tuple[int, bool]]:
    """Each word, with the unit that it names and whether it may name several."""
    found = {word: (at, False) for at, unit in enumerate(units) for word in unit.one}
    return found | {word: (at, True) for at, unit in enumerate(units) for word in unit.many}


def _unit(table: Table, kinds: frozenset[str]) -> Cited:
    kind = table.take_text("kind")
    if kind not in kinds | {"part", LINE}:
        raise table.fault("kind", f'"{kind}" is no unit of this profile')
    one, many = frozenset(words(table, "one")), frozenset(words(table, "many"))
    if not one | many:
        raise table.fault("one", "wanted the words that name this unit")
    number = table.take_text("number") if "number" in table else DIGITS
    try:
        pattern = re.compile(number)
    except re.error as error:
        raise table.fault("number", f"no pattern: {error}") from None
    table.nothing_left()
    return Cited(kind, one, many, pattern)


def _act(table: Table) -> Act:
    """An act's words; one that begins with a star is the ending of a longer word."""
    given = words(table, "words")
    only = table.take("only") if "only" in table else False
    if not given or not isinstance(only, bool):
        raise table.fault("words" if not given else "only", "wanted words, and true or false")
    table.nothing_left()
    endings = tuple(one[1:] for one in given if one.startswith("*"))
    return Act(frozenset(one for one in given if not one.startswith("*")), endings, only)
