"""People, roles and capacities, shaped for their pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from isonomia.errors import IsonomiaError, UnlawfulActError
from isonomia.people.acts import EnteredInError, RoleGranted
from isonomia.people.rules import Held
from isonomia.people.state import Capacity, People
from isonomia.record.act import Act
from isonomia.record.sources import Wording
from isonomia.wording import say_finding
from isonomia_site.people import names
from isonomia_site.permissions import By
from isonomia_site.record.showing import WRITTEN_IN, Field, fields_of
from isonomia_site.record.wordlist import act_name, value_name


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRole:
    """One role of a person: where, from when, until when, by which act, and whether it is held today."""

    role: str
    scope: str
    since: str
    until: str
    now: bool
    act: Act | None
    basis: str

    @property
    def place(self) -> int:
        """The place of the grant in its matter."""
        return self.act.place if self.act else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPerson:
    """One person by the public id, with the name where it is known and the roles."""

    person: str
    name: str | None
    roles: tuple[ShownRole, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCapacity:
    """One public capacity: the office, its days, the name where it is shown, and the acts."""

    capacity: str
    office: tuple[Wording, ...]
    since: str
    until: str
    basis: str
    name: str | None
    withdrawn: bool
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAct:
    """One act in words; whether it is to be disregarded, and whether who reads may say so."""

    act: Act
    name: str
    fields: tuple[Field, ...]
    by: str
    disregarded: bool
    own: bool


def person(state: People, id: str, entered: Sequence[Act], today: date) -> ShownPerson:
    """Shape one person for a page."""
    by_id = {act.id: act for act in entered}
    roles = tuple(_role(one, by_id.get(one.grant), today) for one in state.held(id))
    return ShownPerson(person=id, name=names.read(f"person/{id}"), roles=roles)


def _role(one: Held, act: Act | None, today: date) -> ShownRole:
    basis = act.body.basis if act and isinstance(act.body, RoleGranted) else ""
    until = str(one.until or "")
    return ShownRole(
        role=one.role, scope=one.scope, since=str(one.since), until=until, now=one.on(today), act=act, basis=basis
    )


def capacities(state: People) -> tuple[ShownCapacity, ...]:
    """All public capacities that are registered, the newest first."""
    found = [capacity(matter, one) for matter, one in state.capacities.items() if one.since]
    return tuple(sorted(found, key=lambda one: (one.since, one.capacity), reverse=True))


def capacity(matter: str, one: Capacity) -> ShownCapacity:
    """Shape one public capacity for a page; a name that was withdrawn is not even read."""
    id = matter.partition("/")[2]
    return ShownCapacity(
        capacity=id,
        office=one.office,
        since=str(one.since or ""),
        until=str(one.until or ""),
        basis=one.basis,
        name=None if one.withdrawn else names.read(matter),
        withdrawn=one.withdrawn,
        acts=tuple(one.entered),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why nothing was entered, and the language it is said in where that is not the reader's."""

    text: str
    lang: str = ""


def refusal(error: IsonomiaError, language: str) -> Refusal:
    """Say a refusal in the reader's language; one without wording is shown as the law says it."""
    finding = error.finding if isinstance(error, UnlawfulActError) else None
    if finding is None:
        return Refusal(text=str(error), lang=WRITTEN_IN)
    said = say_finding(finding, language)
    return Refusal(text=f"{said[:1].upper()}{said[1:]}.")


def in_words(entered: Sequence[Act], state: People, by: By) -> tuple[ShownAct, ...]:
    """Acts as a page tells them, the newest first."""
    return tuple(_act(one, state, by) for one in reversed(entered))


def _act(act: Act, state: People, by: By) -> ShownAct:
    disregarded = act.id in state.disregarded
    mine = act.actor.capacity == by.person and not isinstance(act.body, EnteredInError)
    return ShownAct(
        act=act,
        name=act_name(act.act),
        fields=fields_of(act.body),
        by=act.actor.capacity or value_name("role", act.actor.role, get_language() or WRITTEN_IN) or act.actor.role,
        disregarded=disregarded,
        own=mine and not disregarded,
    )
