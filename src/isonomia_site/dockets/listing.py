"""The lines of matters of many steps: kept as the head moves and as acts are entered, read by the page."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import msgspec
from django.db.models import QuerySet

from isonomia_site.dockets.models import Following, Line
from isonomia_site.entering.heads import Reader
from isonomia_site.record.models import Leaf, Matter
from isonomia_site.record.reader import head

KINDS = ("assembly", "complaint", "claim", "party", "recall")
NAME = "rights"
PAGE, AT_ONCE = 25, 1000
FAR = date.max
"""The day at which a matter stands whose last day is not known."""
_told = msgspec.json.Decoder(dict[str, str])


def follow() -> int:
    """Bring the lines up to the signed head; return how many entries were read."""
    return Reader(Following, NAME, KINDS).read_on(head().size, _read, at_once=AT_ONCE)


def _read(leaves: "QuerySet[Leaf]") -> int:
    matters = list(leaves.values_list("entry__matter", flat=True))
    mirror(matters)
    return len(matters)


def mirror(matters: Iterable[str]) -> None:
    """Write the lines of some matters anew from the index of the record."""
    mine = {one for one in matters if one.partition("/")[0] in KINDS}
    rows = Matter.objects.filter(matter__in=mine).values_list("matter", "summary")
    lines = [_line(matter, summary) for matter, summary in rows if summary != "{}"]
    changing = ("part", "stage", "due_on", "told")
    Line.objects.bulk_create(lines, update_conflicts=True, unique_fields=["matter"], update_fields=changing)


def _line(matter: str, summary: str) -> Line:
    told = json.loads(summary)
    return Line(
        matter=matter,
        kind=matter.partition("/")[0],
        part=told.get("commissioner", ""),
        stage=told["stage"],
        filed_on=told["filed_on"],
        due_on=told["due_on"] or FAR,
        told=summary,
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """One line as lists show it."""

    matter: str
    stage: str
    due_on: date | None
    told: Mapping[str, str]

    @property
    def number(self) -> str:
        """The number as people know it."""
        return self.matter.partition("/")[2]


def newest(kind: str, wanted: Mapping[str, str], before: str = "") -> tuple[list[Shown], str]:
    """A page of the newest first, and from which number the next page goes on."""
    rows = Line.objects.filter(kind=kind, **{name: one for name, one in wanted.items() if one}).order_by("-matter")
    if before:
        rows = rows.filter(matter__lt=f"{kind}/{before}")
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1].matter.partition("/")[2] if len(found) > PAGE else ""
    return [_shown(one) for one in found[:PAGE]], last


def waiting(kind: str, stages: Iterable[str], part: str = "", after: str = "") -> tuple[list[Shown], str]:
    """A page of what waits, the day that is due first; and from where the next page goes on."""
    rows = Line.objects.filter(kind=kind, stage__in=list(stages)).order_by("due_on", "matter")
    rows = rows.filter(part=part) if part else rows
    day, _comma, number = after.partition(",")
    if number:
        rows = rows.filter(due_on__gte=day).exclude(due_on=day, matter__lte=f"{kind}/{number}")
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return [_shown(one) for one in found[:PAGE]], f"{last.due_on},{last.matter.partition('/')[2]}" if last else ""


def told(kind: str) -> list[dict[str, str]]:
    """Every line of a kind, for counting."""
    return [_told.decode(one) for one in Line.objects.filter(kind=kind).values_list("told", flat=True).iterator()]


def _shown(row: Line) -> Shown:
    return Shown(row.matter, row.stage, None if row.due_on == FAR else row.due_on, json.loads(row.told))
