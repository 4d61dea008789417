"""Finding proposals by their words, with the same answers on both databases.

How words are folded and kept stands in `entering.searching`; the order is ours.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from isonomia.proposals.folding import words
from isonomia_site.entering.searching import Words, asked

__all__ = ["Words", "alike", "asked", "forget", "having", "keep", "ordered"]
WINDOW = 500
"""So many proposals, the newest that have the words, are put in order."""
COMMON = 1000
"""A word that more proposals have than this says little of what is alike."""
RARE = 6
CONSIDERED = 16
SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Alike:
    """A proposal that reads like another text: its place, the share of words in common, and some of them."""

    place: int
    share: float
    words: tuple[str, ...]


_words = Words("proposals_words")
keep, forget, having = _words.keep, _words.forget, _words.having


def ordered(places: Sequence[int], wanted: Sequence[str]) -> list[int]:
    """Some proposals in our order: those with most of the words as they were typed, the earliest, then the newest."""
    texts = _words_of(places)
    return sorted(places, key=lambda one: _rank(texts.get(one, "").split(), wanted, one))


def _rank(there: Sequence[str], wanted: Sequence[str], place: int) -> tuple[int, int, int]:
    exact = sum(one in there for one in wanted)
    first = next((at for at, word in enumerate(there) if any(word.startswith(one) for one in wanted)), len(there))
    return -exact, first, -place


def alike(text: str, most: int = 5) -> list[Alike]:
    """The proposals that read most like a text: those that share its rare words, by the share of words in common."""
    there = Counter(one for one in words(text) if len(one) >= SHORTEST)
    longest = sorted(there, key=lambda one: (-len(one), one))[:CONSIDERED]
    known = {one: _frequency(one) for one in longest}
    rare = sorted((one for one in longest if 0 < known[one] <= COMMON), key=lambda one: (known[one], one))[:RARE]
    if not rare:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid, words FROM proposals_words WHERE {_words.condition()} ORDER BY rowid DESC LIMIT {WINDOW}",
            [_words.query(rare, "or", prefix=False)],
        )
        found = [_alike(place, other.split(), there) for place, other in cursor.fetchall()]
    good = [one for one in found if one.share >= 0.25]
    return sorted(good, key=lambda one: (-one.share, -one.place))[:most]


def _alike(place: int, other: Sequence[str], there: Mapping[str, int]) -> Alike:
    theirs = {one for one in other if len(one) >= SHORTEST}
    both, all_words = theirs & set(there), theirs | set(there)
    shown = sorted(both, key=lambda one: (-len(one), one))[:5]
    return Alike(place, len(both) / len(all_words) if all_words else 0.0, tuple(shown))


def _frequency(word: str) -> int:
    """How many proposals have a word; counted no further than matters."""
    limited = f"SELECT rowid FROM proposals_words WHERE {_words.condition()} LIMIT {COMMON + 1}"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({limited}) AS limited", [_words.query([word], "and", prefix=False)])
        return int(cursor.fetchone()[0])


def _words_of(places: Sequence[int]) -> dict[int, str]:
    if not places:
        return {}
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(places))
        cursor.execute(f"SELECT rowid, words FROM proposals_words WHERE rowid IN ({marks})", list(places))
        return dict(cursor.fetchall())
