"""Home, glossary, the page about the site, and the sign of life."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from isonomia.wording import LANGUAGES
from isonomia_site.pages.glossary import in_order
from isonomia_site.permissions import public
from isonomia_site.record import reader
from isonomia_site.reforms import presenting


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the reforms with their state, and what happened last."""
    reform = reader.reform()
    shown = [presenting.reform(reform)] if reform.opened is not None else []
    return render(request, "pages/home.html", {"section": "reforms", "reforms": shown})


@public
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Show the terms in the three languages."""
    language = get_language() or "en"
    order = [language, *(code for code in LANGUAGES if code != language)]
    rows = [(one.said(order), one.meaning) for one in in_order(language)]
    return render(request, "pages/glossary.html", {"section": "glossary", "rows": rows, "order": order})


@public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what the record proves and what it does not; accessibility; privacy."""
    return render(request, "pages/about.html", {"section": "about"})


@public
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that this process answers."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
