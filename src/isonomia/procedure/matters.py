"""The matters of one institution in a record: the acts replayed, and what they come to."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Generic, Protocol, TypeVar

from isonomia.errors import Finding
from isonomia.procedure.terms import Laws
from isonomia.record.act import Act
from isonomia.rulebook.law import Rulebook


class Matter(Protocol):
    """What every matter answers, whichever institution it is before."""

    def admit(self, act: Act) -> None:
        """Take in one more act about it."""

    def findings(self) -> Iterator[Finding]:
        """What a reader of it has to know."""

    def summary(self) -> dict[str, str]:
        """What lists show of it, by its own acts alone."""


class Filing(Matter, Protocol):
    """What a matter answers beside that if somebody filed it, and it may be sent on to another body."""

    @property
    def first_filed_on(self) -> date:
        """The day on which it was filed first, wherever that was."""

    @property
    def sent_to(self) -> str:
        """The matter to which it was sent on; empty where it was sent to none that is kept here."""


One = TypeVar("One", bound=Matter)
Filed = TypeVar("Filed", bound=Filing)


class Matters(Generic[One]):
    """All matters of one kind. Only `admit` changes it; `begun` makes a matter of its first act.

    `rulebook` gives the rules by which an act is judged, when they are needed.
    """

    def __init__(self, begun: Callable[[Act, Laws], One], rulebook: Callable[[], Rulebook]) -> None:
        self._begun = begun
        self.laws = Laws(rulebook)
        self.matters: dict[str, One] = {}

    def admit(self, act: Act) -> None:
        """Take in one more act; UnlawfulActError or InputError if it cannot stand here, and then nothing is changed."""
        there = self.matters.get(act.matter)
        if there is None:
            self.matters[act.matter] = self._begun(act, self.laws)
        else:
            there.admit(act)

    def findings(self) -> Iterator[Finding]:
        """Everything that a reader has to know of these matters."""
        for one in self.matters.values():
            yield from one.findings()

    def summary(self, matter: str) -> dict[str, str]:
        """What lists show of one matter; empty where there is none."""
        there = self.matters.get(matter)
        return there.summary() if there else {}


class Filings(Matters[Filed]):
    """All matters of one kind that people filed."""

    def moved(self, matter: str) -> tuple[str, date] | None:
        """To which matter one was sent on, and the day of its first filing; None where it was not."""
        there = self.matters.get(matter)
        return (there.sent_to, there.first_filed_on) if there and there.sent_to else None
