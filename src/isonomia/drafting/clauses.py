"""An amending law cut into clauses, and each clause into words, units that it names, and words in quotation marks.

The clauses are slices of the text that follow one another: none of its characters is lost between them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from isonomia.drafting.citations import Cite, Naming, Token, tokens_of
from isonomia.drafting.citing import BEFORE, FOLLOWS, Citing
from isonomia.drafting.phrases import Drafting

QUOTE, OPEN = "\ue000", "\ue001"
_STOP = re.compile(r"[;:.\n]")
_LABEL = re.compile(r"\s*((\d{1,4}(?:-\d{1,4}){0,3})([.)])|[^\W\d_](\)))(?=\s)")
_SAYS = re.compile(rf"\w|[{QUOTE}{OPEN}]")
_NAME_GOES_ON = 4


class Item(NamedTuple):
    """A word, units that are named, or one or several quoted texts, and where they stand in the whole text."""

    start: int
    word: str = ""
    cite: Cite | None = None
    quoted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: from where to where, the label that it begins with, how deep that is, and what it says.

    `opens`: it ends in a colon, and what follows belongs to it. `broken`: quotation marks are not closed.
    """

    start: int
    end: int
    label: str
    depth: int
    items: tuple[Item, ...]
    opens: bool
    broken: bool


UNLABELLED = 3


def clauses(text: str, citing: Citing, drafting: Drafting, title: str) -> tuple[Clause, ...]:
    """Cut a text into clauses; signs without words belong to the clause that follows, or to the last.

    Args:
        title: the amended act's title; its words after the act's name in a clause say nothing more.
    """
    masked, quoted = _masked(text, drafting.quotes)
    idle = frozenset(re.findall(r"[^\W\d_]+", title.lower()))
    cutting = _Cutting(masked, quoted, citing, drafting, idle)
    found: list[Clause] = []
    start = cut = 0
    for end in cutting.ends():
        says = _SAYS.search(masked, cut, end)
        cut = end
        if says:
            found.append(cutting.clause(start, end))
            start = end
    if start < len(text):
        last = found.pop() if found else cutting.clause(0, 0)
        found.append(replace(last, end=len(text)))
    return tuple(found)


def _masked(text: str, quotes: Mapping[str, str]) -> tuple[str, dict[int, str]]:
    """The text with each quoted passage as one sign and blanks, as long as before; and the passages by their place."""
    signs = re.compile("[" + re.escape("".join(quotes) + "".join(quotes.values())) + "]")
    pieces: list[str] = []
    quoted: dict[int, str] = {}
    begun, depth, done = -1, 0, 0
    for match in signs.finditer(text):
        sign, at = match[0], match.start()
        if begun < 0:
            if sign in quotes:
                begun, depth = at, 1
            continue
        opener = text[begun]
        depth += -1 if sign == quotes[opener] else sign == opener
        if not depth:
            quoted[begun] = text[begun + 1 : at]
            pieces += [_plain(text[done:begun]), QUOTE, " " * (at - begun)]
            begun, done = -1, at + 1
    if begun >= 0:
        pieces += [_plain(text[done:begun]), OPEN, " " * (len(text) - begun - 1)]
        done = len(text)
    return "".join(pieces) + _plain(text[done:]), quoted


def _plain(text: str) -> str:
    return text.replace(QUOTE, "?").replace(OPEN, "?")


@dataclass(slots=True)
class _Cutting:
    """One text being cut."""

    masked: str
    quoted: dict[int, str]
    citing: Citing
    drafting: Drafting
    idle: frozenset[str]
    _next: list[int] = field(default_factory=list)

    def ends(self) -> Iterator[int]:
        """Where clauses end: after the stop and the blanks behind it."""
        size = len(self.masked)
        self._next = [size] * (size + 1)
        for at in range(size - 1, -1, -1):
            self._next[at] = self._next[at + 1] if self.masked[at].isspace() else at
        before, last = "", 0
        for stop in _STOP.finditer(self.masked):
            at = stop.start()
            before = self.masked[last:at].rstrip()[-1:] or before
            after = self._next[at + 1]
            if self._ends(stop[0], at, before, after):
                yield after
            last, before = at + 1, before if stop[0] == "\n" else stop[0]
        if size:
            yield size

    def _ends(self, stop: str, at: int, before: str, after: int) -> bool:
        """Whether a sign ends a clause: a colon or a new line does not, where what is quoted follows."""
        following = self.masked[after : after + 1]
        if after == len(self.masked) or stop == ";":
            return stop == ";"
        if following == QUOTE:
            return False
        if stop == ":":
            return True
        if stop == "\n":
            return before in (*";:.", QUOTE) or _LABEL.match(self.masked, after) is not None
        sentence = before == QUOTE or self.masked[max(at - 4, 0) : at].isalpha()
        return sentence and self.masked[at + 1].isspace() and (following.isupper() or following.isdigit())

    def clause(self, start: int, end: int) -> Clause:
        """One clause, read."""
        label, depth, begins = self._labels(start, end)
        items = tuple(self._items(begins, end))
        broken = OPEN in self.masked[start:end]
        opens = self.masked[start:end].rstrip().endswith(":")
        return Clause(start, end, label, depth, items, opens, broken)

    def _labels(self, start: int, end: int) -> tuple[str, int, int]:
        """The label that a clause begins with: "1." is outermost, then "1)", then a letter."""
        match = _LABEL.match(self.masked, start, end)
        if match is None or self._numbers_unit(match.end(), end):
            return "", UNLABELLED, start
        depth = 2 if match[4] else 1 if match[3] == ")" else 0
        return match[1], depth, match.end()

    def _numbers_unit(self, at: int, end: int) -> bool:
        """Whether a number is that of the unit named behind it: in some languages "1) " begins its name."""
        words = tokens_of(self.masked[at : min(at + 40, end)])
        return bool(words) and self.citing.numbers == BEFORE and words[0].low in self.citing.words

    def _items(self, start: int, end: int) -> Iterator[Item]:
        naming = Naming(self.citing, tokens_of(self.masked[start:end]))
        tokens, at = naming.tokens, 0
        found: list[Item] = []
        while at < len(tokens):
            if tokens[at].text == QUOTE:
                item, at = self._quoted(tokens, at, start)
                found.append(item)
                continue
            cite, beyond, closed = naming.cite(at)
            if cite is None:
                found += [one for token in tokens[at:beyond] if (one := self._word(token, start))]
                at = beyond
                continue
            if cite.act and self.citing.act != FOLLOWS:
                self._unsay(found)
            found.append(Item(start + tokens[at].start, cite=cite))
            at = self._past_name(tokens, closed) if cite.act else beyond
        yield from found

    def _quoted(self, tokens: list[Token], at: int, start: int) -> tuple[Item, int]:
        """Quoted texts that only commas or the like stand between."""
        texts: list[str] = []
        first, after = at, at
        while after < len(tokens) and tokens[after].text == QUOTE:
            texts.append(self.quoted[start + tokens[after].start])
            at = after = after + 1
            while after < len(tokens) and tokens[after].low in self.citing.join:
                after += 1
        return Item(start + tokens[first].start, quoted=tuple(texts)), at

    def _word(self, token: Token, start: int) -> Item | None:
        if token.low in self.drafting.idle or not token.text[0].isalnum():
            return None
        return Item(start + token.start, word=token.low)

    def _past_name(self, tokens: list[Token], at: int) -> int:
        """Beyond the rest of the amended act's name."""
        most = at + _NAME_GOES_ON
        while at < min(len(tokens), most) and tokens[at].low in self.idle:
            at += 1
        return at

    def _unsay(self, found: list[Item]) -> None:
        """Take back the act's name that was read before the units."""
        while (
            found
            and found[-1].word
            and (found[-1].word in self.idle | self.citing.this or self.citing.act_named(found[-1].word))
        ):
            found.pop()
