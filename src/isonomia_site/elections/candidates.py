"""Lists with their people, shaped for the page: who stands, who holds seats, who left them, what ended a list."""

from collections.abc import Iterator
from dataclasses import dataclass

from isonomia.elections import acts
from isonomia.elections.election import Election
from isonomia.elections.lists import QuotaCheck
from isonomia.elections.standing import LISTS
from isonomia.record.act import Act
from isonomia.rulebook.law import Rule, Unknown
from isonomia_site.elections.outcomes import seats
from isonomia_site.elections.presenting import quota

RULES = ("order", "exhausted", "party_list_quota", "mandate_quota", "quota_rounding")


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A seat of a list that fell vacant: whose, to whom it passed, and who is next by the order where nobody has it."""

    id: str
    act: Act
    passed: Act | None
    next: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One list: its people in their order, what ended it, its quota, its seats and who holds them.

    `won` is None where votes or law do not tell it. Groups are counted and never shown of one person: that somebody
    belongs to one may be what the law protects most.
    """

    line: acts.ListRegistered
    ended: Act | None
    people: tuple[tuple[str, str], ...]
    left: int
    quota: QuotaCheck | None
    of_seats: QuotaCheck | None
    won: int | None
    held: int
    vacancies: tuple[Vacancy, ...]

    @property
    def open(self) -> int:
        """The seats that nobody holds."""
        return max(0, (self.won or 0) - self.held)


def listed(one: Election) -> Iterator[Listed]:
    """Every list that was registered, in the order of registration."""
    won = seats(one, LISTS)
    for name, line in sorted(one.standing.lists.items(), key=lambda pair: pair[1].order or 0):
        held = one.holders(name)
        vacancies = tuple(_vacancies(one, name, held))
        gone = {each.id for each in vacancies}
        ids = [each.candidate for each in line.candidates]
        yield Listed(
            line=line,
            ended=one.standing.ended.get((LISTS, name)),
            people=tuple((id, "holds" if id in held else "left" if id in gone else "") for id in ids),
            left=len(one.left_on(name)),
            quota=quota(one, name, of_list=True),
            of_seats=quota(one, name, of_list=False),
            won=None if won is None else won.get(name, 0),
            held=len(held),
            vacancies=vacancies,
        )


def _vacancies(one: Election, name: str, held: tuple[str, ...]) -> Iterator[Vacancy]:
    there = {each.candidate for each in one.standing.lists[name].candidates}
    left = {id: act for id, act in one.vacated.items() if id in there}
    waiting = len(left.keys() - one.passed.keys())
    following = (id for id in one.named_by_order(name, len(held) + waiting) if id not in held)
    for id, act in left.items():
        passed = one.passed.get(id)
        yield Vacancy(id, act, passed, next(following, "") if passed is None else "")


def refusals(one: Election) -> list[Act]:
    """Every refusal and cancellation, the newest first."""
    return one.standing.refusals[::-1]


def said_by_law(one: Election) -> list[tuple[str, Rule | Unknown]]:
    """The rules of these pages as polling day has them, and where the sources are silent."""
    body = one.standing.body
    return [(name, body.law.find(body.key(name))) for name in RULES]
