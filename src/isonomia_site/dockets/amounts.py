"""Amounts of harm in forms: whole units of the currency, a field for each kind; acts hold its minor unit."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from isonomia.compensation.rules import HARMS
from isonomia_site.dockets.forms import named

LARGEST = 10**12
FIELDS = tuple(f"harm_{kind}" for kind in HARMS)


def amounts() -> Iterator[tuple[str, forms.IntegerField]]:
    """A field for each kind of harm."""
    for kind, label in named("kind", HARMS):
        yield f"harm_{kind}", forms.IntegerField(label=str(label), min_value=0, max_value=LARGEST, required=False)


def parts(typed: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The kinds of harm with an amount, as acts hold them."""
    return [{"kind": kind, "amount": int(one) * 100} for kind in HARMS if (one := typed.get(f"harm_{kind}"))]
