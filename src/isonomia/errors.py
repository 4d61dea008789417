"""The five errors of the house, and the finding.

One act is refused by raising; a whole record is judged by returned findings.
"""

from collections.abc import Sequence
from dataclasses import dataclass

OWN_RULE = "rule of the record"
"""What is cited where only this record asks for it."""


class IsonomiaError(Exception):
    """Whatever this house refuses to do; every other error of it is one of these."""


class InputError(IsonomiaError):
    """What was handed in cannot be true or cannot be read: says what, where and what is wanted."""


class UnlawfulActError(IsonomiaError):
    """A well-formed act that the law forbids; carries the reason, the citation and, where there is one, its finding."""

    def __init__(self, reason: str, citation: str, finding: "Finding | None" = None) -> None:
        super().__init__(f"{reason} ({citation})")
        self.reason = reason
        self.citation = citation
        self.finding = finding


class RulebookError(IsonomiaError):
    """The rulebook has no single usable value for this rule on this day, or cannot be read."""


class ConflictError(IsonomiaError):
    """Another act entered this matter first: read again, decide again."""


class RecordError(IsonomiaError):
    """The record is broken: bytes, a hash, a signature or a place do not fit."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault that a check found: which check, where, and the values that a message about it needs.

    `code` names the message (`finding.<code>` in the catalogues); `params` are its values as text.
    """

    code: str
    where: str
    params: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, code: str, where: str, **params: object) -> "Finding":
        """Make a finding; the values are kept as text."""
        return cls(code, where, tuple((name, str(value)) for name, value in params.items()))

    def get(self, name: str) -> str:
        """Return one value of the message."""
        return dict(self.params)[name]


def refused(reason: str, finding: Finding, citation: str = OWN_RULE) -> UnlawfulActError:
    """An act refused, with the finding; what only this record asks for is cited as its own rule."""
    return UnlawfulActError(reason, citation, finding)


def one_of(given: str, wanted: Sequence[str], what: str) -> None:
    """Refuse a word that a closed list does not have."""
    if given not in wanted:
        raise InputError(f'no {what}: "{given}" (wanted {", ".join(wanted)})')
