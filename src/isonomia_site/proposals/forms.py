"""The questions of the form, one on a page, and what an author asks for later."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from isonomia.proposals import rules
from isonomia_site.entering.forms import area_field, choices
from isonomia_site.filing.contents import look
from isonomia_site.proposals.begun import Answers

if TYPE_CHECKING:
    pass

NONE = "none"
LONGEST, LARGEST = 8000, 3 * 1024 * 1024
LANGUAGES = (("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"), ("und", _("another language, or several")))
TAKEN = ("pdf", "png", "jpg", "docx")
"""The kinds of files that are taken, by what is in them."""


class QuestionForm(forms.Form):
    """One question of the form."""

    def typed(self) -> dict[str, Any]:
        """What was typed, by the names that the answers have for it."""
        return dict(self.cleaned_data)


class ArticleForm(QuestionForm):
    """Which article it is about."""

    article = forms.ChoiceField(label=_("Article"))

    def __init__(self, *args: Any, articles: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["article"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(NONE, _("No article in particular, or I do not know")), *articles]


class ChangeForm(QuestionForm):
    """What should change."""

    change = area_field(_("What should change"), required=True, longest=LONGEST)
    change.help_text = _("In your own words. Say what should stand in the text, or what should go from it.")
    language = forms.ChoiceField(label=_("In which language you write"), choices=LANGUAGES)


class WhyForm(QuestionForm):
    """Why it should change."""

    why = area_field(_("Why"), longest=LONGEST)
    why.help_text = _("What is wrong today, and whom the change would help.")


class YouForm(QuestionForm):
    """Who sends it, as far as they want to say it."""

    author_kind = forms.ChoiceField(label=_("You write as"), choices=choices("author_kind", rules.AUTHOR_KINDS))
    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    contact = forms.CharField(
        label=_("How to reach you"),
        required=False,
        max_length=300,
        help_text=_("A telephone number, an e-mail or a postal address: for questions about this proposal alone."),
    )


class FileForm(QuestionForm):
    """A file that goes with it."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("PDF, PNG, JPEG or DOCX, at most 3 MB."),
    )

    def clean_file(self) -> "UploadedFile[Any] | None":
        """A file of a kind that is taken, by what is in it."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is None:
            return None
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("This file is larger than 3 MB."))
        if look(file.read()).kind not in TAKEN:
            raise forms.ValidationError(_("This file is none of PDF, PNG, JPEG or DOCX."))
        file.seek(0)
        return file


def told(answers: Answers, name: str) -> dict[str, Any]:
    """What stands in the answers, by the fields of a question."""
    return {one: getattr(answers, one) for one in FIELDS[name]}


FIELDS = {
    "article": ("article",),
    "change": ("change", "language"),
    "why": ("why",),
    "you": ("author_kind", "name", "contact"),
    "file": (),
}
"""The fields of each question; the file is no field of the answers."""


class CodeForm(forms.Form):
    """The number and the code by which an author comes back."""

    number = forms.RegexField(label=_("Number"), regex=r"^\s*[Pp]-[0-9]{4}-[0-9]{6}\s*$", max_length=20)
    code = forms.CharField(label=_("Code"), max_length=40)
    number.help_text = _("As on the receipt, such as P-2026-000412.")

    def clean_number(self) -> str:
        """The number as it is written in the record."""
        return str(self.cleaned_data["number"]).strip().upper()


class SecondLookForm(forms.Form):
    """Why an author asks for a second look."""

    seen_place = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reasons = area_field(_("What the answer missed"), required=True, longest=LONGEST)


class InformationForm(forms.Form):
    """What an author answers to a question."""

    seen_place = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    information = area_field(_("Your answer"), required=True, longest=LONGEST)


class SureForm(forms.Form):
    """An author is sure."""

    seen_place = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
