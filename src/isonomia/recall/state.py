"""The recalls of a record: the acts replayed, and what they come to."""

from collections.abc import Callable, Iterable, Iterator
from typing import Self

from isonomia.errors import Finding
from isonomia.procedure.terms import Laws
from isonomia.recall.petition import Petition
from isonomia.record.act import Act
from isonomia.rulebook.law import Rulebook


class Recalls:
    """All recalls of a record. Only `admit` changes it."""

    def __init__(self, rulebook: Callable[[], Rulebook]) -> None:
        self.laws = Laws(rulebook)
        self.matters: dict[str, Petition] = {}

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
            self.matters[act.matter] = Petition.begun(act, self.laws)
        else:
            there.admit(act)

    def findings(self) -> Iterator[Finding]:
        """Everything that a reader has to know of these recalls."""
        for one in self.matters.values():
            yield from one.findings()

    def summary(self, matter: str) -> dict[str, str]:
        """What lists show of one matter; empty where there is none."""
        there = self.matters.get(matter)
        return there.summary() if there else {}
