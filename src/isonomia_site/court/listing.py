"""The docket and the registry of norms, read out of the published record as its head moves: never replayed whole."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Count, QuerySet

from isonomia.court.acts import RulingPublished
from isonomia.court.norm_acts import NormRegistered
from isonomia.record.act import Act, read_entry
from isonomia.reform.road import BODIES
from isonomia_site.court.models import Concerned, Docketed, Following, Funnel, NormListed
from isonomia_site.entering.heads import Reader
from isonomia_site.entering.searching import Words
from isonomia_site.record.models import Blob, Leaf, Matter
from isonomia_site.record.reader import OF_COURT, head

NAME = "docket"
AT_ONCE = 1000
CASE, NORM = (f"{kind}/" for kind in OF_COURT)
FAR = date.max
"""The day at which a case stands in which nothing is due."""
IN_RULINGS, IN_NORMS = Words("court_rulings"), Words("court_norms")


def ordinal_of(number: str) -> int:
    """Where a number stands among all.

    >>> ordinal_of("2026-000412")
    2026000412
    """
    year, _dash, count = number.partition("-")
    return int(year) * 1_000_000 + int(count)


def follow() -> int:
    """Bring docket and registry up to the signed head; return how many entries on them were read."""
    top = head().size
    read = Reader(Following, NAME, OF_COURT).read_on(top, _read, at_once=AT_ONCE)
    if read or not Funnel.objects.exists():
        _count(top)
    return read


def _read(leaves: "QuerySet[Leaf]") -> int:
    rows = leaves.values_list("leaf_index", "entry__body")
    entered = [read_entry(bytes(body), BODIES, index) for index, body in rows]
    mirror(one.matter for one in entered)
    _keep_norms(entered)
    _keep_rulings(entered)
    return len(entered)


def mirror(matters: Iterable[str]) -> None:
    """Write the lines of some cases and norms anew from the index of the record."""
    summaries = _summaries(dict.fromkeys(matters))
    cases = {ordinal_of(one.removeprefix(CASE)): told for one, told in summaries.items() if one.startswith(CASE)}
    lines = [_line(place, one) for place, one in cases.items()]
    changing = ("stage", "reached", "filed_on", "since", "due_on", "clock", "outcome", "ruling")
    Docketed.objects.bulk_create(lines, update_conflicts=True, unique_fields=["ordinal"], update_fields=changing)
    Concerned.objects.filter(case__in=cases).delete()
    Concerned.objects.bulk_create(
        Concerned(case_id=place, norm=norm) for place, one in cases.items() for norm in one["norms"].split()
    )
    for matter, one in summaries.items():
        if matter.startswith(NORM):
            NormListed.objects.filter(norm=matter).update(status=one["status"], case=one["case"])


def _line(place: int, one: Mapping[str, str]) -> Docketed:
    return Docketed(
        ordinal=place,
        number=f"{place // 1_000_000}-{place % 1_000_000:06}",
        stage=one["stage"],
        reached=one["reached"],
        applicant=one["applicant"],
        language=one["language"],
        filed_on=one["filed_on"],
        since=one["since"],
        due_on=one["due_on"] or FAR,
        clock=one["clock"],
        outcome=one["outcome"],
        ruling=one["number"],
    )


def _summaries(matters: Iterable[str]) -> dict[str, dict[str, str]]:
    rows = Matter.objects.filter(matter__in=list(matters)).values_list("matter", "summary")
    return {matter: json.loads(summary) for matter, summary in rows if summary != "{}"}


def _keep_norms(entered: Sequence[Act]) -> None:
    found = {one.matter: one.body for one in entered if isinstance(one.body, NormRegistered)}
    summaries = _summaries(found)
    for matter, body in found.items():
        titles = json.dumps({one.language: one.text for one in body.titles}, ensure_ascii=False)
        now = {"titles": titles, **{name: summaries[matter][name] for name in ("status", "case")}}
        row, _made = NormListed.objects.update_or_create(norm=matter, defaults=now)
        IN_NORMS.keep({row.pk: " ".join((*(one.text for one in body.titles), body.work, body.eid or ""))})


def _keep_rulings(entered: Sequence[Act]) -> None:
    """Keep the words of each ruling that was published, in every language in which it was."""
    found = {one.matter: one.body for one in entered if isinstance(one.body, RulingPublished)}
    cited = {one.text.sha256 for body in found.values() for one in body.texts}
    texts = {
        digest: bytes(body) for digest, body in Blob.objects.filter(sha256__in=cited).values_list("sha256", "body")
    }
    IN_RULINGS.keep(
        {
            ordinal_of(matter.removeprefix(CASE)): " ".join(
                texts.get(one.text.sha256, b"").decode(errors="replace") for one in body.texts
            )
            for matter, body in found.items()
        }
    )


def _count(top: int) -> None:
    rows = Docketed.objects.order_by().values_list("reached", "stage", "outcome").annotate(n=Count("pk"))
    told: list[list[Any]] = [list(one) for one in rows]
    Funnel.objects.exclude(size=top).delete()
    Funnel.objects.update_or_create(size=top, defaults={"counts": json.dumps(told)})


def counted() -> list[tuple[str, str, str, int]]:
    """How many cases came how far, stand where, and ended how, as of the last head that was followed."""
    row = Funnel.objects.order_by("-size").first()
    return _decoded(row.counts) if row else []


@lru_cache(maxsize=2)
def _decoded(counts: str) -> list[tuple[str, str, str, int]]:
    return [(one[0], one[1], one[2], one[3]) for one in json.loads(counts)]
