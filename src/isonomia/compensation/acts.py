"""What may be entered about a claim for compensation, in the past tense. This file only grows.

A claim is a matter by itself, `claim/<year>-<6 digits>`. Amounts are whole numbers of the currency's minor unit; who
claims and what happened are papers, bound to by commitments.
"""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct

from isonomia.procedure.acts import Basis, Contested, Filed, Moved, Remedy
from isonomia.record.act import Body, Identifier, Whole, Word
from isonomia.record.sources import Day

Currency = Annotated[str, Meta(pattern=r"^[A-Z]{3}\Z")]


class Harm(Body, frozen=True, kw_only=True):
    """A part of the harm: its kind and amount."""

    kind: Word
    amount: Whole


Parts = Annotated[tuple[Harm, ...], Meta(min_length=1)]


class ClaimFiled(Filed, frozen=True, kw_only=True):
    """A claim came in: on which basis, for which harm. `opened_by` is the matter that opened it, where it is kept here.

    `notice_received_on` is the day on which the person got the notice of the right to compensation, if there was one.
    """

    claim_basis: Word
    currency: Currency
    parts: tuple[Harm, ...] = ()
    recognised_on: Day | None = None
    notice_received_on: Day | None = None
    opened_by: Identifier | None = None


class ClaimRegistered(Body, frozen=True, kw_only=True):
    """A claim was registered with the court that decides on it: from here its term runs."""

    registered_on: Day
    basis: Basis


class LateClaimTaken(Body, frozen=True, kw_only=True):
    """A claim after its term was taken up: its term restored by a court for good cause, or as a civil suit."""

    road: Word
    taken_on: Day
    basis: Basis


class Awarded(Body, frozen=True, kw_only=True):
    """Compensation was awarded, part by part and in all; less than was claimed is a refusal too, as bound."""

    parts: Parts
    total: Whole
    awarded_on: Day
    basis: Basis
    remedies: tuple[Remedy, ...] = ()


class ClaimRefused(Body, frozen=True, kw_only=True):
    """A claim was refused: ground, article, remedies; the commitment `facts` binds to what it rests on."""

    ground: Word
    basis: Basis
    remedies: tuple[Remedy, ...]
    refused_on: Day


class DecisionAppealed(Contested, frozen=True, kw_only=True):
    """The decision was contested, by which remedy."""


class AppealDecided(Body, frozen=True, kw_only=True):
    """What was contested was decided: the award as it is now, empty where nothing is awarded."""

    parts: tuple[Harm, ...] = ()
    total: Whole
    decided_on: Day
    basis: Basis
    remedies: tuple[Remedy, ...] = ()


class Paid(Body, frozen=True, kw_only=True):
    """An award was paid, in part or in full."""

    amount: Whole
    paid_on: Day
    basis: Basis


class ClaimWithdrawn(Body, frozen=True, kw_only=True):
    """The claimant took the claim back."""

    withdrawn_on: Day


class ClaimMoved(Moved, frozen=True, kw_only=True):
    """A claim at the wrong body was sent on."""


ACTS: Mapping[tuple[str, int], type[Struct]] = {
    ("compensation.claim_filed", 1): ClaimFiled,
    ("compensation.registered", 1): ClaimRegistered,
    ("compensation.late_taken", 1): LateClaimTaken,
    ("compensation.awarded", 1): Awarded,
    ("compensation.refused", 1): ClaimRefused,
    ("compensation.appealed", 1): DecisionAppealed,
    ("compensation.appeal_decided", 1): AppealDecided,
    ("compensation.paid", 1): Paid,
    ("compensation.withdrawn", 1): ClaimWithdrawn,
    ("compensation.moved", 1): ClaimMoved,
}
