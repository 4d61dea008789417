"""The secretariat's desk for drafts: what is tabled, what is in work, what is missing, and what became of each."""

from collections.abc import Mapping
from functools import lru_cache

from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from isonomia.reform.road import Reform
from isonomia_site.drafting import forms, services, showing
from isonomia_site.drafting.composing import Standing
from isonomia_site.drafting.services import SECRETARIAT
from isonomia_site.entering.asking import ASKED, Page, asked, just_entered, promise_file
from isonomia_site.entering.forms import ActForm
from isonomia_site.permissions import by_of, permitted
from isonomia_site.record.models import Entry
from isonomia_site.record.reader import acts_of

SECTION = {"section": "account"}
OF_DRAFT = "draft/{slug}"
KINDS: Mapping[str, tuple[Promise, type[forms.AmendmentForm]]] = {
    "discussed": (_("The group discussed it"), forms.DiscussedForm),
    "voted": (_("The group voted on it"), forms.VotedForm),
    "accepted": (_("It was accepted"), forms.AcceptedForm),
    "withdrawn": (_("It was withdrawn"), forms.WithdrawnForm),
    "rejected": (_("It was rejected"), forms.RejectedForm),
}
"""What can become of an amendment: what the page is called, and its form."""


def whole() -> Reform:
    """The whole record as it stands, not under a head alone; the same object until something is entered."""
    seen = Entry.objects.aggregate(count=Count("pk"), last=Max("pk"))
    return _whole(seen["count"], seen["last"])


@lru_cache(maxsize=2)
def _whole(_count: int, _last: int | None) -> Reform:
    return services.replayed()


def standing_of(slug: str) -> Standing:
    """A draft as it stands now; 404 where there is none."""
    reform, matter = whole(), f"draft/{slug}"
    draft = reform.drafting.drafts.get(matter)
    if draft is None:
        raise Http404(slug)
    return Standing.of(reform, draft, acts_of(matter))


@permitted(SECRETARIAT, matter="draft")
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """List the drafts, those that are worked on first."""
    found = [showing.listed(one) for one in whole().drafting.drafts.values()]
    found.sort(key=lambda one: (one.stage != "open", one.slug))
    return render(request, "drafting/desk/drafts.html", {**SECTION, "drafts": found})


@permitted(SECRETARIAT, matter=OF_DRAFT)
@require_safe
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the amendments of one draft by their state, what each lacks, and those in work."""
    standing = standing_of(slug)
    context = {
        "one": showing.listed(standing.draft),
        "groups": showing.amendments(standing, whole().blobs),
        "works": showing.works(standing, services.in_work(standing.draft.matter)),
        "kinds": [(what, title) for what, (title, _form) in KINDS.items()],
        **just_entered(request, standing.acts),
    }
    return render(request, "drafting/desk/draft.html", {**SECTION, "slug": slug, **context})


@permitted(SECRETARIAT, matter=OF_DRAFT)
@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin an amendment."""
    standing = standing_of(slug)
    return redirect("amendment_in_work", slug, services.begin(standing.draft.matter))


@permitted(SECRETARIAT, matter=OF_DRAFT)
@require_safe
def promise(request: HttpRequest, slug: str, place: int) -> HttpResponse:
    """Hand out the promise for an act about a draft."""
    return promise_file(f"draft/{slug}", place)


@permitted(SECRETARIAT, matter=OF_DRAFT)
@require_http_methods(ASKED)
def decide(request: HttpRequest, slug: str, place: int, what: str) -> HttpResponse:
    """Enter what became of an amendment, named by the place of the act that tabled it."""
    standing = standing_of(slug)
    about = next((one for one in standing.draft.amendments.values() if one.act.place == place), None)
    if what not in KINDS or about is None:
        raise Http404(what)
    title, kind = KINDS[what]
    name, languages = about.body.amendment, tuple(standing.bases)
    form = kind(request.POST if request.method == "POST" else None, amendment=name, languages=languages)
    form.initial["day"] = by_of(request).on
    page = Page("drafting/desk/act.html", standing.draft.matter, standing.place, reverse("desk_draft", args=[slug]))

    def enter(typed: ActForm, seen: int) -> None:
        services.enter_act(by_of(request), standing.draft.matter, typed.body(), seen)

    context = {**SECTION, "slug": slug, "title": title, "amendment": name}
    return asked(request, page, form, enter=enter, context=context)
