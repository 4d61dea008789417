"""Pages of elections. A view asks, then shows; it decides nothing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from isonomia.elections.election import Election
from isonomia.errors import InputError, RulebookError
from isonomia_site.elections import candidates as of_lists
from isonomia_site.elections import presenting
from isonomia_site.elections.supposing import WhatIf, compared, vote_of
from isonomia_site.permissions import public
from isonomia_site.record import reader

SECTION = "votes"


def asked(slug: str) -> Election:
    """One election by its name; 404 where the record holds none."""
    one = reader.reform().elections.matters.get(f"election/{slug}")
    if one is None:
        raise Http404(slug)
    return one


@public
@require_safe
def house(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the house as it was elected, and what the checks found."""
    one = asked(slug)
    told = {"house": presenting.house(one), "lists": _lists(one)[0], "findings": list(one.findings())}
    return render(request, "elections/house.html", {"section": SECTION, "slug": slug, "one": one, **told})


def _lists(one: Election) -> tuple[presenting.Lists | None, str]:
    """The vote for lists; or why its seats cannot be told."""
    try:
        return presenting.lists(one), ""
    except (RulebookError, InputError) as error:
        return None, str(error)


@public
@require_safe
def lists(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the vote for lists: the bar, the method, and the table behind every seat."""
    one = asked(slug)
    found, missing = _lists(one)
    shown = {"section": SECTION, "slug": slug, "one": one, "lists": found, "missing": missing}
    return render(request, "elections/lists.html", shown)


@public
@require_safe
def candidates(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the people of every list, who holds its seats, what was refused, and where the law is silent."""
    one = asked(slug)
    told = {"lists": of_lists.listed(one), "refusals": of_lists.refusals(one), "law": of_lists.said_by_law(one)}
    return render(request, "elections/candidates.html", {"section": SECTION, "slug": slug, "one": one, **told})


@public
@require_safe
def districts(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every district with its candidates and its seat."""
    one = asked(slug)
    shown = {"section": SECTION, "slug": slug, "one": one, "districts": list(presenting.districts(one))}
    return render(request, "elections/districts.html", shown)


@public
@require_safe
def what_if(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the same votes for lists under a law that the visitor supposes, beside the law of polling day."""
    one = asked(slug)
    vote, form = vote_of(one), WhatIf(request.GET or None)
    shown = {"section": SECTION, "slug": slug, "one": one, "form": form, "vote": vote}
    if vote and form.is_valid():
        shown["compared"] = compared(one, vote, form)
    status = 400 if form.errors else 200
    return render(request, "elections/what_if.html", shown, status=status)
