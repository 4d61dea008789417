"""Recalls shaped for their pages: the seat, the signatures, the vote, and the desk of the commission."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from isonomia.elections.acts import Names
from isonomia.procedure.terms import passed
from isonomia.recall import acts, petition, rules
from isonomia.recall.petition import DRAWN, STAGES, STEPS, Petition
from isonomia.record.act import Act
from isonomia.rulebook.law import Law, Rule, Unknown
from isonomia_site.dockets.clocks import clocks
from isonomia_site.dockets.desk import Desk, Dossier, by_chart
from isonomia_site.recall.forms import RecallForm
from isonomia_site.recall.signatures import Held, held_against, signatures
from isonomia_site.record import reader

GROUP = "recall.min_group"
ENDED = (petition.REFUSED, petition.ENDED, petition.DECIDED)


@dataclass(frozen=True, slots=True)
class Seat:
    """The seat of a deputy in the election that gave it: its district, and the act by which it fell vacant."""

    election: str
    names: Names
    vacated: Act | None


def seat_of(deputy: str, on: str) -> Seat | None:
    """The seat of a deputy on a day, by the newest election until then in which they stood in a district."""
    elections = reader.reform().elections.matters.items()
    stood = [
        (one.called.polling_day, matter, number, one)
        for matter, one in elections
        for number, standing in one.standing.candidates.items()
        if deputy in standing and one.called.polling_day <= on
    ]
    if not stood:
        return None
    _day, matter, number, one = max(stood, key=lambda each: each[0])
    return Seat(matter.partition("/")[2], one.standing.districts[number].names, one.vacated.get(deputy))


def bars_of_vote(one: Petition) -> list[Held | Unknown]:
    """Quorum and majority of the day of the vote, each against its own whole; none before the votes were counted."""
    if one.count is None or one.polling_day is None:
        return []
    law, count = one.laws.on(one.polling_day), one.count
    return [
        held_against("recall.quorum", count.took_part, count.voters, law),
        held_against("recall.majority", count.yes, count.took_part, law),
    ]


def _counted_again(one: Petition) -> str:
    """The command that says again what a vote comes to; its day follows."""
    if one.count is None or one.polling_day is None:
        return ""
    count, country = one.count, one.laws.on(one.polling_day).country
    return f"recall vote {count.took_part} {count.yes} --voters {count.voters} --law {country} --on"


def tell(found: Dossier, today: date) -> Mapping[str, object]:
    """What the page of one recall says beside its acts."""
    one: Petition = found.one
    law, group = one.laws.on(one.last), one.laws.on(date.fromisoformat(one.body.on)).find(GROUP)
    owed = [
        ("recall.answer", one.answer_term),
        ("recall.collection", one.collection_term),
        ("recall.check", one.check_term),
        ("recall.vote", one.vote_term),
    ]
    against = (acts.RecallRefused, acts.RecallEnded)
    return {
        "clocks": clocks(owed, law, today),
        "seat": seat_of(one.body.deputy, one.body.on),
        "group": group if isinstance(group, Rule) else None,
        "signatures": signatures(found),
        "to_draw": one.announced if one.stage == DRAWN else None,
        "bars": bars_of_vote(one),
        "vote_again": _counted_again(one),
        "refusal": next((act.body for act in found.acts if isinstance(act.body, against)), None),
        "warnings": list(one.findings()),
    }


def _steps(one: Petition, law: Law) -> Iterator[type[Struct]]:
    """The steps of the chart, without those that the signatures, or the days of their collection, speak against."""
    told = one.enough(law)
    unknown = isinstance(told, Unknown)
    never_filed = one.filed is None and passed(one.collection_term, law.day)
    open_now = {acts.VoteCalled: unknown or told is True, acts.RecallEnded: unknown or told is False or never_filed}
    return (kind for kind in by_chart(rules.CHART, STEPS)(one, law) if open_now.get(kind, True))


DESK = Desk(
    kind="recall",
    section="recall",
    address="recalls",
    title=_("Recall of deputies"),
    officer="commission",
    clerks=("clerk",),
    stages=STAGES,
    open_stages=tuple(one for one in STAGES if one not in ENDED),
    matters=lambda reform: reform.recall.matters,
    begins=(acts.RecallApplied,),
    steps=_steps,
    form=RecallForm,
    tell=tell,
)
