"""Which laws are needed and how far each has come, and what became of each promise: the acts replayed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Self, TypeAlias

from isonomia.alignment import acts
from isonomia.alignment.rules import (
    CHANGES,
    FORMS,
    NONE,
    NOT_NEEDED,
    SHOWS,
    STAGES,
    Due,
    all_of,
    becomes,
    due_by,
    due_under,
)
from isonomia.errors import Finding, InputError, UnlawfulActError, one_of, refused
from isonomia.record.act import Act
from isonomia.rulebook.citation import LegalDate
from isonomia.rulebook.law import Rulebook

InForce: TypeAlias = Callable[[str, str], LegalDate | None]
"""From when the wording of a provision is in force, by work and eid; None where that is not known."""


@dataclass
class Law:
    """One law that is needed, as its acts tell it."""

    stated: Act
    body: acts.NeedStated
    due: Due
    stages: dict[str, tuple[Act, LegalDate]] = field(default_factory=dict)
    dropped: tuple[Act, LegalDate] | None = None

    def reached(self, stage: str, on: date) -> bool | None:
        """Whether the law has come as far as a stage by a day; a later stage shows that the earlier was passed.

        Of a law that was signed, and of which nobody says from when it is in force, that is not known.
        """
        if stage == STAGES[-1] and stage not in self.stages:
            return None if self.reached("signed", on) is not False else False
        wanted = STAGES[STAGES.index(stage) :]
        found = [self.stages[one][1].reached(on) for one in wanted if one in self.stages]
        return True if True in found else None if None in found else False

    def dropped_by(self, on: date) -> bool:
        """Whether it was found by a day that the law is not needed."""
        return self.dropped is not None and self.dropped[1].reached(on) is True

    def stage_on(self, on: date) -> str:
        """The last stage that was surely reached by a day."""
        if self.dropped_by(on):
            return NOT_NEEDED
        return next((one for one in reversed(STAGES) if one in self.stages and self._sure(one, on)), NONE)

    def _sure(self, stage: str, on: date) -> bool:
        return self.stages[stage][1].reached(on) is True

    def overdue(self, on: date) -> bool | None:
        """Whether the law is due and not adopted by a day; None where the sources leave that open."""
        return False if self.dropped_by(on) else self.due.overdue(on, self.reached("adopted", on))

    def number(self, on: date) -> str:
        """The number of the act, where a stage that was reached by a day gave it."""
        reached = (act.body for act, day in self.stages.values() if day.reached(on) is True)
        numbers = (body.number for body in reached if isinstance(body, acts.StageReached))
        return next((one for one in numbers if one), "")


@dataclass
class Commitment:
    """One promise, as its acts tell it."""

    made: Act
    body: acts.CommitmentMade
    links: list[tuple[Act, acts.ToProvision | acts.ToLaw]] = field(default_factory=list)
    evidence: list[tuple[Act, acts.EvidenceStated]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the laws needed have come how far by a day; `unsure` leave open whether they are in force."""

    needed: int
    adopted: int
    in_force: int
    unsure: int
    not_needed: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Effect:
    """One amended provision and the laws that carry it; `applied` when all of them are in force."""

    work: str
    eid: str
    laws: tuple[str, ...]
    applied: bool | None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what became of a promise: a provision, a law or evidence, and whether it holds on the day."""

    kind: str
    what: str
    holds: bool | None
    day: str
    act: Act


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of one promise by a day, with its parts."""

    matter: str
    body: acts.CommitmentMade
    parts: tuple[Part, ...]
    status: str


class Alignment:
    """All laws needed and all promises of a record. Made by `after`; only `admit` changes it."""

    def __init__(self) -> None:
        self.laws: dict[str, Law] = {}
        self.commitments: dict[str, Commitment] = {}

    @classmethod
    def after(cls, entered: Iterable[Act], rulebook: Rulebook) -> Self:
        """Replay the acts in their order."""
        state = cls()
        for act in entered:
            state.admit(act, rulebook)
        return state

    def admit(self, act: Act, rulebook: Rulebook) -> None:
        """Take in one more act; UnlawfulActError or InputError if it cannot stand here."""
        match act.body:
            case acts.NeedStated() as body:
                self._need(act, body, rulebook)
            case acts.StageReached() as body:
                self._stage(act, body)
            case acts.NotNeeded() as body:
                self._drop(act, body)
            case acts.CommitmentMade() as body:
                self._commit(act, body)
            case acts.CommitmentLinked(to=to):
                self._link(act, to)
            case acts.EvidenceStated() as body:
                LegalDate.of(body.as_of)
                one_of(body.shows, SHOWS, "evidence that shows")
                self._commitment(act).evidence.append((act, body))
            case _:
                raise InputError(f"{act.act} is no act of bringing laws into line")

    def _need(self, act: Act, body: acts.NeedStated, rulebook: Rulebook) -> None:
        _begins(act, "law/")
        if act.matter in self.laws:
            raise _refused("a law is needed once", "need_stated_twice", act)
        one_of(body.form, FORMS, "form of an act")
        one_of(body.change, CHANGES, "change")
        match body.due:
            case acts.DueDay(day=day):
                due = due_by(day)
            case acts.DueTerm(rule=rule, since=since):
                due = due_under(rule, since, rulebook)
            case None:
                due = Due(None, missing="the sources used here state no term")
        self.laws[act.matter] = Law(act, body, due)

    def _stage(self, act: Act, body: acts.StageReached) -> None:
        law = self._law(act)
        one_of(body.stage, STAGES, "stage")
        day = LegalDate.of(body.reached_on)
        if law.stages:
            last = next(reversed(law.stages))
            if STAGES.index(body.stage) <= STAGES.index(last):
                raise _refused(f"{body.stage} after {last}", "stage_back", act, stage=body.stage, former=last)
            former = law.stages[last][1]
            if day.last < former.first:
                raise _refused(
                    f"{body.stage} on {day}, before {last} on {former}",
                    "stage_before_former",
                    act,
                    stage=body.stage,
                    former=last,
                )
        law.stages[body.stage] = (act, day)

    def _drop(self, act: Act, body: acts.NotNeeded) -> None:
        law = self._law(act)
        done = [one for one in STAGES[STAGES.index("adopted") :] if one in law.stages]
        if done:
            raise _refused(f"the law is {done[-1]} already", "needless_after_adoption", act, stage=done[-1])
        law.dropped = (act, LegalDate.of(body.stated_on))

    def _law(self, act: Act) -> Law:
        law = self.laws.get(act.matter)
        if law is None:
            raise _refused("a law begins with its need", "need_first", act)
        if law.dropped is not None:
            raise _refused("the law was found not to be needed", "not_needed_already", act)
        return law

    def _commit(self, act: Act, body: acts.CommitmentMade) -> None:
        _begins(act, "commitment/")
        if act.matter in self.commitments:
            raise _refused("a promise is entered once", "commitment_made_twice", act)
        if body.made_on is not None:
            LegalDate.of(body.made_on)
        self.commitments[act.matter] = Commitment(act, body)

    def _link(self, act: Act, to: acts.ToProvision | acts.ToLaw) -> None:
        links = self._commitment(act).links
        if any(_aim(one) == _aim(to) for _, one in links):
            raise _refused("linked before", "linked_twice", act, to=_aim(to))
        if isinstance(to, acts.ToProvision) and to.in_force_on is not None:
            LegalDate.of(to.in_force_on)
        links.append((act, to))

    def _commitment(self, act: Act) -> Commitment:
        there = self.commitments.get(act.matter)
        if there is None:
            raise _refused("what is said of a promise follows the promise", "commitment_first", act)
        return there

    def following(self, amendments: str = "") -> dict[str, Law]:
        """The laws that follow from some amendments; without a name, all laws."""
        return {id: law for id, law in self.laws.items() if amendments in ("", law.body.follows)}

    def progress(self, on: date, amendments: str = "") -> Progress:
        """How many of the laws needed have come how far by a day; those found not to be needed are not counted in."""
        laws = self.following(amendments).values()
        needed = [one for one in laws if not one.dropped_by(on)]
        return Progress(
            needed=len(needed),
            adopted=sum(one.reached("adopted", on) is True for one in needed),
            in_force=sum(one.reached("in_force", on) is True for one in needed),
            unsure=sum(one.reached("in_force", on) is None for one in needed),
            not_needed=len(laws) - len(needed),
            overdue=sum(one.overdue(on) is True for one in needed),
        )

    def effects(self, on: date) -> tuple[Effect, ...]:
        """Each amended provision that some law is to carry, and whether all of its laws are in force by a day."""
        carried: dict[tuple[str, str], list[str]] = {}
        for id, law in self.laws.items():
            for ground in law.body.grounds:
                if isinstance(ground, acts.AmendedProvision) and not law.dropped_by(on):
                    carried.setdefault((ground.work, ground.eid), []).append(id)
        return tuple(
            Effect(work, eid, tuple(ids), all_of(self.laws[id].reached("in_force", on) for id in ids))
            for (work, eid), ids in carried.items()
        )

    def board(self, on: date) -> list[tuple[str, Law]]:
        """Every law, overdue first, then by the day due, those without a day last."""

        def rank(item: tuple[str, Law]) -> tuple[bool, date]:
            return item[1].overdue(on) is not True, item[1].due.day or date.max

        return sorted(self.laws.items(), key=rank)

    def ledger(self, on: date, in_force: InForce) -> list[Standing]:
        """What became of every promise by a day; what was promised later is not there yet.

        `in_force` says from when the wording of a provision is in force, where the texts of the record tell.
        """
        made = ((id, one) for id, one in self.commitments.items() if not _later(one.body.made_on, on))
        return [self._standing(id, one, on, in_force) for id, one in made]

    def _standing(self, id: str, one: Commitment, on: date, in_force: InForce) -> Standing:
        links = [self._part(act, to, on, in_force) for act, to in one.links]
        links.sort(key=lambda part: part.kind == "law")
        known = [(act, body) for act, body in one.evidence if LegalDate.of(body.as_of).reached(on) is True]
        evidence = [Part("evidence", body.shows, body.shows == "applied", body.as_of, act) for act, body in known]
        status = becomes((part.holds for part in links), (body.shows for _, body in known))
        return Standing(id, one.body, (*links, *evidence), status)

    def _part(self, act: Act, to: acts.ToProvision | acts.ToLaw, on: date, in_force: InForce) -> Part:
        if isinstance(to, acts.ToProvision):
            day = LegalDate.of(to.in_force_on) if to.in_force_on else in_force(to.work, to.eid)
            return Part("provision", f"{to.work} {to.eid}", day.reached(on) if day else None, str(day or ""), act)
        law = self.laws.get(to.law)
        if law is None:
            return Part("law", to.law, None, "", act)
        stated = law.stages.get("in_force")
        return Part("law", to.law, law.reached("in_force", on), str(stated[1]) if stated else "", act)

    def findings(self) -> Iterator[Finding]:
        """Everything that the checks find: promises that are linked to laws of which the record knows nothing."""
        for one in self.commitments.values():
            for act, to in one.links:
                if isinstance(to, acts.ToLaw) and to.law not in self.laws:
                    yield Finding.of("linked_law_unknown", act.id, law=to.law)

    def summary(self, matter: str) -> dict[str, str]:
        """What lists show of one matter: the day due and the last stage, never whether that is overdue."""
        law, promise = self.laws.get(matter), self.commitments.get(matter)
        if law is not None:
            last = NOT_NEEDED if law.dropped else next(reversed(law.stages), NONE)
            return {"due_on": str(law.due.day or ""), "form": law.body.form, "stage": last}
        return {"topic": promise.body.topic, "made_on": promise.body.made_on or ""} if promise else {}


def _later(made_on: str | None, on: date) -> bool:
    return made_on is not None and LegalDate.of(made_on).reached(on) is False


def _aim(to: acts.ToProvision | acts.ToLaw) -> str:
    return to.law if isinstance(to, acts.ToLaw) else f"{to.work} {to.eid}"


def _begins(act: Act, kind: str) -> None:
    if not act.matter.startswith(kind):
        raise InputError(f'{act.act} stands in a matter "{kind}...", not in "{act.matter}"')


def _refused(reason: str, code: str, act: Act, **params: str) -> UnlawfulActError:
    return refused(reason, Finding.of(code, act.matter, **params))
