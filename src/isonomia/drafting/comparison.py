"""The difference of two editions, article by article: what was amended, put in, taken out or only printed otherwise.

Every line of both texts is in one unit of the result; articles, units and totals are counted from the same data.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from isonomia.drafting.editions import PART, PREAMBLE, TITLE, Edition, Provision
from isonomia.drafting.matching import Pairs, article_kind, like, matched
from isonomia.drafting.words import Span, difference, editorial, longest_rise


class Kind(StrEnum):
    """What became of a unit's words."""

    UNCHANGED = "unchanged"
    EDITORIAL = "editorial"
    AMENDED = "amended"
    INSERTED = "inserted"
    REPEALED = "repealed"


class Place(StrEnum):
    """What became of a unit's place: nothing, another number where it was, or another place."""

    SAME = "same"
    RENUMBERED = "renumbered"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Unit:
    """One line of the texts: in the old one, the new one or both; `spans` are its word marks where both differ."""

    kind: Kind
    place: Place
    old: Provision | None
    new: Provision | None
    spans: tuple[Span, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether its words or its place are not what they were."""
        return self.kind is not Kind.UNCHANGED or self.place is not Place.SAME

    @property
    def key(self) -> tuple[str, str]:
        """The uids in both texts, empty where there is none."""
        return self.old.uid if self.old else "", self.new.uid if self.new else ""

    @property
    def shown(self) -> Provision:
        """The unit as it is now; the old one where there is no new one."""
        found = self.new or self.old
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Article:
    """An article with all that stands in it, or a line that stands in none: title, preamble, a section's heading."""

    kind: Kind
    place: Place
    units: tuple[Unit, ...]
    is_article: bool

    @property
    def head(self) -> Unit:
        """The article's own line."""
        return self.units[0]

    @property
    def changed(self) -> bool:
        """Whether anything in it is not what it was."""
        return self.kind is not Kind.UNCHANGED or self.place is not Place.SAME

    @property
    def changes(self) -> tuple[Unit, ...]:
        """The units in it that changed."""
        return tuple(one for one in self.units if one.changed)


@dataclass(frozen=True)
class Comparison:
    """Two editions, and what became of every article, in the order of the act; what is gone stands where it stood."""

    old: Edition
    new: Edition
    articles: tuple[Article, ...]

    @cached_property
    def changed(self) -> tuple[Article, ...]:
        """The articles and headings that changed."""
        return tuple(one for one in self.articles if one.changed)

    def of(self, what: Kind | Place) -> tuple[Article, ...]:
        """The articles alone of one kind, or of one place."""
        return tuple(one for one in self.articles if one.is_article and what in (one.kind, one.place))

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The changed units of the whole text; one that moved between articles is here once."""
        found = {unit.key: unit for one in self.changed for unit in one.changes}
        return tuple(found.values())

    def totals(self) -> Mapping[str, Mapping[str, int]]:
        """How many articles, and how many units, of each kind and place; a moved one may be counted as amended too."""
        articles = [one for one in self.articles if one.is_article]
        counts: dict[str, dict[str, int]] = {"articles": {}, "units": {}}
        for what in (*Kind, Place.RENUMBERED, Place.MOVED):
            counts["articles"][what] = sum(what in (one.kind, one.place) for one in articles)
            if what is not Kind.UNCHANGED:
                counts["units"][what] = sum(what in (one.kind, one.place) for one in self.units)
        return counts


def compare(old: Edition, new: Edition) -> Comparison:
    """Compare two editions of one text, in one language."""
    pairs = matched(old, new)
    places = _Places(pairs)
    groups_old, groups_new = _grouped(old), _grouped(new)
    rows = _merged(groups_old, groups_new, pairs)
    found = []
    for here, there in rows:
        ones, others = groups_old.get(here, ()), groups_new.get(there, ())
        found.append(_article(_units(ones, others, places), article_kind(new if there else old)))
    return Comparison(old, new, tuple(found))


def _grouped(edition: Edition) -> dict[str, tuple[Provision, ...]]:
    """Each article with all that stands in it; every line outside of articles by itself. By the uid of the first."""
    article = article_kind(edition)
    groups: dict[str, list[Provision]] = {}
    of: dict[str, str] = {}
    for one in edition.provisions:
        inside = of.get(one.parent, "")
        if inside or one.kind == article:
            of[one.uid] = inside or one.uid
        groups.setdefault(of.get(one.uid, one.uid), []).append(one)
    return {uid: tuple(ones) for uid, ones in groups.items()}


def _merged(olds: Iterable[str], news: Iterable[str], pairs: Pairs) -> Iterator[tuple[str, str]]:
    """The uids of both texts in the order of the new one; what is gone comes after what stood before it."""
    here, there = list(olds), list(news)
    known = set(there)
    gone: dict[str, list[str]] = {}
    before = ""
    for uid in here:
        counterpart = pairs.new_of.get(uid)
        if counterpart in known:
            before = counterpart or ""
        else:
            gone.setdefault(before, []).append(uid)
    yield from ((uid, "") for uid in gone.get("", ()))
    had = set(here)
    for uid in there:
        old = pairs.old_of.get(uid, "")
        yield (old if old in had else ""), uid
        yield from ((one, "") for one in gone.get(uid, ()))


def _units(ones: tuple[Provision, ...], others: tuple[Provision, ...], places: "_Places") -> Iterator[Unit]:
    """The lines of one article. A unit that came from another article, or went to one, is shown in both."""
    pairs = places.pairs
    if len(ones) == len(others) and all(map(pairs.joined, ones, others)):
        yield from (_unit(one, other, places) for one, other in zip(ones, others, strict=True))
        return
    for here, there in _merged([one.uid for one in ones], [one.uid for one in others], pairs):
        old = pairs.old.by_uid.get(here or pairs.old_of.get(there, ""))
        new = pairs.new.by_uid.get(there or pairs.new_of.get(here, ""))
        yield _unit(old, new, places)


def _unit(old: Provision | None, new: Provision | None, places: "_Places") -> Unit:
    if old is None or new is None:
        return Unit(Kind.REPEALED if new is None else Kind.INSERTED, Place.SAME, old, new)
    place = places.of(old, new)
    spans = difference(old.line, new.line) if old.line != new.line else ()
    return Unit(_words(old, new), place, old, new, spans)


def _words(old: Provision, new: Provision) -> Kind:
    """What became of the words of one line; a number that a unit lost or got is a matter of its place."""
    if (old.mark, old.heading, old.text) == (new.mark, new.heading, new.text) and old.repealed == new.repealed:
        same = (old.before, old.after) == (new.before, new.after)
        return Kind.UNCHANGED if same else Kind.EDITORIAL
    if old.repealed != new.repealed:
        return Kind.REPEALED if new.repealed else Kind.INSERTED
    if (old.heading, old.text) == (new.heading, new.text) and old.number != new.number:
        return Kind.UNCHANGED
    lines = (old.line, new.line) if old.number == new.number else (old.heading + old.text, new.heading + new.text)
    same_column = bool(old.heading) == bool(new.heading)
    return Kind.EDITORIAL if old.repealed or (same_column and editorial(*lines)) else Kind.AMENDED


def _article(lines: Iterator[Unit], article: str) -> Article:
    units = tuple(lines)
    head = units[0]
    return Article(_kind(units), head.place, units, head.shown.kind == article)


def _kind(units: tuple[Unit, ...]) -> Kind:
    """What became of a whole article, from its lines: a placeholder left alone in it is a repeal."""
    head = units[0]
    if head.old is None or head.new is None:
        return head.kind
    was, stays = _lives([one.old for one in units]), _lives([one.new for one in units])
    if was != stays:
        return Kind.INSERTED if stays else Kind.REPEALED
    inner = {one.kind for one in units}
    if inner <= {Kind.UNCHANGED} and all(one.place is Place.SAME for one in units[1:]):
        return Kind.UNCHANGED
    moved = any(one.place is not Place.SAME for one in units[1:])
    return Kind.EDITORIAL if inner <= {Kind.UNCHANGED, Kind.EDITORIAL} and not moved else Kind.AMENDED


def _lives(lines: Iterable[Provision | None]) -> bool:
    """Whether any line still says something; a bare number says nothing."""
    said = [one for one in lines if one is not None and (one.heading or one.text or one.repealed)]
    return not said or any(not one.repealed for one in said)


class _Places:
    """What became of the places of units, told only where it is sure."""

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs
        self._out_of_order = frozenset(_out_of_order(pairs))

    def of(self, old: Provision, new: Provision) -> Place:
        """The place of one unit; where its words are no longer almost the same, nothing is claimed."""
        counted = old.kind in (PART, TITLE, PREAMBLE)
        renumbered = old.number != new.number and not counted
        moved = new.uid in self._out_of_order or self._elsewhere(old, new)
        if not (renumbered or moved) or not self._sure(old, new):
            return Place.SAME
        return Place.MOVED if moved else Place.RENUMBERED

    def _elsewhere(self, old: Provision, new: Provision) -> bool:
        """Whether it stands in another unit now, both of which were there before and are still there."""
        now = self.pairs.new_of.get(old.parent)
        return now is not None and now != new.parent and new.parent in self.pairs.old_of

    def _sure(self, old: Provision, new: Provision) -> bool:
        pairs = self.pairs
        return old.uid in pairs.sure or like(pairs.said(pairs.old, old.uid), pairs.said(pairs.new, new.uid)).almost_same


def _out_of_order(pairs: Pairs) -> Iterator[str]:
    """The fewest units that changed their order among those that stand in one unit in both texts."""
    place = {one.uid: at for at, one in enumerate(pairs.old.provisions)}
    for parent, ones in pairs.new.within.items():
        before = pairs.old_of.get(parent)
        known = [(one, pairs.old_of[one.uid]) for one in ones if one.uid in pairs.old_of]
        stayed = [(one.uid, place[old]) for one, old in known if pairs.old.by_uid[old].parent == before]
        kept = set(longest_rise([at for _, at in stayed]))
        yield from (uid for at, (uid, _) in enumerate(stayed) if at not in kept)
