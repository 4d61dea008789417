"""Accounts: by invitation, with nothing kept that tells who somebody is, and with a second factor for officers."""

import re
from base64 import b32decode
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from isonomia.errors import ConflictError
from isonomia_site.papers import keyed
from isonomia_site.people import accounts
from isonomia_site.people.models import Account, Invitation
from tests.isonomia_site.people.officers import PASSWORD, officer

NAME = "Aigerim@example.test"
SIGN_IN = "/en/account/sign-in/"
PUBLIC = ("/en/", "/kk/record/", "/en/capacities/", "/en/about/", SIGN_IN)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uncounted() -> None:
    """Attempts of one test do not count in the next."""
    cache.clear()


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def invited() -> tuple[str, str]:
    person = keyed.drawn("p")
    return person, accounts.invite(person)


def accept(client: Client, token: str, name: str = NAME, password: str = PASSWORD) -> HttpResponse:
    client.get(f"/en/account/invitation/?token={token}")
    return client.post("/en/account/invitation/", {"name": name, "password": password})  # type: ignore[return-value]


def sign_in(client: Client, name: str = NAME, password: str = PASSWORD, follow: str = "") -> HttpResponse:
    return client.post(SIGN_IN, {"login": name, "password": password, "next": follow})  # type: ignore[return-value]


def test_somebody_who_is_invited_makes_an_account_once_and_signs_in(client: Client) -> None:
    person, token = invited()
    first = client.get(f"/en/account/invitation/?token={token}")
    assert first.status_code == 302 and "token" not in first.headers["Location"]
    assert accept(client, token).status_code == 302
    assert accept(Client(), token).status_code == 404
    answer = sign_in(client, NAME.upper(), follow="/en/people/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/people/")
    assert person in text(client.get("/en/account/"))  # type: ignore[arg-type]


def test_a_wrong_password_an_unknown_name_and_a_foreign_address_lead_nowhere(client: Client) -> None:
    accept(client, invited()[1])
    for name, password in ((NAME, "wrong password"), ("nobody", PASSWORD), ("", "")):
        answer = sign_in(client, name, password)
        assert answer.status_code == 200 and 'role="alert"' in text(answer)
    assert sign_in(client, follow="https://elsewhere.example/").headers["Location"] == "/en/account/"


@pytest.mark.parametrize(("name", "password"), [("abc", PASSWORD), (NAME, "short"), (NAME, "password1234"), ("", "")])
def test_a_weak_password_or_a_short_name_is_refused_and_the_invitation_lasts(
    client: Client, name: str, password: str
) -> None:
    token = invited()[1]
    assert accept(client, token, name, password).status_code == 400
    assert accounts.invited(token) and not Account.objects.exists()


def test_a_name_is_taken_once(client: Client) -> None:
    accept(client, invited()[1])
    answer = accept(Client(), invited()[1])
    assert answer.status_code == 400 and "taken" in text(answer)
    with pytest.raises(ConflictError):
        accounts.accepted(invited()[1], NAME, PASSWORD)


def test_an_invitation_ends_after_a_week_and_with_a_newer_one() -> None:
    person, token = invited()
    newer = accounts.invite(person)
    assert accounts.invited(token) is None and accounts.invited(newer) == person
    Invitation.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert accounts.invited(newer) is None and accounts.accepted(newer) is None


def test_a_new_invitation_of_somebody_with_an_account_replaces_the_way_in(client: Client) -> None:
    person, token = invited()
    accept(client, token)
    accept(client, accounts.invite(person), "another name")
    assert Account.objects.count() == 1
    assert sign_in(Client()).status_code == 200 and sign_in(Client(), "another name").status_code == 302


def test_nothing_that_tells_who_somebody_is_stands_in_the_database(client: Client, settings: Settings) -> None:
    accept(client, invited()[1])
    sign_in(client)
    sign_in(Client(), NAME, "wrong password")
    found = everything()
    for word in (NAME, NAME.casefold(), PASSWORD, "127.0.0.1"):
        assert word not in found
    assert str(client.cookies["sessionid"].value) in found
    assert not any("@" in one for one in [Account.objects.get().sign_in or ""])


def everything() -> str:
    """Every value of every table that is not the record's, sessions read as they are."""
    parts = [str(one.get_decoded()) for one in Session.objects.all()]
    with connection.cursor() as cursor:
        tables = [one for one in connection.introspection.table_names() if not one.startswith("record_")]
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            parts += [str(row) for row in cursor.fetchall()]
    return "\n".join(parts)


def test_the_pepper_lies_in_a_file_that_only_its_owner_reads(settings: Settings, tmp_path: Path) -> None:
    settings.STATE = tmp_path
    first = keyed.keyed("sign-in", "somebody")
    assert first == keyed.keyed("sign-in", "somebody") != keyed.keyed("subject", "somebody")
    assert (tmp_path / keyed.PEPPER).stat().st_mode & 0o077 == 0
    (tmp_path / keyed.PEPPER).unlink()
    assert keyed.keyed("sign-in", "somebody") != first


def test_after_too_many_attempts_signing_in_waits(client: Client) -> None:
    accept(client, invited()[1])
    for _ in range(5):
        sign_in(Client(), NAME, "wrong password")
    answer = sign_in(Client())
    assert answer.status_code in (200, 429) and "Too many attempts" in text(answer)


def test_pages_for_everybody_make_no_session_and_no_row(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(SIGN_IN)
    # Two questions: whether this record is a reconstruction, which every page says, and which head is the newest.
    with django_assert_max_num_queries(2):
        client.get(SIGN_IN)
    for path in PUBLIC:
        answer = client.get(path)
        assert answer.status_code == 200 and "sessionid" not in answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "") or path == SIGN_IN
        assert path == SIGN_IN or not answer.cookies
    assert not Session.objects.exists()


def test_cookies_are_for_this_site_over_tls_alone(client: Client, settings: Settings) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    accept(client, invited()[1])
    sign_in(client)
    for name in ("sessionid",):
        cookie = client.cookies[name]
        assert cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Lax"
    fresh = Client()
    fresh.get(SIGN_IN)
    assert fresh.cookies["csrftoken"]["secure"] and fresh.cookies["csrftoken"]["httponly"]


def test_a_form_from_elsewhere_is_refused_in_words() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(SIGN_IN, {"login": NAME, "password": PASSWORD})
    assert answer.status_code == 403 and "did not come from this site" in text(answer)  # type: ignore[arg-type]


def code_of(secret: str, step: int = 0) -> str:
    """What a device shows for a secret."""
    counter = next(yield_hotp_counters_from_time()) + step
    padded = secret + "=" * (-len(secret) % 8)
    assert b32decode(padded)
    return str(format_hotp_value(hotp_value(secret, counter)))


def with_factor(client: Client) -> str:
    """Set up the second factor as somebody does who reads the page; return the secret."""
    page = text(client.get("/en/account/second-factor/new/", follow=True))  # type: ignore[arg-type]
    if "id_password" in page:
        page = text(
            client.post(  # type: ignore[arg-type]
                "/en/account/confirm/", {"password": PASSWORD, "next": "/en/account/second-factor/new/"}, follow=True
            )
        )
    secret = re.findall(r"<code>([A-Z2-7]+)</code>", page)[0]
    assert "<svg viewBox" in page and "<path d=" in page
    assert client.post("/en/account/second-factor/new/", {"code": code_of(secret)}).status_code == 302
    return secret


def test_a_second_factor_is_asked_for_and_lies_nowhere_in_clear() -> None:
    one = officer("registrar")
    client = one.client
    assert client.get("/en/people/").status_code == 403
    secret = with_factor(client)
    assert client.get("/en/people/").status_code == 200
    codes = re.findall(r"<code>([0-9]{8})</code>", text(client.get("/en/account/codes/")))  # type: ignore[arg-type]
    assert len(codes) == 10
    found = everything()
    assert secret not in found and not any(code in found for code in codes)
    fresh = Client()
    answer = sign_in(fresh, f"name of {one.person}", follow="/en/people/")
    assert answer.headers["Location"].startswith("/en/account/code/")
    assert fresh.get("/en/people/").status_code == 302
    wrong = fresh.post("/en/account/code/", {"code": "000000"})
    assert wrong.status_code == 200 and "The code is wrong" in text(wrong)  # type: ignore[arg-type]
    assert fresh.post("/en/account/code/", {"code": codes[0]}).status_code == 302
    assert fresh.get("/en/people/").status_code == 200


def test_a_factor_is_removed_after_proving_again_and_the_desk_closes() -> None:
    one = officer("registrar")
    with_factor(one.client)
    assert one.client.post("/en/account/second-factor/remove/").status_code == 302
    assert one.client.get("/en/people/").status_code == 403


def test_codes_for_emergencies_alone_are_no_second_factor() -> None:
    one = officer("registrar")
    with_factor(one.client)
    Authenticator.objects.filter(type=Authenticator.Type.TOTP).delete()
    one.client.force_login(one.account)
    assert one.client.get("/en/people/").status_code == 403


def test_signing_out_ends_the_session() -> None:
    one = officer()
    assert one.client.get("/en/account/").status_code == 200
    assert one.client.post("/en/account/sign-out/").status_code == 302
    assert one.client.get("/en/account/").status_code == 302


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize(
    "path",
    ["account/sign-in/", "account/closed/", "account/invitation/", "account/", "account/confirm/", "capacities/"],
)
def test_every_page_of_signing_in_is_ours(language: str, path: str) -> None:
    one = officer()
    client = Client() if path in ("account/sign-in/", "account/invitation/") else one.client
    answer = client.get(f"/{language}/{path}")
    page = text(answer)  # type: ignore[arg-type]
    assert answer.status_code in (200, 404)
    assert f'<html lang="{language}"' in page and '<main id="main"' in page and "Menu:" not in page


def test_there_is_no_way_to_sign_up_or_to_ask_for_a_password(client: Client) -> None:
    for path in ("signup", "password/reset", "email", "3rdparty", "2fa", "login"):
        assert client.get(f"/en/account/{path}/").status_code == 404
        assert client.get(f"/en/accounts/{path}/").status_code == 404
