"""Pages of complaints to commissioners: the list, one, counts, the guided complaint, coming back, the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from isonomia.ombudsman.complaint import STAGES
from isonomia_site.dockets import desk, showing
from isonomia_site.entering.asking import ASKED, promise_file
from isonomia_site.ombudsman import presenting
from isonomia_site.ombudsman.forms import ComplaintForm, SubjectForm
from isonomia_site.ombudsman.presenting import COMMISSIONERS, DESK, OFFICER
from isonomia_site.permissions import permitted, public

KIND = "complaint"
ROW = {"row_template": "ombudsman/row.html", "parts": COMMISSIONERS}


@public
@require_safe
def complaints(request: HttpRequest) -> HttpResponse:
    """List the complaints, the newest first: days, kinds and articles, and nothing of a person."""
    law = desk.law_on(timezone.now().date())
    said = presenting.opinions_on(law) if law else []
    return showing.listed(request, DESK, "ombudsman/list.html", {**ROW, "stages": STAGES, "opinions": said})


@public
@require_safe
def complaint(request: HttpRequest, number: str) -> HttpResponse:
    """Show one complaint: commissioner, kind, terms, results, articles; no name, and no body while it is examined."""
    return showing.one(request, DESK, number, "ombudsman/one.html", presenting.tell)


@public
@require_safe
def promise(_request: HttpRequest, number: str, place: int) -> HttpResponse:
    """Hand out the promise for an act of a complaint."""
    return promise_file(DESK.matter(number), place)


@public
@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """Count complaints, results, answers and terms kept, of one commissioner or of all."""
    part = request.GET.get("part", "")
    chosen = part if part in COMMISSIONERS else ""
    context = {"section": DESK.section, "desk": DESK, "parts": COMMISSIONERS, "part": chosen}
    return render(request, "ombudsman/counts.html", {**context, **presenting.counts(chosen)})


@public
@require_http_methods(ASKED)
def file(request: HttpRequest) -> HttpResponse:
    """Ask what it is about, tell who considers it, then take the complaint in, at whichever door."""
    today = timezone.now().date()
    law, language = desk.law_on(today), get_language() or "kk"
    asked = request.POST if request.method == "POST" else request.GET
    context: dict[str, object] = {"section": DESK.section, "desk": DESK, "today": today, "law": law}
    about = SubjectForm(asked if asked.get("subject") else None)
    if law is None or not about.is_valid():
        shown = {**context, "about": about, "form": None}
        return render(request, "ombudsman/file.html", shown, status=400 if about.is_bound else 200)
    subject = about.cleaned_data["subject"]
    found = presenting.doors(subject, law)
    context |= {"about": about, "doors": found, "open_doors": [one for one in found if one.considers]}
    posted = request.POST if request.method == "POST" else None
    initial = {"subject": subject, "commissioner": found[0].name}
    form = ComplaintForm(posted, law=law, language=language, initial=initial)
    return showing.file(request, DESK, form, "ombudsman/file.html", context)


@public
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Show the receipt."""
    return showing.sent(request, DESK)


@public
@require_http_methods(ASKED)
def mine(request: HttpRequest) -> HttpResponse:
    """Come back by number and code."""
    return showing.mine(request, DESK)


@public
@require_safe
def own(request: HttpRequest, number: str) -> HttpResponse:
    """Show what one filed, as it stands now."""
    return showing.own(request, DESK, number, "ombudsman/one.html", presenting.tell)


@public
@require_http_methods(ASKED)
def own_step(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """Take the complaint back."""
    return showing.own_step(request, DESK, number, what)


@permitted(OFFICER, matter=KIND)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits, what is due first first."""
    return showing.queue(request, DESK, ROW)


@permitted(OFFICER, matter=KIND)
@require_safe
def at_desk(request: HttpRequest, number: str) -> HttpResponse:
    """Show one complaint to the officer, with its papers and what can be done."""
    return showing.at_desk(request, DESK, number, "ombudsman/one.html", presenting.tell)


@permitted(OFFICER, matter=KIND)
@require_http_methods(ASKED)
def step(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """Enter one step."""
    return showing.step(request, DESK, number, what)


@permitted(OFFICER, matter=KIND)
@require_safe
def paper(request: HttpRequest, number: str, place: int, at: int) -> HttpResponse:
    """Hand a file out to the officer."""
    return showing.paper(request, DESK, number, place, at)
