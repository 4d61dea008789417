"""What the registrar can do: each is one act, entered as the law admits it, with the names kept outside the record."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from msgspec import Struct

from isonomia.errors import UnlawfulActError
from isonomia.people.acts import RoleGranted
from isonomia.people.state import People
from isonomia.record.act import Act, Body
from isonomia_site.entering import services
from isonomia_site.entering.services import standing
from isonomia_site.people import accounts, names
from isonomia_site.people.keyed import drawn
from isonomia_site.permissions import HOUSE_RULE, MAY_ENTER, By, at_console
from isonomia_site.record.models import Entry

REGISTRAR = "registrar"


def enter_act(by: By, matter: str, body: Body, seen_place: int) -> Act:
    """Enter one act about a person or a capacity, if the law admits it after those of its matter.

    Raises:
        UnlawfulActError, InputError: the law refuses it, or who asks may not enter it.
        ConflictError: another act was entered in this matter since `seen_place`.
    """
    return services.enter_act(by, matter, body, seen_place, judge=_judged)


def _judged(by: By, act: Act, before: Sequence[Act]) -> Mapping[str, str]:
    _refuse_wider(by, act.body)
    return People.after([*before, act]).summary(act.matter)


def _refuse_wider(by: By, body: Struct) -> None:
    """Nobody hands on the right to grant roles for more than they hold it themselves."""
    wanted = body.scope if isinstance(body, RoleGranted) and body.role == REGISTRAR else None
    if wanted is not None and not by.roles(wanted) & MAY_ENTER["people.role_granted"]:
        raise UnlawfulActError(f"who makes a registrar of {wanted} is one there: nobody here is", HOUSE_RULE)


@transaction.atomic
def register(by: By, body: Body, name: str) -> str:
    """Register a public capacity under a new random id, and keep its name outside the record; return the id."""
    capacity = _unused("c", "capacity")
    enter_act(by, f"capacity/{capacity}", body, 0)
    names.keep(f"capacity/{capacity}", name)
    return capacity


@transaction.atomic
def correct_name(by: By, matter: str, body: Body, seen_place: int, *, name: str) -> None:
    """Enter that a name was corrected, and keep the new one instead of the old."""
    enter_act(by, matter, body, seen_place)
    names.keep(matter, name)


@transaction.atomic
def withdraw_name(by: By, matter: str, body: Body, seen_place: int) -> None:
    """Enter that a name was withdrawn, and take it out of the papers."""
    enter_act(by, matter, body, seen_place)
    names.remove(matter)


@transaction.atomic
def first_officer(role: str, scope: str, basis: str, today: date) -> tuple[str, str]:
    """Grant a role to a new person at the console; return the id and the token of the invitation."""
    person, token = new_person()
    body = RoleGranted(role=role, scope=scope, since=str(today), basis=basis)
    enter_act(at_console("operator", today), f"person/{person}", body, 0)
    return person, token


def new_person() -> tuple[str, str]:
    """Draw a new person's id and make the invitation; return the id and the token of the link."""
    person = _unused("p", "person")
    return person, accounts.invite(person)


def invite_again(by: By, person: str) -> str:
    """Make a new invitation of a person; return the token. Whoever follows it signs in as that person.

    Raises:
        UnlawfulActError: the person is a registrar of more than who asks.
    """
    for one in standing(person).held:
        if one.role == REGISTRAR and REGISTRAR not in by.roles(one.scope):
            raise UnlawfulActError(f"{person} is registrar of {one.scope}, and who invites is not", HOUSE_RULE)
    return accounts.invite(person)


def _unused(letter: str, institution: str) -> str:
    while True:
        one = drawn(letter)
        if not accounts.known(one) and not Entry.objects.filter(matter=f"{institution}/{one}").exists():
            return one
