"""A hall of one's own: opened once, under rules, and its pages do not call it a reconstruction."""

import pytest
from django.test import Client
from pytest_django import Settings

from isonomia.errors import ConflictError
from isonomia.record.reading import check
from isonomia.record.sources import Wording
from isonomia.reform.road import BODIES
from isonomia.rulebook.checking import shipped_laws
from isonomia.rulebook.loading import texts
from isonomia_site.record.keys import own_policy
from isonomia_site.record.models import Entry
from isonomia_site.record.opening import Opening, open_under
from tests.isonomia_site.halls import DemoRecord, Hall

RECONSTRUCTION = "Reconstruction from published facts"
PURPOSE = (Wording(language="en", status="own_words", text="The reform of 2026"),)


def opened(hall: Hall) -> None:
    opening = Opening(origin=hall.pack.manifest.origin, purpose=PURPOSE)
    open_under(opening, own_policy(hall.signer), "kz", texts(shipped_laws(), "kz"))


def test_a_record_is_opened_once_and_verifies_strictly(hall: Hall) -> None:
    opened(hall)
    with pytest.raises(ConflictError, match="keeps a record already"):
        opened(hall)
    assert hall.publish() == Entry.objects.count() == 2
    record, findings = check(hall.published, BODIES, strict=True)
    assert findings == [] and record is not None
    assert [act.act for act in record.acts] == ["record.opened", "rulebook.adopted"]


def test_pages_of_a_record_of_ones_own_call_it_no_reconstruction(
    hall: Hall, settings: Settings, client: Client
) -> None:
    settings.ISONOMIA_PUBLISHED = hall.published
    opened(hall)
    hall.publish()
    votes = client.get("/en/referendum/").content.decode()
    assert RECONSTRUCTION not in votes and "No referendum is in this record." in votes
    for path in ("", "figures/", "record/", "record/entries/", "capacities/", "no-such-page/"):
        assert RECONSTRUCTION not in client.get(f"/en/{path}").content.decode()


@pytest.mark.django_db
def test_pages_of_a_pack_say_that_they_are_a_reconstruction(demo_record: DemoRecord, client: Client) -> None:
    for path in ("", "figures/", "record/", "no-such-page/"):
        assert RECONSTRUCTION in client.get(f"/en/{path}").content.decode()
