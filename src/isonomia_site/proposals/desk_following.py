"""What the desk reads out of the published record as its head moves: the queue, single facts, and the board."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import msgspec
from django.db import transaction
from django.db.models import QuerySet

from isonomia.proposals.acts import CampaignFound
from isonomia.proposals.board import Board, DemandFact, ProposalFact, board, demand_fact, proposal_fact
from isonomia.proposals.campaign import listed_in
from isonomia.record.act import read_entry
from isonomia.reform.road import BODIES
from isonomia_site.entering.heads import Reader, of_kinds
from isonomia_site.entering.judging import entered, replayed
from isonomia_site.proposals import desk_queue
from isonomia_site.proposals.listing import CAMPAIGN, DEMAND, PROPOSAL
from isonomia_site.proposals.models import Fact, Following, Kept
from isonomia_site.record.models import Blob, Leaf
from isonomia_site.record.reader import OF_PROPOSALS, Head, head

NAME, BOARD = "desk", "board"
AT_ONCE = 500
T = TypeVar("T")


def follow() -> int:
    """Bring queue, facts and board up to the signed head; return how many entries on proposals were read."""
    top = head()

    def take(leaves: "QuerySet[Leaf]") -> int:
        named = list(leaves.values_list("entry__matter", flat=True))
        matters = set(named)
        desk_queue.mirror(one for one in matters if one.startswith(PROPOSAL))
        facts = [Fact(matter=matter, told=told) for matter, told in _told(matters, top.size).items()]
        Fact.objects.bulk_create(facts, update_conflicts=True, unique_fields=["matter"], update_fields=["told"])
        return len(named)

    read = Reader(Following, NAME, OF_PROPOSALS).read_on(top.size, take, at_once=AT_ONCE)
    _keep_board(top, read > 0)
    return read


def _told(matters: Collection[str], top: int) -> Mapping[str, bytes]:
    """Each of some matters in one line, by its acts under a head."""
    proposals = replayed(entered(matters, top)).proposals
    encode = msgspec.json.encode
    return {
        **{matter: encode(proposal_fact(one)) for matter, one in proposals.submissions.items()},
        **{matter: encode(demand_fact(one)) for matter, one in proposals.demands.items()},
        **{matter: encode(one.body) for matter, one in proposals.campaigns.items()},
    }


@transaction.atomic
def _keep_board(top: Head, changed: bool) -> None:
    """Count the board anew, or say of the one that is kept that it still stands."""
    kept = Kept.objects.filter(name=BOARD)
    if not changed and kept.exists():
        kept.filter(size__lt=top.size).update(size=top.size)
        return
    told = msgspec.json.encode(counted(_last_day(top.size) or top.signed.date()))
    Kept.objects.update_or_create(name=BOARD, defaults={"size": top.size, "board": told})


def counted(on: date) -> Board:
    """Count the board up to a day over the facts that were read."""
    return board(_facts(PROPOSAL, ProposalFact), _facts(DEMAND, DemandFact), _members(), on=on)


def _last_day(top: int) -> date | None:
    """The day on which the last act on proposals under a head was entered: the board is counted up to it."""
    rows = Leaf.objects.filter(leaf_index__lt=top, entry__matter__regex=of_kinds(OF_PROPOSALS)).order_by("-leaf_index")
    body = rows.values_list("entry__body", flat=True).first()
    return date.fromisoformat(read_entry(bytes(body), BODIES).at[:10]) if body is not None else None


def _facts(kind: str, shape: type[T]) -> Iterable[T]:
    decoder = msgspec.json.Decoder(shape)
    rows = Fact.objects.filter(matter__startswith=kind).values_list("told", flat=True)
    return (decoder.decode(bytes(told)) for told in rows.iterator())


def _members() -> frozenset[str] | None:
    """Every proposal in a campaign; None where the list of one is not at hand."""
    cited = {one.members.sha256 for one in _facts(CAMPAIGN, CampaignFound)}
    lists = [bytes(body) for body in Blob.objects.filter(sha256__in=cited).values_list("body", flat=True)]
    numbers = [listed_in(one) for one in lists]
    if len(lists) < len(cited) or None in numbers:
        return None
    return frozenset(f"{PROPOSAL}{number}" for some in numbers for number in some or ())


@dataclass(frozen=True, slots=True)
class BoardKept:
    """The board, and under how many entries of the record it was counted."""

    size: int
    board: Board


def kept_board() -> BoardKept | None:
    """The board as it was counted last; None where nothing was published yet."""
    row = Kept.objects.filter(name=BOARD).first()
    return BoardKept(row.size, msgspec.json.decode(bytes(row.board), type=Board)) if row else None
