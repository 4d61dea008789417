"""What came on paper, by telephone or in person: an officer enters it in the pages that citizens fill in."""

from collections.abc import Callable
from datetime import date

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from isonomia_site.entering.asking import ASKED
from isonomia_site.entering.forms import choices, day_field
from isonomia_site.filing import begun
from isonomia_site.filing.begun import hand_secret, private
from isonomia_site.permissions import By, by_of, permitted, signed_in
from isonomia_site.record.begun import takes_filings
from isonomia_site.rights.begun import COOKIE, Answers
from isonomia_site.rights.doors import DOORS, MATTER, Door

CLERK = "clerk"
BY_HAND = ("letter", "in_person", "phone", "e_mail", "state_portal")
SECTION = {"section": "account"}


class CameForm(forms.Form):
    """How something came, and when: that is the day that counts."""

    channel = forms.ChoiceField(label=_("How it came"), choices=choices("channel", BY_HAND))
    came_on = day_field(_("Received on"))

    def __init__(self, *args: object, today: date, **rest: object) -> None:
        super().__init__(*args, **rest)  # type: ignore[arg-type]
        self.today = today
        self.initial.setdefault("came_on", today)

    def clean_came_on(self) -> date:
        """It came already."""
        day: date = self.cleaned_data["came_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        return day


@signed_in
@require_safe
def came(request: HttpRequest) -> HttpResponse:
    """List what may be entered here by whoever asks."""
    by = by_of(request)
    doors = [(one, f"came_{one.word}") for one in DOORS.values() if takes_filings() and _may(by, one)]
    return render(request, "rights/came.html", {**SECTION, "doors": doors})


def _may(by: By, door: Door) -> bool:
    return bool(by.roles(door.kind) & {CLERK, door.officer})


def _begin(door: Door) -> Callable[..., HttpResponse]:
    def begin(request: HttpRequest) -> HttpResponse:
        """Ask how it came and when, and begin the form."""
        if not takes_filings():
            raise Http404(door.word)
        form = CameForm(request.POST if request.method == "POST" else None, today=by_of(request).on)
        if not form.is_valid():
            context = {**SECTION, "door": door, "form": form}
            return render(request, "rights/came_form.html", context, status=400 if form.is_bound else 200)
        told = form.cleaned_data
        answers = Answers(door=door.word, channel=told["channel"], came_on=str(told["came_on"]))
        return private(hand_secret(redirect("right_form", door.word, MATTER), COOKIE, begun.begin(answers)))

    return begin


def addresses() -> list[URLPattern]:
    """The page of each body, for its own officers and for clerks."""
    return [
        path(
            f"desk/filings/{one.word}/",
            permitted(CLERK, one.officer, matter=one.kind)(require_http_methods(ASKED)(_begin(one))),
            name=f"came_{one.word}",
        )
        for one in DOORS.values()
    ]
