"""Transfers between institutions: both ends of each agree, and the day of the first filing is kept."""

from collections.abc import Callable, Mapping
from datetime import date

from isonomia.errors import Finding, refused
from isonomia.record.act import Act

Moves = Mapping[str, Callable[[str], tuple[str, date] | None]]
"""For each kind of matters: to which matter one was sent on, and the day of its first filing."""


def check(act: Act, moves: Moves) -> None:
    """Refuse a filing that names a matter it came from, where that one was not sent on to it, or on another day."""
    source = getattr(act.body, "moved_from", None)
    if not isinstance(source, str):
        return
    kind = source.partition("/")[0]
    found = moves[kind](source) if kind in moves else None
    if found is None or found[0] != act.matter:
        finding = Finding.of("not_moved_here", act.matter, source=source)
        raise refused(f"{source} was not sent on to {act.matter}", finding)
    first = getattr(act.body, "first_filed_on", None)
    if first != str(found[1]):
        finding = Finding.of("first_day_differs", act.matter, source=source, first=found[1])
        raise refused(f"filed first on {found[1]}, not on {first}", finding)
