"""What became of one proposal: the few matters that it leads to, read under the signed head and replayed by the law."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from isonomia.alignment.acts import AmendedProvision
from isonomia.alignment.state import Law
from isonomia.drafting.acts import AmendmentAccepted, CameIntoForce, DraftAdopted
from isonomia.drafting.comparison import compare
from isonomia.drafting.drafts import Draft
from isonomia.drafting.editions import Edition
from isonomia.drafting.groups import LawText
from isonomia.drafting.marking import merged, only
from isonomia.drafting.tables import Marked
from isonomia.drafting.words import DELETED, INSERTED
from isonomia.proposals.acts import DemandDecided, DemandLinked, DemandTraced
from isonomia.proposals.demand import Demand
from isonomia.proposals.submission import Submission
from isonomia.record.act import Act
from isonomia.reform.reach import with_texts
from isonomia.reform.road import Reform
from isonomia_site.entering.judging import entered, replayed
from isonomia_site.proposals.listing import article_of
from isonomia_site.proposals.texts import edition_of, spoken
from isonomia_site.record.models import Entry, Matter
from isonomia_site.record.reader import head


@dataclass(frozen=True, slots=True)
class Reworded:
    """An article as it read on a day and as it reads from another on, line by line with marks."""

    text: str
    eid: str
    number: str
    before: date
    since: date
    language: str
    lines: tuple[tuple[Marked, ...], ...]
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A proposal with its demands and all that they led to, as far as it stands under the head."""

    reform: Reform
    submission: Submission
    acts: tuple[Act, ...]

    @property
    def demands(self) -> tuple[Demand, ...]:
        """The demands that it makes."""
        return self.reform.proposals.demands_of(self.submission)

    @property
    def traces(self) -> tuple[tuple[Act, DemandTraced], ...]:
        """Where its demands were traced to."""
        return tuple(trace for one in self.demands for trace in one.traces)

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The drafts into which they went."""
        names = dict.fromkeys(one.draft for _, one in self.traces if one.draft)
        return tuple(self.reform.drafting.drafts[one] for one in names if one in self.reform.drafting.drafts)

    @property
    def laws(self) -> tuple[tuple[str, Law], ...]:
        """The laws that must follow from the articles into which they went."""
        aimed = {(work, article_of(eid)) for work, eid in self.provisions}
        return tuple(
            (matter, one)
            for matter, one in self.reform.alignment.laws.items()
            if any(
                isinstance(ground, AmendedProvision) and (ground.work, article_of(ground.eid)) in aimed
                for ground in one.body.grounds
            )
        )

    @property
    def provisions(self) -> tuple[tuple[str, str], ...]:
        """The places in texts of law into which they went: the work, and where in it."""
        named = ((one.provision.work, one.provision.eid or "") for _, one in self.traces if one.provision)
        return tuple(dict.fromkeys(named))

    def reworded(self) -> Iterator[Reworded]:
        """The articles into which they went, before and after."""
        done: set[tuple[str, str]] = set()
        for work, eid in self.provisions:
            article = article_of(eid)
            if article and (work, article) not in done:
                done.add((work, article))
                yield from self._changed(work, article)

    def _changed(self, work: str, article: str) -> Iterator[Reworded]:
        for matter, text in self.reform.drafting.texts.items():
            days = sorted(text.editions)
            if text.work.removeprefix("/akn/") != work.removeprefix("/akn/") or len(days) < 2:
                continue
            bases = [date.fromisoformat(one.tabled.base_day) for one in self.drafts if one.tabled]
            before = max((day for day in days[:-1] if not bases or day <= min(bases)), default=days[-2])
            since = next(day for day in days if day > before)
            found = _compared(matter, text, article, (before, since))
            if found is not None:
                yield found


def _compared(matter: str, text: LawText, article: str, days: tuple[date, date]) -> Reworded | None:
    before, since = days
    shown = spoken(text.editions[since][1].texts)
    older = [one for one in text.editions[before][1].texts if shown and one.language == shown.language]
    old, new = (edition_of(one.edition.sha256) if one else None for one in (older[0] if older else None, shown))
    if old is None or new is None or article not in new.by_eid or shown is None:
        return None
    uid = new.by_eid[article].uid
    lines = tuple(_lines(old, new, uid))
    published = tuple(text.editions[day][0] for day in days)
    number = new.by_uid[uid].number
    return Reworded(matter.partition("/")[2], article, number, before, since, shown.language, lines, published)


def _lines(old: Edition, new: Edition, uid: str) -> Iterator[tuple[Marked, ...]]:
    if uid not in old.by_uid:
        yield from ((Marked(INSERTED, one.line),) for one in new.subtree(uid))
        return
    for article in compare(only(old, uid), only(new, uid)).articles:
        yield from (merged(unit) for unit in article.units)


def sides(line: tuple[Marked, ...]) -> tuple[tuple[Marked, ...], tuple[Marked, ...]]:
    """A line as it read before, and as it reads after."""
    return tuple(one for one in line if one.kind != INSERTED), tuple(one for one in line if one.kind != DELETED)


def story(number: str) -> Story | None:
    """What became of a proposal by the signed head; None where none of this number stands under it."""
    top = head().size
    own = entered([f"proposal/{number}"], top)
    if not own:
        return None
    found = {one.matter: None for one in own}
    demands = dict.fromkeys(one.body.demand for one in own if isinstance(one.body, DemandLinked))
    decided = entered(demands, top)
    traced = [one.body for one in decided if isinstance(one.body, DemandTraced)]
    drafts = dict.fromkeys(one.draft for one in traced if one.draft)
    beside = dict.fromkeys(one.body.group for one in decided if isinstance(one.body, DemandDecided))
    following = (
        Matter.objects.filter(institution__in=("law", "text", "amendments")) if traced else Matter.objects.none()
    )
    beside |= dict.fromkeys(following.values_list("matter", flat=True))
    every = entered({*found, *demands, *beside, *with_texts(drafts, lambda some: entered(some, top))}, top)
    reform = replayed(every)
    submission = reform.proposals.submissions.get(f"proposal/{number}")
    if submission is None:
        return None
    mine = {*found, *demands}
    accepted = {one.amendment for one in traced}
    on_road = tuple(one for one in every if one.matter in mine or (one.matter in drafts and _carries(one, accepted)))
    return Story(reform, submission, on_road)


def _carries(act: Act, amendments: Collection[str | None]) -> bool:
    """Whether an act on a draft carries on what a proposal began."""
    if isinstance(act.body, AmendmentAccepted):
        return act.body.amendment in amendments
    return isinstance(act.body, DraftAdopted | CameIntoForce)


def is_waiting(number: str) -> bool:
    """Whether a proposal was received here and is not published yet."""
    return Entry.objects.filter(matter=f"proposal/{number}").exists()
