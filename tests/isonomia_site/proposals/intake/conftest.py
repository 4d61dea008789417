"""The hall of the invented country, as the tests of proposals have it, with keys of papers of its own."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.isonomia_site.halls import Hall


@pytest.fixture
def papers(mysal: Hall, tmp_path: Path, settings: Settings) -> Path:
    """Let that hall keep its keys and its ledger in folders of its own; hands out the key folder."""
    settings.ISONOMIA_KEYS = tmp_path / "keys"
    settings.ISONOMIA_MASTER_KEY = tmp_path / "paper-master.key"
    settings.ISONOMIA_LEDGER = tmp_path / "erased.ledger"
    return tmp_path / "keys"
