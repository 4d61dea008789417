"""Parts of names, as the pages of proposals link them."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from isonomia_site.proposals import listing

register = template.Library()


@register.filter
def slug_of(matter: str) -> str:
    """The id in a matter: `mysal-2025` of `draft/mysal-2025`."""
    return matter.partition("/")[2]


@register.filter
def last_of(name: str) -> str:
    """The last part of a name: `12` of `mysal-2025/12`."""
    return name.rpartition("/")[2]


@register.filter
def whole(number: str) -> SafeString:
    """A number that no line breaks at its hyphens."""
    return format_html('<span class="whole">{}</span>', number)


@register.filter
def article_of(eid: str) -> str:
    """The article in which a place stands."""
    return listing.article_of(eid)
