"""Accounts, and the invitations that lead to them. Nothing here tells who somebody is; an erasure takes all of it."""

from collections.abc import Iterable
from typing import ClassVar

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import models
from django.dispatch import receiver

from isonomia_site.papers.erasure import owners_erased


class Accounts(BaseUserManager["Account"]):
    """Accounts are found by the keyed hash of their sign-in name."""


class Account(AbstractBaseUser):
    """One person who signs in: a random public id, and a sign-in name of which only a keyed hash is kept.

    When somebody last signed in is not kept.
    """

    last_login = None
    person = models.CharField(max_length=16, unique=True)
    sign_in = models.CharField(max_length=64, unique=True, null=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[Accounts] = Accounts()
    USERNAME_FIELD = "sign_in"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["person"]

    def __str__(self) -> str:
        return self.person

    def get_session_auth_hash(self) -> str:
        """What a session hangs on: the password and the second factor.

        When either changes, every other session ends: one that began without the factor would else pass for one that
        has shown it.
        """
        factors = self.authenticator_set.filter(type="totp").values_list("pk", flat=True)  # type: ignore[attr-defined]
        return f"{super().get_session_auth_hash()}.{'.'.join(map(str, factors))}"


class Invitation(models.Model):
    """A link that lets one person set up one account, once, until a day. The token itself is not kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    person = models.CharField(max_length=16)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)

    class Meta:
        """A new invitation of the same person replaces those before it."""

        indexes = (models.Index(fields=("person",), name="invitations_of_person"),)


@receiver(owners_erased)
def forget(owners: Iterable[str], **_: object) -> None:
    """Delete what is kept of persons whose papers are erased: accounts with all that hangs on them, and traces of use.

    Whoever is half signed in begins again: such a session does not say plainly whose it is.
    """
    persons = [id for place, _slash, id in (owner.partition("/") for owner in owners) if place == "person"]
    if not persons:
        return
    Invitation.objects.filter(person__in=persons).delete()
    accounts = Account.objects.filter(person__in=persons)
    gone = {"", *(str(pk) for pk in accounts.values_list("pk", flat=True))}
    accounts.delete()
    for session in Session.objects.iterator():
        if str(session.get_decoded().get(SESSION_KEY, "")) in gone:
            session.delete()
    cache.clear()
