"""The clerk's desk: proposals typed in from paper and from meetings, and files of many, looked at before they enter."""

import secrets

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from isonomia.errors import ConflictError, InputError, UnlawfulActError
from isonomia_site.entering.asking import ASKED, refused
from isonomia_site.intake import uploads
from isonomia_site.intake.forms import FileForm, TypedForm
from isonomia_site.intake.models import Upload
from isonomia_site.permissions import by_of, permitted
from isonomia_site.proposals.services import HandedIn, receive

CLERK, SECRETARIAT, SCOPE = "clerk", "secretariat", "proposal"
SECTION = {"section": "account"}
PAGE = 50
DAY = 24 * 3600


@permitted(CLERK, SECRETARIAT, matter=SCOPE)
@require_safe
def intake(request: HttpRequest) -> HttpResponse:
    """The files that were handed in, the newest first, and the ways to bring proposals in."""
    return render(request, "intake/intake.html", {**SECTION, "files": Upload.objects.order_by("-pk")[:PAGE]})


@permitted(CLERK, SECRETARIAT, matter=SCOPE)
@require_http_methods(ASKED)
def type_in(request: HttpRequest) -> HttpResponse:
    """Type in one proposal; its number and the code for its author are shown once."""
    today = timezone.now().date()
    begun = {"once": secrets.token_hex(16), "received_on": today, "channel": "letter"}
    form = TypedForm(request.POST or None, initial=begun)
    context = {**SECTION, "form": form}
    if not form.is_valid():
        return render(request, "intake/type.html", context, status=400 if form.is_bound else 200)
    typed = dict(form.cleaned_data)
    once = f"proposals.typed.{by_of(request).person}.{typed.pop('once')}"
    if not cache.add(once, "", DAY):
        return render(request, "intake/typed.html", {**SECTION, "number": cache.get(once), "again": True}, status=409)
    try:
        given = receive(by_of(request), HandedIn(**typed, registered_on=today, language_by=CLERK))
    except (UnlawfulActError, InputError, ConflictError) as error:
        cache.delete(once)
        return refused(request, "intake/type.html", context, error)
    cache.set(once, given.number, DAY)
    return render(request, "intake/typed.html", {**SECTION, "number": given.number, "code": given.code})


@permitted(CLERK, SECRETARIAT, matter=SCOPE)
@require_http_methods(ASKED)
def hand_in(request: HttpRequest) -> HttpResponse:
    """Hand in a file of many; nothing of it is entered before somebody has seen what is wrong with it."""
    form = FileForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return render(request, "intake/file.html", {**SECTION, "form": form}, status=400 if form.is_bound else 200)
    given = dict(form.cleaned_data)
    row = uploads.hand_in(by_of(request), given.pop("file").read(), get_language() or "en", **given)
    return redirect("intake_file", name=row.name)


@permitted(CLERK, SECRETARIAT, matter=SCOPE)
@require_safe
def handed_in(request: HttpRequest, name: str) -> HttpResponse:
    """What is known of a file: the rows that cannot be entered first, then what would be, or was."""
    return _shown(request, get_object_or_404(Upload, name=name))


def _shown(request: HttpRequest, row: Upload, status: int = 200) -> HttpResponse:
    language = get_language() or "en"
    errors = [(one.row, one.say(language)) for one in uploads.errors_of(row)[:PAGE]]
    context = {"one": row, "errors": errors, "more": row.rejected - len(errors)}
    return render(request, "intake/handed_in.html", {**SECTION, **context}, status=status)


@permitted(CLERK, SECRETARIAT, matter=SCOPE)
@require_POST
def enter(request: HttpRequest, name: str) -> HttpResponse:
    """Let a file be entered that was looked at."""
    row = get_object_or_404(Upload, name=name)
    try:
        uploads.order(by_of(request), name)
    except ConflictError:
        return _shown(request, row, status=409)
    return redirect("intake_file", name=name)


@permitted(CLERK, SECRETARIAT, matter=SCOPE)
@require_POST
def take_out(request: HttpRequest, name: str) -> HttpResponse:
    """Take a file and its rejected rows out of the house; what was entered stays."""
    uploads.take_out(name)
    return redirect("intake")


@permitted(CLERK, SECRETARIAT, matter=SCOPE)
@require_safe
def rejected(request: HttpRequest, name: str) -> HttpResponse:
    """The rejected rows as they came, each with its reason, as a table to be mended and handed in again."""
    data = uploads.rejected_of(get_object_or_404(Upload, name=name))
    if data is None:
        raise Http404(name)
    headers = {"Content-Disposition": f'attachment; filename="{name}-rejected.csv"'}
    return HttpResponse(data, content_type="text/csv; charset=utf-8", headers=headers)
