"""The forms of the clerk's desk: a proposal that came on paper or by voice, and a file of many."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from isonomia.errors import InputError
from isonomia.proposals.rules import AUTHOR_KINDS, CHANNELS
from isonomia_site.entering.forms import area_field, choices, day_field, language_name, line_field
from isonomia_site.papers.vault import MAX_PAPER
from isonomia_site.proposals.channels.register import read_map
from isonomia_site.proposals.services import LONGEST

BY_HAND = ("letter", "in_person", "phone", "meeting", "other")
UNKNOWN = "und"
LARGEST = MAX_PAPER - 1
FILES = {
    "register": _("A register: CSV or XLSX"),
    "decidim": "Decidim",
    "consul": "CONSUL",
    "polis": "Polis (comments.csv)",
    "telegram": "Telegram (result.json)",
    "mbox": _("Letters: mbox or eml"),
}


class TypedForm(forms.Form):
    """A proposal as a clerk types it from paper, or writes it down as it is said."""

    once = forms.CharField(max_length=32, widget=forms.HiddenInput)
    text = area_field(_("The words of the proposal"), required=True, longest=LONGEST)
    language = forms.ChoiceField(label=_("Language"))
    channel = forms.ChoiceField(label=_("How it came"))
    received_on = day_field(_("Received on"))
    author_kind = forms.ChoiceField(label=_("From whom"))
    name = line_field(_("Name"), _("It is kept sealed, and not published."), 200)
    contact = line_field(_("Address, telephone or e-mail"), _("It is kept sealed, and not published."), 200)

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        languages = [(code, language_name(code)) for code, _name in settings.LANGUAGES]
        _choose(self, "language", [*languages, (UNKNOWN, _("another language, or several"))])
        _choose(self, "channel", choices("channel", BY_HAND))
        _choose(self, "author_kind", choices("author_kind", AUTHOR_KINDS))
        for name in ("name", "contact"):
            self.fields[name].required = False


class FileForm(forms.Form):
    """A file of many proposals, and how it is to be read."""

    file = forms.FileField(label=_("The file"), allow_empty_file=False)
    form = forms.ChoiceField(label=_("What kind of file it is"))
    source = forms.RegexField(
        r"\A[A-Za-z0-9][A-Za-z0-9_.-]*(/[A-Za-z0-9][A-Za-z0-9_.-]*)*\Z",
        label=_("What the source is called"),
        help_text=_("The same for every file of this source, as import/ministry-2026: by it rows are known again."),
        max_length=100,
    )
    channel = forms.ChoiceField(label=_("How they came"))
    received_on = day_field(_("Day for rows that bear none"), required=False)
    columns = area_field(_("For a register whose columns have other names: the map"))

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        _choose(self, "form", list(FILES.items()))
        _choose(self, "channel", choices("channel", CHANNELS[1:]))
        self.fields["columns"].widget.attrs["rows"] = 8

    def clean_file(self) -> Any:
        """Refuse a file that is too large."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("At most 16 MB are taken here; larger files are entered at the console."))
        return file

    def clean_columns(self) -> str:
        """Refuse a map that means nothing."""
        text = str(self.cleaned_data["columns"])
        try:
            if text.strip():
                read_map(text)
        except InputError as error:
            raise forms.ValidationError(str(error)) from None
        return text


def _choose(form: forms.Form, name: str, among: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = among
