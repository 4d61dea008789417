"""Pages of the desk of drafting. A view asks, then shows; it decides nothing."""

from collections.abc import Sequence
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from isonomia_site.drafting import articles, papers, presenting, road, tabling
from isonomia_site.drafting.reading import Library, library
from isonomia_site.permissions import public

LAWS, DRAFTS = "laws", "drafts"
NOT_FOUND = 404


def asked_day(request: HttpRequest, name: str) -> date | None:
    """The day that an address asks for; None where it asks for none, 404 where it is no day."""
    given = request.GET.get(name, "")
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise Http404(f"no day: {given}") from None


def languages(request: HttpRequest) -> Sequence[str]:
    """The languages of the text that are wanted: the one asked for, then the reader's."""
    return request.GET.get("in", ""), get_language() or "en"


def asked(request: HttpRequest, held: Library, slug: str) -> tuple[presenting.Version, bool]:
    """A text at the day asked for, and whether it has one; before its first edition, that one. 404 without any."""
    day = asked_day(request, "on")
    wanted = languages(request)
    found = presenting.version(held, slug, day, wanted)
    first = found or presenting.version(held, slug, _first_day(held, slug), wanted)
    if first is None:
        raise Http404(slug)
    return first, found is not None


def _first_day(held: Library, slug: str) -> date:
    return min(held.drafting.text(f"text/{slug}").editions, default=date.min)


@public
@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    """List the texts of law that the record holds."""
    held = library()
    slugs = [matter.partition("/")[2] for matter in sorted(held.drafting.texts)]
    found = [presenting.version(held, slug, None, languages(request)) for slug in slugs]
    return render(request, "drafting/texts.html", {"section": LAWS, "texts": [one for one in found if one]})


@public
@require_safe
def text(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the contents of a text at a day."""
    held = library()
    found, stands = asked(request, held, slug)
    shown = {
        "section": LAWS,
        "text": found,
        "entries": presenting.contents(held, found),
        "findings": road.findings_of(held, found.matter),
        "missing": not stands,
        "asked": request.GET.get("in", ""),
        "on": request.GET.get("on", ""),
    }
    return render(request, "drafting/text.html", shown, status=200 if stands else NOT_FOUND)


@public
@require_safe
def article(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Show an article at a date, its versions, and the difference from another day where one is asked for.

    Where no day is asked for, the newest edition that has the article is shown.
    """
    held = library()
    found, stands = asked(request, held, slug)
    known = {"section": LAWS, "number": number, "asked": request.GET.get("in", ""), "on": request.GET.get("on", "")}
    uid = articles.located(found, number) if stands else ""
    if not uid:
        days = articles.days_of(held, found, number)
        if not days:
            raise Http404(number)
        if known["on"]:
            other = articles.renamed(held, found, number, days)
            absent = {**known, "text": found, "days": days, "other": other}
            return render(request, "drafting/absent.html", absent, status=NOT_FOUND)
        found = presenting.version(held, slug, days[-1], (found.language,)) or found
        uid = articles.located(found, number)
    shown = {"text": found, "article": articles.article(held, found, uid)}
    compared = articles.compared(held, found, uid, asked_day(request, "compare"))
    findings = road.findings_of(held, found.matter)
    return render(request, "drafting/article.html", {**known, **shown, "compared": compared, "findings": findings})


@public
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """List the drafts of the record, the latest first."""
    held = library()
    listed = [road.listed(held, draft) for draft in held.drafting.drafts.values()]
    listed.sort(key=lambda one: one.tabled_on, reverse=True)
    return render(request, "drafting/drafts.html", {"section": DRAFTS, "drafts": listed})


@public
@require_safe
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Show where a draft stands, its road, its amendments with their votes, and its working group."""
    held = library()
    found = road.asked(held, slug)
    if found is None:
        raise Http404(slug)
    shown = {"draft": road.shown(held, found), "totals": tabling.totals(held, found)}
    return render(request, "drafting/draft.html", {"section": DRAFTS, **shown})


@public
@require_safe
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the comparative table of a draft, in one language or in several side by side."""
    held = library()
    found = road.asked(held, slug)
    if found is None:
        raise Http404(slug)
    made = tabling.table(held, found, request.GET.get("in", ""), get_language() or "en")
    shown = {"draft": road.listed(held, found), "table": made}
    return render(request, "drafting/table.html", {"section": DRAFTS, **shown})


@public
@require_safe
def table_file(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    """Hand out the comparative table as a file."""
    held = library()
    found = road.asked(held, slug)
    made = tabling.document(held, found, format, request.GET.get("in", ""), get_language() or "en") if found else None
    if made is None:
        raise Http404(format)
    return _handed_out(f"{slug}-{made.languages}.{format}", made.media, made.data)


def _handed_out(name: str, media: str, data: bytes) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache"}
    return HttpResponse(data, content_type=media, headers=headers)


@public
@require_safe
def text_file(request: HttpRequest, slug: str, number: str = "") -> HttpResponse:
    """Hand out a text at a day, or one article of it, as PDF."""
    held = library()
    found, stands = asked(request, held, slug)
    uid = articles.located(found, number) if number else ""
    if not stands or (number and not uid):
        raise Http404(number or slug)
    address = request.build_absolute_uri(presenting.address(found, number))
    data = papers.text(found, get_language() or "en", uid=uid, address=address)
    name = "-".join(filter(None, (slug, number, str(found.day), found.language)))
    return _handed_out(f"{name}.pdf", papers.MIME, data)


@public
@require_safe
def correspondence_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out the old and new places of a draft as PDF."""
    held = library()
    found = road.asked(held, slug)
    made = tabling.correspondence(held, found, languages(request)) if found is not None else None
    if found is None or made is None:
        raise Http404(slug)
    data = papers.correspondence(made, road.listed(held, found).titles, get_language() or "en")
    return _handed_out(f"{slug}-correspondence.pdf", papers.MIME, data)


@public
@require_safe
def amendment(request: HttpRequest, slug: str, amendment: str) -> HttpResponse:
    """Show one amendment: what it does, why, by whose proposals, and the votes on it."""
    held = library()
    found = road.asked(held, slug)
    if found is None or amendment not in found.amendments:
        raise Http404(amendment)
    one = found.amendments[amendment]
    made = tabling.operations(held, found, one, languages(request))
    shown = {"draft": road.listed(held, found), "amendment": road.amendment(held, found, amendment), "made": made}
    return render(request, "drafting/amendment.html", {"section": DRAFTS, **shown})


@public
@require_safe
def correspondence(request: HttpRequest, slug: str) -> HttpResponse:
    """Show where each place of an old text stands in the new one, where a whole text was replaced."""
    held = library()
    found = road.asked(held, slug)
    made = tabling.correspondence(held, found, languages(request)) if found is not None else None
    if found is None or made is None:
        raise Http404(slug)
    shown = {"draft": road.listed(held, found), "made": made}
    return render(request, "drafting/correspondence.html", {"section": DRAFTS, **shown})
