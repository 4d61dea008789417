"""A party told act by act: bodies that fit, in Mysal and in Kazakhstan, unless others are given."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec import structs

from isonomia.parties.party import Party
from isonomia.record.act import Act, Commitment
from isonomia.record.commitment import commit
from isonomia.rulebook.law import Entries
from isonomia.rulebook.loading import shipped
from tests.isonomia.procedure.telling import Given, Telling, basis

A = "party/2026-000001"
NAMES = [{"language": "en", "text": "Party of the Spring", "status": "original"}]
LANDS = [f"MYSAL-{number}" for number in range(1, 7)]
IN_KZ = [one.id for one in shipped("kz").on(date(2026, 1, 1)).register()]
COURT = {"kind": "court", "basis": basis("parties.remedies", "art. 5(4)")}
COURT_IN_KZ = {"kind": "court", "basis": basis("parties.remedies", "art. 11(3)")}
FIELDS = {
    "parties.founding_notified": ("group",),
    "parties.roll_filed": ("roll",),
    "parties.roll_checked": ("roll",),
    "parties.refused": ("facts",),
    "parties.annulled": ("facts",),
    "parties.suspended": ("facts",),
}
LINES = {
    "founding_confirmed": "confirm",
    "founding_ended": "end",
    "congress_held": "hold_congress",
    "roll_filed": "file_roll",
    "roll_checked": "check_roll",
    "registered": "register",
    "contest_decided": "decide_contest",
    "branches_registered": "register_branches",
    "annulled": "annul",
    "resumed": "resume",
}


def spread(number: int, territories: list[str]) -> list[Given]:
    """So many, shared out evenly; the first ones take what is left."""
    least, more = divmod(number, len(territories))
    return [{"territory": one, "number": least + (at < more)} for at, one in enumerate(territories)]


def bodies(country: str, territories: list[str], remedy: Given) -> dict[str, Given]:
    """The bodies of a party that is founded, checked and registered in time."""
    steps = shipped(country).rules["parties.steps"][0].value  # type: ignore[union-attr]
    assert isinstance(steps, Entries)
    given: dict[str, Given] = {
        "founding_notified": {"on": "2026-01-12", "names": NAMES, "group": spread(700, territories), "committee": 10},
        "founding_confirmed": {"on": "2026-01-12"},
        "founding_ended": {"on": "2026-02-02", "reason": "group_decided"},
        "congress_held": {"on": "2026-02-10", "present": 800},
        "roll_filed": {"on": "2026-03-02", "rows": 6000},
        "roll_checked": {
            "on": "2026-03-16",
            "register_on": "2026-03-10",
            "method": "isonomia_rolls_1",
            "rows": 6000,
            "members": 5900,
            "by_territory": spread(5900, territories),
            "faults": [{"kind": "twice", "number": 60}, {"kind": "missing", "number": 50}],
        },
        "registered": {"on": "2026-03-20"},
        "published": {
            "names": NAMES,
            "congress_on": "2022-09-24",
            "registered_on": "2022-11-28",
            "sources": [{"publisher": "liter.kz", "reference": "1669807317", "language": "ru"}],
        },
        "refused": {
            "on": "2026-03-20",
            "ground": "rolls",
            "basis": basis("parties.grounds", "art. 5(2)(1)"),
            "remedies": [remedy],
        },
        "contested": {"on": "2026-03-25", "remedy": remedy},
        "contest_decided": {"on": "2026-04-10", "outcome": "lifted"},
        "branches_registered": {"on": "2026-05-04", "territories": territories},
        "annulled": {"on": "2026-10-01", "remedies": [remedy]},
        "suspended": {
            "on": "2026-06-01",
            "ground": "too_few_members",
            "months": 3,
            "basis": basis("parties.suspended_if", "art. 7(1)"),
            "remedies": [remedy],
        },
        "resumed": {"on": "2026-09-01"},
        "dissolved": {
            "on": "2026-12-01",
            "ground": "own_decision",
            "basis": basis("parties.dissolved_if", "art. 8(1)(1)"),
        },
    }
    for name, line in LINES.items():
        found = steps.find(line)
        given[name]["basis"] = basis("parties.steps", found.article if found else "")
    return {f"parties.{name}": body for name, body in given.items()}


class Papers(Telling):
    """A telling in which one paper is bound to by the same commitment in every act that speaks of it."""

    def act(self, name: str, matter: str, fields: Iterable[str] | None = None, **changes: Any) -> Act:
        """One act, not entered."""
        act = super().act(name, matter, fields, **changes)
        bound = tuple(Commitment(field=one.field, hmac=commit(bytes(32), "paper", one.field)) for one in act.commit)
        return structs.replace(act, commit=bound)


def told(*steps: str, country: str = "mysal", **changes: dict[str, Any]) -> Telling:
    """Some steps entered one after the other."""
    here, remedy = (IN_KZ, COURT_IN_KZ) if country == "kz" else (LANDS, COURT)
    story = Papers(country, bodies(country, here, remedy), FIELDS)
    for step in steps:
        story.enter(f"parties.{step}", A, **changes.get(step, {}))
    return story


def party(story: Telling) -> Party:
    """The party that was told of."""
    return story.reform.parties.matters[A]


FOUNDED = ("founding_notified", "founding_confirmed", "congress_held", "roll_filed", "roll_checked")
