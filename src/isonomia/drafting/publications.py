"""Facts about texts that others published, as acts in the past tense. This file only grows."""

from collections.abc import Mapping
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from isonomia.record.act import Body, Whole, Word
from isonomia.record.sources import Day, RoughDay, Source, Text, Wording

Label = Annotated[str, Meta(pattern=r"^[0-9]+(-[0-9]+)*\Z", max_length=16)]


class Start(Body, frozen=True, kw_only=True):
    """From when a change is in force: a day, or an event with the day on which it came where that is known.

    `provisions` says which parts of the article are meant where they begin on different days.
    """

    day: RoughDay | None = None
    event: Word | None = None
    provisions: Text | None = None


class ArticleChange(Body, frozen=True, kw_only=True):
    """One article that was `amended`, `inserted` or `repealed`: which provisions, from when, in our own words."""

    article: Label
    kind: Word
    provisions: Text | None = None
    starts: Annotated[tuple[Start, ...], Meta(min_length=1)]
    wordings: tuple[Wording, ...] = ()


class AmendmentsPublished(Body, frozen=True, kw_only=True):
    """Which articles an amending act changed was published, article by article.

    `articles_before` is how many numbered articles the work had before, as the source counts them: every share of the
    articles needs it. Two publications of one amending act that differ both stand.
    """

    work: Annotated[str, Meta(min_length=1, max_length=128)]
    by_act: Text
    act_date: Day
    articles_before: Whole | None = None
    articles: Annotated[tuple[ArticleChange, ...], Meta(min_length=1)]
    sources: Annotated[tuple[Source, ...], Meta(min_length=1)]


Act: TypeAlias = AmendmentsPublished

ACTS: Mapping[tuple[str, int], type[Struct]] = {
    ("drafting.amendments_published", 1): AmendmentsPublished,
}
