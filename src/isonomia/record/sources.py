"""What acts of every institution say about texts and their origin: a source, and a wording in one language."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from isonomia.errors import InputError
from isonomia.record.act import Body

Language = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z]{4})?\Z")]
Day = Annotated[str, Meta(pattern=r"^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\Z")]
"""A day in the one form that acts use; that the calendar has it is asked when an act is admitted."""

RoughDay = Annotated[str, Meta(pattern=r"^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?\Z")]
"""A day, a month or a year: as precise as the source of the fact."""

Text = Annotated[str, Meta(min_length=1, max_length=4000)]


class Source(Body, frozen=True, kw_only=True):
    """Where a fact was published: who, which page or document, in which language, on which day where known."""

    publisher: Text
    reference: Text
    language: Language
    published_on: Day | None = None


class Wording(Body, frozen=True, kw_only=True):
    """One text in one language; `status` is `original`, `translation`, `own_words` or `machine_draft`."""

    language: Language
    text: Text
    status: Annotated[str, Meta(pattern=r"^(original|translation|own_words|machine_draft)\Z")]


def read_day(text: str) -> date:
    """Read a day; InputError if the calendar has none such."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f'not a day: "{text}" (wanted the form 2022-06-05)') from None
