"""What the desk suggests beside a proposal: others that read like it, each with the words that both have.

A suggestion decides nothing. It is computed when it is looked at, over the words of the search table: from a few
hundred candidates that share its rare words, whatever their language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from isonomia.proposals.folding import words
from isonomia_site.proposals import searching
from isonomia_site.proposals.listing import ordinal_of
from isonomia_site.proposals.models import Linked, Listed, PublicText
from isonomia_site.proposals.presenting import excerpt

READ = 400
"""So many words of a text are compared run by run."""
PHRASES = 3


@dataclass(frozen=True, slots=True)
class Near:
    """A proposal that reads like another: how much of the words both have, and in which phrases."""

    number: str
    language: str
    stage: str
    text: str
    hundredths: int
    phrases: tuple[str, ...]
    demands: tuple[str, ...]
    same: bool


@dataclass(frozen=True, slots=True)
class Suggested:
    """A demand that the nearest proposals make: which of them, and in which phrases the nearest is alike."""

    demand: str
    askers: int
    nearest: Near


def nearest(number: str, text: str, most: int = 5) -> list[Near]:
    """The published proposals that read most like a text, the nearest first; never the proposal itself."""
    own = words(text)
    found = [one for one in searching.alike(text, most + 1) if one.place != ordinal_of(number)][:most]
    places = [one.place for one in found]
    listed = {one.ordinal: one for one in Listed.objects.filter(ordinal__in=places)}
    texts = dict(
        PublicText.objects.filter(number__in=[one.number for one in listed.values()]).values_list("number", "text")
    )
    links: dict[int, list[str]] = {}
    for place, demand in Linked.objects.filter(listed__in=places).values_list("listed", "demand"):
        links.setdefault(place, []).append(demand)
    return [
        _near(listed[one.place], one, own, text=texts[listed[one.place].number], demands=links.get(one.place, ()))
        for one in found
        if one.place in listed and listed[one.place].number in texts
    ]


def _near(listed: Listed, alike: searching.Alike, own: Sequence[str], *, text: str, demands: Sequence[str]) -> Near:
    theirs = words(text)
    return Near(
        number=listed.number,
        language=listed.language,
        stage=listed.stage,
        text=excerpt(text),
        hundredths=round(alike.share * 100),
        phrases=phrases(own, theirs) or alike.words,
        demands=tuple(demands),
        same=own == theirs,
    )


def suggested(near: Sequence[Near], linked: Sequence[str], most: int = 5) -> list[Suggested]:
    """The demands of the nearest proposals that are not linked yet, those of the most first."""
    by_demand: dict[str, list[Near]] = {}
    for one in near:
        for demand in one.demands:
            if demand not in linked:
                by_demand.setdefault(demand, []).append(one)
    ordered = sorted(by_demand.items(), key=lambda row: (-len(row[1]), row[0]))
    return [Suggested(demand, len(those), those[0]) for demand, those in ordered[:most]]


def phrases(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    """The longest runs of words that two texts have in common, of two words at least; without any, single words."""
    blocks = SequenceMatcher(None, one[:READ], other[:READ], autojunk=False).get_matching_blocks()
    runs = sorted({tuple(one[at.a : at.a + at.size]) for at in blocks if at.size > 1}, key=lambda run: (-len(run), run))
    return tuple(" ".join(run[:12]) for run in runs[:PHRASES])
