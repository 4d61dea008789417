"""Officers for the tests: real accounts with roles that are really granted in the record."""

from dataclasses import dataclass

from django.test import Client
from django.utils import timezone

from isonomia_site.people import accounts, services
from isonomia_site.people.models import Account

PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Officer:
    """One person who is signed in, with the browser in which that is so."""

    person: str
    client: Client
    account: Account


def officer(role: str = "", scope: str = "*") -> Officer:
    """A person with one role from today on, or with none, signed in."""
    if role:
        person, token = services.first_officer(role, scope, "Order 1", timezone.now().date())
    else:
        person, token = services.new_person()
    account = accounts.accepted(token, f"name of {person}", PASSWORD)
    assert account is not None
    client = Client()
    client.force_login(account)
    return Officer(person, client, account)
