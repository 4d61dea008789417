"""What became of the cases of a sample, by code, and the rates that follow: AAPOR Standard Definitions, exact."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from isonomia.errors import InputError

CODES: Mapping[str, str] = {
    "1.1": "complete",
    "1.2": "partial",
    "2.1": "refused",
    "2.2": "not_contacted",
    "2.3": "other",
    "3": "unknown",
    "4": "not_eligible",
}
"""To which class a code belongs, by how it begins: `2.12` is a break-off, one of those who refused."""

_code = re.compile(r"(1\.[12]|2\.[1-3])[0-9]{0,2}|([34])\.[1-9][0-9]{0,2}")


@dataclass(frozen=True, slots=True)
class Dispositions:
    """Whole cases by class. A case is in one class; who was contacted follows from it, and from nothing else."""

    complete: int = 0
    partial: int = 0
    refused: int = 0
    not_contacted: int = 0
    other: int = 0
    unknown: int = 0
    not_eligible: int = 0

    @classmethod
    def of(cls, counted: Iterable[tuple[str, int]]) -> Self:
        """Sum counts by code.

        Raises:
            InputError: a code of no class, one that stands twice, or fewer than no cases.
        """
        seen: set[str] = set()
        sums = dict.fromkeys(CODES.values(), 0)
        for code, number in counted:
            begins = _code.fullmatch(code)
            if begins is None or code in seen or number < 0:
                raise InputError(f'disposition "{code}" with {number} cases: wanted a code of 1.1 to 4.9, each once')
            seen.add(code)
            sums[CODES[begins[1] or begins[2]]] += number
        return cls(**sums)

    @property
    def interviewed(self) -> int:
        """Complete and partial interviews."""
        return self.complete + self.partial

    @property
    def eligible(self) -> int:
        """Cases that are known to belong to the population."""
        return self.interviewed + self.refused + self.not_contacted + self.other

    @property
    def contacted(self) -> int:
        """Eligible cases that were reached, whatever they answered."""
        return self.eligible - self.not_contacted

    @property
    def e(self) -> Fraction:
        """The part of the unknown cases that counts as eligible: that of the known ones (proportional allocation)."""
        known = self.eligible + self.not_eligible
        if not self.eligible:
            raise InputError(f"no case of {known + self.unknown} is known to be eligible: there are no rates")
        return Fraction(self.eligible, known)


def rates(cases: Dispositions) -> dict[str, Fraction]:
    """RR1 to RR6, COOP1 to COOP4, REF1 to REF3, CON1 to CON3, and `e`; all from the same counts.

    A rate whose whole is empty (nobody was reached) is left out.

    Raises:
        InputError: no case is known to be eligible.
    """
    e = cases.e
    # All cases count as eligible; the part e of the unknown ones; none of them.
    wholes = (Fraction(cases.eligible + cases.unknown), cases.eligible + e * cases.unknown, Fraction(cases.eligible))
    found = {"e": e}
    for at, whole in enumerate(wholes):
        found[f"RR{2 * at + 1}"] = cases.complete / whole
        found[f"RR{2 * at + 2}"] = cases.interviewed / whole
        found[f"REF{at + 1}"] = cases.refused / whole
        found[f"CON{at + 1}"] = cases.contacted / whole
    for at, asked in enumerate((cases.contacted, cases.interviewed + cases.refused)):
        if asked:
            found[f"COOP{2 * at + 1}"] = Fraction(cases.complete, asked)
            found[f"COOP{2 * at + 2}"] = Fraction(cases.interviewed, asked)
    return found
