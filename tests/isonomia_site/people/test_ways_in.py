"""Ways in that must not stay open: an older session, a former password or provider, whatever an erased person had."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client

from isonomia_site.people import accounts
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
