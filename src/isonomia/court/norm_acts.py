"""What may be entered about norms that were put before the court, in the past tense. This file only grows.

A norm is `norm/<slug>`: a place in a text of law. Its review status follows from acts in cases, and cites them.
"""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct

from isonomia.record.act import Body, Identifier, Word
from isonomia.record.sources import Day, Source, Wording

Wordings = Annotated[tuple[Wording, ...], Meta(min_length=1)]
Sources = Annotated[tuple[Source, ...], Meta(min_length=1)]
WorkName = Annotated[str, Meta(min_length=1, max_length=128)]
Version = Annotated[str, Meta(min_length=1, max_length=40)]
Eid = Annotated[str, Meta(min_length=1, max_length=256)]


class NormRegistered(Body, frozen=True, kw_only=True):
    """A norm is followed: the text it stands in, where, and what people call it."""

    work: WorkName
    eid: Eid | None = None
    titles: Wordings
    sources: Sources


class NormReviewed(Body, frozen=True, kw_only=True):
    """The review status of a norm changed by an act in a case; `reading` is the Court's, where it stands only so."""

    on: Day
    status: Word
    case: Identifier
    act: Identifier
    constitution: Version | None = None
    effective_on: Day | None = None
    reading: tuple[Wording, ...] = ()


ACTS: Mapping[tuple[str, int], type[Struct]] = {
    ("norm.registered", 1): NormRegistered,
    ("norm.reviewed", 1): NormReviewed,
}
