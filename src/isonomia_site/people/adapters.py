"""What allauth asks of this house: nobody signs up unasked, nothing personal is kept, no mail is sent."""

from base64 import b32encode
from secrets import token_bytes, token_hex
from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from isonomia_site.papers import vault
from isonomia_site.papers.keyed import keyed
from isonomia_site.people import accounts
from isonomia_site.people.models import Account

WRONG = _("Sign-in name or password is wrong.")
TOO_MANY = _("Too many attempts. Wait five minutes, then try again.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in with a name and a password."""

    error_messages = {  # noqa: RUF012 (allauth wants a dictionary of the class)
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "too_many_login_attempts": TOO_MANY,
        "incorrect_password": _("The password is wrong."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by invitation alone."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where a request comes from, as a keyed hash: enough to count attempts."""
        return keyed("address", str(super().get_client_ip(request)))

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict[str, Any]]:
        """How somebody who is signed in proves it again, in our own words."""
        words = {"reauthenticate": _("With the password"), "mfa_reauthenticate": _("With a code of the second factor")}
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**one, "description": str(words[one["id"]])} for one in methods]


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Signing in through the OpenID provider."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Accounts are made by invitation alone."""
        return False

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> AbstractBaseUser:
        """Take nothing that the provider tells but the subject, and that as a keyed hash."""
        account = sociallogin.account
        account.uid = keyed("subject", f"{account.provider}\0{account.uid}")
        account.extra_data = {}
        sociallogin.email_addresses = []
        user: AbstractBaseUser = sociallogin.user
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Bind the subject to whoever was invited, also anew; turn away who is neither bound nor invited."""
        token = request.session.get(accounts.INVITED, "")
        # Who is bound already and has lost the second factor comes back with a new invitation too.
        if sociallogin.is_existing and accounts.invited(token) != str(sociallogin.user):
            return
        account = accounts.accepted(token)
        if account is None:
            raise ImmediateHttpResponse(render(request, "people/unknown.html", {}, status=403))
        request.session.pop(accounts.INVITED, None)
        sociallogin.connect(request, account)

    def on_authentication_error(self, request: HttpRequest, provider: object, *args: Any, **rest: Any) -> NoReturn:
        """Say that signing in failed; what the provider answered is neither shown nor kept."""
        raise ImmediateHttpResponse(render(request, "people/failed.html", {}, status=403))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second factor: codes of the time, and codes for the day on which the device is lost."""

    error_messages = {  # noqa: RUF012 (allauth wants a dictionary of the class)
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is wrong, or its half minute is over."),
    }

    def encrypt(self, text: str) -> str:
        """Keep a secret among the sealed papers of whoever is signed in; the table holds only where it is."""
        user = context.request.user
        if not isinstance(user, Account):
            raise RuntimeError("a second factor is set up by whoever is signed in")
        owner, field = f"person/{user.person}", f"factor.{token_hex(8)}"
        vault.keep(owner, field, text)
        return f"{owner} {field}"

    def decrypt(self, encrypted_text: str) -> str:
        """Fetch a secret from the sealed papers; one that was erased with its person opens nothing any more."""
        owner, _blank, field = encrypted_text.partition(" ")
        secret = vault.read(owner, field)
        return secret if isinstance(secret, str) else b32encode(token_bytes(20)).decode()

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """What the device shows: the public id, never the sign-in name or its hash."""
        return str(user)

    def get_totp_issuer(self) -> str:
        """The name of this house on the device."""
        return str(settings.MFA_TOTP_ISSUER)
