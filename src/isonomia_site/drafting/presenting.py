"""A text of law and one article of it at a date, shaped for their pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from isonomia.drafting.acts import EditionText
from isonomia.drafting.editions import PART, TITLE, Edition, Provision
from isonomia.drafting.groups import LawText
from isonomia.drafting.matching import article_kind
from isonomia.drafting.operations import AnyOperation
from isonomia.record.act import Act, Blob
from isonomia_site.drafting.reading import Library

AUTHENTIC = "authentic"


@dataclass(frozen=True, slots=True)
class Version:
    """A text of law in one language as it stands on a day, and the other editions and languages that there are."""

    slug: str
    matter: str
    act: Act
    day: date
    days: tuple[date, ...]
    language: str
    texts: tuple[EditionText, ...]
    edition: Edition
    previous: tuple[date, Blob] | None

    @property
    def title(self) -> str:
        """What the text calls itself."""
        return title_of(self.edition) or self.slug

    @property
    def is_newest(self) -> bool:
        """Whether no later edition is in the record."""
        return self.day == self.days[-1]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of this edition."""
        return tuple(one.language for one in self.texts)

    @property
    def authentic(self) -> tuple[str, ...]:
        """The languages in which the text is authentic."""
        return tuple(one.language for one in self.texts if one.authenticity == AUTHENTIC)

    @property
    def shown(self) -> EditionText:
        """What the record says of the text in this language."""
        return next(one for one in self.texts if one.language == self.language)

    @property
    def unresolved(self) -> tuple[tuple[str, str], ...]:
        """The references that the edition itself lists as broken: in which unit, in what words."""
        return tuple((self.edition.by_uid[one.uid].eid, one.words) for one in self.edition.unresolved)

    @property
    def acts(self) -> tuple[Act, ...]:
        """The act that published the edition."""
        return (self.act,)

    @property
    def files(self) -> tuple[tuple[str, Blob], ...]:
        """The edition as a file and as printed, and the edition before it, each by a name."""
        here = f"{self.day}.{self.language}"
        found = ((f"{here}.json", self.shown.edition), (f"{here}.txt", self.shown.plain))
        before = ((f"{self.previous[0]}.{self.language}.json", self.previous[1]),) if self.previous else ()
        return (*before, *found)

    @property
    def commands(self) -> tuple[str, ...]:
        """What checks the edition without this site: the record as a whole, and what changed since the one before."""
        if self.previous is None:
            return ("isonomia verify RECORD",)
        files = path_of(self.previous[1]), path_of(self.shown.edition)
        return "isonomia verify RECORD", f"isonomia texts compare {' '.join(files)}"


def address(found: Version, number: str = "") -> str:
    """The permanent address of a text, or of one article of it, as it stands on its day in its language."""
    parts = [found.slug, number] if number else [found.slug]
    return f"{reverse('article' if number else 'text', args=parts)}?on={found.day}&in={found.language}"


def path_of(file: Blob) -> str:
    """Where a file lies in a record that was downloaded, as a command takes it."""
    return f"RECORD/blob/sha256/{file.sha256}"


def title_of(edition: Edition) -> str:
    """The line that names a text; empty where it has none."""
    return next((one.line for one in edition.provisions if one.kind == TITLE), "")


def place_in(edition: Edition, one: Provision) -> str:
    """Where a unit stands, as its text prints it: the article, then the marks down to the unit."""
    above = [one]
    while above[-1].parent and above[-1].kind != article_kind(edition):
        above.append(edition.by_uid[above[-1].parent])
    return " › ".join(short(each) for each in reversed(above))


def short(one: Provision) -> str:
    """A unit by its mark and heading, a part by its number, a line without either by its beginning."""
    if one.kind == PART:
        return gettext("part %(number)s") % {"number": one.number}
    return f"{one.mark}{one.heading}".strip() or one.line[:60]


def version(library: Library, slug: str, on: date | None, wanted: Sequence[str]) -> Version | None:
    """The newest edition of a text, or that of a day, in the first wanted language that it has; None without one."""
    matter = f"text/{slug}"
    text = library.drafting.texts.get(matter)
    days = tuple(sorted(text.editions)) if text else ()
    known = [day for day in days if on is None or day <= on]
    if text is None or not known:
        return None
    act, body = text.editions[known[-1]]
    ordered = sorted(body.texts, key=lambda one: one.authenticity != AUTHENTIC)
    languages = [*(one for one in wanted if one), *(one.language for one in ordered)]
    for language in languages:
        edition = library.edition(text, known[-1], language)
        if edition is not None:
            before = _before(text, known, language)
            return Version(slug, matter, act, known[-1], days, language, body.texts, edition, before)
    return None


def _before(text: LawText, days: Sequence[date], language: str) -> tuple[date, Blob] | None:
    """The edition before the last of these days, in a language."""
    if len(days) < 2:
        return None
    found = (one.edition for one in text.editions[days[-2]][1].texts if one.language == language)
    return next(((days[-2], one) for one in found), None)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a text's contents: a unit that holds articles, an article with its address, or a text by itself."""

    level: int
    provision: Provision
    number: str = ""
    last_change: date | None = None

    @property
    def is_article(self) -> bool:
        """Whether it has a page of its own."""
        return bool(self.number)


def contents(library: Library, found: Version) -> tuple[Entry, ...]:
    """The contents of a text: sections, articles, and the lines that stand in none."""
    edition, article = found.edition, article_kind(found.edition)
    changes = library.changes(found.matter, found.language)
    inside: set[str] = set()
    entries, levels = [], {"": 0}
    for one in edition.provisions:
        if one.parent in inside or one.kind == TITLE:
            inside |= {one.uid} if one.parent in inside else set()
            continue
        levels[one.uid] = levels.get(one.parent, 0) + 1
        number = one.number if one.kind == article else ""
        inside |= {one.uid} if number else set()
        since = [change.day for change in changes.get(one.uid, ()) if change.day <= found.day]
        entries.append(Entry(levels[one.uid], one, number, max(since, default=None)))
    return tuple(entries)


def kind_of(operation: AnyOperation) -> str:
    """The word of an operation's type: substitute_text, insert."""
    return str(type(operation).__struct_config__.tag)
