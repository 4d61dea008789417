"""Parties shaped for their pages: who founded them, what the roll comes to against the minima, terms, what-ifs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from isonomia.exact import decimal_text
from isonomia.parties import acts, rules
from isonomia.parties.minima import Members, Standing, of_group, of_members, under
from isonomia.parties.party import (
    ANNULLED,
    CHECKED,
    CONTESTED,
    DISSOLVED,
    ENDED,
    FILED,
    REFUSED,
    STAGES,
    STEPS,
    SUSPENDED,
    Party,
)
from isonomia.rulebook.law import Law, Rule, Rulebook, Territory, Unknown
from isonomia_site.dockets.clocks import clocks
from isonomia_site.dockets.desk import Desk, Dossier, by_chart
from isonomia_site.parties.forms import PartyForm
from isonomia_site.parties.models import RollCheck, newest_check

PER_TERRITORY = "parties.members_per_territory"
MINIMA = ("parties.members", PER_TERRITORY)


@dataclass(frozen=True, slots=True)
class Here:
    """Members in one territory: how many, how many are wanted, and where both stand on a bar of a hundred parts."""

    territory: Territory
    counted: int
    wanted: int | None
    fill: str
    mark: str

    @property
    def short(self) -> bool:
        """Whether there are fewer than wanted."""
        return self.wanted is not None and self.counted < self.wanted


def members_in(members: Members, law: Law) -> list[Here]:
    """Members in each territory of a day, beside the minimum of that day."""
    there = () if isinstance(law.territories, Unknown) else law.territories
    found = law.find(PER_TERRITORY)
    wanted = found.value if isinstance(found, Rule) and isinstance(found.value, int) else None
    counts = {one.id: members.by_territory.get(one.id, 0) for one in there}
    widest = max((*counts.values(), wanted or 0, 1))
    mark = _part(wanted or 0, widest)
    return [Here(one, counts[one.id], wanted, _part(counts[one.id], widest), mark) for one in there]


def _part(count: int, widest: int) -> str:
    return decimal_text(Fraction(100 * count, widest), 2)


def tell(found: Dossier, today: date) -> Mapping[str, object]:
    """What the page of one party says beside its acts."""
    one: Party = found.one
    law = one.laws.on(_judged_on(found))
    owed = [
        ("parties.congress", one.congress_term),
        ("parties.documents", one.documents_term),
        ("parties.decision", one.decision_term),
        ("parties.branches", one.branches_term),
    ]
    return {
        "clocks": clocks(owed, one.laws.on(one.last), today),
        "judged_on": law.day,
        "group": of_group(one.group, one.laws.on(one.filed_on)) if one.group else None,
        "members": of_members(one.members, law) if one.members else None,
        "lands": members_in(one.members, law) if one.members else [],
        "refusal": _against(found),
        "contested": [act for act in found.acts if isinstance(act.body, acts.RefusalContested)],
        "decided": [act for act in found.acts if isinstance(act.body, acts.ContestDecided)],
        "branches": [law.by_id[id] for id in sorted(one.branches) if id in law.by_id],
        "warnings": list(one.findings()),
        "roll_check": newest_check(one.filed.id) if one.filed and one.stage in (FILED, CHECKED) else None,
    }


def _judged_on(found: Dossier) -> date:
    """The day whose minima a roll is held against: that of the decision, or of the check before there is one."""
    deciding = (acts.PartyRegistered, acts.RegistrationRefused, acts.RollChecked)
    days = [date.fromisoformat(act.body.on) for act in found.acts if isinstance(act.body, deciding)]
    return days[-1] if days else found.one.last


def _against(found: Dossier) -> Struct | None:
    """The decision against the party that stands, with what can be done; none where the party itself decided."""
    if found.one.stage not in (REFUSED, CONTESTED, SUSPENDED, ANNULLED, DISSOLVED):
        return None
    against = (acts.RegistrationRefused, acts.RegistrationAnnulled, acts.PartySuspended, acts.PartyDissolved)
    last = next((act.body for act in reversed(found.acts) if isinstance(act.body, against)), None)
    return last if last and last.remedies else None


def what_if(one: Party, rulebook: Rulebook, days: Sequence[date]) -> list[tuple[Standing, list[Here]]]:
    """The counts of a party under the minima of other days."""
    members = one.members
    assert members is not None
    return [(under(members, rulebook, day), members_in(members, rulebook.on(day))) for day in days]


def days_of_change(rulebook: Rulebook) -> tuple[date, ...]:
    """The day on which the minima changed last, and the day before; none where they never did."""
    began = sorted({one.since.last for key in MINIMA for one in rulebook.rules.get(key, ())[1:] if one.since})
    return (began[-1] - timedelta(days=1), began[-1]) if began else ()


def _steps(one: Party, law: Law) -> Iterator[type[Struct]]:
    """The steps of the chart; counts can be stated once the roll was checked."""
    for kind in by_chart(rules.CHART, STEPS)(one, law):
        if kind is acts.RollChecked:
            check = newest_check(one.filed.id) if one.filed else None
            if check is None or check.state != RollCheck.CHECKED:
                continue
        yield kind


DESK = Desk(
    kind="party",
    section="parties",
    address="parties",
    title=_("Parties"),
    officer="party_registrar",
    clerks=("clerk",),
    stages=STAGES,
    open_stages=tuple(one for one in STAGES if one not in (ENDED, ANNULLED, DISSOLVED)),
    matters=lambda reform: reform.parties.matters,
    begins=(acts.FoundingNotified, acts.PartyPublished),
    steps=_steps,
    form=PartyForm,
    tell=tell,
)
