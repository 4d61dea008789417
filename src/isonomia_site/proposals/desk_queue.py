"""The queue of the desk: which proposals wait, the day that is due first; one table, read by its index.

An act of the desk is seen in the queue at once; what was entered elsewhere, with the head under which it is published.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from heapq import merge
from itertools import islice

from django.db.models import Count, Min, Q, QuerySet

from isonomia.proposals.folding import words
from isonomia.rulebook.law import Unknown
from isonomia_site.proposals.listing import ordinal_of, summaries
from isonomia_site.proposals.models import About, PublicText, Waiting
from isonomia_site.record.reader import rulebooks

PAGE = 25
FAR = date.max
"""The day at which a proposal stands whose last day is not known."""
SERVED = ("answered", "traced", "withdrawn", "disowned")
FEW = 2000
SHORT = 3
"""A proposal with fewer working days left than these stands out."""


def mirror(matters: Iterable[str]) -> None:
    """Write what the queue shows of some proposals anew from the index of the record."""
    numbered = ((matter.partition("/")[2], one) for matter, one in summaries(matters).items())
    there = {ordinal_of(number): (number, one) for number, one in numbered}
    open_ones = {place: row for place, row in there.items() if row[1]["stage"] not in SERVED}
    Waiting.objects.filter(ordinal__in=there.keys() - open_ones.keys()).delete()
    texts = dict(
        PublicText.objects.filter(number__in=[number for number, _ in open_ones.values()]).values_list("number", "text")
    )
    Waiting.objects.bulk_create(
        [
            Waiting(
                ordinal=place,
                number=number,
                due_on=one["due_on"] or FAR,
                group=one["group"],
                stage=one["stage"],
                language=one["language"],
                received_on=one["received_on"],
                linked=bool(one["demands"]),
                copy=copy_of(texts.get(number, "")),
            )
            for place, (number, one) in open_ones.items()
        ],
        update_conflicts=True,
        unique_fields=["ordinal"],
        update_fields=["due_on", "group", "stage", "language", "linked", "copy"],
    )


def copy_of(text: str) -> str:
    """What is the same for two texts that have the same words; empty for no text."""
    said = " ".join(words(text))
    return sha256(said.encode()).hexdigest()[:32] if said else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants of the queue: whose, about which article, in which language and stage, from where on."""

    groups: tuple[str, ...]
    article: str = ""
    language: str = ""
    stage: str = ""
    after: str = ""


def page(wanted: Wanted) -> tuple[list[Waiting], str]:
    """25 proposals, the day that is due first, and from where the next page goes on; empty at the end."""
    about = _about(wanted.article) if wanted.article else None
    parts = (_of_group(wanted, group, about) for group in wanted.groups)
    some = list(islice(merge(*parts, key=_place), PAGE + 1))
    last = some[PAGE - 1] if len(some) > PAGE else None
    return some[:PAGE], f"{last.due_on}.{last.ordinal}" if last else ""


def _place(row: Waiting) -> tuple[date, int]:
    return row.due_on, row.ordinal


def _of_group(wanted: Wanted, group: str, about: list[int] | QuerySet[About, int] | None) -> QuerySet[Waiting]:
    rows = Waiting.objects.filter(group=group).order_by("due_on", "ordinal")
    if wanted.language:
        rows = rows.filter(language=wanted.language)
    if wanted.stage:
        rows = rows.filter(stage=wanted.stage)
    if about is not None:
        rows = rows.filter(ordinal__in=about)
    day, _dot, ordinal = wanted.after.partition(".")
    if (since := _day(day)) is not None and ordinal.isascii() and ordinal.isdecimal():
        # The first condition is for the index: it begins where the last page ended.
        rows = rows.filter(due_on__gte=since).filter(Q(due_on__gt=since) | Q(ordinal__gt=int(ordinal[:12])))
    return rows[: PAGE + 1]


def _about(article: str) -> list[int] | QuerySet[About, int]:
    """The proposals about an article: few are named one by one, many are met soon by whoever goes through the queue."""
    rows = About.objects.filter(article=article).values_list("listed", flat=True)
    some = list(rows[: FEW + 1])
    return some if len(some) <= FEW else rows


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def short_before(on: date) -> date | None:
    """The first day that still leaves three working days; None where no working calendar is known for these days."""
    books = list(rulebooks().values())
    calendar = books[0].on(on).calendar() if len(books) == 1 else Unknown("calendar", "no rulebook")
    day, left = on, 0
    while left < SHORT:
        day += timedelta(days=1)
        works = None if isinstance(calendar, Unknown) else calendar.works(day)
        if works is None:
            return None
        left += works
    return day


@dataclass(frozen=True, slots=True)
class SameWords:
    """Waiting proposals that have the same words and make no demand yet: how many, and the first of them."""

    count: int
    first: str


def copies(groups: Sequence[str]) -> list[SameWords]:
    """The largest heaps of waiting proposals with the same words that make no demand yet."""
    rows = Waiting.objects.filter(group__in=groups, linked=False).exclude(copy="").order_by()
    heaps = rows.values("copy").annotate(count=Count("pk"), first=Min("ordinal")).filter(count__gt=1)
    found = list(heaps.order_by("-count", "copy").values_list("count", "first")[:PAGE])
    numbers = dict(Waiting.objects.filter(ordinal__in=[first for _, first in found]).values_list("ordinal", "number"))
    return [SameWords(count, numbers[first]) for count, first in found]


def same_words(number: str, groups: Sequence[str], most: int) -> list[Waiting]:
    """Waiting proposals that have the same words as one, itself among them, and make no demand yet."""
    row = Waiting.objects.filter(number=number).first()
    if row is None or not row.copy:
        return []
    alike = Waiting.objects.filter(group__in=groups, linked=False, copy=row.copy)
    return list(alike.order_by("ordinal")[:most])
