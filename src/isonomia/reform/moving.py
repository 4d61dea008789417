"""Transfers between institutions: both ends of each agree, and the day of the first filing is kept."""

from typing import TYPE_CHECKING

from isonomia.errors import Finding, UnlawfulActError
from isonomia.record.act import Act

if TYPE_CHECKING:
    from isonomia.reform.road import Reform

OWN_RULE = "rule of the record"


def check(act: Act, reform: "Reform") -> None:
    """Refuse a filing that names a matter it came from, where that one was not sent on to it, or on another day.

    A commissioner who puts a norm to the Court keeps the complaint: then the reference is the other end.
    """
    matter = getattr(act.body, "moved_from", None)
    if not isinstance(matter, str):
        return
    found = _sent(matter, reform)
    if found is None or found[0] != act.matter:
        finding = Finding.of("not_moved_here", act.matter, source=matter)
        raise UnlawfulActError(f"{matter} was not sent on to {act.matter}", OWN_RULE, finding)
    first = getattr(act.body, "first_filed_on", None)
    if first != found[1]:
        finding = Finding.of("first_day_differs", act.matter, source=matter, first=found[1])
        raise UnlawfulActError(f"filed first on {found[1]}, not on {first}", OWN_RULE, finding)


def _sent(matter: str, reform: "Reform") -> tuple[str | None, str] | None:
    """Where a matter went, and the day of its first filing."""
    moves = {"assembly": reform.assembly.moved, "complaint": reform.ombudsman.moved, "claim": reform.compensation.moved}
    kind = matter.partition("/")[0]
    complaint = reform.ombudsman.matters.get(matter)
    if complaint is not None and complaint.court_case:
        return complaint.court_case, str(complaint.first_filed_on)
    moved = moves[kind](matter) if kind in moves else None
    return (moved[0], str(moved[1])) if moved else None
