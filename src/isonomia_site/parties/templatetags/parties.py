"""The name of a party in the reader's language, and what a registrar alone reads of a check."""

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language

from isonomia_site.parties import services
from isonomia_site.parties.models import RollCheck

register = template.Library()


@register.filter
def party_name(told: Mapping[str, str]) -> str:
    """The name of a party as lists know it."""
    return told.get(f"name_{get_language()}") or told["name"]


@register.simple_tag
def why_failed(check: RollCheck) -> str:
    """Why a check failed, in the words of the lab."""
    return services.fault_of(check)
