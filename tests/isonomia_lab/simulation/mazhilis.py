"""The vote for lists of 19 March 2023 by the Commission's final counts, under the law of any day."""

from datetime import date
from typing import Any

from isonomia.elections.entrants import Entrant
from isonomia.elections.rules import Body
from isonomia.rulebook.loading import shipped
from isonomia_lab.simulation.supposing import Vote

LISTS = ("Amanat", "Auyl", "Respublica", "Ak Zhol", "QHP", "OSDP", "Baytaq")
COUNTS = (3431510, 693938, 547154, 535139, 432920, 331058, 146431)
AGAINST = 248291


def mazhilis(day: date = date(2023, 3, 19), counts: tuple[int, ...] = COUNTS, **more: Any) -> Vote:
    """The lists with these votes, in the order in which they were registered."""
    lists = [
        Entrant(name=name, votes=votes, registered=at)
        for at, (name, votes) in enumerate(zip(LISTS, counts, strict=False), start=1)
    ]
    against = Entrant(name="against all", votes=AGAINST, kind="against_all")
    return Vote((*lists, against), Body(shipped("kz").on(day)), **more)
