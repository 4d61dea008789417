"""Where a line names units of law: read word by word, without a pattern that could run away on a long line.

What is read here is only what the line says; `references.py` asks the text which units are meant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from isonomia.drafting.citing import AFTER, BEFORE, EITHER, FOLLOWS, NARROW, Citing

_TOKEN = re.compile(r"\d+(?:-\d+)*[a-z]?|[^\W\d_]+|\S")
_LOOK_ON = 6
_DIGIT = re.compile(r"\d")


class Token(NamedTuple):
    """One word, number or sign of a line."""

    text: str
    low: str
    start: int
    end: int


class Span(NamedTuple):
    """One number as named, or a range from one to another; both empty where the unit is "this" one."""

    first: str = ""
    last: str = ""


class Level(NamedTuple):
    """A kind of unit, and its numbers as named."""

    kind: str
    spans: tuple[Span, ...]

    @property
    def this(self) -> bool:
        """Whether the unit is the one in which the words stand."""
        return not self.spans[0].first


@dataclass(frozen=True, slots=True)
class Cite:
    """Units named in one breath: "paragraphs 1 and 2 of Article 47", from the widest kind to the narrowest.

    `act` is the word that names the act, `itself` says whether the line calls it this one, `dated` whether a day or a
    fate tells it from this one. `joined`: a comma or "and" joins it to the one before.
    """

    start: int
    end: int
    levels: tuple[Level, ...]
    act: str = ""
    itself: bool = False
    dated: bool = False
    joined: bool = False


def tokens_of(line: str) -> list[Token]:
    """The words, numbers and signs of a line."""
    return [Token(one[0], one[0].lower(), one.start(), one.end()) for one in _TOKEN.finditer(line)]


def cites(line: str, citing: Citing) -> Iterator[Cite]:
    """Every place where a line names units, in order."""
    yield from Naming(citing, tokens_of(line)).cites()


@dataclass(frozen=True, slots=True)
class Naming:
    """One line being read for the units that it names; every step looks on over a fixed number of words."""

    citing: Citing
    tokens: list[Token]

    def cites(self) -> Iterator[Cite]:
        """Every place where units are named."""
        at, joined_at = 0, -1
        while at < len(self.tokens):
            cite, end, closed = self.cite(at, joined=at == joined_at)
            if cite is not None:
                yield cite
                joined_at = self._past(closed, self.citing.join, 3) if self._is(closed, self.citing.join) else -1
            at = end

    def cite(self, at: int, *, joined: bool = False) -> tuple[Cite | None, int, int]:
        """The units and the act named from a word on, the word after the units, and the word after the act.

        Without units: where to go on.
        """
        levels, end, skip = self.chain(at)
        if not levels:
            return None, skip, skip
        act, itself, dated, closed = self._act(at, end)
        cite = Cite(self.tokens[at].start, self.tokens[end - 1].end, levels, act, itself, dated, joined)
        return cite, end, closed

    def chain(self, at: int) -> tuple[tuple[Level, ...], int, int]:
        """The units named from a word on, widest first, and the word after them; or no units, and where to go on."""
        level, end = self._level(at)
        if level is None:
            return (), at, max(end, at + 1)
        ranks, levels = [self._rank(level)], [level]
        levels, end = self._bracketed(levels, end)
        while True:
            after = self._past(end, self.citing.glue, 2)
            level, beyond = self._level(after)
            if level is None or not self._goes_on(ranks, self._rank(level)):
                break
            ranks.append(self._rank(level))
            levels.append(level)
            end = beyond
        levels.sort(key=self._rank)
        return tuple(levels), end, end

    def _goes_on(self, ranks: list[int], rank: int) -> bool:
        """Whether the next unit is one step wider, or narrower, as the language orders them."""
        wider = rank < ranks[-1]
        if rank == ranks[-1] or (len(ranks) > 1 and wider != (ranks[1] < ranks[0])):
            return False
        return self.citing.order == EITHER or wider == (self.citing.order == NARROW)

    def _rank(self, level: Level) -> int:
        return next(at for at, one in enumerate(self.citing.units) if one.kind == level.kind)

    def _level(self, at: int) -> tuple[Level | None, int]:
        """One kind of unit with its numbers; the second value is the word after it or, without one, where to go on."""
        if self._is(at, self.citing.this):
            unit, end = self._unit(at + 1)
            return (Level(self.citing.units[unit[0]].kind, (Span(),)), end) if unit else (None, at)
        if self.citing.numbers == AFTER:
            return self._numbers_after(at)
        return self._numbers_before(at)

    def _numbers_after(self, at: int) -> tuple[Level | None, int]:
        first = self._ordinal(at)
        if first and self.citing.ordinals_stand == BEFORE:
            unit, end = self._unit(at + 1)
            return (Level(self.citing.units[unit[0]].kind, (Span(first),)), end) if unit else (None, at)
        unit, after = self._unit(at)
        if unit is None:
            return None, at
        cited = self.citing.units[unit[0]]
        spans, end = self._spans(after, many=unit[1], number=cited.number)
        return (Level(cited.kind, tuple(spans)), end) if spans else (None, after)

    def _numbers_before(self, at: int) -> tuple[Level | None, int]:
        spans, end = self._spans(at, many=True, number=None)
        if not spans:
            return None, at
        unit, after = self._unit(end + self._is(end, {"-"}))
        if unit is None:
            return None, end
        cited = self.citing.units[unit[0]]
        if len(spans) > 1 and not unit[1]:
            # One unit bears one number: those before it belong to other words.
            return None, self._last_number(at, end)
        fits = all(self._ordinal_or(cited.number, one) for span in spans for one in span if one)
        return (Level(cited.kind, tuple(spans)), after) if fits else (None, end)

    def _last_number(self, at: int, end: int) -> int:
        """Where the last of several numbers stands, to read on from it."""
        return next(one for one in range(end - 1, at, -1) if self._number(one, None)[0])

    def _ordinal_or(self, pattern: re.Pattern[str], number: str) -> bool:
        return pattern.fullmatch(number) is not None

    def _unit(self, at: int) -> tuple[tuple[int, bool] | None, int]:
        """The unit that a word names; an abbreviation may end in a point."""
        if at >= len(self.tokens):
            return None, at
        if self._touches(at + 1) and self.tokens[at + 1].text == ".":
            dotted = self.citing.words.get(self.tokens[at].low + ".")
            if dotted:
                return dotted, at + 2
        found = self.citing.words.get(self.tokens[at].low)
        return found, at + (found is not None)

    def _spans(self, at: int, *, many: bool, number: re.Pattern[str] | None) -> tuple[list[Span], int]:
        """Numbers and ranges of numbers, joined by commas and the like, and the word after the last."""
        spans: list[Span] = []
        end, after = at, at
        shape = None
        while True:
            first, beyond = self._number(after, number)
            bracket = beyond > after and self.tokens[beyond - 1].text == ")"
            if not first or shape not in (None, bracket):
                return spans, end
            last, beyond_last = self._number(beyond + 1, number) if self._is(beyond, self.citing.to) else ("", 0)
            spans.append(Span(first, last))
            end, shape = beyond_last if last else beyond, bracket
            after = self._past(end + self._hangs(end), self.citing.join, 3)
            if not many or after == end:
                return spans, end

    def _hangs(self, at: int) -> bool:
        """A hyphen that leaves the word to the next number: "2-, 3-"."""
        return self._is(at, {"-"}) and self._is(at + 1, self.citing.join)

    def _number(self, at: int, number: re.Pattern[str] | None) -> tuple[str, int]:
        """A number at a word, with the bracket after it, and the word after both."""
        if at >= len(self.tokens):
            return "", at
        ordinal = self._ordinal(at)
        if ordinal:
            return (ordinal, at + 1) if self.citing.ordinals_stand == self.citing.numbers else ("", at)
        token = self.tokens[at]
        if not token.text.isascii():
            return "", at
        patterns = [number] if number else [one.number for one in self.citing.units]
        if not any(one.fullmatch(token.text) for one in patterns):
            return "", at
        if self._touches(at + 1) and self.tokens[at + 1].text[0].isalpha():
            return "", at
        bracket = self._touches(at + 1) and self.tokens[at + 1].text == ")"
        return token.text, at + 1 + bracket

    def _bracketed(self, levels: list[Level], end: int) -> tuple[list[Level], int]:
        """Numbers in brackets after one number: "Article 5(2)(1)" names units within units."""
        kinds = [one.kind for one in self.citing.units]
        found = list(levels)
        while len(found[-1].spans) == 1 and self._opens(end) and kinds.index(found[-1].kind) + 1 < len(kinds):
            kind = kinds[kinds.index(found[-1].kind) + 1]
            if kind in ("part", "line"):
                break
            found.append(Level(kind, (Span(self.tokens[end + 1].text),)))
            end += 3
        return found, end

    def _opens(self, at: int) -> bool:
        """Whether a number in brackets follows at once."""
        if not all(self._touches(at + step) for step in range(3)):
            return False
        opened, number, closed = (self.tokens[at + step].text for step in range(3))
        return opened == "(" and closed == ")" and bool(_DIGIT.match(number) or len(number) == 1)

    def _act(self, start: int, end: int) -> tuple[str, bool, bool, int]:
        """The act that is named with the units, whether it is called this one, whether another, and what follows."""
        if self.citing.act == FOLLOWS:
            return self._act_after(end)
        act = self._at(start - 1)
        if not self.citing.act_named(act):
            return "", False, False, end
        before = range(max(start - _LOOK_ON, 0), start - 1)
        return (
            act,
            self._at(start - 2) in self.citing.this,
            any(self._is(one, self.citing.dated) for one in before),
            end,
        )

    def _act_after(self, end: int) -> tuple[str, bool, bool, int]:
        itself, at = False, self._past(end, self.citing.glue, 2)
        for here in range(at, min(at + _LOOK_ON, len(self.tokens))):
            word = self.tokens[here].low
            if self.citing.act_named(word):
                return word, itself, any(map(self._dated, range(here + 1, here + _LOOK_ON))), here + 1
            itself = itself or word in self.citing.this
            if word not in self.citing.this and not word.endswith(self.citing.adjectives):
                break
        return "", False, False, end

    def _dated(self, at: int) -> bool:
        """Whether a day follows a word such as "adopted"."""
        return self._is(at, self.citing.dated) and any(self._at(one)[:1].isdigit() for one in (at + 1, at + 2))

    def _ordinal(self, at: int) -> str:
        return self.citing.ordinals.get(self._at(at), "")

    def _at(self, at: int) -> str:
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def _is(self, at: int, words: frozenset[str] | set[str]) -> bool:
        return self._at(at) in words

    def _past(self, at: int, words: frozenset[str], most: int) -> int:
        """Beyond at most so many of these words."""
        while most and self._is(at, words):
            at, most = at + 1, most - 1
        return at

    def _touches(self, at: int) -> bool:
        """Whether a word follows the one before it without a blank."""
        return 0 < at < len(self.tokens) and self.tokens[at].start == self.tokens[at - 1].end
