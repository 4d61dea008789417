"""The registrar's desk: each form is one act, stale pages lose nothing, and slips are two clicks and an act."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from isonomia.errors import InputError
from isonomia.people.state import People
from isonomia.record.reading import check
from isonomia.record.receipt import check_promise, parse_promise
from isonomia.reform.road import BODIES
from isonomia_site.people import names
from isonomia_site.record import reader, receipts
from isonomia_site.record.index import rebuild
from isonomia_site.record.keys import own_policy, promise_key
from isonomia_site.record.models import Entry, Matter
from isonomia_site.reforms.services import enter_pack
from tests.isonomia_site.halls import Hall
from tests.isonomia_site.people.officers import Officer, officer

TODAY = str(timezone.now().date())
GRANT = {"role": "commission", "scope": "referendum", "since": TODAY, "until": "", "basis": "Order 7"}
CAPACITY = {
    "seen_place": "0",
    "office_kk": "Төраға",
    "office_ru": "Председатель",
    "office_en": "Chair of the commission",
    "since": "2026-11-01",
    "until": "",
    "basis": "Decree 1, list of members",
    "name": "Айгерим Сериккызы",
}


@pytest.fixture(autouse=True)
def relaxed(settings: Settings) -> None:
    """Officers act without a second factor here; that it is asked for has its own tests."""
    settings.ISONOMIA_SECOND_FACTOR = False


@pytest.fixture
def registrar(db: None) -> Officer:
    """A registrar who is signed in."""
    return officer("registrar")


def text(answer: object) -> str:
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()


def new_person(client: Client) -> tuple[str, str]:
    """Invite somebody as the page does; return the id and the link's token."""
    page = text(client.post("/en/people/new/"))
    person = re.findall(r"<code>(p-[a-z0-9]{6})</code>", page)[0]
    return person, re.findall(r"token=([\w-]+)", page)[0]


def grant(client: Client, person: str, seen: int, **changes: str) -> HttpResponse:
    data = {**GRANT, "seen_place": str(seen), **changes}
    return client.post(f"/en/people/{person}/grant/", data)  # type: ignore[return-value]


def test_somebody_is_invited_granted_a_role_and_can_use_it(registrar: Officer) -> None:
    person, token = new_person(registrar.client)
    assert grant(registrar.client, person, 0, role="registrar", scope="*").status_code == 302
    guest = Client()
    guest.get(f"/en/account/invitation/?token={token}")
    guest.post("/en/account/invitation/", {"name": "somebody", "password": "four words are good"})
    guest.post("/en/account/sign-in/", {"login": "somebody", "password": "four words are good"})
    assert guest.get("/en/people/").status_code == 200
    act = reader.acts_of(f"person/{person}")[0]
    assert (act.actor.role, act.actor.capacity) == ("registrar", registrar.person)
    listed = text(registrar.client.get("/en/people/"))
    assert person in listed and registrar.person in listed


def test_a_role_is_ended_on_its_page(registrar: Officer) -> None:
    person, _ = new_person(registrar.client)
    grant(registrar.client, person, 0)
    assert "End this role" in text(registrar.client.get(f"/en/people/{person}/"))
    data = {"ended_on": TODAY, "reason": "resigned", "seen_place": "1"}
    assert registrar.client.post(f"/en/people/{person}/0/end/", data).status_code == 302
    state = People.after(reader.acts_of(f"person/{person}"))
    assert state.roles(person, timezone.now().date(), "referendum") == set()
    assert "not held" in text(registrar.client.get(f"/en/people/{person}/"))
    assert registrar.client.get(f"/en/people/{person}/1/end/").status_code == 404


def test_what_the_law_refuses_is_said_and_what_was_typed_is_kept(registrar: Officer) -> None:
    person, _ = new_person(registrar.client)
    grant(registrar.client, person, 0)
    again = grant(registrar.client, person, 1, basis="Order 8, typed with care")
    assert again.status_code == 403
    assert "already held" in text(again) and "Order 8, typed with care" in text(again)
    there = registrar.client.post(f"/ru/people/{person}/grant/", {**GRANT, "seen_place": "1"})
    assert "эта роль в этих делах (referendum) в часть этих дней уже действует" in text(there).lower()
    assert '<p lang="en">' not in text(there)
    backwards = grant(registrar.client, person, 1, until="2020-01-01")
    assert backwards.status_code == 400 and "The last day is before the first." in text(backwards)
    past = grant(registrar.client, person, 1, since="2020-01-01", role="secretariat")
    assert past.status_code == 403 and "days past" in text(past)
    own = grant(registrar.client, registrar.person, 1, role="commission")
    assert own.status_code == 403 and "oneself" in text(own)
    for wrong in ({"scope": "a b"}, {"since": "tomorrow"}, {"basis": ""}, {"role": "operator"}):
        answer = grant(registrar.client, person, 1, **wrong)
        assert answer.status_code == 400 and "Please look again" in text(answer)
    assert len(reader.acts_of(f"person/{person}")) == 1


def test_of_two_officers_the_second_sees_what_the_first_entered_and_loses_nothing(registrar: Officer) -> None:
    other = officer("registrar", "person")
    person, _ = new_person(registrar.client)
    for client in (registrar.client, other.client):
        assert 'name="seen_place" value="0"' in text(client.get(f"/en/people/{person}/grant/"))
    assert grant(registrar.client, person, 0).status_code == 302
    late = grant(other.client, person, 0, role="secretariat", scope="reform", basis="Order 9, typed with care")
    page = text(late)
    assert late.status_code == 409 and "Somebody else was first" in page
    assert "Role granted" in page and "Order 7" in page and registrar.person in page
    assert 'value="Order 9, typed with care"' in page and 'value="reform"' in page
    assert '<option value="secretariat" selected>' in page and 'name="seen_place" value="1"' in page
    assert len(reader.acts_of(f"person/{person}")) == 1
    again = grant(other.client, person, 1, role="secretariat", scope="reform", basis="Order 9, typed with care")
    assert again.status_code == 302 and len(reader.acts_of(f"person/{person}")) == 2


def test_a_slip_is_two_clicks_and_an_act_and_both_stay(registrar: Officer) -> None:
    person, _ = new_person(registrar.client)
    grant(registrar.client, person, 0)
    link = f"/en/people/{person}/0/error/"
    assert link in text(registrar.client.get(f"/en/people/{person}/"))
    assert "Order 7" in text(registrar.client.get(link))
    assert registrar.client.post(link, {"reason": "wrong_dates", "seen_place": "1"}).status_code == 302
    page = text(registrar.client.get(f"/en/people/{person}/"))
    assert "to be disregarded" in page and "No role has been granted yet" in page and link not in page
    assert [act.act for act in reader.acts_of(f"person/{person}")] == ["people.role_granted", "people.entered_in_error"]


def test_the_slip_of_another_officer_is_not_ones_own(registrar: Officer) -> None:
    other = officer("registrar")
    person, _ = new_person(registrar.client)
    grant(registrar.client, person, 0)
    link = f"/en/people/{person}/0/error/"
    assert link not in text(other.client.get(f"/en/people/{person}/"))
    answer = other.client.post(link, {"reason": "wrong_dates", "seen_place": "1"})
    assert answer.status_code == 403 and len(reader.acts_of(f"person/{person}")) == 1


def registered(client: Client, **changes: str) -> str:
    answer = client.post("/en/people/capacities/new/", {**CAPACITY, **changes})
    assert answer.status_code == 302, text(answer)
    return str(answer.headers["Location"]).removesuffix("/?entered=0").rpartition("/")[2]


def test_a_name_stands_outside_the_record_and_can_be_corrected_and_withdrawn(registrar: Officer) -> None:
    client = registrar.client
    id = registered(client)
    matter = f"capacity/{id}"
    assert names.read(matter) == CAPACITY["name"] and CAPACITY["name"] in text(
        client.get(f"/en/people/capacities/{id}/")
    )
    right = {"seen_place": "1", "basis": "A letter was wrong", "name": "Айгерім Серікқызы"}
    assert client.post(f"/en/people/capacities/{id}/name/", right).status_code == 302
    assert names.read(matter) == right["name"]
    assert client.post(f"/en/people/capacities/{id}/withdraw/", {"seen_place": "2", "basis": "Law"}).status_code == 302
    assert names.read(matter) is None
    page = text(client.get(f"/en/people/capacities/{id}/"))
    assert "The name was withdrawn" in page and right["name"] not in page
    assert client.post(f"/en/people/capacities/{id}/name/", {**right, "seen_place": "3"}).status_code == 403
    entered = b"".join(bytes(one) for one in Entry.objects.values_list("body", flat=True)).decode()
    assert CAPACITY["name"] not in entered and right["name"] not in entered and "Chair of the commission" in entered


def test_a_capacity_ends_and_a_stale_correction_changes_no_name(registrar: Officer) -> None:
    id = registered(registrar.client)
    data = {"seen_place": "1", "ended_on": TODAY, "reason": "term_over"}
    assert registrar.client.post(f"/en/people/capacities/{id}/end/", data).status_code == 302
    late = {"seen_place": "1", "basis": "A letter", "name": "Somebody else"}
    answer = registrar.client.post(f"/en/people/capacities/{id}/name/", late)
    assert answer.status_code == 409 and "Public capacity ended" in text(answer)
    assert names.read(f"capacity/{id}") == CAPACITY["name"]
    assert registrar.client.get("/en/people/capacities/c-222222/").status_code == 404
    assert registrar.client.get("/en/people/capacities/c-222222/end/").status_code == 404
    assert registrar.client.get("/en/people/p-222222/").status_code == 404
    assert registrar.client.get("/en/people/p-222222/grant/").status_code == 404


def test_lists_are_cut_at_25(registrar: Officer) -> None:
    for _ in range(26):
        registered(registrar.client)
    first = text(registrar.client.get("/en/people/capacities/"))
    assert first.count("Chair of the commission") == 25 and "?from=25" in first
    assert text(registrar.client.get("/en/people/capacities/?from=25")).count("Chair of the commission") == 1


def test_people_are_published_verified_and_the_index_is_the_same_rebuilt(hall: Hall, settings: Settings) -> None:
    hall.fill()
    one = officer("registrar")
    person, _ = new_person(one.client)
    grant(one.client, person, 0, until=str(timezone.now().date() + timedelta(days=30)))
    id = registered(one.client)
    before = list(Matter.objects.order_by("matter").values())
    acts = reader.all_acts()
    hall.publish()
    assert rebuild(acts, reader.reform()) == len(before)
    assert list(Matter.objects.order_by("matter").values()) == before
    record, findings = check(hall.published, BODIES, strict=True)
    assert record is not None and not findings
    state = reader.reform()
    assert not [one for one in state.findings() if one.code in ("act_refused", "actor_without_role")]
    assert state.people.roles(person, timezone.now().date(), "referendum/x") == {"commission"}
    shown = text(Client().get("/ru/capacities/"))
    assert "Председатель" in shown and CAPACITY["name"] in shown
    assert "Chair of the commission" in text(Client().get(f"/en/capacities/{id}/"))
    call_command("rebuild_index", verbosity=0)
    assert list(Matter.objects.order_by("matter").values()) == before


def test_before_the_record_is_opened_nobody_is_made_an_officer(hall: Hall) -> None:
    with pytest.raises(InputError, match="not opened"):
        officer("registrar")
    assert not Entry.objects.exists()


def test_whoever_enters_an_act_takes_the_promise_and_after_the_head_the_receipt(hall: Hall, settings: Settings) -> None:
    settings.ISONOMIA_PUBLISHED, settings.STATE = hall.published, hall.published.parent
    promiser = promise_key(settings.STATE / receipts.KEY_FILE, hall.pack.manifest.origin)
    policy = own_policy(hall.signer, promiser)
    enter_pack(hall.pack, policy)
    hall.publish()
    registrar = officer("registrar")
    hall.publish()
    person, _token = new_person(registrar.client)
    entered = grant(registrar.client, person, 0)
    page = text(registrar.client.get(entered["Location"]))
    address = f"/en/people/{person}/0/promise"
    assert "It was entered" in page and page.count(address) == 2
    answer = registrar.client.get(address)
    assert "attachment" in answer["Content-Disposition"]
    said = parse_promise(text(answer))
    assert check_promise(text(answer), policy) == [] and said.act == f"person/{person}/1"
    # Asked for again, it is the same promise: the day on which it is due does not move.
    assert text(registrar.client.get(address)) == text(answer)
    assert registrar.client.get(f"/en/people/{person}/1/promise").status_code == 404
    assert Client().get(address).status_code == 302

    hall.publish()
    looked = receipts.look(text(answer), timezone.now())
    assert looked.findings == () and looked.index is not None
    page = text(registrar.client.get(entered["Location"]))
    assert address not in page and f"/en/record/entries/{looked.index}/receipt" in page


def test_a_capacity_has_promises_and_a_key_that_the_policy_does_not_name_gives_none(
    hall: Hall, settings: Settings
) -> None:
    settings.ISONOMIA_PUBLISHED, settings.STATE = hall.published, hall.published.parent
    origin = hall.pack.manifest.origin
    enter_pack(hall.pack, own_policy(hall.signer, promise_key(settings.STATE / receipts.KEY_FILE, origin)))
    client = officer("registrar").client
    entered = client.post("/en/people/capacities/new/", CAPACITY)
    place = str(entered["Location"]).partition("?")[0] + "0/promise"
    assert place in text(client.get(entered["Location"]))
    assert parse_promise(text(client.get(place))).origin == origin

    (settings.STATE / receipts.KEY_FILE).unlink()
    assert client.get(place).status_code == 404
    promise_key(settings.STATE / receipts.KEY_FILE, origin)
    assert client.get(place).status_code == 404
    page = text(client.get(entered["Location"]))
    assert "It was entered" in page and "promise" not in page
