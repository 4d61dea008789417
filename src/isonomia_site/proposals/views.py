"""Pages of proposals: the list with its search, what became of one, what opens its text, and what its author can do."""

import msgspec
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from isonomia.errors import ConflictError, InputError, UnlawfulActError
from isonomia.proposals.openings import Opening
from isonomia_site.entering.asking import ASKED, just_entered, promise_file, refused
from isonomia_site.filing import limits, visiting
from isonomia_site.filing.begun import private
from isonomia_site.permissions import public
from isonomia_site.proposals import following, forms, listing, presenting, searching, services
from isonomia_site.proposals.models import Listed, PublicText
from isonomia_site.record.begun import takes_filings
from isonomia_site.record.reader import acts_of
from isonomia_site.record.receipts import gives_promises

PAGE = 25
SECTION = {"section": "proposals"}
FILTERS = ("outcome", "stage", "language", "article", "demand")
UNDECIDED = "undecided"
TITLES = {
    "information": _("Give what was asked for"),
    "second-look": _("Ask for a second look"),
    "withdraw": _("Take the proposal back"),
    "disown": _("I never sent this"),
}

FORMS: dict[str, type[Form]] = {"information": forms.InformationForm, "second-look": forms.SecondLookForm}


@public
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """List proposals, 25 a page, the newest first; with words, those that have them."""
    wanted = {name: request.GET.get(name, "").strip()[:64] for name in FILTERS}
    query = request.GET.get("q", "").strip()[:200]
    found, after = _page(request, _filtered(wanted), searching.asked(query))
    totals = listing.totals()
    context = {
        "lines": presenting.lines(found),
        "after": _address(wanted, query, after),
        "wanted": wanted,
        "q": query,
        "totals": totals,
        "bar": presenting.bar(totals.outcomes),
        "outcomes": [one or UNDECIDED for one in presenting.OUTCOMES if totals.outcomes.get(one)],
        "languages": [code for code, _name in forms.LANGUAGES],
        "filtered": any(wanted.values()) or bool(query),
        "open": takes_filings(),
        "window": searching.WINDOW,
    }
    return render(request, "proposals/proposals.html", {**SECTION, **context})


def _address(wanted: dict[str, str], query: str, after: dict[str, int]) -> str:
    """What the address of the next page asks for; nothing after the last."""
    asked: dict[str, str | int] = {name: one for name, one in {**wanted, "q": query}.items() if one}
    return urlencode({**asked, **after}) if after else ""


def _filtered(wanted: dict[str, str]) -> QuerySet[Listed]:
    rows = Listed.objects.all()
    if wanted["outcome"]:
        rows = rows.filter(outcome="" if wanted["outcome"] == UNDECIDED else wanted["outcome"])
    for name in ("stage", "language"):
        if wanted[name]:
            rows = rows.filter(**{name: wanted[name]})
    if wanted["article"]:
        rows = rows.filter(about__article=wanted["article"])
    if wanted["demand"]:
        rows = rows.filter(linked__demand=f"demand/{wanted['demand']}")
    return rows.order_by("-ordinal")


def _page(request: HttpRequest, rows: QuerySet[Listed], words: list[str]) -> tuple[list[Listed], dict[str, int]]:
    """One page, and where the next begins: before a number, or after so many that were found; nothing at the end."""
    if words:
        places = rows.filter(ordinal__in=searching.having(words)).values_list("ordinal", flat=True)[: searching.WINDOW]
        ordered = searching.ordered(list(places), words)
        end = _number(request, "from") + PAGE
        shown = ordered[end - PAGE : end]
        there = Listed.objects.in_bulk(shown)
        return [there[one] for one in shown], {"from": end} if len(ordered) > end else {}
    before = _number(request, "before")
    some = list((rows.filter(ordinal__lt=before) if before else rows)[: PAGE + 1])
    return some[:PAGE], {"before": some[PAGE - 1].ordinal} if len(some) > PAGE else {}


def _number(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 13 else 0


@public
@require_safe
def proposal(request: HttpRequest, proposal: str) -> HttpResponse:
    """Show what became of one proposal."""
    found = following.story(proposal)
    if found is None:
        if not following.is_waiting(proposal):
            raise Http404(proposal)
        return render(request, "proposals/waiting.html", {**SECTION, "number": proposal, "promises": gives_promises()})
    shown = presenting.shown(found)
    context = {
        "one": shown,
        "until": presenting.look_until(found),
        "yours": visiting.is_open(request, f"proposal/{proposal}"),
    }
    return render(request, "proposals/proposal.html", {**SECTION, **context})


@public
@require_safe
def opening(request: HttpRequest, proposal: str) -> HttpResponse:
    """Hand out what opens the commitment to the text: anyone can check that the text is the one that was received."""
    row = PublicText.objects.filter(number=proposal).first()
    acts = acts_of(f"proposal/{proposal}") if row else []
    if row is None or not acts:
        raise Http404(proposal)
    bound = next(one.hmac for one in acts[0].commit if one.field == "text")
    said = Opening(
        act=acts[0].id,
        field="text",
        domain=services.TEXT_DOMAIN,
        commitment=bound,
        salt=bytes(row.salt).hex(),
        value=row.text,
    )
    answer = HttpResponse(msgspec.json.format(msgspec.json.encode(said), indent=1), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{proposal}.opening.json"'
    return answer


@public
@require_safe
def promise(request: HttpRequest, proposal: str, place: int) -> HttpResponse:
    """Hand out the promise for an act about a proposal."""
    return promise_file(f"proposal/{proposal}", place)


@public
@require_http_methods(ASKED)
def mine(request: HttpRequest) -> HttpResponse:
    """Open a proposal to its author, by number and code."""
    form = forms.CodeForm(
        request.POST if request.method == "POST" else None, initial={"number": request.GET.get("number")}
    )
    context = {**SECTION, "form": form}
    if not form.is_valid():
        return private(render(request, "proposals/mine.html", context, status=400 if form.is_bound else 200))
    if not limits.within(request, limits.TRIED):
        return private(render(request, "proposals/mine.html", {**context, "too_many": True}, status=429))
    number = form.cleaned_data["number"]
    if not services.opens(number, form.cleaned_data["code"]):
        return private(render(request, "proposals/mine.html", {**context, "wrong": True}, status=403))
    return private(visiting.remember(request, redirect("own_proposal", number), f"proposal/{number}"))


@public
@require_safe
def own(request: HttpRequest, proposal: str) -> HttpResponse:
    """Show a proposal to its author: what they can ask for, and what was entered."""
    if not visiting.is_open(request, f"proposal/{proposal}"):
        return private(redirect(f"{reverse('my_proposal')}?number={proposal}"))
    found = following.story(proposal)
    entered = acts_of(f"proposal/{proposal}")
    may = presenting.may(found) if found else {}
    context = {
        "number": proposal,
        "one": presenting.shown(found) if found else None,
        "until": presenting.look_until(found) if found else None,
        "may": [(what, TITLES[what]) for what, can in may.items() if can],
        **just_entered(request, entered),
    }
    return private(render(request, "proposals/own.html", {**SECTION, **context}))


@public
@require_http_methods(ASKED)
def ask(request: HttpRequest, proposal: str, what: str) -> HttpResponse:
    """Let an author ask for a second look, take the proposal back, or say that it is not theirs."""
    if what not in TITLES:
        raise Http404(what)
    if not visiting.is_open(request, f"proposal/{proposal}"):
        return private(redirect(f"{reverse('my_proposal')}?number={proposal}"))
    place = len(acts_of(f"proposal/{proposal}"))
    kind = FORMS.get(what, forms.SureForm)
    form = kind(request.POST if request.method == "POST" else None, initial={"seen_place": place})
    context = {**SECTION, "form": form, "number": proposal, "what": what, "title": TITLES[what]}
    if not form.is_valid():
        return private(render(request, "proposals/ask.html", context, status=400 if form.is_bound else 200))
    seen = form.cleaned_data["seen_place"]
    try:
        _enter(proposal, what, form, seen)
    except ConflictError:
        changed = {**context, "changed": True, "form": kind(initial={**form.cleaned_data, "seen_place": place})}
        return private(render(request, "proposals/ask.html", changed, status=409))
    except (UnlawfulActError, InputError) as error:
        return private(refused(request, "proposals/ask.html", context, error))
    return private(redirect(f"{reverse('own_proposal', args=[proposal])}?entered={seen}"))


def _enter(number: str, what: str, form: Form, seen: int) -> None:
    on = timezone.now().date()
    if what == "second-look":
        services.ask_second_look(number, form.cleaned_data["reasons"], seen_place=seen, on=on)
    elif what == "information":
        services.give_information(number, form.cleaned_data["information"], seen_place=seen, on=on)
    elif what == "withdraw":
        services.withdraw(number, seen_place=seen, on=on)
    else:
        services.disown(number, seen_place=seen, on=on)
