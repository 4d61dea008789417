"""A hall that keeps papers: its keys and its ledger lie outside its database."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.isonomia_site.halls import Hall


@pytest.fixture
def papers(hall: Hall, tmp_path: Path, settings: Settings) -> Path:
    """A hall whose keys and ledger lie in folders of its own; hands out the key folder."""
    settings.ISONOMIA_KEYS = tmp_path / "keys"
    settings.ISONOMIA_MASTER_KEY = tmp_path / "paper-master.key"
    settings.ISONOMIA_LEDGER = tmp_path / "erased.ledger"
    settings.ISONOMIA_PUBLISHED = hall.published
    return tmp_path / "keys"
