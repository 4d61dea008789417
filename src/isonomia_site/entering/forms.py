"""What the forms of every desk are made of: a form that becomes one act, and its kinds of fields."""

from abc import ABCMeta
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.forms.forms import DeclarativeFieldsMetaclass
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from isonomia.record.act import Body
from isonomia_site.record.valuelist import VALUES

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST_LINE, LONGEST_AREA = 500, 4000
NO_NAMES = _("Name the document and its date. This text is public for ever: name no person in it.")


class Abstract(DeclarativeFieldsMetaclass, ABCMeta):
    """Forms of which some say what all forms of their kind have to do."""


class ActForm(forms.Form, metaclass=Abstract):
    """A form that becomes one act of a matter; it carries how many acts of the matter its reader had seen."""

    seen_place = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def body(self) -> Body:
        """What the act says."""
        raise NotImplementedError

    def after(self, place: int) -> None:
        """Go on from a newer state of the matter, with everything that was typed."""
        go_on(self, seen_place=place)


def go_on(form: forms.Form, **hidden: object) -> None:
    """Let a form go on from what stands now, with everything that was typed."""
    form.data = {**{name: form.data.get(name) for name in form.data}, **{k: str(v) for k, v in hidden.items()}}


def line_field(label: "_StrPromise", hint: "_StrPromise | str" = "", longest: int = LONGEST_LINE) -> forms.CharField:
    """A line of text."""
    return forms.CharField(label=label, help_text=hint, max_length=longest)


def area_field(
    label: "str | _StrPromise", language: str = "", *, required: bool = False, longest: int = LONGEST_AREA
) -> forms.CharField:
    """Text over several lines, in a language where that is known."""
    attrs = {"rows": 3 if longest == LONGEST_AREA else 7, **({"lang": language} if language else {})}
    return forms.CharField(label=label, required=required, max_length=longest, widget=forms.Textarea(attrs=attrs))


def day_field(label: "_StrPromise", hint: "_StrPromise | str" = "", required: bool = True) -> forms.DateField:
    """A day."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, required=required, input_formats=["%Y-%m-%d"], widget=widget)


def choices(field: str, values: tuple[str, ...]) -> list[tuple[str, str | Promise]]:
    """The codes of a closed list with their names."""
    return [(one, VALUES[field, one]) for one in values]


def language_name(code: str) -> str:
    """A language by its own name; one that the site does not speak by its code."""
    return str(dict(settings.LANGUAGES).get(code, code))


def in_language(label: "_StrPromise | Promise", code: str) -> str:
    """A label with the language of what is typed."""
    return f"{label} ({language_name(code)})"
