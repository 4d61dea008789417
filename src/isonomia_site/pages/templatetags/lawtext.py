"""How a text of law is shown: places in words, wordings with their marks, files of the record."""

from collections.abc import Sequence

from django import template
from django.utils.translation import get_language, gettext

from isonomia.drafting.editions import Provision
from isonomia.drafting.operations import Reason
from isonomia.drafting.tables import Marked
from isonomia.record.sources import Wording
from isonomia_site.pages.wordlists import PLACES
from isonomia_site.record.wordlist import value_name

register = template.Library()


@register.filter
def place(eid: str) -> str:
    """Say a place in a text in words: Article 61, point 3."""
    return ", ".join(_part(*one.partition("_")) for one in eid.split("__"))


@register.filter
def event_name(name: str) -> str:
    """Say an event: in the words that there are for it, else by the name that the record has for it."""
    known = value_name("event", name, (get_language() or "en").split("-")[0])
    return known or gettext("the event that the record calls “%(name)s”") % {"name": name}


@register.filter
def last_place(path: Sequence[Provision]) -> str:
    """Say where the last unit of a way through a text stands."""
    return place(path[-1].eid)


def _part(kind: str, _: str, number: str) -> str:
    words = PLACES.get(kind)
    return str(words) % {"number": number} if words is not None else f"{kind} {number}".strip()


@register.inclusion_tag("components/marked.html")
def marked(pieces: Sequence[Marked]) -> dict[str, object]:
    """A wording in pieces: what was put in and what was taken out are told by lines, by colour, and to who listens."""
    return {"pieces": pieces}


@register.inclusion_tag("components/marks_legend.html")
def marks_legend() -> dict[str, object]:
    """What the marks of words mean."""
    return {}


@register.filter
def value(word: str, field: str) -> str:
    """Say a word of a field of an act in the reader's language."""
    return value_name(field, word, get_language() or "en") or word


@register.filter
def blob(sha256: str) -> str:
    """The name of a file of the record, among what is published."""
    return f"blob/sha256/{sha256}"


@register.simple_tag
def in_words(wordings: Sequence[Wording | Reason]) -> Wording | Reason | None:
    """The wording in the reader's language; where there is none, the first."""
    here = [one for one in wordings if one.language == get_language()]
    return here[0] if here else (wordings[0] if wordings else None)
