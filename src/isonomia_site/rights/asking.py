"""The interview: one question on a page, then what the law makes of the answers. It warns, and refuses nobody."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe
from msgspec import structs

from isonomia.rights import interview
from isonomia.rights.interview_reading import Interview
from isonomia.wording import say_finding
from isonomia_site.entering.asking import ASKED
from isonomia_site.filing import begun
from isonomia_site.filing.begun import hand_secret, private, secret_in
from isonomia_site.permissions import View, public
from isonomia_site.record.begun import takes_filings
from isonomia_site.record.reader import law_on
from isonomia_site.rights import interviews, presenting
from isonomia_site.rights.begun import COOKIE, Answers, found
from isonomia_site.rights.doors import DOORS

SECTION = {"section": "rights"}


@public
@require_http_methods(ASKED)
def start(request: HttpRequest) -> HttpResponse:
    """Say what the interview is for, and which forms there are; begin."""
    there = found(secret_in(request, COOKIE))
    going = there is not None and not there.matter and not there.channel
    if request.method == "POST":
        answer = redirect("right_now")
        return answer if going and "anew" not in request.POST else hand_secret(answer, COOKIE, begun.begin(Answers()))
    doors = DOORS.values() if takes_filings() else ()
    context = {"interview": interviews.of_record(), "begun": going, "doors": doors}
    return private(render(request, "rights/start.html", {**SECTION, **context}))


def told_page(view: Callable[..., HttpResponse]) -> View:
    """A page of the interview; who has not begun, or where there is none, is led to the start."""

    @wraps(view)
    def shown(request: HttpRequest, **rest: Any) -> HttpResponse:
        secret, data = secret_in(request, COOKIE), interviews.of_record()
        answers = found(secret)
        if answers is None or answers.matter or answers.channel or data is None:
            return private(redirect("rights"))
        return private(view(request, secret, answers, data, **rest))

    return public(require_http_methods(ASKED)(shown))


@told_page
def now(_request: HttpRequest, _secret: str, answers: Answers, data: Interview) -> HttpResponse:
    """Go on where the interview stands."""
    following = interview.step(data, answers.told).question
    return redirect("right_question", following.name) if following else redirect("right_result")


@told_page
def question(request: HttpRequest, secret: str, answers: Answers, data: Interview, name: str) -> HttpResponse:
    """Ask one question; save the answer and go on."""
    there = presenting.asked(data, answers.told, name)
    if there is None:
        return redirect("right_now")
    typed, fault = answers.told.get(name, ""), None
    if request.method == "POST":
        values = request.POST.getlist("answer")
        typed = ",".join(values) if there.question.kind == "checklist" else "".join(values[:1]).strip()
        fault = interview.unread(there.question, typed)
        if fault is None:
            begun.save(secret, structs.replace(answers, told={**answers.told, name: typed}))
            return redirect("right_now")
    context = {
        **SECTION,
        "one": there,
        "typed": typed,
        "ticked": interview.ticked(typed),
        "fault": say_finding(fault, get_language() or "en") if fault else "",
    }
    return render(request, "rights/question.html", context, status=400 if fault else 200)


@told_page
def result(request: HttpRequest, _secret: str, answers: Answers, data: Interview) -> HttpResponse:
    """Show what the law makes of the answers: complete, incomplete with the cure, or another door."""
    if interview.step(data, answers.told).question is not None:
        return redirect("right_now")
    today = timezone.now().date()
    law = law_on(today)
    if law is None:
        return redirect("rights")
    context = presenting.result(data, answers.told, law, today)
    return render(request, "rights/result.html", {**SECTION, "one": context, "open": takes_filings()})


@public
@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    """Show all questions on one page, with the numbers that they have, to be printed and filled in by hand."""
    data = interviews.of_record()
    if data is None:
        return redirect(reverse("rights"))
    return render(request, "rights/paper.html", {**SECTION, "fields": presenting.on_paper(data)})
