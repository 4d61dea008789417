"""The hall of compensation: a claim in time with its award and payment, a late one that goes as a civil suit."""

import pytest
from django.test import Client

from isonomia_site.compensation.presenting import DESK
from isonomia_site.dockets import desk, listing
from tests.isonomia_site.dockets.walking import days_on, entered, filed, sent, text
from tests.isonomia_site.people.officers import officer

PAGES, MINE, AT_DESK = "/en/claims/", "/en/mine/claim/", "/en/desk/claims/"
CLAIM = {
    "applicant_kind": "person",
    "territory": "KZ-75",
    "facts": "I was held without reason.",
    "name": "Aigerim Invented",
    "contact": "+7 700 000 00 00",
    "language": "en",
    "currency": "KZT",
    "harm_earnings": "150000",
    "harm_legal_aid": "40000",
}


def claim(client: Client, received: str) -> str:
    return filed(client, "compensation", **CLAIM, claim_basis="rehabilitation", notice_received_on=received)[0]


@pytest.mark.django_db
def test_a_claim_in_time_is_awarded_in_part_and_paid_and_the_sums_are_shown() -> None:
    client, at = Client(), officer("compensation_officer")
    number = claim(client, days_on(-30))
    one = f"{AT_DESK}{number}/"
    entered(at.client, f"{one}registered/", article="art. 40")
    less = {"harm_earnings": "150000", "article": "art. 40"}
    assert "on which facts it rests" in text(sent(at.client, f"{one}awarded/", **less), 403)
    entered(at.client, f"{one}awarded/", **less, facts="The lawyer was free of charge.")
    entered(at.client, f"{one}paid/", paid="50000", article="art. 40")
    page = text(client.get(f"{MINE}{number}/"))
    # Less than was claimed is a refusal too: its facts are for whoever claimed.
    assert "100000 KZT" in page and "free of charge" in page
    assert "free of charge" not in repr(desk.dossier_or_404(DESK, number).acts)
    counts = text(client.get(f"{PAGES}counts/"))
    assert "190000" in counts and "150000" in counts and "1 of 1" in counts


@pytest.mark.django_db
def test_a_late_claim_is_taken_in_and_goes_as_a_civil_suit() -> None:
    client, at = Client(), officer("compensation_officer")
    number = claim(client, days_on(-200))
    one = f"{AT_DESK}{number}/"
    entered(at.client, f"{one}registered/", article="art. 40")
    said = text(sent(at.client, f"{one}refused/", ground="not_proved", article="art. 38", facts="No."), 403)
    assert "civil suit" in said
    entered(at.client, f"{one}late-taken/", road="civil_suit", article="art. 42")
    told = listing.told("claim")[-1]
    assert (told["in_time"], told["late_road"]) == ("no", "civil_suit")
    assert desk.dossier_or_404(DESK, number).one.late_taken is not None


@pytest.mark.django_db
def test_a_refusal_names_its_article_and_its_remedy_and_can_be_contested() -> None:
    client, at = Client(), officer("compensation_officer")
    number = claim(client, days_on(-30))
    one = f"{AT_DESK}{number}/"
    entered(at.client, f"{one}registered/", article="art. 40")
    entered(at.client, f"{one}refused/", ground="self_incrimination", article="art. 38", facts="Stated so.")
    entered(client, f"{MINE}{number}/appealed/", kind="civil_suit", content="I never did.")
    assert desk.dossier_or_404(DESK, number).one.stage == "appealed"
