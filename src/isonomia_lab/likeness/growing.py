"""Groups of copies that grow text by text, and are at every moment those of all texts taken at once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from isonomia_lab.likeness.duplicates import (
    COMPARED,
    FAINT,
    NEAR,
    PERHAPS_NEAR,
    Follow,
    collapsed,
    compared,
    first_places,
    form_of,
    key_of,
    with_followers,
)
from isonomia_lab.likeness.minima import BANDS, FUNCTIONS, Minima, band, minima
from isonomia_lab.likeness.shingles import Numbers, Places, shared_with, shingled

_AT_ONCE = 64


class Like(NamedTuple):
    """A text that is like another: its place, and how many of all their different shingles both have."""

    place: int
    shared: int
    of: int


class Growing:
    """Groups of texts, to which one text after the other is added.

    It begins best with the texts that there are: many at once are a hundred times faster than one by one.
    """

    def __init__(self, texts: Sequence[str] = ()) -> None:
        self.nodes, self.forms = collapsed(texts)
        self._number_of = {key_of(texts[place]): node for place, node in _firsts(self.nodes)}
        self._first_place = [place for place, _ in _firsts(self.nodes)]
        self._shingles = shingled(self.forms)
        self._added: list[Numbers] = []
        found = minima(self._shingles)
        self._forest, self._follow = compared(self.forms, self._shingles, found)
        self._sizes = np.bincount(self._forest.roots(), minlength=len(self.forms)).tolist()
        self._minima = _with_room(found)
        self._later: defaultdict[tuple[int, int], list[int]] = defaultdict(list)

    def groups(self) -> list[int]:
        """For each text the place of the first text of its group."""
        return first_places(self.nodes, with_followers(self._forest, self._follow).roots())

    def like(self, text: str, most: int = 5) -> list[Like]:
        """The texts most like one that need not be among them: first those that share most of their shingles."""
        form = form_of(key_of(text))
        shingles, found = self._taken_apart(form)
        nodes, counts = self._meets(found)
        nodes = nodes[np.argsort(-counts, kind="stable")[: 4 * most]]
        both, either = self._shares(shingles, nodes)
        order = sorted(range(len(nodes)), key=lambda at: (-both[at] / either[at], self._first_place[nodes[at]]))
        return [Like(self._first_place[nodes[at]], int(both[at]), int(either[at])) for at in order[:most]]

    def add(self, text: str) -> int:
        """Add a text and return its place."""
        key, place = key_of(text), len(self.nodes)
        known = self._number_of.get(key)
        if known is not None:
            self.nodes.append(known)
            return place
        node = len(self.forms)
        shingles, found = self._taken_apart(form_of(key))
        # (Looked for before it is one of them.)
        nodes, counts = self._meets(found)
        self._enter(node, key, place, shingles, found)
        self._join_near(node, shingles, nodes[counts >= PERHAPS_NEAR], counts[counts >= PERHAPS_NEAR])
        self._follow_anew(node, shingles, nodes, counts)
        return place

    def _taken_apart(self, form: str) -> tuple[Numbers, Minima]:
        shingles = shingled([form])
        return shingles.values, minima(shingles)

    def _enter(self, node: int, key: str, place: int, shingles: Numbers, found: Minima) -> None:
        self.nodes.append(node)
        self.forms.append(form_of(key))
        self._number_of[key] = node
        self._first_place.append(place)
        self._index  # noqa: B018 (made of the texts that there were at first, before there are more)
        self._added.append(shingles)
        self._forest.parents.append(node)
        self._sizes.append(1)
        if node == len(self._minima):
            self._minima = _with_room(self._minima)
        self._minima[node] = found[0]
        if len(shingles):
            for number in range(BANDS):
                self._later[number, int(band(found, number)[0])].append(node)

    @cached_property
    def _index(self) -> list[tuple[NDArray[np.uint64], Places]]:
        """For each band the keys of the first texts in order, and whose they are."""
        found = self._minima[: len(self._shingles.starts) - 1]
        orders = []
        for number in range(BANDS):
            keys = band(found, number)
            order = np.argsort(keys, kind="stable")
            orders.append((keys[order], order))
        return orders

    def _meets(self, found: Minima) -> tuple[Places, Places]:
        """The texts that share a band with one, where enough of all minima are equal; and how many."""
        met = [np.zeros(0, np.int64)]
        for number, (keys, order) in enumerate(self._index):
            key = band(found, number)[0]
            start, stop = keys.searchsorted(key), keys.searchsorted(key, side="right")
            met += [order[start:stop], np.array(self._later.get((number, int(key)), []), np.int64)]
        nodes = np.unique(np.concatenate(met))
        counts = np.count_nonzero(self._minima[nodes] == found[0], axis=1)
        # Without a shingle there is nothing in which texts could be alike.
        enough = (counts >= COMPARED) & (found[0, 0] != 0xFFFFFFFF)
        return nodes[enough], counts[enough]

    def _shares(self, shingles: Numbers, nodes: Places) -> tuple[Places, Places]:
        """How many shingles one text shares with each of others, and how many they have together."""
        others = [self._of(node) for node in nodes.tolist()]
        both = shared_with(shingles, others)
        return both, len(shingles) + np.array([len(one) for one in others], np.int64) - both

    def _of(self, node: int) -> Numbers:
        first = len(self._shingles.starts) - 1
        return self._shingles.of(node) if node < first else self._added[node - first]

    def _join_near(self, node: int, shingles: Numbers, nodes: Places, counts: Places) -> None:
        """Join a text with all that are near it; of a group that it has joined no other text needs a comparison."""
        nodes = nodes[np.argsort(-counts, kind="stable")]
        for start in range(0, len(nodes), _AT_ONCE):
            part = nodes[start : start + _AT_ONCE]
            own = self._forest.root(node)
            part = part[[self._forest.root(one) != own for one in part.tolist()]]
            both, either = self._shares(shingles, part)
            for one in part[both * NEAR[1] >= either * NEAR[0]].tolist():
                self._join(node, one)

    def _join(self, one: int, other: int) -> None:
        first, second = self._forest.root(one), self._forest.root(other)
        if first == second:
            return
        self._forest.join(one, other)
        self._sizes[self._forest.root(one)] = self._sizes[first] + self._sizes[second]
        for root in (first, second):
            self._follow.pop(root, None)

    def _alone(self, node: int) -> bool:
        return self._forest.parents[node] == node and self._sizes[node] == 1

    def _follow_anew(self, node: int, shingles: Numbers, nodes: Places, counts: Places) -> None:
        """Let those that are alone follow the text they are most like, now that there is another one."""
        better = [
            (one, other, count)
            for met, count in zip(nodes.tolist(), counts.tolist(), strict=True)
            for one, other in ((met, node), (node, met))
            if self._alone(one) and self._is_better(one, other, count)
        ]
        best: dict[int, tuple[int, int]] = {}
        for one, other, count in better:
            if one not in best or self._rank(other, count) < self._rank(*best[one]):
                best[one] = (other, count)
        for one, (other, count) in best.items():
            both, either = self._shares(shingles, np.array([other if one == node else one], np.int64))
            self._follow[one] = Follow(other, count, bool(both[0] * FAINT[1] >= either[0] * FAINT[0]))

    def _is_better(self, one: int, other: int, count: int) -> bool:
        before = self._follow.get(one)
        return before is None or self._rank(other, count) < self._rank(before.node, before.agreeing)

    def _rank(self, node: int, count: int) -> tuple[int, str]:
        return -count, self.forms[node]


def _firsts(nodes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Of every form the place of the first text that has it, in the order of the forms."""
    next_one = 0
    for place, node in enumerate(nodes):
        if node == next_one:
            yield place, node
            next_one += 1


def _with_room(found: Minima) -> Minima:
    """The same rows, and a quarter more, so that an addition seldom has to move what stands."""
    wider = np.empty((len(found) + len(found) // 4 + 1024, FUNCTIONS), np.uint32)
    wider[: len(found)] = found
    return wider
