"""Pages of the laws that a reform needs and of what was promised. A view asks, then shows; it decides nothing."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from isonomia.errors import InputError
from isonomia.record.sources import read_day
from isonomia_site.alignment import presenting
from isonomia_site.permissions import public
from isonomia_site.record import reader


def asked(request: HttpRequest) -> tuple[date, bool]:
    """The day that a reader asks about, or else that of the signed head; and whether what was given is no day."""
    given = request.GET.get("on", "")
    try:
        return (read_day(given) if given else reader.head().signed.date()), False
    except InputError:
        return reader.head().signed.date(), True


@public
@require_safe
def laws(request: HttpRequest) -> HttpResponse:
    """Show every law needed, overdue first, and which amended provisions they carry, on a day."""
    on, refused = asked(request)
    shown = {"section": "alignment", "board": presenting.board(reader.reform(), on), "on": on, "refused": refused}
    return render(request, "alignment/laws.html", shown, status=400 if refused else 200)


@public
@require_safe
def law(request: HttpRequest, law: str) -> HttpResponse:
    """Show one law: why it is needed, by when, how far it has come by a day, and its acts."""
    on, refused = asked(request)
    found = reader.reform().alignment.laws.get(f"law/{law}")
    if found is None:
        raise Http404(law)
    one = presenting.law(f"law/{law}", found, on)
    shown = {"section": "alignment", "law": one, "on": on, "refused": refused}
    return render(request, "alignment/law.html", shown, status=400 if refused else 200)


@public
@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """Show what became of every promise by a day, with its parts."""
    on, refused = asked(request)
    shown = {"section": "alignment", "ledger": presenting.ledger(reader.reform(), on), "on": on, "refused": refused}
    return render(request, "alignment/promises.html", shown, status=400 if refused else 200)
