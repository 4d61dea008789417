"""The registrar's desk: people with their roles, and public capacities. Each form is one act."""

from collections.abc import Callable, Sequence
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from isonomia.errors import InputError, UnlawfulActError
from isonomia.record.act import Act
from isonomia_site.entering.asking import ASKED, Enter, Page, asked, just_entered, number, promise_file, refused
from isonomia_site.entering.forms import ActForm
from isonomia_site.entering.presenting import ShownAct, in_words
from isonomia_site.people import accounts, forms, presenting, services
from isonomia_site.people.services import REGISTRAR
from isonomia_site.people.standing import matters_of, people_of
from isonomia_site.permissions import By, by_of, permitted
from isonomia_site.record.reader import acts_of

PAGE = 25
SECTION = {"section": "account"}


@permitted(REGISTRAR, matter="person")
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List people by their public ids, 25 a page, with their roles."""
    matters, after = _some(request, "person")
    state, entered = people_of(matters)
    today = by_of(request).on
    shown = [presenting.person(state, one.partition("/")[2], entered[one], today) for one in matters]
    return render(request, "people/people.html", {**SECTION, "people": shown, "after": after})


@permitted(REGISTRAR, matter="capacity")
@require_safe
def registered(request: HttpRequest) -> HttpResponse:
    """List public capacities as they stand now, what is not published yet among them."""
    matters, after = _some(request, "capacity")
    shown = presenting.capacities(people_of(matters)[0])
    return render(request, "people/registered.html", {**SECTION, "capacities": shown, "after": after})


def _some(request: HttpRequest, institution: str) -> tuple[list[str], int | None]:
    """The matters of one page, and where the next page begins."""
    start = number(request.GET, "from", 0)
    matters = matters_of(institution, start, PAGE + 1)
    return matters[:PAGE], start + PAGE if len(matters) > PAGE else None


@permitted(REGISTRAR, matter="person/{person}")
@require_safe
def person(request: HttpRequest, person: str) -> HttpResponse:
    """Show one person: roles, every act, and what can be done."""
    matter = f"person/{person}"
    state, entered = people_of([matter])
    if not entered[matter] and not accounts.known(person):
        raise Http404(person)
    by = by_of(request)
    shown = presenting.person(state, person, entered[matter], by.on)
    acts = in_words(entered[matter], state.disregarded, by.person)
    context = {"one": shown, "acts": acts, "account": accounts.has_account(person)}
    return render(request, "people/person.html", {**SECTION, **context, **just_entered(request, entered[matter])})


@permitted(REGISTRAR, matter="capacity/{capacity}")
@require_safe
def one_capacity(request: HttpRequest, capacity: str) -> HttpResponse:
    """Show one public capacity: every act, and what can be done."""
    matter = f"capacity/{capacity}"
    state, entered = people_of([matter])
    if not entered[matter]:
        raise Http404(capacity)
    shown = presenting.capacity(matter, state.capacities[matter])
    acts = in_words(entered[matter], state.disregarded, by_of(request).person)
    context = {"one": shown, "acts": acts, **just_entered(request, entered[matter])}
    return render(request, "people/one_capacity.html", {**SECTION, **context})


@permitted(REGISTRAR, matter="person/{person}")
@require_safe
def promise_person(request: HttpRequest, person: str, place: int) -> HttpResponse:
    """Hand out the promise for an act about a person."""
    return promise_file(f"person/{person}", place)


@permitted(REGISTRAR, matter="capacity/{capacity}")
@require_safe
def promise_capacity(request: HttpRequest, capacity: str, place: int) -> HttpResponse:
    """Hand out the promise for an act about a public capacity."""
    return promise_file(f"capacity/{capacity}", place)


@permitted(REGISTRAR, matter="person")
@require_http_methods(ASKED)
def new_person(request: HttpRequest) -> HttpResponse:
    """Draw an id for a new person, and show the link of the invitation once."""
    if request.method != "POST":
        return render(request, "people/invite.html", {**SECTION, "person": ""})
    id, token = services.new_person()
    return _invited(request, id, token)


@permitted(REGISTRAR, matter="person/{person}")
@require_http_methods(ASKED)
def invite(request: HttpRequest, person: str) -> HttpResponse:
    """Invite a person again: for a first account, or for one who lost the way in."""
    if not acts_of(f"person/{person}") and not accounts.known(person):
        raise Http404(person)
    if request.method != "POST":
        return render(request, "people/invite.html", {**SECTION, "person": person})
    return _invited(request, person, services.invite_again(by_of(request), person))


def _invited(request: HttpRequest, person: str, token: str) -> HttpResponse:
    link = request.build_absolute_uri(f"{reverse('invitation')}?{urlencode({'token': token})}")
    context = {"person": person, "link": link, "days": accounts.LASTS.days}
    return render(request, "people/invited.html", {**SECTION, **context})


@permitted(REGISTRAR, matter="person/{person}")
@require_http_methods(ASKED)
def grant(request: HttpRequest, person: str) -> HttpResponse:
    """Grant a role."""
    matter = f"person/{person}"
    if not acts_of(matter) and not accounts.known(person):
        raise Http404(person)
    kind = partial(forms.GrantForm, initial={"since": by_of(request).on})
    return _asked(request, matter, kind, title=_("Grant a role"))


@permitted(REGISTRAR, matter="person/{person}")
@require_http_methods(ASKED)
def end_role(request: HttpRequest, person: str, place: int) -> HttpResponse:
    """End a role, named by the place of its grant."""
    matter = f"person/{person}"
    entered = acts_of(matter)
    if place >= len(entered) or entered[place].act != "people.role_granted":
        raise Http404(place)
    kind = partial(forms.EndRoleForm, grant=entered[place].id, initial={"ended_on": by_of(request).on})
    return _asked(request, matter, kind, title=_("End a role"), about=place)


@permitted(REGISTRAR, matter="capacity")
@require_http_methods(ASKED)
def register(request: HttpRequest) -> HttpResponse:
    """Register a public capacity under a new id."""
    form = forms.RegisterForm(request.POST or None, initial={"seen_place": 0})
    context = {
        **SECTION,
        "form": form,
        "title": _("Register a public capacity"),
        "back": reverse("registered"),
        "register": True,
    }
    if not form.is_valid():
        return render(request, "people/form.html", context, status=400 if form.is_bound else 200)
    try:
        id = services.register(by_of(request), form.body(), form.cleaned_data["name"])
    except (UnlawfulActError, InputError) as error:
        return refused(request, "people/form.html", context, error)
    return redirect(f"{reverse('one_capacity', args=[id])}?entered=0")


@permitted(REGISTRAR, matter="capacity/{capacity}")
@require_http_methods(ASKED)
def end_capacity(request: HttpRequest, capacity: str) -> HttpResponse:
    """End a public capacity."""
    kind = partial(forms.EndCapacityForm, initial={"ended_on": by_of(request).on})
    return _asked(request, f"capacity/{capacity}", kind, title=_("End a public capacity"))


@permitted(REGISTRAR, matter="capacity/{capacity}")
@require_http_methods(ASKED)
def correct_name(request: HttpRequest, capacity: str) -> HttpResponse:
    """Correct the name of a public capacity; both names stay outside the record."""
    by, matter = by_of(request), f"capacity/{capacity}"

    def enter(form: ActForm, seen: int) -> None:
        services.correct_name(by, matter, form.body(), seen, name=form.cleaned_data["name"])

    return _asked(request, matter, forms.CorrectNameForm, title=_("Correct a name"), enter=enter)


@permitted(REGISTRAR, matter="capacity/{capacity}")
@require_http_methods(ASKED)
def withdraw_name(request: HttpRequest, capacity: str) -> HttpResponse:
    """Withdraw the name of a public capacity: it is taken out of the papers."""
    by, matter = by_of(request), f"capacity/{capacity}"

    def enter(form: ActForm, seen: int) -> None:
        services.withdraw_name(by, matter, form.body(), seen)

    return _asked(request, matter, forms.WithdrawNameForm, title=_("Withdraw a name"), enter=enter)


@permitted(REGISTRAR, matter="person/{person}")
@require_http_methods(ASKED)
def slip_person(request: HttpRequest, person: str, place: int) -> HttpResponse:
    """Say that an act about a person was entered in error: one's own, and it stays where it stands."""
    return _slip(request, f"person/{person}", place)


@permitted(REGISTRAR, matter="capacity/{capacity}")
@require_http_methods(ASKED)
def slip_capacity(request: HttpRequest, capacity: str, place: int) -> HttpResponse:
    """Say that an act about a public capacity was entered in error."""
    return _slip(request, f"capacity/{capacity}", place)


def _slip(request: HttpRequest, matter: str, place: int) -> HttpResponse:
    entered = acts_of(matter)
    if place >= len(entered):
        raise Http404(place)
    kind = partial(forms.SlipForm, disregard=entered[place].id)
    return _asked(request, matter, kind, title=_("Entered in error"), about=place)


def _asked(
    request: HttpRequest,
    matter: str,
    kind: Callable[..., ActForm],
    *,
    title: Promise,
    about: int | None = None,
    enter: Enter | None = None,
) -> HttpResponse:
    """Show a form about a matter; enter what it says; where somebody was first, show what changed, nothing lost."""
    institution, _slash, id = matter.partition("/")
    back = reverse("person" if institution == "person" else "one_capacity", args=[id])
    entered, by = acts_of(matter), by_of(request)
    if institution == "capacity" and not entered:
        raise Http404(id)

    def tell(acts: Sequence[Act]) -> Sequence[ShownAct]:
        return in_words(acts, people_of([matter])[0].disregarded, by.person)

    form = kind(request.POST if request.method == "POST" else None)
    context = {**SECTION, "title": title, "id": id, "register": institution == "capacity"}
    if about is not None:
        context["about"] = tell([entered[about]])[0]
    page = Page("people/form.html", matter, len(entered), back, tell)
    return asked(request, page, form, enter=enter or _enter(by, matter), context=context)


def _enter(by: By, matter: str) -> Enter:
    return lambda form, seen: services.enter_act(by, matter, form.body(), seen)
