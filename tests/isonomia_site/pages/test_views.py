"""Home, glossary, about, and the pages of errors."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from isonomia.errors import ConflictError, InputError, RecordError, RulebookError, UnlawfulActError
from isonomia_site.pages.errors import RefusalMiddleware, bad_request, forbidden, server_error
from isonomia_site.pages.glossary import TERMS

pytestmark = pytest.mark.django_db


def text(response: HttpResponse) -> str:
    """The page as text."""
    return response.content.decode()


def test_home_shows_the_reform_with_its_state(client: Client) -> None:
    shown = text(client.get("/en/"))
    assert "the amendments were adopted in the referendum of 5\u00a0June 2022" in shown
    assert "Last event: Constitutional Court begins work, 1\u00a0January 2023." in shown


def test_the_first_address_leads_to_a_language(client: Client) -> None:
    assert client.get("/", headers={"accept-language": "kk"}).headers["Location"] == "/kk/"
    assert client.get("/", headers={"accept-language": "fr"}).headers["Location"] == "/en/"


@pytest.mark.parametrize("path", ["", "about/", "glossary/", "figures/", "no-such-page/"])
def test_kazakh_is_marked_as_a_draft_and_only_kazakh(client: Client, path: str) -> None:
    assert 'class="draft"' in text(client.get(f"/kk/{path}"))
    assert 'class="draft"' not in text(client.get(f"/ru/{path}"))


def test_the_glossary_has_every_term_in_three_languages(client: Client) -> None:
    assert len(TERMS) >= 60 and all(one.kk and one.ru and one.en for one in TERMS)
    shown = text(client.get("/ru/glossary/"))
    assert all(one.kk in shown for one in TERMS)


def test_about_says_what_is_not_proved(client: Client) -> None:
    shown = text(client.get("/en/about/"))
    assert "What it does not prove" in shown and "reconstruction from publications" in shown


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_nothing_at_an_address_is_said_in_the_language(client: Client, language: str) -> None:
    response = client.get(f"/{language}/nowhere/")
    assert response.status_code == 404
    assert f'lang="{language}"' in text(response)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (InputError("no"), 400),
        (UnlawfulActError("no", "art. 31(2)"), 403),
        (ConflictError("no"), 409),
        (RulebookError("no"), 500),
        (RecordError("no"), 500),
    ],
)
def test_an_error_of_the_house_has_its_status(rf: RequestFactory, error: Exception, status: int) -> None:
    def never(request: HttpRequest) -> HttpResponse:
        raise AssertionError

    response = RefusalMiddleware(never).process_exception(rf.get("/en/"), error)
    assert response is not None and response.status_code == status
    if status == 403:
        assert "art. 31(2)" in text(response)


def test_other_errors_are_left_to_django(rf: RequestFactory) -> None:
    assert RefusalMiddleware(lambda _: HttpResponse()).process_exception(rf.get("/"), ValueError()) is None


def test_the_handlers_answer_with_their_status(rf: RequestFactory) -> None:
    request = rf.get("/en/")
    assert bad_request(request, ValueError()).status_code == 400
    assert forbidden(request, ValueError()).status_code == 403
    assert server_error(request).status_code == 500


def test_health_is_plain(client: Client) -> None:
    assert text(client.get("/healthz")) == "ok\n"
