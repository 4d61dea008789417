"""Accounts and invitations: made by invitation alone, bound to a random public id."""

import secrets
from datetime import timedelta
from hashlib import sha256

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isonomia.errors import ConflictError
from isonomia_site.papers import vault
from isonomia_site.papers.keyed import keyed
from isonomia_site.people.models import Account, Invitation

INVITED = "invited"
"""Under this name a session keeps the token of an invitation while it is being accepted."""
LASTS = timedelta(days=7)
TAKEN = _("This sign-in name is taken. Choose another.")


def sign_in_hash(name: str) -> str:
    """What is kept of a sign-in name; large and small letters are the same."""
    return keyed("sign-in", name.strip().casefold())


def invite(person: str) -> str:
    """Make an invitation for a person and return its token, which is shown once and kept nowhere.

    An invitation that was made before ends. From now on the person has a key among the papers: an erasure finds by it
    whatever is kept of the account, in every dump too.
    """
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        vault.own(f"person/{person}")
        Invitation.objects.filter(person=person, used=None).delete()
        Invitation.objects.create(token_hash=_hash(token), person=person, expires=timezone.now() + LASTS)
    return token


def invited(token: str) -> str | None:
    """The person whom an invitation is for; None where there is none, or it is used, or too old."""
    row = _open().filter(token_hash=_hash(token)).first() if token else None
    return row.person if row else None


@transaction.atomic
def accepted(token: str, name: str = "", password: str = "") -> Account | None:
    """Use an invitation and return the account, with a sign-in name and a password where they are given.

    Of an account that is there already every former way in ends: sign-in name, password, provider, second factor, and
    whatever session is open. That is how somebody who lost the way in comes back, and whoever found it stays out.

    Raises:
        ConflictError: another account has this sign-in name.
    """
    person = invited(token)
    if person is None or not _open().filter(token_hash=_hash(token)).update(used=timezone.now()):
        return None
    account = Account.objects.filter(person=person).first() or Account(person=person)
    account.sign_in = sign_in_hash(name) if name else None
    # Sessions hang on the password: they end with the one before, also where the new one opens nothing.
    account.set_unusable_password()
    if name:
        if Account.objects.filter(sign_in=account.sign_in).exclude(person=person).exists():
            raise ConflictError("another account has this sign-in name")
        account.set_password(password)
    account.save()
    Authenticator.objects.filter(user=account).delete()
    SocialAccount.objects.filter(user=account).delete()
    return account


def known(person: str) -> bool:
    """Whether a person was invited, or has an account."""
    return Invitation.objects.filter(person=person).exists() or has_account(person)


def has_account(person: str) -> bool:
    """Whether somebody signs in as this person already."""
    return Account.objects.filter(person=person).exists()


def _open() -> models.QuerySet[Invitation]:
    return Invitation.objects.filter(used=None, expires__gt=timezone.now())


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
