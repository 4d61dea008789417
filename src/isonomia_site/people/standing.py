"""Who asks: the person of this session with the roles that the record says, looked up when a page wants to know."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject

from isonomia.people.state import People
from isonomia.record.act import Act
from isonomia_site.entering.services import standing
from isonomia_site.people.models import Account
from isonomia_site.permissions import By, View
from isonomia_site.record.models import Matter
from isonomia_site.record.reader import acts_of

NOBODY = ""


class ByMiddleware:
    """Let every view and service know who asks; anonymous pages pay nothing for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with `request.by` looked up on first use."""
        request.by = SimpleLazyObject(lambda: _asking(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def people_of(matters: Sequence[str]) -> tuple[People, dict[str, list[Act]]]:
    """The state of some matters of people, and their acts."""
    entered = {one: acts_of(one) for one in matters}
    return People.after(act for acts in entered.values() for act in acts), entered


def matters_of(institution: str, start: int, most: int) -> list[str]:
    """The matters of persons or of capacities, some at a time, in the order of their ids."""
    rows = Matter.objects.filter(institution=institution).order_by("matter")
    return list(rows.values_list("matter", flat=True)[start : start + most])


def _asking(request: HttpRequest) -> By:
    user = request.user
    if not isinstance(user, Account):
        return standing(NOBODY)
    return standing(user.person, settings.ISONOMIA_SECOND_FACTOR and not has_factor(user))


def has_factor(account: Account) -> bool:
    """Whether an account has a second factor; codes for emergencies alone are none."""
    found: bool = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists()
    return found


def staying(view: View) -> View:
    """Let whoever sets up or removes a second factor stay signed in; every other session of the account has ended."""

    @wraps(view)
    def stayed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        before = user.get_session_auth_hash() if isinstance(user, Account) else ""
        answer = view(request, *args, **kwargs)
        if isinstance(user, Account) and user.get_session_auth_hash() != before:
            update_session_auth_hash(request, user)
        return answer

    return stayed
