"""One article of a text of law at a date, shaped for its page: its words, its version line, what is still to come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from isonomia.drafting.acts import CameIntoForce, DraftAdopted
from isonomia.drafting.comparison import Article, Kind, Place, Unit, compare
from isonomia.drafting.editions import Edition, Provision
from isonomia.drafting.groups import LawText
from isonomia.drafting.marking import merged, only
from isonomia.drafting.matching import article_kind
from isonomia.drafting.operations import Boundary, Reason
from isonomia.drafting.tables import Marked
from isonomia.drafting.words import DELETED, INSERTED, KEPT
from isonomia.record.act import Act
from isonomia_site.drafting.presenting import Version, kind_of, version
from isonomia_site.drafting.reading import Behind, Change, Library, articles


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an article: its anchor, how deep it stands, and its words in pieces that say what was changed."""

    anchor: str
    level: int
    provision: Provision
    pieces: tuple[Marked, ...]
    number: str

    @property
    def is_marked(self) -> bool:
        """Whether any of its words were put in or taken out."""
        return any(one.kind != KEPT for one in self.pieces)


def lines(edition: Edition, uid: str) -> tuple[Line, ...]:
    """The lines of an article as they are in force."""
    return tuple(_line(one, _level(edition, one, uid), ()) for one in edition.subtree(uid))


def marked_lines(old: Edition, new: Edition, uid: str) -> tuple[Line, ...]:
    """The lines of an article of both editions in one, with marks; an edition that lacks it counts as empty."""
    if uid not in old.by_uid or uid not in new.by_uid:
        here, kind = (new, INSERTED) if uid in new.by_uid else (old, DELETED)
        return tuple(_line(one, _level(here, one, uid), (Marked(kind, one.line),)) for one in here.subtree(uid))
    found = compare(only(old, uid), only(new, uid))
    return tuple(_marked(unit, old, new, uid) for article in found.articles for unit in article.units)


def _marked(unit: Unit, old: Edition, new: Edition, uid: str) -> Line:
    edition = new if unit.new else old
    return _line(unit.shown, _level(edition, unit.shown, uid), merged(unit))


def _line(one: Provision, level: int, pieces: tuple[Marked, ...]) -> Line:
    return Line(one.eid, level, one, pieces or (Marked(KEPT, one.line),), one.number)


def _level(edition: Edition, one: Provision, top: str) -> int:
    level = 0
    while one.uid != top and one.parent:
        one, level = edition.by_uid[one.parent], level + 1
    return level


@dataclass(frozen=True, slots=True)
class Step:
    """One clock of a change: which it is, the day (None: not yet, or not known), what the day waits for, its acts."""

    clock: str
    day: date | None
    event: str
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """One operation on an article, for the page: what it does, who brought it, and why."""

    behind: Behind
    reasons: tuple[Reason, ...]

    @property
    def kind(self) -> str:
        """The operation's type, by its word."""
        return kind_of(self.behind.operation)

    @property
    def draft(self) -> str:
        """The draft's address."""
        return self.behind.draft.matter.partition("/")[2]

    @property
    def acts(self) -> tuple[Act, ...]:
        """The act that tabled the amendment."""
        return (self.behind.amendment.act,)


@dataclass(frozen=True, slots=True)
class Moment:
    """One day on an article's version line: what the edition of that day made of it, by what, and its three clocks."""

    day: date
    number: str
    kind: str
    is_here: bool
    act: Act
    previous: date | None = None
    done: tuple[Done, ...] = ()
    clocks: tuple[Step, ...] = ()

    @property
    def acts(self) -> tuple[Act, ...]:
        """The act that published the edition."""
        return (self.act,)


@dataclass(frozen=True, slots=True)
class Later:
    """An article as it will read from a day or an event on."""

    boundary: Boundary
    day: date | None
    lines: tuple[Line, ...]
    done: tuple[Done, ...]


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """One article at a date: its words, its version line, what is still to come, and its neighbours."""

    uid: str
    number: str
    heading: str
    lines: tuple[Line, ...]
    moments: tuple[Moment, ...]
    later: tuple[Later, ...]
    before: Provision | None
    after: Provision | None
    now: tuple[str, date] | None

    @property
    def here(self) -> Moment | None:
        """The last change before or on the day shown."""
        return next((one for one in self.moments if one.is_here), None)

    @property
    def past(self) -> int:
        """How many of the changes are in the words shown."""
        here = self.here
        return sum(one.kind != "first" and one.day <= here.day for one in self.moments) if here else 0

    @property
    def is_repealed(self) -> bool:
        """Whether only the place is left."""
        said = [one.provision for one in self.lines if one.provision.text or one.provision.repealed]
        return bool(said) and all(one.repealed for one in said)


def located(found: Version, number: str) -> str:
    """The uid of the article with a number in this edition; empty where there is none."""
    edition = found.edition
    return next((uid for uid in articles(edition) if edition.by_uid[uid].number == number), "")


def days_of(library: Library, found: Version, number: str) -> tuple[date, ...]:
    """The days of the editions, in this language, that have an article of this number."""
    text = library.drafting.text(found.matter)
    editions = ((day, library.edition(text, day, found.language)) for day in found.days)
    return tuple(
        day for day, one in editions if one and any(number == each.number for each in one.of_kind(article_kind(one)))
    )


def renamed(library: Library, found: Version, number: str, days: Sequence[date]) -> str:
    """Under which number the article that has this number on other days stands in this edition; empty if nowhere."""
    other = version(library, found.slug, max(days), (found.language,))
    uid = located(other, number) if other else ""
    return _number(found.edition, uid)


def article(library: Library, found: Version, uid: str) -> ShownArticle:
    """Shape an article of an edition."""
    edition, text = found.edition, library.drafting.text(found.matter)
    order = articles(edition)
    at = order.index(uid)
    one = edition.by_uid[uid]
    return ShownArticle(
        uid=uid,
        number=one.number,
        heading=one.heading,
        lines=lines(edition, uid),
        moments=tuple(_moments(library, found, uid)),
        later=tuple(_later(library, found, uid)),
        before=edition.by_uid[order[at - 1]] if at else None,
        after=edition.by_uid[order[at + 1]] if at + 1 < len(order) else None,
        now=_now(library, found, text, one),
    )


def _now(library: Library, found: Version, text: LawText, one: Provision) -> tuple[str, date] | None:
    """Under which other number the article stands in the newest edition; None where it is the same, or gone."""
    newest = library.edition(text, found.days[-1], found.language)
    there = newest.by_uid.get(one.uid) if newest and newest.lineage == found.edition.lineage else None
    return (there.number, found.days[-1]) if there and there.number != one.number else None


def _moments(library: Library, found: Version, uid: str) -> Iterator[Moment]:
    text = library.drafting.text(found.matter)
    changes = library.changes(found.matter, found.language).get(uid, ())
    days = [change.day for change in changes]
    first = next(day for day in found.days if _has(library.edition(text, day, found.language), uid))
    here = max((day for day in (first, *days) if day <= found.day), default=first)
    if first not in days:
        number = _number(library.edition(text, first, found.language), uid)
        yield Moment(first, number, "first", first == here, text.editions[first][0])
    for change in changes:
        number = _number(library.edition(text, change.day, found.language), uid)
        yield _moment(library, change, text, (number or found.edition.by_uid[uid].number, change.day == here))


def _has(edition: Edition | None, uid: str) -> bool:
    return edition is not None and uid in edition.by_uid


def _number(edition: Edition | None, uid: str) -> str:
    """The number of an article in an edition; empty where the edition lacks it."""
    there = edition.by_uid.get(uid) if edition else None
    return there.number if there else ""


def _moment(library: Library, change: Change, text: LawText, known: tuple[str, bool]) -> Moment:
    return Moment(
        change.day,
        known[0],
        _what(change.article),
        known[1],
        text.editions[change.day][0],
        max((day for day in text.editions if day < change.day), default=None),
        tuple(done(one) for one in change.behind),
        tuple(clocks(library, change.behind, text)),
    )


def _what(found: Article) -> str:
    """What became of an article, in one word: its words before its place."""
    return found.kind if found.kind is not Kind.UNCHANGED or found.place is Place.SAME else found.place


def done(one: Behind) -> Done:
    """An operation with its reasons: its own, or those of its amendment."""
    own = one.operation.reasons
    whole = tuple(Reason(language=each.language, text=each.text) for each in one.amendment.body.reasons)
    return Done(one, own or whole)


def clocks(library: Library, behind: Sequence[Behind], text: LawText) -> Iterator[Step]:
    """The three clocks of operations that came into force together: adopted, in force, applied."""
    for draft in dict.fromkeys(one.draft.matter for one in behind):
        mine = [one for one in behind if one.draft.matter == draft]
        entered = library.acts(draft)
        boundaries = {one.operation.boundary for one in mine}
        adopted = tuple(act for act in entered if isinstance(act.body, DraftAdopted))
        forces = tuple(a for a in entered if isinstance(a.body, CameIntoForce) and a.body.boundary in boundaries)
        ids = {one.operation.id for one in mine}
        applied = tuple(act for act, body in text.applied if ids & set(body.operations))
        event = next((one.event for one in boundaries if one.event), "")
        clock = mine[0].clock
        yield Step("adopted", clock.adopted, "", adopted)
        yield Step("in_force", clock.in_force, event, forces)
        first = [one.clock.applied for one in mine if one.clock.applied]
        yield Step("applied", min(first, default=None), "", applied)


def _later(library: Library, found: Version, uid: str) -> Iterator[Later]:
    before = found.edition
    for ahead in library.ahead(found.matter, found.day, found.language):
        shown = uid in before.by_uid and uid in ahead.edition.by_uid
        if shown and before.words(uid) != ahead.edition.words(uid):
            behind = [one for one in library.behind(found.matter) if one.operation.boundary == ahead.boundary]
            uids = {one.uid for edition in (before, ahead.edition) for one in edition.subtree(uid)}
            mine = tuple(done(one) for one in behind if one.operation.target in uids)
            yield Later(ahead.boundary, ahead.day, marked_lines(before, ahead.edition, uid), mine)
        before = ahead.edition


@dataclass(frozen=True, slots=True)
class Compared:
    """An article on two days: its lines with marks, and the files from which they follow."""

    earlier: Version
    later: Version
    lines: tuple[Line, ...]
    other: date

    @property
    def differs(self) -> bool:
        """Whether any word is another."""
        return any(one.is_marked for one in self.lines)


def compared(library: Library, found: Version, uid: str, day: date | None) -> Compared | None:
    """An article beside itself on another day; None where none is asked for, or the text has no edition then."""
    other = version(library, found.slug, day, (found.language,)) if day else None
    if other is None or other.language != found.language or other.edition.lineage != found.edition.lineage:
        return None
    earlier, later = sorted((other, found), key=lambda one: one.day)
    return Compared(earlier, later, marked_lines(earlier.edition, later.edition, uid), other.day)
