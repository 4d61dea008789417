"""The bodies with which something can be filed here: what their forms ask, and what the interview fills in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from isonomia.compensation import rules as compensation
from isonomia.ombudsman import rules as ombudsman
from isonomia_site.entering.forms import area_field, day_field
from isonomia_site.filing.contents import LARGEST, look

COURT, OMBUDSMAN, COMPENSATION = "court", "ombudsman", "compensation"
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


_KINDS = {
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
    "person": pgettext_lazy("applicant", "a person"),
    "legal_entity": pgettext_lazy("applicant", "an organisation with rights of its own"),
    "child": pgettext_lazy("applicant", "a child"),
    "foreigner": pgettext_lazy("applicant", "a foreigner"),
    "stateless": pgettext_lazy("applicant", "a person without citizenship"),
    "organisation": pgettext_lazy("applicant", "an organisation"),
    "representative": pgettext_lazy("applicant", "a representative"),
    "heir": pgettext_lazy("applicant", "an heir"),
    "family_member": pgettext_lazy("applicant", "a member of the family"),
}


def named(values: tuple[str, ...]) -> list[tuple[str, object]]:
    """Words of the law with their names, for a form."""
    return [(one, _KINDS[one]) for one in values]


def name_of(value: str) -> str:
    """What a word of a form is called; what is none is given back."""
    return str(_KINDS.get(value, dict(LANGUAGES).get(value, value)))


class StepForm(forms.Form):
    """One page of the form; every field is text once it is saved."""

    def typed(self) -> dict[str, str]:
        """What was typed, as text."""
        return {name: str(value) if value else "" for name, value in self.cleaned_data.items()}


class AppealForm(StepForm):
    """An appeal to the court."""

    norm = area_field(_("Which act, and which article of it"), required=True)
    right = area_field(_("Which right of the Constitution it infringes"))
    facts = area_field(_("What happened, and how the norm was applied to you"), required=True, longest=LONGEST)
    request = area_field(_("What you ask for"), longest=LONGEST)
    judgment = forms.CharField(label=_("The judgment: which court, its number"), required=False, max_length=300)
    judgment_adopted_on = day_field(_("The day of the judgment"), required=False)
    language = forms.ChoiceField(label=_("In which language you write"), choices=LANGUAGES)


class ComplaintForm(StepForm):
    """A complaint to a commissioner."""

    commissioner = forms.ChoiceField(label=_("To which commissioner"), choices=named(ombudsman.COMMISSIONERS))
    subject = forms.ChoiceField(label=_("What it is about"), choices=named(ombudsman.SUBJECTS))
    against = forms.CharField(label=_("Which body, or who in it, it is about"), required=False, max_length=300)
    facts = area_field(_("What happened"), required=True, longest=LONGEST)
    request = area_field(_("What you ask for"), longest=LONGEST)
    consent = forms.BooleanField(
        label=_("I agree that the body may be shown my complaint, and my private life as far as it stands in it."),
        required=False,
    )
    language = forms.ChoiceField(label=_("In which language you write"), choices=LANGUAGES)


class ClaimForm(StepForm):
    """A claim for compensation."""

    claim_basis = forms.ChoiceField(label=_("Why you claim compensation"), choices=named(compensation.BASES))
    notice_received_on = day_field(
        _("The day on which you received the notice of your right"),
        _("The term for the claim runs from it. A late claim is filed all the same."),
        required=False,
    )
    facts = area_field(_("What happened"), required=True, longest=LONGEST)
    harm = area_field(_("What was lost, and how much"), longest=LONGEST)
    language = forms.ChoiceField(label=_("In which language you write"), choices=LANGUAGES)


class YouForm(StepForm):
    """Who files it."""

    applicant_kind = forms.ChoiceField(label=_("You write as"))
    name = forms.CharField(label=_("Your name"), required=False, max_length=200)
    number = forms.CharField(label=_("Individual identification number"), required=False, max_length=20)
    address = forms.CharField(label=_("Where you live"), required=False, max_length=300)
    contact = forms.CharField(label=_("How to reach you"), required=False, max_length=300)
    contact.help_text = _("A telephone number or an e-mail.")
    representative = forms.CharField(label=_("Your representative, if you have one"), required=False, max_length=300)

    def __init__(self, *args: Any, applicants: tuple[str, ...], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["applicant_kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = named(applicants)


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


@dataclass(frozen=True, slots=True)
class Door:
    """A body with which something can be filed here.

    `wanted` are the fields that the law asks for and the form does not insist on; `taken_over` says which question of
    the interview gives which field.
    """

    word: str
    start: str
    title: object
    form: type[StepForm]
    applicants: tuple[str, ...]
    wanted: tuple[str, ...]
    taken_over: Mapping[str, str]


DOORS = {
    COURT: Door(
        COURT,
        "case/",
        pgettext_lazy("door", "Appeal to the Constitutional Court"),
        AppealForm,
        ("citizen", "person", "legal_entity"),
        ("right", "request", "judgment", "name", "number", "address", "contact"),
        {"norm": "norm", "right": "right", "judgment_day": "judgment_adopted_on"},
    ),
    OMBUDSMAN: Door(
        OMBUDSMAN,
        "complaint/",
        pgettext_lazy("door", "Complaint to a commissioner"),
        ComplaintForm,
        ombudsman.APPLICANTS,
        ("against", "consent", "name", "contact"),
        {},
    ),
    COMPENSATION: Door(
        COMPENSATION,
        "claim/",
        pgettext_lazy("door", "Claim for compensation"),
        ClaimForm,
        compensation.CLAIMANTS,
        ("harm", "notice_received_on", "name", "contact"),
        {"notice_day": "notice_received_on"},
    ),
}
BEHIND = {
    "constitutional_court": (COURT, {}),
    "ombudsman_human_rights": (OMBUDSMAN, {"commissioner": "human_rights", "subject": "rights_of_person"}),
    "ombudsman_children": (OMBUDSMAN, {"commissioner": "children", "subject": "rights_of_child"}),
    "ombudsman_vulnerable": (OMBUDSMAN, {"commissioner": "vulnerable", "subject": "rights_of_vulnerable"}),
    "compensation_court": (COMPENSATION, {}),
}
"""Which form stands behind a door of the interview, and what of it is filled in by the door itself."""


def language_of(told: Mapping[str, str]) -> str:
    """The language that the interview was told, where it is one of filings."""
    return told.get("language", "") if told.get("language") in dict(LANGUAGES) else ""


def transferred(door: str, word: str, told: Mapping[str, str]) -> dict[str, str]:
    """The fields of a form as the interview fills them in."""
    _door, fixed = BEHIND.get(word, (door, {}))
    taken = {field: told[question] for question, field in DOORS[door].taken_over.items() if told.get(question)}
    return {**taken, **fixed, **({"language": language_of(told)} if language_of(told) else {})}
