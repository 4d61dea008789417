"""What may be entered about those who act: roles with dates, and public capacities. This file only grows.

No act holds a name. A person is a random id (`person/p-7f3k9q`), a public capacity another (`capacity/c-4m8x2t`); the
name that belongs to it stands outside the record, where it can be corrected and withdrawn.
"""

from collections.abc import Mapping
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from isonomia.record.act import Body, Identifier, Word
from isonomia.record.sources import Day, Text, Wording

Scope = Annotated[str, Meta(min_length=1, max_length=128)]


class RoleGranted(Body, frozen=True, kw_only=True):
    """A role was granted to the person of this matter: in which matters, from when, until which last day.

    `scope` is a matter, the beginning of one (`referendum`), or `*`. `basis` is the decision that granted it.
    """

    role: Word
    scope: Scope
    since: Day
    until: Day | None = None
    basis: Text


class RoleEnded(Body, frozen=True, kw_only=True):
    """A role ended: which grant, the first day on which it is no longer held, and why."""

    grant: Identifier
    ended_on: Day
    reason: Word


class CapacityRegistered(Body, frozen=True, kw_only=True):
    """Somebody acts in public: in which office, from when, until when, and under which rule the name is shown."""

    office: Annotated[tuple[Wording, ...], Meta(min_length=1)]
    since: Day
    until: Day | None = None
    basis: Text


class CapacityEnded(Body, frozen=True, kw_only=True):
    """Somebody no longer acts in this capacity: from which day, and why."""

    ended_on: Day
    reason: Word


class NameCorrected(Body, frozen=True, kw_only=True):
    """The name that is shown for a capacity was corrected, and on what basis; neither name is here."""

    basis: Text


class NameWithdrawn(Body, frozen=True, kw_only=True):
    """The name that was shown for a capacity is shown no longer, and on what basis; the name is not here."""

    basis: Text


class EnteredInError(Body, frozen=True, kw_only=True):
    """One's own slip: the named act of this matter is to be disregarded. It stays where it stands."""

    disregard: Identifier
    reason: Word


Act: TypeAlias = (
    RoleGranted | RoleEnded | CapacityRegistered | CapacityEnded | NameCorrected | NameWithdrawn | EnteredInError
)

ACTS: Mapping[tuple[str, int], type[Struct]] = {
    ("people.role_granted", 1): RoleGranted,
    ("people.role_ended", 1): RoleEnded,
    ("people.capacity_registered", 1): CapacityRegistered,
    ("people.capacity_ended", 1): CapacityEnded,
    ("people.name_corrected", 1): NameCorrected,
    ("people.name_withdrawn", 1): NameWithdrawn,
    ("people.entered_in_error", 1): EnteredInError,
}
