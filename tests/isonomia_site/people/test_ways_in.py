"""Ways in that must not stay open: an older session, a former password or provider, whatever an erased person had."""

import socket

import pytest
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from isonomia_site.people import accounts
from isonomia_site.people.adapters import SocialAccountAdapter
from tests.isonomia_site.people.officers import officer
from tests.isonomia_site.people.test_accounts import sign_in, with_factor


@pytest.fixture(autouse=True)
def uncounted(db: None) -> None:
    """Attempts of one test do not count in the next."""
    cache.clear()


def test_a_session_without_the_second_factor_gains_nothing_when_another_sets_it_up() -> None:
    one = officer("registrar")
    thief = Client()
    assert sign_in(thief, f"name of {one.person}").status_code == 302
    with_factor(one.client)
    assert one.client.get("/en/people/").status_code == 200
    for closed in ("/en/people/", "/en/account/", "/en/account/codes/"):
        assert thief.get(closed).headers["Location"].startswith("/en/account/sign-in/")


def test_a_new_invitation_ends_every_former_way_in() -> None:
    one = officer("registrar")
    SocialAccount.objects.create(user=one.account, provider="oidc", uid="former")
    assert one.client.get("/en/account/").status_code == 200
    accounts.accepted(accounts.invite(one.person), "a newer name", "correct horse battery")
    assert not SocialAccount.objects.exists()
    assert one.client.get("/en/account/").status_code == 302


def test_whoever_comes_back_through_the_provider_leaves_no_password_and_no_session_behind() -> None:
    one = officer("registrar")
    assert accounts.accepted(accounts.invite(one.person)) == one.account
    assert one.client.get("/en/account/").status_code == 302
    assert sign_in(Client(), f"name of {one.person}").status_code == 200


def test_a_registrar_of_some_matters_makes_no_registrar_of_all(settings: Settings) -> None:
    settings.ISONOMIA_SECOND_FACTOR = False
    one, friend = officer("registrar", "person"), officer()
    today = str(timezone.now().date())
    form = {"role": "registrar", "since": today, "until": "", "basis": "Order 2"}
    page = f"/en/people/{friend.person}/grant/"
    for wider in ("*", "capacity", "perso"):
        assert one.client.post(page, {**form, "scope": wider, "seen_place": "0"}).status_code == 403
    assert one.client.post(page, {**form, "scope": "person", "seen_place": "0"}).status_code == 302
    other = {**form, "role": "commission", "scope": "referendum", "seen_place": "1"}
    assert one.client.post(page, other).status_code == 302


def test_a_registrar_of_some_matters_gets_no_way_into_the_account_of_one_of_all(settings: Settings) -> None:
    settings.ISONOMIA_SECOND_FACTOR = False
    some, every = officer("registrar", "person"), officer("registrar")
    for one, other, status in ((some, every, 403), (every, some, 200), (some, officer(), 200)):
        answer = one.client.post(f"/en/people/{other.person}/invite/")
        assert answer.status_code == status
        assert (b"token=" in answer.content) is (status == 200)


def test_who_is_bound_to_the_provider_and_lost_the_device_comes_back_by_invitation(
    rf: RequestFactory, settings: Settings
) -> None:
    app = {"provider_id": "oidc", "name": "P", "client_id": "c", "settings": {"server_url": "https://p.example"}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    one, other = officer(), officer()
    for each in (one, other):
        bound = SocialAccount.objects.create(user=each.account, provider="oidc", uid=f"hash {each.person}")
        Authenticator.objects.create(user=each.account, type="totp", data={})
        request = rf.get("/")
        request.session = SessionStore()
        request.session[accounts.INVITED] = accounts.invite(one.person)
        found = SocialLogin(user=each.account, account=bound)
        with context.request_context(request):
            SocialAccountAdapter().pre_social_login(request, found)
        assert SocialAccount.objects.get(uid=bound.uid).user == each.account
    assert [row.user for row in Authenticator.objects.all()] == [other.account]


def test_a_provider_that_does_not_answer_is_said_in_plain_words(client: Client, settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        # Bound and not listening: whoever knocks is refused.
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        app = {"provider_id": "oidc", "name": "P", "client_id": "c", "settings": {"server_url": address}}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        answer = client.post("/account/provider/oidc/")
    assert answer.status_code == 502 and b"<h1" in answer.content
    assert address.encode() not in answer.content
    assert client.post("/account/provider/oidc/?process=connect").status_code == 404
