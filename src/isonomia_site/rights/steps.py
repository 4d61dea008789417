"""The pages of the forms that citizens fill in: what each body asks, who you are, a file more."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from isonomia.assembly import rules as assembly
from isonomia.compensation import rules as compensation
from isonomia.ombudsman import rules as ombudsman
from isonomia.rulebook.law import Law
from isonomia_site.dockets.amounts import FIELDS, amounts
from isonomia_site.dockets.forms import Choices, hour_field, named, several_of
from isonomia_site.entering.forms import area_field, day_field
from isonomia_site.filing.contents import LARGEST, look

LONGEST = 8000
LANGUAGES = (("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"), ("und", _("another language, or several")))
NOT_TAKEN = {
    "empty": _("This file is empty."),
    "too_large": _("This file is larger than 10 MB."),
    "archive": _("Archives, and documents with something packed inside, are not taken: hand in each file by itself."),
    "mail": _("Mails are not taken: save what is in them, and hand that in."),
    "program": _("Programs are not taken."),
    "page": _("Pages of the web are not taken: print it as PDF."),
    "macros": _("Documents with macros are not taken: save it without them, or as PDF."),
    "unknown": _("This file is none of PDF, PNG, JPEG, TIFF, HEIC, DOCX, ODT or plain text."),
}
WORDS = {
    "human_rights": pgettext_lazy("commissioner", "Commissioner for Human Rights"),
    "children": pgettext_lazy("commissioner", "Commissioner for the Rights of the Child"),
    "vulnerable": pgettext_lazy("commissioner", "Commissioner for socially vulnerable categories"),
    "rights_of_person": pgettext_lazy("complaint", "Rights of a person"),
    "rights_of_child": pgettext_lazy("complaint", "Rights of a child"),
    "rights_of_vulnerable": pgettext_lazy("complaint", "Rights of a person in need of social protection"),
    "act_of_president": pgettext_lazy("complaint", "An act of the President"),
    "judgment": pgettext_lazy("complaint", "A judgment"),
    "norm": pgettext_lazy("complaint", "A rule for all"),
    "crime": pgettext_lazy("complaint", "A crime"),
    "private_dispute": pgettext_lazy("complaint", "A dispute between private persons"),
    "rehabilitation": pgettext_lazy("claim", "I was prosecuted wrongly, and this was recognised"),
    "unlawful_act": pgettext_lazy("claim", "An unlawful act of a body harmed me"),
    "citizen": pgettext_lazy("applicant", "a citizen"),
    "citizens": pgettext_lazy("applicant", "a group of citizens"),
    "person": pgettext_lazy("applicant", "a person"),
    "legal_entity": pgettext_lazy("applicant", "an organisation with rights of its own"),
    "party": pgettext_lazy("applicant", "a party"),
    "child": pgettext_lazy("applicant", "a child"),
    "foreigner": pgettext_lazy("applicant", "a foreigner"),
    "stateless": pgettext_lazy("applicant", "a person without citizenship"),
    "organisation": pgettext_lazy("applicant", "an organisation"),
    "representative": pgettext_lazy("applicant", "a representative"),
    "heir": pgettext_lazy("applicant", "an heir"),
    "family_member": pgettext_lazy("applicant", "a member of the family"),
    "other": pgettext_lazy("applicant", "somebody else"),
}


def in_words(values: tuple[str, ...]) -> list[tuple[str, object]]:
    """Words of the law as a form names them."""
    return [(one, WORDS[one]) for one in values]


class PageForm(forms.Form):
    """One page of a form, under the law of today; every field is text once it is saved."""

    def __init__(self, data: Any = None, *, law: Law | None, initial: Mapping[str, str]) -> None:
        super().__init__(data, initial=dict(initial))
        for name, text in initial.items():
            if isinstance(self.fields.get(name), forms.MultipleChoiceField):
                self.initial[name] = text.split(",")
        regions = [(one.id, one.name(get_language() or "kk")) for one in law.by_id.values()] if law else []
        if "territory" in self.fields and regions:
            choose(self, "territory", [("", "–"), *regions])
        else:
            self.fields.pop("territory", None)

    def typed(self) -> dict[str, str]:
        """What was typed, as text."""
        return {name: ",".join(one) if isinstance(one, list) else _text(one) for name, one in self.cleaned_data.items()}

    def named(self, name: str, value: str) -> str:
        """What was typed in a field, as people read it."""
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            return "✓" if value else ""
        if not isinstance(field, forms.ChoiceField):
            return value
        called = dict(field.choices)  # type: ignore[arg-type]
        return ", ".join(str(called.get(one, one)) for one in value.split(",") if one)


def _text(value: object) -> str:
    return "" if value is None or value is False else str(value)


def choose(form: forms.Form, name: str, among: Choices) -> None:
    """Say what can be chosen in a field."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = among


def territory_field() -> forms.ChoiceField:
    """The region; a page leaves it out where the law of today lists none."""
    return forms.ChoiceField(label=_("Region"), required=False)


def language_field() -> forms.ChoiceField:
    """The language of a filing."""
    return forms.ChoiceField(label=_("In which language you write"), choices=LANGUAGES)


class AppealForm(PageForm):
    """An appeal to the court."""

    norm = area_field(_("Which act, and which article of it"), required=True)
    right = area_field(_("Which right of the Constitution it infringes"))
    facts = area_field(_("What happened, and how the norm was applied to you"), required=True, longest=LONGEST)
    request = area_field(_("What you ask for"), longest=LONGEST)
    judgment = forms.CharField(label=_("The judgment: which court, its number"), required=False, max_length=300)
    judgment_adopted_on = day_field(_("The day of the judgment"), required=False)
    language = language_field()


class SubjectForm(PageForm):
    """What a complaint is about: it tells who considers it."""

    subject = forms.ChoiceField(label=_("What it is about"), choices=in_words(ombudsman.SUBJECTS))


class ComplaintForm(PageForm):
    """A complaint to a commissioner; where nobody was chosen yet, the first who considers it stands in the field."""

    commissioner = forms.ChoiceField(label=_("To which commissioner"), choices=in_words(ombudsman.COMMISSIONERS))
    against = forms.CharField(label=_("Which body, or who in it, it is about"), required=False, max_length=300)
    facts = area_field(_("What happened"), required=True, longest=LONGEST)
    request = area_field(_("What you ask for"), longest=LONGEST)
    consent = forms.BooleanField(
        label=_("I agree that the body may be shown my complaint, and my private life as far as it stands in it."),
        required=False,
    )
    territory = territory_field()
    language = language_field()

    def __init__(self, data: Any = None, *, law: Law | None, initial: Mapping[str, str]) -> None:
        super().__init__(data, law=law, initial=initial)
        considered = ombudsman.competent(initial["subject"], law) if law and initial.get("subject") else ()
        self.initial.setdefault("commissioner", next(iter(considered), ombudsman.COMMISSIONERS[0]))


class BasisForm(PageForm):
    """What opens a claim for compensation: it tells the last day."""

    claim_basis = forms.ChoiceField(label=_("Why you claim compensation"), choices=in_words(compensation.BASES))
    notice_received_on = day_field(
        _("The day on which you received the notice of your right"),
        _("The term for the claim runs from it. A late claim is filed all the same."),
        required=False,
    )


class ClaimForm(PageForm):
    """A claim for compensation; its currency is asked for where the law of today names none."""

    facts = area_field(_("What happened"), required=True, longest=LONGEST)
    harm = area_field(_("What was lost, and how much"), longest=LONGEST)
    currency = forms.RegexField(
        regex=r"^\s*[A-Za-z]{3}\s*$", label=_("Currency"), help_text=_("In three letters, as KZT."), max_length=3
    )
    territory = territory_field()
    language = language_field()

    def __init__(self, data: Any = None, *, law: Law | None, initial: Mapping[str, str]) -> None:
        super().__init__(data, law=law, initial=initial)
        if law and compensation.currency(law):
            del self.fields["currency"]
        self.fields.update(amounts())
        self.order_fields(("facts", "harm", *FIELDS))

    def clean_currency(self) -> str:
        """The letters of a currency as the record has them."""
        return str(self.cleaned_data["currency"]).strip().upper()


class AssemblyForm(PageForm):
    """The two answers that tell the rule of an assembly: which form, on which day."""

    form = forms.ChoiceField(label=_("Form of the assembly"), choices=named("form", assembly.FORMS))
    held_on = day_field(_("Day of the assembly"))


class NoticeForm(PageForm):
    """A notification of an assembly, or an application for one."""

    starts = hour_field(_("Begins at"))
    ends = hour_field(_("Ends at"))
    place = area_field(_("Place or route"), required=True)
    purpose = area_field(_("Purpose"), required=True)
    people = forms.IntegerField(label=_("How many people you expect"), min_value=1, max_value=1_000_000)
    uses = several_of(_("What you will use"), named("without", assembly.LIMITS))
    territory = territory_field()
    language = language_field()

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("starts", "") >= typed.get("ends", "99"):
            raise forms.ValidationError(_("The assembly ends before it begins."))
        return typed


class YouForm(PageForm):
    """Who files it."""

    applicant_kind = forms.ChoiceField(label=_("You write as"))
    name = forms.CharField(label=_("Your name"), required=False, max_length=200)
    number = forms.CharField(label=_("Individual identification number"), required=False, max_length=20)
    address = forms.CharField(label=_("Where you live"), required=False, max_length=300)
    contact = forms.CharField(label=_("How to reach you"), required=False, max_length=300)
    contact.help_text = _("A telephone number or an e-mail.")
    representative = forms.CharField(label=_("Your representative, if you have one"), required=False, max_length=300)

    def __init__(
        self, data: Any = None, *, law: Law | None, initial: Mapping[str, str], applicants: tuple[str, ...] = ()
    ) -> None:
        super().__init__(data, law=law, initial=initial)
        choose(self, "applicant_kind", in_words(applicants))  # type: ignore[arg-type]


class OrganiserForm(YouForm):
    """Who organises an assembly; several may."""

    others = area_field(_("Other organisers, and how to reach them"))


class FileForm(forms.Form):
    """One file more."""

    file = forms.FileField(label=_("File"), required=False)
    file.help_text = _("PDF, PNG, JPEG, TIFF, HEIC, DOCX, ODT, plain text or a signature (.p7s), at most 10 MB.")

    def clean_file(self) -> object:
        """A file of a kind that is taken, by what is in it."""
        file = self.cleaned_data["file"]
        if file is not None:
            fault = "too_large" if (file.size or 0) > LARGEST else look(file.read()).fault
            if fault:
                raise forms.ValidationError(NOT_TAKEN[fault])
            file.seek(0)
        return file
