"""The form of a filing: what it is about, who you are, files, a look at all answers, and the receipt."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods
from msgspec import structs

from isonomia.errors import InputError, UnlawfulActError
from isonomia.rulebook.law import Law
from isonomia_site.entering.asking import ASKED, refused
from isonomia_site.filing import begun, limits, visiting
from isonomia_site.filing.begun import hand_secret, private, secret_in
from isonomia_site.filing.contents import MOST
from isonomia_site.filing.papers import Handed
from isonomia_site.filing.picture import picture
from isonomia_site.permissions import By, View, by_of, public
from isonomia_site.record import receipts
from isonomia_site.record.begun import takes_filings
from isonomia_site.record.reader import acts_of, law_on
from isonomia_site.rights import guides, presenting, services
from isonomia_site.rights.begun import COOKIE, Answers, found
from isonomia_site.rights.doors import BEHIND, DETAILS, DOORS, FILES, MATTER, TITLES, transferred
from isonomia_site.rights.steps import FileForm, PageForm

SECTION = {"section": "rights"}


@public
@require_http_methods(["POST"])
def begin(request: HttpRequest, door: str) -> HttpResponse:
    """Begin a form; what the interview was told is filled in."""
    if door not in DOORS:
        raise Http404(door)
    if not takes_filings():
        return redirect("rights")
    secret = secret_in(request, COOKIE)
    there = found(secret)
    told = there.told if there is not None and not there.matter and not there.channel else {}
    word = request.POST.get("behind", "")
    fields = transferred(door, word if BEHIND.get(word, ("",))[0] == door else "", told)
    answer = redirect("right_form", door, MATTER)
    if there is None or there.matter or there.channel:
        return private(hand_secret(answer, COOKIE, begun.begin(Answers(told=told, door=door, fields=fields))))
    kept = there.fields if there.door == door else {}
    done = there.answered if there.door == door else ()
    begun.save(secret, structs.replace(there, door=door, fields={**kept, **fields}, answered=done))
    return private(answer)


def form_page(view: Callable[..., HttpResponse]) -> View:
    """A page of a form in work; who has none, or has sent it, is led to where that is told."""

    @wraps(view)
    def shown(request: HttpRequest, door: str, **rest: Any) -> HttpResponse:
        secret = secret_in(request, COOKIE)
        answers = found(secret)
        if door not in DOORS:
            raise Http404(door)
        if answers is None or (answers.door != door and not answers.matter):
            return private(redirect("rights"))
        if answers.matter:
            return private(redirect("right_sent"))
        return private(view(request, secret, answers, **rest))

    return public(require_http_methods(ASKED)(shown))


@form_page
def step(request: HttpRequest, secret: str, answers: Answers, step: str) -> HttpResponse:
    """Ask one page of the form; save it and go on, or back to the look at all answers."""
    if step not in DOORS[answers.door].steps:
        raise Http404(step)
    if step == FILES:
        return _files(request, secret, answers)
    law = law_on(timezone.now().date())
    form = _form(request, step, answers, law)
    context = _context(request, answers, step)
    if step == DETAILS:
        context["guide"] = guides.told(answers.door, answers.fields, law)
    if not form.is_valid():
        return render(request, "rights/step.html", {**context, "form": form}, status=400 if form.is_bound else 200)
    done = tuple(dict.fromkeys((*answers.answered, step)))
    begun.save(secret, structs.replace(answers, fields={**answers.fields, **form.typed()}, answered=done))
    return redirect(_next(request, answers, step))


def _form(request: HttpRequest, step: str, answers: Answers, law: Law | None) -> PageForm:
    saved = {"language": get_language() or "kk", **{name: text for name, text in answers.fields.items() if text}}
    return DOORS[answers.door].form(step, law, saved=saved, data=request.POST if request.method == "POST" else None)


def _files(request: HttpRequest, secret: str, answers: Answers) -> HttpResponse:
    """Add a file, take one out, or go on."""
    context = _context(request, answers, FILES)
    if request.method == "POST" and "remove" in request.POST:
        _take_out(secret, answers, request.POST["remove"])
        return redirect(request.get_full_path())
    form = FileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if not form.is_valid():
        return render(request, "rights/files.html", {**context, "form": form}, status=400 if form.is_bound else 200)
    file = form.cleaned_data["file"]
    if file is not None and len(answers.files) < MOST:
        begun.keep_file(secret, len(answers.files), file.read())
        begun.save(secret, structs.replace(answers, files=(*answers.files, str(file.name)[-100:])))
        return redirect(request.get_full_path())
    done = tuple(dict.fromkeys((*answers.answered, FILES)))
    begun.save(secret, structs.replace(answers, answered=done))
    return redirect(_next(request, answers, FILES))


def _take_out(secret: str, answers: Answers, at: str) -> None:
    kept = [one for one in enumerate(zip(answers.files, begun.files_of(secret), strict=True)) if str(one[0]) != at]
    for place in range(len(answers.files)):
        begun.keep_file(secret, place, kept[place][1][1] if place < len(kept) else None)
    begun.save(secret, structs.replace(answers, files=tuple(name for _at, (name, _data) in kept)))


def _context(request: HttpRequest, answers: Answers, step: str) -> dict[str, Any]:
    steps = DOORS[answers.door].steps
    at, checking = steps.index(step), request.GET.get("from") == "check"
    first = reverse(f"came_{answers.door}" if answers.channel else "rights")
    before = reverse("right_form", args=[answers.door, steps[at - 1]]) if at else first
    return {
        **SECTION,
        "door": DOORS[answers.door],
        "step": step,
        "title": TITLES[step],
        "number": at + 1,
        "steps": len(steps),
        "for_other": bool(answers.channel),
        "files": list(enumerate(answers.files)),
        "most": MOST,
        "back": reverse("right_check", args=[answers.door]) if checking else before,
    }


def _next(request: HttpRequest, answers: Answers, step: str) -> str:
    steps = DOORS[answers.door].steps
    at = steps.index(step)
    # What the first page says tells the law of the next one: that is read again before the check.
    told_anew = step == MATTER and steps[at + 1] == DETAILS
    if at + 1 == len(steps) or (request.GET.get("from") == "check" and not told_anew):
        return reverse("right_check", args=[answers.door])
    following = reverse("right_form", args=[answers.door, steps[at + 1]])
    return f"{following}?from=check" if "from" in request.GET else following


@form_page
def check(request: HttpRequest, secret: str, answers: Answers) -> HttpResponse:
    """Show all answers, and what the law asks for and is missing; file it all the same when that is wished."""
    door, law = DOORS[answers.door], law_on(timezone.now().date())
    missing = [one for one in door.steps if one not in (*answers.answered, FILES)]
    if missing:
        return redirect("right_form", answers.door, missing[0])
    rows = presenting.rows(answers, law)
    lacking = [row.title for row in rows if row.missing]
    context = {**SECTION, "door": door, "rows": rows, "files": answers.files, "lacking": lacking, "answers": answers}
    if request.method != "POST":
        return render(request, "rights/check.html", context)
    if not takes_filings():
        return redirect("rights")
    # An officer brings in what came from many.
    if not answers.channel and not limits.within(request, limits.SENT):
        return render(request, "rights/check.html", {**context, "too_many": True}, status=429)
    try:
        matter = _send(secret, by_of(request))
    except (UnlawfulActError, InputError) as error:
        return refused(request, "rights/check.html", context, error)
    sent = redirect("right_sent")
    return sent if answers.channel else visiting.remember(request, sent, matter)


@transaction.atomic
def _send(secret: str, by: By) -> str:
    """File what stands in the form, once; return the matter. What an officer enters is filed in their name."""
    answers = found(secret, lock=True)
    if answers is None or answers.matter:
        return answers.matter if answers else ""
    came = services.by_form(timezone.now().date())
    if answers.channel:
        came = services.Came(by, answers.channel, date.fromisoformat(answers.came_on))
    files = [Handed(name, data) for name, data in zip(answers.files, begun.files_of(secret), strict=True)]
    given = services.file(answers.door, answers.fields, files, came)
    begun.close(secret, Answers(matter=given.matter, code=given.code, channel=answers.channel))
    return given.matter


@public
@require_http_methods(ASKED)
def sent(request: HttpRequest) -> HttpResponse:
    """Show the receipt: number, code, promise, what happens next; forget it in this browser when that is asked."""
    secret = secret_in(request, COOKIE)
    answers = found(secret)
    if answers is None or not answers.matter:
        return private(redirect("rights"))
    kind, number = answers.matter.split("/", 1)
    if request.method == "POST":
        begun.remove(secret)
        answer = redirect("came") if answers.channel else redirect("my_matter", kind, number)
        answer.delete_cookie(COOKIE)
        return private(answer)
    address = request.build_absolute_uri(reverse("right_matter", args=[kind, number]))
    context = {
        "kind": kind,
        "number": number,
        "code": answers.code,
        "for_other": bool(answers.channel),
        "desk": f"desk_{kind}",
        "act": acts_of(answers.matter)[0],
        "address": address,
        "picture": picture(address),
        "promises": receipts.gives_promises(),
    }
    return private(render(request, "rights/sent.html", {**SECTION, **context}))
