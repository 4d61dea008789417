"""People, roles and capacities, shaped for their pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from isonomia.people.acts import RoleGranted
from isonomia.people.rules import Held
from isonomia.people.state import Capacity, People
from isonomia.record.act import Act
from isonomia.record.sources import Wording
from isonomia_site.people import names


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
