"""What a house discloses of a survey: the eleven items of the AAPOR code of April 2021 (section III.A), one by one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from isonomia.errors import InputError, one_of

ITEMS = (
    "strategy",
    "sponsor_and_conductor",
    "instruments",
    "population",
    "sample_method",
    "modes",
    "dates",
    "sample_sizes_and_precision",
    "weighting",
    "processing_and_quality",
    "limitations",
)
NOT_DISCLOSED = "not disclosed"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What one house told, by item; an item that it did not tell is never blank."""

    told: Mapping[str, str]

    def __post_init__(self) -> None:
        for item, text in self.told.items():
            one_of(item, ITEMS, "item of disclosure")
            if not text.strip():
                raise InputError(f"the item {item} is disclosed with no words: leave it out")

    def lines(self) -> Iterator[tuple[str, str]]:
        """Every item in its order, with what was told of it or `not disclosed`."""
        return ((item, self.told.get(item, NOT_DISCLOSED)) for item in ITEMS)

    @property
    def completeness(self) -> Fraction:
        """The part of the eleven items that was disclosed."""
        return Fraction(len(self.told), len(ITEMS))

    @property
    def publishable(self) -> bool:
        """Whether all eleven are disclosed."""
        return len(self.told) == len(ITEMS)
