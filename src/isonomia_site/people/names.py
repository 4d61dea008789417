"""Names of persons and of those who act in public: kept as papers outside the record, or not at all."""

from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, cast

NAME = "name"
ROOM = "isonomia_site.people.papers"


class Papers(Protocol):
    """What is asked of the room in which personal data is kept, encrypted."""

    def keep(self, person: str, field: str, value: str) -> None:
        """Keep a value, instead of the one before."""

    def read(self, person: str, field: str) -> str | None:
        """Read a value; None where there is none, or it was erased."""

    def erase(self, person: str) -> object:
        """Erase everything about somebody."""


def are_kept() -> bool:
    """Whether this installation keeps names; one without the room for papers keeps none."""
    return find_spec(ROOM) is not None


def keep(person: str, name: str) -> None:
    """Keep the name of a person or of a public capacity, instead of the one before."""
    if are_kept():
        _papers().keep(person, NAME, name)


def read(person: str) -> str | None:
    """The name of a person or of a public capacity; None where none is kept."""
    return _papers().read(person, NAME) if are_kept() else None


def erase(person: str) -> None:
    """Erase everything that is kept about a person or a public capacity."""
    if are_kept():
        _papers().erase(person)


def _papers() -> Papers:
    return cast(Papers, import_module(ROOM))
