"""What the law asks of a recall: whose deputies, on which ground, how many signatures, and when a vote recalls."""

from isonomia.errors import InputError
from isonomia.exact import Bar
from isonomia.rulebook.law import Law, Rule, Unknown

CHART = "recall.steps"
BODIES = ("mazhilis", "maslikhat", "assembly", "parliament")
SINGLE_MEMBER = "single_member"
MANDATES = (SINGLE_MEMBER, "list")
GROUNDS = ("trust_lost", "programme_not_carried_out")
REFUSALS = ("not_as_asked",)
TOO_FEW, NOT_FILED = "too_few_signatures", "sheets_not_filed"
ENDS = (TOO_FEW, NOT_FILED)
GIVEN_REMEDIES = ("court", "none")
TWICE, MISSING, ELSEWHERE, DEAD = "twice", "missing", "elsewhere", "dead"
UNDER_AGE, NOT_CITIZEN, OUTSIDE_WINDOW = "under_age", "not_citizen", "outside_window"
FAULTS = (TWICE, MISSING, ELSEWHERE, DEAD, UNDER_AGE, NOT_CITIZEN, OUTSIDE_WINDOW)
"""Why a signature is not counted: the same voter's second one, not in the register, of another district, dead, under
age, no citizen, or given outside the days of the collection."""

RECALLED, KEPT, NOT_VALID = "recalled", "kept", "not_valid"
OUTCOMES = (RECALLED, KEPT, NOT_VALID)
BLACKOUTS = ("recall.blackout_first", "recall.blackout_last", "recall.blackout_again")


def bar(found: Rule | Unknown) -> Bar | Unknown:
    """The bar that a rule sets, or what is missing."""
    if isinstance(found, Unknown):
        return found
    return found.value if isinstance(found.value, Bar) else Unknown(found.key, "it is no share")


def enough(valid: int, voters: int, law: Law) -> bool | Unknown | None:
    """Whether so many valid signatures lead to a vote; None where the law says neither that they do nor that they fail.

    Law:
        recall.signature_share   with how many of the district's voters the sheets are handed in
        recall.signature_floor   below how many the matter ends
        recall.one_signature     that a voter signs once
    Raises:
        InputError: a district without voters, or more signatures than voters.
    """
    if not 0 <= valid <= voters or not voters:
        raise InputError(f"{valid} valid signatures of {voters} voters")
    share, floor = bar(law.find("recall.signature_share")), bar(law.find("recall.signature_floor"))
    if isinstance(share, Unknown) or isinstance(floor, Unknown):
        return share if isinstance(share, Unknown) else floor if isinstance(floor, Unknown) else None
    if share.cleared_by(valid, voters):
        return True
    return None if floor.cleared_by(valid, voters) else False


def outcome(voters: int, took_part: int, yes: int, law: Law) -> str:
    """What a vote comes to: too few took part, the mandate is kept, or the deputy is recalled.

    Law:
        recall.quorum     which part of the district's voters must take part
        recall.majority   which part of those who took part must be for it
    Raises:
        InputError: the count cannot be true.
        RulebookError: a bar named above has no value on that day.

    >>> from datetime import date
    >>> from isonomia.rulebook.loading import shipped
    >>> outcome(90_000, 30_000, 15_000, shipped("kz").on(date(2024, 5, 12)))
    'kept'
    """
    if not 0 <= yes <= took_part <= voters or not voters:
        raise InputError(f"the count cannot be true: {yes} of {took_part} of {voters}")
    quorum, majority = law.bar("recall.quorum"), law.bar("recall.majority")
    if quorum is not None and not quorum.cleared_by(took_part, voters):
        return NOT_VALID
    return RECALLED if majority is None or (took_part and majority.cleared_by(yes, took_part)) else KEPT
