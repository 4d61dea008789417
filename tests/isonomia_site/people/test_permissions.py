"""The one check below all desks: every address and every act, tried by everybody who may not."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import timezone
from msgspec import structs
from pytest_django import Settings

from isonomia.errors import InputError, UnlawfulActError
from isonomia.people.acts import RoleEnded, RoleGranted
from isonomia.people.rules import ROLES, Held
from isonomia.record.act import Act, Actor, read_entry
from isonomia.reform.road import BODIES
from isonomia_site.people import services
from isonomia_site.permissions import (
    AUTHOR,
    CONSOLE_ROLES,
    MAY_ENTER,
    By,
    Mark,
    NotPermitted,
    PermissionMiddleware,
    at_console,
    check_entry,
    mark_of,
    serving,
)
from isonomia_site.record.models import Entry
from isonomia_site.record.writer import enter
from tests.isonomia_site.people.officers import Officer, officer

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "acts"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
TODAY = date(2026, 11, 21)
# A value for each part that an address can have; one that is new must be named here.
PARTS = {
    "name": "checkpoint",
    "slug": "kz-2022",
    "day": "2022-06-05",
    "claim": "F27",
    "law": "kz-constitutional-court",
    "index": "0",
    "size": "1",
    "capacity": "c-4m8x2t",
    "person": "p-7f3k9q",
    "place": "0",
    "provider_id": "oidc",
    "rule": "court.return",
    "year": "2026",
    "number": "27",
    "format": "csv",
    "amendment": "mysal/term",
    "work": "w-4m8x2t7k",
    "what": "accepted",
    "key": "1",
    "demand": "D-2026-1",
    "proposal": "P-2026-000001",
    "step": "change",
    "door": "court",
    "kind": "case",
    "at": "0",
    "language": "kk",
}


@dataclass(frozen=True)
class Address:
    """One address with its mark."""

    name: str
    path: str
    mark: Mark | None


def addresses() -> list[Address]:
    """Every address of the site, with its parts filled in."""
    return [
        Address(name, reverse(name, kwargs={part: PARTS[part] for part in parts}), mark_of(one.callback))
        for name, one, parts in patterns(get_resolver().url_patterns)
    ]


def patterns(found: list[URLPattern | URLResolver], under: str = "") -> Iterator[tuple[str, URLPattern, list[str]]]:
    for one in found:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, f"{under}{one.namespace}:" if one.namespace else under)
        else:
            yield f"{under}{one.name}", one, list(one.pattern.converters)


EVERY = addresses()
CLOSED = [one for one in EVERY if one.mark and one.mark.kind == "permitted"]
SIGNED_IN = [one for one in EVERY if one.mark and one.mark.kind == "signed in"]


def test_every_address_is_marked() -> None:
    assert [one.name for one in EVERY if one.mark is None] == []
    assert len(EVERY) > 40 and len(CLOSED) > 12 and len(SIGNED_IN) > 5
    assert all(one.mark and one.mark.roles <= set(ROLES) and one.mark.roles for one in CLOSED)


def test_what_is_public_is_named_here_once_more() -> None:
    public = {one.name for one in EVERY if one.mark and one.mark.kind == "public"}
    desks = {"account", "people", "person", "registered", "register", "grant", "invite", "new_person", "one_capacity"}
    assert not public & desks and {"home", "log", "archive", "entries", "capacities", "account_login"} <= public


def ask(client: Client, method: str, address: Address) -> HttpResponse:
    return client.generic(method, address.path)  # type: ignore[return-value]


def to_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and "/account/sign-in/?next=" in answer.headers["Location"]


@pytest.mark.django_db
@pytest.mark.parametrize("method", METHODS)
def test_nobody_opens_what_asks_for_signing_in(method: str) -> None:
    for address in [*CLOSED, *SIGNED_IN]:
        assert to_sign_in(ask(Client(), method, address)), address.name


@pytest.fixture
def relaxed(settings: Settings) -> None:
    """Officers act without a second factor here; that it is asked for has its own tests."""
    settings.ISONOMIA_SECOND_FACTOR = False


def wrong_officers() -> Iterator[tuple[str, Officer, list[Address]]]:
    """Everybody who is signed in and does not hold the role of a desk there today, and the addresses of such desks."""
    yield "no role", officer(), CLOSED
    for role in ROLES:
        yield role, officer(role), [one for one in CLOSED if one.mark and role not in one.mark.roles]
    for role in sorted({role for one in CLOSED if one.mark for role in one.mark.roles}):
        yield f"{role} of another matter", officer(role, "reform"), CLOSED
        for matter in ("person/p-7f3k9", "draft/kz-202"):
            yield f"{role} of a matter that only begins alike", officer(role, matter), CLOSED
        ended = officer(role)
        end(ended.person)
        yield f"{role} until yesterday", ended, CLOSED


def end(person: str) -> None:
    today = timezone.now().date()
    body = RoleEnded(grant=f"person/{person}/1", ended_on=str(today), reason="resigned")
    services.enter_act(at_console("operator", today), f"person/{person}", body, 1)


@pytest.mark.django_db
@pytest.mark.only_on("sqlite")
@pytest.mark.usefixtures("relaxed")
def test_no_wrong_role_opens_any_closed_address_by_any_method() -> None:
    before = Entry.objects.count()
    tried = 0
    for who, one, closed in wrong_officers():
        # Whoever holds no role at all tries every method, and is answered with a whole page.
        if who == "no role":
            for address, method in itertools.product(closed, METHODS):
                assert ask(one.client, method, address).status_code == 403, (who, method, address.name)
                tried += 1
            continue
        # Everybody else is brought to each view itself, as the hall sees them: the page would be that same page.
        found = one.client.get("/en/account/").wsgi_request
        for address, method in itertools.product(closed, ("GET", "POST")):
            found.method = method
            with pytest.raises(NotPermitted):
                view, words, named = resolve(address.path)
                pytest.fail(f"{who} {method} {address.name}: {view(found, *words, **named)}")
            tried += 1
    assert tried >= (len(METHODS) + 5 * 2) * len(CLOSED)
    assert Entry.objects.exclude(matter__startswith="person/").count() <= before


@pytest.mark.django_db
@pytest.mark.usefixtures("relaxed")
@pytest.mark.parametrize("days", [-1, 3])
def test_a_role_opens_nothing_before_its_first_and_after_its_last_day(
    monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    one, now = officer(), timezone.now()
    body = RoleGranted(
        role="registrar", scope="*", since=str(now.date()), until=str(now.date() + timedelta(days=2)), basis="Order 1"
    )
    services.enter_act(at_console("operator", now.date()), f"person/{one.person}", body, 0)
    assert one.client.get("/en/people/").status_code == 200
    monkeypatch.setattr("isonomia_site.entering.services.timezone.now", lambda: now + timedelta(days=days))
    # The session of that day is over: signed in anew.
    one.client.force_login(one.account)
    for address, method in itertools.product(CLOSED, ("GET", "POST")):
        assert ask(one.client, method, address).status_code == 403, (method, address.name)


@pytest.mark.django_db
@pytest.mark.usefixtures("relaxed")
def test_the_right_role_opens_every_closed_address() -> None:
    officers = {role: officer(role) for role in {role for one in CLOSED if one.mark for role in one.mark.roles}}
    for address in CLOSED:
        assert address.mark and address.mark.roles
        for role in address.mark.roles:
            answer = officers[role].client.get(address.path)
            # Some addresses only take what is sent to them.
            assert answer.status_code in (200, 404, 405), address.name
            assert answer.headers["Cache-Control"] == "no-store, private"


@pytest.mark.django_db
@pytest.mark.usefixtures("relaxed")
def test_the_page_of_a_refusal_names_what_is_missing() -> None:
    answer = officer("secretariat").client.get("/en/people/p-7f3k9q/grant/")
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "registrar of people and capacities" in text and "person/p-7f3k9q" in text


@pytest.mark.django_db
def test_without_a_second_factor_an_officer_opens_nothing_and_is_told_so() -> None:
    one = officer("registrar")
    for address, method in itertools.product(CLOSED, METHODS):
        assert ask(one.client, method, address).status_code == 403, (method, address.name)
    assert "second factor" in one.client.get("/en/people/").content.decode()
    assert one.client.get("/en/account/").status_code == 200


@pytest.mark.django_db
def test_an_account_that_is_closed_is_signed_out() -> None:
    one = officer()
    one.account.is_active = False
    one.account.save()
    assert to_sign_in(one.client.get("/en/account/"))  # type: ignore[arg-type]


def test_a_view_without_a_mark_is_refused_to_everybody(rf: RequestFactory) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        raise AssertionError

    with pytest.raises(PermissionDenied):
        PermissionMiddleware(view).process_view(rf.get("/"), view)


# The pen.


def golden(kind: str) -> Act:
    """The example of a kind of act, as it was published."""
    return read_entry((GOLDEN / f"{kind}.v1.json").read_bytes(), BODIES)


def test_every_kind_of_act_is_named_in_the_table() -> None:
    assert {name for name, _ in BODIES} == set(MAY_ENTER)
    assert all(roles and roles <= {*ROLES, *CONSOLE_ROLES, AUTHOR} for roles in MAY_ENTER.values())


def by(role: str, *, scope: str = "*", person: str = "p-7f3k9q", since: int = 0, days: int = 9) -> By:
    first = TODAY + timedelta(days=since)
    return By(person, (Held(role, scope, first, first + timedelta(days=days), "grant"),), TODAY)


def wrong_entries(act: Act) -> Iterator[tuple[Act, By]]:
    """An act as somebody would enter it who may not: every wrong role, day, matter and person."""
    allowed = MAY_ENTER[act.act]
    for role in {*ROLES, *CONSOLE_ROLES, AUTHOR} - allowed:
        yield acted(act, role), by(role)
    for role in allowed:
        own = acted(act, role)
        yield own, By("p-7f3k9q", (), TODAY)
        yield own, By("", (), TODAY)
        yield own, by(role, scope="another/matter")
        yield own, by(role, scope=act.matter[:-1])
        yield own, by(role, since=1)
        yield own, by(role, since=-9, days=8)
        yield own, by(role, person="p-2b2b2b")
        yield own, by(role, person="")
        yield own, replace(by(role), lacks_factor=True)
        for other in {*ROLES, *CONSOLE_ROLES, AUTHOR} - {role}:
            yield own, by(other)
    yield acted(act, "usher"), by("usher")


def acted(act: Act, role: str) -> Act:
    place = Entry.objects.filter(matter=act.matter).count()
    return structs.replace(act, id=f"try/{act.act}", place=place, actor=Actor(role=role, capacity="p-7f3k9q"))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted(name for name, _ in BODIES))
def test_the_pen_refuses_an_act_whose_actor_may_not_enter_it(kind: str) -> None:
    before = Entry.objects.count()
    for act, wrong in wrong_entries(golden(kind)):
        with pytest.raises(UnlawfulActError), transaction.atomic():
            enter(act, {}, by=wrong)
    assert Entry.objects.count() == before
    for role in MAY_ENTER[kind]:
        with transaction.atomic():
            enter(structs.replace(acted(golden(kind), role), id=f"right/{role}"), {}, by=by(role))
    assert Entry.objects.count() == before + len(MAY_ENTER[kind])


def test_the_roles_of_the_console_are_out_of_reach_of_the_web() -> None:
    assert at_console("compiler", TODAY).roles("anything") == {"compiler"}
    with serving(), pytest.raises(RuntimeError):
        at_console("operator", TODAY)
    with pytest.raises(InputError):
        at_console("registrar", TODAY)
    assert not {*CONSOLE_ROLES, AUTHOR} & set(ROLES)


def test_who_may_enter_is_asked_by_role_and_by_nothing_else() -> None:
    act = golden("people.role_granted")
    own = structs.replace(act, actor=Actor(role="registrar", capacity="p-7f3k9q"))
    check_entry(own, by("registrar"))
    check_entry(own, by("registrar", scope="person"))
    with pytest.raises(UnlawfulActError, match="registrar"):
        check_entry(own, by("secretariat"))


def test_in_whose_name_an_act_stands_is_told_by_the_compiler_at_the_console_and_by_nobody_else() -> None:
    act = golden("referendum.called")
    check_entry(structs.replace(act, actor=Actor(role="compiler", capacity="c-4m8x2t")), at_console("compiler", TODAY))
    for role, capacity, who in (
        ("compiler", "p-4m8x2t", at_console("compiler", TODAY)),
        ("commission", "c-4m8x2t", by("commission")),
        ("commission", "p-4m8x2t", by("commission")),
    ):
        with pytest.raises(UnlawfulActError, match="another person"):
            check_entry(structs.replace(act, actor=Actor(role=role, capacity=capacity)), who)
    with pytest.raises(UnlawfulActError, match="nobody here is compiler"):
        check_entry(structs.replace(act, actor=Actor(role="compiler", capacity="c-4m8x2t")), by("commission"))
