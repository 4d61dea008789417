"""List every fault of a folder of laws, each with its file and line."""

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from isonomia.errors import RulebookError
from isonomia.rulebook.law import Rule
from isonomia.rulebook.loading import TERRITORIES, check_tests, read, texts


def shipped_laws() -> Traversable:
    """The folder of laws that ships with this version."""
    return resources.files("isonomia.rulebook") / "laws"


def countries(laws: Path | Traversable) -> list[str]:
    """The countries that a folder of laws holds."""
    return sorted(one.name for one in laws.iterdir() if one.is_dir() and not one.name.startswith((".", "_")))


def faults(laws: Path | Traversable, country: str) -> list[str]:
    """Every file of a country that cannot be read as law: its first fault, with file and line."""
    try:
        files = texts(laws, country)
    except (RulebookError, UnicodeDecodeError) as error:
        return [str(error)]
    if not files:
        return [f"{country}: the folder holds no TOML file"]
    found = []
    for name, text in files.items():
        try:
            read(country, {name: text})
        except RulebookError as error:
            found.append(f"{country}/{error}")
    return found or _between(country, files)


def _between(country: str, files: dict[str, str]) -> list[str]:
    """The faults that lie between files and rules that are each in order."""
    try:
        check_tests(read(country, files))
    except RulebookError as error:
        return [f"{country}/{error}"]
    return [] if TERRITORIES in files else [f"{country}: there is no {TERRITORIES}: the territories are unknown"]


def standing(laws: Path | Traversable, country: str) -> tuple[int, int]:
    """How many keys and how many dated values a country's rulebook holds."""
    rulebook = read(country, texts(laws, country))
    values = sum(isinstance(span, Rule) for spans in rulebook.rules.values() for span in spans)
    return len(rulebook.rules), values
