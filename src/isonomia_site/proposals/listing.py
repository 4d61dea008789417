"""The lists of proposals, read out of the published record as its head moves: never ahead of it, nor replayed whole."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from django.db.models import Count, QuerySet

from isonomia.proposals import acts
from isonomia.proposals.campaign import listed_in
from isonomia.record.act import Act, read_entry
from isonomia.reform.road import BODIES
from isonomia_site.entering.heads import Reader
from isonomia_site.proposals import searching
from isonomia_site.proposals.models import About, Following, Linked, Listed, PublicText
from isonomia_site.record.models import Blob, Leaf, Matter
from isonomia_site.record.reader import OF_PROPOSALS, head

NAME = "lists"
AT_ONCE = 1000
PROPOSAL, DEMAND, CAMPAIGN = (f"{kind}/" for kind in OF_PROPOSALS)
SEVERAL = "several"
T = TypeVar("T")


def ordinal_of(number: str) -> int:
    """Where a number stands among all: P-2026-000412 at 2026000412.

    >>> ordinal_of("P-2026-000412")
    2026000412
    """
    _letter, year, count = number.split("-")
    return int(year) * 1_000_000 + int(count)


def follow() -> int:
    """Bring the lists up to the signed head; return how many entries on proposals were read."""
    return Reader(Following, NAME, OF_PROPOSALS).read_on(head().size, _read, at_once=AT_ONCE)


def _read(leaves: "QuerySet[Leaf]") -> int:
    rows = leaves.values_list("leaf_index", "entry__body")
    found = [read_entry(bytes(body), BODIES, index) for index, body in rows]
    _take(found)
    return len(found)


def _take(entered: Sequence[Act]) -> None:
    received = {one.matter: one.body for one in entered if isinstance(one.body, acts.ProposalReceived)}
    proposals = list(dict.fromkeys(one.matter for one in entered if one.matter.startswith(PROPOSAL)))
    demands = {one.matter for one in entered if one.matter.startswith(DEMAND)}
    _write(proposals, received)
    _judge(demands)
    for one in entered:
        if isinstance(one.body, acts.CampaignFound):
            _mark(one.body)


def _write(matters: Sequence[str], received: Mapping[str, acts.ProposalReceived]) -> None:
    """Write the lines of some proposals anew from the index of the record."""
    told = summaries(matters)
    outcomes = _outcomes({name for one in told.values() for name in one["demands"].split()})
    lines = [_line(matter, one, outcomes) for matter, one in told.items()]
    changing = ("stage", "outcome", "language", "channel", "received_on")
    Listed.objects.bulk_create(lines, update_conflicts=True, unique_fields=["ordinal"], update_fields=changing)
    places = {ordinal_of(_number(matter)): one for matter, one in told.items()}
    Linked.objects.filter(listed__in=places).delete()
    Linked.objects.bulk_create(
        Linked(listed_id=place, demand=name) for place, one in places.items() for name in one["demands"].split()
    )
    About.objects.bulk_create(
        About(listed_id=ordinal_of(_number(matter)), article=name)
        for matter, body in received.items()
        for name in dict.fromkeys(article_of(one.eid or "") for one in body.about)
        if name
    )
    hidden = [place for place, one in places.items() if one["hidden"]]
    searching.forget(hidden)
    # Whoever hid a text destroyed it; it may have come back with a dump.
    PublicText.objects.filter(number__in=[_number(matter) for matter, one in told.items() if one["hidden"]]).delete()
    shown = [_number(matter) for matter in received if not told[matter]["hidden"]]
    texts = PublicText.objects.filter(number__in=shown).values_list("number", "text")
    searching.keep({ordinal_of(number): text for number, text in texts})


def article_of(eid: str) -> str:
    """The article that a place stands in, as lists know it; empty for a place in none.

    >>> article_of("art_61__para_3"), article_of("sec_2")
    ('art_61', '')
    """
    return next((one for one in eid.split("__") if one.startswith("art_")), "")


def _some(found: Iterable[T]) -> Iterator[list[T]]:
    """So many at a time."""
    rest = iter(found)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _number(matter: str) -> str:
    return matter.removeprefix(PROPOSAL)


def summaries(matters: Iterable[str]) -> dict[str, dict[str, str]]:
    """What the index of the record says of some matters."""
    found: dict[str, dict[str, str]] = {}
    for some in _some(matters):
        rows = Matter.objects.filter(matter__in=some).values_list("matter", "summary")
        found |= {matter: json.loads(summary) for matter, summary in rows}
    return found


def _outcomes(demands: Iterable[str]) -> dict[str, str]:
    return {matter: one.get("outcome", "") for matter, one in summaries(demands).items()}


def _line(matter: str, one: Mapping[str, str], outcomes: Mapping[str, str]) -> Listed:
    number = _number(matter)
    return Listed(
        ordinal=ordinal_of(number),
        number=number,
        stage=one["stage"],
        outcome=_joined([outcomes.get(name, "") for name in one["demands"].split()]),
        language=one["language"],
        channel=one["channel"],
        received_on=one["received_on"],
    )


def _joined(outcomes: Sequence[str]) -> str:
    """One outcome for a proposal: none until every demand was decided, and `several` where they differ."""
    if not outcomes or "" in outcomes:
        return ""
    return outcomes[0] if len(set(outcomes)) == 1 else SEVERAL


def _judge(demands: Iterable[str]) -> None:
    """Write what was decided on some demands beside every proposal that makes them."""
    places = Linked.objects.filter(demand__in=demands).values_list("listed", flat=True).distinct()
    for some in _some(places):
        links: dict[int, list[str]] = {}
        for place, demand in Linked.objects.filter(listed__in=some).values_list("listed", "demand"):
            links.setdefault(place, []).append(demand)
        outcomes = _outcomes({name for names in links.values() for name in names})
        lines = [Listed(ordinal=at, outcome=_joined([outcomes[name] for name in names])) for at, names in links.items()]
        Listed.objects.bulk_update(lines, ["outcome"])


def _mark(campaign: acts.CampaignFound) -> None:
    """Mark the members of a campaign."""
    row = Blob.objects.filter(sha256=campaign.members.sha256).first()
    for some in _some(listed_in(bytes(row.body)) or () if row else ()):
        Listed.objects.filter(number__in=some).update(in_campaign=True)


@dataclass(frozen=True, slots=True)
class Totals:
    """How many proposals there are, how many demands they make, how many are in campaigns, and what became of them."""

    submissions: int
    demands: int
    in_campaigns: int
    outcomes: Mapping[str, int]

    @property
    def decided(self) -> int:
        """How many have a decision on everything that they ask for."""
        return self.submissions - self.outcomes.get("", 0)


def totals() -> Totals:
    """The totals of the lists, counted once for each head that they have followed."""
    row = Following.objects.filter(name=NAME).first()
    return _totals(row.size if row else 0, head().root)


@lru_cache(maxsize=2)
def _totals(_size: int, _root: bytes) -> Totals:
    counted = Listed.objects.order_by().values_list("outcome").annotate(n=Count("pk"))
    outcomes = dict(counted)
    return Totals(
        submissions=sum(outcomes.values()),
        demands=Linked.objects.values("demand").distinct().count(),
        in_campaigns=Listed.objects.filter(in_campaign=True).count(),
        outcomes=outcomes,
    )
