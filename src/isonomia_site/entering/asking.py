"""What every desk does with a form: show it, enter what it says, and lose nothing where somebody was first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from isonomia.errors import ConflictError, InputError, IsonomiaError, UnlawfulActError
from isonomia.record.act import Act
from isonomia_site.entering.forms import ActForm
from isonomia_site.entering.presenting import ShownAct, in_words, refusal
from isonomia_site.record import receipts
from isonomia_site.record.reader import acts_of
from isonomia_site.record.tree import TEXT

ASKED = ["GET", "HEAD", "POST"]
Enter = Callable[[ActForm, int], object]


@dataclass(frozen=True, slots=True)
class Page:
    """One form of a desk: its template, the matter with as many acts as its reader sees, and where it leads back.

    A form that begins a matter stands over a series, of which its reader sees the first acts.
    """

    template: str
    matter: str
    place: int
    back: str
    tell: Callable[[Sequence[Act]], Sequence[ShownAct]] = in_words
    read: Callable[[str], Sequence[Act]] = acts_of


def asked(
    request: HttpRequest, page: Page, form: ActForm, *, enter: Enter, context: Mapping[str, object]
) -> HttpResponse:
    """Show a form; enter what it says; where somebody was first, show what changed, with everything that was typed."""
    form.initial["seen_place"] = page.place
    context = {**context, "form": form, "back": page.back}
    if not form.is_valid():
        return render(request, page.template, context, status=400 if form.is_bound else 200)
    seen = form.cleaned_data["seen_place"]
    try:
        enter(form, seen)
    except ConflictError:
        now = page.read(page.matter)
        form.after(len(now))
        return render(request, page.template, {**context, "changed": page.tell(now[seen:])}, status=409)
    except (UnlawfulActError, InputError) as error:
        return refused(request, page.template, context, error)
    return redirect(f"{page.back}?entered={seen}")


def refused(request: HttpRequest, template: str, context: Mapping[str, object], error: IsonomiaError) -> HttpResponse:
    """Show a page again with everything that was typed and why nothing was entered."""
    return render(request, template, {**context, "refused": refusal(error)}, status=status_of(error))


def status_of(error: IsonomiaError) -> int:
    """403 where the law or the house refuses, 400 where what was typed does not fit."""
    return 403 if isinstance(error, UnlawfulActError) else 400


def number(values: Mapping[str, str], name: str, otherwise: int = 0) -> int:
    """A number that somebody sent, of at most nine digits; what is none counts as not sent."""
    text = values.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else otherwise


def just_entered(request: HttpRequest, entered: Sequence[Act]) -> dict[str, object]:
    """Whether promises are given here, and the act of a matter that was entered a moment ago."""
    place = number(request.GET, "entered", len(entered))
    return {"promises": receipts.gives_promises(), "entered": entered[place] if place < len(entered) else None}


def promise_file(matter: str, place: int) -> HttpResponse:
    """Hand out the promise for an act of a matter; 404 where there is none."""
    try:
        text = receipts.promise_of(matter, place)
    except InputError:
        raise Http404(matter) from None
    name = f"{matter.replace('/', '-')}-{place + 1}.promise"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(text, content_type=TEXT, headers=headers)
