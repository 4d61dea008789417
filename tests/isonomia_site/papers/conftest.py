"""A hall that keeps papers: its keys and its ledger lie outside its database."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from isonomia.packs.loading import Pack
from isonomia_site.record.keys import log_key
from tests.isonomia_site.halls import Databases, DemoRecord, Hall, attach


@pytest.fixture
def full_hall(
    tmp_path: Path, built: DemoRecord, databases: Databases, kazakhstan: Pack, django_db_blocker: DjangoDbBlocker
) -> Iterator[Hall]:
    """A hall of its own with the demo record in it, published: copied, since to enter it takes its time."""
    shutil.copytree(built.published, tmp_path / "log")
    with django_db_blocker.unblock():
        database = databases.new(built.database)
        attach(database)
        signer = log_key(built.state / "log.key", built.origin)
        yield Hall(databases, database, tmp_path / "log", signer, kazakhstan)
        attach(built.database)
        databases.drop(database)


@pytest.fixture
def papers(full_hall: Hall, tmp_path: Path, settings: Settings) -> Path:
    """Let that hall keep its keys and its ledger in folders of its own; hands out the key folder."""
    settings.ISONOMIA_KEYS = tmp_path / "keys"
    settings.ISONOMIA_MASTER_KEY = tmp_path / "paper-master.key"
    settings.ISONOMIA_LEDGER = tmp_path / "erased.ledger"
    settings.ISONOMIA_PUBLISHED = full_hall.published
    return tmp_path / "keys"
