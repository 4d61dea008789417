"""How far an act reaches: the few other matters that it is judged after, so that not all are replayed."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import msgspec

from isonomia.drafting import acts as drafting_acts
from isonomia.people.rules import LETTERS
from isonomia.proposals import acts
from isonomia.record.act import Act
from isonomia.reform.road import Reform
from isonomia.rulebook.law import Rulebook

Read = Callable[[Collection[str]], Sequence[Act]]
"""Gives the acts of some matters, in the order in which they were entered."""

MATTERS = (
    "referendum",
    "case",
    "norm",
    "complaint",
    "claim",
    "assembly",
    "law",
    "election",
    "party",
    "recall",
    "survey",
)
_named_so = re.compile(rf"({'|'.join(MATTERS)})/.+")
_capacity = re.compile(rf"c-[{LETTERS}]{{6}}")


def judged_after(act: Act, read: Read, rulebooks: Mapping[str, Rulebook]) -> Reform:
    """Replay the matter of an act and those it speaks of: enough to admit it, and to sum its matter up."""
    reform = Reform(rulebooks)
    for one in read(reach(act, read)):
        reform.stand(one)
    return reform


def reach(act: Act, read: Read) -> frozenset[str]:
    """The matter of an act and the others that it speaks of.

    An act on proposals has its own way; any other reaches each matter and each public capacity that it names.
    """
    if not act.act.startswith("proposals."):
        return frozenset({act.matter, *matters_in(act.body)})
    found = {act.matter, *_named(act)}
    if isinstance(act.body, acts.ProposalAnswered):
        for one in read((act.matter,)):
            match one.body:
                case acts.ProposalAssigned(group=group):
                    found.add(group)
                case acts.DemandLinked(demand=demand):
                    found.add(demand)
        found.add(f"capacity/{act.body.signatory}")
    return frozenset(found | with_texts([one for one in found if one.startswith("draft/")], read))


def matters_in(body: msgspec.Struct) -> Iterator[str]:
    """The matters and the public capacities that a body names, wherever they stand in it."""
    pending: list[object] = [msgspec.to_builtins(body)]
    while pending:
        value = pending.pop()
        match value:
            case str() if _named_so.fullmatch(value):
                yield value
            case str() if _capacity.fullmatch(value):
                yield f"capacity/{value}"
            case dict():
                pending.extend(value.values())
            case list() | tuple():
                pending.extend(value)


def with_texts(drafts: Collection[str], read: Read) -> frozenset[str]:
    """Drafts with their groups and texts, and with those drafts before them that made these texts what they are."""
    found: set[str] = set()
    left = set(drafts)
    while left:
        found |= left
        tabled = [one.body for one in read(left) if isinstance(one.body, drafting_acts.DraftTabled)]
        texts = {one.law_text for one in tabled} - found
        found |= texts | {one.group for one in tabled}
        left = made_by(read(texts)) - found if texts else set()
    return frozenset(found)


def made_by(entered: Collection[Act]) -> set[str]:
    """The drafts that acts on texts of law name."""
    found: set[str | None] = set()
    for one in entered:
        match one.body:
            case drafting_acts.EditionPublished(result_of=draft) | drafting_acts.ProvisionsApplied(draft=draft):
                found.add(draft)
    return {one for one in found if one}


def _named(act: Act) -> tuple[str, ...]:
    match act.body:
        case acts.ProposalAssigned(group=group) | acts.ReadByMember(group=group) | acts.DemandReviewed(group=group):
            return (group,)
        case acts.ReviewerSteppedAside(group=group):
            return (group,)
        case acts.DemandDecided(group=group, after=after):
            return (group, after.proposal) if after else (group,)
        case acts.DemandLinked(demand=demand):
            return (demand,)
        case acts.DemandTraced(draft=str(draft)):
            return (draft,)
        case acts.CampaignFound(template=template):
            return (template,)
        case _:
            return ()
