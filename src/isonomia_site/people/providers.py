"""The OpenID provider that is set, and what pages with a way to it need."""

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlsplit

from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


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
