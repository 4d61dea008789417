"""Which unit of one text is which unit of another: by uid in one lineage, then by label, then by almost equal words.

A unit is taken for one of another number or place only if its words are almost the same, no other unit is as like it,
and what stands under its old label is something else or nothing. In doubt it is not taken for the same.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from isonomia.drafting.editions import PART, PREAMBLE, TITLE, Edition, Provision
from isonomia.drafting.words import counted, shared

LEAST_WORDS = 5
RARE_WORDS, MOST_HOLDERS = 6, 20
MOST_CELLS = 900


@dataclass(frozen=True, slots=True)
class Likeness:
    """How many words two texts share, of how many they have together: `2 * shared` of `together` are in both."""

    shared: int
    together: int

    def at_least(self, part: int, whole: int) -> bool:
        """Compare with a share, in whole numbers."""
        return 2 * self.shared * whole >= part * self.together

    @property
    def almost_same(self) -> bool:
        """At least nine words of ten are in both."""
        return self.at_least(9, 10)


EQUAL = Likeness(1, 2)


@dataclass(slots=True)
class Pairs:
    """Which uid of the old text is which of the new; `sure` are the old ones known by uid, not by their words."""

    old: Edition
    new: Edition
    new_of: dict[str, str] = field(default_factory=lambda: {"": ""})
    old_of: dict[str, str] = field(default_factory=lambda: {"": ""})
    sure: set[str] = field(default_factory=set)
    holders: frozenset[str] = frozenset()

    def said(self, edition: Edition, uid: str) -> str:
        """The words by which a unit is known again: its heading alone where it holds whole articles."""
        one = edition.by_uid[uid]
        return one.heading or one.text if one.kind in self.holders else said_in(edition, uid)

    def joined(self, one: Provision, other: Provision) -> bool:
        """Whether two units are taken for one."""
        return self.new_of.get(one.uid) == other.uid

    def join(self, old: str, new: str) -> None:
        """Take two units for one; whatever either was taken for before is alone again."""
        self.part(old)
        if new in self.old_of:
            self.part(self.old_of[new])
        self.new_of[old], self.old_of[new] = new, old

    def part(self, old: str) -> None:
        """Leave a unit of the old text without counterpart."""
        new = self.new_of.pop(old, None)
        if new is not None:
            del self.old_of[new]


def article_kind(edition: Edition) -> str:
    """The kind of unit by which a text is cited: the narrowest that is numbered through the act, else the widest."""
    through = [kind.name for kind in edition.kinds if kind.through]
    return (through or [kind.name for kind in edition.kinds[:1]] or [""])[-1]


def holders_of(edition: Edition) -> frozenset[str]:
    """The kinds of units that hold whole articles: sections, chapters."""
    names = [kind.name for kind in edition.kinds]
    article = article_kind(edition)
    return frozenset(names[: names.index(article)] if article in names else [])


def matched(old: Edition, new: Edition) -> Pairs:
    """Find the counterpart of every unit that has one."""
    pairs = Pairs(old, new, holders=holders_of(old) & holders_of(new))
    if old.lineage == new.lineage:
        pairs.sure = old.by_uid.keys() & new.by_uid.keys()
        for uid in pairs.sure:
            pairs.join(uid, uid)
    through = {kind.name for kind in (*old.kinds, *new.kinds) if kind.through}
    kinds = dict.fromkeys([TITLE, PREAMBLE, *(kind.name for kind in (*old.kinds, *new.kinds))])
    for kind in kinds:
        ones, others = old.of_kind(kind), new.of_kind(kind)
        _by_label(pairs, ones, others, kind in through)
        if kind not in (TITLE, PREAMBLE):
            _by_words(pairs, ones, others)
        for one in ones:
            if one.uid in pairs.new_of:
                _parts(pairs, one.uid, pairs.new_of[one.uid])
    _parts(pairs, "", "")
    return pairs


def _by_label(pairs: Pairs, ones: Iterable[Provision], others: Iterable[Provision], through: bool) -> None:
    """Units with one number in one place; a number that runs through the act is one place."""
    free = {(not through and one.parent, one.number): one.uid for one in ones if one.uid not in pairs.new_of}
    for other in others:
        if other.uid in pairs.old_of or (not through and other.parent not in pairs.old_of):
            continue
        found = free.get((not through and pairs.old_of[other.parent], other.number))
        if found is not None:
            pairs.join(found, other.uid)


def _by_words(pairs: Pairs, ones: Sequence[Provision], others: Sequence[Provision]) -> None:
    """Units that have another number now: among those without counterpart, or with one that is something else."""
    here: dict[str, str] = {}
    there: dict[str, str] = {}
    for one in ones:
        new = pairs.new_of.get(one.uid)
        if one.uid in pairs.sure or one.parent not in pairs.new_of:
            continue
        said = pairs.said(pairs.old, one.uid)
        said_now = said if new is None else pairs.said(pairs.new, new)
        if new is None or not like(said, said_now).at_least(1, 2):
            here[one.uid] = said
            there |= {new: said_now} if new is not None else {}
    # A unit whose parent is new itself is new with it.
    alone = [one for one in others if one.uid not in pairs.old_of and one.parent in pairs.old_of]
    there |= {one.uid: pairs.said(pairs.new, one.uid) for one in alone} if here else {}
    for old, found in alike(here, there):
        pairs.join(old, found)


def said_in(edition: Edition, uid: str) -> str:
    """The words of a unit and of all that stands in it, without numbers."""
    one, inner = edition.by_uid[uid], edition.within.get(uid, ())
    own = f"{one.heading} {one.text}" if one.heading else one.text
    return "\n".join([own, *[said_in(edition, child.uid) for child in inner]]) if inner else own


def like(a: str, b: str) -> Likeness:
    """How like two texts are, by the words that they share."""
    return EQUAL if a == b else _likeness(counted(a), counted(b))


def _likeness(a: Counter[str], b: Counter[str]) -> Likeness:
    return Likeness(shared(a, b), a.total() + b.total())


def alike(olds: dict[str, str], news: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs that are almost the same, each the one best of the other; short texts say too little to tell."""
    if not olds or not news:
        return
    here = {uid: words for uid, said in olds.items() if (words := counted(said)).total() >= LEAST_WORDS}
    there = {uid: words for uid, said in news.items() if (words := counted(said)).total() >= LEAST_WORDS}
    forth, back = nearest(here, there), nearest(there, here)
    for old, (new, likeness) in forth.items():
        if likeness.almost_same and new in back and back[new][0] == old:
            yield old, new


def nearest(here: dict[str, Counter[str]], there: dict[str, Counter[str]]) -> dict[str, tuple[str, Likeness]]:
    """For each text the one that is most like it, by rare words first; none where two are equally like."""
    holders: dict[str, list[str]] = {}
    for uid, words in there.items():
        for word in words:
            holders.setdefault(word, []).append(uid)
    found: dict[str, tuple[str, Likeness]] = {}
    for uid, words in here.items():
        best = _best(words, there, holders)
        if best is not None:
            found[uid] = best
    return found


def _best(
    words: Counter[str], there: dict[str, Counter[str]], holders: dict[str, list[str]]
) -> tuple[str, Likeness] | None:
    rare = sorted((len(holders[word]), word) for word in words if word in holders)
    close = {uid for times, word in rare[:RARE_WORDS] if times <= MOST_HOLDERS for uid in holders[word]}
    best: tuple[str, Likeness] | None = None
    tied = False
    for uid in sorted(close):
        likeness = _likeness(words, there[uid])
        if best is None or likeness.shared * best[1].together > best[1].shared * likeness.together:
            best, tied = (uid, likeness), False
        elif likeness.shared * best[1].together == best[1].shared * likeness.together:
            tied = True
    return None if tied else best


def _parts(pairs: Pairs, old: str, new: str) -> None:
    """The unnumbered parts of one unit, in order: equal ones first, then what is most alike between them."""
    ones = [one for one in pairs.old.within.get(old, ()) if one.kind == PART and one.uid not in pairs.new_of]
    others = [one for one in pairs.new.within.get(new, ()) if one.kind == PART and one.uid not in pairs.old_of]
    if not ones or not others:
        return
    matcher = SequenceMatcher(None, [one.text for one in ones], [one.text for one in others], autojunk=False)
    for what, i, i_end, j, j_end in matcher.get_opcodes():
        found = zip(ones[i:i_end], others[j:j_end], strict=False)
        for one, other in found if what == "equal" else _in_order(ones[i:i_end], others[j:j_end]):
            pairs.join(one.uid, other.uid)


def _in_order(ones: Sequence[Provision], others: Sequence[Provision]) -> Iterator[tuple[Provision, Provision]]:
    """Pairs that never cross and share the most words; one alone against one alone is always a pair."""
    if len(ones) == len(others) == 1 or len(ones) * len(others) > MOST_CELLS:
        yield from zip(ones, others, strict=False)
        return
    rest = [[0] * (len(others) + 1) for _ in range(len(ones) + 1)]
    gain = [[_gain(one, other) for other in others] for one in ones]
    for i in reversed(range(len(ones))):
        for j in reversed(range(len(others))):
            rest[i][j] = max(rest[i + 1][j], rest[i][j + 1], gain[i][j] + rest[i + 1][j + 1])
    i = j = 0
    while i < len(ones) and j < len(others):
        if gain[i][j] and rest[i][j] == gain[i][j] + rest[i + 1][j + 1]:
            yield ones[i], others[j]
            i, j = i + 1, j + 1
        elif rest[i][j] == rest[i + 1][j]:
            i += 1
        else:
            j += 1


def _gain(one: Provision, other: Provision) -> int:
    likeness = like(one.text, other.text)
    return likeness.shared if likeness.at_least(1, 4) else 0
