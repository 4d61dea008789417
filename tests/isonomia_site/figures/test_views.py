"""The pages of claims and figures: verdicts, arithmetic, and what waits."""

import pytest
from django.test import Client

from isonomia.figures.catalogue import all_figures
from isonomia.figures.claims import check_all
from isonomia_site.record import reader

pytestmark = pytest.mark.django_db


def get(client: Client, path: str) -> str:
    """A page as text; it must be there."""
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_every_claim_stands_once_with_a_verdict_or_what_it_waits_for(client: Client) -> None:
    shown = get(client, "/en/figures/")
    for one in check_all(reader.reform()):
        assert shown.count(f'href="/en/figures/{one.claim}/"') == 1


def test_every_published_figure_is_listed_with_its_acts(client: Client) -> None:
    shown = get(client, "/en/figures/")
    for one in all_figures(reader.reform()):
        assert one.name in shown
        assert all(f"/en/record/entries/{act.index}/" in shown for act in one.acts)


def test_a_contradicted_claim_shows_its_arithmetic(client: Client) -> None:
    shown = get(client, "/en/figures/F27/")
    assert "Contradicted" in shown
    assert "The record gives 52.52\u00a0% of registered voters: 6,163,516 of 11,734,642." in shown
    assert "80.53" in shown
    assert "isonomia figures RECORD --only F27" in shown


def test_territories_have_names_and_no_codes(client: Client) -> None:
    shown = get(client, "/ru/figures/F33/")
    assert "город Шымкент" in shown and "KZ-79" not in shown


def test_a_waiting_claim_names_its_institution(client: Client) -> None:
    assert "waits for an institution that is not part of the record: Observers and complaints" in get(
        client, "/en/figures/F45/"
    )


def test_an_unknown_claim_is_not_found(client: Client) -> None:
    assert client.get("/en/figures/F99/").status_code == 404
