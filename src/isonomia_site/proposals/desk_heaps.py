"""Proposals that are alike, side by side: the desk shows them with the reason, somebody ticks and confirms."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from isonomia.errors import ConflictError, InputError, UnlawfulActError
from isonomia_site.entering.asking import ASKED, number, refused, status_of
from isonomia_site.entering.presenting import refusal
from isonomia_site.permissions import by_of, permitted
from isonomia_site.proposals import desk_queue, desk_services, desk_showing, heap_showing
from isonomia_site.proposals.desk import OF_PROPOSALS, SECTION, dossier_of, groups_of
from isonomia_site.proposals.desk_services import MEMBER, SECRETARIAT


@permitted(MEMBER, SECRETARIAT, matter=OF_PROPOSALS)
@require_safe
def heaps(request: HttpRequest) -> HttpResponse:
    """List the largest heaps of proposals with the same words that make no demand yet."""
    found = desk_queue.copies(groups_of(by_of(request)))
    texts = desk_showing.texts_of([one.first for one in found])
    rows = [(one, texts.get(one.first, "")) for one in found]
    context = {"heaps": rows, "linked": number(request.GET, "linked")}
    return render(request, "proposals/desk/heaps.html", {**SECTION, **context})


@permitted(MEMBER, SECRETARIAT, matter=OF_PROPOSALS)
@require_http_methods(ASKED)
def heap(request: HttpRequest, proposal: str) -> HttpResponse:
    """Show what is like one proposal, each with the reason; link what was ticked to one demand, each by an act."""
    found, by = dossier_of(proposal), by_of(request)
    alike = heap_showing.heap(found, groups_of(by))
    context = {**SECTION, "number": proposal, "one": found, "alike": alike, "demands": found.demands}
    template = "proposals/desk/heap.html"
    if request.method != "POST":
        return render(request, template, context)
    ticked = {one for one in request.POST.getlist("proposal") if len(one) < 17}
    context["ticked"], context["demand"] = ticked, request.POST.get("demand", "")
    # What is confirmed is what was looked at: so many acts of each were seen when the page was made.
    seen = {f"proposal/{one}": number(request.POST, f"seen_{one}") for one in ticked}
    copies = frozenset(f"proposal/{one.number}" for one in alike if one.same)
    try:
        done = desk_services.link(by, seen, f"demand/{context['demand']}", copies=copies)
    except ConflictError:
        return render(request, template, {**context, "changed": True}, status=409)
    except (UnlawfulActError, InputError) as error:
        return render(request, template, {**context, "refused": refusal(error)}, status=status_of(error))
    return redirect(f"{request.path}?linked={len(done)}&demand={context['demand']}")


@permitted(MEMBER, SECRETARIAT, matter=OF_PROPOSALS)
@require_http_methods(ASKED)
def undo(request: HttpRequest, demand: str) -> HttpResponse:
    """Take links to a demand back: those that are ticked, each by an act of its own."""
    by = by_of(request)
    rows = heap_showing.linked(f"demand/{demand}", number(request.GET, "from"))
    context = {**SECTION, "id": demand, "rows": rows, "reasons": heap_showing.UNLINKING}
    if not rows and request.method != "POST":
        raise Http404(demand)
    if request.method != "POST":
        return render(request, "proposals/desk/undo.html", context)
    ticked = [one for one in request.POST.getlist("proposal") if len(one) < 17]
    seen = {f"proposal/{one}": number(request.POST, f"seen_{one}") for one in ticked}
    try:
        desk_services.unlink(by, seen, f"demand/{demand}", request.POST.get("reason", ""))
    except ConflictError:
        return render(request, "proposals/desk/undo.html", {**context, "changed": True}, status=409)
    except (UnlawfulActError, InputError) as error:
        return refused(request, "proposals/desk/undo.html", context, error)
    return redirect("desk_demand", demand)
