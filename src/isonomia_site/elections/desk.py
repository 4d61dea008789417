"""The desk of the election commission: elections in hand, one of them, each act with its form, votes as a table."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from isonomia.elections.election import Election
from isonomia.errors import InputError, UnlawfulActError
from isonomia.record.act import Act
from isonomia_site.elections import doings, outcomes, protocols, services
from isonomia_site.elections.forms import ALL, VotesForm
from isonomia_site.entering.asking import ASKED, Page, asked, just_entered, promise_file, refused
from isonomia_site.entering.presenting import in_words
from isonomia_site.permissions import by_of, permitted

SECTION = {"section": "account"}
NEWEST = 10
COMMISSION, ELECTION, OF_ELECTION = "commission", "election", "election/{slug}"


def _found(slug: str) -> tuple[Election, list[Act]]:
    one, acts = services.replay(f"{ELECTION}/{slug}")
    if one is None:
        raise Http404(slug)
    return one, acts


def _page(template: str, slug: str, acts: list[Act]) -> Page:
    return Page(template, f"{ELECTION}/{slug}", len(acts), reverse("desk_election", args=[slug]))


@permitted(COMMISSION, matter=ELECTION)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """List the elections, the latest polling day first."""
    return render(request, "elections/desk/queue.html", {**SECTION, "elections": services.in_hand()})


@permitted(COMMISSION, matter=OF_ELECTION)
@require_safe
def election(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one election: what can be entered now, what the checks find, what was entered."""
    by = by_of(request)
    one, acts = _found(slug)
    context = {
        "slug": slug,
        "one": one,
        "doings": doings.possible(one, by),
        "findings": list(one.findings()),
        "acts": in_words(acts[-NEWEST:], (), by.person),
        **just_entered(request, acts),
    }
    return render(request, "elections/desk/election.html", {**SECTION, **context})


@permitted(COMMISSION, matter=ELECTION)
@require_http_methods(ASKED)
def call(request: HttpRequest) -> HttpResponse:
    """Enter the call of an election, with which it begins."""
    by, begun = by_of(request), list[str]()
    form = doings.call_form(by, request.POST if request.method == "POST" else None)
    slug = form.cleaned_data["slug"] if form.is_valid() else ""

    def enter(_typed: object, seen: int) -> None:
        services.enter(by, f"{ELECTION}/{slug}", form.bodies(), seen, papers=form.papers())
        begun.append(slug)

    page = Page("elections/desk/act.html", f"{ELECTION}/{slug}", 0, reverse("desk_elections"))
    answer = asked(request, page, form, enter=enter, context={**SECTION, "title": _("Call an election")})
    return redirect(f"{reverse('desk_election', args=begun)}?entered=0") if begun else answer


@permitted(COMMISSION, matter=OF_ELECTION)
@require_http_methods(ASKED)
def act(request: HttpRequest, slug: str, what: str) -> HttpResponse:
    """Enter one act; first ask which contest or list it is about, where it can be about several."""
    by = by_of(request)
    one, acts = _found(slug)
    doing = next((each for each in doings.possible(one, by) if each.what == what), None)
    if doing is None:
        raise Http404(what)
    about = request.GET.get("about", doing.subjects[0] if len(doing.subjects) == 1 else None)
    every = outcomes.unpublished(one) if about == ALL else {}
    context = {**SECTION, "slug": slug, "one": one, "title": doing.title, "subject": about, "all": every}
    if about is None:
        return render(request, "elections/desk/about.html", {**context, "subjects": doing.subjects})
    if about not in doing.subjects:
        raise Http404(about)
    form = doings.form_for(one, doing.kind, about, by, request.POST if request.method == "POST" else None)

    def enter(_typed: object, seen: int) -> None:
        services.enter(by, f"{ELECTION}/{slug}", form.bodies(), seen, papers=form.papers())

    return asked(request, _page("elections/desk/act.html", slug, acts), form, enter=enter, context=context)


@permitted(COMMISSION, matter=OF_ELECTION)
@require_http_methods(ASKED)
def votes(request: HttpRequest, slug: str) -> HttpResponse:
    """Read the votes of some contests from a table, show what would come of them, and enter them when that was seen."""
    one, acts = _found(slug)
    page = _page("elections/desk/votes.html", slug, acts)
    typed = request.POST if request.method == "POST" else None
    form = VotesForm(typed, request.FILES or None, one=one, initial={"seen_place": page.place})
    context: dict[str, object] = {**SECTION, "slug": slug, "one": one, "form": form, "back": page.back}
    if not form.is_valid():
        return render(request, page.template, context, status=400 if form.is_bound else 200)
    bodies = form.bodies()
    try:
        context["trial"] = trial = protocols.tried(one, bodies)
    except (UnlawfulActError, InputError) as error:
        return refused(request, page.template, context, error)
    if not form.looked_at() or trial.impossible:
        return render(request, page.template, context, status=400 if trial.impossible else 200)

    def enter(_typed: object, seen: int) -> None:
        services.enter(by_of(request), page.matter, bodies, seen)

    return asked(request, page, form, enter=enter, context=context)


@permitted(COMMISSION, matter=OF_ELECTION)
@require_safe
def promise(request: HttpRequest, slug: str, place: int) -> HttpResponse:
    """Hand out the promise for an act of an election."""
    return promise_file(f"{ELECTION}/{slug}", place)
