"""The desk of the court: the queue of the registrar, judges and chair, one case, each step with its form."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from isonomia.errors import IsonomiaError
from isonomia_site.court import doings, following, norming, presenting, reading, services
from isonomia_site.court.forms import NormForm, StepForm
from isonomia_site.court.models import Docketed
from isonomia_site.court.reading import Dossier
from isonomia_site.entering.asking import ASKED, Page, asked, just_entered, refused
from isonomia_site.entering.asking import number as number_in
from isonomia_site.entering.forms import ActForm
from isonomia_site.filing.papers import files_of, sheet_of
from isonomia_site.permissions import By, by_of, permitted

SECTION = {"section": "account"}
OF_COURT = "case"
REGISTRAR, JUDGE, CHAIR = "court_registrar", "judge", "court_chair"
PAGE = 25
NAMING = "norms-named"


@permitted(REGISTRAR, JUDGE, CHAIR, matter=OF_COURT)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """List the cases that wait, the day that is due first, then the oldest."""
    by, stage = by_of(request), request.GET.get("stage", "")[:16]
    rows = Docketed.objects.order_by("due_on", "ordinal").exclude(stage__in=presenting.ENDED)
    if stage:
        rows = Docketed.objects.filter(stage=stage).order_by("due_on", "ordinal")
    start = int(text) if (text := request.GET.get("from", "")).isdecimal() and len(text) < 8 else 0
    some = list(rows[start : start + PAGE + 1])
    context = {
        "lines": presenting.lines(some[:PAGE], by.on),
        "stage": stage,
        "stages": presenting.STAGES,
        "registrar": REGISTRAR in by.roles(OF_COURT),
        "after": start + PAGE if len(some) > PAGE else 0,
    }
    return render(request, "court/desk/queue.html", {**SECTION, **context})


def _found(number: str) -> Dossier:
    found = reading.dossier(number, published=False)
    if found is None:
        raise Http404(number)
    return found


@permitted(REGISTRAR, JUDGE, CHAIR, matter=OF_COURT)
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Show one case with its papers, what is due, what can be done."""
    by, found = by_of(request), _found(number)
    one = found.case
    words = doings.words_of(found)
    told = [(act, {**sheet_of(act.id, "content"), **sheet_of(act.id, "facts")}, files_of(act.id)) for act in found.acts]
    context = {
        "number": number,
        "case": one,
        "key": f"case_{one.stage}",
        "papers": [(act, sheet, files) for act, sheet, files in told if sheet or files],
        "clocks": presenting.clocks(one, by.on, found.acts),
        "doings": (can := list(doings.possible(one, by))),
        "likely": norming.likely(words, without=one.norms) if any(each.what == NAMING for each in can) else (),
        "words": words,
        "seen": len(found.acts),
        "on": by.on,
        "related": presenting.lines(reading.related(one), by.on),
        "trail": presenting.trail(found.acts),
        **just_entered(request, found.acts),
    }
    return render(request, "court/desk/case.html", {**SECTION, **context})


@permitted(REGISTRAR, JUDGE, CHAIR, matter=OF_COURT)
@require_http_methods(ASKED)
def act(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """Take one step in a case."""
    by, found = by_of(request), _found(number)
    doing = next((one for one in doings.possible(found.case, by) if one.what == what), None)
    if doing is None:
        raise Http404(what)
    typed = request.POST if request.method == "POST" else None
    form = StepForm(
        typed, request.FILES or None, kind=doing.kind, given=doings.given(found, by.on), initial={"day": by.on}
    )
    page = Page("court/desk/act.html", found.case.matter, len(found.acts), reverse("desk_case", args=[number]))

    def enter(typed: ActForm, seen: int) -> None:
        assert isinstance(typed, StepForm)
        doings.do(by, found, typed, seen)

    context = {**SECTION, "number": number, "title": doing.title, "article": doing.article}
    return asked(request, page, form, enter=enter, context={**context, **_beside(found, what, by)})


def _beside(found: Dossier, what: str, by: By) -> dict[str, Any]:
    """What somebody must see to take a step: texts that wait for release, ballots to be counted."""
    if what == "ruling-published":
        return {"texts": services.waiting_texts(found.case.matter)}
    if what == "vote-checked":
        ballots = services.opened(found.case)
        return {"ballots": ballots.items(), "in_favour": sum(ballots.values()), "there": len(ballots)}
    return {"day": by.on}


@permitted(REGISTRAR, JUDGE, CHAIR, matter=OF_COURT)
@require_safe
def text_file(request: HttpRequest, number: str, language: str) -> HttpResponse:
    """Hand out a text that waits for its release, to the byte as it will be published: this is what is signed."""
    found = services.waiting_texts(_found(number).case.matter).get(language)
    if found is None:
        raise Http404(number)
    name = f'attachment; filename="ruling-{number}.{language}.txt"'
    return HttpResponse(found.encode(), content_type="text/plain; charset=utf-8", headers={"Content-Disposition": name})


@permitted(REGISTRAR, matter=OF_COURT)
@require_http_methods(ASKED)
def terms(request: HttpRequest) -> HttpResponse:
    """Show the open terms that end on another day since other rules were adopted; enter them in one go."""
    by, rulebook, template = by_of(request), following.in_force(), "court/desk/terms.html"
    after = number_in(request.GET, "after")
    context: dict[str, Any] = {**SECTION, "rulebook": rulebook, "done": number_in(request.GET, "done")}
    looked = following.look(rulebook, after, by.on) if rulebook else None
    if rulebook is None or request.method != "POST":
        return render(request, template, {**context, "looked": looked})
    try:
        done = following.enter(by, rulebook, request.POST.getlist("term"))
    except IsonomiaError as error:
        return refused(request, template, {**context, "looked": looked}, error)
    return redirect(f"{reverse('desk_court_terms')}?after={after}&done={done}")


@permitted(REGISTRAR, matter="norm")
@require_http_methods(ASKED)
def norm(request: HttpRequest) -> HttpResponse:
    """Enter a norm in the registry."""
    by = by_of(request)
    form = NormForm(request.POST if request.method == "POST" else None, initial={"seen_place": 0})
    page = Page("court/desk/norm.html", "norm/new", 0, reverse("court_norms"))

    def enter(typed: ActForm, _seen: int) -> None:
        services.register_norm(by, typed.cleaned_data["slug"], typed.body())  # type: ignore[arg-type]

    return asked(request, page, form, enter=enter, context=SECTION)
