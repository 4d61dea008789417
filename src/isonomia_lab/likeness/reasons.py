"""Why two texts are held to be alike, in what a reader can check with the eye."""

import re
import unicodedata
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from isonomia.proposals.folding import fold, repaired
from isonomia_lab.likeness.shingles import shared_with, shingled

_WORD = re.compile(r"[^\W_]+")
_FEWEST_WORDS = 3


class Reason(StrEnum):
    """In what two texts are alike; the first that holds is the reason."""

    SAME = "same"
    SAME_WORDS = "same_words"
    BORROWED_LETTERS = "borrowed_letters"
    SHARED_PHRASES = "shared_phrases"
    LITTLE = "little"


class Likeness(NamedTuple):
    """Why two texts are alike, the phrases that both hold, and how many of their different shingles."""

    reason: Reason
    phrases: tuple[str, ...]
    shared: int
    of: int


def likeness(one: str, other: str) -> Likeness:
    """Say what two texts have in common; the phrases are given as the first one has them.

    >>> found = likeness("Отменить налог на землю, и немедленно", "Просим отменить налог на землю!")
    >>> found.reason.value, found.phrases
    ('shared_phrases', ('Отменить налог на землю',))
    """
    phrases = shared_phrases(one, other)
    numbers = shingled([fold(one), fold(other)])
    both = int(shared_with(numbers.of(0), [numbers.of(1)])[0])
    return Likeness(_reason(one, other, phrases), phrases, both, len(numbers.values) - both)


def shared_phrases(one: str, other: str) -> tuple[str, ...]:
    """The runs of three words and more that both texts hold, in the words of the first, the longest first."""
    first, second = list(_WORD.finditer(one)), list(_WORD.finditer(other))
    matcher = SequenceMatcher(
        None, [fold(word[0]) for word in first], [fold(word[0]) for word in second], autojunk=False
    )
    blocks = [block for block in matcher.get_matching_blocks() if block.size >= _FEWEST_WORDS]
    blocks.sort(key=lambda block: (-block.size, block.a))
    return tuple(one[first[block.a].start() : first[block.a + block.size - 1].end()] for block in blocks)


def _reason(one: str, other: str, phrases: tuple[str, ...]) -> Reason:
    if one == other:
        return Reason.SAME
    if fold(one) == fold(other):
        return Reason.BORROWED_LETTERS if _is_repaired(one) != _is_repaired(other) else Reason.SAME_WORDS
    return Reason.SHARED_PHRASES if phrases else Reason.LITTLE


def _is_repaired(text: str) -> bool:
    """Whether letters of another script stand in the words of a text."""
    plain = unicodedata.normalize("NFKD", text)
    return repaired(plain) != plain
