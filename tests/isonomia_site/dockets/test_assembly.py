"""The hall of assemblies: a guided notice in time or late, the desk, offers, refusals, what the public sees."""

import pytest
from django.core.cache import cache
from django.test import Client

from isonomia_site.assembly.presenting import DESK
from isonomia_site.dockets import desk, listing
from isonomia_site.dockets.models import Line
from isonomia_site.filing import limits
from isonomia_site.record.publishing import publish
from isonomia_site.record.sequencer import sequence
from tests.isonomia_site.dockets.walking import days_on, entered, filed, sent, text, today
from tests.isonomia_site.halls import Hall
from tests.isonomia_site.people.officers import Officer, officer

PAGES, MINE, AT_DESK = "/en/assemblies/", "/en/mine/assembly/", "/en/desk/assemblies/"
NOTICE = {
    "starts": "12:00",
    "ends": "14:00",
    "place": "Square by the river",
    "purpose": "Clean water",
    "people": "40",
    "applicant_kind": "citizen",
    "territory": "KZ-75",
    "name": "Aigerim Invented",
    "contact": "+7 700 000 00 00",
    "language": "en",
}


def notice(client: Client, form: str = "rally", days: int = 30, **typed: str) -> tuple[str, str]:
    """File a notice of an assembly so many days from today."""
    return filed(client, "assembly", **{**NOTICE, "form": form, "held_on": days_on(days), **typed})


def registered(at: Officer, number: str) -> None:
    entered(at.client, f"{AT_DESK}{number}/registered/", place="Square by the river")


@pytest.mark.django_db
def test_what_others_said_of_the_rules_stands_beside_them() -> None:
    assert "International Commission of Jurists" in text(Client().get(PAGES))


@pytest.mark.django_db
def test_a_late_notice_is_taken_in_and_said_to_be_late() -> None:
    client = Client()
    number, _code = notice(client, days=2)
    assert "filed late" in text(client.get(f"{MINE}{number}/"))


@pytest.mark.django_db
def test_whoever_comes_by_an_address_of_old_is_led_to_the_one_page() -> None:
    assert Client().get(f"{PAGES}new/")["Location"] == "/en/rights/"
    assert Client().get(f"{PAGES}mine/")["Location"] == "/en/mine/"


@pytest.mark.django_db
def test_nothing_of_a_person_stands_in_the_record_or_on_a_public_page() -> None:
    client = Client()
    number, code = notice(client)
    found = desk.dossier_or_404(DESK, number)
    said = repr(found.acts)
    assert not any(one in said for one in ("Aigerim", "+7 700", "river", "Clean water"))
    assert "published with the next signed head" in text(Client().get(f"{PAGES}{number}/"))
    other = Client()
    assert other.get(f"{MINE}{number}/").status_code == 302
    text(other.post("/en/mine/", {"number": number, "code": "bcdf-bcdf-bcdf-bcdf"}), 403)
    assert other.post("/en/mine/", {"number": number, "code": code}).status_code == 302
    assert "What can be done now" in text(other.get(f"{MINE}{number}/"))


@pytest.mark.django_db
def test_too_many_guesses_are_refused_and_nothing_typed_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    number, code = notice(Client())
    cache.clear()
    monkeypatch.setattr(limits, "TRIED", ("tried", 2))
    guess = {"number": number, "code": "bcdf-bcdf-bcdf-bcdf"}
    said = [Client().post("/en/mine/", guess).status_code for _ in range(2)]
    page = text(Client().post("/en/mine/", {"number": number, "code": code}), 429)
    assert said == [403, 403] and "Too many attempts" in page and number in page


@pytest.mark.django_db
def test_the_officer_sees_the_queue_and_registers_and_the_term_runs() -> None:
    number, _code = notice(Client())
    at = officer("assembly_officer")
    assert number in text(at.client.get(AT_DESK))
    page = text(at.client.get(f"{AT_DESK}{number}/"))
    assert "Aigerim Invented" in page and "Clean water" in page
    registered(at, number)
    row = Line.objects.get(matter=f"assembly/{number}")
    assert row.stage == "registered" and row.due_on > today()
    assert str(row.due_on.day) in text(at.client.get(f"{AT_DESK}{number}/"))
    assert officer("clerk").client.get(AT_DESK).status_code == 403
    assert Client().get(AT_DESK).status_code == 302


@pytest.mark.django_db
def test_a_refusal_without_facts_or_an_offer_does_not_come_about_and_the_page_says_why() -> None:
    client, at = Client(), officer("assembly_officer")
    number, _code = notice(client)
    registered(at, number)
    place = f"{AT_DESK}{number}/refused/"
    assert "This field is required" in text(sent(at.client, place, ground="threat"), 400)
    said = text(sent(at.client, place, ground="place_taken", facts="A concert."), 403)
    assert "another place or time is offered first" in said and "A concert." in said
    entered(at.client, f"{AT_DESK}{number}/other-offered/", place="Square by the station")
    page = text(client.get(f"{MINE}{number}/"))
    assert "Square by the station" in page and "Offer not taken" in page
    entered(client, f"{MINE}{number}/offer-declined/")
    entered(at.client, place, ground="place_taken", facts="A concert.")
    page = text(client.get(f"{MINE}{number}/"))
    # The facts are for whoever filed, and stand in no act.
    assert "art. 14(1)(10)" in page and "complaint to a higher body" in page and "A concert." in page
    assert "A concert." not in repr(desk.dossier_or_404(DESK, number).acts)


@pytest.mark.django_db
def test_an_offer_that_was_taken_lets_the_assembly_be_held() -> None:
    client, at = Client(), officer("assembly_officer")
    number, _code = notice(client)
    registered(at, number)
    entered(at.client, f"{AT_DESK}{number}/other-offered/", held_on=days_on(31))
    entered(client, f"{MINE}{number}/offer-accepted/")
    said = text(sent(at.client, f"{AT_DESK}{number}/refused/", ground="threat", facts="None."), 403)
    assert "the organiser took the offer" in said.lower()


@pytest.mark.django_db
def test_a_refusal_is_complained_of_and_lifted() -> None:
    client, at = Client(), officer("assembly_officer")
    number, _code = notice(client)
    registered(at, number)
    entered(at.client, f"{AT_DESK}{number}/refused/", ground="threat", facts="A guess.")
    entered(client, f"{MINE}{number}/complaint-filed/", kind="complaint", content="It was a guess.")
    entered(at.client, f"{AT_DESK}{number}/complaint-decided/", outcome="lifted", facts="It was.")
    entered(at.client, f"{AT_DESK}{number}/confirmed/")
    told = listing.told("assembly")[-1]
    assert (told["stage"], told["lifted"], told["appeals"]) == ("confirmed", "yes", "1")
    page = text(client.get(f"{PAGES}counts/"))
    assert "a threat to security" in page and "1 of 1" in page


def test_the_public_page_follows_the_head(hall: Hall) -> None:
    hall.fill()
    client, at = Client(), officer("assembly_officer")
    number, _code = notice(client)
    registered(at, number)
    sequence()
    publish(hall.published, hall.signer)
    page = text(Client().get(f"{PAGES}{number}/"))
    assert "Rally" in page and "Square by the river" in page and "Aigerim" not in page
    assert number in text(Client().get(f"{PAGES}?stage=registered"))
    assert number not in text(Client().get(f"{PAGES}?stage=refused"))
    assert listing.follow() == 0
