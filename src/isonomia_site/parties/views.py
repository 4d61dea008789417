"""What parties have beside the pages of every desk: a what-if for everybody, the check of a roll for a registrar."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from isonomia.errors import InputError
from isonomia_site.dockets import desk as desks
from isonomia_site.entering.asking import ASKED, refused
from isonomia_site.filing.begun import private
from isonomia_site.parties import presenting, services
from isonomia_site.parties.forms import RegisterForm
from isonomia_site.parties.models import newest_check
from isonomia_site.parties.presenting import DESK
from isonomia_site.permissions import by_of, permitted, public
from isonomia_site.record.reader import rulebook

MOST_DAYS = 4


@public
@require_safe
def what_if(request: HttpRequest, number: str) -> HttpResponse:
    """Hold the counts of a party against the minima of other days."""
    found, book = desks.dossier(DESK, number, published=True), rulebook()
    if found is None or book is None or found.one.members is None:
        raise Http404(number)
    days = tuple(filter(None, map(_day, request.GET.getlist("on")[:MOST_DAYS])))
    chosen = days or presenting.days_of_change(book) or (timezone.now().date(),)
    shown = {"section": DESK.section, "desk": DESK, "number": number, "one": found.one, "days": chosen}
    standings = presenting.what_if(found.one, book, chosen)
    return render(request, "parties/what_if.html", {**shown, "standings": standings})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@permitted(DESK.officer, matter=DESK.kind)
@require_http_methods(ASKED)
def check(request: HttpRequest, number: str) -> HttpResponse:
    """Have the filed roll of a party checked against an extract of the register."""
    found, back = desks.dossier_or_404(DESK, number), reverse(DESK.at["desk"], args=[number])
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = RegisterForm(*posted)
    context = {"section": "account", "number": number, "back": back, "form": form}
    if not form.is_valid():
        return render(request, "parties/check.html", context, status=400 if form.is_bound else 200)
    try:
        told = form.cleaned_data
        services.check(by_of(request), found.one, told["register"].read(), told["register_on"])
    except InputError as error:
        return refused(request, "parties/check.html", context, error)
    return redirect(back)


@permitted(DESK.officer, matter=DESK.kind)
@require_safe
def lines(request: HttpRequest, number: str) -> HttpResponse:
    """Hand out what the newest check found of single lines, as a table for the registrar alone."""
    found = desks.dossier_or_404(DESK, number)
    row = newest_check(found.one.filed.id) if found.one.filed else None
    data = services.lines_of(row) if row else None
    if data is None:
        raise Http404(number)
    headers = {"Content-Disposition": f'attachment; filename="{number}-lines.csv"'}
    return private(HttpResponse(data, content_type="text/csv; charset=utf-8", headers=headers))
