"""The desk of working groups and the secretariat: the queue, one proposal with what stands beside it, and each act."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from isonomia.errors import InputError, UnlawfulActError
from isonomia_site.entering.asking import ASKED, Page, asked, just_entered, refused
from isonomia_site.entering.forms import ActForm
from isonomia_site.entering.presenting import in_words
from isonomia_site.filing.contents import look
from isonomia_site.permissions import By, by_of, permitted
from isonomia_site.proposals import (
    desk_forms,
    desk_queue,
    desk_reading,
    desk_routing,
    desk_services,
    desk_showing,
    services,
)
from isonomia_site.proposals.desk_forms import Choices
from isonomia_site.proposals.desk_reading import Dossier
from isonomia_site.proposals.desk_services import MEMBER, SECRETARIAT
from isonomia_site.proposals.presenting import excerpt

SECTION = {"section": "account"}
OF_PROPOSALS = "proposal"
REGISTRAR = "registrar"
FILTERS = ("group", "article", "language", "stage")
NO_GROUP = "none"
STAGES = ("received", "registered", "admissible", "assigned", "under_review", "information_asked", "second_look")


@permitted(MEMBER, SECRETARIAT, matter=OF_PROPOSALS)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """List the proposals that wait for the groups of whoever asks, the day that is due first."""
    by = by_of(request)
    wanted = {name: request.GET.get(name, "").strip()[:128] for name in FILTERS}
    mine = groups_of(by)
    chosen = tuple(one for one in mine if wanted["group"] in ("", one or NO_GROUP))
    asked_for = desk_queue.Wanted(
        groups=chosen,
        article=wanted["article"],
        language=wanted["language"],
        stage=wanted["stage"],
        after=request.GET.get("after", "")[:32],
    )
    found, after = desk_queue.page(asked_for)
    excerpts = {number: excerpt(text) for number, text in desk_showing.texts_of([one.number for one in found]).items()}
    known = [one for matter, one in desk_reading.groups().items() if matter in mine]
    short = desk_queue.short_before(by.on)
    context = {
        "rows": desk_showing.rows(found, excerpts, on=by.on, short=short),
        "counts_days": short is not None,
        "after": after,
        "wanted": wanted,
        "groups": desk_showing.named(known, language()),
        "without": "" in mine,
        "languages": desk_showing.LANGUAGES,
        "stages": STAGES,
        "seat": desk_reading.seat_of(by.person),
        "member": MEMBER in by.roles(OF_PROPOSALS),
    }
    return render(request, "proposals/desk/queue.html", {**SECTION, **context})


def groups_of(by: By) -> tuple[str, ...]:
    """The groups whose proposals somebody sees: the secretariat all, and those of no group; a member their own."""
    if SECRETARIAT in by.roles(OF_PROPOSALS):
        return (*desk_reading.groups(), "")
    return desk_reading.sits_in(desk_reading.seat_of(by.person), by.on)


def language() -> str:
    """The reader's language."""
    return get_language() or "kk"


def dossier_of(number: str) -> Dossier:
    """A proposal as it stands now; 404 where there is none."""
    found = desk_reading.dossier(number)
    if found is None:
        raise Http404(number)
    return found


@permitted(MEMBER, SECRETARIAT, matter=OF_PROPOSALS)
@require_safe
def proposal(request: HttpRequest, proposal: str) -> HttpResponse:
    """Show one proposal: its text first, what stands beside it, and what can be done."""
    by, found = by_of(request), dossier_of(proposal)
    text = desk_showing.texts_of([proposal]).get(proposal, "")
    beside = desk_showing.beside(found, text)
    about = found.submission.body.about
    context = {
        "one": found,
        "number": proposal,
        "parts": desk_showing.parts(text, desk_showing.spans(found)),
        "beside": beside,
        "apart": services.said_apart(proposal),
        "file": services.file_state(proposal),
        "laws": desk_showing.laws(about),
        "demands": found.demands,
        "former": desk_reading.demands(beside.former),
        "doings": list(desk_showing.possible(found, by.roles(f"proposal/{proposal}"), desk_reading.seat_of(by.person))),
        "late": found.submission.overdue(by.on),
        "acts": in_words(found.acts, (), by.person),
        **just_entered(request, found.acts),
    }
    return render(request, "proposals/desk/proposal.html", {**SECTION, **context})


@permitted(MEMBER, SECRETARIAT, matter=OF_PROPOSALS)
@require_safe
def file(_request: HttpRequest, proposal: str) -> HttpResponse:
    """Hand out the file that came with a proposal, to be saved and not shown; 404 where there is none."""
    found = services.file_of(proposal)
    if found is None:
        raise Http404(proposal)
    name = f'attachment; filename="{proposal}.{look(found).kind or "bin"}"'
    headers = {"Content-Disposition": name, "Cache-Control": "no-store, private"}
    return HttpResponse(found, content_type="application/octet-stream", headers=headers)


@permitted(MEMBER, SECRETARIAT, matter=OF_PROPOSALS)
@require_http_methods(ASKED)
def act(request: HttpRequest, proposal: str, what: str) -> HttpResponse:
    """Enter one act about a proposal."""
    found, by = dossier_of(proposal), by_of(request)
    doing = next((one for one in desk_showing.OF_PROPOSAL if one.what == what), None)
    if doing is None:
        raise Http404(what)
    matter, seat = f"proposal/{proposal}", desk_reading.seat_of(by.person)
    capacity = {"capacity": seat} if issubclass(doing.form, desk_forms.MemberForm) else {}
    lists = _lists(found, by, seat)
    form = doing.form(request.POST if request.method == "POST" else None, lists=lists, **capacity)
    form.initial.update(_initial(request, by, found, lists))
    page = Page("proposals/desk/act.html", matter, len(found.acts), reverse("desk_proposal", args=[proposal]))

    def enter(typed: ActForm, seen: int) -> None:
        _enter(by, matter, typed, seen)

    text = desk_showing.texts_of([proposal]).get(proposal, "")
    context = {**SECTION, "number": proposal, "title": doing.title, "text": text, "stage": found.stage, "seat": seat}
    if issubclass(doing.form, desk_forms.AssignForm) and request.method == "GET":
        routing = desk_routing.routed(proposal, text)
        form.initial["suggested"] = routing.group
        context |= {"routing": routing, "group": dict(lists["group"]).get(routing.group, routing.group)}
    return asked(request, page, form, enter=enter, context={**context, "for_member": bool(capacity)})


def _lists(found: Dossier, by: By, seat: str) -> Mapping[str, Choices]:
    """What can be chosen in the forms of a proposal."""
    group = found.submission.group
    mine = desk_showing.sittings(seat, by.on)
    every = [*desk_reading.groups().values()]
    return {
        "group": desk_showing.named(mine if MEMBER in by.roles(OF_PROPOSALS) and mine else every, language()),
        "demand": [(one.matter, one.matter.partition("/")[2]) for one in found.demands],
        "article": desk_showing.article_choices(),
        "signatory": desk_showing.signatories(group, by.on),
    }


def _initial(request: HttpRequest, by: By, found: Dossier, lists: Mapping[str, Choices]) -> Mapping[str, Any]:
    """What stands in a form before anything is typed: today, and what there is only one of."""
    about = found.submission.body.about
    only = {name: values[0][0] for name, values in lists.items() if len(values) == 1}
    demand = request.GET.get("demand", "")[:16]
    return {
        **only,
        "day": by.on,
        "demand": demand or only.get("demand", ""),
        "method": "suggestion" if demand else "",
        "article": next((f"{one.work} {one.eid}" for one in about if one.eid), ""),
    }


def _enter(by: By, matter: str, typed: ActForm, seen: int) -> None:
    number = matter.partition("/")[2]
    match typed:
        case desk_forms.StateForm():
            desk_services.state(by, matter, typed.body(), typed.span, seen_place=seen)
        case desk_forms.AnswerForm():
            signatory = typed.cleaned_data["signatory"]
            desk_services.answer(by, matter, typed.words, day=typed.day, signatory=signatory, seen_place=seen)
        case desk_forms.HideForm():
            services.hide(by, number, typed.body(), seen)
            desk_services.mirror(matter)
        case _:
            desk_services.enter_act(by, matter, typed.body(), seen)


@permitted(REGISTRAR, matter="person")
@require_http_methods(ASKED)
def seats(request: HttpRequest) -> HttpResponse:
    """Let the registrar keep in which public capacity a person sits in working groups."""
    context = {**SECTION, "seats": desk_reading.seats(), "typed": {}}
    if request.method != "POST":
        return render(request, "proposals/desk/seats.html", context)
    typed = {name: request.POST.get(name, "").strip()[:16] for name in ("person", "capacity")}
    try:
        desk_services.give_seat(by_of(request), typed["person"], typed["capacity"])
    except (InputError, UnlawfulActError) as error:
        return refused(request, "proposals/desk/seats.html", {**context, "typed": typed}, error)
    return redirect("desk_seats")
