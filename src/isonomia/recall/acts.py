"""What may be entered about the recall of a deputy, in the past tense. This file only grows.

A recall is a matter by itself, `recall/<year>-<6 digits>`. Who applies and who signs are papers, bound to by
commitments: an act holds counts. The deputy acts in public and is named by the id of a public capacity.
"""

from collections.abc import Mapping

from msgspec import Struct

from isonomia.procedure.acts import Basis, Remedy
from isonomia.record.act import Body, Digest, Identifier, Whole, Word
from isonomia.record.sources import Day, Text


class Step(Body, frozen=True, kw_only=True):
    """A step of a recall: its day, and its basis."""

    on: Day
    basis: Basis


class Fault(Body, frozen=True, kw_only=True):
    """How many signatures have one fault; a signature may have several."""

    kind: Word
    number: Whole


class LotSource(Body, frozen=True, kw_only=True):
    """A public source that nobody here controls, fixed before it speaks: which figure, as of which day."""

    name: Text
    reference: Text
    due_on: Day


class RecallApplied(Body, frozen=True, kw_only=True):
    """Voters asked to recall a deputy: of which body, by which mandate, of which district, on which ground.

    `kept_on` is the day on which the results of an earlier vote were published that kept the mandate. The commitment
    `content` binds to the application.
    """

    on: Day
    body: Word
    mandate: Word
    district: Identifier
    deputy: Identifier
    mandate_began: Day
    mandate_ends: Day
    ground: Word
    group: Whole
    kept_on: Day | None = None


class RecallRegistered(Step, frozen=True, kw_only=True):
    """The application was registered; the district has so many voters. From here signatures are collected."""

    voters: Whole


class RecallRefused(Step, frozen=True, kw_only=True):
    """The application was refused: ground, article, remedies; the commitment `facts` binds to what it rests on."""

    ground: Word
    remedies: tuple[Remedy, ...]


class SignaturesFiled(Step, frozen=True, kw_only=True):
    """The sheets came in, with so many signatures; the commitment `sheets` binds to them in their order."""

    number: Whole


class SampleAnnounced(Step, frozen=True, kw_only=True):
    """A sample of the signatures is to be drawn: so many, by a public source that has not yet spoken."""

    drawn: Whole
    source: LotSource


class SampleChecked(Step, frozen=True, kw_only=True):
    """The announced sample was drawn and checked: what the source said, the seed that follows, how many were valid."""

    value: Text
    seed: Digest
    valid: Whole


class SignaturesChecked(Step, frozen=True, kw_only=True):
    """Every signature was checked against a register as of a day: how many are valid, and the faults by kind."""

    register_on: Day
    method: Word
    valid: Whole
    faults: tuple[Fault, ...] = ()


class RecallEnded(Step, frozen=True, kw_only=True):
    """The recall came to its end without a vote: too few signatures, or none handed in; facts and remedies."""

    ground: Word
    remedies: tuple[Remedy, ...]


class VoteCalled(Step, frozen=True, kw_only=True):
    """A vote on the recall was called, for a day."""

    polling_day: Day


class VoteCounted(Step, frozen=True, kw_only=True):
    """The votes were counted: voters of the district, who took part, for and against the recall, invalid."""

    voters: Whole
    took_part: Whole
    yes: Whole
    no: Whole
    invalid: Whole


class RecallDecided(Step, frozen=True, kw_only=True):
    """What the vote came to: recalled, the mandate is kept, or too few took part."""

    outcome: Word


ACTS: Mapping[tuple[str, int], type[Struct]] = {
    ("recall.applied", 1): RecallApplied,
    ("recall.registered", 1): RecallRegistered,
    ("recall.refused", 1): RecallRefused,
    ("recall.signatures_filed", 1): SignaturesFiled,
    ("recall.sample_announced", 1): SampleAnnounced,
    ("recall.sample_checked", 1): SampleChecked,
    ("recall.signatures_checked", 1): SignaturesChecked,
    ("recall.ended", 1): RecallEnded,
    ("recall.vote_called", 1): VoteCalled,
    ("recall.vote_counted", 1): VoteCounted,
    ("recall.decided", 1): RecallDecided,
}
