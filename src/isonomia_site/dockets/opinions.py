"""What others said of the rules, as pages show it beside the articles that it concerns."""

from collections.abc import Iterable
from dataclasses import dataclass

from isonomia.rulebook.law import Entries, Rule
from isonomia_site.dockets.words import said


@dataclass(frozen=True, slots=True)
class Opinion:
    """What others said of the rules: the source, and each point with the articles it concerns."""

    rule: Rule
    points: tuple[tuple[str, str], ...]


def opinions(found: Iterable[Rule]) -> list[Opinion]:
    """Opinions of others as pages show them, beside the articles they concern."""
    return [
        Opinion(one, tuple((said(line.word), line.article) for line in one.value))
        for one in found
        if isinstance(one.value, Entries)
    ]
