"""The service board: how proposals are served, as it was counted at the newest head; one row is read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from isonomia_site.permissions import public
from isonomia_site.proposals import board_showing

SECTION = {"section": "proposals"}


@public
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show how proposals are served."""
    return render(request, "proposals/board.html", {**SECTION, "kept": board_showing.shown()})
