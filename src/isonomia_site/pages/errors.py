"""What a reader sees when something is refused or breaks: the one place where errors become HTTP."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from isonomia.errors import ConflictError, InputError, IsonomiaError, UnlawfulActError
from isonomia_site.permissions import NotPermitted
from isonomia_site.record.wordlist import value_name

LOG = logging.getLogger(__name__)
STATUS: tuple[tuple[type[IsonomiaError], int], ...] = (
    (InputError, 400),
    (UnlawfulActError, 403),
    (ConflictError, 409),
)


class RefusalMiddleware:
    """Turn what the house refuses into a page that says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the rest of the hall does."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Show the page for one of the house's own errors; leave the others to Django."""
        if not isinstance(error, IsonomiaError):
            return None
        status = next((code for kind, code in STATUS if isinstance(error, kind)), 500)
        if status == 500:
            LOG.error("%s: %s", type(error).__name__, error)
        return shown(request, status, citation=getattr(error, "citation", ""))


def shown(request: HttpRequest, status: int, citation: str = "", **more: object) -> HttpResponse:
    """The page of an error, in the reader's language."""
    return render(request, "pages/error.html", {"status": status, "citation": citation, **more}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was asked cannot be read."""
    return shown(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the law or the rules of the site forbid it, or somebody lacks the role that it takes."""
    if not isinstance(exception, NotPermitted):
        return shown(request, 403)
    language = get_language() or "en"
    missing = [value_name("role", role, language) or role for role in exception.roles]
    return shown(request, 403, missing=missing, matter=exception.matter, factor=exception.factor)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form came back without the mark by which this site knows its own."""
    return shown(request, 403, stale=True)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the record holds nothing at this address."""
    return shown(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours."""
    return shown(request, 500)
