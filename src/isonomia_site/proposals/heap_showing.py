"""Heaps of proposals that are alike, each row with the reason why it stands there."""

from collections.abc import Sequence
from dataclasses import dataclass

from isonomia.proposals import rules
from isonomia_site.entering.forms import choices
from isonomia_site.proposals import desk_likeness
from isonomia_site.proposals.desk_queue import PAGE, same_words
from isonomia_site.proposals.desk_reading import Dossier
from isonomia_site.proposals.desk_services import MOST_AT_ONCE
from isonomia_site.proposals.desk_showing import texts_of
from isonomia_site.proposals.models import Linked, Waiting
from isonomia_site.proposals.presenting import excerpt
from isonomia_site.record.models import Matter

UNLINKING = choices("reason", rules.UNLINKING)


@dataclass(frozen=True, slots=True)
class Alike:
    """A proposal of a heap: why it is there, and how many of its acts were seen."""

    number: str
    text: str
    language: str
    same: bool
    hundredths: int
    phrases: tuple[str, ...]
    seen: int
    chosen: bool


def heap(found: Dossier, groups: Sequence[str]) -> list[Alike]:
    """What is like one proposal: those with the same words, the proposal itself first, then what reads like it."""
    number = found.submission.number
    same = same_words(number, groups, MOST_AT_ONCE)
    text = texts_of([number]).get(number, "")
    near = (
        [one for one in desk_likeness.nearest(number, text, found.submission.body.about, most=PAGE) if not one.same]
        if text
        else []
    )
    waiting = {one.number: one for one in Waiting.objects.filter(number__in=[n.number for n in near], group__in=groups)}
    numbers = [one.number for one in same] + [one.number for one in near if one.number in waiting]
    rows = Matter.objects.filter(matter__in=[f"proposal/{one}" for one in numbers]).values_list("matter", "acts")
    seen = {matter.partition("/")[2]: count for matter, count in rows}
    beginning = excerpt(text)
    return [
        *(Alike(one.number, beginning, one.language, True, 100, (), seen[one.number], True) for one in same),
        *(
            Alike(one.number, one.text, one.language, False, one.hundredths, one.phrases, seen[one.number], False)
            for one in near
            if one.number in waiting and not waiting[one.number].linked
        ),
    ]


def linked(demand: str, start: int) -> list[tuple[str, str, int]]:
    """Proposals that are linked to a demand, with the beginning of each text and how many acts were seen."""
    rows = Linked.objects.filter(demand=demand).order_by("listed").values_list("listed__number", flat=True)
    numbers = list(rows[start : start + MOST_AT_ONCE])
    said = texts_of(numbers)
    counts = Matter.objects.filter(matter__in=[f"proposal/{one}" for one in numbers]).values_list("matter", "acts")
    seen = {matter.partition("/")[2]: count for matter, count in counts}
    return [(one, excerpt(said.get(one, "")), seen.get(one, 0)) for one in numbers]
