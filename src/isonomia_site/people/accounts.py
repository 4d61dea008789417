"""Accounts and invitations: made by invitation alone, bound to a random public id."""

import secrets
from datetime import timedelta
from hashlib import sha256

from allauth.mfa.models import Authenticator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from isonomia.errors import ConflictError
from isonomia_site.people.keyed import keyed
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

    An invitation that was made before ends.
    """
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
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

    An account that is there already gets the new sign-in name, and any second factor is removed: that is how somebody
    who lost the way in comes back.

    Raises:
        ConflictError: another account has this sign-in name.
    """
    person = invited(token)
    if person is None or not _open().filter(token_hash=_hash(token)).update(used=timezone.now()):
        return None
    account = Account.objects.filter(person=person).first() or Account(person=person)
    if name:
        account.sign_in = sign_in_hash(name)
        if Account.objects.filter(sign_in=account.sign_in).exclude(person=person).exists():
            raise ConflictError("another account has this sign-in name")
        account.set_password(password)
    elif account.pk is None:
        account.set_unusable_password()
    account.save()
    Authenticator.objects.filter(user=account).delete()
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
