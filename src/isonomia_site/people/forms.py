"""What people fill in: signing in, accepting an invitation, and the acts of the registrar."""

from datetime import date
from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from isonomia.people import acts
from isonomia.people.rules import ENDINGS, ROLES, SLIPS, is_scope
from isonomia.record.sources import Wording
from isonomia_site.entering.forms import NO_NAMES, ActForm, choices, day_field, line_field
from isonomia_site.people.accounts import sign_in_hash


class SignInForm(LoginForm):  # type: ignore[misc]
    """A sign-in name and a password; from here on only the keyed hash of the name is known."""

    def clean_login(self) -> str:
        """The keyed hash of the name: what is looked up, counted and kept in the session."""
        return sign_in_hash(self.cleaned_data["login"])


class InvitedForm(forms.Form):
    """The sign-in name and the password that somebody who was invited chooses."""

    name = forms.CharField(
        label=_("Sign-in name"),
        min_length=4,
        max_length=64,
        help_text=_("Choose one; only you need to know it. This site keeps no readable copy."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters; several words that only you put together are good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        """A password that is long enough and not one of the well-known ones."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class Span(forms.Form):
    """A first and a last day in their order."""

    def clean(self) -> dict[str, Any] | None:
        """The last day is not before the first."""
        found = super().clean()
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first."))
        return found


class GrantForm(Span, ActForm):
    """A role is granted."""

    role = forms.ChoiceField(label=_("Role"), choices=choices("role", ROLES))
    scope = line_field(
        _("In which matters"),
        _("A matter, or the beginning of one, such as referendum; * means everywhere."),
        longest=128,
    )
    since = day_field(_("First day"))
    until = day_field(_("Last day"), _("Leave it empty where no end is set."), required=False)
    basis = line_field(_("Granted by which decision"), NO_NAMES)

    def clean_scope(self) -> str:
        """A matter, the beginning of one, or everywhere."""
        scope: str = self.cleaned_data["scope"].strip()
        if not is_scope(scope):
            raise forms.ValidationError(_("This is no matter: letters, digits and . _ - divided by /, or * alone."))
        return scope

    def body(self) -> acts.RoleGranted:
        """What the act says."""
        one = self.cleaned_data
        return acts.RoleGranted(
            role=one["role"],
            scope=one["scope"],
            since=str(one["since"]),
            until=_or_none(one["until"]),
            basis=one["basis"],
        )


class EndRoleForm(ActForm):
    """A role ends."""

    ended_on = day_field(_("First day without the role"))
    reason = forms.ChoiceField(label=_("Reason"), choices=choices("reason", ENDINGS))

    def __init__(self, *args: Any, grant: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.grant = grant

    def body(self) -> acts.RoleEnded:
        """What the act says."""
        one = self.cleaned_data
        return acts.RoleEnded(grant=self.grant, ended_on=str(one["ended_on"]), reason=one["reason"])


class RegisterForm(Span, ActForm):
    """A public capacity is registered, and the name that is shown with it is kept outside the record."""

    office_kk = line_field(_("Office, in Kazakh"))
    office_ru = line_field(_("Office, in Russian"))
    office_en = line_field(_("Office, in English"))
    since = day_field(_("First day"))
    until = day_field(_("Last day"), _("Leave it empty where no end is set."), required=False)
    basis = line_field(_("Under which rule the name is shown"), NO_NAMES)
    name = line_field(_("Name"), _("It is kept outside the record: it can be corrected and withdrawn."), longest=200)

    def body(self) -> acts.CapacityRegistered:
        """What the act says; the name is not in it."""
        one = self.cleaned_data
        office = tuple(
            Wording(language=language, text=one[f"office_{language}"], status="own_words")
            for language in ("kk", "ru", "en")
        )
        return acts.CapacityRegistered(
            office=office, since=str(one["since"]), until=_or_none(one["until"]), basis=one["basis"]
        )


class EndCapacityForm(ActForm):
    """A public capacity ends."""

    ended_on = day_field(_("First day without the office"))
    reason = forms.ChoiceField(label=_("Reason"), choices=choices("reason", ENDINGS))

    def body(self) -> acts.CapacityEnded:
        """What the act says."""
        one = self.cleaned_data
        return acts.CapacityEnded(ended_on=str(one["ended_on"]), reason=one["reason"])


class CorrectNameForm(ActForm):
    """The name of a capacity is corrected."""

    name = line_field(_("Name, as it should be"), longest=200)
    basis = line_field(_("Corrected on what basis"), NO_NAMES)

    def body(self) -> acts.NameCorrected:
        """What the act says; the name is not in it."""
        return acts.NameCorrected(basis=self.cleaned_data["basis"])


class WithdrawNameForm(ActForm):
    """The name of a capacity is shown no longer."""

    basis = line_field(_("Withdrawn on what basis"), NO_NAMES)

    def body(self) -> acts.NameWithdrawn:
        """What the act says."""
        return acts.NameWithdrawn(basis=self.cleaned_data["basis"])


class SlipForm(ActForm):
    """An act of one's own is to be disregarded."""

    reason = forms.ChoiceField(label=_("What was wrong"), choices=choices("reason", SLIPS))

    def __init__(self, *args: Any, disregard: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.disregard = disregard

    def body(self) -> acts.EnteredInError:
        """What the act says."""
        return acts.EnteredInError(disregard=self.disregard, reason=self.cleaned_data["reason"])


def _or_none(day: date | None) -> str | None:
    return str(day) if day else None
