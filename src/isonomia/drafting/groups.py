"""Where working groups and texts of law stand: who sits in a group, which editions a text has."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from isonomia.drafting import acts
from isonomia.drafting.editions import Work
from isonomia.drafting.rules import AUTHENTICITY, LEAVINGS, OFFICES, unlawful
from isonomia.errors import InputError, one_of
from isonomia.record.act import Act
from isonomia.record.sources import read_day


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a group: the public capacity, the role, the first and the last day (None: open)."""

    capacity: str
    role: str
    since: date
    until: date | None

    def on(self, day: date) -> bool:
        """Whether they are a member on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass
class Group:
    """One working group as the acts tell it."""

    set_up_on: date | None = None
    members: list[Member] = field(default_factory=list)
    stated: list[tuple[date, int]] = field(default_factory=list)

    def admit(self, act: Act) -> None:
        """Take in one more act about this group."""
        if isinstance(act.body, acts.GroupSetUp) is (self.set_up_on is not None):
            raise unlawful("a group is set up once, and first of all", "begins_once", act.matter)
        match act.body:
            case acts.GroupSetUp(set_up_on=day):
                self.set_up_on = read_day(day)
            case acts.MemberAppointed() as body:
                self._appoint(act, body)
            case acts.MemberLeft() as body:
                self._leave(act, body)
            case acts.MembersStated(members=number, stated_on=day):
                self.stated.append((self._not_before(read_day(day), act), number))
            case _:
                raise InputError(f"{act.act} is no act about a working group")

    def _not_before(self, day: date, act: Act) -> date:
        if self.set_up_on is not None and day < self.set_up_on:
            raise unlawful(f"the group was set up after {day}", "before_its_time", act.matter, day=day)
        return day

    def _appoint(self, act: Act, body: acts.MemberAppointed) -> None:
        one_of(body.role, OFFICES, "role in a group")
        since, until = self._not_before(read_day(body.since), act), read_day(body.until) if body.until else None
        if until is not None and until < since:
            raise InputError(f"from {since} to {until}: the last day lies before the first")
        if any(one.capacity == body.capacity and (one.until is None or since <= one.until) for one in self.members):
            raise unlawful(f"{body.capacity} is a member already", "member_already", act.matter, member=body.capacity)
        self.members.append(Member(body.capacity, body.role, since, until))

    def _leave(self, act: Act, body: acts.MemberLeft) -> None:
        one_of(body.reason, LEAVINGS, "reason to leave")
        day = read_day(body.ended_on)
        there = next((one for one in self.members if one.capacity == body.capacity and one.on(day)), None)
        if there is None:
            raise unlawful(f"{body.capacity} is no member on {day}", "no_member", act.matter, member=body.capacity)
        self.members[self.members.index(there)] = replace(there, until=day - timedelta(days=1))

    def size(self, on: date) -> int | None:
        """How many members the group has on a day, by what was stated last; None where nothing was."""
        known = [one for one in self.stated if one[0] <= on]
        return max(known)[1] if known else None

    def summary(self) -> dict[str, str]:
        """What lists show of this group."""
        return {"set_up_on": str(self.set_up_on or ""), "members": str(self.stated[-1][1] if self.stated else "")}


@dataclass
class LawText:
    """One text of law as the acts tell it: its editions by their day, events with theirs, and what was applied."""

    work: str = ""
    editions: dict[date, tuple[Act, acts.EditionPublished]] = field(default_factory=dict)
    resolved: dict[str, date] = field(default_factory=dict)
    applied: list[tuple[Act, acts.ProvisionsApplied]] = field(default_factory=list)

    def admit(self, act: Act) -> None:
        """Take in one more act about this text."""
        match act.body:
            case acts.EditionPublished() as body:
                self._publish(act, body)
            case _ if not self.editions:
                raise unlawful("a text begins with its first edition", "begins_once", act.matter)
            case acts.EventResolved(event=event, fell_on=day):
                if event in self.resolved:
                    raise unlawful(f"{event} fell on {self.resolved[event]}", "event_known", act.matter, event=event)
                self.resolved[event] = read_day(day)
            case acts.ProvisionsApplied() as body:
                read_day(body.since)
                if read_day(body.edition_day) not in self.editions:
                    raise no_edition(act.matter, body.edition_day)
                self.applied.append((act, body))
            case _:
                raise InputError(f"{act.act} is no act about a text of law")

    def _publish(self, act: Act, body: acts.EditionPublished) -> None:
        work, day = Work.of(body.work).iri, read_day(body.day)
        if self.work and work != self.work:
            raise InputError(f"{act.matter} is {self.work}, not {work}")
        check_languages(body.texts)
        if day in self.editions:
            raise unlawful(f"the edition of {day} was published", "edition_known", act.matter, day=day)
        self.work = work
        self.editions[day] = act, body

    def summary(self) -> dict[str, str]:
        """What lists show of this text."""
        return {"work": self.work, "edition": str(max(self.editions, default=""))}


def check_languages(texts: tuple[acts.EditionText, ...]) -> None:
    """Refuse an edition that has a language twice, or a word for its authenticity that is none."""
    for one in texts:
        one_of(one.authenticity, AUTHENTICITY, "word for authenticity")
    if len({one.language for one in texts}) != len(texts):
        raise InputError("an edition has each language once")


def no_edition(matter: str, day: object) -> Exception:
    """The refusal of an act that names an edition which this record does not have."""
    return unlawful(f"{matter} has no edition of {day}", "edition_unknown", matter, day=day)
