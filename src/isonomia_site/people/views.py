"""My account, the register of public capacities, and what everybody sees of them. A view asks, then shows."""

from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from isonomia.errors import ConflictError
from isonomia_site.people import accounts, presenting
from isonomia_site.people.forms import InvitedForm
from isonomia_site.people.models import Account
from isonomia_site.people.providers import towards_provider
from isonomia_site.people.services import REGISTRAR
from isonomia_site.people.standing import has_factor, people_of
from isonomia_site.permissions import by_of, public, signed_in
from isonomia_site.record import reader

DESKS = {
    "desk_queue": (_("Proposals that wait"), frozenset({"member", "secretariat"})),
    "desk_court": (_("Cases that wait"), frozenset({"court_registrar", "judge", "court_chair"})),
    "desk_assembly_queue": (_("Assemblies that wait"), frozenset({"assembly_officer"})),
    "desk_complaint_queue": (_("Complaints that wait"), frozenset({"ombudsman_officer"})),
    "desk_elections": (_("Elections in hand"), frozenset({"commission"})),
    "desk_claim_queue": (_("Claims that wait"), frozenset({"compensation_officer"})),
    "desk_party_queue": (_("Parties that wait"), frozenset({"party_registrar", "clerk"})),
    "desk_recall_queue": (_("Recalls that wait"), frozenset({"commission", "clerk"})),
    "came": (
        _("Enter what came otherwise"),
        frozenset({"clerk", "court_registrar", "assembly_officer", "ombudsman_officer", "compensation_officer"}),
    ),
    "intake": (_("Bring proposals in"), frozenset({"clerk", "secretariat"})),
    "desk_drafts": (_("Drafts in hand"), frozenset({"secretariat"})),
}
"""The desks, each with those roles for which it is."""


@public
@require_safe
def capacities(request: HttpRequest) -> HttpResponse:
    """Show the register of those who act in public."""
    shown = presenting.capacities(reader.reform().people)
    return render(request, "people/capacities.html", {"section": "capacities", "capacities": shown})


@public
@require_safe
def capacity(request: HttpRequest, capacity: str) -> HttpResponse:
    """Show one public capacity and the acts about it."""
    matter = f"capacity/{capacity}"
    state = reader.reform().people
    if matter not in state.capacities:
        raise Http404(capacity)
    shown = presenting.capacity(matter, state.capacities[matter])
    return render(request, "people/capacity.html", {"section": "capacities", "one": shown})


@signed_in
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show my roles with their days, and how I sign in."""
    by, user = by_of(request), request.user
    assert isinstance(user, Account)
    state, entered = people_of([f"person/{by.person}"])
    shown = presenting.person(state, by.person, entered[f"person/{by.person}"], by.on)
    desk, held = REGISTRAR in by.roles("person"), {one.role for one in shown.roles if one.now}
    desks = [(name, title) for name, (title, roles) in DESKS.items() if roles & held]
    context = {"one": shown, "factor": has_factor(user), "wanted": by.lacks_factor, "desk": desk, "desks": desks}
    return render(request, "people/account.html", {"section": "account", **context})


@signed_in
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Lead to my account, where the second factor stands."""
    return redirect("account")


@public
@towards_provider
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Let somebody who was invited choose how to sign in; the token leaves the address at once."""
    if request.method == "GET" and "token" in request.GET:
        return _taken(request)
    token = str(request.session.get(accounts.INVITED, ""))
    if accounts.invited(token) is None:
        return render(request, "people/no_invitation.html", {"section": "account"}, status=404)
    form = InvitedForm(request.POST or None)
    if form.is_valid():
        try:
            accounts.accepted(token, form.cleaned_data["name"], form.cleaned_data["password"])
        except ConflictError:
            form.add_error("name", accounts.TAKEN)
        else:
            request.session.flush()
            return redirect("account")
    status = 400 if form.is_bound else 200
    return render(request, "people/invitation.html", {"section": "account", "form": form}, status=status)


def _taken(request: HttpRequest) -> HttpResponse:
    token = request.GET["token"]
    if accounts.invited(token) is None:
        return render(request, "people/no_invitation.html", {"section": "account"}, status=404)
    logout(request)
    request.session[accounts.INVITED] = token
    return redirect("invitation")
