"""Pages of surveys and exit polls. A view asks, then shows; it decides nothing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from isonomia.surveys.disclosure import ITEMS
from isonomia_site.permissions import public
from isonomia_site.record import reader
from isonomia_site.surveys import presenting

SECTION = "votes"


@public
@require_safe
def surveys(request: HttpRequest) -> HttpResponse:
    """List the surveys and exit polls of the record, those of the latest vote first."""
    cards = [presenting.card(one) for one in presenting.listed(reader.reform())]
    return render(request, "surveys/list.html", {"section": SECTION, "cards": cards})


@public
@require_safe
def survey(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one survey: who asked and who paid, what, whom, and what came of it, beside the result."""
    reform = reader.reform()
    one = reform.surveys.matters.get(f"survey/{slug}")
    if one is None:
        raise Http404(slug)
    told = {
        "card": presenting.card(one),
        "one": one,
        "items": len(ITEMS),
        "printed": presenting.printed_shares(one),
        "findings": list(one.findings()),
        "scores": presenting.held(one, reform),
        "polls": presenting.polls(one, reform),
        "acts": presenting.acts_of(one),
    }
    return render(request, "surveys/survey.html", {"section": SECTION, "slug": slug, **told})
