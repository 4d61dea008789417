"""What the papers enter into the record: that some were erased, and nothing of whose they were."""

from datetime import date

from isonomia.errors import InputError
from isonomia.people.rules import EVERYWHERE, Held
from isonomia.record.act import Act, Actor
from isonomia.record.acts import PapersErased
from isonomia_site.papers.ledger import Line
from isonomia_site.papers.models import Erasure
from isonomia_site.permissions import MAY_ENTER, By
from isonomia_site.record.models import Entry
from isonomia_site.record.writer import enter

MATTER = "papers"


def enter_erased(line: Line, done: Erasure) -> None:
    """Enter the act of one erasure in the running transaction, unless it stands there already.

    Erasures are entered in the order of the ledger: the n-th line gives the n-th act.
    """
    act = Act(
        act="papers.erased",
        v=1,
        id=f"{MATTER}/erased-{line.seq}",
        matter=MATTER,
        place=line.seq - 1,
        at=line.at,
        actor=line.by,
        body=PapersErased(papers=done.papers, acts=done.acts, ground=line.ground),
    )
    if not Entry.objects.filter(act_id=act.id).exists():
        enter(act, {}, by=_ordered(line))


def _ordered(line: Line) -> By:
    """The order in the ledger stands for whoever gave it: what was begun is told, whoever is asked to finish it."""
    held = Held(line.by.role, EVERYWHERE, date.min, None, "")
    return By(line.by.capacity or "", (held,), date.fromisoformat(line.at[:10]))


def refuse_unless_may_order(by: Actor) -> None:
    """Refuse an erasure in a role that could not enter the act of it, before anything is erased.

    Raises:
        InputError: no such role.
    """
    allowed = MAY_ENTER["papers.erased"]
    if by.role not in allowed:
        raise InputError(f'erasing in the role "{by.role}": wanted {" or ".join(sorted(allowed))}')


def erasures_entered() -> int:
    """How many erasures the record tells of."""
    return Entry.objects.filter(matter=MATTER).count()
