"""Demands at the desk: who reviewed one, the vote where there is a quorum, the answer to all who ask, the trace."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from isonomia.errors import ConflictError, InputError, UnlawfulActError
from isonomia_site.entering.asking import ASKED, Page, asked, just_entered, number, promise_file, refused
from isonomia_site.entering.forms import ActForm
from isonomia_site.entering.presenting import in_words
from isonomia_site.permissions import by_of, permitted
from isonomia_site.proposals import deciding, demand_showing, desk_forms, desk_reading, desk_services, desk_showing
from isonomia_site.proposals.desk import SECTION, language
from isonomia_site.proposals.desk_reading import Asked
from isonomia_site.proposals.desk_services import MEMBER, SECRETARIAT

OF_DEMANDS = "demand"


@permitted(MEMBER, SECRETARIAT, matter=OF_DEMANDS)
@require_safe
def demands(request: HttpRequest) -> HttpResponse:
    """List the demands, the newest first."""
    found, after = demand_showing.demand_page(number(request.GET, "from"))
    return render(request, "proposals/desk/demands.html", {**SECTION, "demands": found, "after": after})


def demand_of(id: str) -> Asked:
    """A demand as it stands now; 404 where there is none."""
    found = desk_reading.asked_for(id)
    if found is None:
        raise Http404(id)
    return found


@permitted(MEMBER, SECRETARIAT, matter=OF_DEMANDS)
@require_safe
def demand(request: HttpRequest, demand: str) -> HttpResponse:
    """Show one demand: what it asks, who asks it, the reviews, the decisions, and what can be done."""
    by, found = by_of(request), demand_of(demand)
    shown = demand_showing.demand(found, by.on)
    context = {
        "one": shown,
        "id": demand,
        "doings": demand_showing.possible_with_demand(found, by.roles(f"demand/{demand}")),
        "acts": in_words(found.acts, (), by.person),
        "may_decide": bool(demand_showing.DECIDES & by.roles(f"demand/{demand}")),
        "may_answer": SECRETARIAT in by.roles(f"demand/{demand}"),
        "sent": number(request.GET, "sent"),
        **just_entered(request, found.acts),
    }
    return render(request, "proposals/desk/demand.html", {**SECTION, **context})


@permitted(MEMBER, SECRETARIAT, matter=OF_DEMANDS)
@require_safe
def promise(request: HttpRequest, demand: str, place: int) -> HttpResponse:
    """Hand out the promise for an act about a demand."""
    return promise_file(f"demand/{demand}", place)


@permitted(MEMBER, SECRETARIAT, matter=OF_DEMANDS)
@require_http_methods(ASKED)
def act(request: HttpRequest, demand: str, what: str) -> HttpResponse:
    """Enter one act about a demand."""
    found, by = demand_of(demand), by_of(request)
    doing = next((one for one in demand_showing.OF_DEMAND if one.what == what), None)
    if doing is None:
        raise Http404(what)
    seat = desk_reading.seat_of(by.person)
    lists = {
        "group": desk_showing.named(desk_showing.sittings(seat, by.on), language()),
        "kind": demand_showing.traces(found.demand),
        "amendment": demand_showing.amendments(),
        "article": desk_showing.article_choices(),
    }
    capacity = {"capacity": seat} if issubclass(doing.form, desk_forms.MemberForm) else {}
    form = doing.form(request.POST if request.method == "POST" else None, lists=lists, **capacity)
    form.initial.update({name: values[0][0] for name, values in lists.items() if len(values) == 1}, day=by.on)
    page = Page("proposals/desk/demand_act.html", f"demand/{demand}", len(found.acts), _home(demand))

    def enter(typed: ActForm, seen: int) -> None:
        desk_services.enter_act(by, f"demand/{demand}", typed.body(), seen)

    context = {**SECTION, "id": demand, "title": doing.title, "titles": found.demand.body.titles, "seat": seat}
    return asked(request, page, form, enter=enter, context={**context, "for_member": bool(capacity)})


def _home(demand: str) -> str:
    return reverse("desk_demand", args=[demand])


@permitted(MEMBER, SECRETARIAT, matter=OF_DEMANDS)
@require_safe
def vote(request: HttpRequest, demand: str) -> HttpResponse:
    """Say first who is there: with a quorum the outcomes can be chosen, without one there is the count and no more."""
    found, by = demand_of(demand), by_of(request)
    groups = desk_reading.groups()
    chosen = request.GET.get("group", "") or (next(iter(groups)) if len(groups) == 1 else "")
    there = request.GET.get("present", "")
    quorum = None
    if chosen in groups and there:
        quorum = desk_reading.quorum(groups[chosen], number(request.GET, "present"), on=by.on)
    look = request.GET.get("look", "")[:16]
    outcomes = demand_showing.outcomes(found, by.on) if quorum and quorum.there else []
    known = {"group": chosen, "present": there, "look": look}
    context = {
        "id": demand,
        "titles": found.demand.body.titles,
        "groups": desk_showing.named(list(groups.values()), language()),
        "chosen": chosen,
        "present": there,
        "look": look,
        "quorum": quorum,
        "gauge": demand_showing.thermometer(quorum) if quorum else None,
        "outcomes": [(one, urlencode({**known, "outcome": one.outcome})) for one in outcomes],
        "may": found.demand.decided is None or bool(look),
    }
    return render(request, "proposals/desk/vote.html", {**SECTION, **context})


@permitted(MEMBER, SECRETARIAT, matter=OF_DEMANDS)
@require_http_methods(ASKED)
def decide(request: HttpRequest, demand: str) -> HttpResponse:
    """Enter the decision of a group that has its quorum."""
    found, by = demand_of(demand), by_of(request)
    sitting = desk_reading.groups().get(request.GET.get("group", ""))
    outcome = request.GET.get("outcome", "")
    quorum = desk_reading.quorum(sitting, number(request.GET, "present"), on=by.on) if sitting else None
    if sitting is None or quorum is None or not quorum.there or outcome not in demand_showing.OUTCOMES:
        return redirect(f"{reverse('desk_vote', args=[demand])}?{request.GET.urlencode()}")
    form = deciding.DecideForm(
        request.POST if request.method == "POST" else None,
        lists={"signatory": desk_showing.signatories(sitting.matter, by.on)},
        titles=found.demand.body.titles,
        decided={
            "outcome": outcome,
            "group": sitting.matter,
            "members": quorum.members,
            "present": quorum.present,
            "after": demand_showing.look_of(request.GET.get("look", "")[:16]),
        },
    )
    form.initial["day"] = by.on
    page = Page("proposals/desk/demand_act.html", f"demand/{demand}", len(found.acts), _home(demand))

    def enter(typed: ActForm, seen: int) -> None:
        desk_services.enter_act(by, f"demand/{demand}", typed.body(), seen)

    context = {**SECTION, "id": demand, "title": _("The decision"), "titles": found.demand.body.titles}
    return asked(request, page, form, enter=enter, context={**context, "quorum": quorum, "outcome": outcome})


@permitted(SECRETARIAT, matter=OF_DEMANDS)
@require_http_methods(ASKED)
def answer(request: HttpRequest, demand: str) -> HttpResponse:
    """Answer all who make one demand and no other: first every receiver is looked at, then all are answered at once."""
    found, by = demand_of(demand), by_of(request)
    if found.demand.decided is None:
        raise Http404(demand)
    lists = {"signatory": desk_showing.signatories("", by.on)}
    form = desk_forms.AnswerForm(request.POST if request.method == "POST" else None, lists=lists)
    form.initial["day"], form.initial["seen_place"] = by.on, len(found.acts)
    for one in found.demand.decided[1].reasons:
        form.initial[f"words_{one.language}"] = one.text
    context: dict[str, Any] = {**SECTION, "id": demand, "titles": found.demand.body.titles, "form": form}
    template = "proposals/desk/answer.html"
    if not form.is_valid():
        context |= demand_showing.receivers(f"demand/{demand}", "", by.on)
        return render(request, template, context, status=400 if form.is_bound else 200)
    letter = desk_services.Letter(form.words, form.day, form.cleaned_data["signatory"])
    context |= demand_showing.receivers(f"demand/{demand}", letter.signatory, by.on)
    preview = {**context, "letter": letter, "list_hash": desk_services.list_hash(context["numbers"])}
    if "list" not in request.POST:
        return render(request, "proposals/desk/preview.html", preview)
    if request.POST["list"] != preview["list_hash"]:
        return render(request, "proposals/desk/preview.html", {**preview, "other_list": True}, status=409)
    try:
        sent = desk_services.answer_many(by, f"demand/{demand}", letter, context["numbers"])
    except ConflictError:
        return render(request, "proposals/desk/preview.html", {**preview, "other_list": True}, status=409)
    except (UnlawfulActError, InputError) as error:
        return refused(request, "proposals/desk/preview.html", preview, error)
    return redirect(f"{_home(demand)}?sent={len(sent)}")
