"""The pages of every desk with matters of many steps: its list, one matter, the counts, the queue, a step, a file."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from isonomia_site.dockets import desk as desks
from isonomia_site.dockets import listing
from isonomia_site.dockets.desk import Desk, Doing, Dossier, Sent
from isonomia_site.dockets.opinions import opinions
from isonomia_site.entering.asking import Page, asked, just_entered, promise_file
from isonomia_site.entering.presenting import in_words
from isonomia_site.filing.attachments import Quarantined, attached, open_file
from isonomia_site.filing.begun import private
from isonomia_site.filing.papers import APPLICANT, sheet_of, sheets_of
from isonomia_site.permissions import By, by_of
from isonomia_site.record.reader import first_acts, law_on


def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the matters, the newest first, 25 a page."""
    wanted = {name: request.GET.get(name, "").strip()[:32] for name in ("stage", "part")}
    rows, after = listing.newest(desk.kind, wanted, request.GET.get("before", "")[:16])
    law = law_on(timezone.now().date())
    said = opinions(desk.opinions(law)) if law else []
    shown = {"section": desk.section, "rows": rows, "after": after, "wanted": wanted, "opinions": said}
    return render(request, desk.template("list"), {**_of(desk), **shown})


def _of(desk: Desk) -> dict[str, object]:
    return {"desk": desk, "row_template": desk.template("row"), "stages": desk.stages, "parts": desk.parts}


def one(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Show one matter as the published record has it, without a name; what waits for the next head is said."""
    found = desks.dossier(desk, number, published=True)
    if found is None:
        desks.dossier_or_404(desk, number)
        context = {"section": desk.section, "desk": desk, "number": number}
        return render(request, "dockets/waiting.html", context)
    return render(request, desk.template("one"), {**shown(desk, found), "acts": in_words(found.acts)})


def shown(desk: Desk, found: Dossier) -> dict[str, object]:
    """What the page of one matter shows to everybody."""
    today = timezone.now().date()
    number = found.acts[0].matter.partition("/")[2]
    context = {"section": desk.section, "desk": desk, "number": number, "one": found.one, "today": today}
    return {**context, **desk.tell(found, today)}


def promise(_request: HttpRequest, desk: Desk, number: str, place: int) -> HttpResponse:
    """Hand out the promise for an act of a matter."""
    return promise_file(desk.matter(number), place)


def counts(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Count what was filed, answered and refused, and the terms that were kept; of one part, or of all."""
    part = request.GET.get("part", "")
    chosen = part if part in desk.parts else ""
    context = {"section": desk.section, "desk": desk, "parts": desk.parts, "part": chosen}
    assert desk.counts is not None
    templates = [desk.template("counts"), "dockets/counts.html"]
    return render(request, templates, {**context, **desk.counts(timezone.now().date(), chosen)})


def queue(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what waits for an officer, the day that is due first."""
    part = request.GET.get("part", "")[:32]
    rows, after = listing.waiting(desk.kind, desk.open_stages, part, request.GET.get("after", "")[:32])
    by = by_of(request)
    begins = list(desks.possible(desk, None, by))
    context = {"section": "account", "rows": rows, "after": after, "today": by.on, "part": part, "begins": begins}
    return render(request, "dockets/queue.html", {**_of(desk), **context})


def begin(request: HttpRequest, desk: Desk, what: str) -> HttpResponse:
    """Begin a matter, as an officer; its page says what was entered."""
    by, begun = by_of(request), []
    doing = _doing(desk, None, what, by)
    form = desks.form_for(desk, None, doing, by, _sent(request))

    def enter(_typed: object, seen: int) -> None:
        begun.append(desks.begin(desk, by, form, seen))

    series = desk.series(by.on)
    page = Page("dockets/step.html", series, len(first_acts(series)), reverse(desk.at["queue"]), read=first_acts)
    context = {"section": "account", "desk": desk, "title": doing.title, "begins": True}
    answer = asked(request, page, form, enter=enter, context=context)
    for act in begun:
        return redirect(f"{reverse(desk.at['desk'], args=[act.matter.partition('/')[2]])}?entered=0")
    return answer


def at_desk(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Show one matter to an officer: its papers, what can be done, what was entered."""
    by, found = by_of(request), desks.dossier_or_404(desk, number)
    reads = desk.officer in by.roles(desk.matter(number))
    context = {
        "section": "account",
        "officer": True,
        "reads": reads,
        "doings": list(desks.possible(desk, found, by)),
        "papers": list(_papers(found)) if reads else [],
        "files": [(act.place, one) for act in found.acts for one in attached(act.id)] if reads else [],
        "acts": in_words(found.acts, (), by.person),
        **just_entered(request, found.acts),
    }
    return render(request, desk.template("one"), {**shown(desk, found), **context})


def _papers(found: Dossier) -> Iterator[tuple[str, dict[str, str]]]:
    """The sheets of a matter in the order of its acts, each with what it says."""
    matter = found.acts[0].matter
    for sheet, at in sorted(sheets_of(matter), key=lambda one: (one[1], one[0] == APPLICANT)):
        told = sheet_of(f"{matter}/{at}", sheet)
        if told:
            yield sheet, told


def paper(request: HttpRequest, desk: Desk, number: str, place: int, at: int) -> HttpResponse:
    """Hand a file out to an officer, to be saved and not shown; one in quarantine stays there, and the page says so."""
    found = desks.dossier_or_404(desk, number)
    act = found.acts[place] if place < len(found.acts) else None
    try:
        data = open_file(act.id, at) if act else None
    except Quarantined:
        context = {"section": "account", "desk": desk, "number": number, "quarantined": True}
        return render(request, "dockets/waiting.html", context, status=403)
    if data is None:
        raise Http404(number)
    headers = {"Content-Disposition": f'attachment; filename="{number}-{place}-{at}.bin"'}
    return private(HttpResponse(data, content_type="application/octet-stream", headers=headers))


def step(request: HttpRequest, desk: Desk, number: str, what: str) -> HttpResponse:
    """Enter one step of a matter, as an officer."""
    found = desks.dossier_or_404(desk, number)
    context = {"section": "account", "back": reverse(desk.at["desk"], args=[number])}
    return taken(request, desk, (found, what), by_of(request), context)


def taken(
    request: HttpRequest, desk: Desk, step: tuple[Dossier, str], by: By, context: Mapping[str, Any]
) -> HttpResponse:
    """Ask what a step says, and enter it; `context` says where its page leads back."""
    found, what = step
    doing = _doing(desk, found, what, by)
    form = desks.form_for(desk, found, doing, by, _sent(request))
    matter = found.acts[0].matter
    page = Page("dockets/step.html", matter, len(found.acts), context["back"])

    def enter(_typed: object, seen: int) -> None:
        desks.enter(desk, by, matter, form, seen)

    told = {"desk": desk, "number": matter.partition("/")[2], "title": doing.title}
    return asked(request, page, form, enter=enter, context={**context, **told})


def _doing(desk: Desk, found: Dossier | None, what: str, by: By) -> Doing:
    for one in desks.possible(desk, found, by):
        if one.what == what:
            return one
    raise Http404(what)


def _sent(request: HttpRequest) -> Sent:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
