"""Who holds which role and who acts in which public capacity: the acts replayed, and what they come to."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from isonomia.errors import Finding, InputError, UnlawfulActError, one_of, refused
from isonomia.people import acts
from isonomia.people.rules import ENDINGS, ROLES, SLIPS, Held, covers, day_before, is_drawn, is_scope
from isonomia.record.act import Act
from isonomia.record.sources import Wording, read_day


@dataclass
class Person:
    """One person as the acts tell it: every role that was granted, with its days."""

    held: list[Held] = field(default_factory=list)

    def admit(self, act: Act) -> None:
        """Take in one more act about this person."""
        match act.body:
            case acts.RoleGranted() as body:
                self._grant(act, body)
            case acts.RoleEnded() as body:
                self._end(act, body)
            case _:
                raise InputError(f"{act.act} is no act about a person")

    def _grant(self, act: Act, body: acts.RoleGranted) -> None:
        if act.actor.capacity == act.matter.partition("/")[2]:
            raise refused("nobody grants a role to oneself", Finding.of("self_grant", act.matter))
        one_of(body.role, ROLES, "role")
        if not is_scope(body.scope):
            raise InputError(f'"{body.scope}" is no matter, no beginning of one, and not "*"')
        since, until = _span(body.since, body.until)
        if since < _entered_on(act):
            raise refused(f"a role is not granted for days past: from {since}", Finding.of("past_grant", act.matter))
        new = Held(body.role, body.scope, since, until, act.id)
        other = next((one for one in self.held if one.meets(new)), None)
        if other is not None:
            raise refused(
                f"{body.role} in {body.scope} is held already, by {other.grant}",
                Finding.of("role_held_already", act.matter, role=body.role, scope=body.scope),
            )
        self.held.append(new)

    def _end(self, act: Act, body: acts.RoleEnded) -> None:
        one_of(body.reason, ENDINGS, "reason")
        day = read_day(body.ended_on)
        there = next((one for one in self.held if one.grant == body.grant), None)
        if there is None or (there.until is not None and there.until < day):
            raise refused(f"{body.grant} grants no role that is held on {day}", Finding.of("no_role_held", act.matter))
        if day < max(there.since, _entered_on(act)):
            raise refused(
                f"a role does not end for days past, nor before it began: on {day}", Finding.of("past_end", act.matter)
            )
        self.held[self.held.index(there)] = replace(there, until=day_before(day))

    def summary(self) -> dict[str, str]:
        """What lists show of this person: each role with its matters and its days."""
        lines = [f"{one.role} {one.scope} {one.since} {one.until or ''}".strip() for one in self.held]
        return {"roles": "\n".join(lines)}


@dataclass
class Capacity:
    """One public capacity: the office in words, its days, and whether a name may be shown."""

    office: tuple[Wording, ...] = ()
    since: date | None = None
    until: date | None = None
    basis: str = ""
    withdrawn: bool = False
    entered: list[Act] = field(default_factory=list)

    def admit(self, act: Act) -> None:
        """Take in one more act about this capacity."""
        if isinstance(act.body, acts.CapacityRegistered) is (self.since is not None):
            raise refused(
                "a capacity begins with its registration, and is registered once",
                Finding.of("registered_once", act.matter),
            )
        match act.body:
            case acts.CapacityRegistered() as body:
                self.since, self.until = _span(body.since, body.until)
                self.office, self.basis = body.office, body.basis
            case acts.CapacityEnded() as body:
                self._end(body)
            case acts.NameCorrected() if self.withdrawn:
                raise refused(
                    "a name that was withdrawn is not corrected", Finding.of("withdrawn_corrected", act.matter)
                )
            case acts.NameCorrected():
                pass
            case acts.NameWithdrawn() if self.withdrawn:
                raise refused("the name was withdrawn before", Finding.of("withdrawn_twice", act.matter))
            case acts.NameWithdrawn():
                self.withdrawn = True
            case _:
                raise InputError(f"{act.act} is no act about a capacity")
        self.entered.append(act)

    def _end(self, body: acts.CapacityEnded) -> None:
        one_of(body.reason, ENDINGS, "reason")
        day = read_day(body.ended_on)
        if self.since is None or day < self.since:
            raise refused(
                f"a capacity does not end before it began: on {day}", Finding.of("ends_before_begin", "capacity")
            )
        if self.until is not None and self.until < day:
            raise refused(f"the capacity had ended before {day}", Finding.of("ended_already", "capacity"))
        self.until = day_before(day)

    def summary(self) -> dict[str, str]:
        """What lists show of this capacity: its days, and whether the name was withdrawn."""
        days = {"since": str(self.since or ""), "until": str(self.until or "")}
        return days | {"withdrawn": "yes" if self.withdrawn else ""}


class People:
    """All persons and capacities of a record. Made by `after`; only `admit` changes it."""

    def __init__(self) -> None:
        self.persons: dict[str, Person] = {}
        self.capacities: dict[str, Capacity] = {}
        self.disregarded: dict[str, Act] = {}
        self._entered: dict[str, list[Act]] = {}

    @classmethod
    def after(cls, entered: Iterable[Act]) -> Self:
        """Replay the acts about people in their order."""
        state = cls()
        for act in entered:
            state.admit(act)
        return state

    def admit(self, act: Act) -> None:
        """Take in one more act; UnlawfulActError or InputError if it cannot stand here."""
        if not is_drawn(act.matter):
            raise InputError(f'"{act.matter}" is not the matter of a person or of a capacity under an id drawn by lot')
        if isinstance(act.body, acts.EnteredInError):
            self._disregard(act, act.body)
        else:
            self._keep(act.matter, act)
        self._entered.setdefault(act.matter, []).append(act)

    def _keep(self, matter: str, *more: Act) -> None:
        """Go on from what stands; nothing of it is changed where one of the acts is refused."""
        if matter.startswith("person/"):
            person = Person(list(self.persons[matter].held) if matter in self.persons else [])
            for act in more:
                person.admit(act)
            self.persons[matter] = person
        else:
            there = self.capacities.get(matter, Capacity())
            capacity = replace(there, entered=list(there.entered))
            for act in more:
                capacity.admit(act)
            self.capacities[matter] = capacity

    def _disregard(self, act: Act, body: acts.EnteredInError) -> None:
        one_of(body.reason, SLIPS, "reason")
        slip = next((one for one in self._standing(act.matter) if one.id == body.disregard), None)
        if slip is None:
            raise refused(
                f"{body.disregard} is no act of {act.matter} that still counts", Finding.of("no_act_counts", act.matter)
            )
        if slip.actor != act.actor:
            raise refused(
                "a slip is put right by whoever made it, in the same role", Finding.of("slip_of_another", act.matter)
            )
        left = [one for one in self._standing(act.matter) if one is not slip]
        before = self.persons.pop(act.matter, None), self.capacities.pop(act.matter, None)
        try:
            self._keep(act.matter, *left)
        except (InputError, UnlawfulActError) as error:
            self._put_back(act.matter, *before)
            reason = f"a later act builds on {slip.id}: put that right first: {error}"
            raise refused(reason, Finding.of("built_upon", act.matter)) from None
        self.disregarded[slip.id] = act

    def _put_back(self, matter: str, person: Person | None, capacity: Capacity | None) -> None:
        if person is not None:
            self.persons[matter] = person
        if capacity is not None:
            self.capacities[matter] = capacity

    def _standing(self, matter: str) -> list[Act]:
        """The acts of a matter that still count, in their order."""
        entered = self._entered.get(matter, [])
        return [
            one for one in entered if one.id not in self.disregarded and not isinstance(one.body, acts.EnteredInError)
        ]

    def held(self, person: str) -> tuple[Held, ...]:
        """Every role that a person (`p-7f3k9q`) holds, held or is going to hold."""
        there = self.persons.get(f"person/{person}")
        return tuple(there.held) if there else ()

    def roles(self, person: str, on: date, matter: str) -> set[str]:
        """The roles that a person holds on a day in a matter."""
        return {one.role for one in self.held(person) if one.on(on) and covers(one.scope, matter)}

    def lacks_role(self, act: Act) -> bool:
        """Whether an act names a person of this record who did not hold the role, there and on the day of entry."""
        person = act.actor.capacity
        if person is None or not is_drawn(f"person/{person}"):
            return False
        return act.actor.role not in self.roles(person, _entered_on(act), act.matter)

    def summary(self, matter: str) -> dict[str, str]:
        """What lists show of one matter; nothing of one that is not about people."""
        there = self.persons.get(matter) or self.capacities.get(matter)
        return there.summary() if there else {}


def _entered_on(act: Act) -> date:
    return read_day(act.at[:10])


def _span(since: str, until: str | None) -> tuple[date, date | None]:
    first, last = read_day(since), read_day(until) if until else None
    if last is not None and last < first:
        raise InputError(f"until {last}, which is before the first day, {first}")
    return first, last
