"""Names of persons and of those who act in public: papers outside the record, sealed, correctable and withdrawable."""

from isonomia_site.papers import vault

NAME = "name"


def keep(matter: str, name: str) -> None:
    """Keep the name that belongs to a matter (`person/p-7f3k9q`, `capacity/c-4m8x2t`), instead of the one before."""
    vault.keep(matter, NAME, name)


def read(matter: str) -> str | None:
    """The name that belongs to a matter; None where none is kept, or it was withdrawn or erased."""
    name = vault.read(matter, NAME)
    return name if isinstance(name, str) else None


def remove(matter: str) -> None:
    """Show the name no longer: it is taken out of the papers."""
    vault.remove(matter, NAME)
