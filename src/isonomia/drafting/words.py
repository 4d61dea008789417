"""The difference of two texts, word by word: what was kept, taken out and put in, with the place of each in both.

Words are compared whole: letters with the marks that combine with them are never cut apart, each punctuation mark is a
word of its own, and spaces are never matched for their own sake. Only whole numbers are used.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

KEPT, DELETED, INSERTED = "kept", "deleted", "inserted"
# Pairs of equal words that are tried one with another before rarer words must divide the text first.
MOST_PAIRS = 60_000
_WORD = re.compile(r"\w+")
_ODD = re.compile(r"[^\w\s\x00-\x7f]")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_QUOTES = dict.fromkeys(map(ord, "«»„“”‟‹›‘’‚‛'`\N{MODIFIER LETTER APOSTROPHE}"), '"')
_LIKE = _DASHES | _QUOTES
_STOP_AFTER_NUMBER = re.compile(r"(?<=\d)\.(?=\s|\Z)")
_SPACE = re.compile(r"\s+")
_SPACE_AT_MARK = re.compile(r" ?([^\w ]) ?")
_JOINERS = "\u200c\u200d"

Block: TypeAlias = tuple[int, int, int]


class Span(NamedTuple):
    """A stretch of words that is in both texts, or in one alone: where it begins and ends in the old and in the new."""

    kind: str
    old_start: int
    old_end: int
    new_start: int
    new_end: int


class Token(NamedTuple):
    """One word or punctuation mark, and where it stands."""

    text: str
    start: int
    end: int


def difference(old: str, new: str) -> tuple[Span, ...]:
    """Every character of both texts, in order, as kept, deleted or inserted; deleted comes before inserted.

    >>> [(one.kind, one.old_start, one.old_end) for one in difference("five years", "seven years")]
    [('deleted', 0, 4), ('inserted', 4, 4), ('kept', 4, 10)]
    """
    if old == new:
        return (Span(KEPT, 0, len(old), 0, len(new)),) if old else ()
    a, b = tokens(old), tokens(new)
    blocks = _matched([one.text for one in a], [one.text for one in b])
    return tuple(_joined(_spans(old, new, _kept(a, b, blocks))))


def tokens(text: str) -> tuple[Token, ...]:
    """The words and punctuation marks of a text; a combining mark belongs to the word before it.

    >>> [one.text for one in tokens("бап 83-1")]
    ['бап', '83', '-', '1']
    """
    if not _has_combining(text):
        return tuple(Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text))
    found: list[Token] = []
    glue = False
    for match in _TOKEN.finditer(text):
        word, start, end = match[0], match.start(), match.end()
        combining = not word.isascii() and _combines(word[0])
        if found and found[-1].end == start and (combining or glue):
            found[-1] = Token(text[found[-1].start : end], found[-1].start, end)
        else:
            found.append(Token(word, start, end))
        # What follows a mark that stands inside a word still belongs to that word.
        glue = combining and found[-1].text[0].isalnum()
        glue = glue and end < len(text) and (text[end].isalnum() or _combines(text[end]))
    return tuple(found)


def _has_combining(text: str) -> bool:
    return not text.isascii() and any(map(_combines, set(_ODD.findall(text))))


@lru_cache(maxsize=4096)
def _combines(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character).startswith("M")


def counted(text: str) -> Counter[str]:
    """How often each word stands in a text, punctuation left out."""
    if not _has_combining(text):
        return Counter(_WORD.findall(text))
    return Counter(one.text for one in tokens(text) if one.text[0].isalnum())


def shared(a: Counter[str], b: Counter[str]) -> int:
    """How many words two texts have in common, each as often as it stands in both.

    >>> shared(counted("the law of the land"), counted("the law"))
    2
    """
    less, more = (a, b) if len(a) <= len(b) else (b, a)
    return sum(min(times, more[word]) for word, times in less.items() if word in more)


def editorial(old: str, new: str) -> bool:
    """Say whether two lines differ only in how they are printed, not in their words.

    Spaces beside punctuation, the form of dashes and quotation marks, the full stop after a number, and the way in
    which a letter is put together do not count; a space that makes one word of two, or two of one, does.

    >>> editorial("3. The «Law» – binding", '3 The "Law" - binding'), editorial("in different", "indifferent")
    (True, False)
    """
    return plain(old) == plain(new)


def plain(line: str) -> str:
    """A line as it is read aloud: without what only the printer decides."""
    text = unicodedata.normalize("NFC", line).translate(_LIKE)
    text = _SPACE.sub(" ", _STOP_AFTER_NUMBER.sub("", text)).strip()
    return _SPACE_AT_MARK.sub(r"\1", text)


def _matched(a: Sequence[str], b: Sequence[str]) -> Iterator[Block]:
    """The runs of equal words, in order: start in both, length."""
    most = min(len(a), len(b))
    head = next((at for at in range(most) if a[at] != b[at]), most)
    tail = next((at for at in range(most - head) if a[-1 - at] != b[-1 - at]), most - head)
    if head:
        yield 0, 0, head
    yield from _divided(a, b, (head, len(a) - tail, head, len(b) - tail))
    if tail:
        yield len(a) - tail, len(b) - tail, tail


def _divided(a: Sequence[str], b: Sequence[str], part: tuple[int, int, int, int]) -> Iterator[Block]:
    """The same for the stretch between two matches; where it is too long to try all, divided at words that stand once.

    A stretch that is too long and has no such words counts as replaced.
    """
    low_a, high_a, low_b, high_b = part
    here, there = a[low_a:high_a], b[low_b:high_b]
    times_a, times_b = Counter(here), Counter(there)
    if sum(times * times_b[word] for word, times in times_a.items() if word in times_b) <= MOST_PAIRS:
        matcher = SequenceMatcher(None, here, there, autojunk=False)
        yield from ((low_a + i, low_b + j, size) for i, j, size in matcher.get_matching_blocks() if size)
        return
    last_a, last_b = low_a, low_b
    once = [word for word in here if times_a[word] == 1 and times_b[word] == 1]
    place = {word: at for at, word in enumerate(there) if times_b[word] == 1 and times_a[word] == 1}
    where = {word: at for at, word in enumerate(here) if word in place}
    rising = [once[at] for at in longest_rise([place[word] for word in once])]
    for word in rising:
        yield from _divided(a, b, (last_a, low_a + where[word], last_b, low_b + place[word]))
        last_a, last_b = low_a + where[word] + 1, low_b + place[word] + 1
        yield last_a - 1, last_b - 1, 1
    if rising:
        yield from _divided(a, b, (last_a, high_a, last_b, high_b))


def longest_rise(values: Sequence[int]) -> list[int]:
    """The places of the longest rising run among different numbers that need not be neighbours.

    >>> longest_rise([3, 1, 2, 9, 4])
    [1, 2, 4]
    """
    if all(one < after for one, after in pairwise(values)):
        return list(range(len(values)))
    tops: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, value in enumerate(values):
        depth = bisect_left(tops, value)
        before.append(last[depth - 1] if depth else -1)
        tops[depth : depth + 1] = [value]
        last[depth : depth + 1] = [at]
    found: list[int] = []
    at = last[-1] if last else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]


def _kept(a: Sequence[Token], b: Sequence[Token], blocks: Iterable[Block]) -> Iterator[tuple[int, int, int]]:
    """Where each kept word begins in both texts, and how long it is.

    Punctuation alone between two changes is no reason to break them apart.
    """
    runs = [(0, 0, 0), *blocks, (len(a), len(b), 0)]
    for at, (i, j, size) in enumerate(runs[1:-1], start=1):
        if _apart(runs, at) and not any(one.text[0].isalnum() for one in a[i : i + size]):
            continue
        for step in range(size):
            one = a[i + step]
            yield one.start, b[j + step].start, one.end - one.start


def _apart(runs: Sequence[Block], at: int) -> bool:
    """Whether words of both texts changed on both sides of a run."""
    (before_i, before_j, before), (i, j, size), (after_i, after_j, _) = runs[at - 1 : at + 2]
    return min(i - before_i - before, j - before_j - before, after_i - i - size, after_j - j - size) > 0


def _spans(old: str, new: str, kept: Iterable[tuple[int, int, int]]) -> Iterator[Span]:
    at_old = at_new = 0
    for i, j, size in (*kept, (len(old), len(new), 0)):
        yield from _between(old, new, (at_old, i, at_new, j))
        yield Span(KEPT, i, i + size, j, j + size)
        at_old, at_new = i + size, j + size


def _between(old: str, new: str, part: tuple[int, int, int, int]) -> Iterator[Span]:
    """What changed between two kept words; the spaces that are the same at its ends are kept."""
    i, i_end, j, j_end = part
    first = i, j
    while i < i_end and j < j_end and old[i] == new[j] and old[i].isspace():
        i, j = i + 1, j + 1
    last_old, last_new = i_end, j_end
    while i < last_old and j < last_new and old[last_old - 1] == new[last_new - 1] and old[last_old - 1].isspace():
        last_old, last_new = last_old - 1, last_new - 1
    yield Span(KEPT, first[0], i, first[1], j)
    yield Span(DELETED, i, last_old, j, j)
    yield Span(INSERTED, last_old, last_old, j, last_new)
    yield Span(KEPT, last_old, i_end, last_new, j_end)


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Neighbours of one kind made one, empty ones left out."""
    open_one: Span | None = None
    for one in spans:
        if one.old_start == one.old_end and one.new_start == one.new_end:
            continue
        if open_one is not None and open_one.kind == one.kind:
            open_one = Span(one.kind, open_one.old_start, one.old_end, open_one.new_start, one.new_end)
            continue
        if open_one is not None:
            yield open_one
        open_one = one
    if open_one is not None:
        yield open_one
