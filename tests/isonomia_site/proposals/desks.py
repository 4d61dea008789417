"""People at the desk of proposals for the tests: members who sit in the working group of Mysal, and a secretary."""

import re
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from isonomia.drafting.acts import MemberAppointed
from isonomia.people.acts import CapacityRegistered
from isonomia.proposals import acts
from isonomia.record.sources import Wording
from isonomia_site.drafting import services as drafting
from isonomia_site.people import services as people
from isonomia_site.permissions import as_author, at_console
from isonomia_site.proposals import services
from isonomia_site.proposals.models import Seat
from isonomia_site.record import reader
from tests.isonomia_site.people.officers import Officer, officer

WORK, GROUP = "mysal/act/2001-03-01/constitution", "group/mysal-2025"
DESK = "/en/desk/proposals/"


def today() -> date:
    """The day on which the hall is."""
    return timezone.now().date()


def said(text: str) -> tuple[Wording, ...]:
    """A text in one language."""
    return (Wording(language="en", text=text, status="own_words"),)


@dataclass(frozen=True)
class Desk:
    """A secretary, and two members with their public capacities."""

    secretary: Officer
    member: Officer
    second: Officer
    capacities: tuple[str, str]


def sat_down() -> Desk:
    """A secretary and two members who sit in the group."""
    capacities = ("c-7k4m2x", "c-3w9h6b")
    by, members = at_console("compiler", today()), (officer("member"), officer("member"))
    for capacity, member in zip(capacities, members, strict=True):
        office = CapacityRegistered(office=said("Member of the group"), since="2024-10-02", basis="Decree 7")
        people.enter_act(by, f"capacity/{capacity}", office, 0)
        seat = MemberAppointed(capacity=capacity, role="member", since="2024-10-02", basis="Decree 7")
        drafting.enter_act(by, GROUP, seat, len(reader.acts_of(GROUP)))
        Seat.objects.create(person=member.person, capacity=capacity)
    return Desk(officer("secretariat"), *members, capacities)


def received(text: str, language: str = "en", eid: str = "art_27__para_1", on: date | None = None) -> str:
    """A proposal that came by letter and was registered; return its number."""
    day = on or today()
    handed = services.HandedIn(
        text=text,
        language=language,
        received_on=day,
        registered_on=day,
        about=(acts.Provision(work=WORK, eid=eid),),
        channel="letter",
    )
    return services.receive(as_author(day), handed).number


def text(answer: object, status: int = 200) -> str:
    """What a page says."""
    assert isinstance(answer, HttpResponse) and answer.status_code == status, getattr(answer, "status_code", answer)
    return answer.content.decode()


def sent(client: Client, address: str, **typed: object) -> HttpResponse:
    """Fill in a form of the desk as it stands, and send it."""
    page = text(client.get(address))
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    day = re.search(r'type="date" name="day" value="([^"]*)"', page)
    chosen = dict(
        re.findall(r'<select name="(\w+)"(?:(?!</select>).)*?<option value="([^"]+)" selected', page, re.DOTALL)
    )
    values = {**hidden, **chosen, **({"day": day[1]} if day else {}), **typed}
    return client.post(address, values)  # type: ignore[return-value]


def entered(client: Client, address: str, **typed: object) -> str:
    """The same, where an act follows; return where it leads."""
    answer = sent(client, address, **typed)
    said = re.findall(r'role="alert".*?</(?:div|ul)>', answer.content.decode(), re.DOTALL)
    assert answer.status_code == 302, (address, answer.status_code, said)
    return str(answer.headers["Location"])


def taken_up(desk: Desk, number: str) -> None:
    """Let a proposal be taken up and assigned to the group."""
    entered(desk.secretary.client, f"{DESK}{number}/admit/")
    entered(desk.secretary.client, f"{DESK}{number}/assign/", group=GROUP)
