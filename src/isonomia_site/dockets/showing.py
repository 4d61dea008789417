"""The pages of a docket: a list, one matter, the queue, a step, a filing with its receipt, what is left to a filer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isonomia.deadlines.course import Course, State
from isonomia.errors import InputError, UnlawfulActError
from isonomia.procedure.terms import Running
from isonomia.record.act import Body
from isonomia.rulebook.law import Unknown
from isonomia_site.dockets import desk as desks
from isonomia_site.dockets import listing
from isonomia_site.dockets.desk import Desk, Dossier
from isonomia_site.entering.asking import Page, asked, just_entered, refused
from isonomia_site.entering.presenting import in_words
from isonomia_site.filing import codes, limits, visiting
from isonomia_site.filing.attachments import Quarantined, attached, open_file
from isonomia_site.filing.begun import private
from isonomia_site.filing.papers import Papers, sheet_of
from isonomia_site.permissions import as_author, by_of
from isonomia_site.record import receipts

MINUTES = 30
FILED = "rights-filed"


@dataclass(frozen=True, slots=True)
class Clock:
    """A term as pages show it: the rule, the day that binds, how it stands, what is missing where it is not known."""

    rule: str
    due: date | None
    state: str
    course: Course | None
    missing: str = ""
    citation: str = ""


def clock(rule: str, running: Running | None, citation: str, today: date) -> Clock | None:
    """A term as pages show it on a day."""
    if running is None:
        return None
    if isinstance(running, Unknown):
        return Clock(rule, None, "unknown", None, running.missing)
    late = running.overdue(today)
    return Clock(rule, running.due, "late" if late else str(running.state), running, citation=citation)


def is_open(one: Clock) -> bool:
    """Whether a term still runs."""
    return one.state in ("late", State.RUNNING, State.EXTENDED, State.SUSPENDED)


def listed(request: HttpRequest, desk: Desk, template: str, context: Mapping[str, object]) -> HttpResponse:
    """The newest matters, 25 a page."""
    wanted = {name: request.GET.get(name, "").strip()[:32] for name in ("stage", "part")}
    before = request.GET.get("before", "")[:16]
    rows, after = listing.newest(desk.kind, wanted, before)
    shown = {"section": desk.section, "desk": desk, "rows": rows, "after": after, "wanted": wanted, **context}
    return render(request, template, shown)


Tell = Callable[[Dossier, date], Mapping[str, object]]


def one(request: HttpRequest, desk: Desk, number: str, template: str, tell: Tell) -> HttpResponse:
    """One matter as the published record has it; what waits for the next head is said."""
    found = desks.dossier(desk, number, published=True)
    today = timezone.now().date()
    if found is None:
        desks.dossier_or_404(desk, number)
        return render(request, "dockets/waiting.html", {"section": desk.section, "desk": desk, "number": number})
    context = {"section": desk.section, "desk": desk, "number": number, "one": found.one, "today": today}
    return render(request, template, {**context, "acts": in_words(found.acts), **tell(found, today)})


def queue(request: HttpRequest, desk: Desk, context: Mapping[str, object]) -> HttpResponse:
    """What waits for an officer, the day that is due first."""
    by = by_of(request)
    part = request.GET.get("part", "")[:32]
    rows, after = listing.waiting(desk.kind, desk.open_stages, part, request.GET.get("after", "")[:32])
    shown = {"section": "account", "desk": desk, "rows": rows, "after": after, "today": by.on, "part": part}
    return render(request, "dockets/queue.html", {**shown, **context})


def at_desk(request: HttpRequest, desk: Desk, number: str, template: str, tell: Tell) -> HttpResponse:
    """One matter for an officer: its papers, what can be done, what was entered."""
    by, found = by_of(request), desks.dossier_or_404(desk, number)
    papers = [
        (act, sheet, sheet_of(act.id, sheet)) for act in found.acts for sheet in ("content", "facts", "applicant")
    ]
    context = {
        "section": "account",
        "officer": True,
        "desk": desk,
        "number": number,
        "one": found.one,
        "today": by.on,
        "doings": list(desks.possible(desk, found, by)),
        "papers": [(act, sheet, told) for act, sheet, told in papers if told],
        "files": [(act.place, one) for act in found.acts for one in attached(act.id)],
        "acts": in_words(found.acts, (), by.person),
        **just_entered(request, found.acts),
    }
    return render(request, template, {**context, **tell(found, by.on)})


def paper(request: HttpRequest, desk: Desk, number: str, place: int, at: int) -> HttpResponse:
    """Hand a file out to an officer, to be saved and not shown; one in quarantine stays there, and the page says so."""
    found = desks.dossier_or_404(desk, number)
    act = found.acts[place] if place < len(found.acts) else None
    try:
        data = open_file(act.id, at) if act else None
    except Quarantined:
        shown = {"section": "account", "desk": desk, "number": number, "quarantined": True}
        return render(request, "dockets/waiting.html", shown, status=403)
    if data is None:
        raise Http404(number)
    headers = {"Content-Disposition": f'attachment; filename="{number}-{place}-{at}.bin"'}
    return private(HttpResponse(data, content_type="application/octet-stream", headers=headers))


def step(request: HttpRequest, desk: Desk, number: str, what: str) -> HttpResponse:
    """Enter one step of a matter, as an officer."""
    by, found = by_of(request), desks.dossier_or_404(desk, number)
    return _step(request, desk, (number, what), found, by, reverse(desk.at["desk"], args=[number]))


def _step(request: HttpRequest, desk: Desk, named: tuple[str, str], found: Dossier, by: Any, back: str) -> HttpResponse:
    number, what = named
    doing = next((one for one in desks.possible(desk, found, by) if one.what == what), None)
    if doing is None:
        raise Http404(what)
    form = desks.form_for(desk, found, doing, by, request.POST if request.method == "POST" else None)
    matter = desk.matter(number)
    page = Page("dockets/step.html", matter, len(found.acts), back)

    def enter(_typed: object, seen: int) -> None:
        desks.enter(desk, by, matter, form, seen)

    context = {"section": desk.section, "desk": desk, "number": number, "title": doing.title}
    return asked(request, page, form, enter=enter, context=context)


class FiledForm(forms.Form):
    """What somebody files: it becomes the first act of a matter, with its papers."""

    def body(self, today: date) -> Body:
        """What the act says."""
        raise NotImplementedError

    def papers(self) -> Papers:
        """What is kept apart and sealed."""
        raise NotImplementedError


def file(
    request: HttpRequest, desk: Desk, form: FiledForm, template: str, context: Mapping[str, object]
) -> HttpResponse:
    """Show a form of filing; take in what it says, and lead to the receipt."""
    shown = {"section": desk.section, "desk": desk, "form": form, **context}
    if not form.is_valid():
        return private(render(request, template, shown, status=400 if form.is_bound else 200))
    if not limits.within(request, limits.SENT):
        return private(render(request, template, {**shown, "too_many": True}, status=429))
    today = timezone.now().date()
    try:
        given = desks.file(desk, as_author(today), form.body(today), form.papers())
    except (UnlawfulActError, InputError) as error:
        return private(refused(request, template, shown, error))
    answer = redirect(desk.at["sent"])
    _remember(answer, FILED, f"{given.matter} {given.code}")
    return private(visiting.remember(request, answer, given.matter))


def sent(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The receipt: number, code, what happens next."""
    matter, _blank, code = _remembered(request, FILED).partition(" ")
    if not matter.startswith(f"{desk.kind}/"):
        return private(redirect(desk.at["list"]))
    number = matter.partition("/")[2]
    found = desks.dossier_or_404(desk, number)
    context = {"section": desk.section, "desk": desk, "number": number, "code": code, "one": found.one}
    promise = receipts.gives_promises()
    return private(render(request, "dockets/sent.html", {**context, "promises": promise, "act": found.acts[0]}))


class CodeForm(forms.Form):
    """The number and the code by which somebody comes back."""

    number = forms.RegexField(label=_("Number"), regex=r"^\s*[0-9]{4}-[0-9]{6}\s*$", max_length=20)
    code = forms.CharField(label=_("Code"), max_length=40)


def mine(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Come back to what one filed, by number and code."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    context = {"section": desk.section, "desk": desk, "form": form}
    if not form.is_valid():
        return private(render(request, "dockets/mine.html", context, status=400 if form.is_bound else 200))
    if not limits.within(request, limits.TRIED):
        return private(render(request, "dockets/mine.html", {**context, "too_many": True}, status=429))
    matter = codes.matter_of(form.cleaned_data["number"], form.cleaned_data["code"])
    if matter is None or not matter.startswith(f"{desk.kind}/"):
        return private(render(request, "dockets/mine.html", {**context, "wrong": True}, status=403))
    return private(visiting.remember(request, redirect(desk.at["own"], matter.partition("/")[2]), matter))


def own(request: HttpRequest, desk: Desk, number: str, template: str, tell: Tell) -> HttpResponse:
    """What one filed, as it stands now, and what can still be done; whoever lost the code sees the public page."""
    if not visiting.is_open(request, desk.matter(number)):
        return private(redirect(desk.at["my"]))
    today, found = timezone.now().date(), desks.dossier_or_404(desk, number)
    by = as_author(today)
    context = {"section": desk.section, "desk": desk, "number": number, "one": found.one, "today": today, "own": True}
    shown = {"doings": list(desks.possible(desk, found, by)), "acts": in_words(found.acts), **tell(found, today)}
    return private(render(request, template, {**context, **shown, **just_entered(request, found.acts)}))


def own_step(request: HttpRequest, desk: Desk, number: str, what: str) -> HttpResponse:
    """Enter a step that belongs to whoever filed."""
    if not visiting.is_open(request, desk.matter(number)):
        return private(redirect(desk.at["my"]))
    by, found = as_author(timezone.now().date()), desks.dossier_or_404(desk, number)
    return private(_step(request, desk, (number, what), found, by, reverse(desk.at["own"], args=[number])))


def _remember(answer: HttpResponse, name: str, value: str) -> None:
    answer.set_signed_cookie(
        name,
        value,
        salt=name,
        max_age=MINUTES * 60,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _remembered(request: HttpRequest, name: str) -> str:
    found = request.get_signed_cookie(name, default="", salt=name, max_age=MINUTES * 60)
    return str(found or "")
