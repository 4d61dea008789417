"""What the law asks of claims for compensation: bases, kinds of harm, grounds, terms; amounts in whole minor units."""

from collections.abc import Iterable

from isonomia.errors import InputError, one_of
from isonomia.rulebook.law import Law, Rule, Unknown

REHABILITATION, UNLAWFUL_ACT = "rehabilitation", "unlawful_act"
BASES = (REHABILITATION, UNLAWFUL_ACT)
CLAIMANTS = ("person", "heir", "family_member", "legal_entity", "representative")
HARMS = ("earnings", "property", "fines_and_costs", "legal_aid", "other_costs", "moral", "inflation")
GROUNDS = (
    "no_right",
    "self_incrimination",
    "amnesty_or_limitation",
    "not_proved",
    "no_causal_link",
    "paid_before",
    "too_late",
)
REMEDIES = ("appeal", "civil_suit", "suit", "none")
RESTORED, AS_SUIT = "term_restored", "civil_suit"
CLAIM = "compensation.claim"


def found_basis(basis: str, law: Law) -> Rule | Unknown:
    """Find the rule that gives the right on a basis; unknown where the sources are silent.

    Law:
        compensation.basis_rehabilitation  harm by unlawful prosecution, where the person was rehabilitated
        compensation.basis_unlawful_act    harm by an unlawful act of a body of the state or its official
    """
    one_of(basis, BASES, "basis of compensation")
    return law.find(f"compensation.basis_{basis}")


def has_term(basis: str) -> bool:
    """Whether a claim on this basis has its own term: the six months run from the notice of a rehabilitation."""
    return basis == REHABILITATION


def late_road(law: Law) -> tuple[str, ...]:
    """What is open to a claim that comes after its term.

    Law:
        compensation.late_claim  restored by a court for good cause, or taken as a civil suit
    """
    found = law.find("compensation.late_claim")
    return found.value if isinstance(found, Rule) and isinstance(found.value, tuple) else ()


def harms(basis: str, law: Law) -> tuple[str, ...] | Unknown:
    """The kinds of harm that are made good on a basis in this procedure; unknown where the sources list none.

    Law:
        compensation.harms_rehabilitation  after a rehabilitation
        compensation.harms_unlawful_act    after an unlawful act
    """
    found = law.find(f"compensation.harms_{basis}")
    if isinstance(found, Unknown):
        return found
    return found.value if isinstance(found.value, tuple) else ()


def total(parts: Iterable[tuple[str, int]]) -> int:
    """The sum of parts, each kind of harm once.

    >>> total([("earnings", 150_000_00), ("legal_aid", 40_000_00)])
    19000000
    """
    summed: dict[str, int] = {}
    for kind, amount in parts:
        one_of(kind, HARMS, "kind of harm")
        if kind in summed:
            raise InputError(f"{kind} stands twice")
        summed[kind] = amount
    return sum(summed.values())


def may(basis: str, step: str, law: Law) -> Rule | Unknown:
    """Find the rule that gives a step on a basis; unknown where the sources give none.

    Law:
        compensation.steps_rehabilitation  which steps the law knows after a rehabilitation
        compensation.steps_unlawful_act    and after an unlawful act
    """
    key = f"compensation.steps_{basis}"
    found = law.find(key)
    if isinstance(found, Rule) and isinstance(found.value, tuple) and step not in found.value:
        return Unknown(key, f"{found.citation} does not name this step: {step}")
    return found


def remedies(basis: str) -> str:
    """The rule that says what can be done against a refusal.

    Law:
        compensation.remedies_rehabilitation  after a rehabilitation
        compensation.remedies_unlawful_act    after an unlawful act
    """
    return f"compensation.remedies_{basis}"


def decision(basis: str, as_suit: bool) -> str:
    """The term within which a claim is decided; of a late claim that goes as a suit it is that of suits."""
    return "compensation.decision_suit" if as_suit or basis != REHABILITATION else "compensation.decision"


def currency(law: Law) -> str:
    """The currency in which claims are made; empty where the rulebook does not say.

    Law:
        compensation.currency  the currency of claims
    """
    found = law.find("compensation.currency")
    return str(found.value) if isinstance(found, Rule) else ""
