"""Pages of compensation: the list, one claim, counts and sums, the guided claim, coming back, the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from isonomia.compensation.claim import STAGES
from isonomia_site.compensation import presenting
from isonomia_site.compensation.forms import BasisForm, ClaimForm
from isonomia_site.compensation.presenting import DESK, OFFICER
from isonomia_site.dockets import desk, showing
from isonomia_site.entering.asking import ASKED, promise_file
from isonomia_site.permissions import permitted, public

KIND = "claim"
ROW = {"row_template": "compensation/row.html"}


@public
@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    """List the claims, the newest first."""
    return showing.listed(request, DESK, "compensation/list.html", {**ROW, "stages": STAGES})


@public
@require_safe
def claim(request: HttpRequest, number: str) -> HttpResponse:
    """Show one claim: its basis, terms, amounts and articles; no name."""
    return showing.one(request, DESK, number, "compensation/one.html", presenting.tell)


@public
@require_safe
def promise(_request: HttpRequest, number: str, place: int) -> HttpResponse:
    """Hand out the promise for an act of a claim."""
    return promise_file(DESK.matter(number), place)


@public
@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """Count claims in time and late, awards, refusals by ground, and add up what was claimed, awarded and paid."""
    context = {"section": DESK.section, "desk": DESK, **presenting.counts()}
    return render(request, "compensation/counts.html", context)


@public
@require_http_methods(ASKED)
def file(request: HttpRequest) -> HttpResponse:
    """Ask for the basis and the day of the notice, tell the last day, then take the claim in, late or not."""
    today = timezone.now().date()
    law, language = desk.law_on(today), get_language() or "kk"
    asked = request.POST if request.method == "POST" else request.GET
    context: dict[str, object] = {"section": DESK.section, "desk": DESK, "today": today, "law": law}
    opened = BasisForm(asked if asked.get("claim_basis") else None)
    if law is None or not opened.is_valid():
        shown = {**context, "opened": opened, "form": None}
        return render(request, "compensation/file.html", shown, status=400 if opened.is_bound else 200)
    typed = opened.cleaned_data
    context |= {"opened": opened, "guide": presenting.guide(typed["claim_basis"], typed["notice_received_on"], law)}
    posted = request.POST if request.method == "POST" else None
    form = ClaimForm(posted, law=law, language=language, initial=typed)
    return showing.file(request, DESK, form, "compensation/file.html", context)


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
    return showing.own(request, DESK, number, "compensation/one.html", presenting.tell)


@public
@require_http_methods(ASKED)
def own_step(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """Contest a decision, or take the claim back."""
    return showing.own_step(request, DESK, number, what)


@permitted(OFFICER, matter=KIND)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits, what is due first first."""
    return showing.queue(request, DESK, ROW)


@permitted(OFFICER, matter=KIND)
@require_safe
def at_desk(request: HttpRequest, number: str) -> HttpResponse:
    """Show one claim to the officer, with its papers and what can be done."""
    return showing.at_desk(request, DESK, number, "compensation/one.html", presenting.tell)


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
