"""What may be entered about proposals, demands and campaigns, in the past tense. This file only grows.

A proposal is one submission, `proposal/P-<year>-<6 digits>`: it is never merged with another and never deleted. What it
asks for is a demand, `demand/D-<year>-<n>`; one submission has one or several, one demand any number of submissions.
Submissions that were written after one pattern are a campaign, `campaign/C-<year>-<n>`: computed, and shown.

No act holds the text of a proposal, nor a bare hash of it: each is bound to by a salted commitment (`text`), and what
opens it stands outside the record, where it can be destroyed if the text must be hidden.
"""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct

from isonomia.record.act import Blob, Body, Digest, Identifier, Whole, Word
from isonomia.record.sources import Day, Language, Text, Wording

Wordings = Annotated[tuple[Wording, ...], Meta(min_length=1)]
WorkName = Annotated[str, Meta(min_length=1, max_length=128)]
Eid = Annotated[str, Meta(min_length=1, max_length=256)]
Decimal = Annotated[str, Meta(pattern=r"^[0-9]+(\.[0-9]+)?\Z", max_length=16)]


class Provision(Body, frozen=True, kw_only=True):
    """A place in a text of law; without `eid` the text as a whole."""

    work: WorkName
    eid: Eid | None = None


class Imported(Body, frozen=True, kw_only=True):
    """Out of which list a proposal was taken over, and which row of it that was, counted from 1."""

    source: Identifier
    row: Whole


class ProposalReceived(Body, frozen=True, kw_only=True):
    """A proposal was received: through which channel, on which day, in which language, from what kind of author.

    The commitment `text` binds to the public text, `original` to what was handed in where that differs, `author` to who
    sent it where that is known. `author` is a public pseudonym within this process, only where the author was
    verified. `supports_stated` is a number of supporters that the source stated: it is not checked here.
    """

    channel: Word
    received_on: Day
    registered_on: Day | None = None
    language: Language
    language_by: Word
    author_kind: Word
    verified: bool = False
    author: Identifier | None = None
    territory: Identifier | None = None
    about: tuple[Provision, ...] = ()
    supports_stated: Whole | None = None
    imported: Imported | None = None


class ProposalRegistered(Body, frozen=True, kw_only=True):
    """A proposal that came on paper, by mail or by voice was registered: from here the term for the answer runs."""

    registered_on: Day


class FoundAdmissible(Body, frozen=True, kw_only=True):
    """A proposal was taken up."""

    found_on: Day


class FoundInadmissible(Body, frozen=True, kw_only=True):
    """A proposal was not taken up: on which ground of the closed list, under which rule."""

    ground: Word
    rule: Text | None = None
    found_on: Day


class InformationAsked(Body, frozen=True, kw_only=True):
    """The author was asked for more: the clock stands still until it is given, or until the last day for it."""

    asked_on: Day
    until: Day | None = None


class InformationGiven(Body, frozen=True, kw_only=True):
    """The author gave what was asked for: the clock runs on."""

    given_on: Day


class ProposalForwarded(Body, frozen=True, kw_only=True):
    """A proposal was sent on to the body in whose hands it lies, which is named."""

    to: Wordings
    forwarded_on: Day


class ProposalAssigned(Body, frozen=True, kw_only=True):
    """A proposal was assigned to a working group: by hand, or by taking up a suggestion, and how sure that was."""

    group: Identifier
    assigned_on: Day
    method: Word
    confidence: Decimal | None = None


class Span(Body, frozen=True, kw_only=True):
    """The part of the text that makes a demand, in characters: the first, and the one after the last."""

    start: Whole
    end: Whole


class DemandLinked(Body, frozen=True, kw_only=True):
    """What a proposal asks for was found to be a demand: by hand, by a suggestion taken up, or as an exact copy."""

    demand: Identifier
    linked_on: Day
    method: Word
    span: Span | None = None


class DemandUnlinked(Body, frozen=True, kw_only=True):
    """A link between a proposal and a demand was taken back, and why."""

    demand: Identifier
    unlinked_on: Day
    reason: Word


class ReadByMember(Body, frozen=True, kw_only=True):
    """A member of the working group, by a public capacity, opened and read the proposal."""

    capacity: Identifier
    group: Identifier
    read_on: Day


class AnswerText(Body, frozen=True, kw_only=True):
    """The answer in one language, as a file."""

    language: Language
    text: Blob


class AnswerBatch(Body, frozen=True, kw_only=True):
    """The batch in which an answer was sent to many at once: its name, how many got it, the list of their numbers."""

    id: Identifier
    receivers: Whole
    list: Blob


class ProposalAnswered(Body, frozen=True, kw_only=True):
    """A proposal was answered: alone or in a batch, on the ground of which decisions, in which words, signed by whom.

    `decisions` are the acts that decided its demands; there is none where it was not taken up, or was sent on.
    """

    mode: Word
    decisions: tuple[Identifier, ...] = ()
    texts: Annotated[tuple[AnswerText, ...], Meta(min_length=1)]
    answered_on: Day
    signatory: Identifier
    batch: AnswerBatch | None = None


class SecondLookAsked(Body, frozen=True, kw_only=True):
    """The author asked for a second look at what was answered; the commitment `reasons` binds to why."""

    asked_on: Day


class ProposalWithdrawn(Body, frozen=True, kw_only=True):
    """The author took the proposal back before it was answered."""

    withdrawn_on: Day


class ProposalDisowned(Body, frozen=True, kw_only=True):
    """Whoever is named as the author said that they never sent it."""

    disowned_on: Day


class TextHidden(Body, frozen=True, kw_only=True):
    """The text of a proposal is shown no longer, on a ground of the closed list; number and outcome stay public."""

    ground: Word
    rule: Text | None = None
    hidden_on: Day


class DemandStated(Body, frozen=True, kw_only=True):
    """A demand was stated in words of its own: what kind of change it asks for, of which provisions."""

    titles: Wordings
    change: Word
    about: tuple[Provision, ...] = ()
    stated_on: Day


class DemandReviewed(Body, frozen=True, kw_only=True):
    """A member of a working group reviewed a demand: with which interest of their own, and with which opinion."""

    capacity: Identifier
    group: Identifier
    interest: Word
    opinion: Word
    reviewed_on: Day
    reasons: tuple[Wording, ...] = ()


class ReviewerSteppedAside(Body, frozen=True, kw_only=True):
    """A member of a working group stepped aside from a demand, because of an interest of their own."""

    capacity: Identifier
    group: Identifier
    stepped_on: Day


class VoteTaken(Body, frozen=True, kw_only=True):
    """The vote by which a working group decided, in whole people; `in_favour` of the outcome that was decided."""

    members: Whole
    present: Whole
    in_favour: Whole
    against: Whole
    abstained: Whole

    @property
    def possible(self) -> bool:
        """Whether nobody voted who was not there, and nobody was there who is no member."""
        return self.in_favour + self.against + self.abstained <= self.present <= self.members

    def counts(self) -> Mapping[str, int]:
        """The counts by the names that the rulebook has for them."""
        return {"yes": self.in_favour, "no": self.against, "present": self.present, "members": self.members}


class SecondLook(Body, frozen=True, kw_only=True):
    """The proposal whose author asked for a second look, and the act by which they did."""

    proposal: Identifier
    act: Identifier


class DemandDecided(Body, frozen=True, kw_only=True):
    """A working group decided on a demand: the outcome, its ground and the rule, the reasons, the vote, who signed.

    After a second look it decides again: `after` names who asked for it.
    """

    outcome: Word
    ground: Word | None = None
    rule: Text | None = None
    reasons: Wordings
    group: Identifier
    vote: VoteTaken
    decided_on: Day
    signatory: Identifier
    after: SecondLook | None = None


class DemandTraced(Body, frozen=True, kw_only=True):
    """What became of a demand in the text: taken over and how closely, in the law already, refused, outside it.

    `amendment` is an amendment to `draft` by its name, `provision` the place where the words stand.
    """

    kind: Word
    draft: Identifier | None = None
    amendment: Identifier | None = None
    provision: Provision | None = None
    traced_on: Day


class CampaignFound(Body, frozen=True, kw_only=True):
    """Proposals were found to be written after one pattern: by which method, how many, how many letter by letter.

    `template` is one of them that shows the pattern. `members` lists their numbers (`P-2025-000412`), sorted, one a
    line. `input_sha256` is the digest of what the method was given.
    """

    found_on: Day
    method: Identifier
    version: Text
    template: Identifier
    copies: Whole
    exact: Whole
    members: Blob
    input_sha256: Digest


ACTS: Mapping[tuple[str, int], type[Struct]] = {
    ("proposals.received", 1): ProposalReceived,
    ("proposals.registered", 1): ProposalRegistered,
    ("proposals.found_admissible", 1): FoundAdmissible,
    ("proposals.found_inadmissible", 1): FoundInadmissible,
    ("proposals.information_asked", 1): InformationAsked,
    ("proposals.information_given", 1): InformationGiven,
    ("proposals.forwarded", 1): ProposalForwarded,
    ("proposals.assigned", 1): ProposalAssigned,
    ("proposals.linked", 1): DemandLinked,
    ("proposals.unlinked", 1): DemandUnlinked,
    ("proposals.read_by_member", 1): ReadByMember,
    ("proposals.answered", 1): ProposalAnswered,
    ("proposals.second_look_asked", 1): SecondLookAsked,
    ("proposals.withdrawn", 1): ProposalWithdrawn,
    ("proposals.disowned", 1): ProposalDisowned,
    ("proposals.text_hidden", 1): TextHidden,
    ("proposals.demand_stated", 1): DemandStated,
    ("proposals.reviewed", 1): DemandReviewed,
    ("proposals.stepped_aside", 1): ReviewerSteppedAside,
    ("proposals.decided", 1): DemandDecided,
    ("proposals.traced", 1): DemandTraced,
    ("proposals.campaign_found", 1): CampaignFound,
}
