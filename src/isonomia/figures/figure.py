"""One published number, with its parts and what it rests on."""

from dataclasses import dataclass

from isonomia.record.act import Act


@dataclass(frozen=True, slots=True)
class Figure:
    """One published number: its name and matter, the value as text, its parts, and what it rests on.

    A share gives `numerator`, `denominator` and `base`; a count gives `numerator`, and where the law sets what it is
    out of, that too. `value` is what a page shows. `of` says whose it is, where a matter has several: a list's.
    """

    name: str
    matter: str
    stage: str
    kind: str
    unit: str
    value: str
    numerator: int | None = None
    denominator: int | None = None
    base: str = ""
    acts: tuple[Act, ...] = ()
    citation: str = ""
    of: str = ""
