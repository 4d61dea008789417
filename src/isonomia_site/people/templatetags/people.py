"""What the pages of people say and show beyond the components of every page."""

from django import template
from django.urls import reverse
from django.utils.translation import get_language

from isonomia_site.people.providers import apps
from isonomia_site.record.wordlist import value_name

register = template.Library()


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
