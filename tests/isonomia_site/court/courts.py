"""What the tests of the court say again and again: an appeal, a page, a step by its form."""

import re
from datetime import date, timedelta

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from isonomia.court.acts import AppealFiled
from isonomia.record.sources import Wording
from isonomia_site.entering.judging import judged
from isonomia_site.filing import services as filing
from isonomia_site.filing.papers import Papers
from isonomia_site.filing.services import Series
from isonomia_site.permissions import as_author

JUDGES = ("c-222222", "c-333333", "c-444444", "c-555555", "c-666666", "c-777777")
NORM = "norm/fees"
DESK = "/en/desk/court/"


def today() -> date:
    """The day on which the hall is."""
    return timezone.now().date()


def said(text: str) -> tuple[Wording, ...]:
    """A text in one language."""
    return (Wording(language="en", text=text, status="own_words"),)


def filed(norms: tuple[str, ...] = (NORM,), applicant: str = "citizen") -> str:
    """An appeal that somebody sent; its number."""
    body = AppealFiled(
        channel="form", language="en", applicant_kind=applicant, norms=norms, filed_on=str(today() - timedelta(days=1))
    )
    papers = Papers({"content": {"substance": "The fee is too high."}, "applicant": {"name": "A. Person"}})
    return filing.receive(as_author(today()), Series("case/", judged), body, papers).number


def text(answer: object, status: int = 200) -> str:
    """What a page says."""
    assert isinstance(answer, HttpResponse) and answer.status_code == status, getattr(answer, "content", answer)[:3000]
    return answer.content.decode()


def step(client: Client, number: str, what: str, /, *, status: int = 302, **typed: object) -> HttpResponse:
    """Take a step by its form, as somebody who sees how many acts there are."""
    page = client.get(f"{DESK}{number}/{what}/")
    assert page.status_code == 200, (what, page.status_code)
    seen = re.search(r'name="seen_place" value="(\d+)"', page.content.decode())
    assert seen is not None
    answer = client.post(f"{DESK}{number}/{what}/", {"seen_place": seen[1], "day": str(today()), **typed})
    assert answer.status_code == status, re.findall(r'role="alert".*?</div>', answer.content.decode(), re.DOTALL)
    return answer  # type: ignore[return-value]
