"""A demand at the desk: who asks it, who reviewed it, the vote with its quorum, the letter to all, the trace."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from isonomia.proposals import acts, rules
from isonomia.proposals.demand import Demand
from isonomia.proposals.submission import ENDED
from isonomia_site.entering.forms import choices
from isonomia_site.entering.judging import entered
from isonomia_site.permissions import MAY_ENTER
from isonomia_site.proposals import desk_forms
from isonomia_site.proposals.desk_forms import Choices
from isonomia_site.proposals.desk_reading import Asked, Quorum, demands, dossier, groups, reviews_wanted
from isonomia_site.proposals.desk_showing import Doing, sittings
from isonomia_site.proposals.models import Linked
from isonomia_site.record.models import Matter

OUTCOMES = rules.OUTCOMES
PAGE = 25
"""So many rows stand on a page."""
OF_DEMAND = (
    Doing("review", _("Review it with an opinion"), desk_forms.ReviewForm, acts.DemandReviewed, "r"),
    Doing("aside", _("Declare an interest and step aside"), desk_forms.AsideForm, acts.ReviewerSteppedAside, "s"),
    Doing("trace", _("Say what became of it in the text"), desk_forms.TraceForm, acts.DemandTraced, "t"),
)
DECIDES = MAY_ENTER["proposals.decided"]


@dataclass(frozen=True, slots=True)
class ShownDemand:
    """A demand for its page at the desk."""

    asked: Asked
    askers: int
    first: Sequence[str]
    looks: Sequence[str]
    wanted: int | None

    @property
    def demand(self) -> Demand:
        """The demand."""
        return self.asked.demand

    @property
    def id(self) -> str:
        """Its number."""
        return self.demand.matter.partition("/")[2]

    @property
    def eyes(self) -> int:
        """How many members without an interest of their own reviewed it."""
        return eyes(self.demand)


def eyes(one: Demand) -> int:
    """How many members without an interest of their own reviewed a demand."""
    return len({body.capacity for _, body in one.reviews if body.interest == "none"} - set(one.aside))


def demand(found: Asked, on: date) -> ShownDemand:
    """Shape a demand for its page."""
    rows = Linked.objects.filter(demand=found.demand.matter)
    first = list(rows.order_by("listed").values_list("listed__number", flat=True)[:PAGE])
    return ShownDemand(found, rows.count(), first, _pending(found.demand), reviews_wanted(on))


def _pending(one: Demand) -> list[str]:
    """The proposals whose authors asked for a second look at a demand that was not decided again for them."""
    if one.decided is None:
        return []
    used = {body.after.act for _, body in one.decisions if body.after}
    rows = Linked.objects.filter(demand=one.matter, listed__stage="second_look").values_list(
        "listed__number", flat=True
    )
    looked = ((number, look_of(number)) for number in rows[:PAGE])
    return [number for number, look in looked if look is not None and look.act not in used]


def look_of(number: str) -> acts.SecondLook | None:
    """The last asking for a second look at a proposal; None where there is none."""
    found = dossier(number) if number else None
    if found is None or not found.submission.looks:
        return None
    return acts.SecondLook(proposal=found.submission.matter, act=found.submission.looks[-1].id)


def possible_with_demand(found: Asked, roles: frozenset[str]) -> list[Doing]:
    """What somebody with these roles can do with a demand as it stands."""
    decided = found.demand.decided is not None
    return [one for one in OF_DEMAND if one.roles & roles and (one.what != "trace" or decided)]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome that a group can decide: `lacks` is how many reviews are missing for it."""

    outcome: str
    lacks: int


def outcomes(found: Asked, on: date) -> list[Outcome]:
    """The outcomes, each with what it lacks: a refusal is looked at by several first, where the rulebook says so."""
    wanted = reviews_wanted(on) or 0
    lacks = max(wanted - eyes(found.demand), 0)
    return [Outcome(one, lacks if one == rules.REFUSED else 0) for one in rules.OUTCOMES]


@dataclass(frozen=True, slots=True)
class Thermometer:
    """A bar in thousandths: how much is there, and where the quorum lies."""

    there: int
    mark: int | None


def thermometer(quorum: Quorum) -> Thermometer:
    """Who is there of all members, as a bar with the mark of the quorum."""
    members = max(quorum.members or 0, quorum.present, 1)
    share = getattr(quorum.rule.value, "share", None) if quorum.rule else None
    return Thermometer(quorum.present * 1000 // members, int(share * 1000) if share is not None else None)


def demand_page(start: int) -> tuple[list[Demand], int | None]:
    """25 demands, the newest first, and where the next page begins."""
    rows = Matter.objects.filter(institution="demand").order_by(Length("matter").desc(), "-matter")
    matters = list(rows.values_list("matter", flat=True)[start : start + PAGE + 1])
    found = demands(matters[:PAGE])
    return [found[one] for one in matters[:PAGE] if one in found], start + PAGE if len(matters) > PAGE else None


def receivers(demand: str, signatory: str, on: date) -> dict[str, object]:
    """Who gets a letter to all that make a demand, and who is left out and why."""
    found = askers(demand, signatory, on)
    return {
        "numbers": [one.number for one in found if not one.why_not],
        "left_out": [one for one in found if one.why_not],
    }


def amendments() -> Choices:
    """The amendments of every draft."""
    rows = Matter.objects.filter(institution="draft").order_by("matter").values_list("matter", flat=True)
    return [
        (f"{act.matter} {name}", name)
        for act in entered(list(rows))
        if isinstance(name := getattr(act.body, "amendment", None), str) and act.act == "drafting.amendment_tabled"
    ]


def traces(demand: Demand) -> Choices:
    """How a demand can be traced, by what was decided on it."""
    return choices("kind", rules.TRACES[demand.decided[1].outcome]) if demand.decided else []


@dataclass(frozen=True, slots=True)
class Asker:
    """A proposal that makes a demand: whether a letter to all can go to it, and if not, why."""

    number: str
    why_not: str


def askers(demand: str, capacity: str, on: date) -> list[Asker]:
    """The proposals that make a demand by the published record, each with whether one letter can answer it too."""
    places = Linked.objects.filter(demand=demand).order_by("listed").values_list("listed__number", flat=True)
    mine = {one.matter for one in sittings(capacity, on)} if capacity else set(groups())
    found = []
    numbers = list(places)
    for at in range(0, len(numbers), 500):
        some = [f"proposal/{one}" for one in numbers[at : at + 500]]
        for matter, summary in (
            Matter.objects.filter(matter__in=some).order_by("matter").values_list("matter", "summary")
        ):
            found.append(Asker(matter.partition("/")[2], _why_not(json.loads(summary), demand, mine)))
    return found


def _why_not(one: Mapping[str, str], demand: str, mine: set[str]) -> str:
    if one["answered_on"] or one["stage"] in ("answered", *ENDED):
        return "done"
    if one["demands"] != demand:
        return "others"
    if one["stage"] not in ("admissible", "assigned", "under_review"):
        return one["stage"]
    return "" if not one["group"] or one["group"] in mine else "group"
