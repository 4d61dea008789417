"""The addresses of signing in: those of allauth's that this house uses, each with its mark, and no other."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import path

from isonomia_site.people.providers import asking_provider, towards_provider
from isonomia_site.people.standing import staying
from isonomia_site.permissions import public, signed_in

SIGN_IN = [
    path("account/sign-in/", public(towards_provider(account.login)), name="account_login"),
    path("account/sign-out/", signed_in(account.logout), name="account_logout"),
    path("account/closed/", public(account.account_inactive), name="account_inactive"),
    path("account/confirm/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("account/code/", public(mfa.authenticate), name="mfa_authenticate"),
    path("account/code/confirm/", signed_in(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("account/second-factor/new/", signed_in(staying(totp.activate_totp)), name="mfa_activate_totp"),
    path("account/second-factor/remove/", signed_in(staying(totp.deactivate_totp)), name="mfa_deactivate_totp"),
    path("account/codes/", signed_in(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("account/codes/new/", signed_in(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
]
PROVIDER = [
    path("account/provider/<slug:provider_id>/", public(asking_provider(oidc.login)), name="openid_connect_login"),
    path(
        "account/provider/<slug:provider_id>/back/",
        public(asking_provider(oidc.callback)),
        name="openid_connect_callback",
    ),
]
