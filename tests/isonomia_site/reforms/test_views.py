"""The home page of a reform: only what is true and in the record."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def get(client: Client, path: str) -> str:
    """A page as text; it must be there."""
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_state_comes_first_with_its_numbers(client: Client) -> None:
    shown = get(client, "/en/reforms/kz-2022/")
    for part in ("Adopted", "77.18\u00a0%", "68.05\u00a0%", "12 of 17", "206,096", "Reconstructed from publications"):
        assert part in shown


def test_the_road_is_in_the_order_of_days(client: Client) -> None:
    shown = get(client, "/en/reforms/kz-2022/")
    steps = ("Referendum proposed", "Referendum called", "Draft published", "Preliminary result", "In force")
    places = [shown.index(f"<b>{step}</b>") for step in steps]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("language", "opening"),
    [("kk", "2022 жылғы 6 мамырда"), ("ru", "Принимаете ли Вы"), ("en", "Do you accept")],
)
def test_the_question_is_in_the_language_with_its_status(client: Client, language: str, opening: str) -> None:
    assert f'<p class="law" lang="{language}">{opening}' in get(client, f"/{language}/reforms/kz-2022/")


def test_what_is_not_here_is_named(client: Client) -> None:
    shown = get(client, "/en/reforms/kz-2022/")
    assert "What is not here yet" in shown and "Constitutional Court" in shown


def test_another_reform_is_not_found(client: Client) -> None:
    assert client.get("/en/reforms/kz-1995/").status_code == 404
