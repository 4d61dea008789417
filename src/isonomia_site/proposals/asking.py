"""The form of a proposal: a start page, one question on a page, a look at all answers, and a receipt.

Each answer is saved as it is sent; going back is safe, and nothing that was typed is lost.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from msgspec import structs

from isonomia.errors import InputError, UnlawfulActError
from isonomia_site.entering.asking import ASKED, refused
from isonomia_site.filing import begun, limits
from isonomia_site.filing.begun import hand_secret, private, secret_in
from isonomia_site.permissions import View, as_author, public
from isonomia_site.proposals import forms, presenting, services, texts
from isonomia_site.proposals.begun import Answers, found
from isonomia_site.record.begun import takes_filings

COOKIE = "proposal"
SECTION = {"section": "proposals"}
STEPS = ("article", "change", "why", "you", "file")
TITLES = {
    "article": _("Which article is it about?"),
    "change": _("What should change?"),
    "why": _("Why should it change?"),
    "you": _("About you"),
    "file": _("Do you want to add a file?"),
}
KINDS: dict[str, type[forms.QuestionForm]] = {
    "change": forms.ChangeForm,
    "why": forms.WhyForm,
    "you": forms.YouForm,
    "file": forms.FileForm,
}


@public
@require_http_methods(ASKED)
def start(request: HttpRequest) -> HttpResponse:
    """Say what happens next and by when there is an answer; begin a form."""
    there = found(secret_in(request, COOKIE))
    if request.method == "POST" and takes_filings():
        answer = redirect("propose_step", STEPS[0])
        if there is None or there.number or "anew" in request.POST:
            return hand_secret(answer, COOKIE, begun.begin(Answers()))
        return answer
    context = {"open": takes_filings(), "due": presenting.term(), "begun": there is not None and not there.number}
    return private(render(request, "proposals/start.html", {**SECTION, **context}))


def form_page(view: Callable[..., HttpResponse]) -> View:
    """A page of a form in work; who has none, or has sent it, is led to where that is told."""

    @wraps(view)
    def shown(request: HttpRequest, **rest: Any) -> HttpResponse:
        secret = secret_in(request, COOKIE)
        answers = found(secret)
        if answers is None:
            return private(redirect("propose"))
        if answers.number:
            return private(redirect("propose_sent"))
        return private(view(request, secret, answers, **rest))

    return public(require_http_methods(ASKED)(shown))


@form_page
def question(request: HttpRequest, secret: str, answers: Answers, step: str) -> HttpResponse:
    """Ask one question; save the answer and go on to the next, or back to the look at all answers."""
    if step not in STEPS:
        raise Http404(step)
    form = _form(request, step, answers)
    at = STEPS.index(step)
    checking = request.GET.get("from") == "check"
    context = {
        **SECTION,
        "form": form,
        "step": step,
        "title": TITLES[step],
        "number": at + 1,
        "steps": len(STEPS),
        "file_name": answers.file_name if step == "file" else "",
        "back": reverse("propose_check") if checking else _back(at),
    }
    if not form.is_valid():
        return render(request, "proposals/question.html", context, status=400 if form.is_bound else 200)
    begun.save(secret, _answered(request, form, step, secret, answers))
    if checking or at + 1 == len(STEPS):
        return redirect("propose_check")
    return redirect("propose_step", STEPS[at + 1])


def _form(request: HttpRequest, step: str, answers: Answers) -> forms.QuestionForm:
    posted = request.method == "POST"
    sent: dict[str, Any] = {"data": request.POST, "files": request.FILES} if posted else {}
    initial = {name: value for name, value in forms.told(answers, step).items() if value}
    initial.setdefault("language", get_language() or "kk")
    if step == "article":
        choices = [(one.value, one.heading) for one in texts.articles()]
        return forms.ArticleForm(**sent, initial=initial, articles=choices)
    return KINDS[step](**sent, initial=initial)


def _answered(request: HttpRequest, form: forms.QuestionForm, step: str, secret: str, answers: Answers) -> Answers:
    typed = form.typed()
    if step == "file":
        file = typed["file"]
        if file is not None:
            begun.keep_file(secret, 0, file.read())
        elif "remove" in request.POST:
            begun.keep_file(secret, 0, None)
        name = file.name[-100:] if file else ("" if "remove" in request.POST else answers.file_name)
        typed = {"file_name": name}
    done = tuple(dict.fromkeys((*answers.answered, step)))
    return structs.replace(answers, **typed, answered=done)


def _back(at: int) -> str:
    return reverse("propose_step", args=[STEPS[at - 1]]) if at else reverse("propose")


@form_page
def check(request: HttpRequest, secret: str, answers: Answers) -> HttpResponse:
    """Show all answers, and proposals that read alike; send."""
    missing = [step for step in ("article", "change") if step not in answers.answered]
    if missing:
        return redirect("propose_step", missing[0])
    context = {**SECTION, "rows": presenting.rows(answers), "alike": presenting.alike(answers)}
    context["masked"] = services.masked(said(answers))
    if request.method != "POST":
        return render(request, "proposals/check.html", context)
    if not takes_filings():
        return redirect("propose")
    if not limits.within(request, limits.SENT):
        return render(request, "proposals/check.html", {**context, "too_many": True}, status=429)
    try:
        _send(secret)
    except (UnlawfulActError, InputError) as error:
        return refused(request, "proposals/check.html", context, error)
    return redirect("propose_sent")


@transaction.atomic
def _send(secret: str) -> None:
    """Send what stands in the form, once."""
    answers = found(secret, lock=True)
    if answers is None or answers.number:
        return
    today = timezone.now().date()
    handed = services.HandedIn(
        text=said(answers),
        language=answers.language,
        received_on=today,
        registered_on=today,
        author_kind=answers.author_kind or services.CITIZEN,
        about=services.about(answers.article),
        name=answers.name,
        contact=answers.contact,
        file=next(iter(begun.files_of(secret)), None),
    )
    given = services.receive(as_author(today), handed)
    begun.close(secret, Answers(number=given.number, code=given.code))


def said(answers: Answers) -> str:
    """The text of a proposal: what should change, and why."""
    return "\n\n".join(one.replace("\r\n", "\n").strip() for one in (answers.change, answers.why) if one.strip())


@public
@require_http_methods(ASKED)
def sent(request: HttpRequest) -> HttpResponse:
    """Show the receipt: number, code, promise, what happens next; forget it in this browser when that is asked."""
    secret = secret_in(request, COOKIE)
    answers = found(secret)
    if answers is None or not answers.number:
        return private(redirect("propose"))
    if request.method == "POST":
        begun.remove(secret)
        answer = redirect("proposal", answers.number)
        answer.delete_cookie(COOKIE)
        return answer
    shown = presenting.receipt(request, answers)
    return private(render(request, "proposals/sent.html", {**SECTION, "one": shown}))
