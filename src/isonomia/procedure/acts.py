"""What acts of every institution of rights say alike: the first act of a matter, the basis of a step, a remedy.

No act holds a name or the words of a person: those are papers, bound to by the commitments `content` and `applicant`.
"""

from typing import Annotated

from msgspec import Meta

from isonomia.record.act import Body, Identifier, Word
from isonomia.record.sources import Day, Language

RuleKey = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\Z", max_length=64)]
Article = Annotated[str, Meta(min_length=1, max_length=200)]


class Basis(Body, frozen=True, kw_only=True):
    """On what a step rests: a rule of the rulebook (`assembly.ground_threat`), and its article as cited there."""

    rule: RuleKey
    article: Article


class Remedy(Body, frozen=True, kw_only=True):
    """What a person can do against a refusal, and the rule that gives it; `none` where the law itself gives nothing."""

    kind: Word
    basis: Basis


class Filed(Body, frozen=True, kw_only=True):
    """A matter was filed: on which day, through which channel, in which language, by what kind of applicant.

    After a transfer `moved_from` names the matter in which it was filed first, and `first_filed_on` keeps that day.
    """

    filed_on: Day
    channel: Word
    language: Language
    applicant_kind: Word
    territory: Identifier | None = None
    moved_from: Identifier | None = None
    first_filed_on: Day | None = None


class Moved(Body, frozen=True, kw_only=True):
    """A matter was sent on to the body that is competent, and why; `to` is its matter there where that is kept here."""

    to_body: Word
    to: Identifier | None = None
    reason: Word
    basis: Basis
    moved_on: Day


class Contested(Body, frozen=True, kw_only=True):
    """An answer was contested by a remedy: which, on what ground, on which day."""

    remedy: Remedy
    filed_on: Day
