"""The public pages of the court: docket and funnel, one case, the registry of norms, rulings, a feed."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from isonomia_site.calendars import MEDIA as ICS
from isonomia_site.calendars import calendar_of
from isonomia_site.court import listing, papers, presenting, reading, signatures
from isonomia_site.court.models import Concerned, Docketed, NormListed
from isonomia_site.entering import searching
from isonomia_site.entering.asking import number, promise_file
from isonomia_site.filing.contents import MEDIA
from isonomia_site.permissions import public

SECTION = {"section": "court"}
PAGE = 25
LATEST = 3
FILTERS = ("stage", "applicant", "norm")


@public
@require_safe
def docket(request: HttpRequest) -> HttpResponse:
    """List the cases, 25 a page, the newest first, under the funnel."""
    asked = request.GET.get("number", "").strip()[:16]
    if asked and Docketed.objects.filter(number=asked).exists():
        return redirect("court_case", asked)
    wanted = {name: request.GET.get(name, "").strip()[:64] for name in FILTERS}
    rows, after = _page(request, _filtered(wanted))
    address = {**{name: one for name, one in wanted.items() if one}, "before": str(after)}
    context = {
        "bars": presenting.funnel(),
        "standing": presenting.standing(),
        "lines": presenting.lines(rows, timezone.now().date()),
        "wanted": wanted,
        "asked": asked,
        "stages": papers.STAGES,
        "after": urlencode(address) if after else "",
    }
    return render(request, "court/docket.html", {**SECTION, **context})


def _filtered(wanted: dict[str, str]) -> "QuerySet[Docketed]":
    rows = Docketed.objects.order_by("-ordinal")
    if wanted["norm"]:
        rows = rows.filter(ordinal__in=Concerned.objects.filter(norm=f"norm/{wanted['norm']}").values("case"))
    named = {name: wanted[name] for name in ("stage", "applicant") if wanted[name]}
    return rows.filter(**named)


def _page(request: HttpRequest, rows: "QuerySet[Docketed]") -> tuple[list[Docketed], int]:
    before = request.GET.get("before", "")
    if before.isascii() and before.isdecimal():
        rows = rows.filter(ordinal__lt=int(before[:12]))
    some = list(rows[: PAGE + 1])
    return some[:PAGE], some[PAGE - 1].ordinal if len(some) > PAGE else 0


@public
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Show one case: where it stands, what is due and why, each act on its basis, what is sealed."""
    found = reading.dossier(number, published=True)
    if found is None:
        if reading.dossier(number, published=False) is None:
            raise Http404(number)
        return render(request, "court/waiting.html", {**SECTION, "number": number})
    one, trail = found.case, list(presenting.trail(found.acts))
    clocks = presenting.clocks(one, timezone.now().date(), found.acts)
    context = {
        "number": number,
        "case": one,
        "key": f"case_{one.stage}",
        "due": [each for each in clocks if each.open or each.missing],
        "ended": [each for each in clocks if not each.open and not each.missing],
        "earlier": trail[LATEST:],
        "latest": trail[:LATEST],
        "opinions": reading.rule_on("court.opinions", one.since) if one.decided else None,
        "norms": [(norm.registered.matter.partition("/")[2], norm) for norm in found.norms],
        "lots": papers.lots(one),
        "texts": papers.languages(one),
        "law": f"ruling-{number}" if one.published and one.executable else "",
    }
    return render(request, "court/case.html", {**SECTION, **context})


@public
@require_safe
def calendar(request: HttpRequest, number: str) -> HttpResponse:
    """Hand out the days of a case for anybody's own calendar."""
    found = reading.dossier(number, published=True)
    if found is None:
        raise Http404(number)
    text = calendar_of(presenting.events(found.case, get_language() or "en"))
    headers = {"Content-Disposition": f'attachment; filename="case-{number}.ics"'}
    return HttpResponse(text, content_type=ICS, headers=headers)


@public
@require_safe
def promise(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """Hand out the promise for an act of a case."""
    return promise_file(f"case/{number}", place)


@public
@require_safe
def ruling(request: HttpRequest, number: str, language: str) -> HttpResponse:
    """Show a published ruling in one language."""
    found = reading.dossier(number, published=True)
    text = papers.text_of(found.case, language) if found else None
    if found is None or text is None:
        raise Http404(number)
    context = {
        "number": number,
        "case": found.case,
        "decided": found.case.decided[1] if found.case.decided else None,
        "language": language,
        "paragraphs": [one for one in text.split("\n") if one.strip()],
        "languages": papers.languages(found.case),
        "signed": signatures.of_ruling(found.case, language),
    }
    return render(request, "court/ruling.html", {**SECTION, **context})


@public
@require_safe
def ruling_file(request: HttpRequest, number: str, language: str) -> HttpResponse:
    """Hand out a published ruling as a document."""
    found = reading.dossier(number, published=True)
    data = papers.as_pdf(found.case, language) if found else None
    if data is None:
        raise Http404(number)
    name = f'attachment; filename="case-{number}.{language}.pdf"'
    return HttpResponse(data, content_type=papers.MIME, headers={"Content-Disposition": name})


@public
@require_safe
def ruling_text(request: HttpRequest, number: str, language: str) -> HttpResponse:
    """Hand out a published ruling as the bytes that the record holds, on which signatures are."""
    found = reading.dossier(number, published=True)
    text = papers.text_of(found.case, language) if found else None
    return _saved(number, text.encode() if text is not None else None, language, "txt")


@public
@require_safe
def ruling_signature(request: HttpRequest, number: str, language: str) -> HttpResponse:
    """Hand out the signature on a published ruling."""
    found = reading.dossier(number, published=True)
    return _saved(number, signatures.file_of(found.case, language) if found else None, language, "p7s")


def _saved(number: str, data: bytes | None, language: str, kind: str) -> HttpResponse:
    if data is None:
        raise Http404(number)
    name = f'attachment; filename="ruling-{number}.{language}.{kind}"'
    return HttpResponse(data, content_type=MEDIA[kind], headers={"Content-Disposition": name})


@public
@require_safe
def rulings(request: HttpRequest) -> HttpResponse:
    """List the published rulings, the newest first; with words, those that have them."""
    query = request.GET.get("q", "").strip()[:200]
    rows = Docketed.objects.filter(reached="published").order_by("-ordinal")
    if words := searching.asked(query):
        rows = rows.filter(ordinal__in=listing.IN_RULINGS.having(words))
    found, after = _page(request, rows)
    address = urlencode({"before": str(after), **({"q": query} if query else {})}) if after else ""
    shown = {"lines": presenting.lines(found, timezone.now().date()), "q": query, "after": address}
    return render(request, "court/rulings.html", {**SECTION, **shown})


@public
@require_safe
def norms(request: HttpRequest) -> HttpResponse:
    """List the norms that were put before the court; with words, those that have them."""
    query, status = request.GET.get("q", "").strip()[:200], request.GET.get("status", "")[:40]
    rows = NormListed.objects.order_by("norm")
    if words := searching.asked(query):
        rows = rows.filter(pk__in=listing.IN_NORMS.having(words))
    if status:
        rows = rows.filter(status=status)
    start = number(request.GET, "from")
    some = list(rows[start : start + PAGE + 1])
    found = list(presenting.registered(some[:PAGE]))
    for_page = {name: one for name, one in (("q", query), ("status", status)) if one}
    context = {
        "norms": [(one, presenting.in_language(one.titles, get_language() or "kk")) for one in found],
        "q": query,
        "status": status,
        "statuses": papers.STATUSES,
        "after": urlencode({**for_page, "from": str(start + PAGE)}) if len(some) > PAGE else "",
    }
    return render(request, "court/norms.html", {**SECTION, **context})


@public
@require_safe
def norm(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one norm: how it stands, each review with its case and constitution, who asks about it now."""
    found = reading.norm_at_head(slug)
    if found is None:
        raise Http404(slug)
    one, acts = found
    rows = list(_filtered({"norm": slug, "stage": "", "applicant": ""})[:PAGE])
    context = {
        "slug": slug,
        "norm": one,
        "key": f"norm_{one.status}",
        "decided": one.decided(),
        "history": presenting.history(one),
        "lines": presenting.lines(rows, timezone.now().date()),
        "acts": acts,
    }
    return render(request, "court/norm.html", {**SECTION, **context})


@public
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest published rulings, for readers of feeds."""
    rows = list(Docketed.objects.filter(reached="published").order_by("-ordinal")[:PAGE])
    entries = [(one, request.build_absolute_uri(reverse("court_case", args=[one.number]))) for one in rows]
    context = {"entries": entries, "own": request.build_absolute_uri(), "site": request.build_absolute_uri("/")}
    return render(request, "court/feed.xml", context, content_type="application/atom+xml; charset=utf-8")
