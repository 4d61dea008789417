"""Pages of the figures and of the claims held against them. A view asks, then shows; it decides nothing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from isonomia.reform import counts
from isonomia_site.figures import presenting
from isonomia_site.permissions import public
from isonomia_site.record import reader


@public
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show every claim with its verdict, those that wait, and every figure that we publish."""
    reform = reader.reform()
    listed = presenting.claims(reform, get_language() or "en")
    shown = {
        "section": "figures",
        "groups": presenting.by_verdict(listed),
        "waiting": presenting.by_institution(listed),
        "tables": presenting.tables(reform, reader.published_figures()),
        "conflicts": tuple(counts.findings(reform.counts)),
        "claims": listed,
    }
    return render(request, "figures/figures.html", shown)


@public
@require_safe
def claim(request: HttpRequest, claim: str) -> HttpResponse:
    """Show one claim: who stated it, the arithmetic, the acts, the law and the command."""
    listed = presenting.claims(reader.reform(), get_language() or "en")
    found = next((one for one in listed if one.id == claim), None)
    if found is None:
        raise Http404(claim)
    return render(request, "figures/claim.html", {"section": "figures", "claim": found})
