"""Matters as those who filed them see them: lists, days, forms, what was found of a signature."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from isonomia.wording import say_finding
from isonomia_site.calendars import Event
from isonomia_site.entering.forms import area_field
from isonomia_site.filing.signed import SAID, Signature
from isonomia_site.rights.services import CURE, DEMAND, WITHDRAW
from isonomia_site.rights.standing import Standing, Term, standing
from isonomia_site.rights.steps import LONGEST, FileForm

KINDS = {
    "case": pgettext_lazy("matter", "Appeal to the Constitutional Court"),
    "complaint": pgettext_lazy("matter", "Complaint to a commissioner"),
    "claim": pgettext_lazy("matter", "Claim for compensation"),
    "assembly": pgettext_lazy("matter", "Peaceful assembly"),
    "proposal": pgettext_lazy("matter", "Proposal"),
}
ACTS = {
    CURE: _("Send what was missing"),
    DEMAND: _("Demand a decision of the Court"),
    WITHDRAW: _("Take it back"),
}
TERMS = {
    "cure": pgettext_lazy("term of a matter", "Send what was missing"),
    "decision": pgettext_lazy("term of a matter", "Decision"),
    "notice": pgettext_lazy("term of a matter", "Notice of the admission"),
    "information": pgettext_lazy("term of a matter", "Information that the Court asked for"),
    "sending": pgettext_lazy("term of a matter", "Sending of the decision"),
    "bill": pgettext_lazy("term of a matter", "Bill that carries out the ruling"),
    "complaint": pgettext_lazy("term of a matter", "Decision on the complaint"),
    "explanations": pgettext_lazy("term of a matter", "Explanations of the body"),
    "recommendation": pgettext_lazy("term of a matter", "Answer to the recommendation"),
    "claim": pgettext_lazy("term of a matter", "Claim"),
    "answer": pgettext_lazy("term of a matter", "Answer of the authority"),
    "offer": pgettext_lazy("term of a matter", "Answer to the offer"),
}


class CodeForm(forms.Form):
    """The number and the code by which somebody comes back."""

    number = forms.CharField(label=_("Number"), max_length=40)
    code = forms.CharField(label=_("Code"), max_length=40)
    number.help_text = _("As on the receipt, such as 2026-000412.")

    def clean_number(self) -> str:
        """The number without what was typed around it."""
        return str(self.cleaned_data["number"]).strip()


class SureForm(forms.Form):
    """Somebody is sure."""

    seen_place = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class CureForm(FileForm, SureForm):
    """What was missing."""

    field_order = ("text", "file")
    text = area_field(_("What was missing"), required=True, longest=LONGEST)


@dataclass(frozen=True, slots=True)
class Listed:
    """One matter in a list: what it is, where its page is, what waits for whoever filed it and what for others."""

    number: str
    title: object
    address: str
    standing: Standing | None


def listed(matter: str) -> Listed:
    """A matter as the list of opened ones shows it."""
    kind, number = matter.split("/", 1)
    found = None if kind == "proposal" else standing(matter)
    return Listed(number, KINDS[kind], address(matter), found)


def address(matter: str) -> str:
    """The page of a matter for whoever filed it."""
    kind, number = matter.split("/", 1)
    return reverse("own_proposal", args=[number]) if kind == "proposal" else reverse("my_matter", args=[kind, number])


def term_name(term: Term) -> str:
    """What a term is called."""
    return str(TERMS.get(term.name, term.name))


def events(one: Standing, language: str) -> Iterator[Event]:
    """The days of a matter that are still to come or were missed, as a calendar takes them."""
    for term in one.terms:
        if term.course is not None and term.open:
            found = term.course.deadline
            reasons = [one.matter, *(say_finding(finding, language) for finding in term.course.warnings())]
            yield Event(
                uid=f"{one.matter.replace('/', '-')}-{term.name}-{found.trigger}",
                stamped=max(change.on for change in term.course.history),
                day=term.course.due,
                summary=f"{term_name(term)}: {one.matter.partition('/')[2]}",
                description="\n".join(reasons),
                tentative=found.provisional,
            )


def told(one: Signature) -> tuple[Signature, object]:
    """A signature with what was found of it, in words."""
    return one, SAID[one.word]


def moment(text: str) -> datetime:
    """The moment of an act."""
    return datetime.fromisoformat(text)
