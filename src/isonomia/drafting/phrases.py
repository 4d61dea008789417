"""The set phrases of amending laws in a language: data of a profile, read into rows of words and gaps.

A phrase is matched word by word, so that no line, however long, can make it run away.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from isonomia.drafting.citing import words
from isonomia.rulebook.lines import Table

DOES = {
    "substitute": {"unit", "old", "new"},
    "substitute_heading": {"unit", "old", "new"},
    "insert_words": {"unit", "old", "new"},
    "delete_words": {"unit", "old"},
    "replace": {"inside", "unit", "text"},
    "insert": {"inside", "unit", "added", "text", "beside"},
    "repeal": {"inside", "unit"},
    "renumber": {"inside", "unit", "added"},
    "move": {"unit", "beside"},
    "set_heading": {"unit", "text"},
    "place": {"unit"},
    "opening": set(),
}
UNITS = frozenset({"unit", "inside", "added", "beside"})
_PIECE = re.compile(r"\{([a-z]+)\}|([^\s{}()]+)")
_OPTIONAL = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Gap:
    """A place in a phrase where units, or words in quotation marks, stand."""

    name: str

    @property
    def quoted(self) -> bool:
        """Whether words in quotation marks stand here."""
        return self.name not in UNITS


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row of words and gaps, and what it does. `open_end`: whatever words follow belong to it."""

    does: str
    row: tuple[frozenset[str] | Gap, ...]
    open_end: bool


@dataclass(frozen=True, slots=True)
class Drafting:
    """How a language's amending laws are written: their quotation marks, idle words, and phrases, longest first.

    `placeholders` are what is printed where a unit of a kind was taken out, without the sign at its end.
    """

    quotes: Mapping[str, str]
    idle: frozenset[str]
    placeholders: Mapping[str, str]
    phrases: tuple[Phrase, ...]


def read(table: Table, phrases: list[Table]) -> Drafting:
    """Read the table `drafting` and the list `phrase` of a profile.

    Raises:
        RulebookError: a key that is missing, unknown or does not fit, with file and line.
    """
    quotes = table.take_text("quotes").split()
    if any(len(one) != 2 for one in quotes):
        raise table.fault("quotes", "wanted pairs of signs, as « and » written together")
    idle = frozenset(words(table, "idle"))
    placeholders = table.take_table("placeholders")
    taken = {kind: placeholders.take_text(kind) for kind in placeholders.left()}
    table.nothing_left()
    found = sorted((one for phrase in phrases for one in _phrases(phrase)), key=lambda one: -len(one.row))
    return Drafting({one[0]: one[1] for one in quotes}, idle, taken, tuple(found))


def _phrases(table: Table) -> Iterator[Phrase]:
    does = table.take_choice("does", tuple(DOES))
    forms = table.take_texts("forms")
    table.nothing_left()
    for form in forms:
        for variant in _variants(form.lower()):
            ends = variant.endswith("...")
            row = tuple(_piece(one) for one in _PIECE.finditer(variant.removesuffix("...")))
            names = [one.name for one in row if isinstance(one, Gap)]
            strange = set(names) - DOES[does]
            if strange or not row or (len(set(names)) != len(names)):
                raise table.fault("forms", f'"{form}" has gaps that do not fit {does}: {", ".join(strange or names)}')
            yield Phrase(does, row, ends)


def _variants(form: str) -> tuple[str, ...]:
    """A form with and without each part in brackets."""
    optional = _OPTIONAL.search(form)
    if optional is None:
        return (form,)
    before, after = form[: optional.start()], form[optional.end() :]
    return (*_variants(before + optional[1] + after), *_variants(before + after))


def _piece(match: re.Match[str]) -> frozenset[str] | Gap:
    return Gap(match[1]) if match[1] else frozenset(match[2].split("|"))
