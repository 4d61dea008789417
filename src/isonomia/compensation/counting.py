"""What claims for compensation come to, counted from one line each: in time, late, awarded, refused, paid, owed.

Sums are whole numbers of a currency's minor unit, each currency by itself. Every count has its whole beside it.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from isonomia.compensation import rules
from isonomia.compensation.claim import STAGES
from isonomia.procedure.counting import Line, Part, split


class Sums(Struct, frozen=True, kw_only=True):
    """Amounts in one currency: what was claimed where an amount was told, awarded, paid, and is still owed."""

    currency: str
    claimed: int
    awarded: int
    paid: int
    owed: int


class Counts(Struct, frozen=True, kw_only=True):
    """What the claims of a record come to."""

    filed: int
    by_stage: tuple[Part, ...]
    by_basis: tuple[Part, ...]
    in_time: Part
    late_by_road: tuple[Part, ...]
    decided: int
    awarded: Part
    refused_by_ground: tuple[Part, ...]
    appealed: Part
    terms_kept: Part
    sums: tuple[Sums, ...]


def count(lines: Iterable[Line]) -> Counts:
    """Count the claims."""
    every = list(lines)
    timed = [one for one in every if one["in_time"]]
    late = [one for one in timed if one["in_time"] == "no"]
    decided = [one for one in every if one["decided_on"]]
    refusals = [one for one in decided if one["ground"]]
    ended = [one for one in every if one["kept"]]
    return Counts(
        filed=len(every),
        by_stage=tuple(split("stage", STAGES, every)),
        by_basis=tuple(split("claim_basis", rules.BASES, every)),
        in_time=Part("in_time", len(timed) - len(late), len(timed)),
        late_by_road=tuple(split("late_road", (rules.RESTORED, rules.AS_SUIT), late)),
        decided=len(decided),
        awarded=Part("awarded", sum(one["awarded"] != "0" for one in decided), len(decided)),
        refused_by_ground=tuple(split("ground", rules.GROUNDS, refusals)),
        appealed=Part("appealed", sum(one["appeals"] != "0" for one in decided), len(decided)),
        terms_kept=Part("terms_kept", sum(one["kept"] == "yes" for one in ended), len(ended)),
        sums=tuple(_sums(every)),
    )


def _sums(every: list[Line]) -> Iterator[Sums]:
    for currency in sorted({one["currency"] for one in every}):
        here = [one for one in every if one["currency"] == currency]
        claimed, awarded, paid = (sum(int(one[name]) for one in here) for name in ("claimed", "awarded", "paid"))
        yield Sums(currency=currency, claimed=claimed, awarded=awarded, paid=paid, owed=awarded - paid)
