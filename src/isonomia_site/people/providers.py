"""The OpenID provider that is set, and what pages with a way to it need."""

import logging
from functools import wraps
from typing import Any, cast
from urllib.parse import urlsplit

from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from requests import RequestException

from isonomia_site.permissions import View

LOG = logging.getLogger(__name__)


def apps() -> list[dict[str, Any]]:
    """The providers: none, or the one that is set."""
    return cast(list[dict[str, Any]], settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])


def origins() -> list[str]:
    """Where the providers are."""
    parts = [urlsplit(one["settings"]["server_url"]) for one in apps()]
    return [f"{one.scheme}://{one.netloc}" for one in parts]


def towards_provider(view: View) -> View:
    """Let the forms of a page lead to the provider: browsers hold the answer to a form against the content policy."""
    allowed = origins()
    return csp_replace({"form-action": [SELF, *allowed]})(view) if allowed else view


def asking_provider(view: View) -> View:
    """Say in plain words that a provider does not answer; and let nobody come here for anything but signing in."""

    @wraps(view)
    def answer(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        if request.GET.get("process", "login") != "login":
            raise Http404("a provider is bound by invitation, and not here")
        try:
            return view(request, **parts)
        except RequestException as error:
            # Without its words, which can hold an address with what stands in it.
            LOG.warning("the OpenID provider does not answer: %s", type(error).__name__)
            return render(request, "people/failed.html", {}, status=502)

    return answer
