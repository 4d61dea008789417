"""What may be entered about working groups, texts of law and drafts, in the past tense. This file only grows.

An act names the files that it is about as blobs: editions, plain texts, operations as JSON lines. Every act says where
the fact was published, or on what basis it was entered.
"""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct

from isonomia.drafting.operations import Boundary, Eid, Name
from isonomia.drafting.rules import Vote
from isonomia.record.act import Blob, Body, Identifier, Whole, Word
from isonomia.record.sources import Day, Language, RoughDay, Source, Text, Wording

Label = Annotated[str, Meta(pattern=r"^[0-9]+(-[0-9]+)*\Z", max_length=16)]
Wordings = Annotated[tuple[Wording, ...], Meta(min_length=1)]
WorkName = Annotated[str, Meta(min_length=1, max_length=128)]


class Grounded(Body, frozen=True, kw_only=True):
    """An act says where its fact was published, or on what basis it was entered: one of the two at least."""

    basis: Text | None = None
    sources: tuple[Source, ...] = ()


class GroupSetUp(Grounded, frozen=True, kw_only=True):
    """A working group was set up: its names, by whom, by which act, on which day."""

    titles: Wordings
    set_up_by: Text
    by_act: Text
    set_up_on: Day


class MemberAppointed(Grounded, frozen=True, kw_only=True):
    """Somebody who acts in a public capacity was appointed to the group: the role, the first and the last day."""

    capacity: Identifier
    role: Word
    since: Day
    until: Day | None = None


class MemberLeft(Grounded, frozen=True, kw_only=True):
    """A member left the group: the first day without them, and why."""

    capacity: Identifier
    ended_on: Day
    reason: Word


class MembersStated(Grounded, frozen=True, kw_only=True):
    """How many members the group has was stated, as of a day; who they are stands elsewhere or is not known."""

    members: Whole
    stated_on: Day


class EditionText(Body, frozen=True, kw_only=True):
    """An edition in one language: the edition as a file, the text as printed, and whether it is authentic."""

    language: Language
    authenticity: Word
    edition: Blob
    plain: Blob


class EditionPublished(Grounded, frozen=True, kw_only=True):
    """An edition of a work was published: the text as in force from a day on, in one or several languages.

    `result_of` is the draft from which it came, where it came from one of this record.
    """

    work: Text
    day: Day
    texts: Annotated[tuple[EditionText, ...], Meta(min_length=1)]
    result_of: Identifier | None = None


class EventResolved(Grounded, frozen=True, kw_only=True):
    """An event from which provisions are in force fell on a day; `by_act` is the act that says so."""

    event: Name
    fell_on: Day
    by_act: Text


class ProvisionsApplied(Grounded, frozen=True, kw_only=True):
    """A body applied provisions for the first time: who, from when, which places of which edition.

    `operations` are those of `draft` that made these places what they are.
    """

    applied_by: Text
    since: Day
    edition_day: Day
    provisions: Annotated[tuple[Eid, ...], Meta(min_length=1)]
    draft: Identifier | None = None
    operations: tuple[Name, ...] = ()


class DraftTabled(Grounded, frozen=True, kw_only=True):
    """A draft was tabled: by which group, to amend which edition of which text."""

    group: Identifier
    law_text: Identifier
    base_day: Day
    titles: Wordings
    tabled_on: Day


class Listed(Body, frozen=True, kw_only=True):
    """One operation of an amendment: its id, its target and where that stood, and from when it takes effect."""

    operation: Name
    target: Name
    eid: Eid
    boundary: Boundary


class AmendmentTabled(Grounded, frozen=True, kw_only=True):
    """An amendment to the draft was tabled: its operations as a file, each listed here, and why."""

    amendment: Identifier
    tabled_on: Day
    operations_file: Blob
    operations: Annotated[tuple[Listed, ...], Meta(min_length=1)]
    reasons: Wordings
    proposals: tuple[Identifier, ...] = ()


class AmendmentDiscussed(Grounded, frozen=True, kw_only=True):
    """The group discussed an amendment, on a day; what was said, in words."""

    amendment: Identifier
    discussed_on: Day
    in_words: Wordings


class AmendmentVoted(Grounded, frozen=True, kw_only=True):
    """The group voted on an amendment: how many for, against, abstaining, present, and how many members it has."""

    amendment: Identifier
    voted_on: Day
    votes_for: Whole
    against: Whole
    abstained: Whole
    present: Whole
    members: Whole

    @property
    def vote(self) -> Vote:
        """The vote as the rules take it."""
        return Vote(self.votes_for, self.against, self.abstained, self.present, self.members)


class Decided(Grounded, frozen=True, kw_only=True):
    """What became of an amendment: on which day, and why."""

    amendment: Identifier
    decided_on: Day
    reasons: Wordings


class AmendmentAccepted(Decided, frozen=True, kw_only=True):
    """An amendment was accepted: its operations are part of the draft."""


class AmendmentWithdrawn(Decided, frozen=True, kw_only=True):
    """An amendment was withdrawn by who had tabled it."""


class AmendmentRejected(Decided, frozen=True, kw_only=True):
    """An amendment was rejected."""


class DraftReplaced(Grounded, frozen=True, kw_only=True):
    """A draft of amendments became a draft of a whole new text; a table says where each old place is found in it."""

    replaced_on: Day
    texts: Annotated[tuple[EditionText, ...], Meta(min_length=1)]
    correspondence: Blob
    reasons: Wordings


class DraftSentToReview(Grounded, frozen=True, kw_only=True):
    """The draft was sent to the body that gives its conclusion on it."""

    reviewer: Word
    sent_on: Day


class ReviewStated(Grounded, frozen=True, kw_only=True):
    """That body stated its conclusion: which, by which act; the document where it is at hand."""

    reviewer: Word
    stated_on: Day
    conclusion: Word
    by_act: Text
    document: Blob | None = None


class DraftSubmitted(Grounded, frozen=True, kw_only=True):
    """The draft was put to a vote: by whom, by which act, which way, in which referendum."""

    initiator: Word
    way: Word
    referendum: Identifier | None = None
    submitted_on: Day
    by_act: Text


class DraftAdopted(Grounded, frozen=True, kw_only=True):
    """The draft was adopted: which way, by which act; of a referendum, the act of the record that decided it."""

    way: Word
    referendum: Identifier | None = None
    decision: Identifier | None = None
    adopted_on: Day
    by_act: Text


class CameIntoForce(Grounded, frozen=True, kw_only=True):
    """Those operations of the draft that have this boundary came into force on a day; which edition that makes."""

    boundary: Boundary
    in_force_on: Day
    edition_day: Day


class Start(Body, frozen=True, kw_only=True):
    """From when a change is in force: a day, or an event with the day on which it came where that is known.

    `provisions` says which parts of the article are meant where they begin on different days.
    """

    day: RoughDay | None = None
    event: Word | None = None
    provisions: Text | None = None


class ArticleChange(Body, frozen=True, kw_only=True):
    """One article that was `amended`, `inserted` or `repealed`: which provisions, from when, in our own words."""

    article: Label
    kind: Word
    provisions: Text | None = None
    starts: Annotated[tuple[Start, ...], Meta(min_length=1)]
    wordings: tuple[Wording, ...] = ()


class AmendmentsPublished(Body, frozen=True, kw_only=True):
    """Which articles an amending act changed was published, article by article.

    `articles_before` is how many numbered articles the work had before, as the source counts them: every share of the
    articles needs it. Two publications of one amending act that differ both stand.
    """

    work: WorkName
    by_act: Text
    act_date: Day
    articles_before: Whole | None = None
    articles: Annotated[tuple[ArticleChange, ...], Meta(min_length=1)]
    sources: Annotated[tuple[Source, ...], Meta(min_length=1)]


class CorrespondenceStated(Grounded, frozen=True, kw_only=True):
    """A table was stated of where the places of one work are found in another that replaced it whole.

    For works of which this record has the editions, `drafting.draft_replaced` cites the table; this act is for those
    known by name alone. What the table does not name is not known: nothing follows from its silence.
    """

    old_work: WorkName
    new_work: WorkName
    table: Blob


ACTS: Mapping[tuple[str, int], type[Struct]] = {
    ("drafting.group_set_up", 1): GroupSetUp,
    ("drafting.member_appointed", 1): MemberAppointed,
    ("drafting.member_left", 1): MemberLeft,
    ("drafting.members_stated", 1): MembersStated,
    ("drafting.edition_published", 1): EditionPublished,
    ("drafting.event_resolved", 1): EventResolved,
    ("drafting.provisions_applied", 1): ProvisionsApplied,
    ("drafting.draft_tabled", 1): DraftTabled,
    ("drafting.amendment_tabled", 1): AmendmentTabled,
    ("drafting.amendment_discussed", 1): AmendmentDiscussed,
    ("drafting.amendment_voted", 1): AmendmentVoted,
    ("drafting.amendment_accepted", 1): AmendmentAccepted,
    ("drafting.amendment_withdrawn", 1): AmendmentWithdrawn,
    ("drafting.amendment_rejected", 1): AmendmentRejected,
    ("drafting.draft_replaced", 1): DraftReplaced,
    ("drafting.draft_sent_to_review", 1): DraftSentToReview,
    ("drafting.review_stated", 1): ReviewStated,
    ("drafting.draft_submitted", 1): DraftSubmitted,
    ("drafting.draft_adopted", 1): DraftAdopted,
    ("drafting.came_into_force", 1): CameIntoForce,
    ("drafting.amendments_published", 1): AmendmentsPublished,
    ("drafting.correspondence_stated", 1): CorrespondenceStated,
}
