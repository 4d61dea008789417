"""Pages of peaceful assemblies: the list, one, the counts, the guided notice, coming back, and the officer's desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from isonomia.assembly.notice import STAGES
from isonomia_site.assembly import presenting
from isonomia_site.assembly.forms import NoticeForm, RuleForm
from isonomia_site.assembly.presenting import DESK, OFFICER
from isonomia_site.dockets import desk, showing
from isonomia_site.entering.asking import ASKED, promise_file
from isonomia_site.permissions import permitted, public

KIND = "assembly"
ROW = {"row_template": "assembly/row.html"}


@public
@require_safe
def assemblies(request: HttpRequest) -> HttpResponse:
    """List the assemblies, the newest first."""
    law = desk.law_on(timezone.now().date())
    said = presenting.opinions_on(law) if law else []
    return showing.listed(request, DESK, "assembly/list.html", {**ROW, "stages": STAGES, "opinions": said})


@public
@require_safe
def assembly(request: HttpRequest, number: str) -> HttpResponse:
    """Show one assembly: form, place, time, answer, article; no name."""
    return showing.one(request, DESK, number, "assembly/one.html", presenting.tell)


@public
@require_safe
def promise(_request: HttpRequest, number: str, place: int) -> HttpResponse:
    """Hand out the promise for an act of an assembly."""
    return promise_file(DESK.matter(number), place)


@public
@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """Count notices, answers, refusals by ground, silence and terms kept."""
    today = timezone.now().date()
    return render(request, "dockets/counts.html", {"section": KIND, "desk": DESK, **presenting.counts(today)})


@public
@require_http_methods(ASKED)
def file(request: HttpRequest) -> HttpResponse:
    """Ask for form and day, tell the rule and the last day, then take the notice in, late or not."""
    today = timezone.now().date()
    law, language = desk.law_on(today), get_language() or "kk"
    asked = request.POST if request.method == "POST" else request.GET
    context: dict[str, object] = {"section": KIND, "desk": DESK, "today": today, "law": law}
    rule = RuleForm(asked if asked.get("form") or asked.get("held_on") else None)
    if law is None or not rule.is_valid():
        shown = {**context, "rule": rule, "form": None}
        return render(request, "assembly/file.html", shown, status=400 if rule.is_bound else 200)
    typed = rule.cleaned_data
    context |= {"rule": rule, "guide": presenting.guide(typed["form"], typed["held_on"], law)}
    context["opinions"] = presenting.opinions_on(law)
    posted = request.POST if request.method == "POST" else None
    form = NoticeForm(posted, law=law, language=language, initial=typed)
    return showing.file(request, DESK, form, "assembly/file.html", context)


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
    return showing.own(request, DESK, number, "assembly/one.html", presenting.tell)


@public
@require_http_methods(ASKED)
def own_step(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """Take an offer, decline it, complain, give the assembly up."""
    return showing.own_step(request, DESK, number, what)


@permitted(OFFICER, matter=KIND)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits, what is due first first."""
    return showing.queue(request, DESK, ROW)


@permitted(OFFICER, matter=KIND)
@require_safe
def at_desk(request: HttpRequest, number: str) -> HttpResponse:
    """Show one assembly to the officer, with its papers and what can be done."""
    return showing.at_desk(request, DESK, number, "assembly/one.html", presenting.tell)


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
