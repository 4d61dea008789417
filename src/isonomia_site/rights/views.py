"""What I have filed, opened by number and code; and what anybody may see of a matter: its acts, page and feed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from isonomia.errors import ConflictError, InputError, RecordError, UnlawfulActError
from isonomia_site.calendars import MEDIA, calendar_of
from isonomia_site.dockets import desk as desks
from isonomia_site.dockets import views as of_desk
from isonomia_site.dockets.desk import DESKS
from isonomia_site.entering.asking import ASKED, just_entered, refused
from isonomia_site.entering.presenting import in_words
from isonomia_site.filing import limits, visiting
from isonomia_site.filing.attachments import attached, hand_in_again
from isonomia_site.filing.begun import private
from isonomia_site.filing.codes import matter_of
from isonomia_site.filing.papers import FACTS, Handed, sheet_of
from isonomia_site.filing.signed import signatures_of
from isonomia_site.permissions import as_author, public
from isonomia_site.record.reader import acts_of, head
from isonomia_site.rights import mine, services
from isonomia_site.rights.mine import ACTS, KINDS, CodeForm
from isonomia_site.rights.standing import standing
from isonomia_site.rights.steps import FileForm

SECTION = {"section": "rights"}


@public
@require_http_methods(ASKED)
def opened(request: HttpRequest) -> HttpResponse:
    """Open a matter by number and code, and list those that this browser has opened."""
    form = CodeForm(request.POST if request.method == "POST" else None, initial={"number": request.GET.get("number")})
    context = {**SECTION, "form": form, "matters": [mine.listed(one) for one in visiting.opened(request)]}
    if not form.is_valid():
        return private(render(request, "rights/mine.html", context, status=400 if form.is_bound else 200))
    if not limits.within(request, limits.TRIED):
        return private(render(request, "rights/mine.html", {**context, "too_many": True}, status=429))
    matter = matter_of(form.cleaned_data["number"], form.cleaned_data["code"])
    if matter is None:
        return private(render(request, "rights/mine.html", {**context, "wrong": True}, status=403))
    return private(visiting.remember(request, redirect(mine.address(matter)), matter))


@public
@require_POST
def close(_request: HttpRequest) -> HttpResponse:
    """Close in this browser whatever it has opened."""
    return private(visiting.forget(redirect("mine")))


@public
@require_safe
def my_matter(request: HttpRequest, kind: str, number: str) -> HttpResponse:
    """Show a matter to whoever filed it: what waits for them, what for others, their files, what they can do."""
    matter = f"{kind}/{number}"
    if not visiting.is_open(request, matter):
        return private(redirect(f"{reverse('mine')}?number={number}"))
    found = standing(matter)
    if found is None:
        raise Http404(matter)
    files = [(act.id, place, attached(act.id)) for place, act in enumerate(found.acts)]
    context = {
        **SECTION,
        "kind": kind,
        "number": number,
        "title": KINDS[kind],
        "standing": found,
        "own": True,
        "reasons": [text for act in found.acts for text in sheet_of(act.id, FACTS).values()],
        "has_files": any(there for *_, there in files),
        "files": files,
        "signatures": [mine.told(one) for act in found.acts for one in signatures_of(act.id)],
        "acts": in_words(found.acts),
        **just_entered(request, found.acts),
    }
    desk = DESKS.get(kind)
    if desk is None:
        may = [(what, ACTS[what]) for what in found.may]
        return private(render(request, "rights/matter_mine.html", {**context, "may": may}))
    there = desks.dossier_or_404(desk, number)
    doings = list(desks.possible(desk, there, as_author(timezone.now().date())))
    shown = {**of_desk.shown(desk, there), **context, "beside": "rights/beside.html", "doings": doings}
    return private(render(request, desk.template("one"), shown))


@public
@require_http_methods(ASKED)
def act(request: HttpRequest, kind: str, number: str, what: str) -> HttpResponse:
    """Let whoever filed cure what was missing, demand a decision, take an offer, complain, take the matter back."""
    matter = f"{kind}/{number}"
    if not visiting.is_open(request, matter):
        return private(redirect(f"{reverse('mine')}?number={number}"))
    if kind in DESKS:
        led = {**SECTION, "back": reverse("my_matter", args=[kind, number])}
        step = (desks.dossier_or_404(DESKS[kind], number), what)
        return private(of_desk.taken(request, DESKS[kind], step, as_author(timezone.now().date()), led))
    found = standing(matter)
    if found is None or what not in found.may:
        raise Http404(what)
    place = len(found.acts)
    kinds = mine.CureForm if what == services.CURE else mine.SureForm
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = kinds(data, files, initial={"seen_place": place})
    context = {**SECTION, "form": form, "kind": kind, "number": number, "what": what, "title": ACTS[what], "one": found}
    if not form.is_valid():
        return private(render(request, "rights/act.html", context, status=400 if form.is_bound else 200))
    seen = form.cleaned_data["seen_place"]
    try:
        _enter(matter, what, form, seen)
    except ConflictError:
        changed = {**context, "changed": True, "form": kinds(initial={**form.cleaned_data, "seen_place": place})}
        return private(render(request, "rights/act.html", changed, status=409))
    except (UnlawfulActError, InputError) as error:
        return private(refused(request, "rights/act.html", context, error))
    return private(redirect(f"{reverse('my_matter', args=[kind, number])}?entered={seen}"))


def _enter(matter: str, what: str, form: mine.SureForm, seen: int) -> None:
    on = timezone.now().date()
    if what == services.CURE:
        file = form.cleaned_data["file"]
        files = [Handed(str(file.name)[-100:], file.read())] if file else []
        services.cure(matter, form.cleaned_data["text"], files, seen_place=seen, on=on)
    elif what == services.DEMAND:
        services.demand_decision(matter, seen_place=seen, on=on)
    else:
        services.withdraw(matter, seen_place=seen, on=on)


@public
@require_http_methods(ASKED)
def file_again(request: HttpRequest, kind: str, number: str, place: int, at: int) -> HttpResponse:
    """Take a file instead of one in which the scanner found something; the day of the filing stays."""
    matter = f"{kind}/{number}"
    if not visiting.is_open(request, matter):
        return private(redirect(f"{reverse('mine')}?number={number}"))
    acts = acts_of(matter)
    there = attached(acts[place].id) if place < len(acts) else []
    one = next((file for file in there if file.at == at and file.infected), None)
    if one is None:
        raise Http404(matter)
    form = FileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    context = {**SECTION, "form": form, "kind": kind, "number": number, "file": one}
    if not form.is_valid() or not form.cleaned_data["file"]:
        return private(render(request, "rights/again.html", context, status=400 if form.is_bound else 200))
    hand_in_again(acts[place].id, at, form.cleaned_data["file"].read())
    return private(redirect("my_matter", kind, number))


@public
@require_safe
def calendar(request: HttpRequest, kind: str, number: str) -> HttpResponse:
    """Hand out the days of a matter for somebody's own calendar."""
    matter = f"{kind}/{number}"
    found = standing(matter) if visiting.is_open(request, matter) else None
    if found is None:
        raise Http404(matter)
    text = calendar_of(mine.events(found, get_language() or "en"))
    headers = {"Content-Disposition": f'attachment; filename="{kind}-{number}.ics"'}
    return private(HttpResponse(text, content_type=MEDIA, headers=headers))


@public
@require_safe
def matter(request: HttpRequest, kind: str, number: str) -> HttpResponse:
    """Show what the record says of a matter under the signed head: no name, no words of anybody."""
    found = standing(f"{kind}/{number}", _published())
    if kind not in KINDS or (found is None and not acts_of(f"{kind}/{number}")):
        raise Http404(number)
    context: dict[str, object] = {**SECTION, "kind": kind, "number": number, "title": KINDS[kind], "one": found}
    context["acts"] = in_words(found.acts) if found else ()
    context["yours"] = visiting.is_open(request, f"{kind}/{number}")
    return render(request, "rights/matter.html", context)


@public
@require_safe
def feed(request: HttpRequest, kind: str, number: str) -> HttpResponse:
    """Hand out the public acts of a matter as a feed (Atom, RFC 4287), the newest first."""
    found = standing(f"{kind}/{number}", _published())
    if found is None:
        raise Http404(number)
    page = request.build_absolute_uri(reverse("right_matter", args=[kind, number]))
    made = Atom1Feed(title=f"{KINDS[kind]} {number}", link=page, description="", language=get_language())
    for one in in_words(found.acts):
        made.add_item(
            title=str(one.name),
            link=request.build_absolute_uri(reverse("entry", args=[one.act.index])),
            description=str(one.by),
            unique_id=f"{page}#{one.act.place}",
            pubdate=mine.moment(one.act.at),
            updateddate=mine.moment(one.act.at),
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _published() -> int:
    try:
        return head().size
    except RecordError:
        return 0
