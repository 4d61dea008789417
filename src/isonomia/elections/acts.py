"""What may be entered about an election, in the past tense. This file only grows.

An election is a matter by itself, `election/<name>`. Candidates stand under the id of their public capacity; their
names are in the register of capacities. What others published is entered as printed and can be wrong.
"""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct

from isonomia.procedure.acts import Basis, Remedy
from isonomia.record.act import Body, Identifier, Whole, Word
from isonomia.record.sources import Day, Source, Text, Wording

Names = Annotated[tuple[Wording, ...], Meta(min_length=1)]
Contest = Annotated[str, Meta(pattern=r"^(lists|district-[a-z0-9][a-z0-9_-]*)\Z", max_length=64)]
"""What is voted on: `lists`, or one district with one deputy."""

Option = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_-]*\Z", max_length=64)]
"""A line of the ballot: the short name of a list, or the id of a candidate."""

Sources = Annotated[tuple[Source, ...], Meta(min_length=1)]


class Called(Body, frozen=True, kw_only=True):
    """An election was called: of which body by its name in the rulebook, for which day, by whom and which act.

    `list_seats` are given where the law leaves their number to the act, as for regional assemblies.
    """

    polling_day: Day
    body: Word
    called_by: str
    by_act: str
    act_date: Day
    territory: Identifier | None = None
    list_seats: Whole | None = None
    sources: Sources


class District(Body, frozen=True, kw_only=True):
    """One district with one deputy."""

    district: Option
    names: Names
    territory: Identifier | None = None


class DistrictsDrawn(Body, frozen=True, kw_only=True):
    """The districts were drawn, each with one deputy."""

    on: Day
    districts: Annotated[tuple[District, ...], Meta(min_length=1)]
    by_act: str
    sources: Sources


class OnList(Body, frozen=True, kw_only=True):
    """One place of a list: a public capacity, and the groups for which the law has a quota."""

    candidate: Identifier
    groups: tuple[Word, ...] = ()


class ListRegistered(Body, frozen=True, kw_only=True):
    """A list was registered: its party, its place in the order of registration, its people in their order.

    What no source gives is left out: the day, the place, or the people of a list that is known only by its votes.
    """

    on: Day | None = None
    list: Option
    names: Names
    order: Annotated[int, Meta(ge=1, le=999)] | None = None
    party: Identifier | None = None
    candidates: tuple[OnList, ...] = ()
    sources: Sources


class CandidateRegistered(Body, frozen=True, kw_only=True):
    """A candidate was registered in a district: put forward by a list, or by the person's own word (`self`)."""

    on: Day
    district: Option
    candidate: Option
    put_forward_by: Option
    order: Annotated[int, Meta(ge=1, le=999)] | None = None
    signatures: Whole | None = None
    voters: Whole | None = None
    sources: Sources


class RegistrationRefused(Body, frozen=True, kw_only=True):
    """Registration of a list or candidate was refused: basis and remedies; commitment `facts`."""

    on: Day
    contest: Contest
    option: Option
    basis: Basis
    remedies: tuple[Remedy, ...]


class RegistrationEnded(Body, frozen=True, kw_only=True):
    """A list or candidate no longer stands: it withdrew, or died."""

    on: Day
    contest: Contest
    option: Option
    ground: Annotated[str, Meta(pattern=r"^(withdrawn|died)\Z")]
    sources: Sources


class RegistrationCancelled(RegistrationRefused, frozen=True, kw_only=True):
    """A registration was cancelled: basis, facts and remedies as of a refusal."""


class Votes(Body, frozen=True, kw_only=True):
    """The votes for one line of the ballot."""

    option: Option
    votes: Whole


class VotesPublished(Body, frozen=True, kw_only=True):
    """The votes of one contest were published: stage, version, every line of the ballot, and what stands beside them.

    `version` counts what was published of one stage; from the second on, `reason` says why.
    """

    contest: Contest
    stage: Annotated[str, Meta(pattern=r"^(preliminary|final)\Z")]
    published_on: Day | None = None
    version: Annotated[int, Meta(ge=1, le=999)] = 1
    reason: str = ""
    votes: Annotated[tuple[Votes, ...], Meta(min_length=1)]
    against_all: Whole | None = None
    invalid: Whole | None = None
    took_part: Whole | None = None
    registered: Whole | None = None
    sources: Sources


class LotDrawn(Body, frozen=True, kw_only=True):
    """A lot was drawn between lines that had exactly the same claim: the order in which it put them, and how."""

    on: Day
    contest: Contest
    order: Annotated[tuple[Option, ...], Meta(min_length=2)]
    how: Text
    sources: Sources


class Won(Body, frozen=True, kw_only=True):
    """The seats that one line of the ballot won."""

    option: Option
    seats: Whole


class SeatsPublished(Body, frozen=True, kw_only=True):
    """The seats of one contest were published, by the body that the law names."""

    contest: Contest
    published_on: Day
    decided_by: str
    seats: Annotated[tuple[Won, ...], Meta(min_length=1)]
    sources: Sources


class SeatsTaken(Body, frozen=True, kw_only=True):
    """The seats of one list were taken by these people of it."""

    on: Day
    list: Option
    candidates: Annotated[tuple[Identifier, ...], Meta(min_length=1)]
    sources: Sources


class SeatVacated(Body, frozen=True, kw_only=True):
    """A seat fell vacant: whose, on which ground, by which article."""

    on: Day
    contest: Contest
    candidate: Identifier
    ground: Word
    article: str = ""
    sources: Sources


class SeatPassed(Body, frozen=True, kw_only=True):
    """A vacant seat of a list went to another of its people."""

    on: Day
    list: Option
    of: Identifier
    to: Identifier
    sources: Sources


ACTS: Mapping[tuple[str, int], type[Struct]] = {
    ("elections.called", 1): Called,
    ("elections.districts_drawn", 1): DistrictsDrawn,
    ("elections.list_registered", 1): ListRegistered,
    ("elections.candidate_registered", 1): CandidateRegistered,
    ("elections.registration_refused", 1): RegistrationRefused,
    ("elections.registration_ended", 1): RegistrationEnded,
    ("elections.registration_cancelled", 1): RegistrationCancelled,
    ("elections.votes_published", 1): VotesPublished,
    ("elections.lot_drawn", 1): LotDrawn,
    ("elections.seats_published", 1): SeatsPublished,
    ("elections.seats_taken", 1): SeatsTaken,
    ("elections.seat_vacated", 1): SeatVacated,
    ("elections.seat_passed", 1): SeatPassed,
}
