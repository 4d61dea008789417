"""What the commission's desk can do: enter one act of an election, or the votes of several contests at once."""

import json
from collections.abc import Mapping, Sequence

from django.db import transaction

from isonomia.elections.election import Election
from isonomia.record.act import Act, Body
from isonomia_site.entering.judging import entered, judged, replayed
from isonomia_site.entering.services import enter_act
from isonomia_site.filing import services as filing
from isonomia_site.filing.papers import Papers
from isonomia_site.permissions import By
from isonomia_site.record.index import summary_of
from isonomia_site.record.models import Matter


def replay(matter: str) -> tuple[Election | None, list[Act]]:
    """One election as it stands now, replayed for whoever asks, and its acts."""
    acts = entered((matter,))
    return replayed(acts).elections.matters.get(matter), acts


def in_hand() -> list[tuple[str, dict[str, str]]]:
    """The elections with what lists show of them, the latest polling day first."""
    rows = Matter.objects.filter(institution="election").values_list("matter", "summary")
    found = [(matter.partition("/")[2], json.loads(summary)) for matter, summary in rows]
    return sorted(found, key=lambda pair: str(pair[1].get("polling_day", "")), reverse=True)


@transaction.atomic
def enter(by: By, matter: str, bodies: Sequence[Body], seen: int, *, papers: Papers | None = None) -> None:
    """Enter one act with its papers, or the votes or seats of several contests: all of them, or none.

    Raises:
        UnlawfulActError, InputError: the law refuses one, or who asks may not enter it.
        ConflictError: another act was entered in this election since `seen`.
    """
    if len(bodies) == 1:
        filing.enter(by, matter, bodies[0], seen, judge=judged, papers=papers)
        return
    reform = replayed(entered((matter,)))

    def judge(_by: By, act: Act, _before: Sequence[Act]) -> Mapping[str, str]:
        reform.admit(act)
        return summary_of(matter, reform)

    for place, body in enumerate(bodies, seen):
        enter_act(by, matter, body, place, judge=judge)
