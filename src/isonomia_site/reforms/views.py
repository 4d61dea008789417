"""The home page of a reform. A view asks, then shows; it decides nothing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from isonomia_site.permissions import public
from isonomia_site.record import reader
from isonomia_site.reforms import presenting


@public
@require_safe
def reform(request: HttpRequest, slug: str) -> HttpResponse:
    """Show where a reform is, what the vote decided, and what the record does not hold yet."""
    state = reader.reform()
    if state.opened is None or state.opened.matter != f"reform/{slug}":
        raise Http404(slug)
    shown = presenting.reform(state)
    vote = state.referendums.get(shown.referendum)
    return render(request, "reforms/reform.html", {"section": "reforms", "reform": shown, "vote": vote})
