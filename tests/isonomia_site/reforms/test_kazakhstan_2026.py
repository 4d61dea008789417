"""The record built from the pack of 2026 verifies, and its pages stand where the law of the vote is not known."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client

from isonomia.figures.published import replayed, unlike_published
from isonomia.packs.loading import folder, load
from isonomia.record.reading import check
from isonomia.reform.road import BODIES
from isonomia_site.record.keys import log_key
from tests.isonomia_site.halls import Hall


@pytest.fixture
def hall_2026(hall: Hall, tmp_path: Path, settings: object) -> Iterator[Hall]:
    """A hall that has entered and published the pack of 2026."""
    pack = load(folder("kazakhstan-2026"))
    other = replace(hall, pack=pack, signer=log_key(tmp_path / "2026.key", pack.manifest.origin))
    other.fill()
    other.publish()
    settings.ISONOMIA_PUBLISHED = other.published  # type: ignore[attr-defined]
    yield other


def test_the_record_verifies_and_its_figures_recompute(hall_2026: Hall) -> None:
    record, findings = check(hall_2026.published, BODIES, strict=True)
    assert record is not None and findings == []
    assert record.size == 2 + len(hall_2026.pack.acts)
    assert unlike_published(record, replayed(record)) == []


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_pages_stand_though_the_law_does_not_decide(hall_2026: Hall, client: Client, language: str) -> None:
    for path in ("reforms/kz-2026", "referendum/2026-03-15", "referendum/2026-03-15/checks", "figures"):
        response = client.get(f"/{language}/{path}/")
        assert response.status_code == 200, path
    shown = client.get(f"/{language}/reforms/kz-2026/").content.decode()
    assert f'href="/{language}/referendum/2026-03-15/checks/"' in shown


def test_counts_stand_side_by_side_with_what_they_count(hall_2026: Hall, client: Client) -> None:
    shown = client.get("/en/figures/").content.decode()
    assert "Count as published: about: proposals on the published draft" in shown
    assert "Count as published: more than: proposals on the published draft" in shown
    assert "sources conflict on proposals on the published draft (2026-02-11)" in shown
    assert "Not stated by any source" in shown
