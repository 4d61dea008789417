"""Accounts and dumps: an erasure takes whatever is kept of somebody who signs in, and no dump lets anyone in."""

import shutil
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from isonomia.people.rules import LETTERS
from isonomia_site.papers.dumps import DATABASE, dump, restore
from isonomia_site.papers.erasure import erase
from isonomia_site.people import accounts
from isonomia_site.people.models import Account, Invitation
from tests.isonomia_site.halls import Hall
from tests.isonomia_site.papers.persons import CLERK, NOW

PERSON = f"p-{LETTERS[:6]}"
OTHER = f"p-{LETTERS[6:12]}"
PASSWORD = "correct horse battery"

pytestmark = pytest.mark.usefixtures("papers")


def signed_in(person: str) -> tuple[Account, Client]:
    """An account with every kind of row that hangs on one, and a browser in which it is signed in."""
    account = accounts.accepted(accounts.invite(person), f"name of {person}", PASSWORD)
    assert account is not None
    SocialAccount.objects.create(user=account, provider="oidc", uid=f"hash of {person}")
    Authenticator.objects.create(user=account, type="totp", data={"secret": f"person/{person} factor"})
    for password in ("wrong password", PASSWORD):
        # The second goes as far as the question for a code: a session that is half signed in.
        Client().post("/en/account/sign-in/", {"login": f"name of {person}", "password": password})
    client = Client()
    client.force_login(account)
    return account, client


def rows_of(account: Account) -> list[str]:
    """The tables that still hold something of an account, by its number, its person or the hash of its name."""
    kinds = (Account, Invitation, SocialAccount, Authenticator)
    found = [f"{kind.__name__} {vars(one)}" for kind in kinds for one in kind.objects.all()]
    found += [str(one.get_decoded()) for one in Session.objects.all()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_attempt")
        found += [str(row) for row in cursor.fetchall()]
    sought = (account.person, str(account.sign_in), f"'_auth_user_id': '{account.pk}'", f"'user_id': {account.pk},")
    return [row for row in found if any(word in row for word in sought)]


def test_an_erasure_takes_the_account_and_all_that_hangs_on_it(full_hall: Hall) -> None:
    account, client = signed_in(PERSON)
    other, _ = signed_in(OTHER)
    assert client.get("/en/account/").status_code == 200 and rows_of(account)
    erase(f"person/{PERSON}", ground="art-18", by=CLERK, at=NOW)
    assert rows_of(account) == []
    assert Account.objects.get() == other and Invitation.objects.get().person == OTHER
    assert client.get("/en/account/").status_code == 302


def test_an_account_without_any_paper_does_not_come_back_with_an_older_dump(full_hall: Hall, tmp_path: Path) -> None:
    account = accounts.accepted(accounts.invite(PERSON), "a name", PASSWORD)
    assert account is not None
    dump(tmp_path / "dump", NOW)
    erase(f"person/{PERSON}", ground="art-18", by=CLERK, at=NOW)
    shutil.rmtree(full_hall.published)
    assert restore(tmp_path / "dump", replace=True).erased_again == 1
    assert rows_of(account) == []


def test_no_session_and_no_attempt_is_in_a_dump(full_hall: Hall, tmp_path: Path) -> None:
    signed_in(PERSON)
    key = Session.objects.order_by("pk").first()
    assert key is not None
    dump(tmp_path / "dump", NOW)
    data = (tmp_path / "dump" / DATABASE[connection.vendor]).read_bytes()
    assert key.session_key.encode() not in data and key.session_data.encode() not in data
    assert b"login_failed" not in data
    assert Session.objects.exists(), "the hall itself goes on"
    restore(tmp_path / "dump", replace=True)
    assert not Session.objects.exists()
