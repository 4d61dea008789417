"""One election replayed: its call, who stands, the votes, and who takes the seats."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from isonomia.elections import acts
from isonomia.elections.findings import findings
from isonomia.elections.lists import Candidate, QuotaCheck, list_quota, seat_quota, take_seats
from isonomia.elections.rules import Body
from isonomia.elections.standing import LISTS, Standing
from isonomia.elections.tally import Tally
from isonomia.errors import Finding, InputError, RulebookError, refused
from isonomia.procedure.checking import check_commitments, check_day
from isonomia.procedure.terms import Laws
from isonomia.record.act import Act
from isonomia.record.sources import read_day
from isonomia.rulebook.law import Rule


@dataclass(slots=True)
class Election:
    """One election as its own acts tell it. Only `admit` changes it; a refusal leaves it as it was."""

    first: Act
    called: acts.Called
    laws: Laws
    standing: Standing
    tally: Tally
    taken: dict[str, list[str]] = field(default_factory=dict)
    seated: dict[str, list[Act]] = field(default_factory=dict)
    vacated: dict[str, Act] = field(default_factory=dict)
    passed: dict[str, Act] = field(default_factory=dict)

    @classmethod
    def begun(cls, act: Act, laws: Laws) -> "Election":
        """An election begins with its call; the law of polling day governs it."""
        body = act.body
        if not isinstance(body, acts.Called):
            raise refused("an election begins with its call", Finding.of("matter_begins_once", act.matter))
        if not act.matter.startswith("election/") or act.matter.count("/") != 1:
            raise InputError(f'"{act.matter}" is no matter of this kind, as election/parliament-2027')
        check_commitments(act, ())
        polling_day = check_day(body.polling_day, read_day(body.act_date), act)
        standing = Standing(act.matter, Body(laws.on(polling_day), body.body))
        return cls(act, body, laws, standing, Tally(standing, polling_day, body.list_seats))

    def admit(self, act: Act) -> None:
        """Take in one more act; UnlawfulActError or InputError if it cannot stand here."""
        match act.body:
            case acts.Called():
                raise refused("called before", Finding.of("matter_begins_once", act.matter))
            case acts.DistrictsDrawn() as body:
                self.standing.draw(body)
            case acts.ListRegistered() as body:
                self.standing.register_list(body)
            case acts.CandidateRegistered() as body:
                self.standing.register_candidate(body)
            case acts.RegistrationRefused() as body:
                self.standing.refuse(act, body, self.laws)
            case acts.RegistrationEnded() as body:
                self.standing.end(act, body)
            case _:
                self._admit_result(act)
                return
        self.tally.forget()

    def _admit_result(self, act: Act) -> None:
        match act.body:
            case acts.VotesPublished() as body:
                self.tally.publish(act, body)
            case acts.LotDrawn() as body:
                self.tally.draw(act, body)
            case acts.SeatsPublished() as body:
                self.tally.publish_seats(act, body)
            case acts.SeatsTaken() as body:
                self._take(act, body)
            case acts.SeatVacated() as body:
                self._vacate(act, body)
            case acts.SeatPassed() as body:
                self._pass(act, body)
            case _:
                raise InputError(f"{act.act} is no act of an election")

    def _take(self, act: Act, body: acts.SeatsTaken) -> None:
        held = [*self.taken.get(body.list, ()), *body.candidates]
        self._check_takes(body.list, body.candidates)
        won = self.tally.seats().get(body.list, 0)
        if len(held) > won:
            finding = Finding.of("more_people_than_seats", self.first.matter, list=body.list, seats=won)
            raise refused(f"{len(held)} people for {won} seats", finding)
        self.taken[body.list] = held
        self.seated.setdefault(body.list, []).append(act)

    def _check_takes(self, name: str, ids: tuple[str, ...]) -> None:
        """Refuse a seat to who is not on the list, or has or had one already."""
        there = {one.candidate for one in self.standing.list_named(name).candidates}
        held = {*self.taken.get(name, ()), *self.vacated}
        for at, id in enumerate(ids):
            if id not in there or id in held or id in ids[:at]:
                raise InputError(f'{id} is not on the list "{name}", or has or had a seat already')

    def _vacate(self, act: Act, body: acts.SeatVacated) -> None:
        of_lists = {one for held in self.taken.values() for one in held}
        holding = of_lists if body.contest == LISTS else {self.tally.winner(body.contest)}
        if body.candidate not in holding or body.candidate in self.vacated:
            raise InputError(f"{body.candidate} holds no seat in {body.contest}")
        self.vacated[body.candidate] = act

    def _pass(self, act: Act, body: acts.SeatPassed) -> None:
        held = self.taken.get(body.list, [])
        if body.of not in self.vacated or body.of not in held:
            raise InputError(f'no seat of {body.of} on the list "{body.list}" fell vacant, or it was passed on')
        self._check_takes(body.list, (body.to,))
        self.taken[body.list] = [body.to if one == body.of else one for one in held]
        self.seated[body.list].append(act)
        self.passed[body.of] = act

    def people(self, name: str) -> tuple[Candidate, ...]:
        """The people of a list, in its order."""
        there = self.standing.list_named(name).candidates
        return tuple(Candidate(id=one.candidate, groups=one.groups) for one in there)

    def quota_of_list(self, name: str) -> QuotaCheck:
        """The quota of groups held against the people on a list."""
        return list_quota(self.people(name), self.standing.body)

    def quota_of_seats(self, name: str) -> QuotaCheck:
        """The quota of groups held against those who hold the seats of a list."""
        held = self.holders(name)
        return seat_quota([one for one in self.people(name) if one.id in held], self.standing.body)

    def holders(self, name: str) -> tuple[str, ...]:
        """Who holds the seats of a list now, without those whose seat fell vacant."""
        return tuple(one for one in self.taken.get(name, ()) if one not in self.vacated)

    def vacant(self, name: str) -> tuple[str, ...]:
        """Whose seats of a list fell vacant and were not passed on."""
        return tuple(one for one in self.taken.get(name, ()) if one in self.vacated)

    def left_on(self, name: str) -> tuple[str, ...]:
        """Who of a list has no seat and had none, in its order."""
        had = {*self.taken.get(name, ()), *self.vacated}
        return tuple(one.id for one in self.people(name) if one.id not in had)

    def named_by_order(self, name: str, seats: int) -> tuple[str, ...]:
        """Who takes so many seats of a list by its own order; nobody where others choose, or the sources are silent."""
        order = self.standing.body.law.find(self.standing.body.key("order"))
        if not isinstance(order, Rule) or order.value != "closed":
            return ()
        people = self.people(name)
        gone = [one.id for one in people if one.id in self.vacated]
        return take_seats(people, min(seats, len(people) - len(gone)), self.standing.body, gone=gone).ids

    def findings(self) -> Iterator[Finding]:
        """Everything that a reader has to know of this election."""
        yield from findings(self.tally)
        for name, there in self.standing.lists.items():
            if there.candidates:
                yield from self._of_quota(name, of_list=True)
            if held := self.holders(name):
                yield from self._of_quota(name, of_list=False)
                yield from self._of_order(name, held)

    def _of_quota(self, name: str, *, of_list: bool) -> Iterator[Finding]:
        try:
            check = self.quota_of_list(name) if of_list else self.quota_of_seats(name)
        except RulebookError:
            # The law of that day knows no such quota, or the sources do not say.
            return
        if check.met is None:
            yield Finding.of("quota_undecided", self.first.matter, list=name, reason=check.missing)
        elif not check.met:
            code = "list_quota_missed" if of_list else "seat_quota_missed"
            yield Finding.of(code, self.first.matter, list=name, members=check.members, people=check.people)

    def _of_order(self, name: str, held: tuple[str, ...]) -> Iterator[Finding]:
        named = self.named_by_order(name, len(held))
        if named and set(named) != set(held):
            said = {"named": ", ".join(sorted({*named} - {*held})), "held": ", ".join(sorted({*held} - {*named}))}
            yield Finding.of("list_order_left", self.first.matter, list=name, **said)

    def summary(self) -> dict[str, str]:
        """What lists show of this election."""
        stages = (self.tally.stage(one) for one in self.standing.contests())
        return {
            "polling_day": self.called.polling_day,
            "body": self.called.body,
            "stage": next(filter(None, stages), ""),
        }
