"""A house drawn as half a ring: one dot a seat, in rows, counted from the left."""

from dataclasses import dataclass
from math import cos, pi, sin

WIDTH, INNER, OUTER = 1000, 190, 460
LARGEST_DOT = 26
MARGIN = 30


@dataclass(frozen=True, slots=True)
class Dot:
    """Where the dot of a seat stands."""

    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Hemicycle:
    """The dots of a house from the left to the right, and how large they are."""

    dots: tuple[Dot, ...]
    radius: int
    width: int = WIDTH
    height: int = OUTER + 2 * MARGIN


def hemicycle(seats: int) -> Hemicycle:
    """Place the seats of a house: each row as long as its arc, the rows as many as keep dots apart evenly.

    >>> len(hemicycle(98).dots), hemicycle(1).dots[0]
    (98, Dot(x='500.0', y='30.0'))
    """
    if seats < 1:
        return Hemicycle((), 0)
    count = rows_of(seats)
    step = (OUTER - INNER) / max(1, count - 1)
    radii = [OUTER - at * step for at in range(count)] if count > 1 else [float(OUTER)]
    placed: list[tuple[float, float]] = []
    left, arcs = seats, sum(radii)
    for radius in radii:
        held = round(left * radius / arcs) if arcs else left
        placed += [(pi * at / (held - 1) if held > 1 else pi / 2, radius) for at in range(held)]
        left, arcs = left - held, arcs - radius
    placed.sort()
    dots = tuple(
        Dot(f"{WIDTH / 2 - cos(angle) * one:.1f}", f"{OUTER + MARGIN - sin(angle) * one:.1f}") for angle, one in placed
    )
    room = min(step if count > 1 else OUTER, pi * sum(radii) / seats)
    return Hemicycle(dots, max(3, min(LARGEST_DOT, int(room * 0.42))))


def rows_of(seats: int) -> int:
    """How many rows a house of so many seats has, so that dots stand about as far apart along rows as between them."""
    count = 1
    while count < seats and seats * ((OUTER - INNER) / count) > pi * (OUTER + INNER) / 2 * (count + 1):
        count += 1
    return count
