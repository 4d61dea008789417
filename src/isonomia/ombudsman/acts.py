"""What may be entered about a complaint to a commissioner, in the past tense. This file only grows.

A complaint is a matter by itself, `complaint/<year>-<6 digits>`. Who complains, of what and why are papers; materials
of the examination stay secret until the decision, so the record holds days, kinds and articles alone.
"""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct

from isonomia.procedure.acts import Basis, Filed, Moved, Remedy
from isonomia.record.act import Body, Identifier, Word
from isonomia.record.sources import Day, Wording

Wordings = Annotated[tuple[Wording, ...], Meta(min_length=1)]


class ComplaintFiled(Filed, frozen=True, kw_only=True):
    """A complaint came in: to which commissioner, about what."""

    commissioner: Word
    subject: Word


class ComplaintAccepted(Body, frozen=True, kw_only=True):
    """A complaint was taken up; `subject` is what it is about after reading it, where that differs."""

    accepted_on: Day
    subject: Word | None = None
    basis: Basis


class ComplaintAdvised(Body, frozen=True, kw_only=True):
    """The applicant was told by which other ways and means the rights can be protected; that ends the complaint."""

    advised_on: Day
    basis: Basis


class ComplaintRejected(Body, frozen=True, kw_only=True):
    """A complaint was rejected: ground, article, remedies; the commitment `facts` binds to the reasons."""

    ground: Word
    basis: Basis
    remedies: tuple[Remedy, ...]
    rejected_on: Day


class ExplanationsAsked(Body, frozen=True, kw_only=True):
    """A body was asked for explanations or materials; `until` is the request's own last day, if it has one."""

    of: Wordings
    asked_on: Day
    received_on: Day | None = None
    until: Day | None = None
    basis: Basis


class ExplanationsGiven(Body, frozen=True, kw_only=True):
    """The body gave what it was asked for, by the act that asked."""

    asked: Identifier
    given_on: Day


class TermExtended(Body, frozen=True, kw_only=True):
    """The term for the complaint was extended, until which day; the applicant was told on another."""

    extended_on: Day
    until: Day
    told_on: Day | None = None
    basis: Basis


class Recommended(Body, frozen=True, kw_only=True):
    """A body was recommended to restore the rights: from the receipt its term to answer runs."""

    to: Wordings
    recommended_on: Day
    received_on: Day | None = None
    basis: Basis


class RecommendationAnswered(Body, frozen=True, kw_only=True):
    """A body answered a recommendation, by the act that made it: followed, in part, or not."""

    recommended: Identifier
    answer: Word
    answered_on: Day


class Petitioned(Body, frozen=True, kw_only=True):
    """A body was asked for proceedings against those who broke the rights: disciplinary, administrative or criminal."""

    to: Wordings
    kind: Word
    petitioned_on: Day
    basis: Basis


class SuitFiled(Body, frozen=True, kw_only=True):
    """A suit was filed for a number of people who cannot be counted."""

    filed_on: Day
    basis: Basis


class ReferredToCourt(Body, frozen=True, kw_only=True):
    """A norm was put to the Constitutional Court: the Court's own first act in `case` follows it."""

    case: Identifier
    referred_on: Day
    basis: Basis


class ComplaintClosed(Body, frozen=True, kw_only=True):
    """A complaint was closed after what came of it was followed up: rights restored, in part, or not."""

    outcome: Word
    closed_on: Day


class ComplaintWithdrawn(Body, frozen=True, kw_only=True):
    """The applicant took the complaint back."""

    withdrawn_on: Day


class ComplaintMoved(Moved, frozen=True, kw_only=True):
    """A complaint was sent on to another commissioner or body."""


ACTS: Mapping[tuple[str, int], type[Struct]] = {
    ("ombudsman.complaint_filed", 1): ComplaintFiled,
    ("ombudsman.accepted", 1): ComplaintAccepted,
    ("ombudsman.advised", 1): ComplaintAdvised,
    ("ombudsman.rejected", 1): ComplaintRejected,
    ("ombudsman.explanations_asked", 1): ExplanationsAsked,
    ("ombudsman.explanations_given", 1): ExplanationsGiven,
    ("ombudsman.extended", 1): TermExtended,
    ("ombudsman.recommended", 1): Recommended,
    ("ombudsman.recommendation_answered", 1): RecommendationAnswered,
    ("ombudsman.petitioned", 1): Petitioned,
    ("ombudsman.suit_filed", 1): SuitFiled,
    ("ombudsman.referred_to_court", 1): ReferredToCourt,
    ("ombudsman.closed", 1): ComplaintClosed,
    ("ombudsman.withdrawn", 1): ComplaintWithdrawn,
    ("ombudsman.moved", 1): ComplaintMoved,
}
