"""The texts of law of the record as the pages of proposals need them: articles to choose, editions to compare."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language

from isonomia.drafting.acts import EditionPublished, EditionText
from isonomia.drafting.contents import edition_in
from isonomia.drafting.editions import Edition
from isonomia.drafting.matching import article_kind
from isonomia.errors import InputError
from isonomia_site.record.models import Blob, Matter
from isonomia_site.record.reader import acts_of


@dataclass(frozen=True, slots=True)
class Article:
    """An article that a proposal can be about: the work, its place there, and its heading."""

    work: str
    eid: str
    heading: str

    @property
    def value(self) -> str:
        """What a form sends for it."""
        return f"{self.work} {self.eid}"


def articles() -> tuple[Article, ...]:
    """The articles of the newest edition of every text of the record, in the reader's language where it has it."""
    return tuple(article for edition in editions() for article in _articles(edition))


def editions() -> Iterator[Edition]:
    """The newest edition of every text of the record, in the reader's language where it has it."""
    for matter in Matter.objects.filter(institution="text").order_by("matter").values_list("matter", flat=True):
        published = [one.body for one in acts_of(matter) if isinstance(one.body, EditionPublished)]
        newest = max(published, key=lambda one: one.day, default=None)
        chosen = spoken(newest.texts) if newest else None
        edition = edition_of(chosen.edition.sha256) if chosen else None
        if edition is not None and edition.work is not None:
            yield edition


def _articles(edition: Edition) -> Iterable[Article]:
    work = edition.work.iri.removeprefix("/akn/") if edition.work else ""
    return (Article(work, one.eid, one.line) for one in edition.of_kind(article_kind(edition)) if not one.repealed)


def spoken(texts: Iterable[EditionText]) -> EditionText | None:
    """The text in the reader's language, otherwise the first."""
    there = list(texts)
    mine = [one for one in there if one.language == get_language()]
    return next(iter(mine or there), None)


@lru_cache(maxsize=16)
def edition_of(sha256: str) -> Edition | None:
    """The edition in a file of the record."""
    row = Blob.objects.filter(sha256=sha256).first()
    try:
        return edition_in(bytes(row.body)) if row else None
    except InputError:
        return None
