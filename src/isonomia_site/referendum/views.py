"""Pages of the referendum desk. A view asks, then shows; it decides nothing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from isonomia.referendum.state import Referendum
from isonomia_site.permissions import public
from isonomia_site.record import reader
from isonomia_site.referendum import hours, presenting, ruling


def asked(day: str) -> tuple[str, Referendum]:
    """The referendum of a day, with its matter; 404 where the record holds none."""
    matter = f"referendum/{day}"
    state = reader.reform().referendums.get(matter)
    if state is None:
        raise Http404(matter)
    return matter, state


@public
@require_safe
def votes(request: HttpRequest) -> HttpResponse:
    """List the referendums and the elections of the record, the latest first."""
    reform = reader.reform()
    held = sorted(reform.referendums.items(), reverse=True)
    listed = [presenting.listed(matter, state) for matter, state in held]
    elections = sorted(reform.elections.matters.items(), key=lambda one: one[1].called.polling_day, reverse=True)
    chosen = [(matter.partition("/")[2], one) for matter, one in elections]
    return render(request, "referendum/votes.html", {"section": "votes", "votes": listed, "elections": chosen})


@public
@require_safe
def result(request: HttpRequest, day: str) -> HttpResponse:
    """Show the result at one stage, each number with its acts and the command that recomputes it."""
    matter, state = asked(day)
    stage = presenting.chosen_stage(state, request.GET.get("stage"))
    shown = {"section": "votes", "day": day, "matter": matter, "state": state, "stage": stage}
    missing = presenting.law_missing(state)
    if missing or not stage:
        published = [one for name in state.stages() for one in state.publications(name)]
        return render(request, "referendum/unread.html", {**shown, "missing": missing, "publications": published})
    return render(request, "referendum/result.html", {**shown, "result": presenting.result(matter, state, stage)})


@public
@require_safe
def turnout(request: HttpRequest, day: str) -> HttpResponse:
    """Show turnout by the hour of polling day, as it was reported."""
    matter, state = asked(day)
    if not state.reports():
        raise Http404("no turnout was reported")
    shown = {"section": "votes", "day": day, "matter": matter, "state": state, "hours": hours.hours(state)}
    found = [one for one in presenting.findings(state, state.findings()) if one.hours]
    return render(request, "referendum/turnout.html", {**shown, "findings": found})


@public
@require_safe
def rules(request: HttpRequest, day: str) -> HttpResponse:
    """Show the rules in force on polling day, and those that the sources do not give."""
    matter, state = asked(day)
    shown = {"section": "votes", "day": day, "matter": matter, "state": state, "law": ruling.law(state)}
    return render(request, "referendum/rules.html", shown)


@public
@require_safe
def checks(request: HttpRequest, day: str) -> HttpResponse:
    """Show everything that the checks found in what was published, with the sources."""
    matter, state = asked(day)
    shown = {"section": "votes", "day": day, "matter": matter, "state": state, "groups": presenting.all_findings(state)}
    return render(request, "referendum/checks.html", shown)
