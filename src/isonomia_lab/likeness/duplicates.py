"""Which texts are copies of one another, word for word or changed a little; in whatever order they come.

Texts of one form are one text. Two texts are compared where all minima of one of their bands are equal, and at least
a fifth of all minima. They are near where half of their shingles are shared, and a chain of near texts is one group. A
text that has no near one joins the group of the text with which it shares most minima, where three in ten of their
shingles are shared; so two groups never become one by a single faint likeness. The groups are suggestions: nothing is
merged, and nobody's number moves.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from isonomia.proposals.folding import fold
from isonomia_lab.likeness.minima import BANDS, FUNCTIONS, Minima, agreeing, band, minima
from isonomia_lab.likeness.shingles import Places, Shingles, none_twice, shared, shingled

VERSION = "likeness-1"
NEAR, FAINT = (50, 100), (30, 100)
COMPARED = FUNCTIONS // 5
# Where fewer minima than this are equal, half of the shingles are not shared but by the rarest chance.
PERHAPS_NEAR = 54
_AT_ONCE = 1 << 14
_KEYS_AT_ONCE = 1 << 20
# So many places in bands are looked at together; of more, pairs are sought part by part of the texts, to save memory.
_MEETING_AT_ONCE = 1 << 21


class Forest:
    """Texts that hang together, by way of others or not."""

    def __init__(self, size: int) -> None:
        self.parents = list(range(size))

    def root(self, one: int) -> int:
        """The text by which its group is known; the first of them."""
        parents = self.parents
        while parents[one] != one:
            parents[one] = one = parents[parents[one]]
        return one

    def join(self, one: int, other: int) -> None:
        """Make two groups one."""
        first, second = sorted((self.root(one), self.root(other)))
        self.parents[second] = first

    def roots(self) -> Places:
        """The root of each text."""
        found = np.array(self.parents, np.int64)
        while True:
            above = found[found]
            if np.array_equal(above, found):
                return found
            found = above


class Pairs(NamedTuple):
    """Texts to be compared two by two, each with how many of their minima are equal."""

    left: Places
    right: Places
    agreeing: Places

    def chosen(self, which: NDArray[np.bool_] | Places) -> "Pairs":
        """Some of them."""
        return Pairs(self.left[which], self.right[which], self.agreeing[which])


class Meetings(NamedTuple):
    """Texts that share the minima of a band, side by side; where each such meeting starts, and its size."""

    members: Places
    starts: Places
    sizes: Places


class Follow(NamedTuple):
    """The text that one without a near one is most like, how many minima they share, and whether that is enough."""

    node: int
    agreeing: int
    alike: bool


def groups(texts: Sequence[str], tell: Callable[[str], None] = lambda how_far: None) -> list[int]:
    """For each text the place of the first text of its group; `tell` is told how far the work is.

    >>> groups(["Отменить налог на землю", "Свет в селе", "ОТМЕНИТЬ налог на землю!"])
    [0, 1, 0]
    """
    nodes, forms = collapsed(texts)
    tell(f"{len(forms):,} different texts, to be taken apart")
    shingles = shingled(forms)
    found = minima(shingles)
    tell("to be compared")
    forest, follow = compared(forms, shingles, found)
    return first_places(nodes, with_followers(forest, follow).roots())


def collapsed(texts: Sequence[str]) -> tuple[list[int], list[str]]:
    """For each text the number of its form, and the forms; that of a text of signs alone has no words."""
    number_of: dict[str, int] = {}
    # Copies letter by letter are many, and one of them is enough to be folded.
    node_of = {text: number_of.setdefault(key_of(text), len(number_of)) for text in dict.fromkeys(texts)}
    return [node_of[text] for text in texts], [form_of(key) for key in number_of]


def key_of(text: str) -> str:
    """What two texts must have in common to be one: the form or, where there is none, every sign."""
    return fold(text) or f"\0{text}"


def form_of(key: str) -> str:
    """The form of such a key."""
    return "" if key.startswith("\0") else key


def first_places(nodes: Sequence[int], roots: Places) -> list[int]:
    """For each text the place of the first one of its group."""
    places: dict[int, int] = {}
    return [places.setdefault(root, place) for place, root in enumerate(roots[nodes].tolist())]


def compared(forms: Sequence[str], shingles: Shingles, found: Minima) -> tuple[Forest, dict[int, Follow]]:
    """Which forms are near, and for each one that is near none the one that it is most like."""
    forest = Forest(len(forms))
    meetings = [_meetings(found, number) for number in range(BANDS)]
    _join_by_bands(forest, shingles, found, meetings)
    pairs = _left_over(forest, found, meetings)
    _join_near(forest, shingles, pairs)
    return forest, _followed(forest.roots(), pairs, forms, shingles)


def with_followers(forest: Forest, follow: dict[int, Follow]) -> Forest:
    """The groups with those that only follow a text in them."""
    whole = Forest(0)
    whole.parents = list(forest.parents)
    for one, other in follow.items():
        if other.alike:
            whole.join(one, other.node)
    return whole


def alike(shingles: Shingles, left: Places, right: Places, share: tuple[int, int]) -> NDArray[np.bool_]:
    """Of which pairs at least a share of all shingles is in both texts."""
    both = shared(shingles, left, right)
    counts = shingles.counts
    return both * share[1] >= (counts[left] + counts[right] - both) * share[0]


def _followed(roots: Places, pairs: Pairs, forms: Sequence[str], shingles: Shingles) -> dict[int, Follow]:
    """For each text that is alone the one with which it shares most minima, of equals the first in the alphabet."""
    alone = np.bincount(roots, minlength=len(roots)) == 1
    ones = np.concatenate([pairs.left, pairs.right])
    others = np.concatenate([pairs.right, pairs.left])
    counts = np.concatenate([pairs.agreeing, pairs.agreeing])
    most = np.zeros(len(roots), np.int64)
    np.maximum.at(most, ones, counts)
    best = alone[ones] & (counts == most[ones])
    node_of: dict[int, int] = {}
    for one, other in zip(ones[best].tolist(), others[best].tolist(), strict=True):
        node_of[one] = min(node_of.get(one, other), other, key=lambda node: forms[node])
    left, right = np.array(list(node_of), np.int64), np.array(list(node_of.values()), np.int64)
    faint = alike(shingles, left, right, FAINT).tolist()
    rows = zip(node_of.items(), most[left].tolist(), faint, strict=True)
    return {one: Follow(node, agreeing, true) for (one, node), agreeing, true in rows}


def _join_by_bands(forest: Forest, shingles: Shingles, found: Minima, meetings: Sequence[Meetings]) -> None:
    """Join what is near the first of those with which it shares a band: most of every group, by few comparisons."""
    for members, starts, sizes in meetings:
        first = np.repeat(members[starts], sizes)
        roots = forest.roots()
        apart = roots[members] != roots[first]
        _join_near(forest, shingles, _compared(found, members[apart], first[apart]))


def _join_near(forest: Forest, shingles: Shingles, pairs: Pairs) -> None:
    """Join the pairs that are near; those most alike first, so that the others need no comparison any more."""
    pairs = pairs.chosen(pairs.agreeing >= PERHAPS_NEAR)
    pairs = pairs.chosen(np.argsort(-pairs.agreeing, kind="stable"))
    for start in range(0, len(pairs.left), _AT_ONCE):
        left, right = pairs.left[start : start + _AT_ONCE], pairs.right[start : start + _AT_ONCE]
        roots = forest.roots()
        apart = roots[left] != roots[right]
        left, right = left[apart], right[apart]
        near = alike(shingles, left, right, NEAR)
        for one, other in zip(left[near].tolist(), right[near].tolist(), strict=True):
            forest.join(one, other)


def _left_over(forest: Forest, found: Minima, meetings: Sequence[Meetings]) -> Pairs:
    """Every pair that shares a band and does not hang together yet, if it may be near or one of the two is alone."""
    roots = forest.roots()
    size = max(1, len(roots))
    alone = np.bincount(roots, minlength=size) == 1
    parts = [Pairs(*np.zeros((3, 0), np.int64))]
    passes = 1 + sum(len(one.members) for one in meetings) // _MEETING_AT_ONCE
    for number in range(passes):
        within = size * number // passes, size * (number + 1) // passes
        for keys in _slices(_keys(meetings, roots, within)):
            pairs = _compared(found, keys // size, keys % size)
            parts.append(pairs.chosen((pairs.agreeing >= PERHAPS_NEAR) | alone[pairs.left] | alone[pairs.right]))
    return Pairs(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _keys(meetings: Sequence[Meetings], roots: Places, within: tuple[int, int]) -> Places:
    """Every pair that meets and does not hang together yet as one number, in order and none twice.

    Only those of which the first text stands within two places.
    """
    keys, waiting = np.zeros(0, np.int64), [np.zeros(0, np.int64)]
    for one in meetings:
        left, right = _across(one, roots)
        first = np.minimum(left, right)
        chosen = np.flatnonzero((first >= within[0]) & (first < within[1]))
        waiting.append(first[chosen] * len(roots) + np.maximum(left[chosen], right[chosen]))
        # To put them in order after each band would take most of the time where texts are very many.
        if sum(map(len, waiting)) > len(keys) // 2:
            keys, waiting = none_twice(np.concatenate([keys, *waiting])), []
    return none_twice(np.concatenate([keys, *waiting]))


def _slices(keys: Places) -> Iterator[Places]:
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        yield keys[start : start + _KEYS_AT_ONCE]


def _across(meetings: Meetings, roots: Places) -> tuple[Places, Places]:
    """Every pair of texts that meet and of which each hangs together with others."""
    members, _, sizes = meetings
    of = np.repeat(np.arange(len(sizes)), sizes) * len(roots) + roots[members]
    order = np.argsort(of, kind="stable")
    members, of = members[order], of[order]
    # Each is paired with those of its meeting that come after the last of its own group.
    ends = np.append(np.flatnonzero(of[1:] != of[:-1]) + 1, len(of))
    ends = np.repeat(ends, np.diff(ends, prepend=0))
    later = np.repeat(np.cumsum(sizes), sizes) - ends
    left = np.repeat(members, later)
    right = members[np.arange(later.sum()) - np.repeat(np.cumsum(later) - later, later) + np.repeat(ends, later)]
    return left, right


def _meetings(found: Minima, number: int) -> Meetings:
    """The texts that share the minima of a band."""
    keys = band(found, number)
    order = np.argsort(keys, kind="stable")
    cuts = np.flatnonzero(np.diff(keys[order], prepend=~keys[order[:1]])) if len(keys) else np.zeros(0, np.int64)
    sizes = np.diff(cuts, append=len(keys))
    meets = (sizes > 1) & (found[order[cuts], 0] != 0xFFFFFFFF)
    members = order[np.repeat(meets, sizes)]
    sizes = sizes[meets]
    return Meetings(members, np.cumsum(sizes) - sizes, sizes)


def _compared(found: Minima, left: Places, right: Places) -> Pairs:
    """The pairs of which enough minima are equal."""
    pairs = Pairs(left, right, agreeing(found, left, right))
    return pairs.chosen(pairs.agreeing >= COMPARED)
