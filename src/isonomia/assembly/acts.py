"""What may be entered about a peaceful assembly, in the past tense. This file only grows.

An assembly is a matter by itself, `assembly/<year>-<6 digits>`. The public sees form, place, time, answer and article;
who files, why, and the facts of a refusal are papers, bound to by commitments.
"""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct

from isonomia.procedure.acts import Basis, Contested, Filed, Moved, Remedy
from isonomia.record.act import Body, Whole, Word
from isonomia.record.sources import Day, Wording

Hour = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z")]


class NoticeFiled(Filed, frozen=True, kw_only=True):
    """A notification of an assembly, or an application for one, was filed: form, day, hours, how many, with what.

    The place is in the paper until the officer who registers it states it for the public.
    """

    form: Word
    held_on: Day
    starts: Hour
    ends: Hour
    number: Whole
    uses: tuple[Word, ...] = ()


class NoticeRegistered(Body, frozen=True, kw_only=True):
    """A notice was registered: from here the term for the answer runs. `place` is the place in its public name."""

    registered_on: Day
    place: tuple[Wording, ...] = ()
    basis: Basis


class Confirmed(Body, frozen=True, kw_only=True):
    """The body let the assembly go ahead; `without` is what it left out (structures, sound, vehicles)."""

    confirmed_on: Day
    without: tuple[Word, ...] = ()
    basis: Basis


class OtherOffered(Body, frozen=True, kw_only=True):
    """The body offered another place, route or time, in its public name."""

    offered_on: Day
    received_on: Day | None = None
    place: tuple[Wording, ...] = ()
    held_on: Day | None = None
    starts: Hour | None = None
    ends: Hour | None = None
    basis: Basis


class OfferAccepted(Body, frozen=True, kw_only=True):
    """The organiser took the offer."""

    accepted_on: Day
    basis: Basis | None = None


class OfferDeclined(Body, frozen=True, kw_only=True):
    """The organiser did not take the offer."""

    declined_on: Day


class AssemblyRefused(Body, frozen=True, kw_only=True):
    """The body refused the assembly: ground, article, remedies; the commitment `facts` binds to what it rests on."""

    ground: Word
    basis: Basis
    remedies: tuple[Remedy, ...]
    refused_on: Day


class ComplaintFiled(Contested, frozen=True, kw_only=True):
    """The organiser complained of the answer: to whom, on the ground of which remedy."""


class ComplaintDecided(Body, frozen=True, kw_only=True):
    """A complaint or a suit was decided: the answer was lifted, or stands; where it stands remedies are named."""

    outcome: Word
    basis: Basis
    remedies: tuple[Remedy, ...] = ()
    decided_on: Day


class AssemblyHeld(Body, frozen=True, kw_only=True):
    """The assembly was held: a fact, as it was told."""

    held_on: Day


class AssemblyCancelled(Body, frozen=True, kw_only=True):
    """The organiser gave the assembly up."""

    cancelled_on: Day
    basis: Basis | None = None


class AssemblyStopped(Body, frozen=True, kw_only=True):
    """The body stopped an assembly that was held: ground, article, remedies; its facts are a paper."""

    ground: Word
    basis: Basis
    remedies: tuple[Remedy, ...]
    stopped_on: Day


class AssemblyMoved(Moved, frozen=True, kw_only=True):
    """A notice at the wrong body was sent on."""


ACTS: Mapping[tuple[str, int], type[Struct]] = {
    ("assembly.notice_filed", 1): NoticeFiled,
    ("assembly.registered", 1): NoticeRegistered,
    ("assembly.confirmed", 1): Confirmed,
    ("assembly.other_offered", 1): OtherOffered,
    ("assembly.offer_accepted", 1): OfferAccepted,
    ("assembly.offer_declined", 1): OfferDeclined,
    ("assembly.refused", 1): AssemblyRefused,
    ("assembly.complaint_filed", 1): ComplaintFiled,
    ("assembly.complaint_decided", 1): ComplaintDecided,
    ("assembly.held", 1): AssemblyHeld,
    ("assembly.cancelled", 1): AssemblyCancelled,
    ("assembly.stopped", 1): AssemblyStopped,
    ("assembly.moved", 1): AssemblyMoved,
}
