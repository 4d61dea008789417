"""The amendment editor: each step is a plain form that is saved, and nothing that was typed is lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from isonomia.drafting.editions import digest
from isonomia.errors import ConflictError, InputError, UnlawfulActError
from isonomia.wording import say
from isonomia_site.drafting import forms, services, showing, suggesting
from isonomia_site.drafting.composing import Standing, checked
from isonomia_site.drafting.desk import OF_DRAFT, SECTION, standing_of
from isonomia_site.drafting.pieces import Piece, Written
from isonomia_site.drafting.services import SECRETARIAT
from isonomia_site.entering.asking import ASKED, number, status_of
from isonomia_site.entering.presenting import in_words, refusal
from isonomia_site.permissions import View, by_of, permitted

TRIES = 5


@dataclass(frozen=True, slots=True)
class Desk:
    """An amendment in work with the draft it is for, as both stand now."""

    slug: str
    work: str
    standing: Standing
    written: Written
    version: int

    @property
    def matter(self) -> str:
        """The matter of the draft."""
        return f"draft/{self.slug}"

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the text that is amended."""
        return tuple(self.standing.bases)

    def piece(self, key: int) -> Piece:
        """One of its operations; 404 where it has none of this number."""
        found = self.written.piece(key)
        if found is None:
            raise Http404(key)
        return found

    def context(self, **more: object) -> dict[str, object]:
        """What every page of an amendment in work shows."""
        one = showing.in_work(self.standing, self.work, self.written)
        return {**SECTION, "slug": self.slug, "work": self.work, "version": self.version, "one": one, **more}


class GoneError(Exception):
    """The amendment is in work no longer: it was tabled or given up."""


def desk_of(request: HttpRequest, slug: str, work: str) -> Desk:
    """An amendment in work; 404 where there is none, or `GoneError` where something was typed for it."""
    standing = standing_of(slug)
    found = services.found(f"draft/{slug}", work)
    if found is None:
        if request.method == "POST":
            raise GoneError
        raise Http404(work)
    return Desk(slug, work, standing, *found)


def editor(view: Callable[..., HttpResponse]) -> View:
    """A page of an amendment in work, for the secretariat; what was typed for one that is gone is shown again."""

    def shown(request: HttpRequest, slug: str, work: str, **rest: Any) -> HttpResponse:
        try:
            return view(request, desk_of(request, slug, work), **rest)
        except GoneError:
            hidden = ("csrfmiddlewaretoken", "version", "seen", "seen_place")
            typed = [(name, text) for name, text in request.POST.items() if name not in hidden and text]
            context = {**SECTION, "slug": slug, "typed": typed}
            return render(request, "drafting/desk/gone.html", context, status=409)

    return permitted(SECRETARIAT, matter=OF_DRAFT)(shown)


@editor
@require_http_methods(ASKED)
def amendment(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show an amendment in work: its operations, what is missing, and the form of what it is as a whole."""
    told = forms.WhyForm.told(desk.written)
    form = _form(request, forms.WhyForm, told, desk, languages=desk.languages)
    go = reverse("amendment_in_work", args=[desk.slug, desk.work])
    return _step(request, desk, form, Step("amendment", form.put, lambda now: forms.WhyForm.told(now.written), go))


@editor
@require_http_methods(ASKED)
def target(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Choose the unit that is changed: first the article, then a unit of it."""
    uid = request.POST.get("target") or request.GET.get("in", "")
    chosen = list(showing.units(desk.standing, uid))
    if request.method == "POST" and chosen:
        eid = chosen[0].provision.eid

        def adding(now: Desk) -> Written:
            made = now.written.adding(uid, eid)
            return made.putting(now.standing.seen_by(made.pieces[-1]))

        key = _retried(request, desk, adding).keys
        return redirect("operation", desk.slug, desk.work, key)
    base = showing.spoken(desk.standing)
    context = {
        "units": chosen,
        "articles": () if chosen else showing.articles(desk.standing),
        "language": base.language if base else "",
    }
    return render(request, "drafting/desk/target.html", desk.context(**context))


@editor
@require_http_methods(ASKED)
def operation(request: HttpRequest, desk: Desk, key: int) -> HttpResponse:
    """Choose what is done with the unit, from when, and by which point of the amending act."""
    piece = desk.piece(key)
    form = _form(request, forms.WayForm, forms.WayForm.told(piece), desk, standing=desk.standing)

    def put(written: Written) -> Written:
        chosen = form.put(piece)
        # Words that were typed for another text are shown beside this one first.
        return written.putting(chosen if chosen.words else desk.standing.seen_by(chosen))

    context = {"piece": showing.piece(desk.standing, piece), "texts": showing.changed(desk.standing, piece)}
    go = reverse("operation_words", args=[desk.slug, desk.work, key])
    step = Step("operation", put, lambda now: forms.WayForm.told(now.piece(key)), go)
    return _step(request, desk, form, step, **context)


@editor
@require_http_methods(ASKED)
def words(request: HttpRequest, desk: Desk, key: int) -> HttpResponse:
    """Type the words of an operation beside the text that stands now; where that has moved, both are shown."""
    piece, standing = desk.piece(key), desk.standing
    if not piece.way:
        return redirect("operation", desk.slug, desk.work, key)
    texts = showing.changed(standing, piece)
    seen = digest("\0".join(one.now for one in texts))
    told = {**forms.WordsForm.told(piece), "seen": seen, "seen_place": standing.place}
    form = _form(request, forms.WordsForm, told, desk, piece=piece, languages=desk.languages)
    columns = [(one, fields) for one, (_, fields) in zip(texts, form.columns(), strict=True)]
    context = {
        "piece": showing.piece(standing, piece),
        "columns": columns,
        "moved": standing.has_moved(piece),
        "near": standing.near(piece.target),
        "since": in_words(standing.since(piece)),
    }
    if form.is_bound and form.is_valid() and _has_moved(form, standing, piece, seen):
        form.again(seen=seen, seen_place=standing.place)
        context = desk.context(**{**context, "form": form, "moved": True})
        return render(request, "drafting/desk/words.html", context, status=409)
    checking = "check" in request.POST
    arguments = [desk.slug, desk.work, *([] if checking else [key])]
    go = reverse("amendment_check" if checking else "operation_words", args=arguments)

    def put(written: Written) -> Written:
        return written.putting(standing.seen_by(form.put(piece)))

    step = Step("words", put, lambda now: forms.WordsForm.told(now.piece(key)), go)
    return _step(request, desk, form, step, **context)


def _has_moved(form: forms.WordsForm, standing: Standing, piece: Piece, seen: str) -> bool:
    """Whether the text is not what stood on the page that was sent, or others came to the same unit since."""
    looked = Piece(key=piece.key, target=piece.target, eid=piece.eid, seen_place=form.cleaned_data["seen_place"])
    return form.cleaned_data["seen"] != seen or bool(standing.since(looked))


@editor
@require_POST
def remove(request: HttpRequest, desk: Desk, key: int) -> HttpResponse:
    """Take an operation out of an amendment in work."""
    _retried(request, desk, lambda now: now.written.without(key))
    return redirect("amendment_in_work", desk.slug, desk.work)


@editor
@require_POST
def give_up(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Delete an amendment in work, unless somebody saved it since."""
    try:
        services.give_up(desk.matter, desk.work, number(request.POST, "version"))
    except ConflictError:
        form = _form_of_whole(desk)
        context = desk.context(form=form, differing=[], is_changed=True)
        return render(request, "drafting/desk/amendment.html", context, status=409)
    return redirect("desk_draft", desk.slug)


def _form_of_whole(desk: Desk) -> forms.WhyForm:
    told = {**forms.WhyForm.told(desk.written), "version": desk.version}
    return forms.WhyForm(initial=told, languages=desk.languages)


@editor
@require_http_methods(ASKED)
def check(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Check an amendment against its draft as it stands now; table it where nothing is wrong."""
    context: dict[str, object] = {}
    status = 200
    if request.method == "POST":
        seen, place = (number(request.POST, name) for name in ("version", "seen_place"))
        try:
            services.table(by_of(request), desk.matter, desk.work, seen=seen, seen_place=place)
            return redirect(f"{reverse('desk_draft', args=[desk.slug])}?entered={place}")
        except ConflictError:
            desk, status = desk_of(request, desk.slug, desk.work), 409
            context = {"is_changed": True, "changed": in_words(desk.standing.acts[place:])}
        except (UnlawfulActError, InputError) as error:
            context, status = {"refused": refusal(error)}, status_of(error)
    standing = desk.standing
    name = services.name_of(desk.matter, standing.place)
    found = checked(standing, desk.written, name)
    context |= {
        "found": found,
        "faults": showing.faults(found.faults, desk.written, name),
        "dangling": showing.faults(found.dangling, desk.written, name),
        "rows": showing.rows(standing, found.rows),
        "moved": [(showing.piece(standing, one), showing.changed(standing, one)) for one in found.moved],
        "near": [(showing.piece(standing, one), standing.near(one.target)) for one in desk.written.pieces],
        "place": standing.place,
    }
    return render(request, "drafting/desk/check.html", desk.context(**context), status=status)


@editor
@require_http_methods(ASKED)
def law(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Read the text of an amending law: each suggestion is confirmed by a person, one by one, or left."""
    id = request.POST.get("take", "")
    if id:

        def adding(now: Desk) -> Written:
            return suggesting.taken(now.standing, now.written, id) or now.written

        _retried(request, desk, adding)
        return redirect("amending_law", desk.slug, desk.work)
    form = _form(request, forms.LawForm, forms.LawForm.told(desk.written), desk, languages=desk.languages)
    read = suggesting.suggestions(desk.standing, desk.written)
    language = get_language() or "en"
    context = {
        "read": read,
        "suggested": showing.suggested(desk.standing, read, language),
        "left": [(code, text, say(f"text.why.{why}", language)) for code, text, why in read.left],
    }
    step = Step("law", form.put, lambda now: forms.LawForm.told(now.written), request.path)
    return _step(request, desk, form, step, **context)


def _form(request: HttpRequest, kind: type[Any], told: Mapping[str, Any], desk: Desk, **rest: Any) -> Any:
    """A step's form: with what was sent, or with what stands."""
    initial = {**told, "version": desk.version}
    return kind(request.POST if request.method == "POST" else None, initial=initial, **rest)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its page, what it puts into the amendment, what others have put there, and where it leads."""

    page: str
    put: Callable[[Written], Written]
    theirs: Callable[[Desk], Mapping[str, Any]]
    go: str


def _step(request: HttpRequest, desk: Desk, form: Any, step: Step, **context: object) -> HttpResponse:
    """Show a step, save what was typed in it; where somebody else saved first, show both, and save nothing."""
    template = f"drafting/desk/{step.page}.html"
    if not form.is_bound or not form.is_valid():
        status = 400 if form.is_bound else 200
        return render(request, template, desk.context(form=form, **context), status=status)
    try:
        services.save(desk.matter, desk.work, step.put(desk.written), form.cleaned_data["version"])
    except ConflictError:
        now = desk_of(request, desk.slug, desk.work)
        form.again(version=now.version)
        both = {"is_changed": True, "differing": form.differing(step.theirs(now))}
        return render(request, template, now.context(form=form, **{**context, **both}), status=409)
    return redirect(step.go)


def _retried(request: HttpRequest, desk: Desk, change: Callable[[Desk], Written]) -> Written:
    """Save a change that does not depend on what others typed, on the newest version."""
    for _ in range(TRIES):
        made = change(desk)
        try:
            services.save(desk.matter, desk.work, made, desk.version)
            return made
        except ConflictError:
            desk = desk_of(request, desk.slug, desk.work)
    raise ConflictError(f"{desk.work} is being saved by others")
