"""What the desk suggests beside a proposal: others that read like it, in any language, each with the reason.

A suggestion decides nothing. It is computed when it is looked at: the search table gives those that share rare words,
and the newest on the same article; the lab orders these few, whatever their language, and says by which words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from isonomia.proposals import acts
from isonomia.proposals.demand import Demand
from isonomia.proposals.folding import fold
from isonomia_lab.likeness.reasons import shared_phrases
from isonomia_lab.likeness.searching import Found, search
from isonomia_site.proposals import searching
from isonomia_site.proposals.desk_reading import demands
from isonomia_site.proposals.listing import article_of, ordinal_of
from isonomia_site.proposals.models import About, Linked, Listed, PublicText
from isonomia_site.proposals.presenting import excerpt

CANDIDATES = 40
"""So many proposals from each side are put in order."""
PHRASES, READ = 3, 3000
LEAST = 0.05
"""Less alike than this is nothing to be shown."""


@dataclass(frozen=True, slots=True)
class Near:
    """A proposal that reads like another: how much, from 0 to 100, and in which phrases or words."""

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
    """A demand that may be meant: how many of the nearest proposals make it, and by which words it is alike."""

    demand: Demand
    askers: int
    phrases: tuple[str, ...]

    @property
    def id(self) -> str:
        """Its number."""
        return self.demand.matter.partition("/")[2]


def nearest(number: str, text: str, about: Sequence[acts.Provision] = (), *, most: int = 5) -> list[Near]:
    """The published proposals that are most like a text, the likest first; of copies of each other the first alone."""
    own = ordinal_of(number)
    places = [one.place for one in searching.alike(text, CANDIDATES)] + _on_same_article(about)
    listed = Listed.objects.in_bulk([one for one in dict.fromkeys(places) if one != own])
    texts = dict(
        PublicText.objects.filter(number__in=[one.number for one in listed.values()]).values_list("number", "text")
    )
    different = {fold(texts[one.number]): one for one in reversed(listed.values()) if one.number in texts}
    rows = list(different.values())
    found = search([texts[one.number] for one in rows], text, most) if rows else []
    links = _links([rows[one.place].ordinal for one in found])
    return [
        _near(row, text, texts[row.number], one=one, demands=links.get(row.ordinal, ()))
        for one in found
        if one.score >= LEAST and (row := rows[one.place])
    ]


def _on_same_article(about: Sequence[acts.Provision]) -> list[int]:
    articles = {article_of(one.eid or "") for one in about} - {""}
    rows = About.objects.filter(article__in=articles).order_by("-listed") if articles else About.objects.none()
    return list(rows.values_list("listed", flat=True)[:CANDIDATES])


def _links(places: Sequence[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for place, demand in Linked.objects.filter(listed__in=places).values_list("listed", "demand"):
        found[place] = (*found.get(place, ()), demand)
    return found


def _near(row: Listed, text: str, other: str, *, one: Found, demands: tuple[str, ...]) -> Near:
    return Near(
        number=row.number,
        language=row.language,
        stage=row.stage,
        text=excerpt(other),
        hundredths=round(one.score * 100),
        phrases=phrases(other, text) or one.words[:PHRASES],
        demands=demands,
        same=fold(text) == fold(other),
    )


def phrases(one: str, other: str) -> tuple[str, ...]:
    """The longest phrases that two texts share, in the words of the first."""
    found = shared_phrases(one[:READ], other[:READ])[:PHRASES]
    return tuple(excerpt(phrase) for phrase in found)


def suggested(
    text: str, near: Sequence[Near], linked: Iterable[str], former: Sequence[str], *, most: int = 5
) -> list[Suggested]:
    """The demands that may be meant: those that the nearest make, and former ones with titles like the text."""
    askers: dict[str, int] = {}
    for one in near:
        for demand in one.demands:
            askers[demand] = askers.get(demand, 0) + 1
    wanted = [one for one in dict.fromkeys([*askers, *former]) if one not in set(linked)]
    known = [one for one in demands(wanted).values()]
    titles = [" ".join(each.text for each in one.body.titles) for one in known]
    found = [one for one in search(titles, text, len(titles))] if titles else []
    good = [one for one in found if one.score >= LEAST or known[one.place].matter in askers]
    good.sort(key=lambda one: -askers.get(known[one.place].matter, 0))
    return [
        Suggested(known[one.place], askers.get(known[one.place].matter, 0), one.words[:PHRASES]) for one in good[:most]
    ]
