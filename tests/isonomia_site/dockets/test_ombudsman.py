"""The hall of commissioners: the right door told, a complaint moved, recommendations, norms put to the Court."""

import pytest
from django.test import Client

from isonomia_site.dockets import desk, listing
from isonomia_site.entering.judging import entered as acts_of
from isonomia_site.filing.papers import Handed
from isonomia_site.ombudsman.presenting import DESK
from isonomia_site.rights import services
from tests.isonomia_site.dockets.walking import entered, filed, sent, text, today
from tests.isonomia_site.people.officers import officer

PAGES, MINE, AT_DESK = "/en/complaints/", "/en/mine/complaint/", "/en/desk/complaints/"
COMPLAINT = {
    "commissioner": "human_rights",
    "applicant_kind": "citizen",
    "territory": "KZ-75",
    "against": "School 12",
    "facts": "My daughter was sent home.",
    "name": "Aigerim Invented",
    "contact": "+7 700 000 00 00",
    "language": "en",
}


def complaint(client: Client, subject: str = "rights_of_person", **typed: str) -> str:
    return filed(client, "ombudsman", **{**COMPLAINT, "subject": subject, **typed})[0]


@pytest.mark.django_db
def test_what_others_said_of_the_rules_stands_beside_them() -> None:
    assert "Venice Commission" in text(Client().get(PAGES))


@pytest.mark.django_db
def test_a_childs_complaint_at_the_wrong_door_is_moved_with_its_papers_and_its_first_day() -> None:
    client, at = Client(), officer("ombudsman_officer")
    number = complaint(client, "rights_of_child")
    entered(
        at.client,
        f"{AT_DESK}{number}/moved/",
        to_body="children",
        reason="other_commissioner",
        article="art. 13(4)",
    )
    old = desk.dossier_or_404(DESK, number).one
    there = desk.dossier_or_404(DESK, str(old.moved.to).partition("/")[2])
    assert there.one.commissioner == "children" and there.one.first_filed_on == old.filed_on
    page = text(at.client.get(f"{AT_DESK}{there.one.matter.partition('/')[2]}/"))
    assert "My daughter was sent home." in page and "filed first on" in page
    assert str(old.moved.to).partition("/")[2] in text(client.get(f"{MINE}{number}/"))
    assert there.one.matter.partition("/")[2] in text(at.client.get(f"{AT_DESK}?part=children"))


@pytest.mark.django_db
def test_a_complaint_is_examined_and_a_recommendation_answered() -> None:
    client, at = Client(), officer("ombudsman_officer")
    number = complaint(client)
    one = f"{AT_DESK}{number}/"
    entered(at.client, f"{one}accepted/", article="art. 13(4)")
    entered(at.client, f"{one}explanations-asked/", of="School 12", article="art. 15(1)")
    entered(at.client, f"{one}recommended/", to="School 12")
    id = next(iter(desk.dossier_or_404(DESK, number).one.recommended))
    entered(at.client, f"{one}recommendation-answered/", recommended=id, answer="followed")
    entered(at.client, f"{one}closed/", outcome="restored")
    told = listing.told("complaint")[-1]
    assert (told["stage"], told["followed"], told["kept"]) == ("closed", "1", "yes")
    assert "1 of 1" in text(client.get(f"{PAGES}counts/?part=human_rights"))


@pytest.mark.django_db
def test_a_rejection_needs_its_facts_and_says_what_else_can_be_done() -> None:
    client, at = Client(), officer("ombudsman_officer")
    number = complaint(client)
    place = f"{AT_DESK}{number}/rejected/"
    assert "This field is required" in text(sent(at.client, place, ground="unfounded", article="art. 13(4)"), 400)
    entered(at.client, place, ground="unfounded", article="art. 13(4)", facts="Nothing shows it.")
    page = text(client.get(f"{MINE}{number}/"))
    assert "other means of protection" in page and "Nothing shows it." in page
    assert "Nothing shows it." not in repr(desk.dossier_or_404(DESK, number).acts)


@pytest.mark.django_db
def test_a_norm_is_put_to_the_court_without_a_judgment() -> None:
    client, at = Client(), officer("ombudsman_officer")
    number = complaint(client)
    entered(at.client, f"{AT_DESK}{number}/accepted/", article="art. 13(4)")
    entered(at.client, f"{AT_DESK}{number}/referred-to-court/", article="art. 73(5)")
    one = desk.dossier_or_404(DESK, number).one

    (appeal,) = acts_of((one.court_case,))
    assert appeal.body.applicant_kind == "ombudsman" and appeal.body.moved_from == one.matter
    assert appeal.body.judgment_adopted_on is None and appeal.body.exception == "referral"


@pytest.mark.django_db
def test_steps_that_the_sources_do_not_give_are_not_offered() -> None:
    at = officer("ombudsman_officer")
    number = complaint(Client(), "rights_of_child", commissioner="children")
    entered(at.client, f"{AT_DESK}{number}/accepted/", article="art. 7-2(1)")
    page = text(at.client.get(f"{AT_DESK}{number}/"))
    assert "Recommendation made" not in page and at.client.get(f"{AT_DESK}{number}/recommended/").status_code == 404


@pytest.mark.django_db
def test_a_file_that_went_along_stays_in_quarantine_until_it_was_looked_at() -> None:
    said = {**COMPLAINT, "subject": "rights_of_child", "facts": "See the file."}
    order = Handed("order.pdf", b"%PDF-1.4\n%%EOF\n")
    given = services.file("ombudsman", said, (order,), services.by_form(today()))
    at = officer("ombudsman_officer")
    page = text(at.client.get(f"{AT_DESK}{given.number}/"))
    assert "order.pdf" in page and "no scanner has looked at it yet" in page
    assert "in quarantine" in text(at.client.get(f"{AT_DESK}{given.number}/files/0/0"), 403)
    assert at.client.get(f"{AT_DESK}{given.number}/files/0/1").status_code == 404
    entered(
        at.client,
        f"{AT_DESK}{given.number}/moved/",
        to_body="children",
        reason="other_commissioner",
        article="art. 13(4)",
    )
    there = str(desk.dossier_or_404(DESK, given.number).one.moved.to).partition("/")[2]
    assert "order.pdf" in text(at.client.get(f"{AT_DESK}{there}/"))
