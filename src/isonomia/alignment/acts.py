"""What may be entered about laws to be brought into line and about promises, in the past tense. This file only grows.

A law that must be adopted or changed is a matter (`law/<id>`), a promise made in public is another
(`commitment/<id>`). Whether a law is overdue or a promise kept is never entered: it is computed, for a given day.
"""

from collections.abc import Mapping
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from isonomia.record.act import Body, Identifier, Word
from isonomia.record.sources import RoughDay, Source, Text, Wording

Wordings = Annotated[tuple[Wording, ...], Meta(min_length=1)]
Sources = Annotated[tuple[Source, ...], Meta(min_length=1)]
WorkName = Annotated[str, Meta(min_length=1, max_length=128)]
Eid = Annotated[str, Meta(min_length=1, max_length=256)]


class AmendedProvision(Body, frozen=True, kw_only=True, tag_field="kind", tag="provision"):
    """The ground is a provision that was amended: the work, where the provision stands, and its uid where known."""

    work: WorkName
    eid: Eid
    uid: Text | None = None


class CitedProvision(Body, frozen=True, kw_only=True, tag_field="kind", tag="citation"):
    """The ground is a provision that asks for a law, or a law that cites what was changed."""

    citation: Text


class FoundPhrase(Body, frozen=True, kw_only=True, tag_field="kind", tag="phrase"):
    """The ground is a phrase in other laws that names what there is no more, such as an abolished body."""

    phrase: Wording


Ground: TypeAlias = AmendedProvision | CitedProvision | FoundPhrase


class DueDay(Body, frozen=True, kw_only=True, tag_field="kind", tag="day"):
    """The law is due by a day that was stated in public."""

    day: RoughDay


class DueTerm(Body, frozen=True, kw_only=True, tag_field="kind", tag="term"):
    """The law is due at the end of a term of the rulebook, counted from an event of this day."""

    rule: Text
    since: RoughDay


class NeedStated(Body, frozen=True, kw_only=True):
    """A law is needed: its title, its form, whether it is new, on which grounds, by whom and by when.

    `follows` names the matter of the amendments that the need follows from; it is left out for what was under way
    before. `due` is left out where the sources state none: then the day is unknown.
    """

    titles: Wordings
    form: Word
    change: Word
    grounds: Annotated[tuple[Ground, ...], Meta(min_length=1)]
    follows: Identifier | None = None
    responsible: tuple[Wording, ...] = ()
    due: DueDay | DueTerm | None = None
    sources: Sources


class StageReached(Body, frozen=True, kw_only=True):
    """The law reached a stage, on a day as precise as the source gives it; with the number of the act where given."""

    stage: Word
    reached_on: RoughDay
    number: Text | None = None
    sources: Sources


class NotNeeded(Body, frozen=True, kw_only=True):
    """It was found that the law is not needed, and why."""

    stated_on: RoughDay
    reasons: Wordings
    sources: Sources


class CommitmentMade(Body, frozen=True, kw_only=True):
    """Something was promised or announced as done in public: what, in our own words, by whom, when, on which topic."""

    topic: Word
    wordings: Wordings
    made_by: Text
    made_on: RoughDay | None = None
    sources: Sources


class ToProvision(Body, frozen=True, kw_only=True, tag_field="kind", tag="provision"):
    """The promise stands in a provision; `in_force_on` is given where no amendment in this record says so."""

    work: WorkName
    eid: Eid
    uid: Text | None = None
    in_force_on: RoughDay | None = None


class ToLaw(Body, frozen=True, kw_only=True, tag_field="kind", tag="law"):
    """The promise is to be met by a law, a matter of this record."""

    law: Identifier


class CommitmentLinked(Body, frozen=True, kw_only=True):
    """A promise was linked to the provision or the law by which it is to be met."""

    to: ToProvision | ToLaw
    sources: Sources


class EvidenceStated(Body, frozen=True, kw_only=True):
    """Evidence on a promise was stated: whether it shows that the law is applied, as of which day, in our own words."""

    shows: Word
    as_of: RoughDay
    wordings: Wordings
    sources: Sources


Act: TypeAlias = NeedStated | StageReached | NotNeeded | CommitmentMade | CommitmentLinked | EvidenceStated

ACTS: Mapping[tuple[str, int], type[Struct]] = {
    ("alignment.need_stated", 1): NeedStated,
    ("alignment.stage_reached", 1): StageReached,
    ("alignment.not_needed", 1): NotNeeded,
    ("alignment.commitment_made", 1): CommitmentMade,
    ("alignment.commitment_linked", 1): CommitmentLinked,
    ("alignment.evidence_stated", 1): EvidenceStated,
}
