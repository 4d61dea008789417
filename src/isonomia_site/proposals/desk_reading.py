"""What the desk reads before it acts: a proposal or a demand with the few matters it speaks of, as they stand now."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from isonomia.drafting.acts import GroupSetUp
from isonomia.drafting.groups import Group
from isonomia.proposals import acts, rules
from isonomia.proposals.demand import Demand
from isonomia.proposals.rules import Laws
from isonomia.proposals.submission import Submission
from isonomia.record.act import Act
from isonomia.record.sources import Wording
from isonomia.reform.road import Reform
from isonomia.rulebook.law import Rule, Unknown
from isonomia_site.entering.judging import entered, replayed
from isonomia_site.proposals.models import Seat
from isonomia_site.record.models import Matter
from isonomia_site.record.reader import rulebooks


@dataclass(frozen=True, slots=True)
class Sitting:
    """A working group: what it is called, and who sits in it."""

    matter: str
    titles: tuple[Wording, ...]
    group: Group

    def members(self, on: date) -> tuple[str, ...]:
        """The public capacities of its members on a day."""
        return tuple(sorted({one.capacity for one in self.group.members if one.on(on)}))


def groups() -> Mapping[str, Sitting]:
    """The working groups of the record as they stand now."""
    rows = Matter.objects.filter(institution="group").order_by("matter").values_list("matter", "acts")
    return _groups(tuple(rows))


@lru_cache(maxsize=2)
def _groups(seen: tuple[tuple[str, int], ...]) -> Mapping[str, Sitting]:
    every = entered([matter for matter, _ in seen])
    drafting = replayed(every).drafting
    titles = {one.matter: one.body.titles for one in every if isinstance(one.body, GroupSetUp)}
    return {matter: Sitting(matter, titles.get(matter, ()), one) for matter, one in drafting.groups.items()}


def seat_of(person: str) -> str:
    """The public capacity in which a person sits in working groups; empty where none is known here."""
    row = Seat.objects.filter(person=person).first()
    return row.capacity if row else ""


def seats() -> list[tuple[str, str]]:
    """Who sits as whom: each person with the public capacity."""
    return list(Seat.objects.order_by("person").values_list("person", "capacity"))


def sits_in(capacity: str, on: date) -> tuple[str, ...]:
    """The groups in which a public capacity sits on a day."""
    return tuple(matter for matter, one in groups().items() if capacity and capacity in one.members(on))


@dataclass(frozen=True, slots=True)
class Dossier:
    """A proposal with its demands, as it stands now."""

    reform: Reform
    submission: Submission
    acts: tuple[Act, ...]

    @property
    def demands(self) -> tuple[Demand, ...]:
        """The demands that it makes."""
        return self.reform.proposals.demands_of(self.submission)

    @property
    def stage(self) -> str:
        """How far it has come."""
        return self.reform.proposals.stage(self.submission)


def dossier(number: str) -> Dossier | None:
    """A proposal with what it speaks of; None where there is none of this number."""
    matter = f"proposal/{number}"
    own = entered([matter])
    links = {one.body.demand for one in own if isinstance(one.body, acts.DemandLinked)}
    reform = replayed([*own, *entered(links)])
    there = reform.proposals.submissions.get(matter)
    return Dossier(reform, there, tuple(own)) if there else None


@dataclass(frozen=True, slots=True)
class Asked:
    """A demand as it stands now."""

    demand: Demand
    laws: Laws
    acts: tuple[Act, ...]


def asked_for(id: str) -> Asked | None:
    """A demand; None where there is none of this number."""
    own = entered([f"demand/{id}"])
    reform = replayed(own)
    there = reform.proposals.demands.get(f"demand/{id}")
    return Asked(there, reform.proposals.laws, tuple(own)) if there else None


def demands(matters: Collection[str]) -> Mapping[str, Demand]:
    """Some demands as they stand now."""
    return replayed(entered(matters)).proposals.demands


@dataclass(frozen=True, slots=True)
class Quorum:
    """Who of a group is there against who must be: `rule` is what the law asks, None where it asks nothing known."""

    members: int | None
    present: int
    rule: Rule | None
    missing: str
    there: bool


def quorum(sitting: Sitting, present: int, *, on: date) -> Quorum:
    """Hold who is present against the quorum of a day; the silence of the sources stops no vote."""
    law = Laws(Reform(rulebooks()).rulebook).on(on)
    size = sitting.group.size(on)
    members = len(sitting.members(on)) if size is None else size
    found = law.find(rules.QUORUM)
    short = rules.clears(rules.QUORUM, {"present": present, "members": members, "yes": 0, "no": 0}, law)
    rule = found if isinstance(found, Rule) else None
    missing = found.missing if isinstance(found, Unknown) else ""
    return Quorum(members, present, rule, missing, not isinstance(short, Rule))


def reviews_wanted(on: date) -> int | None:
    """How many members must have reviewed a demand before it is refused; None where the sources are silent."""
    return rules.number(rules.REVIEWS_FOR_REFUSAL, Laws(Reform(rulebooks()).rulebook).on(on))


def matters_of(numbers: Sequence[str]) -> list[str]:
    """The matters of some numbers."""
    return [f"proposal/{one}" for one in numbers]
