"""The open API: what anyone may read, and what an organisation sends with its key."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from isonomia.errors import ConflictError, InputError
from isonomia.record.commitment import opens
from isonomia_site.intake import keys
from isonomia_site.intake.models import ApiKey, Imported
from isonomia_site.proposals.services import opens as code_opens
from isonomia_site.record.models import Entry
from isonomia_site.record.reader import acts_of
from tests.isonomia_site.halls import Hall

WHERE = "/api/v1/proposals"
SENT = {"text": "Keep article 26. Ring +7 701 234 56 78", "language": "en", "reference": "A-1"}


def send(client: Client, key: str, **more: object) -> tuple[int, dict[str, object]]:
    answer = client.post(WHERE, json.dumps({**SENT, **more}), "application/json", headers={"X-API-Key": key})
    return answer.status_code, answer.json()


@pytest.fixture
def key(papers: Path) -> str:
    return keys.make("red-crescent", "civic_organisation", a_minute=5)


def test_a_key_sends_once_and_everybody_reads(mysal: Hall, client: Client, key: str) -> None:
    status, given = send(client, key)
    number, code = str(given["number"]), str(given["code"])
    assert status == 201 and code_opens(number, code)
    assert send(client, key) == (200, {"number": number, "code": None})
    assert send(client, key, text="Another")[0] == 409
    (act,) = acts_of(f"proposal/{number}")
    assert (act.actor.role, act.body.author_kind, act.body.channel) == ("author", "civic_organisation", "platform")  # type: ignore[attr-defined]
    assert client.get(f"{WHERE}/{number}").status_code == 404
    mysal.publish()
    shown = client.get(f"{WHERE}/{number}").json()
    assert shown["text"] == "Keep article 26. Ring [phone]"
    assert opens(shown["commitment"], bytes.fromhex(shown["salt"]), shown["domain"], shown["text"])
    page = client.get(WHERE, {"limit": 1}).json()
    assert [one["number"] for one in page["proposals"]] == [page["after"]]
    start, _, count = number.rpartition("-")
    rest = client.get(WHERE, {"after": f"{start}-{int(count) - 1:06}", "limit": 100}).json()
    assert rest["after"] is None and [one["number"] for one in rest["proposals"]] == [number]


def test_nothing_is_taken_without_a_good_key(client: Client, key: str) -> None:
    before = Entry.objects.count()
    assert send(client, "")[0] == send(client, key[:-1])[0] == 401
    ApiKey.objects.update(until=date(2020, 1, 1))
    assert send(client, key)[0] == 401
    ApiKey.objects.update(until=timezone.now().date())
    keys.revoke("red-crescent")
    assert send(client, key)[0] == 401 and Entry.objects.count() == before
    assert key not in str(list(ApiKey.objects.values()))
    for act in (lambda: keys.revoke("red-crescent"), lambda: keys.make("Red", "media", a_minute=1)):
        with pytest.raises(InputError):
            act()
    with pytest.raises(InputError, match="citizen"):
        keys.make("x", "citizen", a_minute=1)
    with pytest.raises(ConflictError):
        keys.make("red-crescent", "media", a_minute=1)
    assert [line[-1][:7] for line in keys.listed()] == ["revoked"]


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"text": ""}, 422),
        ({"text": "x" * 20_001}, 422),
        ({"language": "de"}, 422),
        ({"unheard": 1}, 422),
        ({"received_on": "2999-01-01"}, 422),
        ({"territory": "not a place"}, 422),
        ({"about": [{"work": "mysal/constitution", "eid": "art_1"}]}, 201),
    ],
)
def test_what_does_not_fit_is_refused_with_its_reason(
    client: Client, key: str, more: dict[str, object], status: int
) -> None:
    before = Entry.objects.count()
    found, said = send(client, key, **more)
    assert found == status, said
    assert Entry.objects.count() == before + (status == 201) and Imported.objects.count() == (status == 201)


def test_so_many_a_minute_and_no_more(client: Client, key: str) -> None:
    found = [send(client, key, reference=str(number))[0] for number in range(7)]
    # A new minute may have begun on the way.
    assert found[:5] == [201] * 5 and set(found[5:]) <= {201, 429}


def test_the_api_describes_itself(client: Client, papers: Path) -> None:
    found = client.get("/api/v1/openapi.json").json()
    assert set(found["paths"]) == {"/api/v1/proposals", "/api/v1/proposals/{number}"}
    assert client.get("/api/v1/docs").status_code == 404
