"""Ids that stand twice in a log, found with eight bytes an entry.

Every id leaves its hash. Only where a hash stands twice are ids compared, in a second reading of the log: so that
neither chance nor anybody's skill makes two ids one, or hides one that is repeated.
"""

from array import array
from collections import Counter

_SHELVES = 256


class Repeated:
    """Which ids stand twice."""

    def __init__(self) -> None:
        self._shelves = [array("q") for _ in range(_SHELVES)]
        self._first: dict[str, int] = {}

    def take(self, id: str) -> None:
        """Remember an id by its hash."""
        # Python's own hash differs from run to run; it only says where to look, never what is found.
        mark = hash(id)
        self._shelves[mark & (_SHELVES - 1)].append(mark)

    def suspects(self) -> frozenset[int]:
        """Return the hashes that stand twice."""
        doubled = (shelf for shelf in self._shelves if len(set(shelf)) < len(shelf))
        return frozenset(mark for shelf in doubled for mark, times in Counter(shelf).items() if times > 1)

    def first(self, id: str, index: int, suspects: frozenset[int]) -> int:
        """Return where in a second reading an id stood first: here, if nowhere before."""
        return self._first.setdefault(id, index) if hash(id) in suspects else index
