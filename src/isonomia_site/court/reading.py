"""One case or norm with the few matters that it speaks of, as it stands under the published head or as of now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from isonomia.court import rules
from isonomia.court.case import Case
from isonomia.court.norm import Norm
from isonomia.court.state import Court
from isonomia.court.steps import STEPS
from isonomia.people.acts import CapacityRegistered
from isonomia.record.act import Act
from isonomia.record.sources import Wording
from isonomia.reform.road import Reform
from isonomia.rulebook.law import Entries, Entry, Rule
from isonomia_site.court.models import Concerned, Docketed
from isonomia_site.entering.judging import entered, replayed
from isonomia_site.record.models import Matter
from isonomia_site.record.reader import head, law_on

CASE, NORM = "case/", "norm/"


@dataclass(frozen=True, slots=True)
class Dossier:
    """A case with its norms, and what was entered."""

    reform: Reform
    case: Case
    acts: tuple[Act, ...]

    @property
    def number(self) -> str:
        """The number by which people know it."""
        return self.case.matter.removeprefix(CASE)

    @property
    def norms(self) -> tuple[Norm, ...]:
        """The norms that it is about."""
        found = self.reform.court.norms
        return tuple(found[one] for one in self.case.norms if one in found)


def dossier(number: str, *, published: bool) -> Dossier | None:
    """A case under the signed head, or with all that was entered since; None where there is none of this number."""
    under = head().size if published else None
    matter = f"{CASE}{number}"
    own = entered([matter], under)
    if not own:
        return None
    norms = [norm for act in own for norm in getattr(act.body, "norms", ())]
    reform = replayed([*entered(norms, under), *own])
    there = reform.court.cases.get(matter)
    return Dossier(reform, there, tuple(own)) if there else None


def norm_at_head(slug: str) -> tuple[Norm, tuple[Act, ...]] | None:
    """A norm under the signed head, with what was entered; None where there is none of this name."""
    own = entered([f"{NORM}{slug}"], head().size)
    found = replayed(own).court.norms.get(f"{NORM}{slug}")
    return (found, tuple(own)) if found else None


def norms_now() -> Mapping[str, tuple[Wording, ...]]:
    """Every norm of the registry with its titles, as of now."""
    matters = list(Matter.objects.filter(institution="norm").order_by("matter").values_list("matter", flat=True))
    state = replayed(entered(matters)).court
    return {matter: one.body.titles for matter, one in state.norms.items()}


def rule_on(key: str, day: date) -> Rule | None:
    """A rule of the law of a day; None where it is silent."""
    law = law_on(day)
    found = law.find(key) if law else None
    return found if isinstance(found, Rule) else None


def chart(day: date) -> Mapping[str, Entry]:
    """The steps that the law of a day knows, by name; empty where it is silent."""
    rule = rule_on(rules.CHART, day)
    value = rule.value if rule else None
    return {one.word: one for one in value} if isinstance(value, Entries) else {}


def possible(case: Case, day: date) -> list[type]:
    """The kinds of steps that the law of a day lets be taken where a case stands."""
    lines = chart(day)
    return [kind for kind, step in STEPS.items() if step in lines and case.stage in lines[step].words]


def capacities(day: date) -> list[tuple[str, str]]:
    """The public capacities of the record on a day, each by its id and its office: judges are among them."""
    matters = list(Matter.objects.filter(institution="capacity").order_by("matter").values_list("matter", flat=True))
    acts = {one.matter: one.body for one in entered(matters) if isinstance(one.body, CapacityRegistered)}
    held = {matter: body for matter, body in acts.items() if body.since <= str(day) <= (body.until or "9999")}
    return [(matter.partition("/")[2], body.office[0].text) for matter, body in held.items()]


def related(case: Case, most: int = 25) -> list[Docketed]:
    """Other open cases on the same norms: whether they are joined is for a person to say."""
    numbers = Concerned.objects.filter(norm__in=case.norms).values("case")
    rows = Docketed.objects.filter(ordinal__in=numbers, stage__in=("admitted", "preparation"))
    return list(rows.exclude(number=case.matter.removeprefix(CASE)).order_by("-ordinal")[:most])


def state_of(*matters: str) -> Court:
    """Some cases and norms as they stand now."""
    return replayed(entered(matters)).court
