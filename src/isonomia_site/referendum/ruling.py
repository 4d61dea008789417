"""The rules in force on polling day, shaped for their page: those that are known, and those that are not."""

from dataclasses import dataclass

from isonomia.exact import Bar
from isonomia.referendum.state import Referendum
from isonomia.rulebook.law import NO_BAR, Rule, Territory, Unknown

INSTITUTION = "referendum."


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRule:
    """One rule with its value sorted by form: a bar, a list of words, a number, a word, or none set by the law."""

    rule: Rule
    bar: Bar | None = None
    words: tuple[str, ...] = ()
    number: int | None = None
    word: str = ""
    none: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLaw:
    """The law of one polling day."""

    rules: tuple[ShownRule, ...]
    unknown: tuple[Unknown, ...]
    territories: tuple[Territory, ...]
    territories_unknown: Unknown | None


def law(state: Referendum) -> ShownLaw:
    """Sort the rules of a referendum's polling day into the known and the unknown."""
    found = state.law
    rules = [one for key, one in found.found.items() if key.startswith(INSTITUTION)]
    known = [one for one in rules if isinstance(one, Rule)]
    silent = tuple(one for one in rules if isinstance(one, Unknown))
    listed = found.territories
    return ShownLaw(
        rules=tuple(_shown(one) for one in known),
        unknown=silent,
        territories=() if isinstance(listed, Unknown) else listed,
        territories_unknown=listed if isinstance(listed, Unknown) else None,
    )


def _shown(rule: Rule) -> ShownRule:
    match rule.value:
        case Bar() as bar:
            return ShownRule(rule=rule, bar=bar)
        case tuple() as words:
            return ShownRule(rule=rule, words=words)
        case int() as number:
            return ShownRule(rule=rule, number=number)
        case str() as word:
            return ShownRule(rule=rule, none=word == NO_BAR, word="" if word == NO_BAR else word)
        case _:
            return ShownRule(rule=rule)
