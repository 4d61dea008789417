"""The complaints to commissioners of a record: the acts replayed, and what they come to."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Self

from isonomia.errors import Finding
from isonomia.ombudsman.complaint import Complaint
from isonomia.procedure.terms import Laws
from isonomia.record.act import Act
from isonomia.rulebook.law import Rulebook


class Complaints:
    """All complaints of a record. Only `admit` changes it."""

    def __init__(self, rulebook: Callable[[], Rulebook]) -> None:
        self.laws = Laws(rulebook)
        self.matters: dict[str, Complaint] = {}

    @classmethod
    def after(cls, entered: Iterable[Act], rulebook: Rulebook) -> Self:
        """Replay the acts in their order."""
        state = cls(lambda: rulebook)
        for act in entered:
            state.admit(act)
        return state

    def admit(self, act: Act) -> None:
        """Take in one more act; UnlawfulActError or InputError if it cannot stand here, and then nothing is changed."""
        there = self.matters.get(act.matter)
        if there is None:
            self.matters[act.matter] = Complaint.begun(act, self.laws)
        else:
            there.admit(act)

    def moved(self, matter: str) -> tuple[str | None, date] | None:
        """To which matter one was sent on, the Court's among them, and the day of its first filing; None if to none."""
        there = self.matters.get(matter)
        if there is None or not (there.moved or there.court_case):
            return None
        return (there.moved.to if there.moved else there.court_case, there.first_filed_on)

    def findings(self) -> Iterator[Finding]:
        """Everything that a reader has to know of these complaints."""
        for one in self.matters.values():
            yield from one.findings()

    def summary(self, matter: str) -> dict[str, str]:
        """What lists show of one matter; empty where there is none."""
        there = self.matters.get(matter)
        return there.summary() if there else {}
