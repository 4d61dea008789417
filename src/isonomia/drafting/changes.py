"""Which articles were changed by which amending act, as published: the acts replayed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Self

from isonomia.drafting import acts
from isonomia.errors import Finding, InputError
from isonomia.record.act import Act
from isonomia.record.sources import read_day
from isonomia.rulebook.citation import LegalDate

AMENDED, INSERTED, REPEALED = "amended", "inserted", "repealed"
CHANGES = (AMENDED, INSERTED, REPEALED)


@dataclass
class Amendments:
    """The published lists of what one amending act changed; they differ where publications do."""

    entered: list[Act] = field(default_factory=list)
    lists: list[acts.AmendmentsPublished] = field(default_factory=list)

    def changed(self, *kinds: str) -> tuple[str, ...]:
        """The articles that the first list gives as changed so; without a kind, all of them."""
        return tuple(one.article for one in self.lists[0].articles if not kinds or one.kind in kinds)

    @property
    def agree(self) -> bool:
        """Whether all publications give the same articles as changed in the same way."""
        return len({frozenset((one.article, one.kind) for one in body.articles) for body in self.lists}) == 1

    @property
    def before(self) -> int | None:
        """How many articles the work had before; None where it was not published, or the publications differ."""
        given = {body.articles_before for body in self.lists} - {None}
        return given.pop() if len(given) == 1 else None

    @property
    def after(self) -> int | None:
        """How many articles it has after: those before, with those inserted, without those repealed."""
        before = self.before
        return None if before is None else before + len(self.changed(INSERTED)) - len(self.changed(REPEALED))


class Changes:
    """What a record tells of texts. Made by `after`; only `admit` changes it."""

    def __init__(self) -> None:
        self.amendments: dict[str, Amendments] = {}

    @classmethod
    def after(cls, entered: Iterable[Act]) -> Self:
        """Replay the acts in their order."""
        state = cls()
        for act in entered:
            state.admit(act)
        return state

    def admit(self, act: Act) -> None:
        """Take in one more act; InputError if it cannot stand here."""
        match act.body:
            case acts.AmendmentsPublished() as body:
                self._publish(act, body)
            case _:
                raise InputError(f"{act.act} is no act about texts")

    def _publish(self, act: Act, body: acts.AmendmentsPublished) -> None:
        if not act.matter.startswith("amendments/"):
            raise InputError(f'{act.act} stands in a matter "amendments/...", not in "{act.matter}"')
        read_day(body.act_date)
        _check(body)
        there = self.amendments.get(act.matter, Amendments())
        if there.lists and (there.lists[0].work, there.lists[0].act_date) != (body.work, body.act_date):
            raise InputError(f"{act.matter} is about another amending act: {there.lists[0].by_act}")
        there.entered.append(act)
        there.lists.append(body)
        self.amendments[act.matter] = there

    def in_force(self, work: str, eid: str) -> LegalDate | None:
        """From when the wording that an amendment gave an article is in force as a whole; None where unknown.

        Of several amendments of one article the first counts.
        """
        article = eid.partition("__")[0]
        for one in self.amendments.values():
            for change in one.lists[0].articles:
                if one.lists[0].work == work and f"art_{change.article}" == article:
                    return last_start(change)
        return None

    def findings(self) -> Iterator[Finding]:
        """Everything that the checks find: publications of one amending act that differ."""
        for matter, one in self.amendments.items():
            if not one.agree:
                counts = "; ".join(f"{len(body.articles)} ({body.sources[0].publisher})" for body in one.lists)
                yield Finding.of("amendments_differ", matter, values=counts)

    def summary(self, matter: str) -> dict[str, str]:
        """What lists show of one amending act."""
        there = self.amendments.get(matter)
        return {"act_date": there.lists[0].act_date, "articles": str(len(there.changed()))} if there else {}


def last_start(change: acts.ArticleChange) -> LegalDate | None:
    """From when an article is in force with all of its changes; None where an event has no day yet."""
    days = [LegalDate.of(one.day) for one in change.starts if one.day is not None]
    return max(days, key=lambda day: day.last) if len(days) == len(change.starts) else None


def _check(body: acts.AmendmentsPublished) -> None:
    seen: set[str] = set()
    for one in body.articles:
        if one.kind not in CHANGES:
            raise InputError(f'article {one.article}: no change "{one.kind}" (wanted {", ".join(CHANGES)})')
        if one.article in seen:
            raise InputError(f"article {one.article} stands twice in one list")
        seen.add(one.article)
        for start in one.starts:
            if start.day is None and start.event is None:
                raise InputError(f"article {one.article}: from when it is in force is a day or an event")
            if start.day is not None:
                LegalDate.of(start.day)
