"""What the commission can do with an election as it stands, and about which contests or lists."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from isonomia.elections import acts
from isonomia.elections.election import Election
from isonomia.elections.rules import tie_rules
from isonomia.elections.standing import LISTS
from isonomia.elections.tally import ties
from isonomia.errors import InputError
from isonomia_site.elections.forms import ALL, ElectionForm, OfElection
from isonomia_site.elections.outcomes import holders, outcome, seats, unpublished
from isonomia_site.entering.services import NAMES, address_of
from isonomia_site.permissions import MAY_ENTER, By
from isonomia_site.record.reader import law_on
from isonomia_site.record.wordlist import act_name

WHOLE = ("",)
"""An act about the election as a whole."""


@dataclass(frozen=True, slots=True)
class Doing:
    """An act that can be entered: its name in addresses, what it is called, its kind, what it can be about."""

    what: str
    title: str
    kind: type[msgspec.Struct]
    subjects: Sequence[str]


def _tied(one: Election) -> list[str]:
    """Contests with a tie that stands, where the law of polling day lets a lot break it."""
    if "lot" not in tie_rules(one.standing.body):
        return []
    there = ((at, outcome(one, at)) for at in one.standing.contests() if at not in one.tally.lots)
    return [at for at, found in there if found is not None and ties(found)]


def _decided(one: Election) -> list[str]:
    """Contests of which seats can be published: each by itself, or all as votes and law give them."""
    found = list(unpublished(one))
    return [ALL, *found] if len(found) > 1 else found


def _lists(one: Election) -> list[str]:
    """Lists with seats that nobody took, and people left."""
    won = (seats(one, LISTS) or {}).items()
    return [name for name, count in won if count > len(one.taken.get(name, ())) and one.left_on(name)]


def _passing(one: Election) -> list[str]:
    """Lists with a seat that fell vacant, and people left."""
    return [name for name in one.taken if one.vacant(name) and one.left_on(name)]


def _if(there: object) -> Sequence[str]:
    return WHOLE if there else ()


SUBJECTS: Mapping[type[msgspec.Struct], Callable[[Election], Sequence[str]]] = {
    acts.DistrictsDrawn: lambda one: _if(not one.tally.votes),
    acts.ListRegistered: lambda one: _if(not one.tally.votes),
    acts.CandidateRegistered: lambda one: _if(one.standing.districts and not one.tally.votes),
    acts.RegistrationRefused: lambda one: _if(not one.tally.votes),
    acts.RegistrationCancelled: lambda one: _if(one.standing.contests()),
    acts.RegistrationEnded: lambda one: _if(one.standing.contests()),
    acts.LotDrawn: _tied,
    acts.SeatsPublished: _decided,
    acts.SeatsTaken: _lists,
    acts.SeatVacated: lambda one: _if(holders(one)),
    acts.SeatPassed: _passing,
}


def possible(one: Election, by: By) -> list[Doing]:
    """What somebody can enter now, in the order of an election."""
    roles = by.roles(one.first.matter)
    found = ((kind, NAMES[kind], asked(one)) for kind, asked in SUBJECTS.items() if MAY_ENTER[NAMES[kind]] & roles)
    return [Doing(address_of(name), act_name(name), kind, about) for kind, name, about in found if about]


def form_for(one: Election, kind: type[msgspec.Struct], about: str, by: By, data: Any = None) -> ElectionForm:
    """The form of an act about an election."""
    return ElectionForm(data, kind=kind, given=_given(by, one, about))


def call_form(by: By, data: Any = None) -> ElectionForm:
    """The form of the call with which an election begins."""
    return ElectionForm(data, kind=acts.Called, given=_given(by, None, ""), initial={"seen_place": 0})


def _given(by: By, one: Election | None, about: str) -> OfElection:
    law = law_on(by.on)
    if law is None:
        raise InputError("the record has no rulebook: nothing can be entered")
    return OfElection(one, law, by.on, about)  # type: ignore[arg-type]
