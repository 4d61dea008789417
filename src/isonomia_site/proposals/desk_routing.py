"""To which working group a proposal may belong, by how people assigned others: a suggestion, its reason, or neither.

It is computed when the form is opened, from the newest proposals that were assigned, so that it costs the same however
many there are. It chooses nothing: whoever assigns does.
"""

import json
from collections import Counter
from dataclasses import dataclass

from isonomia_lab.likeness.routing import route
from isonomia_lab.likeness.searching import search
from isonomia_site.proposals.desk_likeness import PHRASES, phrases
from isonomia_site.proposals.models import PublicText
from isonomia_site.record.models import Matter

LOOKED_AT, LEARNED = 1000, 100
"""So many of the newest proposals are looked at, and from so many of these it is learned at most."""
ENOUGH = 5
"""A group with fewer assigned proposals than this is not learned from."""
SURE = 0.5
"""Less sure than this, no group is named."""
READ = 1000


@dataclass(frozen=True, slots=True)
class Routing:
    """A group, how sure that is of 100, from how many proposals it was learned, and the likest of its own with reasons.

    Without a group the tool does not know: it had nothing to learn from (`learned` is 0), or is not sure enough.
    """

    learned: int
    hundredths: int = 0
    group: str = ""
    like: str = ""
    phrases: tuple[str, ...] = ()


def routed(number: str, text: str) -> Routing:
    """The group that a proposal probably belongs to."""
    known = _assigned(number)
    if not text or len(set(known.values())) < 2:
        return Routing(0)
    texts = dict(PublicText.objects.filter(number__in=known).values_list("number", "text"))
    numbers = [one for one in known if one in texts]
    if len({known[one] for one in numbers}) < 2:
        return Routing(0)
    (found,) = route([(texts[one][:READ], known[one]) for one in numbers], [text[:READ]])
    sure = round(found.confidence * 100)
    if found.confidence < SURE:
        return Routing(len(numbers), sure)
    group = found.labels[0]
    own = [one for one in numbers if known[one] == group]
    (like,) = search([texts[one][:READ] for one in own], text[:READ], 1)
    near = own[like.place]
    return Routing(len(numbers), sure, group, near, phrases(texts[near], text) or like.words[:PHRASES])


def _assigned(number: str) -> dict[str, str]:
    """The newest proposals that were assigned, of groups with enough of them, and to which."""
    rows = Matter.objects.filter(institution="proposal").exclude(matter=f"proposal/{number}").order_by("-matter")
    told = ((matter, json.loads(summary)) for matter, summary in rows.values_list("matter", "summary")[:LOOKED_AT])
    groups = {matter.partition("/")[2]: one["group"] for matter, one in told if one.get("group")}
    newest = dict(list(groups.items())[:LEARNED])
    counted = Counter(newest.values())
    return {one: group for one, group in newest.items() if counted[group] >= ENOUGH}
