"""Pages of the record: its head, its entries, one entry, how to check it; and the published files themselves."""

import tempfile
from datetime import UTC, datetime

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from isonomia.errors import Finding, InputError
from isonomia.record.act import Act
from isonomia.record.receipt import MAX_RECEIPT
from isonomia.wording import say_finding
from isonomia_site.permissions import public
from isonomia_site.record import clock, reader, receipts, tree
from isonomia_site.record.showing import detail_of, fields_of
from isonomia_site.record.wordlist import act_name, value_name

SECTION = "record"
FOR_ANYONE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
FOR_EVER = "public, max-age=31536000, immutable"


@public
@require_safe
def head(request: HttpRequest) -> HttpResponse:
    """Show the newest signed head, who cosigned it, and how the last check went."""
    top = reader.cosigned(reader.head())
    known = {"signatures": reader.signatures(top), "check": reader.last_check()}
    shown = {"head": top, **known, "clock_is_behind": clock.behind() is not None}
    return render(request, "record/head.html", {"section": SECTION, **shown})


@public
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """List the acts of the record, 25 a page, from a number on."""
    start = request.GET.get("from", "0")
    if not (start.isascii() and start.isdecimal() and len(start) < 16):
        raise Http404("no number of an entry")
    page = reader.page(int(start))
    if not page.acts:
        raise Http404("the record ends before this number")
    named = [(act, act_name(act.act), detail_of(act.body)) for act in page.acts]
    return render(request, "record/entries.html", {"section": SECTION, "page": page, "named": named})


@public
@require_safe
def entry(request: HttpRequest, index: int) -> HttpResponse:
    """Show one act: what it says, its bytes, its hash, and the proof that it is under the head."""
    try:
        shown = reader.entry(index)
    except InputError:
        raise Http404(f"no entry {index}") from None
    context = {
        "entry": shown,
        "act": shown.act,
        "name": act_name(shown.act.act),
        "role": value_name("role", shown.act.actor.role, get_language() or "en") or shown.act.actor.role,
        "detail": detail_of(shown.act.body),
        "fields": fields_of(shown.act.body, _territories(shown.act)),
        "sources": getattr(shown.act.body, "sources", ()),
        "raw": shown.body.decode(),
        "last": shown.head.size - 1,
        "before": max(index - 1, 0),
        "after": index + 1,
    }
    return render(request, "record/entry.html", {"section": SECTION, **context})


def _territories(act: Act) -> dict[str, str]:
    """The names of the territories on the day of the vote that an act belongs to; none where the law does not say."""
    vote = reader.reform().referendums.get(act.matter)
    units = vote.law.by_id.values() if vote else ()
    return {unit.id: unit.name(get_language() or "en") for unit in units}


@public
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Say how anyone checks the record without trusting this site, and what the check can show."""
    top = reader.cosigned(reader.head())
    shown = {"head": top, "signatures": reader.signatures(top)}
    return render(request, "record/verify.html", {"section": SECTION, **shown})


@public
@require_safe
def entry_receipt(request: HttpRequest, index: int) -> HttpResponse:
    """Hand out the receipt of one entry: a file that is checked without this site."""
    try:
        text = receipts.receipt(index)
    except InputError:
        raise Http404(f"no entry {index}") from None
    headers = {"Content-Disposition": f'attachment; filename="entry-{index}.tlog-proof"', "Cache-Control": "no-cache"}
    return HttpResponse(text, content_type=tree.TEXT, headers=headers)


# Nothing is changed by looking at a receipt, and whoever looks gets no cookie: there is nothing to forge.
@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """Check a promise or a receipt that is pasted or uploaded; what was typed stays where it does not verify."""
    text = _handed_in(request)
    looked = receipts.look(text, datetime.now(UTC)) if text.strip() else None
    language = get_language() or "en"
    said = [_said(one, language) for one in looked.findings] if looked else []
    shown = {"looked": looked, "said": said, "text": text, "empty": request.method == "POST" and looked is None}
    return render(request, "record/receipt.html", {"section": SECTION, **shown})


def _said(finding: Finding, language: str) -> tuple[str, str]:
    """A finding in the reader's language, and apart from it what its reader of the form said, in English."""
    reason = dict(finding.params).get("reason", "")
    return say_finding(finding, language).removesuffix(reason).rstrip(": "), reason


def _handed_in(request: HttpRequest) -> str:
    file = request.FILES.get("file")
    if file is None:
        return str(request.POST.get("text", ""))[: MAX_RECEIPT + 1]
    data: bytes = file.read(MAX_RECEIPT + 1)
    return data.decode("utf-8", "replace")


@public
@require_safe
def published(request: HttpRequest, name: str) -> HttpResponse:
    """Hand out one file of the published tree."""
    path = settings.ISONOMIA_PUBLISHED / name
    if not tree.is_published_name(name) or not path.is_file():
        raise Http404(name)
    lasting = "no-cache" if tree.CHANGING.fullmatch(name) else FOR_EVER
    headers = {**FOR_ANYONE, "Cache-Control": lasting}
    return HttpResponse(path.read_bytes(), content_type=tree.media_type(name), headers=headers)


@public
@require_safe
def archive(request: HttpRequest) -> HttpResponseBase:
    """Hand out the whole published tree in one file."""
    size = reader.head().size
    if request.method == "HEAD":
        return HttpResponse(content_type="application/x-tar", headers={**FOR_ANYONE, "Cache-Control": "no-cache"})
    # The answer closes the file when it has been sent.
    file = tempfile.TemporaryFile()  # noqa: SIM115
    tree.write_archive(settings.ISONOMIA_PUBLISHED, file)
    file.seek(0)
    headers = {**FOR_ANYONE, "Cache-Control": "no-cache"}
    name = f"isonomia-record-{size}.tar"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/x-tar", headers=headers)
