"""Accounts, and the invitations that lead to them. Nothing here tells who somebody is."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


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


class Invitation(models.Model):
    """A link that lets one person set up one account, once, until a day. The token itself is not kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    person = models.CharField(max_length=16)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)

    class Meta:
        """A new invitation of the same person replaces those before it."""

        indexes = (models.Index(fields=("person",), name="invitations_of_person"),)
