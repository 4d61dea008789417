"""What the pages of people say and show beyond the components of every page."""

import re

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from isonomia_site.people.providers import apps
from isonomia_site.record.wordlist import value_name

register = template.Library()
# What the library for such pictures draws: one path, black on nothing. Anything else is not ours to show.
PICTURE = re.compile(r'viewBox="([0-9. ]+)".*?<path[^>]*? d="([MLHVZmlhvz0-9., -]+)"', re.DOTALL)


@register.filter
def role(code: str) -> str:
    """Say a role in the reader's language."""
    return value_name("role", code, get_language() or "en") or code


@register.filter
def last_part(matter: str) -> str:
    """The id in a matter: `p-7f3k9q` of `person/p-7f3k9q`."""
    return matter.rpartition("/")[2]


@register.simple_tag
def providers() -> list[dict[str, str]]:
    """The OpenID providers through which somebody can sign in: none, or the one that is set."""
    return [{"name": one["name"], "href": reverse("openid_connect_login", args=[one["provider_id"]])} for one in apps()]


@register.simple_tag
def drawing(svg: str) -> SafeString:
    """The picture of a secret, without the styles that our content policy refuses; the secret stands beside it."""
    found = PICTURE.search(svg)
    if found is None:
        return SafeString("")
    box, path = found.groups()
    picture = f'<svg viewBox="{box}" aria-hidden="true" focusable="false"><path d="{path}"/></svg>'
    return mark_safe(picture)
