"""The texts of law and the drafts under the signed head; what takes time is read once, until the head moves."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TypeVar, cast

from msgspec import structs

from isonomia.drafting.acts import AmendmentTabled
from isonomia.drafting.comparison import Article, Comparison, compare
from isonomia.drafting.consolidation import consolidate
from isonomia.drafting.contents import LAST_DAY, edition_in
from isonomia.drafting.drafts import Amendment, Clock, Draft, boundary_day
from isonomia.drafting.editions import Edition
from isonomia.drafting.faults import TextError
from isonomia.drafting.groups import LawText
from isonomia.drafting.matching import article_kind
from isonomia.drafting.operations import AnyOperation, Boundary, Reason
from isonomia.drafting.operations import read as read_operations
from isonomia.drafting.rules import ADOPTED
from isonomia.drafting.state import Drafting
from isonomia.drafting.tables import touched
from isonomia.errors import Finding, InputError
from isonomia.record.act import Act
from isonomia.reform.road import Reform
from isonomia_site.record import reader

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Behind:
    """One operation in a text of law: the draft and the amendment that brought it, and its three clocks."""

    operation: AnyOperation
    draft: Draft
    amendment: Amendment
    clock: Clock


@dataclass(frozen=True, slots=True)
class Change:
    """What the edition of a day made of one article, and the operations that did it."""

    day: date
    article: Article
    behind: tuple[Behind, ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """The text as it will read from a boundary on, whose day is later or not known (None)."""

    boundary: Boundary
    day: date | None
    edition: Edition


class Library:
    """Everything that pages ask of texts and drafts, of one head of the record."""

    def __init__(self, reform: Reform) -> None:
        self.reform = reform
        self._made: dict[tuple[object, ...], object] = {}

    @property
    def drafting(self) -> Drafting:
        """The texts and drafts of the record."""
        return self.reform.drafting

    def _once(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        if key not in self._made:
            self._made[key] = make()
        return cast(T, self._made[key])

    def acts(self, matter: str) -> tuple[Act, ...]:
        """The acts of a matter under the head, without those that the law refused."""
        return self._once(("acts", matter), lambda: self._acts(matter))

    def _acts(self, matter: str) -> tuple[Act, ...]:
        refused = {one.where for one in self.reform.refused}
        size = reader.head().size
        entered = reader.acts_of(matter)
        return tuple(one for one in entered if one.index is not None and one.index < size and one.id not in refused)

    def findings(self) -> tuple[Finding, ...]:
        """What the checks find in texts and drafts."""
        return self._once(("findings",), lambda: tuple(self.drafting.findings(self.reform.blobs)))

    def edition(self, text: LawText, day: date, language: str) -> Edition | None:
        """The edition of a day in a language, where its file is at hand and can be read."""
        files = (one.edition.sha256 for one in text.editions[day][1].texts if one.language == language)
        return self.edition_of(next(files, ""))

    def edition_of(self, sha256: str) -> Edition | None:
        """The edition in a file of the record."""
        return self._once(("edition", sha256), lambda: _edition(self.reform.blobs.get(sha256)))

    def operations(self, amendment: Amendment) -> tuple[AnyOperation, ...]:
        """The operations of an amendment; none where its file is not at hand or cannot be read."""
        data = self.reform.blobs.get(amendment.body.operations_file.sha256, b"")
        return self._once(("operations", amendment.act.id), lambda: _read(data))

    def behind(self, matter: str) -> tuple[Behind, ...]:
        """The operations of every adopted draft on a text."""
        return self._once(("behind", matter), lambda: tuple(self._behind(matter)))

    def _behind(self, matter: str) -> list[Behind]:
        text, found = self.drafting.text(matter), []
        for draft in self.drafting.drafts.values():
            if draft.stage != ADOPTED or draft.tabled is None or draft.tabled.law_text != matter:
                continue
            clocks = {one.operation.operation: one for one in draft.clocks(text)}
            for amendment in draft.amendments.values():
                done = (one for one in self.operations(amendment) if one.id in clocks)
                found += [Behind(one, draft, amendment, clocks[one.id]) for one in done]
        return found

    def changes(self, matter: str, language: str) -> Mapping[str, tuple[Change, ...]]:
        """What became of each article that ever changed, by its uid: one change for each edition that made one."""
        return self._once(("changes", matter, language), lambda: self._changes(matter, language))

    def _changes(self, matter: str, language: str) -> Mapping[str, tuple[Change, ...]]:
        text = self.drafting.text(matter)
        days = sorted(text.editions)
        found: dict[str, tuple[Change, ...]] = {}
        for before, day in pairwise(days):
            old, new = self.edition(text, before, language), self.edition(text, day, language)
            if old is None or new is None or old.lineage != new.lineage:
                continue
            behind = [one for one in self.behind(matter) if one.clock.in_force == day]
            for article in compare(old, new).changed:
                change = Change(day, article, _of_article(behind, article, old))
                found[article.head.shown.uid] = (*found.get(article.head.shown.uid, ()), change)
        return found

    def ahead(self, matter: str, day: date, language: str) -> tuple[Ahead, ...]:
        """The text of a day as it will read from each boundary that was still to come on that day."""
        return self._once(("ahead", matter, day, language), lambda: tuple(self._ahead(matter, day, language)))

    def _ahead(self, matter: str, day: date, language: str) -> list[Ahead]:
        text = self.drafting.text(matter)
        base = self.edition(text, day, language)
        waiting = [one.operation for one in self.behind(matter) if _waits(one.operation.boundary, text, day)]
        found = []
        for boundary in sorted({one.boundary for one in waiting}, key=lambda one: _order(one, text)):
            begins = boundary_day(boundary, text)
            on = begins.isoformat() if begins else LAST_DAY
            events = {name: fell.isoformat() for name, fell in text.resolved.items()}
            if boundary.event is not None and begins is None:
                events[boundary.event] = LAST_DAY
            try:
                if base is not None:
                    found.append(Ahead(boundary, begins, consolidate(base, waiting, on, events).edition))
            except (TextError, InputError):
                # The findings of the draft say why; nothing is shown that does not follow.
                continue
        return found

    def table(self, draft: Draft, language: str) -> Comparison | None:
        """A draft's base beside what its accepted operations make of it; None where that cannot be made."""
        return self._once(
            ("table", draft.matter, language), lambda: self._compared(draft, self.accepted(draft), language)
        )

    def alone(self, draft: Draft, amendment: Amendment, language: str) -> Comparison | None:
        """A draft's base beside what one amendment alone makes of it; None where that cannot be made."""
        key = ("alone", amendment.act.id, language)
        return self._once(key, lambda: self._compared(draft, self.operations(amendment), language))

    def accepted(self, draft: Draft) -> tuple[AnyOperation, ...]:
        """The operations that make a draft."""
        return self.drafting.operations_of(draft, self.reform.blobs)

    def explained(self, draft: Draft) -> tuple[AnyOperation, ...]:
        """The operations that make a draft, each with its own reasons and proposals or with those of its amendment."""
        of = {one.operation: each.body for each in draft.amendments.values() for one in each.body.operations}
        return tuple(_with_reasons(one, of[one.id]) for one in self.accepted(draft))

    def _compared(self, draft: Draft, done: Sequence[AnyOperation], language: str) -> Comparison | None:
        base = self.base(draft, language)
        if base is None or not done:
            return None
        text = self.drafting.text_of(draft)
        events = {one.boundary.event: LAST_DAY for one in done if one.boundary.event is not None}
        events |= {name: day.isoformat() for name, day in text.resolved.items()}
        try:
            return compare(base, consolidate(base, done, LAST_DAY, events).edition)
        except (TextError, InputError):
            return None

    def base(self, draft: Draft, language: str) -> Edition | None:
        """The edition that a draft amends, in a language."""
        if draft.tabled is None:
            return None
        day = date.fromisoformat(draft.tabled.base_day)
        return self.edition(self.drafting.text_of(draft), day, language)


def _edition(data: bytes | None) -> Edition | None:
    try:
        return edition_in(data) if data is not None else None
    except InputError:
        return None


def _read(data: bytes) -> tuple[AnyOperation, ...]:
    try:
        return read_operations(data.split(b"\n"))
    except InputError:
        return ()


def _with_reasons(one: AnyOperation, tabled: AmendmentTabled) -> AnyOperation:
    reasons = one.reasons or tuple(Reason(language=each.language, text=each.text) for each in tabled.reasons)
    return structs.replace(one, reasons=reasons, proposals=one.proposals or tabled.proposals)


def _of_article(behind: Sequence[Behind], article: Article, old: Edition) -> tuple[Behind, ...]:
    uids = {uid for unit in article.changes or article.units for uid in unit.key if uid}
    return tuple(one for one in behind if not uids.isdisjoint(touched(one.operation, old)))


def _waits(boundary: Boundary, text: LawText, day: date) -> bool:
    begins = boundary_day(boundary, text)
    return begins is None or day < begins


def _order(boundary: Boundary, text: LawText) -> tuple[date, str]:
    return boundary_day(boundary, text) or date.max, boundary.event or ""


def articles(edition: Edition) -> tuple[str, ...]:
    """The uids of the articles of an edition, in order."""
    return tuple(one.uid for one in edition.of_kind(article_kind(edition)))


_held: deque[Library] = deque(maxlen=2)


def library() -> Library:
    """The library of the newest head; the same one until the head moves."""
    reform = reader.reform()
    for one in _held:
        if one.reform is reform:
            return one
    _held.append(Library(reform))
    return _held[-1]
