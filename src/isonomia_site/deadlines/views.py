"""Pages of legal days: the terms of the law, one deadline explained, the working calendar of a year."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from isonomia.errors import InputError
from isonomia.rulebook.law import Unknown
from isonomia_site.deadlines import presenting
from isonomia_site.deadlines.ics import calendar_file
from isonomia_site.permissions import public
from isonomia_site.record import reader


@public
@require_safe
def deadlines(request: HttpRequest) -> HttpResponse:
    """List the terms; with a term and a day, explain when it ends."""
    book, language = presenting.rulebook(reader.reform()), get_language() or "en"
    key, day = request.GET.get("rule", ""), request.GET.get("day", "")
    shown: dict[str, object] = {"section": "deadlines", "key": key, "day": day, "country": book.country if book else ""}
    shown["institutions"] = presenting.institutions(book, language) if book else ()
    shown["calendars"] = book.calendars[::-1] if book else ()
    status = 200
    if book and (key or day):
        try:
            answer = presenting.explained(book, key, day, language)
            shown["unknown" if isinstance(answer, Unknown) else "answer"] = answer
        except InputError:
            shown["refused"] = "term" if key not in book.terms() else "day"
            status = 400
    return render(request, "deadlines/deadlines.html", shown, status=status)


@public
@require_safe
def calendar(request: HttpRequest, year: int) -> HttpResponse:
    """Show the working calendar of a year, as its newest version has it."""
    book = presenting.rulebook(reader.reform())
    if book is None or not book.calendars:
        raise Http404(year)
    newest = book.calendars[-1]
    found = presenting.year(newest, year)
    if found is None:
        raise Http404(year)
    shown = {"section": "deadlines", "year": found, "years": presenting.years(newest), "calendar": newest}
    return render(request, "deadlines/calendar.html", shown)


@public
@require_safe
def invitation(request: HttpRequest, rule: str, day: str) -> HttpResponse:
    """Hand out one deadline for somebody's own calendar."""
    book, language = presenting.rulebook(reader.reform()), get_language() or "en"
    try:
        answer = presenting.explained(book, rule, day, language) if book else None
    except InputError:
        answer = None
    if not isinstance(answer, presenting.Explained):
        raise Http404(rule)
    response = HttpResponse(calendar_file(answer, language), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{rule}-{day}.ics"'
    return response
