"""What may be entered about a political party, in the past tense. This file only grows.

A party is a matter by itself, `party/<year>-<6 digits>`. The roll of its members, the list of its initiative group and
the facts of a refusal are papers, bound to by commitments: an act holds counts, and nobody's name or opinion.
"""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct

from isonomia.procedure.acts import Basis, Remedy
from isonomia.record.act import Body, Identifier, Whole, Word
from isonomia.record.sources import Day, Source, Wording


class Step(Body, frozen=True, kw_only=True):
    """A step in the life of a party: its day, and its basis."""

    on: Day
    basis: Basis


class InTerritory(Body, frozen=True, kw_only=True):
    """A count in one territory."""

    territory: Identifier
    number: Whole


class Fault(Body, frozen=True, kw_only=True):
    """How many lines of a roll have one fault; a line may have several."""

    kind: Word
    number: Whole


Names = Annotated[tuple[Wording, ...], Meta(min_length=1)]
InTerritories = tuple[InTerritory, ...]


class FoundingNotified(Body, frozen=True, kw_only=True):
    """Notice was given that a party is to be founded: its name, the initiative group by territory, the committee.

    The commitment `group` binds to the list of the group.
    """

    on: Day
    names: Names
    group: InTerritories
    committee: Whole


class FoundingConfirmed(Step, frozen=True, kw_only=True):
    """The registering body confirmed the notice: from here the term for the founding congress runs."""


class FoundingEnded(Step, frozen=True, kw_only=True):
    """The founding came to an end without a party: its term was over, or the group decided so."""

    reason: Word


class CongressHeld(Step, frozen=True, kw_only=True):
    """The founding congress was held, by so many citizens."""

    present: Whole


class RollFiled(Step, frozen=True, kw_only=True):
    """The papers for registration came in, with a roll of so many lines; the commitment `roll` binds to it."""

    rows: Whole


class RollChecked(Step, frozen=True, kw_only=True):
    """The roll was checked against a register as of a day: what counts, by territory, and the faults by kind.

    `method` names what was run; the commitment `roll` is that of the roll which was filed.
    """

    register_on: Day
    method: Word
    rows: Whole
    members: Whole
    by_territory: InTerritories
    faults: tuple[Fault, ...] = ()


class PartyRegistered(Step, frozen=True, kw_only=True):
    """The party was registered: from here the term for its branches runs."""


class PartyPublished(Body, frozen=True, kw_only=True):
    """That a party was registered, as published: its roll and who checked it are not known here."""

    names: Names
    congress_on: Day
    registered_on: Day
    sources: Annotated[tuple[Source, ...], Meta(min_length=1)]


class RegistrationRefused(Step, frozen=True, kw_only=True):
    """Registration was refused: ground, article, remedies; the commitment `facts` binds to what it rests on."""

    ground: Word
    remedies: tuple[Remedy, ...]


class RefusalContested(Body, frozen=True, kw_only=True):
    """The refusal was contested, by which remedy."""

    on: Day
    remedy: Remedy


class ContestDecided(Step, frozen=True, kw_only=True):
    """What was contested was decided: the refusal was lifted, or stands; where it stands remedies are named."""

    outcome: Word
    remedies: tuple[Remedy, ...] = ()


class BranchesRegistered(Step, frozen=True, kw_only=True):
    """Branches of the party were registered, in these territories."""

    territories: Annotated[tuple[Identifier, ...], Meta(min_length=1)]


class RegistrationAnnulled(Step, frozen=True, kw_only=True):
    """The registration was annulled, since branches were not registered in time; facts and remedies as of a refusal."""

    remedies: tuple[Remedy, ...]


class PartySuspended(Step, frozen=True, kw_only=True):
    """A court suspended the activity of the party: ground and for how many months; facts and remedies."""

    ground: Word
    months: Whole
    remedies: tuple[Remedy, ...]


class PartyResumed(Step, frozen=True, kw_only=True):
    """The party may act again."""


class PartyDissolved(Step, frozen=True, kw_only=True):
    """The party came to its end: by its own decision, or by a court, then with facts and remedies."""

    ground: Word
    remedies: tuple[Remedy, ...] = ()


ACTS: Mapping[tuple[str, int], type[Struct]] = {
    ("parties.founding_notified", 1): FoundingNotified,
    ("parties.founding_confirmed", 1): FoundingConfirmed,
    ("parties.founding_ended", 1): FoundingEnded,
    ("parties.congress_held", 1): CongressHeld,
    ("parties.roll_filed", 1): RollFiled,
    ("parties.roll_checked", 1): RollChecked,
    ("parties.registered", 1): PartyRegistered,
    ("parties.published", 1): PartyPublished,
    ("parties.refused", 1): RegistrationRefused,
    ("parties.contested", 1): RefusalContested,
    ("parties.contest_decided", 1): ContestDecided,
    ("parties.branches_registered", 1): BranchesRegistered,
    ("parties.annulled", 1): RegistrationAnnulled,
    ("parties.suspended", 1): PartySuspended,
    ("parties.resumed", 1): PartyResumed,
    ("parties.dissolved", 1): PartyDissolved,
}
