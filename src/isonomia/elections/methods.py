"""The ways to share seats that laws name: quotas with their remainders, and divisors."""

from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from isonomia.errors import InputError

QUOTAS = ("hare", "droop", "hagenbach-bischoff", "imperiali")
DIVISORS = ("dhondt", "sainte-lague", "modified-sainte-lague", "adams", "dean", "huntington-hill")
LARGEST_REMAINDER, DIVISOR = "largest-remainder", "divisor"
NAMES = (*(f"{LARGEST_REMAINDER}/{one}" for one in QUOTAS), *(f"{DIVISOR}/{one}" for one in DIVISORS))
# The largest remainders; those of lists with a whole quota only; the highest average; all to the first; to nobody.
REMAINDERS = ("largest", "largest_with_quota", "highest_average", "first_list", "none")
# Where whole quotas give more seats than there are: refused; the smallest remainder loses; a larger quota is taken.
SURPLUSES = ("refuse", "smallest_remainder", "larger_quota")
USUAL_FIRST = Fraction(7, 5)


@dataclass(frozen=True, slots=True)
class Method:
    """A way to share seats: its name, and what a law may add to it.

    `first` is the first divisor of modified Sainte-Lague (the others are 3, 5, 7 and so on). `remainder` says who gets
    what whole quotas leave, `surplus` what becomes of seats that they give beyond the house.
    `kind` is the quota or the sequence of divisors, as `hare` or `dhondt`.
    """

    name: str
    first: Fraction = USUAL_FIRST
    remainder: str = "largest"
    surplus: str = "refuse"
    by_quota: bool = field(init=False)
    kind: str = field(init=False)

    def __post_init__(self) -> None:
        _one_of(self.name, NAMES, "method")
        _one_of(self.remainder, REMAINDERS, "remainder rule")
        _one_of(self.surplus, SURPLUSES, "surplus rule")
        if not isinstance(self.first, Fraction) or not 0 < self.first < 3:
            raise InputError(f"the first divisor is a fraction between 0 and 3, not {self.first!r}")
        family, _, kind = self.name.partition("/")
        object.__setattr__(self, "by_quota", family == LARGEST_REMAINDER)
        object.__setattr__(self, "kind", kind)

    @property
    def gives_each_one(self) -> bool:
        """Whether the first seat of each list comes before all others, because its divisor is nought."""
        return self.kind in ("adams", "dean", "huntington-hill")


@lru_cache(maxsize=64)
def method_named(name: str) -> Method:
    """The method of this name, without additions.

    Raises:
        InputError: no method has this name; says which there are.

    >>> method_named("divisor/dhondt").kind
    'dhondt'
    """
    return Method(name)


def _one_of(word: str, words: tuple[str, ...], what: str) -> None:
    if word not in words:
        raise InputError(f'no {what} "{word}" (wanted one of {", ".join(words)})')
