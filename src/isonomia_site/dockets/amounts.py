"""Amounts of harm in forms: whole units of the currency, a field for each kind; acts hold its minor unit."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from isonomia.compensation.rules import HARMS
from isonomia_site.dockets.forms import named

WHOLE = _("A whole number, without parts of it. Leave out what you do not claim.")
LARGEST = 10**12
FIELDS = tuple(f"harm_{kind}" for kind in HARMS)


def amounts() -> Iterator[tuple[str, forms.IntegerField]]:
    """A field for each kind of harm; the first says how all are filled in."""
    for at, (kind, label) in enumerate(named("kind", HARMS)):
        field = forms.IntegerField(label=capfirst(str(label)), min_value=0, max_value=LARGEST, required=False)
        field.help_text = "" if at else WHOLE
        yield f"harm_{kind}", field


def parts(typed: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The kinds of harm with an amount, as acts hold them."""
    return [{"kind": kind, "amount": int(one) * 100} for kind in HARMS if (one := typed.get(f"harm_{kind}"))]
