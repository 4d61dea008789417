"""How tests walk the desks of rights: fill a form in as it stands, send it, read what the page says."""

import html
import re
from datetime import date, timedelta

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from isonomia_site.rights import services


def today() -> date:
    """The day on which the hall is."""
    return timezone.now().date()


def days_on(days: int) -> str:
    """A day so many days from today."""
    return str(today() + timedelta(days=days))


def text(answer: object, status: int = 200) -> str:
    """What a page says."""
    assert isinstance(answer, HttpResponse) and answer.status_code == status, (
        getattr(answer, "status_code", answer),
        alerts(answer),
    )
    return html.unescape(answer.content.decode())


def alerts(answer: object) -> list[str]:
    """What a page says that has to be looked at."""
    content = getattr(answer, "content", b"").decode()
    return re.findall(r'role="alert".*?</(?:div|ul)>', content, re.DOTALL)


def sent(client: Client, address: str, **typed: object) -> HttpResponse:
    """Fill in a form as it stands, and send it."""
    page = text(client.get(address))
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    days = dict(re.findall(r'type="date" name="(day)" value="([^"]*)"', page))
    return client.post(address, {**hidden, **days, **typed})  # type: ignore[return-value]


def entered(client: Client, address: str, **typed: object) -> str:
    """The same, where an act follows; return where it leads."""
    answer = sent(client, address, **typed)
    assert answer.status_code == 302, (address, answer.status_code, alerts(answer))
    return str(answer.headers["Location"])


def filed(client: Client, door: str, **fields: str) -> tuple[str, str]:
    """File something, and open it in a browser; return its number and code."""
    given = services.file(door, fields, (), services.by_form(today()))
    assert client.post("/en/mine/", {"number": given.number, "code": given.code}).status_code == 302
    return given.number, given.code
