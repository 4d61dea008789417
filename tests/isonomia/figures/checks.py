"""The check of one claim of a record, and what it notes."""

from isonomia.figures.claims import check_all
from isonomia.figures.verdicts import Check
from isonomia.reform.road import Reform


def one(reform: Reform, claim: str) -> Check:
    """The check of a claim; nothing of the record was refused."""
    assert reform.refused == []
    return next(check for check in check_all(reform) if check.claim == claim)


def notes(check: Check, code: str) -> list[dict[str, str]]:
    """What a check notes under a code."""
    return [dict(params) for name, params in check.notes if name == code]
