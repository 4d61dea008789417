"""A verdict on a claim: from a closed list, with its arithmetic and what it rests on."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from isonomia.record.act import Act

Note: TypeAlias = tuple[str, tuple[tuple[str, str], ...]]
Notes: TypeAlias = tuple[Note, ...]


class Verdict(StrEnum):
    """What the record and the law make of a claim: the closed list."""

    HOLDS = "holds"
    ROUNDED = "holds when rounded"
    NAMED_BASE = "holds with the named base"
    CONTRADICTED = "contradicted"
    CONFLICT = "sources conflict"
    SINGLE = "stated by a single source"
    NOT_COMPARABLE = "not comparable"
    NOT_DERIVABLE = "not derivable"


@dataclass(frozen=True, slots=True)
class Check:
    """One claim with its verdict: numerator, denominator and base of what was computed, and a note as message code.

    `waits_for` names the institution that a claim waits for; then there is no verdict yet.
    """

    claim: str
    verdict: Verdict | None
    numerator: int | None = None
    denominator: int | None = None
    base: str = ""
    value: str = ""
    citation: str = ""
    acts: tuple[Act, ...] = ()
    notes: Notes = ()
    waits_for: str = ""


def note(code: str, **params: object) -> Note:
    """One remark on a verdict: the code of its message, and the values in it."""
    return code, tuple((name, str(value)) for name, value in params.items())
