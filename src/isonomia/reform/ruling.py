"""What joins the court with others: its judges are public capacities, and a ruling sets the clock of a law running.

The Court decides; that a bill is due is an act of its own in alignment, on the law to be changed, that names the case.
"""

from collections.abc import Iterator

from isonomia.alignment import acts as alignment_acts
from isonomia.alignment.state import Alignment
from isonomia.court import acts, rules
from isonomia.court.case import Case
from isonomia.court.state import CASE, Court
from isonomia.errors import Finding, UnlawfulActError, refused
from isonomia.people.state import People
from isonomia.record.act import Act


def check_judges(act: Act, people: People) -> None:
    """A judge to whom a case is given is a public capacity of this record."""
    match act.body:
        case acts.RapporteurAssigned(judge=judge) | acts.JudgeRecused(judge=judge):
            judges: tuple[str, ...] = (judge,)
        case acts.LotAnnounced(eligible=judges):
            pass
        case _:
            return
    for one in judges:
        if f"capacity/{one}" not in people.capacities:
            raise _refused(f"{one} is no public capacity of this record", "no_capacity", act.matter, capacity=one)


def check_need(act: Act, court: Court) -> None:
    """A law that is needed because of a ruling is due as the ruling says; asked where the case is at hand."""
    body = act.body
    if not isinstance(body, alignment_acts.NeedStated) or body.follows is None:
        return
    case = court.cases.get(body.follows)
    if case is not None and body.due != due_of(case):
        raise _refused(
            "a need that follows from a ruling is due as it says", "need_unlike_ruling", act.matter, case=body.follows
        )


def due_of(case: Case) -> alignment_acts.DueDay | alignment_acts.DueTerm | None:
    """By when a bill is due that carries a ruling out: by the day the Court set, else by the term of the law."""
    if case.published is None or case.decided is None or not case.executable:
        return None
    if case.decided[1].bill_by is not None:
        return alignment_acts.DueDay(day=case.decided[1].bill_by)
    return alignment_acts.DueTerm(rule=rules.BILL, since=case.published[1].on)


def findings(court: Court, alignment: Alignment) -> Iterator[Finding]:
    """Rulings that nobody follows up, and needs that follow from cases of which the record knows nothing.

    Where no case is at hand at all, as when what stands by itself was left out, nothing is said.
    """
    if not court.cases:
        return
    followed = {law.body.follows for law in alignment.laws.values()}
    for matter, law in alignment.laws.items():
        follows = law.body.follows or ""
        if follows.startswith(CASE) and follows not in court.cases:
            yield Finding.of("case_unknown", matter, case=follows)
    for matter, case in court.cases.items():
        if due_of(case) is not None and matter not in followed:
            yield Finding.of("ruling_not_followed", matter)


def _refused(reason: str, code: str, where: str, **params: str) -> UnlawfulActError:
    return refused(reason, Finding.of(code, where, **params))
